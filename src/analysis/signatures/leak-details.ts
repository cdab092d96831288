// What does a report about a leaky comparison need to know, and how can it be repaired?
import type { Comparison } from './comparisons.ts'
import { isSubtleMethod } from '../digests/hmac-exports.ts'
import type { Form, Origin } from './signature-origin.ts'
import type { SignatureOrigins } from './signature-origins.ts'
import { isOfCustomerio } from './webhook-context.ts'

/** What is compared: an HMAC, one byte of it, or the signature that a header brought. */
export type LeakSubject = 'digest' | 'byte' | 'signature'

/** A comparison that tells by its duration how much of a signature is right. */
export interface LeakyComparison extends Comparison {
  /** the header whose signature is compared with something unknown; `null` where an HMAC is compared */
  readonly header: string | null
  /** what both sides are, where an equal comparison in constant time is known; else `null` */
  readonly form: 'text' | 'bytes' | null
  /** true where `left` is a list or set that must hold `right` */
  readonly isList: boolean
  /** true where the HMAC is made by Web Crypto */
  readonly isWeb: boolean
  /** true where the signature is that of a webhook of Customer.io */
  readonly isOfCustomerio: boolean
}

/** The details of a comparison that was found to leak. */
export function leakOf(
  comparison: Comparison,
  subject: LeakSubject,
  left: readonly Origin[],
  right: readonly Origin[],
  signatures: SignatureOrigins,
): LeakyComparison {
  const involved = [...left, ...right]
  const headers = involved.flatMap((origin) => (origin.kind === 'received' ? [origin.header] : []))
  const isList = comparison.kind === 'set' || isListOf(comparison, left)
  return {
    ...comparison,
    header: subject === 'signature' ? (headers[0] ?? null) : null,
    form: subject === 'byte' ? null : formOf(comparison, involved, isList),
    isList,
    isWeb: isMadeByWebCrypto(involved, signatures),
    isOfCustomerio: isOfCustomerio(comparison.node, involved, signatures),
  }
}

function isListOf({ operator }: Comparison, left: readonly Origin[]): boolean {
  return operator === '.includes()' && left.some(({ shape }) => shape === 'list')
}

/**
 * | comparison | form |
 * |---|---|
 * | `a === b`, `Object.is`, `localeCompare` | text; digests that are bytes are never equal by identity |
 * | `equals`, `Buffer.compare` | bytes |
 * | deep equality, lists | what the digests are |
 */
function formOf(
  { kind, operator }: Comparison,
  involved: readonly Origin[],
  isList: boolean,
): 'text' | 'bytes' | null {
  if (operator === 'switch') return null
  if (operator === '.equals()' || /^(?:Buffer)?\.compare/.test(operator)) return 'bytes'
  if ((kind === 'part' || kind === 'set') && !isList) return null
  const forms = involved.flatMap(({ kind, form }): Form[] => (kind === 'digest' ? [form] : []))
  const isText = forms.every((form) => form === 'text')
  if (kind === 'operator' || operator === 'Object.is' || operator === '.localeCompare()')
    return isText ? 'text' : null
  if (forms.length === 0) return null
  if (isText) return 'text'
  return !isList && forms.every((form) => form === 'bytes') ? 'bytes' : null
}

function isMadeByWebCrypto(involved: readonly Origin[], { tracer }: SignatureOrigins): boolean {
  return involved.some(
    (origin) =>
      origin.kind === 'digest' &&
      tracer.sourcesOf(origin.hmac.node.callee).some((source) => isSubtleMethod(source, 'sign')),
  )
}
