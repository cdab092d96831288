// Does this expression tell a yes, a no or a number, whatever it is computed from?
import type { TSESTree } from '@typescript-eslint/utils'

import { readType, shapeAt } from '../../ast/declared-type.ts'
import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'

const comparisons = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof'])

/** Literals, functions, comparisons, `!x`, `typeof x`: nothing of the operands is sent. */
export function isHarmlessOperator(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'Literal':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
    case 'MetaProperty':
    case 'PrivateIdentifier':
      return true
    case 'BinaryExpression':
      return comparisons.has(node.operator)
    case 'UnaryExpression':
      return node.operator === '!' || node.operator === 'typeof' || node.operator === 'void'
    default:
      return false
  }
}

/** `undefined`, `null`: there is nothing to send. */
export function isNothing(node: TSESTree.Node): boolean {
  return node.type === 'Literal'
    ? node.raw === 'null'
    : node.type === 'Identifier' && node.name === 'undefined'
}

/** Whether a value can only be true, false or null. */
export function isEvidentlyBoolean(outer: TSESTree.Node, tracer: Tracer): boolean {
  const node = unwrapAwait(outer)
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'boolean' || node.raw === 'null'
    case 'BinaryExpression':
      return comparisons.has(node.operator)
    case 'UnaryExpression':
      return node.operator === '!'
    case 'ConditionalExpression':
      return isEvidentlyBoolean(node.consequent, tracer) && isEvidentlyBoolean(node.alternate, tracer)
    case 'LogicalExpression':
      return isEvidentlyBoolean(node.left, tracer) && isEvidentlyBoolean(node.right, tracer)
    case 'CallExpression':
      return (
        node.callee.type === 'Identifier' && node.callee.name === 'Boolean' && !tracer.variableAt(node.callee)
      )
    case 'Identifier':
      return asksYesOrNo(node.name) || hasBooleanSources(node, tracer)
    case 'MemberExpression':
      return asksYesOrNo(propertyName(node)) || hasBooleanSources(node, tracer)
    default:
      return false
  }
}

/** `isMobile`, `has_pin` */
function asksYesOrNo(name: string | null): boolean {
  return /^(?:is|has)(?:_|(?=[A-Z]))/.test(name ?? '')
}

function hasBooleanSources(node: TSESTree.Node, tracer: Tracer): boolean {
  const sources = tracer.sourcesOf(node)
  const isDeclared = sources.some((source) => {
    if (source.kind !== 'declared') return false
    const shape = shapeAt(readType(source.type), source.path)
    return shape?.kind === 'leaf' && shape.isBoolean === true
  })
  if (isDeclared) return true
  return (
    sources.length > 0 &&
    sources.every((source) => {
      if (source.kind === 'literal') return typeof source.value === 'boolean' || source.value === null
      return source.kind === 'expression' && source.node !== node && isEvidentlyBoolean(source.node, tracer)
    })
  )
}
