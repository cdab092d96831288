/** Answers: which text stands for a value, so that equal people get equal digests? */

import type { ValueKind } from '../vocabulary/sensitive-fields.ts'

/**
 * E-mail addresses trimmed and in lower case; telephone numbers as digits with one leading `+`, a `00` prefix dropped;
 * other text trimmed, spaces collapsed, in lower case. Everything in Unicode's NFKC form.
 */
export function normalizeValue(value: string, kind: ValueKind): string {
  const text = value.normalize('NFKC')
  if (kind === 'email') return text.trim().toLowerCase()
  if (kind === 'phone') {
    const digits = text.replace(/[^0-9]+/g, '').replace(/^00/, '')
    // Without a digit it is no telephone number, and must not get the digest of every other one.
    if (digits !== '') return `+${digits}`
  }
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
}
