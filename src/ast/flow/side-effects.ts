// Which parts of an expression can change what other parts of it have read?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Condition } from './conditions.ts'
import { conditionsIn } from './conditions.ts'
import { runTimeNodesIn } from './run-time-children.ts'

/** Nodes at which code that does not stand here may run. */
const otherCode: ReadonlySet<string> = new Set([
  'AwaitExpression',
  'CallExpression',
  'ForOfStatement',
  'ImportExpression',
  'NewExpression',
  'TaggedTemplateExpression',
  'YieldExpression',
])

export function runsOtherCode(node: TSESTree.Node): boolean {
  return otherCode.has(node.type)
}

function mayChange(node: TSESTree.Node): boolean {
  return runsOtherCode(node) || node.type === 'AssignmentExpression' || node.type === 'UpdateExpression'
}

/** Can evaluating this expression give a variable another value? */
export function hasSideEffects(expression: TSESTree.Expression): boolean {
  for (const node of runTimeNodesIn(expression)) if (mayChange(node)) return true
  return false
}

/**
 * As `conditionsIn`, for a test that has been evaluated as a whole: without the parts that a later part may have
 * changed. Of `(a && f()) === true` only `f()` is left.
 */
export function conditionsAfter(test: TSESTree.Expression, holds = true): Condition[] {
  const conditions = conditionsIn(test, holds)
  if (conditions.length === 1) return conditions
  const ends: number[] = []
  for (const node of runTimeNodesIn(test)) if (mayChange(node)) ends.push(node.range[0])
  const lastChange = Math.max(-1, ...ends)
  return conditions.filter(({ condition }) => lastChange < valueAt(condition))
}

/** Where in the text the value is settled: that of an assigned variable at the end of the assignment. */
function valueAt(condition: TSESTree.Expression): number {
  const { parent } = condition
  const isTarget = parent.type === 'AssignmentExpression' && parent.left === condition
  return isTarget ? parent.range[1] : condition.range[1]
}
