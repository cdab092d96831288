/** Answers: how is a key replaced so that no request is lost and no step is done twice? */

import type { AccessRecord } from '../access/assert-can.ts'
import { assertMemberMay, type MemberOptions } from '../access/assert-member-may.ts'
import {
  instructionsFor,
  rotationSteps,
  type RotatedKey,
  type RotationStep,
} from './rotation-instructions.ts'
import { openRotationJournal } from './rotation-journal.ts'
import { Rotation } from './rotation.ts'

/** What a step is told. */
export interface RotationContext {
  readonly step: RotationStep
  /** What `create` gave, as long as the process lives: the new key. It is written nowhere. */
  readonly created: unknown
}

/** Does one step. `verify` may give `false`, or an answer of `checkCredentials`, to say that the new key does not work. */
export type RotationAction = (context: RotationContext) => unknown

/** What is written to the audit trail about a rotation. */
export interface RotationRecord {
  readonly action: 'rotation_started' | 'rotation_completed' | 'rotation_failed'
  readonly actor?: string
  /** Which key. */
  readonly resource: string
  readonly reason?: string
  readonly details?: Readonly<Record<string, string>>
}

/** An audit trail, or anything else that keeps records of rotations. */
export interface RotationAudit {
  record(entry: RotationRecord | AccessRecord): unknown
}

/** How a rotation goes on. */
export interface RotationEvent {
  readonly step: RotationStep
  readonly state: 'started' | 'finished' | 'skipped' | 'failed'
  /** What a failed step threw: it may quote the key, so mind where it is logged. */
  readonly error: unknown
}

export interface RotateKeyOptions extends MemberOptions {
  /** What programs do. A step that is absent is done by hand, after `confirm`. */
  readonly steps?: Readonly<Partial<Record<RotationStep, RotationAction>>> | undefined
  /** Path of the journal of this rotation. One file for each rotation, such as `track-key-2026-04.jsonl`. */
  readonly journal: string
  /** Shows somebody what to do by hand, waits, and gives `true` when it is done. Only `true` counts. */
  readonly confirm?: ((instructions: string, step: RotationStep) => boolean | Promise<boolean>) | undefined
  /** Which key, for the instructions and the audit trail. */
  readonly key?: RotatedKey | undefined
  /** Told of every step. What it throws is ignored. */
  readonly onStep?: ((event: RotationEvent) => void) | undefined
  /** Written to before the first step and at the end; if the first entry fails, nothing is done. */
  readonly audit?: RotationAudit | undefined
  /** Who rotates, for the audit trail; default the id of `member`. */
  readonly actor?: string | undefined
  /** Why, for the audit trail. */
  readonly reason?: string | undefined
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** A rotation that is done. */
export interface RotationSummary {
  /** What this call did. */
  readonly completed: readonly RotationStep[]
  /** What earlier calls had done. */
  readonly skipped: readonly RotationStep[]
  /** ISO 8601. */
  readonly startedAt: string
  readonly completedAt: string
}

/**
 * Replaces a key in the order in which no request is lost: create a second key, store it, roll it out, verify it, and only then
 * revoke the old one. Each step is a function or, where it is absent, done by hand: `confirm` gets the instructions. What is
 * finished is in the journal; after a failure or a crash the same call goes on where it stopped. The old key is not revoked
 * unless the new one was verified.
 *
 * @throws {RotationError} when it stops; see `code`. The old key still works then, unless `step` is `revoke`.
 * @throws {AccessDeniedError} when `member` may not `manage_api_keys`.
 * @throws {TypeError} when an option is unusable.
 *
 * @example
 * await rotateKey({ key: 'trackApiKey', steps: { verify }, journal: 'track-key-2026-04.jsonl', confirm })
 */
export async function rotateKey(options: RotateKeyOptions): Promise<RotationSummary> {
  assertOptions(options)
  await assertMemberMay('manage_api_keys', options)
  const { now = Date.now } = options
  const isoNow = () => new Date(now()).toISOString()
  const journal = await openRotationJournal(options.journal, options.key ?? null, isoNow)
  try {
    return await new Rotation(options, journal, isoNow).run()
  } finally {
    await journal.close()
  }
}

function assertOptions(options: RotateKeyOptions): void {
  const { steps = {}, journal, confirm, key, audit } = options
  for (const [step, action] of Object.entries(steps as Readonly<Record<string, unknown>>)) {
    if (
      !rotationSteps.some((known) => known === step) ||
      (action !== undefined && typeof action !== 'function')
    )
      throw new TypeError(`\`steps\` may have functions named ${rotationSteps.join(', ')}.`)
  }
  if (typeof journal !== 'string' || journal.trim() === '')
    throw new TypeError('`journal` must be the path of a file for this rotation.')
  for (const name of ['confirm', 'onStep', 'now'] as const) {
    const value: unknown = options[name]
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`\`${name}\` must be a function.`)
  }
  const manual = rotationSteps.find((step) => steps[step] === undefined)
  if (manual !== undefined && confirm === undefined)
    throw new TypeError(
      `\`confirm\` is needed, for no function does \`${manual}\`. ${instructionsFor(manual, null)}`,
    )
  if (key !== undefined && !['trackApiKey', 'appApiKey'].includes(key))
    throw new TypeError('`key` must be `trackApiKey` or `appApiKey`.')
  if (audit !== undefined && typeof (audit as Partial<RotationAudit> | null)?.record !== 'function')
    throw new TypeError('`audit` must have a method `record`.')
}
