// Where does control go when a test is true, and where when it is false?
import type { TSESTree } from '@typescript-eslint/utils'

import { constantTest, isSplit } from './conditions.ts'
import type { Point } from './control-graph.ts'
import type { GraphBuilder } from './graph-builder.ts'
import type { Decision } from './knowledge.ts'
import { conditionsAfter } from './side-effects.ts'

export interface Outcomes {
  readonly whenTrue: Point | null
  readonly whenFalse: Point | null
}

const never: Outcomes = { whenTrue: null, whenFalse: null }

/** Draws the evaluation of a test; the caller chooses where control goes on (`graph.at`). */
export function readTest(graph: GraphBuilder, test: TSESTree.Expression): Outcomes {
  if (graph.at === null) return never
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' ? readNegation(graph, test) : readLeaf(graph, test)
    case 'LogicalExpression':
      return readLogical(graph, test)
    case 'ConditionalExpression':
      return readChoice(graph, test)
    case 'SequenceExpression':
      return readSequence(graph, test)
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion': {
      const inner = nested(graph, test, () => readTest(graph, test.expression))
      return outcomes(graph, test, [inner.whenTrue], [inner.whenFalse])
    }
    default:
      return readLeaf(graph, test)
  }
}

/** The decisions that come with a test that is true, or false. */
export function decisionsOf(test: TSESTree.Expression, holds: boolean): Decision[] {
  return conditionsAfter(test, holds).map((condition) => ({ kind: 'truth', ...condition }))
}

function readLeaf(graph: GraphBuilder, test: TSESTree.Expression): Outcomes {
  const constant = constantTest(test)
  graph.read(test)
  const evaluated = graph.at
  const branch = (holds: boolean): Point | null => {
    graph.at = constant === !holds ? null : evaluated
    graph.pass(null)
    graph.decide(constant === null ? decisionsOf(test, holds) : [])
    return graph.at
  }
  return { whenTrue: branch(true), whenFalse: branch(false) }
}

function readNegation(graph: GraphBuilder, test: TSESTree.UnaryExpression): Outcomes {
  const { whenTrue, whenFalse } = nested(graph, test, () => readTest(graph, test.argument))
  return outcomes(graph, test, [whenFalse], [whenTrue])
}

function readLogical(graph: GraphBuilder, test: TSESTree.LogicalExpression): Outcomes {
  return nested(graph, test, () => {
    const left = readTest(graph, test.left)
    graph.at = test.operator === '&&' ? left.whenTrue : left.whenFalse
    const right = readTest(graph, test.right)
    switch (test.operator) {
      case '&&':
        return outcomes(graph, test, [right.whenTrue], [left.whenFalse, right.whenFalse])
      case '||':
        return outcomes(graph, test, [left.whenTrue, right.whenTrue], [right.whenFalse])
      case '??':
        // A left side that is false without being null or undefined is the value.
        return outcomes(graph, test, [left.whenTrue, right.whenTrue], [left.whenFalse, right.whenFalse])
    }
  })
}

function readChoice(graph: GraphBuilder, test: TSESTree.ConditionalExpression): Outcomes {
  return nested(graph, test, () => {
    const choice = readTest(graph, test.test)
    graph.at = choice.whenTrue
    const one = readTest(graph, test.consequent)
    graph.at = choice.whenFalse
    const other = readTest(graph, test.alternate)
    return outcomes(graph, test, [one.whenTrue, other.whenTrue], [one.whenFalse, other.whenFalse])
  })
}

function readSequence(graph: GraphBuilder, test: TSESTree.SequenceExpression): Outcomes {
  const last = test.expressions.at(-1)
  if (!last) return readLeaf(graph, test)
  return nested(graph, test, () => {
    graph.readAll(test.expressions.slice(0, -1))
    const inner = readTest(graph, last)
    return outcomes(graph, test, [inner.whenTrue], [inner.whenFalse])
  })
}

/** Tests within tests are read without `graph.read`, which would join their outcomes. */
function nested(graph: GraphBuilder, test: TSESTree.Expression, draw: () => Outcomes): Outcomes {
  graph.enter(test)
  return graph.deeper(draw)
}

function outcomes(
  graph: GraphBuilder,
  test: TSESTree.Expression,
  trueFrom: readonly (Point | null)[],
  falseFrom: readonly (Point | null)[],
): Outcomes {
  const arrive = (points: readonly (Point | null)[], holds: boolean): Point | null => {
    graph.resumeFrom(points)
    graph.pass(test)
    // What its parts decide was decided on the ways that lead here.
    if (!isSplit(test, holds)) graph.decide([{ kind: 'truth', condition: test, holds }])
    return graph.at
  }
  return { whenTrue: arrive(trueFrom, true), whenFalse: arrive(falseFrom, false) }
}
