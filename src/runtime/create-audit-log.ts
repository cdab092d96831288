/** Answers: how is it recorded who did what to whom, and why, so that a change is noticed? */

import { chainedEntry, emptyHead, readEntry } from './audit/audit-chain.ts'
import { contentOf, type AuditContent } from './audit/audit-content.ts'
import { rememberingSink, type AuditFunction, type AuditSink } from './audit/audit-sink.ts'
import { AuditLogError } from './errors.ts'

/** What is to be recorded. */
export interface AuditRecord {
  /** Such as `erasure_started`. */
  readonly action: string
  /** Who did it: a member of the staff, a service. */
  readonly actor?: string | undefined
  /** To whom: an id or an e-mail address, of which only a keyed hash is written. */
  readonly subject?: string | number | undefined
  readonly resource?: string | undefined
  readonly reason?: string | undefined
  readonly details?: Readonly<Record<string, string | number | boolean | null>> | undefined
}

/** An entry as it is written, one line of JSON each. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly sequence: number
  /** ISO 8601. */
  readonly time: string
  readonly action: string
  readonly actor?: string
  /** `hashPii(subject, subjectKey)`. */
  readonly subject?: string
  readonly resource?: string
  readonly reason?: string
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
  /** The hash of the entry before; zeros in the first. */
  readonly previous: string
  /** SHA-256 of all that stands before it in the line, with `chainKey` an HMAC. */
  readonly hash: string
}

/** How far a log reaches. Stored elsewhere, it shows whether the last entries were cut off. */
export interface AuditHead {
  readonly entries: number
  readonly hash: string
}

export interface AuditLogOptions {
  /** Where the lines go: `fileSink(path)`, `streamSink(stream)` or a function that gets each line. */
  readonly sink: AuditSink | AuditFunction
  /** The key of the hashes of people. */
  readonly subjectKey: string
  /** A key for the chain: whoever can write the log but has not this key cannot mend a chain they broke. */
  readonly chainKey?: string | undefined
  /** Whether actors are written as keyed hashes too; default false. */
  readonly hashActors?: boolean | undefined
  /** Where the log ended before; needed when it is continued by a function, a stream, or a new file. */
  readonly head?: AuditHead | undefined
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: (() => number) | undefined
}

export interface AuditLog {
  /**
   * Resolves when the entry is written; many may be recorded at the same time.
   *
   * @throws {AuditLogError} when the log cannot be written or continued.
   * @throws {TypeError} when the record is unusable.
   */
  record(record: AuditRecord): Promise<AuditEntry>
  /**
   * How far the log reaches, for `verifyAuditLog`. Reads it from a file; for a function or a stream it is what this process
   * has written, or `head` of the options.
   *
   * @throws {AuditLogError} when the log cannot be read or continued.
   */
  head(): Promise<AuditHead>
}

/**
 * An audit trail: JSON lines, each with the hash of the one before, so that `verifyAuditLog` finds a line that was changed,
 * removed or put in. People are written as keyed hashes.
 *
 * @throws {TypeError} when an option is unusable.
 *
 * @example
 * const audit = createAuditLog({ sink: fileSink('audit.jsonl'), subjectKey: process.env.AUDIT_SUBJECT_KEY ?? '' })
 */
export function createAuditLog(options: AuditLogOptions): AuditLog {
  assertKey('subjectKey', options.subjectKey)
  if (options.chainKey !== undefined) assertKey('chainKey', options.chainKey)
  const log = new ChainedLog(options, sinkOf(options.sink))
  return {
    record: (record) => log.record(record),
    head: () => log.head(),
  }
}

interface Waiting {
  readonly content: AuditContent
  readonly resolve: (entry: AuditEntry) => void
  readonly reject: (error: unknown) => void
}

class ChainedLog {
  readonly #options: AuditLogOptions
  readonly #sink: AuditSink
  /** Where the log ends, and the line that ends there. */
  #end: { readonly head: AuditHead; readonly lastLine: string | null }
  #waiting: Waiting[] = []
  #isWriting = false

  constructor(options: AuditLogOptions, sink: AuditSink) {
    this.#options = options
    this.#sink = sink
    this.#end = { head: options.head ?? emptyHead, lastLine: null }
  }

  async head(): Promise<AuditHead> {
    await this.#write([])
    return this.#end.head
  }

  async record(record: AuditRecord): Promise<AuditEntry> {
    const content = contentOf(record, this.#options)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ content, resolve, reject })
      if (!this.#isWriting) void this.#writeAll()
    })
  }

  /** Those that come while others are written go together, where the sink takes it. */
  async #writeAll(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#sink.takesBatches ? mostInABatch : 1)
      try {
        const entries = await this.#write(batch.map(({ content }) => content))
        for (const [index, entry] of entries.entries()) batch[index]?.resolve(entry)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#isWriting = false
  }

  /** The head moves when the lines are safe, not before. */
  async #write(contents: readonly AuditContent[]): Promise<readonly AuditEntry[]> {
    const { chainKey } = this.#options
    const entries: AuditEntry[] = []
    let { head, lastLine } = this.#end
    await this.#sink.append((found) => {
      ;({ head, lastLine } = this.#end)
      if (found !== null && found !== lastLine) head = this.#headAt(found)
      lastLine = found ?? lastLine
      return contents.map((content) => {
        const chained = chainedEntry(content, head, chainKey)
        entries.push(chained.entry)
        ;({ head, line: lastLine } = chained)
        return chained.line
      })
    })
    this.#end = { head, lastLine }
    return entries
  }

  /** Where others, or this application before it was started anew, have ended. */
  #headAt(line: string): AuditHead {
    const last = readEntry(line, this.#options.chainKey)
    if (last?.isIntact !== true || typeof last.sequence !== 'number') {
      throw new AuditLogError(
        'log_broken',
        'The last entry of the audit log was changed, or has another `chainKey`: it is not continued. Look into it with `verifyAuditLog`.',
      )
    }
    const { entries, hash } = this.#end.head
    const wasCut = last.sequence < entries || (last.sequence === entries && last.hash !== hash)
    if (wasCut) {
      throw new AuditLogError(
        'log_broken',
        'The audit log ends before an entry that was written to it: it is not continued. Look into it with `verifyAuditLog`.',
      )
    }
    return { entries: last.sequence, hash: last.hash }
  }
}

function sinkOf(sink: unknown): AuditSink {
  if (typeof sink === 'function') return rememberingSink(sink, sink as AuditFunction)
  if (typeof (sink as Partial<AuditSink> | null | undefined)?.append === 'function') return sink as AuditSink
  throw new TypeError('`sink` must be `fileSink(path)`, `streamSink(stream)` or a function.')
}

function assertKey(name: string, key: unknown): void {
  if (typeof key !== 'string' || key.trim() === '')
    throw new TypeError(`\`${name}\` must be a string that is not empty: is it configured?`)
  if (key !== key.trim())
    throw new TypeError(
      `\`${name}\` begins or ends with white space: it was probably copied with a line break.`,
    )
}

const mostInABatch = 1000
