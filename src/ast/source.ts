// Which kinds of places can a value come from? The answers of the tracer.
import type { TSESTree } from '@typescript-eslint/utils'
import type { DeclaredType } from './declared-type.ts'
import type { MemberWrite } from './file-index.ts'
import type { ClassNode, FunctionNode } from './source-file.ts'
import type { ThisOwner } from './this-owner.ts'

/** Names read on the way from the place to the value: `['env', 'KEY']`; `*` is any element or computed name. */
export type Path = readonly string[]

interface Place<Kind extends string, Node extends TSESTree.Node> {
  readonly kind: Kind
  /** where the value comes into being */
  readonly node: Node
  readonly path: Path
}

export type LiteralValue = string | number | bigint | boolean | RegExp | null | undefined

export interface LiteralSource extends Place<'literal', TSESTree.Node> {
  readonly value: LiteralValue
}

/** `path` continues the export's own path: `['TrackClient']`, `['default', 'api']`; `[]` is the whole module. */
export interface ImportSource extends Place<'import', TSESTree.Node> {
  readonly module: string
  readonly isTypeOnly: boolean
}

export interface GlobalSource extends Place<'global', TSESTree.Node> {
  readonly name: string
}

export interface ParameterSource extends Place<'parameter', TSESTree.Node> {
  readonly function: FunctionNode
  readonly index: number
}

export interface ObjectSource extends Place<'object', TSESTree.ObjectExpression> {
  /** properties written to it later, through the variable that holds it */
  readonly writes: readonly MemberWrite[]
}

/** What `this` is, or an instance made by `new` of a class of the project. */
export interface InstanceSource extends Place<'instance', ThisOwner> {
  readonly isStatic: boolean
}

/** A type that the code writes down for the value, beside whatever value it gets. */
export interface DeclaredSource extends Place<'declared', TSESTree.Node> {
  readonly type: DeclaredType
}

export type Source =
  | LiteralSource
  | ImportSource
  | GlobalSource
  | ParameterSource
  | ObjectSource
  | InstanceSource
  | DeclaredSource
  | Place<'new', TSESTree.NewExpression>
  | Place<'call', TSESTree.CallExpression>
  | Place<'array', TSESTree.ArrayExpression>
  | Place<'function', FunctionNode>
  | Place<'class', ClassNode>
  /** any other expression that computes a value: templates, arithmetic, comparisons */
  | Place<'expression', TSESTree.Node>
  | Place<'unknown', TSESTree.Node>

/** The same place with more names read from it. */
export function extended<Kind extends Source>(source: Kind, path: Path): Kind {
  return path.length === 0 ? source : { ...source, path: [...source.path, ...path] }
}

/** Leaves out the written types: what a value can be at run time. */
export function valuesAmong(sources: readonly Source[]): readonly Source[] {
  return sources.filter((source) => source.kind !== 'declared')
}

/** Each place once, in order of discovery. */
export function distinct(sources: readonly Source[]): readonly Source[] {
  if (sources.length < 2) return sources
  const seen = new Map<TSESTree.Node, Set<string>>()
  return sources.filter((source) => {
    const key = `${source.kind}\0${source.path.join('\0')}`
    const keys = seen.get(source.node)
    if (!keys) {
      seen.set(source.node, new Set([key]))
      return true
    }
    if (keys.has(key)) return false
    keys.add(key)
    return true
  })
}
