// Was this value tested to be a number or a UUID before it is used?
import type { TSESTree } from '@typescript-eslint/utils'

import { factsAt } from '../../ast/control-flow.ts'
import { lastNameOf, propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'

const checkName =
  /uuid|isNumeric|isInteger|isSafeInteger|isFinite|isInt$|isAlphanumeric|isMongoId|isHexadecimal|validate/i

/** `if (!isUuid(id)) return`, `if (/^\d+$/.test(id))`, `typeof id === 'number'` before it, on every way. */
export function isChecked(node: TSESTree.Node, tracer: Tracer): boolean {
  const text = textOf(node, tracer)
  return factsAt(node, { isAssertion: assertionOf }).some(({ condition, holds }) =>
    isCheckOf(unwrap(condition), holds, text, tracer),
  )
}

/** `assertUuid(id)`, `invariant(isUuid(id))` */
function assertionOf(call: TSESTree.CallExpression): TSESTree.Expression | null {
  const name = lastNameOf(call.callee) ?? ''
  if (/^(?:assert|ensure|validate|check)\w*uuid/i.test(name)) return call
  const [condition] = call.arguments
  return /^(?:assert|ok|invariant)$/.test(name) && condition && condition.type !== 'SpreadElement'
    ? condition
    : null
}

function isCheckOf(test: TSESTree.Node, holds: boolean, text: string, tracer: Tracer): boolean {
  if (test.type === 'BinaryExpression') {
    return (
      (test.operator.startsWith('!') ? !holds : holds) &&
      /^[!=]==?$/.test(test.operator) &&
      test.left.type === 'UnaryExpression' &&
      test.left.operator === 'typeof' &&
      textOf(test.left.argument, tracer) === text &&
      ['number', 'bigint'].includes(staticStringOf(test.right) ?? '')
    )
  }
  if (test.type !== 'CallExpression' || !holds) return false
  const [value] = test.arguments
  if (!value || textOf(value, tracer) !== text) return false
  const callee = unwrap(test.callee)
  if (callee.type === 'MemberExpression' && propertyName(callee) === 'test')
    return isStrictPattern(callee.object, tracer)
  return (
    checkName.test(lastNameOf(callee) ?? '') ||
    (callee.type === 'MemberExpression' && checkName.test(textOf(callee, tracer)))
  )
}

/** Whether a pattern is tied to both ends and lets none of the characters through that mean something in a path. */
function isStrictPattern(node: TSESTree.Node, tracer: Tracer): boolean {
  return tracer.sourcesOf(node).some((source) => {
    if (source.kind !== 'literal') return source.kind === 'import' && /uuid/i.test(source.path.at(-1) ?? '')
    const { value } = source
    return value instanceof RegExp && isTiedPattern(value.source)
  })
}

function isTiedPattern(pattern: string): boolean {
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) return false
  const classes = pattern.match(/\[[^\]]*\]/g) ?? []
  const rest = pattern.replaceAll(/\[[^\]]*\]/g, '')
  return (
    !classes.some((each) => /^\[\^|[/?#%+@&]|\\[SDW]/.test(each)) &&
    !/(?<!\\)\.|[/#%@&|]|\\[SDW+?.]/.test(rest)
  )
}

function textOf(node: TSESTree.Node, tracer: Tracer): string {
  const inner = unwrap(node)
  return tracer.indexOf(node).file.text.slice(...inner.range)
}
