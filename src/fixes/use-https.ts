// How does a URL in the source get an encrypted scheme?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

/** Writes `https:` for the `http:` with which a literal or template begins. */
export function useHttps(
  fixer: TSESLint.RuleFixer,
  { text }: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
): TSESLint.RuleFix | null {
  const start = node.range[0] + 1
  return /^http:/i.test(text.slice(start, start + 5))
    ? fixer.replaceTextRange([start, start + 4], 'https')
    : null
}
