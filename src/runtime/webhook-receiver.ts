/** Answers: what is done with this request? The one place that decides it; the adapters only carry the answer out. */

import type { BodyLimits, BodyRead, BodyRefusalCode } from './body-read.ts'
import { WebhookVerificationError, type WebhookVerificationErrorCode } from './errors.ts'
import { trustOf, verifyWebhook, type VerifyWebhookOptions, type WebhookEvent } from './verify-webhook.ts'
import type { WebhookHeaders } from './webhook-headers.ts'

/** Why a request was not answered as a webhook that was handled. */
export interface WebhookRejection {
  /** `handler_failed` is found only by `webhookHandler` and `lambdaWebhook`, which have no framework to hand errors to. */
  readonly code: WebhookVerificationErrorCode | BodyRefusalCode | 'handler_failed'
  /** What was answered: 401, 408, 413 or 500; 400 where the sender was gone. */
  readonly status: number
  /** The fault itself, with a message for whoever runs the server. */
  readonly error?: Error
}

/** What the adapters of all frameworks can be told. */
export interface WebhookOptions extends Pick<VerifyWebhookOptions, 'secret' | 'toleranceSeconds' | 'now'> {
  /** The longest body that is read, in bytes; default 1 MiB. Longer ones are answered 413. */
  readonly maxBodyBytes?: number | undefined
  /** How long the body may take to arrive, in milliseconds; default 10 000. Slower ones are answered 408. */
  readonly bodyTimeoutMs?: number | undefined
  /** Told of every refusal, for logs and alarms; cannot change the answer. */
  readonly onReject?: ((rejection: WebhookRejection) => unknown) | undefined
  /** Whether an event was handled before; a repeated one is answered 200 without calling the handler. */
  readonly seen?: ((eventId: string) => boolean | Promise<boolean>) | undefined
}

/** What is done with a request. */
export type Reception =
  | { readonly outcome: 'accepted'; readonly event: WebhookEvent; readonly bytes: Uint8Array }
  /** Answered 200: the application has handled it before. */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'refused'; readonly rejection: WebhookRejection }

const defaultMaxBodyBytes = 1024 * 1024
const defaultBodyTimeoutMs = 10_000

/** Decides about the requests of one route. */
export class WebhookReceiver {
  readonly limits: BodyLimits
  readonly #options: WebhookOptions
  readonly #parsedBodyMessage: string

  /**
   * @param parsedBodyMessage What whoever runs the server is told when a body parser ran first.
   * @throws {TypeError} when an option is unusable, an empty secret among them.
   */
  constructor(options: WebhookOptions, parsedBodyMessage: string) {
    assertOptions(options)
    this.#options = options
    this.#parsedBodyMessage = parsedBodyMessage
    this.limits = {
      maxBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
      timeoutMs: options.bodyTimeoutMs ?? defaultBodyTimeoutMs,
    }
  }

  /** Rejects only with what the application's own `seen` or `now` throw. */
  async receive(body: BodyRead, headers: WebhookHeaders): Promise<Reception> {
    if (body.state === 'refused') return refused({ code: body.code, status: body.status })
    if (body.state === 'parsed') {
      const error = new WebhookVerificationError('body_not_raw', this.#parsedBodyMessage)
      return refused({ code: error.code, status: 500, error })
    }
    const { bytes } = body
    const { secret, toleranceSeconds, now } = this.#options
    let event: WebhookEvent
    try {
      event = verifyWebhook({ body: bytes, headers, secret, toleranceSeconds, now })
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error
      return refused({ code: error.code, status: 401, error })
    }
    return (await this.#isRepeated(event)) ? { outcome: 'repeated' } : { outcome: 'accepted', event, bytes }
  }

  /** The error that a framework's own error handling must get, because nobody else would hear of it; `null` for others. */
  unheardError({ status, error }: WebhookRejection): Error | null {
    return status === 500 && this.#options.onReject === undefined ? (error ?? null) : null
  }

  /** Tells the application of a refusal. To be called when the answer is made: whatever the hook does cannot change it. */
  async tell(rejection: WebhookRejection): Promise<void> {
    try {
      await this.#options.onReject?.(rejection)
    } catch {
      // A hook that fails is no reason to answer otherwise.
    }
  }

  async #isRepeated(event: WebhookEvent): Promise<boolean> {
    const eventId: unknown = event.event_id
    const { seen } = this.#options
    return seen !== undefined && typeof eventId === 'string' && eventId !== '' && (await seen(eventId))
  }
}

function refused(rejection: WebhookRejection): Reception {
  return { outcome: 'refused', rejection: Object.freeze(rejection) }
}

function assertOptions(options: WebhookOptions): void {
  trustOf(options)
  for (const name of ['maxBodyBytes', 'bodyTimeoutMs'] as const) {
    const value: unknown = options[name] ?? 0
    if (typeof value !== 'number' || !(value >= 0))
      throw new TypeError(`\`${name}\` must be a number, 0 or more.`)
  }
  for (const name of ['onReject', 'seen'] as const) {
    const value: unknown = options[name]
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`\`${name}\` must be a function.`)
  }
}
