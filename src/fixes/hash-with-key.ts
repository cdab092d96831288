// How does a keyed hash take the place of a plain digest?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { keyedHashName, runtimeSpecifier } from '../vocabulary/own-exports.ts'
import { valueKindOf } from '../vocabulary/sensitive-fields.ts'
import { ensureImport } from './ensure-import.ts'
import { quoteOf } from './module-style.ts'
import { envRead } from './replace-with-env.ts'

/** The environment variable that holds the key, for the runtime as well. */
export const hashKeyVariable = 'CUSTOMERIO_PII_KEY'

/** Replaces a digest by `hashPii(input, key, kind)`; `null` where a comment would be lost. */
export function hashWithKey(
  fixer: TSESLint.RuleFixer,
  sourceCode: Readonly<TSESLint.SourceCode>,
  filename: string,
  { digest, input, name }: { digest: TSESTree.Node; input: TSESTree.Node; name: string },
): readonly TSESLint.RuleFix[] | null {
  const comments = sourceCode.getCommentsInside(digest).length
  if (comments > sourceCode.getCommentsInside(input).length) return null
  const wanted = { module: runtimeSpecifier, name: keyedHashName }
  const { localName, fixes } = ensureImport(fixer, sourceCode, wanted, digest)
  const kind = valueKindOf(name)
  const quote = quoteOf(sourceCode)
  const end = kind === 'text' ? '' : `, ${quote}${kind}${quote}`
  const text = sourceCode.getText(input)
  const value = input.type === 'SequenceExpression' ? `(${text})` : text
  const key = envRead(sourceCode, filename, hashKeyVariable)
  return [...fixes, fixer.replaceText(digest, `${localName}(${value}, ${key}${end})`)]
}
