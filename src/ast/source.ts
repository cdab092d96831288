// Which kinds of places can a value come from? The answers of the tracer.
import type { TSESTree } from '@typescript-eslint/utils'
import type { DeclaredType } from './declared-type.ts'
import type { MemberWrite } from './member-writes.ts'
import type { ClassNode, FunctionNode } from './source-file.ts'
import type { ThisOwner } from './this-owner.ts'

/**
 * Names read on the way from the place to the value: `['env', 'KEY']`. `*` is any element or computed name, `...` the
 * list of a rest parameter, `()` what a call gives back (of written types).
 */
export type Path = readonly string[]

export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression

/** The arguments of `call` stand for the parameters of `function`, in which a place is written. */
export interface Given {
  readonly function: FunctionNode
  readonly call: CallNode
  /** arguments in front of the first parameter's: 1 for `f.call(self, x)`, less than 0 where some are bound */
  readonly skip?: number
  /** true when other arguments come with another call: `f.bind(self, x)` */
  readonly isPartial?: boolean
  /** the list in `f.apply(self, [x])` */
  readonly list?: TSESTree.ArrayExpression
}

interface Place<Kind extends string, Node extends TSESTree.Node> {
  readonly kind: Kind
  /** where the value comes into being */
  readonly node: Node
  readonly path: Path
  /** the calls through which a place inside functions was reached: see `Tracer.sourcesIn` */
  readonly given?: readonly Given[]
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

/** `index` counts the function's parameters, `path` is what is read from the argument. */
export interface ParameterSource extends Place<'parameter', TSESTree.Node> {
  readonly function: FunctionNode
  readonly index: number
}

export interface ObjectSource extends Place<'object', TSESTree.ObjectExpression> {
  /** properties written to it later, through `this` or a variable that holds it */
  readonly writes: readonly MemberWrite[]
}

export interface ArraySource extends Place<'array', TSESTree.ArrayExpression> {
  /** elements added later: their path is `['*']` */
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
  | ArraySource
  | InstanceSource
  | DeclaredSource
  | Place<'new', TSESTree.NewExpression>
  | Place<'call', TSESTree.CallExpression>
  | Place<'function', FunctionNode>
  | Place<'class', ClassNode>
  /** any other expression that computes a value: templates, arithmetic, comparisons */
  | Place<'expression', TSESTree.Node>
  | Place<'unknown', TSESTree.Node>

/** Names in a path before further ones are left out. */
const longestPath = 16
/** Times a name may be read in a row of reads: `node = node.next` in a loop has an end. */
const mostRepeats = 2

/** The same place with more names read from it. */
export function extended<Kind extends Source>(source: Kind, path: Path): Kind {
  let names = source.path
  for (const name of path) {
    const isRepeated = names.reduce((count, one) => (one === name ? count + 1 : count), 0) >= mostRepeats
    if (!isRepeated && names.length < longestPath) names = [...names, name]
  }
  return names === source.path ? source : { ...source, path: names }
}

/** Leaves out the written types: what a value can be at run time. */
export function valuesAmong(sources: readonly Source[]): readonly Source[] {
  return sources.filter((source) => source.kind !== 'declared')
}

/** A place of which nothing more is known. */
export function unknownAt(node: TSESTree.Node): Source {
  return { kind: 'unknown', node, path: [] }
}

export function undefinedAt(node: TSESTree.Node): Source {
  return { kind: 'literal', node, value: undefined, path: [] }
}
