// How often is the body of a loop executed, and what leads out of it?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Point } from './control-graph.ts'
import type { GraphBuilder, Readers } from './graph-builder.ts'
import type { BreakableFrame } from './jumps.ts'
import { readTest } from './read-test.ts'

type Loop =
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement
  | TSESTree.ForStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement

type LoopFrame = BreakableFrame & { readonly next: Point }

export const loopReaders: Readers = {
  DoWhileStatement(graph, node) {
    graph.pass(node)
    const head = loopHead(graph)
    const frame = frameOf(graph, node)
    readBody(graph, node, frame)
    repeat(graph, head, frame, readLoopTest(graph, node.test, frame))
  },
  ForStatement(graph, node) {
    graph.pass(node)
    graph.read(node.init)
    const head = loopHead(graph)
    const frame = frameOf(graph, node)
    const endless = readLoopTest(graph, node.test, frame)
    readBody(graph, node, frame)
    graph.read(node.update)
    repeat(graph, head, frame, endless)
  },
  ForInStatement: readForEach,
  ForOfStatement: readForEach,
  WhileStatement(graph, node) {
    graph.pass(node)
    const head = loopHead(graph)
    const frame = frameOf(graph, node)
    const endless = readLoopTest(graph, node.test, frame)
    readBody(graph, node, frame)
    repeat(graph, head, frame, endless)
  },
}

function readForEach(graph: GraphBuilder, node: TSESTree.ForInStatement | TSESTree.ForOfStatement): void {
  graph.read(node.right)
  const head = loopHead(graph)
  const frame = frameOf(graph, node)
  graph.pass(node)
  const asked = graph.at
  graph.goTo(frame.end)
  graph.at = asked
  graph.pass(null)
  graph.read(node.left)
  if (node.left.type !== 'VariableDeclaration') graph.pass(null, node.left)
  readBody(graph, node, frame)
  repeat(graph, head, frame, false)
}

/** The point every round starts at; what is known there is what was known before the first one. */
function loopHead(graph: GraphBuilder): Point | null {
  graph.pass(null)
  return graph.at
}

function frameOf(graph: GraphBuilder, loop: Loop): LoopFrame {
  const labels: string[] = []
  for (let outer = loop.parent; outer.type === 'LabeledStatement'; outer = outer.parent) {
    labels.push(outer.label.name)
  }
  return { kind: 'breakable', labels, unlabelled: true, end: graph.junction(), next: graph.junction() }
}

/** The body, then the point that `continue` leads to. */
function readBody(graph: GraphBuilder, loop: Loop, frame: LoopFrame): void {
  graph.within(frame, () => {
    graph.read(loop.body)
  })
  graph.goTo(frame.next)
  graph.resume(frame.next)
}

/** The way back to the head; control goes on from the end of the loop. */
function repeat(graph: GraphBuilder, head: Point | null, frame: BreakableFrame, endless: boolean): void {
  if (endless && graph.at) graph.stops.add(graph.at)
  if (head) graph.goTo(head)
  graph.resume(frame.end)
}

/** Goes on where the loop does; true when it has no other way out than jumps. */
function readLoopTest(graph: GraphBuilder, test: TSESTree.Expression | null, frame: BreakableFrame): boolean {
  if (test === null) return true
  const { whenTrue, whenFalse } = readTest(graph, test)
  graph.at = whenFalse
  graph.goTo(frame.end)
  graph.at = whenTrue
  return whenFalse === null
}
