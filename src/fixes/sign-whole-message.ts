// How is a message put together as Customer.io signs it?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { signatureVersion } from '../vocabulary/webhook-signature.ts'
import { replaceExpression } from './replace-expression.ts'

/** The expression that is the whole message, and the two values in it. */
export interface RewrittenMessage {
  readonly node: TSESTree.Node
  readonly timestamp: TSESTree.Node
  readonly body: TSESTree.Node
}

/** Writes `v0:<timestamp>:<body>` as a template; `null` where a comment would be lost. */
export function signWholeMessage(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  { node, timestamp, body }: RewrittenMessage,
): TSESLint.RuleFix | null {
  if (sourceCode.getCommentsInside(node).length > 0) return null
  const [time, text] = [timestamp, body].map((part) => `\${${sourceCode.getText(part)}}`)
  return replaceExpression(fixer, sourceCode, node, `\`${signatureVersion}:${time}:${text}\``)
}
