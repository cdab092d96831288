// Which variable does each identifier mean, and who writes to the properties of what? One walk per file.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { findAssignedMember, findDestructuredMember, findWritesOfCall } from './find-writes.ts'
import type { FoundWrite } from './find-writes.ts'
import type { MemberWrite, WriteRoot } from './member-writes.ts'
import type { FunctionNode, SourceFile } from './source-file.ts'
import { childrenOf, isFunction } from './source-file.ts'
import { propertyName } from './static-value.ts'
import type { ThisOwner, ThisPlace } from './this-owner.ts'
import { thisPlaceBelow } from './this-owner.ts'
import { unwrap } from './unwrap.ts'

export type { MemberWrite, WriteRoot } from './member-writes.ts'

type Variable = TSESLint.Scope.Variable
type CallNode = TSESTree.CallExpression | TSESTree.NewExpression

export interface FileIndex {
  readonly file: SourceFile
  readonly variables: ReadonlyMap<TSESTree.Node, Variable>
  readonly writes: ReadonlyMap<WriteRoot, readonly MemberWrite[]>
  readonly returns: ReadonlyMap<FunctionNode, readonly TSESTree.Expression[]>
  /** calls and constructions in source order */
  readonly calls: readonly CallNode[]
  /** the owner of each `this` and `super` */
  readonly thisPlaces: ReadonlyMap<TSESTree.Node, ThisPlace>
  /** `super(…)` by the class whose constructor calls it */
  readonly superCalls: ReadonlyMap<ThisOwner, readonly TSESTree.CallExpression[]>
  /** `this.name` by the owner of `this` and the name; `x.#name` by the name alone */
  readonly ownReads: ReadonlyMap<ThisOwner | '#', ReadonlyMap<string, readonly TSESTree.MemberExpression[]>>
}

interface Item {
  readonly node: TSESTree.Node
  readonly within: FunctionNode | null
  readonly thisPlace: ThisPlace | null
}

const known = new WeakMap<TSESTree.Program, FileIndex>()

/** The index of a file, built once; linear in its size, and deep trees need no stack. */
export function indexFile(file: SourceFile): FileIndex {
  const index = known.get(file.ast) ?? buildIndex(file)
  known.set(file.ast, index)
  return index
}

function buildIndex(file: SourceFile): FileIndex {
  const builder = new Builder(file)
  const pending: Item[] = [{ node: file.ast, within: null, thisPlace: null }]
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { node } = item
    const within = isFunction(node) ? node : item.within
    builder.add(node, within, item.thisPlace)
    const first = pending.length
    for (const child of childrenOf(node, file.visitorKeys)) {
      const thisPlace = thisPlaceBelow(node, child, item.thisPlace, builder.variables)
      pending.push({ node: child, within, thisPlace })
    }
    reverseFrom(pending, first)
  }
  return builder
}

/** The stack gives back last what was pushed first, so that nodes are met in source order. */
function reverseFrom(items: unknown[], first: number): void {
  for (let low = first, high = items.length - 1; low < high; low++, high--) {
    const [left, right] = [items[low], items[high]]
    items[low] = right
    items[high] = left
  }
}

class Builder implements FileIndex {
  readonly file: SourceFile
  readonly variables: ReadonlyMap<TSESTree.Node, Variable>
  readonly writes = new Map<WriteRoot, MemberWrite[]>()
  readonly returns = new Map<FunctionNode, TSESTree.Expression[]>()
  readonly calls: CallNode[] = []
  readonly thisPlaces = new Map<TSESTree.Node, ThisPlace>()
  readonly superCalls = new Map<ThisOwner, TSESTree.CallExpression[]>()
  readonly ownReads = new Map<ThisOwner | '#', Map<string, TSESTree.MemberExpression[]>>()

  constructor(file: SourceFile) {
    this.file = file
    this.variables = variablesOf(file.scopeManager)
  }

  add(node: TSESTree.Node, within: FunctionNode | null, thisPlace: ThisPlace | null): void {
    const place = { variables: this.variables, thisPlace, thisPlaces: this.thisPlaces }
    switch (node.type) {
      case 'ArrowFunctionExpression':
        if (node.body.type !== 'BlockStatement') push(this.returns, node, node.body)
        break
      case 'ReturnStatement':
        if (within && node.argument) push(this.returns, within, node.argument)
        break
      case 'AssignmentExpression':
        this.#addWrites(findAssignedMember(node, place))
        break
      case 'MemberExpression':
        this.#addRead(node, thisPlace)
        this.#addWrites(findDestructuredMember(node, place))
        break
      case 'CallExpression':
        this.calls.push(node)
        this.#addWrites(findWritesOfCall(node, place))
        if (node.callee.type === 'Super' && thisPlace) push(this.superCalls, thisPlace.owner, node)
        break
      case 'NewExpression':
        this.calls.push(node)
        break
      case 'ThisExpression':
      case 'Super':
        if (thisPlace) this.thisPlaces.set(node, thisPlace)
        break
      default:
    }
  }

  #addWrites(found: readonly FoundWrite[]): void {
    for (const { root, write } of found) push(this.writes, root, write)
  }

  #addRead(node: TSESTree.MemberExpression, thisPlace: ThisPlace | null): void {
    const isPrivate = node.property.type === 'PrivateIdentifier'
    const owner = unwrap(node.object).type === 'ThisExpression' ? thisPlace?.owner : undefined
    const name = propertyName(node)
    const key = isPrivate ? '#' : owner
    if (key === undefined || name === null) return
    const reads = this.ownReads.get(key) ?? new Map<string, TSESTree.MemberExpression[]>()
    this.ownReads.set(key, reads)
    push(reads, name, node)
  }
}

function variablesOf(scopeManager: SourceFile['scopeManager']): Map<TSESTree.Node, Variable> {
  const variables = new Map<TSESTree.Node, Variable>()
  for (const variable of (scopeManager?.scopes ?? []).flatMap((scope) => scope.variables)) {
    // A class names itself twice; the outer variable is the one that others refer to.
    for (const identifier of variable.identifiers) {
      if (!variables.has(identifier)) variables.set(identifier, variable)
    }
  }
  for (const scope of scopeManager?.scopes ?? []) {
    for (const { identifier, resolved } of scope.references) {
      if (!resolved) continue
      const name = resolved.scope.type === 'class' ? resolved.identifiers[0] : undefined
      variables.set(identifier, (name && variables.get(name)) ?? resolved)
    }
  }
  return variables
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
