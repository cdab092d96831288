// Which text does this piece of syntax spell, without following any binding?
import type { TSESTree } from '@typescript-eslint/utils'
import { unwrap } from './unwrap.ts'

/** The string an expression spells: literals, templates without holes and concatenations of them. */
export function staticStringOf(node: TSESTree.Node): string | null {
  const inner = unwrap(node)
  if (inner.type === 'Literal') return typeof inner.value === 'string' ? inner.value : null
  if (inner.type === 'TemplateLiteral' && inner.expressions.length === 0) {
    return inner.quasis[0]?.value.cooked ?? null
  }
  if (inner.type === 'BinaryExpression' && inner.operator === '+') {
    const left = staticStringOf(inner.left)
    if (left === null) return null
    const right = staticStringOf(inner.right)
    return right === null ? null : left + right
  }
  return null
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

/** `a.b['c']` as its root and the static names read from it; `null` for names that are computed. */
export interface MemberChain {
  readonly root: TSESTree.Node
  readonly path: readonly (string | null)[]
}

/** Takes a member chain apart, looking through casts and optional chaining. */
export function memberChainOf(node: TSESTree.Node): MemberChain {
  const path: (string | null)[] = []
  let current = unwrap(node)
  while (current.type === 'MemberExpression') {
    path.unshift(propertyName(current))
    current = unwrap(current.object)
  }
  return { root: current, path }
}
