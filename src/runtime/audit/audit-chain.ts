/** Answers: how does one entry of the audit trail hold on to the one before it? */

import { createHash, createHmac } from 'node:crypto'
import type { AuditEntry, AuditHead } from '../create-audit-log.ts'
import { isSameSignature } from '../webhook-signatures.ts'
import type { AuditContent } from './audit-content.ts'

/** Of an empty log. */
export const emptyHead: AuditHead = { entries: 0, hash: '0'.repeat(64) }

/** An entry that follows a head, and its line without the line feed. The hash is of everything that stands before it. */
export function chainedEntry(
  content: AuditContent,
  head: AuditHead,
  chainKey: string | undefined,
): { entry: AuditEntry; line: string; head: AuditHead } {
  const unhashed = { sequence: head.entries + 1, ...content, previous: head.hash }
  const text = JSON.stringify(unhashed)
  const hash = hashOf(text, chainKey)
  const line = `${text.slice(0, -1)},"hash":"${hash}"}`
  return { entry: { ...unhashed, hash }, line, head: { entries: unhashed.sequence, hash } }
}

/** A line read back. */
export interface ReadEntry {
  readonly sequence: unknown
  readonly previous: unknown
  readonly hash: string
  /** Whether the hash is that of the line. */
  readonly isIntact: boolean
}

/** `null` when the line is no entry. */
export function readEntry(line: string, chainKey: string | undefined): ReadEntry | null {
  const [, start, hash] = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/s.exec(line) ?? []
  if (start === undefined || hash === undefined) return null
  const text = `${start}}`
  const entry = parsed(text)
  if (typeof entry !== 'object' || entry === null) return null
  return {
    sequence: Reflect.get(entry, 'sequence'),
    previous: Reflect.get(entry, 'previous'),
    hash,
    isIntact: isSameSignature(hash, hashOf(text, chainKey)),
  }
}

/** SHA-256, which anybody can compute, or with a key an HMAC, which only its holder can. */
function hashOf(text: string, chainKey: string | undefined): string {
  const hash = chainKey === undefined ? createHash('sha256') : createHmac('sha256', chainKey)
  return hash.update(text, 'utf8').digest('hex')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
