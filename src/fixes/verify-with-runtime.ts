// How is a check by hand replaced by the runtime's verifier?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { runtimeSpecifier, verifierName } from '../vocabulary/own-exports.ts'
import { ensureImport } from './ensure-import.ts'
import { replaceExpression } from './replace-expression.ts'

/** What the verifier is given, and the expression that its call stands for. */
export interface RewrittenCheck {
  readonly node: TSESTree.Node
  /** true where the expression says no for a genuine request */
  readonly isNegated: boolean
  /** the source texts of what it is given */
  readonly body: string
  readonly secret: string
  readonly headers: string
}

/** Calls `isValidWebhook` instead; `null` where a comment would be lost. */
export function verifyWithRuntime(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  { node, isNegated, body, secret, headers }: RewrittenCheck,
): readonly TSESLint.RuleFix[] | null {
  if (sourceCode.getCommentsInside(node).length > 0) return null
  const { localName, fixes } = ensureImport(
    fixer,
    sourceCode,
    { module: runtimeSpecifier, name: verifierName },
    node,
  )
  const options = [property('body', body), property('headers', headers), property('secret', secret)]
  const call = `${isNegated ? '!' : ''}${localName}({ ${options.join(', ')} })`
  return [replaceExpression(fixer, sourceCode, node, call), ...fixes]
}

function property(name: string, value: string): string {
  return value === name ? name : `${name}: ${value}`
}
