// How is a value encoded where a URL holds it?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { unwrap } from '../ast/unwrap.ts'
import { wrapInCall } from './wrap-in-call.ts'

const encoder = 'encodeURIComponent'

/** Wraps a value in `encodeURIComponent()`, with the parentheses it stands in; `encodeURI()` gives way to it. */
export function encodeIdentifier(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
  mayBeMissing: boolean,
): readonly TSESLint.RuleFix[] {
  const inner = unwrap(node)
  if (inner.type === 'CallExpression' && sourceCode.getText(inner.callee) === 'encodeURI') {
    return [fixer.replaceText(inner.callee, encoder)]
  }
  const callee = mayBeMissing ? `${encoder}(String` : encoder
  const end = mayBeMissing ? ')' : ''
  const before = sourceCode.getTokenBefore(node)
  const after = sourceCode.getTokenAfter(node)
  const isInParentheses =
    node.parent?.type === 'BinaryExpression' && before?.value === '(' && after?.value === ')'
  if (isInParentheses && node.type !== 'SequenceExpression') {
    return [fixer.insertTextBefore(before, callee), fixer.insertTextAfter(after, end)]
  }
  const wrapped = wrapInCall(fixer, sourceCode, node, callee)
  return end === '' ? wrapped : [...wrapped, fixer.insertTextAfter(node, end)]
}
