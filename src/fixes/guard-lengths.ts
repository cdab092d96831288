// How is `timingSafeEqual(a, b)` put behind a check that the two are equally long?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { isPlainRead } from '../ast/same-meaning.ts'
import { constantTimeHelper } from './constant-time-helper.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** What the fix must know of a call. */
export interface GuardedCall {
  readonly node: TSESTree.CallExpression
  readonly left: TSESTree.Expression
  readonly right: TSESTree.Expression
  /** true for Web Crypto, whose buffers have no `length` and whose function no import brings */
  readonly isWeb: boolean
}

/**
 * Writes `a.byteLength === b.byteLength && timingSafeEqual(a, b)` where both sides can be read twice, else calls a
 * function at the end of the file that does so; `null` where neither is possible.
 */
export function guardLengths(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  filename: string,
  { node, left, right, isWeb }: GuardedCall,
): readonly TSESLint.RuleFix[] | null {
  if (node.optional || node.arguments.length !== 2) return null
  if (isReadable(left) && isReadable(right)) return guardInPlace(fixer, sourceCode, node, [left, right])
  if (isWeb) return null
  const helper = constantTimeHelper(fixer, sourceCode, filename, { form: 'bytes', isWeb: false })
  return [fixer.replaceText(node.callee, helper.name), ...helper.fixes]
}

function guardInPlace(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  call: TSESTree.CallExpression,
  operands: readonly [TSESTree.Expression, TSESTree.Expression],
): readonly TSESLint.RuleFix[] {
  const [left, right] = operands.map((operand) => `${readable(operand, sourceCode)}.byteLength`)
  const whole = isAwaited(call) ? call.parent : call
  const { parent } = whole
  const text = sourceCode.getText(whole)
  if (parent.type === 'UnaryExpression' && parent.operator === '!') {
    const negated = `${left} !== ${right} || !${text}`
    const needsParentheses = !standsAlone(parent, sourceCode, '||')
    return [fixer.replaceText(parent, needsParentheses ? `(${negated})` : negated)]
  }
  const guarded = `${left} === ${right} && ${text}`
  return [fixer.replaceText(whole, standsAlone(whole, sourceCode, '&&') ? guarded : `(${guarded})`)]
}

function isAwaited(call: TSESTree.CallExpression): call is TSESTree.CallExpression & {
  parent: TSESTree.AwaitExpression
} {
  return call.parent.type === 'AwaitExpression'
}

/** Whether an expression may become a sum of conditions without parentheses of its own. */
function standsAlone(node: TSESTree.Node, sourceCode: SourceCode, operator: '&&' | '||'): boolean {
  const { parent } = node
  const [before, after] = [sourceCode.getTokenBefore(node), sourceCode.getTokenAfter(node)]
  switch (parent?.type) {
    case 'ReturnStatement':
    case 'VariableDeclarator':
    case 'ArrowFunctionExpression':
      return true
    case 'AssignmentExpression':
      return parent.right === node
    case 'ConditionalExpression':
    case 'IfStatement':
    case 'WhileStatement':
      return parent.test === node
    case 'LogicalExpression':
      // `a && b && f()` and `a || b || f()` group as well without parentheses.
      return parent.operator === operator
    case 'CallExpression':
    case 'NewExpression':
      return false
    default:
      return before?.value === '(' && after?.value === ')'
  }
}

/** `(a, b)` in parentheses of its own is more than a name. */
function isReadable(node: TSESTree.Node): boolean {
  return node.type !== 'SequenceExpression' && isPlainRead(node)
}

function readable(node: TSESTree.Expression, sourceCode: SourceCode): string {
  const text = sourceCode.getText(node)
  return node.type.startsWith('TS') && node.type !== 'TSNonNullExpression' ? `(${text})` : text
}
