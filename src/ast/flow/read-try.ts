// Where does control go from the parts of a `try`?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Point } from './control-graph.ts'
import type { GraphBuilder } from './graph-builder.ts'
import type { FinallyFrame } from './jumps.ts'

/** A `finally` block is drawn twice, for the way on and for the ways out; nested in itself too often, once. */
const mostCopies = 2

/** The parts of `try`, `catch` and `finally`, with the ways between them. */
export function readTry(graph: GraphBuilder, node: TSESTree.TryStatement): void {
  graph.pass(node)
  if (node.finalizer) readWithFinally(graph, node, node.finalizer)
  else readWithCatch(graph, node)
}

function readWithCatch(graph: GraphBuilder, node: TSESTree.TryStatement): void {
  const { at: entry } = graph
  const { handler: clause } = node
  if (!entry || !clause) {
    graph.read(node.block)
    return
  }
  const handler = graph.junction()
  graph.guard(handler, entry, () => {
    graph.within({ kind: 'catch', handler }, () => {
      graph.read(node.block)
    })
  })
  const completed = graph.at
  graph.at = handler
  graph.read(clause)
  graph.resumeFrom([completed, graph.at])
}

function readWithFinally(
  graph: GraphBuilder,
  node: TSESTree.TryStatement,
  finalizer: TSESTree.BlockStatement,
): void {
  const { at: entry } = graph
  if (!entry) return
  const frame: FinallyFrame = { kind: 'finally', start: graph.junction(), pending: new Map() }
  graph.guard(frame.start, entry, () => {
    graph.within(frame, () => {
      readWithCatch(graph, node)
    })
  })
  const shared = graph.copies >= mostCopies
  let completed: Point | null = null
  const normal = graph.at
  graph.copies++
  if (shared) graph.goTo(frame.start)
  else {
    graph.read(finalizer)
    completed = graph.at
  }
  graph.at = frame.start
  graph.read(finalizer)
  graph.copies--
  const left = graph.at
  for (const jump of frame.pending.values()) {
    graph.at = left
    graph.jump(jump)
  }
  graph.resumeFrom([shared && normal ? left : completed])
}

export function readCatch(graph: GraphBuilder, node: TSESTree.CatchClause): void {
  if (node.param) {
    graph.read(node.param)
    graph.pass(null, node.param)
  }
  graph.read(node.body)
}
