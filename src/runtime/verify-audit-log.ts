/** Answers: is the audit trail as it was written? */

import { emptyHead, readEntry } from './audit/audit-chain.ts'
import type { AuditHead } from './create-audit-log.ts'
import { linesOf } from './files/lines-of.ts'

/** What is wrong with a log. */
export type AuditFault =
  | 'malformed_entry'
  | 'unfinished_entry'
  | 'wrong_hash'
  | 'wrong_sequence'
  | 'wrong_previous'
  | 'missing_entries'
  | 'head_mismatch'

export interface AuditVerdict {
  readonly valid: boolean
  /** How many entries hold, from the first. */
  readonly entries: number
  /** The number of the first entry that does not, from 1; `null` in a valid log. */
  readonly brokenAt: number | null
  readonly reason: AuditFault | null
}

/**
 * A path (what `fileSink` has set aside from it is read too), a list of paths or of lines in order, a stream or an iterable of text or
 * bytes. A text that begins with `{` is the log itself.
 */
export type AuditSource = string | URL | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

export interface VerifyAuditLogOptions {
  /** The key of the chain, where the log has one. */
  readonly chainKey?: string | undefined
  /** What `head()` of the log gave and the application stored elsewhere: the log must reach so far, with that hash. */
  readonly head?: AuditHead | PromiseLike<AuditHead> | undefined
  /** The head after which the source begins, where earlier files were archived; default: the source begins with entry 1. */
  readonly after?: AuditHead | undefined
}

/**
 * Reads an audit log and tells whether each entry is whole and follows the one before. An empty log is valid. Needs no memory
 * for long logs.
 *
 * @throws {TypeError} when the source is none.
 * @throws the file system's error when a file cannot be read.
 *
 * @example
 * const { valid, brokenAt, reason } = await verifyAuditLog('audit.jsonl', { chainKey })
 */
export async function verifyAuditLog(
  source: AuditSource,
  options: VerifyAuditLogOptions = {},
): Promise<AuditVerdict> {
  const { chainKey, after = emptyHead } = options
  if (chainKey !== undefined && (typeof chainKey !== 'string' || chainKey === ''))
    throw new TypeError('`chainKey` must be a string that is not empty.')
  const awaited = (await options.head) ?? after
  let head = after
  const broken = (reason: AuditFault): AuditVerdict => ({
    valid: false,
    entries: head.entries - after.entries,
    brokenAt: head.entries + 1,
    reason,
  })
  for await (const { text, isComplete } of linesOf(textOf(source))) {
    if (isComplete && text === '') continue
    const next = isComplete ? headAfter(text, head, chainKey) : 'unfinished_entry'
    if (typeof next === 'string') return broken(next)
    head = next
    if (head.entries === awaited.entries && head.hash !== awaited.hash)
      return { ...broken('head_mismatch'), brokenAt: head.entries }
  }
  if (head.entries < awaited.entries) return broken('missing_entries')
  return { valid: true, entries: head.entries - after.entries, brokenAt: null, reason: null }
}

/** The head that the line makes of the one before, or why it does not follow it. */
function headAfter(line: string, head: AuditHead, chainKey: string | undefined): AuditHead | AuditFault {
  const entry = readEntry(line, chainKey)
  if (entry === null) return 'malformed_entry'
  if (!entry.isIntact) return 'wrong_hash'
  if (entry.sequence !== head.entries + 1) return 'wrong_sequence'
  return entry.previous === head.hash ? { entries: head.entries + 1, hash: entry.hash } : 'wrong_previous'
}

async function* textOf(source: unknown): AsyncGenerator<string | Uint8Array> {
  if (typeof source === 'string' || source instanceof URL) {
    yield* textOrFiles(source, 'with those set aside')
    return
  }
  if (typeof source !== 'object' || source === null || !isIterable(source))
    throw new TypeError('`verifyAuditLog` reads a path, lines, or a stream of text or bytes.')
  const isStream = Symbol.asyncIterator in source
  for await (const part of source) {
    if (typeof part !== 'string' || isStream) yield closed(part)
    else yield* textOrFiles(part, 'alone')
  }
}

async function* textOrFiles(
  source: string | URL,
  which: 'alone' | 'with those set aside',
): AsyncGenerator<string | Uint8Array> {
  if (typeof source === 'string' && /^\s*(?:\{|$)/.test(source)) {
    yield closed(source)
    return
  }
  const { readLogFiles } = await import('./audit/read-log-files.ts')
  yield* readLogFiles(source, which === 'alone')
}

/** Sources of lines, such as rows of a database, have no line feeds. A blank line between two entries says nothing. */
function closed(part: string | Uint8Array): string | Uint8Array {
  return typeof part === 'string' && /,"hash":"[0-9a-f]{64}"\}$/.test(part) ? `${part}\n` : part
}

function isIterable(source: object): source is AsyncIterable<string | Uint8Array> {
  return Symbol.asyncIterator in source || Symbol.iterator in source
}
