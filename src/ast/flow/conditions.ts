// What follows from a test being true, or false, by logic alone?
import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap } from '../unwrap.ts'

/** Something known to be true (`holds`) or false. */
export interface Condition {
  readonly condition: TSESTree.Expression
  readonly holds: boolean
}

/**
 * Splits a test into the conditions known once it is true or false: `a && !b` true gives a, and b false. What cannot
 * be split (`a || b` true) stays whole.
 */
export function conditionsIn(test: TSESTree.Expression, holds = true): Condition[] {
  const found: Condition[] = []
  const pending: Condition[] = [{ condition: test, holds }]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (!isSplit(next.condition, next.holds)) found.push(next)
    pending.push(...partsOf(next.condition, next.holds).reverse())
  }
  return found
}

/** True for tests whose parts say all that is known. */
export function isSplit(test: TSESTree.Expression, holds: boolean): boolean {
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!'
    case 'LogicalExpression':
      return test.operator === (holds ? '&&' : '||')
    default:
      return unwrapTypes(test) !== test
  }
}

/** The value of a test that is written as a constant, or `null`. */
export function constantTest(test: TSESTree.Expression): boolean | null {
  if (test.type === 'Literal') return 'bigint' in test || 'regex' in test ? null : Boolean(test.value)
  if (test.type !== 'UnaryExpression' || test.operator !== '!') return null
  const negated = constantTest(test.argument)
  return negated === null ? null : !negated
}

/** True where the value can only be `true` or `false`, so that "not true" is "false". */
export function isBoolean(node: TSESTree.Expression): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'boolean'
    case 'UnaryExpression':
      return node.operator === '!' || node.operator === 'delete'
    case 'BinaryExpression':
      return /^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(node.operator)
    case 'LogicalExpression':
      return isBoolean(node.left) && isBoolean(node.right)
    default:
      return isBooleanCall(node)
  }
}

/** The tests that have to be true, or false, as well. */
function partsOf(test: TSESTree.Expression, holds: boolean): Condition[] {
  switch (test.type) {
    case 'UnaryExpression':
      return test.operator === '!' ? [{ condition: test.argument, holds: !holds }] : []
    case 'LogicalExpression':
      return logicalParts(test, holds)
    case 'BinaryExpression':
      return test.operator === (holds ? '===' : '!==') ? comparedWithBoolean(test) : []
    case 'AssignmentExpression':
      return test.left.type === 'Identifier' ? [{ condition: test.left, holds }] : []
    case 'CallExpression': {
      const [argument] = test.arguments
      const known = isBooleanCall(test) && argument && argument.type !== 'SpreadElement'
      return known ? [{ condition: argument, holds }] : []
    }
    default: {
      const inner = unwrapTypes(test)
      return inner === test ? [] : [{ condition: inner, holds }]
    }
  }
}

function logicalParts(test: TSESTree.LogicalExpression, holds: boolean): Condition[] {
  const left = { condition: test.left, holds }
  if (test.operator === '??') return holds ? [] : [left]
  return isSplit(test, holds) ? [left, { condition: test.right, holds }] : []
}

/** x where it strictly equals `true` or `false`; not being equal to them says nothing about x. */
function comparedWithBoolean({ left, right }: TSESTree.BinaryExpression): Condition[] {
  if (left.type === 'PrivateIdentifier') return []
  if (right.type === 'Literal' && typeof right.value === 'boolean')
    return [{ condition: left, holds: right.value }]
  if (left.type === 'Literal' && typeof left.value === 'boolean')
    return [{ condition: right, holds: left.value }]
  return []
}

function isBooleanCall(node: TSESTree.Expression): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Boolean'
}

/** Without types and comma; an optional chain keeps its wrapper. */
function unwrapTypes(node: TSESTree.Expression): TSESTree.Expression {
  return node.type === 'ChainExpression' ? node : (unwrap(node) as TSESTree.Expression)
}
