// How does a fix put the sanitizer around a payload?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { runtimeSpecifier, sanitizerName } from '../vocabulary/own-exports.ts'
import type { SanitizerPolicy } from '../vocabulary/policy.ts'
import { ensureImport } from './ensure-import.ts'
import { quoteOf } from './module-style.ts'
import { sanitizeEnvelope } from './sanitize-envelope.ts'
import { wrapInCall } from './wrap-in-call.ts'

/** The expression to sanitize, or an envelope and the paths of the data in it. */
export interface SanitizeTarget {
  readonly node: TSESTree.Node
  /** what is to be sanitized in the node; an empty path is all of it */
  readonly paths: readonly (readonly string[])[]
}

/** Makes the fix that sanitizes a payload; it gives nothing where no safe text exists. */
export function sanitizePayload(
  sourceCode: Readonly<TSESLint.SourceCode>,
  { node, paths }: SanitizeTarget,
  policy: SanitizerPolicy | null,
  importFrom: string | null,
): TSESLint.ReportFixFunction {
  return (fixer) => {
    const wanted = { module: importFrom ?? runtimeSpecifier, name: sanitizerName }
    const { localName, fixes } = ensureImport(fixer, sourceCode, wanted, node)
    const furtherArguments = policy ? policyText(policy, quoteOf(sourceCode)) : ''
    if (paths.some((path) => path.length === 0)) {
      return [...fixes, ...wrapInCall(fixer, sourceCode, node, localName, furtherArguments)]
    }
    const call = { callee: localName, furtherArguments }
    const repaired = sanitizeEnvelope(fixer, sourceCode, node, paths, call)
    return repaired ? [...fixes, repaired] : null
  }
}

/** `{ keep: ['otp'] }` */
function policyText(policy: SanitizerPolicy, quote: string): string {
  const lists = Object.entries({ neverSend: policy.neverSend, hash: policy.hash, keep: policy.keep })
  const parts = lists.flatMap(([key, names]) => {
    if (!names) return []
    const texts = names.map((name) => quoted(name, quote))
    return [`${key}: [${texts.join(', ')}]`]
  })
  return `{ ${parts.join(', ')} }`
}

function quoted(text: string, quote: string): string {
  const json = JSON.stringify(text)
  return quote === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
