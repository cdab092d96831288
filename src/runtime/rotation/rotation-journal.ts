/** Answers: how far had a rotation come when it was interrupted? Holds the names of steps and times, never a key. */

import { createReadStream } from 'node:fs'

import { RotationError } from '../errors.ts'
import { AppendFile } from '../files/append-file.ts'
import { lockFile, type FileLock } from '../files/file-lock.ts'
import { linesOf } from '../files/lines-of.ts'
import { rotationSteps, type RotatedKey, type RotationStep } from './rotation-instructions.ts'

/** `carried`: the step gave a value that only this process knew. */
export type StepState = 'started' | 'finished' | 'finished_carried'

/** The journal of one rotation, in a file of mode 0600; what `note` has resolved for is on the disk. */
export interface RotationJournal {
  readonly startedAt: string
  stateOf(step: RotationStep): StepState | null
  note(step: RotationStep, state: StepState): Promise<void>
  close(): Promise<void>
}

interface Header {
  readonly rotation: RotatedKey | 'key'
  readonly startedAt: string
}

interface Entry {
  readonly step: RotationStep
  readonly state: StepState
  readonly at: string
}

/**
 * Opens the journal of an interrupted rotation, or begins a new one.
 *
 * @throws {RotationError} `journal_locked`, `journal_mismatch` or `journal_unavailable`.
 */
export async function openRotationJournal(
  path: string,
  key: RotatedKey | null,
  isoNow: () => string,
): Promise<RotationJournal> {
  const lock = await orUnavailable(() => lockFile(path))
  if (lock === null) throw failure('journal_locked', 'Another run is using this journal.')
  try {
    return await openLocked(path, key, isoNow, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openLocked(
  path: string,
  key: RotatedKey | null,
  isoNow: () => string,
  lock: FileLock,
): Promise<RotationJournal> {
  const found = await orUnavailable(() => readJournal(path))
  const header = found.header ?? { rotation: key ?? 'key', startedAt: isoNow() }
  if (header.rotation !== (key ?? 'key'))
    throw failure('journal_mismatch', `It is of another key: \`${header.rotation}\`.`)
  const file = await orUnavailable(() => AppendFile.open(path, found.length))
  const append = (line: Header | Entry) => orUnavailable(() => file.append(`${JSON.stringify(line)}\n`))
  if (found.header === null) await append(header)
  const { states } = found
  return {
    startedAt: header.startedAt,
    stateOf: (step) => states.get(step) ?? null,
    async note(step, state) {
      await append({ step, state, at: isoNow() })
      states.set(step, state)
    },
    async close() {
      await file.close().catch(() => undefined)
      await lock.release()
    },
  }
}

interface FoundJournal {
  readonly header: Header | null
  readonly states: Map<RotationStep, StepState>
  /** In bytes, up to the end of the last whole line. */
  readonly length: number
}

/** A last line without its end was being written when the process ended: it is cut off. */
async function readJournal(path: string): Promise<FoundJournal> {
  let header: Header | null = null
  let length = 0
  const states = new Map<RotationStep, StepState>()
  try {
    for await (const { text, isComplete, end } of linesOf(
      createReadStream(path) as AsyncIterable<Uint8Array>,
    )) {
      if (!isComplete) break
      length = end
      const line = parse(text)
      if (header === null && isHeader(line)) header = line
      else if (header !== null && isEntry(line)) states.set(line.step, line.state)
      else throw failure('journal_mismatch', 'It is no journal of a rotation, or was changed by hand.')
    }
  } catch (error) {
    if (!(typeof error === 'object' && error !== null && Reflect.get(error, 'code') === 'ENOENT')) throw error
  }
  return { header, states, length }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

function isHeader(
  line: Readonly<Record<string, unknown>>,
): line is Readonly<Record<string, unknown>> & Header {
  return typeof line.rotation === 'string' && typeof line.startedAt === 'string'
}

function isEntry(line: Readonly<Record<string, unknown>>): line is Readonly<Record<string, unknown>> & Entry {
  const isState = ['started', 'finished', 'finished_carried'].includes(String(line.state))
  return isState && rotationSteps.some((step) => step === line.step)
}

async function orUnavailable<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof RotationError) throw error
    throw failure(
      'journal_unavailable',
      'It could not be read or written. Check its folder and its permissions.',
    )
  }
}

function failure(
  code: 'journal_locked' | 'journal_mismatch' | 'journal_unavailable',
  why: string,
): RotationError {
  return new RotationError(code, `The journal of the rotation cannot be used. ${why}`, null)
}
