/** Answers: which requests erase one person, in which order, and what is made of their failures? */

import type {
  DeleteCustomerOptions,
  DeletionClient,
  DeletionReceipt,
  ErasureRecord,
} from '../delete-customer.ts'
import { DeletionError, type DeletionErrorCode } from '../errors.ts'
import { describeFailure, requestFailureOf, timeOutFailure, type RequestFailure } from '../request-failure.ts'
import { defaultTimeoutMs, hasRetried, sdkRetriesOf } from '../sdk-retries.ts'

/** What every request of a run passes, so that all of them together keep to a rate. */
export interface RequestGate {
  /** Resolves when the next request may be sent. */
  enter(): Promise<void>
  noteFailure(failure: RequestFailure): void
}

/** For a person who is erased alone. */
const openGate: RequestGate = { enter: () => Promise.resolve(), noteFailure: () => undefined }

type Step = 'suppress' | 'destroy'

/** One person's erasure; made anew for each. */
export class Erasure {
  readonly #client: DeletionClient
  readonly #id: string | number
  readonly #options: DeleteCustomerOptions
  readonly #gate: RequestGate
  readonly #timeoutMs: number
  readonly #maxRetries: number
  readonly #maxRetryAfterSeconds: number
  readonly #now: () => number
  readonly #sleep: (milliseconds: number) => Promise<unknown>

  constructor(
    client: DeletionClient,
    id: string | number,
    options: DeleteCustomerOptions,
    gate: RequestGate = openGate,
  ) {
    this.#client = client
    this.#id = id
    this.#options = options
    this.#gate = gate
    this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs(client)
    this.#maxRetries = options.maxRetries ?? 3
    this.#maxRetryAfterSeconds = options.maxRetryAfterSeconds ?? defaultMaxRetryAfterSeconds
    this.#now = options.now ?? Date.now
    this.#sleep = options.sleep ?? sleep
  }

  async run(): Promise<DeletionReceipt> {
    const startedAt = this.#isoNow()
    if (!(await this.#record('erasure_started', {}))) {
      throw new DeletionError(
        'audit_unavailable',
        'The audit trail could not be written, so nothing was deleted.',
        { statusCode: null, timedOut: false, retryAfterSeconds: null, suppressed: false, audited: false },
      )
    }
    await this.#do('suppress')
    await this.#do('destroy')
    const audited = await this.#record('erasure_completed', {})
    return {
      id: this.#id,
      suppressed: true,
      destroyed: true,
      startedAt,
      completedAt: this.#isoNow(),
      audited: this.#options.audit === undefined ? null : audited,
    }
  }

  async #do(step: Step): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      await this.#gate.enter()
      const failure = await this.#try(step)
      // Suppressing has deleted the profile: that there is none left to destroy is what was wanted.
      if (failure === null || (step === 'destroy' && failure.statusCode === 404)) return
      this.#gate.noteFailure(failure)
      const waitSeconds = attempt < this.#maxRetries ? this.#waitBeforeRetry(failure, attempt) : null
      if (waitSeconds === null) throw await this.#errorOf(step, failure)
      await this.#sleep(waitSeconds * 1000)
    }
  }

  /** `null` when the request succeeded. Both majors of the SDK also throw before there is a promise. */
  async #try(step: Step): Promise<(RequestFailure & { wasRetried: boolean }) | null> {
    try {
      const isDone = await endsInTime(async () => this.#client[step](this.#id), this.#timeoutMs)
      return isDone ? null : { ...timeOutFailure, wasRetried: false }
    } catch (error) {
      const failure = requestFailureOf(error, this.#now())
      return {
        ...failure,
        wasRetried: hasRetried(sdkRetriesOf(this.#client, error), failure.retryAfterSeconds),
      }
    }
  }

  /** Seconds to wait before the request is repeated, `null` where it is not. */
  #waitBeforeRetry(failure: RequestFailure & { wasRetried: boolean }, attempt: number): number | null {
    if (failure.statusCode !== 429 || failure.wasRetried) return null
    const seconds = failure.retryAfterSeconds ?? 2 ** attempt
    return seconds <= this.#maxRetryAfterSeconds ? seconds : null
  }

  async #errorOf(step: Step, failure: RequestFailure): Promise<DeletionError> {
    const code: DeletionErrorCode = step === 'suppress' ? 'suppress_failed' : 'destroy_failed'
    const { statusCode, timedOut, retryAfterSeconds } = failure
    const isRecorded = await this.#record('erasure_failed', { step, statusCode, timedOut })
    const what =
      step === 'suppress'
        ? 'The person could not be suppressed, so they were not destroyed either'
        : 'The person was suppressed, but could not be destroyed'
    return new DeletionError(code, `${what}: ${describeFailure(failure)}.`, {
      statusCode,
      timedOut,
      retryAfterSeconds,
      suppressed: step === 'destroy',
      audited: this.#options.audit === undefined ? null : isRecorded,
    })
  }

  /** Whether the audit trail took the entry, or there is none to take it. */
  async #record(action: ErasureRecord['action'], facts: ErasureRecord['details']): Promise<boolean> {
    const { audit, actor, reason, region } = this.#options
    if (audit === undefined) return true
    const details = region === undefined ? facts : { ...facts, region }
    try {
      await audit.record({
        action,
        subject: String(this.#id),
        ...(actor === undefined ? {} : { actor }),
        ...(reason === undefined ? {} : { reason }),
        ...(details === undefined || Object.keys(details).length === 0 ? {} : { details }),
      })
      return true
    } catch {
      return false
    }
  }

  #isoNow(): string {
    return new Date(this.#now()).toISOString()
  }
}

/** The longest `Retry-After` that is waited for unless the caller says otherwise. */
export const defaultMaxRetryAfterSeconds = 120

/** Waits with a timer. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Whether the request ended in time. What ends later is not waited for, and cannot become an unhandled rejection. */
async function endsInTime(request: () => Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeOut = new Promise<false>((resolve) => {
    if (timeoutMs <= longestTimerMs)
      timer = setTimeout(() => {
        resolve(false)
      }, timeoutMs)
  })
  try {
    return await Promise.race([request().then(() => true), timeOut])
  } finally {
    clearTimeout(timer)
  }
}

/** Node's timers run out at once when they are longer. */
const longestTimerMs = 2 ** 31 - 1
