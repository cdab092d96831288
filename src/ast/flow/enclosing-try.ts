// Who answers when the code at a node throws, and how?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../source-file.ts'
import { runsInPlace } from './code-root.ts'
import type { FlowOptions } from './facts.ts'
import { graphAround } from './graph-of.ts'
import { completesNormally } from './paths.ts'
import { runTimeNodesIn } from './run-time-children.ts'

export interface EnclosingTry {
  readonly block: TSESTree.TryStatement
  /** `null` where a `finally` answers by returning. */
  readonly handler: TSESTree.CatchClause | null
  /** `continues` when any way does, else `returns` when any way does, else `rethrows`. */
  readonly handlerAnswers: 'rethrows' | 'returns' | 'continues'
  /** What the handler does on one way or another. */
  readonly ways: { readonly throws: boolean; readonly returns: boolean; readonly continues: boolean }
  /** What the handler may return; a `return` without a value is counted in `ways` only. */
  readonly returned: readonly TSESTree.Expression[]
}

/**
 * The nearest `try` that answers for exceptions of a node in its block, inside the node's function. One with only a
 * `finally` that does not answer is passed over. For the next one further out, ask with the statement found.
 */
export function enclosingTry(node: TSESTree.Node, options: FlowOptions = {}): EnclosingTry | null {
  let inner = node
  for (let outer = node.parent; outer && !isLeft(outer); inner = outer, outer = outer.parent) {
    if (outer.type !== 'TryStatement' || outer.block !== inner) continue
    const { handler, finalizer } = outer
    if (finalizer && !completesNormally(finalizer, options)) return answerOf(outer, null, finalizer, options)
    if (handler) return answerOf(outer, handler, handler.body, options)
  }
  return null
}

/** Exceptions of a function that runs in place go on to the code around it. */
function isLeft(outer: TSESTree.Node): boolean {
  return isFunction(outer) && !runsInPlace(outer)
}

function answerOf(
  block: TSESTree.TryStatement,
  handler: TSESTree.CatchClause | null,
  body: TSESTree.BlockStatement,
  options: FlowOptions,
): EnclosingTry {
  const returned: TSESTree.Expression[] = []
  let returns = false
  let throws = false
  let continues = completesNormally(body, options)
  for (const node of runTimeNodesIn(body, (inner) => !isFunction(inner))) {
    if (!mayRun(node, options)) continue
    if (node.type === 'ReturnStatement') {
      returns = true
      if (node.argument) returned.push(node.argument)
    } else if (node.type === 'ThrowStatement') throws ||= !isCaughtWithin(node, body)
    else if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
      continues ||= !landsWithin(node, body)
    }
  }
  const handlerAnswers = continues ? 'continues' : returns ? 'returns' : 'rethrows'
  return { block, handler, handlerAnswers, ways: { throws, returns, continues }, returned }
}

/** Can control come to this node at all? */
function mayRun(node: TSESTree.Node, { neverReturns }: FlowOptions): boolean {
  return graphAround(node, neverReturns)?.places.has(node) ?? true
}

function isCaughtWithin(thrown: TSESTree.ThrowStatement, body: TSESTree.BlockStatement): boolean {
  return hasAround(thrown, body, (outer, inner) => {
    return outer.type === 'TryStatement' && outer.block === inner && outer.handler !== null
  })
}

function landsWithin(
  jump: TSESTree.BreakStatement | TSESTree.ContinueStatement,
  body: TSESTree.BlockStatement,
): boolean {
  const label = jump.label?.name
  return hasAround(jump, body, (outer) => {
    if (label !== undefined) return outer.type === 'LabeledStatement' && outer.label.name === label
    return loops.has(outer.type) || (outer.type === 'SwitchStatement' && jump.type === 'BreakStatement')
  })
}

const loops: ReadonlySet<string> = new Set([
  'DoWhileStatement',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'WhileStatement',
])

function hasAround(
  node: TSESTree.Node,
  end: TSESTree.Node,
  test: (outer: TSESTree.Node, inner: TSESTree.Node) => boolean,
): boolean {
  let inner = node
  for (let outer = node.parent; outer && inner !== end; inner = outer, outer = outer.parent) {
    if (test(outer, inner)) return true
  }
  return false
}
