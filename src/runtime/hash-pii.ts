/** Answers: how can a personal value be told apart in Customer.io without being sent? */

import { createHmac } from 'node:crypto'
import type { ValueKind } from '../vocabulary/sensitive-fields.ts'
import { normalizeValue } from './normalize-value.ts'

/**
 * The keyed digest of a personal value: HMAC-SHA256 of its normalized text, 64 hexadecimal digits. Equal values give equal
 * digests in any spelling; without the key a digest cannot be reversed by trying every telephone number.
 *
 * @param value Text, a number, or a date (its ISO text is hashed).
 * @param key The key, a secret of the application.
 * @param kind How the value is normalized: `email`, `phone` or, by default, `text`.
 * @throws {TypeError} when the key is missing or empty, or the value is something else.
 *
 * @example
 * const phoneHash = hashPii('+1 (555) 010-9999', 'a key of your own', 'phone')
 */
export function hashPii(
  value: string | number | bigint | Date,
  key: string,
  kind: ValueKind = 'text',
): string {
  if (typeof key !== 'string' || key.trim() === '') {
    throw new TypeError(
      '`hashPii` needs a key: an unkeyed digest of a phone number is reversed by trying every number.',
    )
  }
  if (!kinds.includes(kind)) {
    throw new TypeError('The kind of `hashPii` must be `email`, `phone` or `text`.')
  }
  return createHmac('sha256', key)
    .update(normalizeValue(textOf(value), kind), 'utf8')
    .digest('hex')
}

const kinds: readonly string[] = ['email', 'phone', 'text'] satisfies ValueKind[]

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString()
  throw new TypeError('`hashPii` hashes strings, finite numbers and valid dates.')
}
