/** Answers: what comes of a webhook where no framework handles the errors? For fetch-style servers and Lambda. */

import type { BodyRead } from './body-read.ts'
import type { WebhookEvent } from './verify-webhook.ts'
import type { WebhookHeaders } from './webhook-headers.ts'
import type { WebhookReceiver, WebhookRejection } from './webhook-receiver.ts'

/** The answer to be sent. */
export interface HandledWebhook {
  readonly status: number
  /** What the application's handler gave, `undefined` where it was not called. */
  readonly result: unknown
  /** Ends when `onReject` has ended; never rejects. */
  readonly told: Promise<void>
}

/** Receives a webhook and calls the handler; its errors are answered 500, so that Customer.io sends the webhook again. */
export async function handleWebhook(
  receiver: WebhookReceiver,
  body: BodyRead,
  headers: WebhookHeaders,
  handler: (event: WebhookEvent) => unknown,
): Promise<HandledWebhook> {
  let rejection: WebhookRejection
  try {
    const reception = await receiver.receive(body, headers)
    if (reception.outcome === 'repeated') return done(undefined)
    if (reception.outcome === 'accepted') return done(await handler(reception.event))
    rejection = reception.rejection
  } catch (thrown) {
    rejection = Object.freeze({ code: 'handler_failed', status: 500, error: errorOf(thrown) })
  }
  return { status: rejection.status, result: undefined, told: receiver.tell(rejection) }
}

/** @throws {TypeError} when the handler is no function. */
export function assertHandler(onEvent: unknown): void {
  if (typeof onEvent !== 'function') throw new TypeError('`onEvent` must be a function.')
}

function done(result: unknown): HandledWebhook {
  return { status: 200, result, told: Promise.resolve() }
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error
    ? thrown
    : new Error('The handler threw something that is no error.', { cause: thrown })
}
