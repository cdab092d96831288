/** Answers: who was erased by this run before it was interrupted? */

import { createHmac, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { DeletionError } from '../errors.ts'
import { AppendFile } from '../files/append-file.ts'
import { lockFile, type FileLock } from '../files/file-lock.ts'
import { linesOf, type Line } from '../files/lines-of.ts'
import { isSameSignature } from '../webhook-signatures.ts'

/** The people whom a run has erased, as digests: in memory, and on the disk before they count as erased. */
export interface DeletionJournal {
  digestOf(id: string | number): string
  has(digest: string): boolean
  /**
   * @throws {DeletionError} `journal_unavailable` when it could not be written.
   */
  add(digest: string): Promise<void>
  close(options: { remove: boolean }): Promise<void>
}

/** The first line: what the file is, and the key of its digests or the means to tell whether a key is the right one. */
interface Header {
  readonly journal: typeof journalName
  readonly version: 1
  readonly key?: string
  readonly keyCheck?: string
}

/**
 * Opens the journal of an interrupted run, or begins a new one (mode 0600).
 *
 * @param key The key of the digests; without one, a random key in the file's first line.
 * @throws {DeletionError} `journal_locked`, `journal_mismatch` or `journal_unavailable`.
 */
export async function openDeletionJournal(path: string, key: string | null): Promise<DeletionJournal> {
  const lock = await orUnavailable(() => lockFile(path))
  if (lock === null) {
    throw new DeletionError(
      'journal_locked',
      'Another run is using this journal. If it is known to have ended, remove the `.lock` file beside the journal.',
    )
  }
  try {
    return await openLocked(path, key, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openLocked(path: string, key: string | null, lock: FileLock): Promise<DeletionJournal> {
  const found = await orUnavailable(() => readJournal(path))
  const header = found.header ?? newHeader(key)
  const digestKey = keyOf(header, key)
  const file = await orUnavailable(() => AppendFile.open(path, found.length))
  if (found.header === null) await orUnavailable(() => file.append(`${JSON.stringify(header)}\n`))
  const { digests } = found
  return {
    digestOf: (id) => digestOf(digestKey, String(id)),
    has: (digest) => digests.has(digest),
    async add(digest) {
      await orUnavailable(() => file.append(`${JSON.stringify({ erased: digest })}\n`))
      digests.add(digest)
    },
    async close({ remove }) {
      await orUnavailable(async () => {
        await file.close()
        if (remove) await rm(path, { force: true })
      })
      await lock.release()
    },
  }
}

interface FoundJournal {
  /** `null` when there is no journal yet, or its first line was not finished. */
  readonly header: Header | null
  readonly digests: Set<string>
  /** Where its last whole line ends. */
  readonly length: number
}

/** Lines that are no digests, torn or spoilt, name nobody: whoever was meant is erased once more, which does no harm. */
async function readJournal(path: string): Promise<FoundJournal> {
  const digests = new Set<string>()
  let header: Header | null = null
  let length = 0
  for await (const line of linesOf(existingFile(path))) {
    if (length === 0) header = headerOf(line)
    else if (line.isComplete) addDigest(digests, line.text)
    if (line.isComplete) length = line.end
  }
  return { header, digests, length }
}

async function* existingFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** What is not a journal is not written to: the path may be a mistake. */
function headerOf(line: Line): Header | null {
  const start = `{"journal":"${journalName}",`
  if (!line.isComplete && (start.startsWith(line.text) || line.text.startsWith(start))) return null
  const header = parsed(line.text) as Partial<Header> | null
  if (line.isComplete && header?.journal === journalName && header.version === 1) return header as Header
  throw new DeletionError('journal_mismatch', 'The file given as `journal` is not a journal of erasures.')
}

function addDigest(digests: Set<string>, text: string): void {
  const line = parsed(text)
  const digest: unknown = typeof line === 'object' && line !== null ? Reflect.get(line, 'erased') : null
  if (typeof digest === 'string') digests.add(digest)
}

function newHeader(key: string | null): Header {
  const start = { journal: journalName, version: 1 } as const
  return key === null
    ? { ...start, key: randomBytes(32).toString('base64url') }
    : { ...start, keyCheck: digestOf(key, journalName) }
}

function keyOf(header: Header, key: string | null): string {
  if (typeof header.key === 'string') return header.key
  if (key !== null && isSameSignature(header.keyCheck ?? '', digestOf(key, journalName))) return key
  throw new DeletionError(
    'journal_mismatch',
    'The journal was begun with another key. Resume with the same `journalKey` (or `CUSTOMERIO_PII_KEY`), for otherwise nobody in it would be recognised.',
  )
}

/** 128 bits of an HMAC: enough that no two people meet, and little memory for millions of them. */
function digestOf(key: string, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest().subarray(0, 16).toString('base64url')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Errors of the file system name the path; of them only the code is told. */
async function orUnavailable<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    if (error instanceof DeletionError) throw error
    const code = codeOf(error)
    const why = typeof code === 'string' ? ` (${code})` : ''
    throw new DeletionError('journal_unavailable', `The journal could not be read or written${why}.`)
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
}

const journalName = 'customerio-erasures'
