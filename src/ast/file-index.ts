// Which variable does each identifier mean, and who writes to the properties of what? One walk per file.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { FunctionNode, SourceFile } from './source-file.ts'
import { childrenOf, isFunction } from './source-file.ts'
import { memberChainOf } from './static-value.ts'
import type { ThisOwner } from './this-owner.ts'
import { thisPlaceOf } from './this-owner.ts'
import { unwrap } from './unwrap.ts'

type Variable = TSESLint.Scope.Variable

/** `root.path = value`, or with an empty path `Object.assign(root, value)`. */
export interface MemberWrite {
  readonly node: TSESTree.AssignmentExpression | TSESTree.CallExpression
  readonly value: TSESTree.Expression
  /** names below the root; `null` where a name is computed; empty when all of `value` is copied in */
  readonly path: readonly (string | null)[]
  /** the key expression of a computed last name */
  readonly key: TSESTree.Expression | null
}

/** What a member write starts at: a variable, the owner of `this`, or the name of a global. */
export type WriteRoot = Variable | ThisOwner | string

export interface FileIndex {
  readonly file: SourceFile
  readonly variables: ReadonlyMap<TSESTree.Node, Variable>
  readonly writes: ReadonlyMap<WriteRoot, readonly MemberWrite[]>
  readonly returns: ReadonlyMap<FunctionNode, readonly TSESTree.Expression[]>
  /** calls and constructions in source order */
  readonly calls: readonly (TSESTree.CallExpression | TSESTree.NewExpression)[]
}

const known = new WeakMap<TSESTree.Program, FileIndex>()

/** The index of a file, built once; linear in its size, and deep trees need no stack. */
export function indexFile(file: SourceFile): FileIndex {
  const index = known.get(file.ast) ?? buildIndex(file)
  known.set(file.ast, index)
  return index
}

function buildIndex(file: SourceFile): FileIndex {
  const variables = variablesOf(file.scopeManager)
  const writes = new Map<WriteRoot, MemberWrite[]>()
  const returns = new Map<FunctionNode, TSESTree.Expression[]>()
  const calls: (TSESTree.CallExpression | TSESTree.NewExpression)[] = []

  const pending: { node: TSESTree.Node; within: FunctionNode | null }[] = [{ node: file.ast, within: null }]
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { node } = item
    const within = isFunction(node) ? node : item.within
    if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') {
      returns.set(node, [node.body])
    } else if (node.type === 'ReturnStatement' && within && node.argument) {
      push(returns, within, node.argument)
    } else if (node.type === 'AssignmentExpression' && node.left.type !== 'Identifier') {
      addAssignment(node, variables, writes)
    } else if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      calls.push(node)
      if (node.type === 'CallExpression') addObjectAssign(node, variables, writes)
    }
    const first = pending.length
    for (const child of childrenOf(node, file.visitorKeys)) pending.push({ node: child, within })
    reverseFrom(pending, first)
  }
  return { file, variables, writes, returns, calls }
}

/** The stack gives back last what was pushed first, so that nodes are met in source order. */
function reverseFrom<Item>(items: Item[], first: number): void {
  for (let low = first, high = items.length - 1; low < high; low++, high--) {
    const [left, right] = [items[low], items[high]]
    if (left === undefined || right === undefined) return
    items[low] = right
    items[high] = left
  }
}

function variablesOf(scopeManager: SourceFile['scopeManager']): Map<TSESTree.Node, Variable> {
  const variables = new Map<TSESTree.Node, Variable>()
  for (const scope of scopeManager?.scopes ?? []) {
    for (const variable of scope.variables) {
      // A class names itself twice; the outer variable is the one that others refer to.
      for (const identifier of variable.identifiers) {
        if (!variables.has(identifier)) variables.set(identifier, variable)
      }
    }
    for (const reference of scope.references) {
      if (reference.resolved) variables.set(reference.identifier, reference.resolved)
    }
  }
  return variables
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function addAssignment(
  node: TSESTree.AssignmentExpression,
  variables: ReadonlyMap<TSESTree.Node, Variable>,
  writes: Map<WriteRoot, MemberWrite[]>,
): void {
  const target = unwrap(node.left)
  if (target.type !== 'MemberExpression') return
  const { root, path } = memberChainOf(target)
  const owner = writeRootOf(root, variables)
  if (owner === null) return
  const key = path.at(-1) === null && target.computed ? target.property : null
  push(writes, owner, { node, value: node.right, path, key })
}

function addObjectAssign(
  node: TSESTree.CallExpression,
  variables: ReadonlyMap<TSESTree.Node, Variable>,
  writes: Map<WriteRoot, MemberWrite[]>,
): void {
  const { root, path } = memberChainOf(node.callee)
  if (root.type !== 'Identifier' || root.name !== 'Object' || path.length !== 1 || path[0] !== 'assign')
    return
  const target = node.arguments[0]
  if (!target || target.type === 'SpreadElement') return
  const chain = memberChainOf(target)
  const owner = writeRootOf(chain.root, variables)
  if (owner === null || chain.path.length > 0) return
  for (const value of node.arguments.slice(1)) {
    if (value.type !== 'SpreadElement') push(writes, owner, { node, value, path: [], key: null })
  }
}

function writeRootOf(root: TSESTree.Node, variables: ReadonlyMap<TSESTree.Node, Variable>): WriteRoot | null {
  if (root.type === 'ThisExpression') return thisPlaceOf(root)?.owner ?? null
  if (root.type !== 'Identifier') return null
  const variable = variables.get(root)
  return variable && variable.defs.length > 0 ? variable : root.name
}
