/** Answers: how does a server of `Request` and `Response` (Hono, Next.js, Workers, Bun, Deno) receive webhooks that it can trust? */

import { readFetchBody } from '../fetch-body.ts'
import { assertHandler, handleWebhook } from '../handle-webhook.ts'
import type { WebhookEvent } from '../verify-webhook.ts'
import { WebhookReceiver, type WebhookOptions } from '../webhook-receiver.ts'

/** A route handler of Next.js, SvelteKit, Hono (`context.req.raw`) or a plain server. */
export type FetchWebhookHandler = (request: Request) => Promise<Response>

/**
 * A handler of requests that calls `onEvent` for genuine, recent webhooks of Customer.io only. A `Response` that `onEvent` gives
 * is sent, otherwise 200. It never rejects: an error of `onEvent` is answered 500, so that Customer.io sends the webhook again,
 * and told to `onReject` as `handler_failed`.
 *
 * Refusals are answered without detail. A body that was read before is the server's own fault: 500, told to `onReject`.
 *
 * @param onEvent Called with the event and the request, whose body is read already.
 * @throws {TypeError} when an option is unusable, an empty secret among them.
 *
 * @example
 * export const POST = webhookHandler({ secret: webhookSigningKey, onReject: console.warn }, (event) => handleEvent(event))
 */
export function webhookHandler(
  options: WebhookOptions,
  onEvent: (event: WebhookEvent, request: Request) => unknown,
): FetchWebhookHandler {
  const receiver = new WebhookReceiver(options, parsedBodyMessage)
  assertHandler(onEvent)
  return async (request) => {
    const body = await readFetchBody(request, receiver.limits)
    const { status, result } = await handleWebhook(receiver, body, request.headers, (event) =>
      onEvent(event, request),
    )
    return isResponse(result) ? result : new Response(null, { status })
  }
}

/** By its tag, for servers bring a `Response` of their own. */
function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === '[object Response]'
}

const parsedBodyMessage =
  'The body was read before `webhookHandler`, and its raw bytes, which the signature is made of, are gone. Hand the request ' +
  'to `webhookHandler` before anything reads it, or read a copy: `await request.clone().text()`.'
