// Is a property that an object is made with taken away again before the object is sent?
import type { TSESTree } from '@typescript-eslint/utils'

import { keyName, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { wrapperOf } from '../../ast/unwrap.ts'

/** Whether `delete object.key` stands, without a condition, between the literal in a variable and the call. */
export function isDeletedBefore(property: TSESTree.Node, call: TSESTree.Node, tracer: Tracer): boolean {
  if (property.type !== 'Property' || property.parent.type !== 'ObjectExpression') return false
  const { parent: declarator } = wrapperOf(property.parent)
  const key = keyName(property.key, property.computed)
  if (declarator?.type !== 'VariableDeclarator' || key === null) return false
  const references = tracer.variableAt(declarator.id)?.references ?? []
  return references.some(({ identifier }) => {
    const member = identifier.parent
    if (member.type !== 'MemberExpression' || member.object !== identifier) return false
    return propertyName(member) === key && isDeletedOnTheWay(member, property, call)
  })
}

function isDeletedOnTheWay(member: TSESTree.Node, property: TSESTree.Node, call: TSESTree.Node): boolean {
  const deletion = member.parent
  const statement = deletion?.parent
  if (deletion?.type !== 'UnaryExpression' || deletion.operator !== 'delete') return false
  if (statement?.type !== 'ExpressionStatement' || statement.range[0] < property.range[1]) return false
  const { parent: block } = statement
  const isAround = block.range[0] <= call.range[0] && call.range[1] <= block.range[1]
  return isAround && statement.range[1] <= call.range[0]
}
