// Where does this value come from? One of the two engines under the analysis.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { callSitesOf } from './call-sites.ts'
import { areSameSources, distinct } from './distinct.ts'
import type { FileIndex } from './file-index.ts'
import { indexFile } from './file-index.ts'
import { Fixpoint } from './fixpoint.ts'
import { inContext } from './given.ts'
import type { CallNode, ImportSource, Path, Source } from './source.ts'
import { unknownAt } from './source.ts'
import type { FunctionNode, SourceFile } from './source-file.ts'
import { programOf } from './source-file.ts'
import { traceExpression } from './trace-expression.ts'
import { membersOf } from './trace-member.ts'
import { traceFunctionResult } from './trace-result.ts'

export { holderOf } from './call-sites.ts'
export { unknownAt } from './source.ts'

/** More places than this say as little as `unknown`. */
const mostSources = 64
/** As many places take no longer than the computation that finds them. */
const fewPlaces = 8
/** Computations per character of source text: several times what ordinary code takes. */
const effortPerCharacter = 2

/** Opens the file that an import names, so that the tracer can go on there; `null` when it stays closed. */
export type ImportFollower = (source: ImportSource, tracer: Tracer) => readonly Source[] | null

/** Answers questions about the files it has seen; all answers are remembered. */
export class Tracer {
  readonly index: FileIndex
  readonly #indexes = new Map<TSESTree.Program, FileIndex>()
  readonly #answers: Fixpoint<readonly Source[]>
  readonly #aspects = new WeakMap<object, Map<string, object>>()
  readonly #calls = new Map<FunctionNode, readonly CallNode[] | null>()
  /** only where other files are known */
  readonly #indexByNode = new Map<TSESTree.Node, FileIndex>()
  readonly #followImport: ImportFollower | null

  constructor(file: SourceFile, followImport: ImportFollower | null = null) {
    this.index = indexFile(file)
    this.#indexes.set(file.ast, this.index)
    this.#followImport = followImport
    this.#answers = new Fixpoint<readonly Source[]>({
      nothing: [],
      anything: [unknownAt(file.ast)],
      isSame: areSameSources,
    })
    this.#answers.allow(file.text.length * effortPerCharacter)
  }

  /** Takes another file of the project in, so that questions about its nodes are answered. */
  indexOfFile(file: SourceFile): FileIndex {
    const known = this.#indexes.get(file.ast)
    if (known) return known
    const index = indexFile(file)
    this.#indexes.set(file.ast, index)
    this.#answers.allow(file.text.length * effortPerCharacter)
    return index
  }

  /** What an import gives: the places in the file it names, or the import itself where that stays closed. */
  followed(source: ImportSource): readonly Source[] {
    const follow = this.#followImport
    if (!follow || source.isTypeOnly) return [source]
    const closed = { ...source, node: programOf(source.node) }
    const aspect = ['import', source.module, ...source.path].join('\0')
    const found = this.answer(closed.node, aspect, () => follow(source, this) ?? [closed])
    const [first] = found
    const isClosed = first?.kind === 'import' && first.node === closed.node && first.module === source.module
    return isClosed ? [source] : found
  }

  /** Counts places that were gone through: long lists of them use up the effort that is allowed, too. */
  goThrough(places: number): void {
    if (places > fewPlaces) this.#answers.spend(Math.ceil(places / fewPlaces))
  }

  /** How many steps all answers took so far. */
  get effort(): number {
    return this.#answers.computations
  }

  /** The index of the file a node stands in. */
  indexOf(node: TSESTree.Node): FileIndex {
    if (this.#indexes.size === 1) return this.index
    const passed: TSESTree.Node[] = []
    let current = node
    let index = this.#indexByNode.get(current)
    while (!index && current.parent) {
      passed.push(current)
      current = current.parent
      index = this.#indexByNode.get(current)
    }
    const found = index ?? this.#indexes.get(current as TSESTree.Program) ?? this.index
    for (const one of passed) this.#indexByNode.set(one, found)
    return found
  }

  /** The source text of a node. */
  textOf(node: TSESTree.Node): string {
    return this.indexOf(node).file.text.slice(...node.range)
  }

  /** The variable an identifier means; `null` for globals. */
  variableAt(identifier: TSESTree.Node): TSESLint.Scope.Variable | null {
    const variable = this.indexOf(identifier).variables.get(identifier)
    return variable && variable.defs.length > 0 ? variable : null
  }

  /**
   * The places the value of an expression can come from: every one the code shows, each once, in source order; never
   * none. Never throws; cyclic code ends; what cannot be followed is `unknown`.
   */
  sourcesOf(node: TSESTree.Node): readonly Source[] {
    const isFinal = this.#answers.isSettled
    const sources = this.#answers.answer(node, () => this.#tidy(traceExpression(node, this), node))
    return isFinal && sources.length === 0 ? [unknownAt(node)] : sources
  }

  /**
   * As `sourcesOf`, for an expression inside a place that was reached through calls: with the calls' arguments for the
   * parameters of their functions. `source` is that place: `new TrackClient(id, key)` in `makeClient(id, key)`.
   */
  sourcesIn(source: Source, node: TSESTree.Node): readonly Source[] {
    return inContext(this.sourcesOf(node), source.given, this)
  }

  /** What reading a path from an expression gives. */
  membersAt(node: TSESTree.Node, path: Path): readonly Source[] {
    if (path.length === 0) return this.sourcesOf(node)
    return this.answer(node, `read ${path.join('\0')}`, () => membersOf(this.sourcesOf(node), path, this))
  }

  /** Remembers the answer to another question than `sourcesOf`: what about a node, variable or file, and which. */
  answer(
    about: TSESTree.Node | TSESLint.Scope.Variable,
    aspect: string,
    compute: () => readonly Source[],
  ): readonly Source[] {
    const aspects = this.#aspects.get(about) ?? new Map<string, object>()
    this.#aspects.set(about, aspects)
    const key = aspects.get(aspect) ?? {}
    aspects.set(aspect, key)
    return this.#answers.answer(key, () => this.#tidy(compute(), null))
  }

  #tidy(sources: readonly Source[], node: TSESTree.Node | null): readonly Source[] {
    this.goThrough(sources.length)
    const found = distinct(sources)
    if (found.length <= mostSources) return found
    return [...found.slice(0, mostSources), unknownAt(node ?? this.index.file.ast)]
  }

  /** What a function gives back, its parameters standing for themselves. */
  returnsOf(node: FunctionNode): readonly TSESTree.Expression[] {
    return this.indexOf(node).returns.get(node) ?? []
  }

  /** What a call of this function with these arguments gives back. */
  resultOf(fn: FunctionNode, call: TSESTree.CallExpression | null): readonly Source[] {
    return traceFunctionResult(fn, call, this)
  }

  /**
   * Every call of a function that only this file can call; `null` when it is exported, handed on as a value, a public
   * method or used with `new`.
   */
  callsOf(fn: FunctionNode): readonly TSESTree.CallExpression[] | null {
    const calls = this.callSitesOf(fn)
    const isCalled = (call: CallNode): call is TSESTree.CallExpression => call.type === 'CallExpression'
    return calls?.every(isCalled) ? calls : null
  }

  /** As `callsOf`, with `new X()` for the constructor of `X`. */
  callSitesOf(fn: FunctionNode): readonly CallNode[] | null {
    const known = this.#calls.get(fn)
    if (known !== undefined) return known
    const calls = callSitesOf(fn, this)
    this.#calls.set(fn, calls)
    return calls
  }

  /** The functions of the project that a callee can be; empty when it is none. */
  functionsAt(callee: TSESTree.Node): readonly FunctionNode[] {
    return this.sourcesOf(callee).flatMap((source) =>
      source.kind === 'function' && source.path.length === 0 ? [source.node] : [],
    )
  }
}
