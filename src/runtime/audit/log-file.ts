/** Answers: how do the entries of an audit log come into files, and which files are they? */

import { open, readdir, rename, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { AppendFile } from '../files/append-file.ts'
import { lockFile, type FileLock } from '../files/file-lock.ts'

/**
 * Writes the lines that follow the last one of the log. What stands after its last whole line was left by a crash, before
 * anybody was told that it is recorded, and is cut off.
 *
 * @throws {AuditLogError} when the file cannot be written; nothing is recorded then.
 */
export async function appendToLogFile(
  path: string,
  maxBytes: number,
  build: (lastLine: string | null) => readonly string[],
): Promise<void> {
  const lock = await orUnavailable(() => waitForLock(path))
  try {
    const tail = await orUnavailable(() => tailOf(path))
    const lastLine = tail.lastLine ?? (await orUnavailable(() => lastRotatedLine(path)))
    const text = build(lastLine)
      .map((line) => `${line}\n`)
      .join('')
    if (text !== '') await orUnavailable(() => write(path, text, tail.end, maxBytes))
  } finally {
    await lock.release()
  }
}

/** The files of a log that exist, oldest first: those set aside, and the one that is written. */
export async function logFilesOf(path: string): Promise<string[]> {
  const rotated = await rotatedFiles(path)
  const { size } = await stat(path).catch(() => ({ size: null }))
  return size === null && rotated.length > 0 ? rotated : [...rotated, path]
}

async function write(path: string, text: string, end: number, maxBytes: number): Promise<void> {
  const isFull = end > 0 && end + Buffer.byteLength(text) > maxBytes
  if (isFull) {
    await (await AppendFile.open(path, end)).close()
    await rename(path, await nextRotatedFile(path))
  }
  const file = await AppendFile.open(path, isFull ? 0 : end)
  try {
    await file.append(text)
  } finally {
    await file.close()
  }
}

/** Others hold it only while they write. */
async function waitForLock(path: string): Promise<FileLock> {
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += betweenTriesMs) {
    const lock = await lockFile(path)
    if (lock !== null) return lock
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs))
  }
  throw new AuditLogError(
    'log_locked',
    'The audit log is held by another process. If it is known to have ended, remove the `.lock` file beside the log.',
  )
}

interface Tail {
  readonly lastLine: string | null
  /** Where the last whole line ends. */
  readonly end: number
}

async function tailOf(path: string): Promise<Tail> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { lastLine: null, end: 0 }
    throw error
  }
  try {
    const { size } = await file.stat()
    return await tailWithin(file, size)
  } finally {
    await file.close()
  }
}

/** Reads from the end, more and more, until there is a whole line. */
async function tailWithin(file: FileHandle, size: number): Promise<Tail> {
  for (let length = Math.min(size, firstReadBytes); ; length = Math.min(size, length * 2)) {
    const start = size - length
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
    const bytes = buffer.subarray(0, bytesRead)
    const last = bytes.lastIndexOf(lineFeed)
    const before = last > 0 ? bytes.lastIndexOf(lineFeed, last - 1) : -1
    if (start > 0 && before < 0) continue
    if (last < 0) return { lastLine: null, end: 0 }
    return { lastLine: bytes.toString('utf8', before + 1, last), end: start + last + 1 }
  }
}

async function lastRotatedLine(path: string): Promise<string | null> {
  const newest = (await rotatedFiles(path)).at(-1)
  return newest === undefined ? null : (await tailOf(newest)).lastLine
}

async function rotatedFiles(path: string): Promise<string[]> {
  const name = basename(path)
  const entries = await readdir(dirname(path)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  return entries
    .filter((entry) => entry.startsWith(`${name}.`) && /^\d{6,}$/.test(entry.slice(name.length + 1)))
    .sort((one, other) => numberOf(one) - numberOf(other))
    .map((entry) => join(dirname(path), entry))
}

async function nextRotatedFile(path: string): Promise<string> {
  const newest = (await rotatedFiles(path)).at(-1)
  const number = newest === undefined ? 1 : numberOf(newest) + 1
  return `${path}.${String(number).padStart(6, '0')}`
}

function numberOf(file: string): number {
  return Number(file.slice(file.lastIndexOf('.') + 1))
}

/** Errors of the file system name the path; of them only the code is told. */
async function orUnavailable<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    if (error instanceof AuditLogError) throw error
    const code = codeOf(error)
    const why = typeof code === 'string' ? ` (${code})` : ''
    throw new AuditLogError('log_unavailable', `The audit log could not be written${why}.`)
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
}

const firstReadBytes = 65_536
const lineFeed = 0x0a
const longestWaitMs = 10_000
const betweenTriesMs = 10
