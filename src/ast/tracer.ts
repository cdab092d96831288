// Where does this value come from? One of the two engines under the analysis.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { FileIndex } from './file-index.ts'
import { indexFile } from './file-index.ts'
import type { ImportSource, Source } from './source.ts'
import { distinct } from './source.ts'
import type { FunctionNode, SourceFile } from './source-file.ts'
import { programOf } from './source-file.ts'
import { traceExpression } from './trace-expression.ts'
import { traceFunctionResult } from './trace-call.ts'

/** Steps one question may take before the rest of its answer is `unknown`. */
const stepBudget = 4000
/** Nested questions before the answer is `unknown`: keeps odd code off the stack's end. */
const deepestNesting = 150
/** More places than this say as little as `unknown`. */
const mostSources = 64

/** Opens the file that an import names, so that the tracer can go on there; `null` when it stays closed. */
export type ImportFollower = (source: ImportSource, tracer: Tracer) => readonly Source[] | null

/** Answers questions about the files it has seen; all answers are remembered per node. */
export class Tracer {
  readonly index: FileIndex
  readonly #indexes = new Map<TSESTree.Program, FileIndex>()
  readonly #known = new Map<TSESTree.Node, readonly Source[]>()
  readonly #pending = new Map<TSESTree.Node, number>()
  /** member reads under way, by place and key, with the depth of the question that asked */
  readonly #reads = new Map<TSESTree.Node, Map<string, number>>()
  #steps = 0
  /** the outermost pending question that the current answer ran into again */
  #lowestCycle = Infinity

  readonly #followImport: ImportFollower | null

  constructor(file: SourceFile, followImport: ImportFollower | null = null) {
    this.index = indexFile(file)
    this.#indexes.set(file.ast, this.index)
    this.#followImport = followImport
  }

  /** Takes another file of the project in, so that questions about its nodes are answered. */
  indexOfFile(file: SourceFile): FileIndex {
    const known = this.#indexes.get(file.ast)
    if (known) return known
    const index = indexFile(file)
    this.#indexes.set(file.ast, index)
    return index
  }

  /** What an import gives: the places in the file it names, or the import itself where that stays closed. */
  followed(source: ImportSource): readonly Source[] {
    return (source.isTypeOnly ? null : this.#followImport?.(source, this)) ?? [source]
  }

  /** The index of the file a node stands in. */
  indexOf(node: TSESTree.Node): FileIndex {
    return this.#indexes.get(programOf(node)) ?? this.index
  }

  /** The variable an identifier means; `null` for globals. */
  variableAt(identifier: TSESTree.Node): TSESLint.Scope.Variable | null {
    const variable = this.indexOf(identifier).variables.get(identifier)
    return variable && variable.defs.length > 0 ? variable : null
  }

  /**
   * The places the value of an expression can come from: every one the code shows, each once.
   * Never throws; cyclic code ends; what cannot be followed is `unknown`.
   */
  sourcesOf(node: TSESTree.Node): readonly Source[] {
    const known = this.#known.get(node)
    if (known) return known
    const pendingAt = this.#pending.get(node)
    if (pendingAt !== undefined) {
      this.#lowestCycle = Math.min(this.#lowestCycle, pendingAt)
      return []
    }
    const depth = this.#pending.size
    if (depth === 0) this.#steps = 0
    if (depth > deepestNesting || ++this.#steps > stepBudget) {
      this.#lowestCycle = Math.min(this.#lowestCycle, 0)
      return [unknownAt(node)]
    }
    return this.#trace(node, depth)
  }

  #trace(node: TSESTree.Node, depth: number): readonly Source[] {
    const outerCycle = this.#lowestCycle
    this.#lowestCycle = Infinity
    this.#pending.set(node, depth)
    const found = distinct(traceExpression(node, this))
    this.#pending.delete(node)
    const sources = found.length > mostSources ? [...found.slice(0, mostSources), unknownAt(node)] : found
    // An answer that leaned on a question still open is not complete: only the outermost is.
    if (this.#lowestCycle >= depth) {
      this.#known.set(node, sources)
      this.#lowestCycle = outerCycle
    } else this.#lowestCycle = Math.min(this.#lowestCycle, outerCycle)
    return sources
  }

  /** Reads a member of a place, unless that very read is already under way: `o = { ...o, id }` reads itself. */
  memberOnce(place: TSESTree.Node, key: string, read: () => readonly Source[]): readonly Source[] {
    if (this.#reads.size === 0 && this.#pending.size === 0) this.#steps = 0
    const keys = this.#reads.get(place) ?? new Map<string, number>()
    const startedAt = keys.get(key)
    if (startedAt !== undefined || ++this.#steps > stepBudget) {
      this.#lowestCycle = Math.min(this.#lowestCycle, startedAt ?? 0)
      return startedAt === undefined ? [unknownAt(place)] : []
    }
    // Questions asked from here on are incomplete when they come back to this read; the one that asks is not.
    this.#reads.set(place, keys.set(key, this.#pending.size - 1))
    const sources = read()
    keys.delete(key)
    if (keys.size === 0) this.#reads.delete(place)
    return sources
  }

  /** What a function gives back, its parameters standing for themselves. */
  returnsOf(node: FunctionNode): readonly TSESTree.Expression[] {
    return this.indexOf(node).returns.get(node) ?? []
  }

  /** What a call of this function with these arguments gives back. */
  resultOf(fn: FunctionNode, call: TSESTree.CallExpression | null): readonly Source[] {
    return traceFunctionResult(fn, call, this)
  }

  /** Every call of a function that only this file can call; `null` when it is exported or handed on. */
  callsOf(fn: FunctionNode): readonly TSESTree.CallExpression[] | null {
    const holder = holderOf(fn)
    const variable = holder && this.variableAt(holder)
    if (!variable || variable.defs.length !== 1 || isExported(holder)) return null
    const calls: TSESTree.CallExpression[] = []
    for (const { identifier, init } of variable.references) {
      const { parent } = identifier
      if (parent.type === 'CallExpression' && parent.callee === identifier) calls.push(parent)
      else if (init !== true) return null
    }
    return calls
  }

  /** The functions of the project that a callee can be; empty when it is none. */
  functionsAt(callee: TSESTree.Node): readonly FunctionNode[] {
    return this.sourcesOf(callee).flatMap((source) =>
      source.kind === 'function' && source.path.length === 0 ? [source.node] : [],
    )
  }
}

function isExported(node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'ExportNamedDeclaration' || current.type === 'ExportDefaultDeclaration') return true
    if (current.type === 'BlockStatement') return false
  }
  return false
}

/** The variable that holds a function: its own name, or that of the `const` it is given to. */
export function holderOf(fn: FunctionNode): TSESTree.Identifier | null {
  if (fn.type === 'FunctionDeclaration') return fn.id
  const { parent } = fn
  return parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : null
}

export function unknownAt(node: TSESTree.Node): Source {
  return { kind: 'unknown', node, path: [] }
}
