// What is executed on every way to a node, on every way from it, or on any of them?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../source-file.ts'
import { isFunction } from '../source-file.ts'
import { functionOf, runsInPlace } from './code-root.ts'
import type { ControlGraph, Point } from './control-graph.ts'
import { pointsAfter, pointsBefore } from './control-graph.ts'
import type { FlowOptions } from './facts.ts'
import { graphAround, graphOf, pointsAt, standingOf } from './graph-of.ts'
import { callbackAt, callbacksRunBy, promiseBefore, restOfChain } from './promise-chain.ts'
import { runTimeNodesIn } from './run-time-children.ts'

export type NodePredicate = (node: TSESTree.Node) => boolean

/** Can control come to the end of this statement? In doubt, true. */
export function completesNormally(statement: TSESTree.Statement, options: FlowOptions = {}): boolean {
  return graphAround(statement, options.neverReturns)?.places.get(statement)?.completes ?? true
}

/**
 * Has a node that satisfies the predicate been executed whenever the node is? Ways that an exception opens count. A
 * function runs after what precedes the place where it is made, and a `.then` callback after those before it in its
 * chain; what an awaited chain runs precedes what comes after the `await`. In doubt, false.
 */
export function precededBy(
  node: TSESTree.Node,
  predicate: NodePredicate,
  options: FlowOptions = {},
): boolean {
  const standing = standingOf(node, options.neverReturns)
  if (!standing) return false
  const { graph, place } = standing
  const executes = executedBy(predicate, options)
  const from =
    place.leaves.length > 0 ? place.leaves.flatMap((point) => pointsBefore(point, graph)) : place.enters
  if (isAlwaysPassed(graph, from, executes)) return true
  if (graph.root.type === 'Program') return false
  const promise = promiseBefore(graph.root)
  if (promise && hasRun(promise, executes, options)) return true
  return precededBy(graph.root, predicate, options)
}

/**
 * Is a node that satisfies the predicate executed on every way from the node to the end of its function? Exceptions
 * that no `throw` shows are left aside (in a `finally` also those on their way), `.then` callbacks count as executed,
 * and code that may run for ever or end the process is a way without. In doubt, false.
 */
export function alwaysFollowedBy(
  node: TSESTree.Node,
  predicate: NodePredicate,
  options: FlowOptions = {},
): boolean {
  const standing = standingOf(node, options.neverReturns)
  if (!standing) return false
  const { graph, place } = standing
  const executes = executedNextBy(predicate, options)
  const from = pointsAt(place).flatMap((point) => point.after)
  if (isAlwaysReached(graph, from, executes)) return true
  return isFunction(graph.root) && isFollowedInChain(graph.root, predicate, options)
}

/** Does every run of this function that returns execute a node that satisfies the predicate? In doubt, false. */
export function alwaysExecutes(
  fn: FunctionNode,
  predicate: NodePredicate,
  options: FlowOptions = {},
): boolean {
  return runAlwaysReaches(fn, executedNextBy(predicate, options), options)
}

/**
 * May one run of the code around the node execute both it and, before or after, another one that satisfies the
 * predicate? Functions made on the way may run at any time, exceptions come from anywhere. In doubt, true.
 */
export function onSomePath(
  node: TSESTree.Node,
  predicate: NodePredicate,
  options: FlowOptions = {},
): boolean {
  const standing = standingOf(node, options.neverReturns)
  if (!standing) return true
  const { graph, place } = standing
  const points = [...place.enters, ...place.leaves]
  const reached = [
    ...allFrom(points, pointsAfter),
    ...allFrom(points, (point) => pointsBefore(point, graph)),
  ].flatMap((point) => point.node ?? [])
  return reached.some((other) => (other !== node && predicate(other)) || mayRunInside(other, predicate))
}

/** What counts as executed before the code after an `await`. */
function executedBy(predicate: NodePredicate, options: FlowOptions): NodePredicate {
  const executes = (node: TSESTree.Node): boolean =>
    predicate(node) || (node.type === 'AwaitExpression' && hasRun(node.argument, executes, options))
  return executes
}

/** What counts as executed in the end. */
function executedNextBy(predicate: NodePredicate, options: FlowOptions): NodePredicate {
  const executes = (node: TSESTree.Node): boolean =>
    predicate(node) || callbackAt(node).some((callback) => runAlwaysReaches(callback, executes, options))
  return executes
}

function hasRun(promise: TSESTree.Node, executes: NodePredicate, options: FlowOptions): boolean {
  return callbacksRunBy(promise).some((callback) => runAlwaysReaches(callback, executes, options))
}

function runAlwaysReaches(fn: FunctionNode, executes: NodePredicate, options: FlowOptions): boolean {
  const graph = fn.generator ? null : graphOf(fn, options.neverReturns)
  return graph !== null && isAlwaysReached(graph, graph.start.after, executes)
}

/** After a callback of a promise chain come the later ones, and what follows the chain where it is awaited. */
function isFollowedInChain(fn: FunctionNode, predicate: NodePredicate, options: FlowOptions): boolean {
  const rest = restOfChain(fn)
  if (!rest) return false
  if (rest.calls.some(executedNextBy(predicate, options))) return true
  const { parent } = rest.chain
  if (parent?.type === 'AwaitExpression') return alwaysFollowedBy(parent, predicate, options)
  const isReturned = parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression'
  const outer = functionOf(rest.chain)
  return isReturned && isFunction(outer) && isFollowedInChain(outer, predicate, options)
}

function isAlwaysPassed(graph: ControlGraph, from: readonly Point[], executes: NodePredicate): boolean {
  const before = (point: Point): readonly Point[] =>
    point.node && executes(point.node) ? [] : pointsBefore(point, graph)
  return !allFrom(from, before).has(graph.start)
}

function isAlwaysReached(graph: ControlGraph, from: readonly Point[], executes: NodePredicate): boolean {
  const found = new Set<Point>()
  const reached = allFrom(from, (point) => {
    if (point.node === null || !executes(point.node)) return point.after
    found.add(point)
    return []
  })
  const isWayWithout = (point: Point): boolean => reached.has(point) && !found.has(point)
  return found.size > 0 && ![graph.exit, ...graph.stops].some(isWayWithout)
}

function allFrom(from: readonly Point[], next: (point: Point) => readonly Point[]): Set<Point> {
  const reached = new Set(from)
  for (const point of reached) for (const other of next(point)) reached.add(other)
  return reached
}

/** May the predicate be satisfied by code that runs whenever this function, or field, is called for? */
function mayRunInside(node: TSESTree.Node, predicate: NodePredicate): boolean {
  const runsLater =
    (isFunction(node) && !runsInPlace(node)) ||
    ((node.type === 'PropertyDefinition' || node.type === 'AccessorProperty') && !node.static)
  if (!runsLater) return false
  for (const inner of runTimeNodesIn(node)) if (predicate(inner)) return true
  return false
}
