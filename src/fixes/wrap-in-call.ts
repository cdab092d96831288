// How is an expression wrapped in a call, wherever it stands?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

/** Writes `callee(node, …)` around a node, in a shorthand property too; comments inside stay. */
export function wrapInCall(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
  callee: string,
  furtherArguments = '',
): readonly TSESLint.RuleFix[] {
  // The commas of `(a, b)` must not become those of the arguments.
  const isSequence = node.type === 'SequenceExpression'
  const { parent } = node
  const isShorthand = parent?.type === 'Property' && parent.shorthand && parent.value === node
  const key = isShorthand ? `${sourceCode.getText(node)}: ` : ''
  const end = furtherArguments === '' ? '' : `, ${furtherArguments}`
  return [
    fixer.insertTextBefore(node, `${key}${callee}(${isSequence ? '(' : ''}`),
    fixer.insertTextAfter(node, `${isSequence ? ')' : ''}${end})`),
  ]
}
