// Does a condition ask whether the code runs in production?
import type { TSESTree } from '@typescript-eslint/utils'

import { factsAt } from '../../ast/control-flow.ts'
import { lastNameOf, staticStringOf } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'

const production = /^(?:production|prod)$/i
const development = /^(?:development|dev|local|staging)$/i
const productionName = /^(?:is_?)?(?:prod|production)$/i
const developmentName = /^(?:is_?)?(?:dev|development|local)$/i

/** `process.env.NODE_ENV === 'production'`, `isProduction`: whether a test that holds, or does not, says production. */
export function saysProduction(test: TSESTree.Node, holds: boolean): boolean {
  if (test.type !== 'BinaryExpression') {
    const name = lastNameOf(test) ?? ''
    return holds ? productionName.test(name) : developmentName.test(name)
  }
  const value = staticStringOf(test.right)
  const name = lastNameOf(test.left) ?? ''
  if (value === null || !/^[!=]==?$/.test(test.operator) || !/env|stage|mode/i.test(name)) return false
  const isEqual = test.operator.startsWith('=') === holds
  return isEqual ? production.test(value) : development.test(value)
}

/** Whether control reaches a node on the machines of developers only. */
export function isForDevelopment(node: TSESTree.Node): boolean {
  return factsAt(node).some(({ condition, holds }) => saysProduction(unwrap(condition), !holds))
}
