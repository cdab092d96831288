/** Answers: which stretches of a text are secrets or numbers that identify somebody, whatever the text is called? */

import { findCardNumbers, type TextRange } from './card-numbers.ts'
import { findIbans } from './ibans.ts'
import type { AttributeCategory } from './sensitive-names.ts'

export type SensitiveValueKind = 'card' | 'ssn' | 'iban' | 'jwt' | 'private_key'

/** A sensitive stretch of a text, end exclusive. */
export interface SensitiveValue extends TextRange {
  readonly kind: SensitiveValueKind
}

/** The category to which a kind of value belongs. */
export const categoryOfValue: Readonly<Record<SensitiveValueKind, AttributeCategory>> = {
  card: 'payment',
  ssn: 'government_id',
  iban: 'payment',
  jwt: 'credential',
  private_key: 'credential',
}

/** The shortest value that counts, an SSN: `ddd-dd-dddd`. */
const shortestValue = 11

/** Redacting can bring two neighbours apart; nobody writes texts in which that goes on for longer. */
const maxPasses = 4

export interface FindOptions {
  /** The name of the attribute that holds the text: a bare run of digits is no card number under `order_id`. */
  readonly key?: string | null
}

/** All sensitive values of a text, in order and not overlapping. Linear in the text. */
export function findSensitiveValues(text: string, { key = null }: FindOptions = {}): SensitiveValue[] {
  if (text.length < shortestValue) return []
  const found = [
    ...withKind('private_key', findPrivateKeys(text)),
    ...withKind('jwt', findJsonWebTokens(text)),
    ...withKind('iban', findIbans(text)),
    ...withKind('card', findCardNumbers(text, key)),
    ...withKind('ssn', findSocialSecurityNumbers(text)),
  ]
  if (found.length < 2) return found
  found.sort((one, other) => one.start - other.start || other.end - one.end)
  let end = 0
  return found.filter((value) => {
    if (value.start < end) return false
    end = value.end
    return true
  })
}

/** The text with every sensitive value replaced by `[redacted:<kind>]`, and the kinds that were found. */
export function redactValues(
  text: string,
  options: FindOptions = {},
): { text: string; kinds: SensitiveValueKind[] } {
  const kinds = new Set<SensitiveValueKind>()
  let redacted = text
  for (let pass = 0; pass < maxPasses; pass += 1) {
    const values = findSensitiveValues(redacted, options)
    if (values.length === 0) break
    for (const { kind } of values) kinds.add(kind)
    redacted = replaceRanges(redacted, values)
  }
  return { text: redacted, kinds: [...kinds] }
}

function replaceRanges(text: string, values: readonly SensitiveValue[]): string {
  const parts: string[] = []
  let from = 0
  for (const { kind, start, end } of values) {
    parts.push(text.slice(from, start), `[redacted:${kind}]`)
    from = end
  }
  return parts.join('') + text.slice(from)
}

function withKind(kind: SensitiveValueKind, ranges: readonly TextRange[]): SensitiveValue[] {
  return ranges.map(({ start, end }) => ({ kind, start, end }))
}

/** PEM and OpenPGP blocks; one whose end is missing goes on to the end of the text. */
function findPrivateKeys(text: string): TextRange[] {
  const found: TextRange[] = []
  const opening = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g
  const closing = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    closing.lastIndex = opening.lastIndex
    const end = closing.exec(text) === null ? text.length : closing.lastIndex
    found.push({ start: match.index, end })
    opening.lastIndex = end
  }
  return found
}

/** Three parts (signed) or five (encrypted) of base64url, the first a JSON object: `eyJ` is `{"`. */
function findJsonWebTokens(text: string): TextRange[] {
  const found: TextRange[] = []
  if (!text.includes('eyJ')) return found
  for (const match of text.matchAll(/[A-Za-z0-9_.-]+/g)) {
    for (const { start, end } of tokensInRun(match[0])) {
      found.push({ start: match.index + start, end: match.index + end })
    }
  }
  return found
}

function tokensInRun(run: string): TextRange[] {
  const found: TextRange[] = []
  const parts = run.split('.')
  let start = 0
  let end = 0
  for (const [index, part] of parts.entries()) {
    const offset = start < end ? -1 : part.indexOf('eyJ')
    const size = offset < 0 ? 0 : tokenSize(parts, index, offset)
    if (size > 0) {
      end = start + parts.slice(index, index + size).join('.').length
      found.push({ start: start + offset, end })
    }
    start += part.length + 1
  }
  return found
}

/** How many parts the token that begins here has; 0 where none does. */
function tokenSize(parts: readonly string[], index: number, offset: number): number {
  const header = (parts[index] ?? '').slice(offset)
  const claims = parts[index + 1] ?? ''
  if (header.length < 10) return 0
  if (claims.startsWith('eyJ') || claims === 'e30') return 3
  const encrypted = parts.slice(index + 2, index + 5)
  return encrypted.length === 3 && encrypted.every((part) => part.length > 8) ? 5 : 0
}

/** `ddd-dd-dddd` as the Social Security Administration assigns them, not part of a longer dashed number. */
function findSocialSecurityNumbers(text: string): TextRange[] {
  const found: TextRange[] = []
  for (const match of text.matchAll(/[0-9]{3}[-\u2010-\u2012][0-9]{2}[-\u2010-\u2012][0-9]{4}/g)) {
    const [start, end] = [match.index, match.index + match[0].length]
    if (isAssigned(match[0]) && !goesOn(text, start - 1, start - 2) && !goesOn(text, end, end + 1)) {
      found.push({ start, end })
    }
  }
  return found
}

function isAssigned(ssn: string): boolean {
  const area = ssn.slice(0, 3)
  return (
    area !== '000' &&
    area !== '666' &&
    !area.startsWith('9') &&
    ssn.slice(4, 6) !== '00' &&
    !ssn.endsWith('0000')
  )
}

/** A digit, or a dash and a digit. */
function goesOn(text: string, next: number, afterNext: number): boolean {
  const isDash = /^[-\u2010-\u2012]$/.test(text.charAt(next))
  return /^[0-9]$/.test(isDash ? text.charAt(afterNext) : text.charAt(next))
}
