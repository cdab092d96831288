/** Answers: how does an Express (4, 5) or Connect application receive webhooks that it can trust? */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { WebhookVerificationError, type WebhookVerificationErrorCode } from '../errors.ts'
import { readRawBody, type BodyRefusalCode } from '../raw-body.ts'
import { trustOf, verifyWebhook, type VerifyWebhookOptions, type WebhookEvent } from '../verify-webhook.ts'

/** Why a request was refused. */
export interface WebhookRejection {
  readonly code: WebhookVerificationErrorCode | BodyRefusalCode
  /** What was answered: 401, 408, 413 or 500; 400 where the sender was gone. */
  readonly status: number
  /** The fault itself, with a message for whoever runs the server. */
  readonly error?: Error
}

export interface ExpressWebhookOptions extends Pick<
  VerifyWebhookOptions,
  'secret' | 'toleranceSeconds' | 'now'
> {
  /** The longest body that is read, in bytes; default 1 MiB. Longer ones are answered 413. */
  readonly maxBodyBytes?: number | undefined
  /** How long the body may take to arrive, in milliseconds; default 10 000. Slower ones are answered 408. */
  readonly bodyTimeoutMs?: number | undefined
  /** Told of every refusal, for logs and alarms; cannot change the answer. */
  readonly onReject?: ((rejection: WebhookRejection) => unknown) | undefined
  /** Whether an event was handled before; a repeated one is answered 200 without calling the handler. */
  readonly seen?: ((eventId: string) => boolean | Promise<boolean>) | undefined
}

/** A request that passed: the event is at `webhookEvent`, the bytes it was read from at `rawBody`. */
export interface WebhookRequest {
  webhookEvent?: WebhookEvent
  rawBody?: Uint8Array
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the way in which Express lets middleware add to its requests
  namespace Express {
    interface Request {
      /** Set by `expressWebhook`. */
      webhookEvent?: WebhookEvent
    }
  }
}

/** What middleware of Express and Connect is. */
export type WebhookMiddleware = (
  request: IncomingMessage & WebhookRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void

const defaultMaxBodyBytes = 1024 * 1024
const defaultBodyTimeoutMs = 10_000

/**
 * Middleware that lets only genuine, recent webhooks of Customer.io pass. It reads the raw body itself; behind a body parser
 * it needs the raw bytes at `request.rawBody` or a `Buffer` at `request.body`. The event is at `request.webhookEvent`.
 *
 * Refusals are answered without detail. A body that was parsed is the server's own fault: 500, told to `onReject`, or passed
 * to `next` where there is none.
 *
 * @throws {TypeError} when an option is unusable, an empty secret among them.
 *
 * @example
 * app.post('/webhooks/customerio', expressWebhook({ secret: webhookSigningKey }), handleEvent)
 */
export function expressWebhook(options: ExpressWebhookOptions): WebhookMiddleware {
  assertOptions(options)
  return (request, response, next) => {
    receive(options, request, response)
      .then((passes) => {
        if (passes) next()
      })
      .catch(next)
  }
}

/** Whether the request goes on to the handler; otherwise it was answered. */
async function receive(
  options: ExpressWebhookOptions,
  request: IncomingMessage & WebhookRequest,
  response: ServerResponse,
): Promise<boolean> {
  const read = await readRawBody(request, {
    maxBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
    timeoutMs: options.bodyTimeoutMs ?? defaultBodyTimeoutMs,
  })
  if (read.state === 'refused') return reject(options, response, { code: read.code, status: read.status })
  if (read.state === 'parsed') {
    const error = new WebhookVerificationError('body_not_raw', parsedBodyMessage)
    if (options.onReject === undefined) throw error
    return reject(options, response, { code: error.code, status: 500, error })
  }
  const { secret, toleranceSeconds, now } = options
  try {
    const event = verifyWebhook({ body: read.bytes, headers: request.headers, secret, toleranceSeconds, now })
    request.rawBody = read.bytes
    request.webhookEvent = event
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error
    return reject(options, response, { code: error.code, status: 401, error })
  }
  return !(await isRepeated(options, request.webhookEvent, response))
}

/** Whether the application has seen the event, which is then answered. */
async function isRepeated(
  { seen }: ExpressWebhookOptions,
  event: WebhookEvent,
  response: ServerResponse,
): Promise<boolean> {
  if (seen === undefined || typeof event.event_id !== 'string') return false
  if (!(await seen(event.event_id))) return false
  answer(response, 200)
  return true
}

function reject(
  { onReject }: ExpressWebhookOptions,
  response: ServerResponse,
  rejection: WebhookRejection,
): false {
  answer(response, rejection.status)
  // The request is answered: whatever the hook does cannot change that.
  void Promise.resolve(rejection)
    .then(onReject)
    .catch(() => undefined)
  return false
}

function answer(response: ServerResponse, status: number): void {
  if (response.headersSent || response.writableEnded || response.destroyed) return
  response.statusCode = status
  // Who is too slow with the body is not waited for any longer.
  if (status === 408) response.setHeader('Connection', 'close')
  response.end()
}

const parsedBodyMessage =
  'A body parser ran before `expressWebhook` and did not keep the raw bytes, which the signature is made of. Register ' +
  '`expressWebhook` before `express.json()`, or keep the bytes: ' +
  '`express.json({ verify: (request, _response, bytes) => { request.rawBody = bytes } })`.'

function assertOptions(options: ExpressWebhookOptions): void {
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
