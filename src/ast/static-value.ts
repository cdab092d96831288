// Which text does this piece of syntax spell, without following any binding?
import type { TSESTree } from '@typescript-eslint/utils'
import { unwrap } from './unwrap.ts'

/** What sums of texts spell: remembered, since long ones are made of shorter ones. */
const sums = new WeakMap<TSESTree.BinaryExpression, { readonly text: string | null }>()

/** The string an expression spells: literals, templates without holes and concatenations of them. */
export function staticStringOf(node: TSESTree.Node): string | null {
  const inner = unwrap(node)
  switch (inner.type) {
    case 'Literal':
      return typeof inner.value === 'string' ? inner.value : null
    case 'TemplateLiteral':
      return inner.expressions.length === 0 ? (inner.quasis[0]?.value.cooked ?? null) : null
    case 'BinaryExpression':
      return inner.operator === '+' ? textOfSum(inner) : null
    default:
      return null
  }
}

/** Inner sums first, without recursion: generated code adds up thousands of texts. */
function textOfSum(sum: TSESTree.BinaryExpression): string | null {
  const pending = [sum]
  for (let current = pending.at(-1); current; current = pending.at(-1)) {
    const open = [unwrap(current.left), unwrap(current.right)].filter(isOpenSum)
    pending.push(...open)
    if (open.length > 0) continue
    const left = staticStringOf(current.left)
    const right = left === null ? null : staticStringOf(current.right)
    sums.set(current, { text: left === null || right === null ? null : left + right })
    pending.pop()
  }
  return sums.get(sum)?.text ?? null
}

function isOpenSum(node: TSESTree.Node): node is TSESTree.BinaryExpression {
  return node.type === 'BinaryExpression' && node.operator === '+' && !sums.has(node)
}

/** The name a key spells: `a`, `'a'`, `[\`a\`]`, `1`; private names keep their `#`. */
export function keyName(key: TSESTree.Node, computed: boolean): string | null {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (!computed && key.type === 'Identifier') return key.name
  const inner = unwrap(key)
  if (inner.type === 'Literal' && typeof inner.value === 'number') return String(inner.value)
  return staticStringOf(inner)
}

/** The property a member expression reads, when its text says so. */
export function propertyName(node: TSESTree.MemberExpression): string | null {
  return keyName(node.property, node.computed)
}

/** The last name that an expression reads: `x` of `x`, `a.x` and `a?.['x']`; `null` where it is computed, and for others. */
export function lastNameOf(node: TSESTree.Node): string | null {
  const inner = unwrap(node)
  if (inner.type === 'Identifier') return inner.name
  return inner.type === 'MemberExpression' ? propertyName(inner) : null
}

/** The last name of what a call calls; empty when it has none. */
export function calledName({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): string {
  return lastNameOf(callee) ?? ''
}

/** `a.b['c']` as its root and the static names read from it; `null` for names that are computed. */
export interface MemberChain {
  readonly root: TSESTree.Node
  readonly path: readonly (string | null)[]
}

/** Reads after which a chain is no longer taken apart: its root is then a member expression. */
const longestChain = 100

/** Takes a member chain apart, looking through casts and optional chaining. */
export function memberChainOf(node: TSESTree.Node): MemberChain {
  const path: (string | null)[] = []
  let current = unwrap(node)
  while (current.type === 'MemberExpression' && path.length < longestChain) {
    path.push(propertyName(current))
    current = unwrap(current.object)
  }
  return { root: current, path: path.reverse() }
}
