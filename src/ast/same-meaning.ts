// Does an expression mean the same when it is written at another place?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from './source-file.ts'
import { isFunction, isWithin } from './source-file.ts'
import { memberChainOf, propertyName } from './static-value.ts'
import type { Tracer } from './tracer.ts'
import { unwrap } from './unwrap.ts'

/** Names, `this` and members by name (`req.rawBody`): reading them again gives the same. */
export function isPlainRead(outer: TSESTree.Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true
  return node.type === 'MemberExpression' && propertyName(node) !== null && isPlainRead(node.object)
}

/** Whether what a plain expression is read from is in sight at a place of the same file, and not hidden by another. */
export function isInSightAt(expression: TSESTree.Node, place: TSESTree.Node, tracer: Tracer): boolean {
  if (tracer.indexOf(expression) !== tracer.indexOf(place)) return false
  const root = unwrap(memberChainOf(expression).root)
  if (root.type === 'ThisExpression') return thisOwnerOf(root) === thisOwnerOf(place)
  if (root.type !== 'Identifier') return false
  const variable = tracer.variableAt(root)
  if (variable && !isWithin(place, variable.scope.block)) return false
  return scopesAround(place, tracer).every((scope) => {
    const own = scope.set.get(root.name)
    const isDeclared = own !== undefined && own.defs.length > 0
    if (!isDeclared || own === variable) return true
    return variable !== null && isWithin(variable.scope.block, scope.block) && scope !== variable.scope
  })
}

function scopesAround(place: TSESTree.Node, tracer: Tracer): readonly TSESLint.Scope.Scope[] {
  const { scopeManager } = tracer.indexOf(place).file
  return (scopeManager?.scopes ?? []).filter(({ block }) => isWithin(place, block))
}

/** The function whose `this` it is: arrow functions have none of their own. */
function thisOwnerOf(node: TSESTree.Node): FunctionNode | null {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (isFunction(outer) && outer.type !== 'ArrowFunctionExpression') return outer
  }
  return null
}
