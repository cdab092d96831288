// What has been decided on every way to a point? A chain that grows by one decision and shares its beginning.
import type { TSESTree } from '@typescript-eslint/utils'

import type { Point } from './control-graph.ts'

export interface Truth {
  readonly kind: 'truth'
  readonly condition: TSESTree.Expression
  readonly holds: boolean
}

export interface Equality {
  readonly kind: 'equality'
  readonly left: TSESTree.Expression
  readonly right: TSESTree.Expression
  readonly holds: boolean
}

/** A call that was completed; it may turn out to be an assertion. */
export interface Completed {
  readonly kind: 'call'
  readonly call: TSESTree.CallExpression
}

export type Decision = Truth | Equality | Completed

export interface Knowledge {
  readonly decision: Decision
  /** Where it was decided. */
  readonly point: Point
  readonly earlier: Knowledge | null
  readonly depth: number
  /** A far ancestor, so that the common part of two chains is found in logarithmic time. */
  readonly jump: Knowledge | null
}

export function decided(earlier: Knowledge | null, decision: Decision, point: Point): Knowledge {
  const depth = depthOf(earlier) + 1
  const jump = earlier?.jump ?? null
  const sameStride = depthOf(earlier) - depthOf(jump) === depthOf(jump) - depthOf(jump?.jump ?? null)
  return { decision, point, earlier, depth, jump: sameStride && jump !== null ? jump.jump : earlier }
}

/** What is known when control may come from either side. */
export function commonKnowledge(one: Knowledge | null, other: Knowledge | null): Knowledge | null {
  let left = upTo(one, depthOf(other))
  let right = upTo(other, depthOf(one))
  while (left !== right && left !== null && right !== null) {
    const together = left.jump === right.jump
    left = together ? left.earlier : left.jump
    right = together ? right.earlier : right.jump
  }
  return left
}

function upTo(knowledge: Knowledge | null, depth: number): Knowledge | null {
  let current = knowledge
  while (current !== null && current.depth > depth) {
    current = depthOf(current.jump) >= depth ? current.jump : current.earlier
  }
  return current
}

function depthOf(knowledge: Knowledge | null): number {
  return knowledge?.depth ?? 0
}
