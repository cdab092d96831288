// Which control graph does a node belong to? Each is drawn once.
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../source-file.ts'
import type { CodeRoot } from './code-root.ts'
import { rootOf } from './code-root.ts'
import type { ControlGraph, Place, Point } from './control-graph.ts'
import type { NeverReturns } from './graph-builder.ts'
import { GraphBuilder, TooDeep } from './graph-builder.ts'
import { expressionReaders, readParameters } from './read-expressions.ts'
import { statementReaders } from './read-statements.ts'

const readers = { ...expressionReaders, ...statementReaders }

const endsOfProcess: ReadonlySet<string> = new Set(['process.exit', 'process.abort', 'Deno.exit'])

const drawn = new WeakMap<NeverReturns, WeakMap<CodeRoot, ControlGraph | null>>()

export interface Standing {
  readonly graph: ControlGraph
  readonly place: Place
}

/** The graph of the code around a node; `null` when the code is nested too deeply to be read. */
export function graphAround(node: TSESTree.Node, neverReturns = endsProcess): ControlGraph | null {
  const root = rootOf(node)
  return root && graphOf(root, neverReturns)
}

/** The graph of a piece of code; calls for which `neverReturns` is true are the last thing that happens. */
export function graphOf(root: CodeRoot, neverReturns: NeverReturns = endsProcess): ControlGraph | null {
  let graphs = drawn.get(neverReturns)
  if (!graphs) drawn.set(neverReturns, (graphs = new WeakMap()))
  let graph = graphs.get(root)
  if (graph === undefined) graphs.set(root, (graph = draw(root, neverReturns)))
  return graph
}

/** Where a node stands: its own place, or that of the smallest node around it that has one. */
export function standingOf(node: TSESTree.Node, neverReturns?: NeverReturns): Standing | null {
  const graph = graphAround(node, neverReturns)
  for (let current: TSESTree.Node | undefined = node; graph && current; current = current.parent) {
    const place = graph.places.get(current)
    if (place) return { graph, place }
    if (current === graph.root) break
  }
  return null
}

/** The points right after a node has been executed; for statements that hold others, the one at their start. */
export function pointsAt(place: Place): readonly Point[] {
  return place.leaves.length > 0 ? place.leaves : place.enters
}

function draw(root: CodeRoot, neverReturns: NeverReturns): ControlGraph | null {
  const graph = new GraphBuilder(readers, (call) => endsProcess(call) || neverReturns(call))
  const exit = graph.junction()
  try {
    graph.within({ kind: 'function', end: exit }, () => {
      if (isFunction(root)) readParameters(graph, root)
      graph.read(codeOf(root))
      graph.goTo(exit)
    })
  } catch (error) {
    if (error instanceof TooDeep) return null
    throw error
  }
  return graph.finish(root, exit)
}

function codeOf(root: CodeRoot): TSESTree.Node | null {
  if (isFunction(root)) return root.body
  return root.type === 'Program' ? root : root.value
}

function endsProcess({ callee }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed) return false
  const { object, property } = callee
  return (
    object.type === 'Identifier' &&
    property.type === 'Identifier' &&
    endsOfProcess.has(`${object.name}.${property.name}`)
  )
}
