/** Answers: which step of a rotation is next, and may it be taken? */

import { RotationError, type RotationErrorCode } from '../errors.ts'
import { describeFailure, requestFailureOf } from '../request-failure.ts'
import type { RotateKeyOptions, RotationEvent, RotationRecord, RotationSummary } from './rotate-key.ts'
import {
  instructionsFor,
  lostKeyInstructions,
  rotationSteps,
  type RotationStep,
} from './rotation-instructions.ts'
import type { RotationJournal } from './rotation-journal.ts'

/** One run of a rotation, which may have been begun by earlier ones. */
export class Rotation {
  readonly #options: RotateKeyOptions
  readonly #journal: RotationJournal
  readonly #isoNow: () => string
  #created: unknown = undefined

  constructor(options: RotateKeyOptions, journal: RotationJournal, isoNow: () => string) {
    this.#options = options
    this.#journal = journal
    this.#isoNow = isoNow
  }

  async run(): Promise<RotationSummary> {
    const open = rotationSteps.filter((step) => !this.#isFinished(step))
    const skipped = rotationSteps.filter((step) => !open.includes(step))
    for (const step of skipped) this.#tell(step, 'skipped')
    if (open.length > 0) await this.#runSteps(open)
    const { startedAt } = this.#journal
    return { completed: open, skipped, startedAt, completedAt: this.#isoNow() }
  }

  async #runSteps(open: readonly RotationStep[]): Promise<void> {
    if (!(await this.#record('rotation_started', {})))
      throw stopped('audit_unavailable', 'The audit trail could not be written, so nothing was done', null)
    for (const step of open) {
      try {
        await this.#take(step)
      } catch (error) {
        this.#tell(step, 'failed', error)
        const failure = error instanceof RotationError ? error : failedStep(step, error)
        await this.#record('rotation_failed', { step, code: failure.code })
        throw failure
      }
    }
    await this.#record('rotation_completed', {})
  }

  async #take(step: RotationStep): Promise<void> {
    if (step === 'create') await this.#assertNothingLost()
    if (step === 'revoke' && !this.#isFinished('verify'))
      throw stopped('not_verified', 'The old key is not revoked before the new one was verified', step)
    this.#tell(step, 'started')
    await this.#journal.note(step, 'started')
    const action = this.#options.steps?.[step]
    if (action === undefined) {
      await this.#confirm(instructionsFor(step, this.#options.key ?? null), step)
    } else {
      const result = await action({ step, created: this.#created })
      if (step === 'verify' && isNo(result))
        throw stopped(
          'not_verified',
          'The new key did not pass its verification; the old one is still in use',
          step,
        )
      if (step === 'create') this.#created = result
    }
    const isCarried = step === 'create' && this.#created !== undefined
    await this.#journal.note(step, isCarried ? 'finished_carried' : 'finished')
    this.#tell(step, 'finished')
  }

  /** A key that was made and not stored before the process ended is lost, unless somebody made it by hand. */
  #isFinished(step: RotationStep): boolean {
    const state = this.#journal.stateOf(step)
    if (state !== 'finished_carried') return state === 'finished'
    return this.#created !== undefined || this.#journal.stateOf('store') === 'finished'
  }

  async #assertNothingLost(): Promise<void> {
    const state = this.#journal.stateOf('create')
    if (state === null || this.#options.steps?.create === undefined) return
    if (this.#options.confirm === undefined) throw stopped('created_key_lost', lostKeyInstructions, 'create')
    await this.#confirm(lostKeyInstructions, 'create')
  }

  async #confirm(instructions: string, step: RotationStep): Promise<void> {
    const answer: unknown = await this.#options.confirm?.(instructions, step)
    if (answer !== true) throw stopped('not_confirmed', `Nobody confirmed that \`${step}\` is done`, step)
  }

  async #record(
    action: RotationRecord['action'],
    details: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const { audit, member, key = 'key', reason } = this.#options
    const actor = this.#options.actor ?? member?.id
    try {
      await audit?.record({
        action,
        ...(actor === undefined ? {} : { actor }),
        resource: key,
        ...(reason === undefined ? {} : { reason }),
        ...(Object.keys(details).length === 0 ? {} : { details }),
      })
      return true
    } catch {
      return false
    }
  }

  #tell(step: RotationStep, state: RotationEvent['state'], error: unknown = null): void {
    try {
      this.#options.onStep?.({ step, state, error })
    } catch {
      // Whoever listens cannot stop a rotation halfway.
    }
  }
}

/** `false`, or an answer that says `ok: false`. */
function isNo(result: unknown): boolean {
  return (
    result === false || (typeof result === 'object' && result !== null && Reflect.get(result, 'ok') === false)
  )
}

/** What the step threw stays out of the text: it may quote the key. */
function failedStep(step: RotationStep, error: unknown): RotationError {
  const failure = requestFailureOf(error, 0)
  const isKnown = failure.statusCode !== null || failure.timedOut || failure.networkCode !== null
  const because = isKnown ? ` (${describeFailure(failure)})` : ''
  return stopped('step_failed', `The step \`${step}\` failed${because}. Its error went to \`onStep\``, step)
}

function stopped(code: RotationErrorCode, message: string, step: RotationStep | null): RotationError {
  return new RotationError(code, /[.?!]$/.test(message) ? message : `${message}.`, step)
}
