// How is an expression replaced where a keyword may touch it?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

/** Writes a text in place of an expression: `return(a)===b` becomes `return same(a, b)`. */
export function replaceExpression(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
  text: string,
): TSESLint.RuleFix {
  const before = sourceCode.getTokenBefore(node)
  const isGlued = before?.range[1] === node.range[0] && /\w$/.test(before.value)
  return fixer.replaceText(node, isGlued ? ` ${text}` : text)
}
