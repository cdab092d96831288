/** Answers: how is a person erased so that they stay erased? */

import { DeletionError, type DeletionErrorCode } from './errors.ts'
import { describeFailure, requestFailureOf, timeOutFailure, type RequestFailure } from './request-failure.ts'
import { defaultTimeoutMs, hasRetried, sdkRetriesOf } from './sdk-retries.ts'

/** What is needed of a `TrackClient` of customerio-node 4 or 5. */
export interface DeletionClient {
  suppress(id: string | number): Promise<unknown>
  destroy(id: string | number): Promise<unknown>
}

/** What is written to the audit trail about an erasure. */
export interface ErasureRecord {
  readonly action: 'erasure_started' | 'erasure_completed' | 'erasure_failed'
  readonly subject: string
  readonly actor?: string
  readonly reason?: string
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

/** An audit trail, or anything else that keeps records of erasures. */
export interface ErasureAudit {
  record(entry: ErasureRecord): unknown
}

export interface DeleteCustomerOptions {
  /** Written to before the first request and after the last one; if the first entry fails, nothing is deleted. */
  readonly audit?: ErasureAudit | undefined
  /** Who asked for the erasure, for the audit trail. */
  readonly actor?: string | undefined
  /** Why, for the audit trail. */
  readonly reason?: string | undefined
  /** Where the workspace is, for the audit trail; requests go where the client sends them. */
  readonly region?: string | undefined
  /**
   * How many milliseconds one call of the SDK may take, its own retries included; default 10 000 for a client that does
   * not retry (customerio-node 4), the time that its retries may take for one that does (5.x: 71 000).
   */
  readonly timeoutMs?: number | undefined
  /** How often a request is repeated after 429, where the SDK did not do so itself; default 3. */
  readonly maxRetries?: number | undefined
  /** The longest `Retry-After` that is waited for, in seconds; default 120. */
  readonly maxRetryAfterSeconds?: number | undefined
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: (() => number) | undefined
  /** Waits; default a timer. */
  readonly sleep?: ((milliseconds: number) => Promise<unknown>) | undefined
}

/** An erasure that is done. */
export interface DeletionReceipt {
  readonly id: string | number
  readonly suppressed: true
  readonly destroyed: true
  /** ISO 8601. */
  readonly startedAt: string
  readonly completedAt: string
  /** Whether the audit trail has both entries; `null` without one. */
  readonly audited: boolean | null
}

/**
 * Erases a person: suppresses the identifier, which deletes the profile and keeps it from coming back, then destroys what may
 * be left. Waits as long as `Retry-After` asks after 429, unless the SDK has done so itself.
 *
 * @param client A `TrackClient`.
 * @param id The person's id, e-mail address or `cio_…`.
 * @throws {DeletionError} when a step failed; see `code`. Holds no id and no text of the server, so it can be logged.
 * @throws {TypeError} when the client, the id or an option is unusable.
 *
 * @example
 * const receipt = await deleteCustomer(trackClient, 'user-17', { actor: 'support', reason: 'GDPR request' })
 */
export async function deleteCustomer(
  client: DeletionClient,
  id: string | number,
  options: DeleteCustomerOptions = {},
): Promise<DeletionReceipt> {
  assertClient(client)
  assertId(id)
  assertOptions(options)
  return new Erasure(client, id, options).run()
}

type Step = 'suppress' | 'destroy'

class Erasure {
  readonly #client: DeletionClient
  readonly #id: string | number
  readonly #options: DeleteCustomerOptions
  readonly #timeoutMs: number
  readonly #maxRetries: number
  readonly #maxRetryAfterSeconds: number
  readonly #now: () => number
  readonly #sleep: (milliseconds: number) => Promise<unknown>

  constructor(client: DeletionClient, id: string | number, options: DeleteCustomerOptions) {
    this.#client = client
    this.#id = id
    this.#options = options
    this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs(client)
    this.#maxRetries = options.maxRetries ?? 3
    this.#maxRetryAfterSeconds = options.maxRetryAfterSeconds ?? 120
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
      const failure = await this.#try(step)
      // Suppressing has deleted the profile: that there is none left to destroy is what was wanted.
      if (failure === null || (step === 'destroy' && failure.statusCode === 404)) return
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

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function assertClient(client: unknown): void {
  const isClient = ['suppress', 'destroy'].every(
    (method) =>
      typeof client === 'object' && client !== null && typeof Reflect.get(client, method) === 'function',
  )
  if (!isClient)
    throw new TypeError('`client` must be a `TrackClient`: it needs the methods `suppress` and `destroy`.')
}

function assertId(id: unknown): void {
  const isId = typeof id === 'number' ? Number.isFinite(id) : typeof id === 'string' && id.trim() !== ''
  if (!isId) throw new TypeError('`id` must be a string that is not empty, or a number.')
}

function assertOptions(options: DeleteCustomerOptions): void {
  for (const name of ['timeoutMs', 'maxRetries', 'maxRetryAfterSeconds'] as const) {
    const value: unknown = options[name] ?? 0
    if (typeof value !== 'number' || !(value >= 0))
      throw new TypeError(`\`${name}\` must be a number, 0 or more.`)
  }
  for (const name of ['now', 'sleep'] as const) {
    const value: unknown = options[name]
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`\`${name}\` must be a function.`)
  }
  const { audit } = options
  if (audit !== undefined && typeof (audit as Partial<ErasureAudit> | null)?.record !== 'function') {
    throw new TypeError('`audit` must have a method `record`.')
  }
}

/** Node's timers run out at once when they are longer. */
const longestTimerMs = 2 ** 31 - 1
