// What is known to be true, or false, whenever control reaches a node?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../source-file.ts'
import { functionOf } from './code-root.ts'
import type { Condition } from './conditions.ts'
import type { ControlGraph, Point } from './control-graph.ts'
import type { NeverReturns } from './graph-builder.ts'
import { pointsAt, standingOf } from './graph-of.ts'
import type { Decision, Knowledge } from './knowledge.ts'
import { conditionsAfter } from './side-effects.ts'
import { addChangesAfter, WayBack } from './way-back.ts'
import { readingOf } from './written-names.ts'

export interface Fact extends Condition {
  /** The function in which it was tested: the one around the node, or one further out. */
  readonly function: FunctionNode | TSESTree.Program
}

/** `left === right` holds, or does not: what the cases of a `switch` say. */
export interface EqualityFact {
  readonly left: TSESTree.Expression
  readonly right: TSESTree.Expression
  readonly holds: boolean
  readonly function: FunctionNode | TSESTree.Program
}

export interface FlowOptions {
  /** The condition that holds once this call is over (`assert(a)`); may be the call itself. */
  readonly isAssertion?: (call: TSESTree.CallExpression) => TSESTree.Expression | null
  /** Calls from which control never comes back, besides `process.exit()`; keep the function, graphs hang on it. */
  readonly neverReturns?: NeverReturns
}

/** How facts of one kind are read from decisions, and which expressions they speak about. */
interface Kind<F> {
  readonly factsOf: (decision: Decision, options: FlowOptions) => readonly F[]
  readonly aboutOf: (fact: F) => readonly TSESTree.Expression[]
}

const truths: Kind<Fact> = {
  factsOf: (decision, options) =>
    truthsOf(decision, options).map(({ condition, holds }) => ({
      condition,
      holds,
      function: functionOf(condition),
    })),
  aboutOf: ({ condition }) => [condition],
}

const equalities: Kind<EqualityFact> = {
  factsOf: (decision) =>
    decision.kind === 'equality'
      ? [
          {
            left: decision.left,
            right: decision.right,
            holds: decision.holds,
            function: functionOf(decision.right),
          },
        ]
      : [],
  aboutOf: ({ right, left }) => [right, left],
}

/**
 * The conditions known to be true or false whenever control reaches the node, in the order of their tests, those of
 * enclosing functions first. A condition is left out when what it reads was, or may have been, written since.
 */
export function factsAt(node: TSESTree.Node, options: FlowOptions = {}): Fact[] {
  return knownAt(node, options, truths)
}

/** What the cases of `switch` statements say about the node. */
export function equalitiesAt(node: TSESTree.Node, options: FlowOptions = {}): EqualityFact[] {
  return knownAt(node, options, equalities)
}

/** Does `expression` still have the value at `to` that it had at `from`, on every way that leads there? */
export function isStable(
  expression: TSESTree.Expression,
  from: TSESTree.Node,
  to: TSESTree.Node,
  { neverReturns }: FlowOptions = {},
): boolean {
  const start = standingOf(from, neverReturns)
  const end = standingOf(to, neverReturns)
  if (!end || start?.graph !== end.graph) return false
  const wayBack = new WayBack(end.graph, end.place.enters)
  wayBack.to(pointsAt(start.place))
  return !wayBack.changes.affect(expression, readingOf(expression), end.graph.root)
}

function knownAt<F extends { holds: boolean }>(
  node: TSESTree.Node,
  options: FlowOptions,
  kind: Kind<F>,
): F[] {
  const known: F[][] = []
  for (let inside = node, closure = false; ; closure = true) {
    const standing = standingOf(inside, options.neverReturns)
    if (!standing) break
    const { graph, place } = standing
    known.unshift(
      inAll(
        place.enters.map((point) => stableAt(point, graph, closure, options, kind)),
        kind,
      ),
    )
    inside = graph.root
    if (inside.type === 'Program') break
  }
  return known.flat()
}

/** The facts at one point that still are facts; with `closure` at any later time when a function made here runs. */
function stableAt<F extends { holds: boolean }>(
  point: Point,
  graph: ControlGraph,
  closure: boolean,
  options: FlowOptions,
  kind: Kind<F>,
): F[] {
  const told: { fact: F; since: Point }[] = []
  for (let known: Knowledge | null = point.knowledge; known; known = known.earlier) {
    for (const fact of kind.factsOf(known.decision, options).toReversed())
      told.push({ fact, since: known.point })
  }
  if (told.length === 0) return []
  const stable = new Map<TSESTree.Expression | undefined, F>()
  const wayBack = new WayBack(graph, [point])
  if (closure) addChangesAfter(point, wayBack.changes)
  for (const { fact, since } of told) {
    wayBack.to([since])
    const about = kind.aboutOf(fact)
    const affected = about.some((one) => wayBack.changes.affect(one, readingOf(one), graph.root))
    if (!affected && !stable.has(about[0])) stable.set(about[0], fact)
  }
  return [...stable.values()].reverse()
}

/** What is known on each of several ways. */
function inAll<F extends { holds: boolean }>(ways: readonly (readonly F[])[], kind: Kind<F>): F[] {
  const [first = [], ...others] = ways
  const same = (one: F) => (other: F) =>
    one.holds === other.holds && kind.aboutOf(one)[0] === kind.aboutOf(other)[0]
  return first.filter((fact) => others.every((way) => way.some(same(fact))))
}

function truthsOf(decision: Decision, { isAssertion }: FlowOptions): readonly Condition[] {
  switch (decision.kind) {
    case 'truth':
      return [decision]
    case 'call': {
      const asserted = isAssertion?.(decision.call)
      return asserted ? conditionsAfter(asserted) : []
    }
    case 'equality':
      return []
  }
}
