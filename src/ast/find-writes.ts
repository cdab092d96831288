// Which properties does this statement write? One assignment or call at a time, as the file is indexed.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { MemberWrite, WriteRoot } from './member-writes.ts'
import { patternPlaceOf } from './pattern-path.ts'
import { keyName, memberChainOf, staticStringOf } from './static-value.ts'
import type { ThisPlace } from './this-owner.ts'
import { unwrap } from './unwrap.ts'

type Variables = ReadonlyMap<TSESTree.Node, TSESLint.Scope.Variable>

export interface FoundWrite {
  readonly root: WriteRoot
  readonly write: MemberWrite
}

/** What the walk knows at the place of a statement. */
export interface WritePlace {
  readonly variables: Variables
  readonly thisPlace: ThisPlace | null
  readonly thisPlaces: ReadonlyMap<TSESTree.Node, ThisPlace>
}

/** Helpers of compilers that define one property: `_defineProperty(this, 'client', value)`. */
const definingHelpers = new Set(['_defineProperty', '_define_property', '__publicField'])
/** Methods that add their arguments, or the one at this position, to a collection. */
const addingMethods: ReadonlyMap<string, number> = new Map([
  ['push', 0],
  ['unshift', 0],
  ['add', 0],
  ['set', 1],
])
/** Operators after which the member holds the right side as it is. */
const plainOperators = new Set(['=', '??=', '||=', '&&='])

/** `a.b = c`; arithmetic such as `a.b += c` gives the result of the whole assignment. */
export function findAssignedMember(
  node: TSESTree.AssignmentExpression,
  place: WritePlace,
): readonly FoundWrite[] {
  const target = unwrap(node.left)
  if (target.type !== 'MemberExpression') return []
  const value = plainOperators.has(node.operator) ? node.right : node
  return writeTo(target, { node, value }, place)
}

/** `[a.b, a.c] = d`: a member expression as a part of a pattern. */
export function findDestructuredMember(
  node: TSESTree.MemberExpression,
  place: WritePlace,
): readonly FoundWrite[] {
  const { parent } = node
  const isTarget =
    parent.type === 'ArrayPattern' ||
    (parent.type === 'Property' && parent.parent.type === 'ObjectPattern' && parent.value === node) ||
    (parent.type === 'AssignmentPattern' && (parent.left as TSESTree.Node) === node)
  const pattern = isTarget ? patternPlaceOf(node) : null
  if (pattern?.owner.type !== 'AssignmentExpression') return []
  const valuePath = pattern.path.map((name) => name ?? '*')
  const assigned = { node: pattern.owner, value: pattern.owner.right, valuePath }
  const defaults = pattern.defaults.map(({ value }) => ({ node: assigned.node, value }))
  return [assigned, ...defaults].flatMap((part) => writeTo(node, part, place))
}

/** `Object.assign(a, b)`, `Object.defineProperty(a, 'b', { value })`, `a.push(b)`, `a.set(k, b)`. */
export function findWritesOfCall(node: TSESTree.CallExpression, place: WritePlace): readonly FoundWrite[] {
  const callee = unwrap(node.callee)
  const { root, path } = memberChainOf(callee)
  const name = path.at(-1) ?? (root.type === 'Identifier' ? root.name : '')
  if (callee.type === 'MemberExpression' && root.type === 'Identifier' && root.name === 'Object') {
    if (path[0] === 'assign') return copiedIn(node, place)
    if (path[0] === 'defineProperty') return definedByDescriptor(node, place)
  }
  if (definingHelpers.has(name) || name === 'default') return definedByHelper(node, callee, place)
  const first = addingMethods.get(name)
  if (first === undefined || callee.type !== 'MemberExpression' || node.arguments.length <= first) return []
  return node.arguments.slice(first).flatMap((value) => {
    const isSpread = value.type === 'SpreadElement'
    const added = { node, value: isSpread ? value.argument : value, valuePath: isSpread ? ['*'] : [] }
    return writeTo(callee.object, added, place, ['*'])
  })
}

/** A descriptor has a `value`, or a getter: compiled re-exports return the other module's export from one. */
function definedByDescriptor(node: TSESTree.CallExpression, place: WritePlace): readonly FoundWrite[] {
  const descriptor = node.arguments[2]
  const getter =
    descriptor?.type === 'ObjectExpression'
      ? descriptor.properties.find(
          (property) => property.type === 'Property' && keyName(property.key, property.computed) === 'get',
        )
      : null
  const result = getter?.type === 'Property' ? onlyResultOf(getter.value) : null
  return defined(node, result ? [] : ['value'], place, result ?? undefined)
}

/** What a function gives back that does nothing else. */
function onlyResultOf(fn: TSESTree.Node): TSESTree.Expression | null {
  if (fn.type !== 'FunctionExpression' && fn.type !== 'ArrowFunctionExpression') return null
  if (fn.body.type !== 'BlockStatement') return fn.body
  const [only] = fn.body.body
  return only?.type === 'ReturnStatement' ? only.argument : null
}

/** A babel helper may be written out as `(0, _defineProperty2.default)(this, 'client', value)`. */
function definedByHelper(
  node: TSESTree.CallExpression,
  callee: TSESTree.Node,
  place: WritePlace,
): readonly FoundWrite[] {
  const { root, path } = memberChainOf(callee)
  if (
    path.at(-1) === 'default' &&
    !(root.type === 'Identifier' && /^_define_?[Pp]roperty\d*$/.test(root.name))
  ) {
    return []
  }
  return defined(node, [], place)
}

function defined(
  node: TSESTree.CallExpression,
  valuePath: readonly string[],
  place: WritePlace,
  value: TSESTree.CallExpressionArgument | undefined = node.arguments[2],
): readonly FoundWrite[] {
  const [target, key] = node.arguments
  const name = key ? staticStringOf(key) : null
  if (
    !target ||
    !value ||
    name === null ||
    target.type === 'SpreadElement' ||
    value.type === 'SpreadElement'
  ) {
    return []
  }
  return writeTo(target, { node, value, valuePath }, place, [name])
}

function copiedIn(node: TSESTree.CallExpression, place: WritePlace): readonly FoundWrite[] {
  const [target, ...values] = node.arguments
  if (!target || target.type === 'SpreadElement') return []
  return copiesOf(node, values).flatMap((copy) => writeTo(target, copy, place, []))
}

interface Written {
  readonly node: MemberWrite['node']
  readonly value: TSESTree.Expression
  readonly valuePath?: readonly string[]
}

/** What `Object.assign` copies into its target. */
function copiesOf(
  node: TSESTree.CallExpression,
  values: readonly TSESTree.CallExpressionArgument[],
): readonly Written[] {
  return values.map((value) =>
    value.type === 'SpreadElement' ? { node, value: value.argument, valuePath: ['*'] } : { node, value },
  )
}

const copied = new WeakMap<TSESTree.CallExpression, readonly MemberWrite[]>()

/** The writes of an `Object.assign` whose target has no name. */
export function writesOfAssign(node: TSESTree.CallExpression): readonly MemberWrite[] {
  const known = copied.get(node)
  if (known) return known
  const writes = copiesOf(node, node.arguments.slice(1)).map((copy): MemberWrite => {
    return { valuePath: [], ...copy, path: [], key: null, isStatic: false }
  })
  copied.set(node, writes)
  return writes
}

function writeTo(
  target: TSESTree.Node,
  written: Written,
  place: WritePlace,
  below: readonly string[] = [],
): readonly FoundWrite[] {
  const { root, path } = memberChainOf(target)
  const thisPlace = root.type === 'ThisExpression' ? place.thisPlace : null
  const owner = thisPlace ? { root: thisPlace.owner, isStatic: thisPlace.isStatic } : rootNamed(root, place)
  if (owner === null) return []
  const inner = unwrap(target)
  const key =
    below.length === 0 && path.at(-1) === null && inner.type === 'MemberExpression' && inner.computed
      ? inner.property
      : null
  const { isStatic } = owner
  const write: MemberWrite = { valuePath: [], ...written, path: [...path, ...below], key, isStatic }
  return [{ root: owner.root, write }]
}

/** What a name at the start of a chain stands for; `self` in `const self = this` is the owner of `this`. */
export function rootNamed(
  root: TSESTree.Node,
  { variables, thisPlaces }: Pick<WritePlace, 'variables' | 'thisPlaces'>,
): { readonly root: WriteRoot; readonly isStatic: boolean } | null {
  if (root.type !== 'Identifier') return null
  const variable = variables.get(root)
  const [def] = variable?.defs ?? []
  if (!variable || !def) return { root: root.name, isStatic: false }
  const node: TSESTree.Node = def.node
  const isThis =
    node.type === 'VariableDeclarator' && node.init?.type === 'ThisExpression' && node.id === def.name
  const place = isThis && variable.defs.length === 1 && node.init ? thisPlaces.get(node.init) : undefined
  return place ? { root: place.owner, isStatic: place.isStatic } : { root: variable, isStatic: false }
}
