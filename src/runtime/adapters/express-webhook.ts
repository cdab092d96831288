/** Answers: how does an Express (4, 5) or Connect application receive webhooks that it can trust? */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { keptBody, readRawBody } from '../raw-body.ts'
import type { WebhookEvent } from '../verify-webhook.ts'
import { WebhookReceiver, type WebhookOptions } from '../webhook-receiver.ts'

export type ExpressWebhookOptions = WebhookOptions

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
  const receiver = new WebhookReceiver(options, parsedBodyMessage)
  return (request, response, next) => {
    receive(receiver, request, response)
      .then((passes) => {
        if (passes) next()
      })
      .catch(next)
  }
}

/** Whether the request goes on to the handler; otherwise it was answered. */
async function receive(
  receiver: WebhookReceiver,
  request: IncomingMessage & WebhookRequest,
  response: ServerResponse,
): Promise<boolean> {
  const { limits } = receiver
  const body = keptBody(request, limits) ?? (await readRawBody(request, request.headers, limits))
  const reception = await receiver.receive(body, request.headers)
  if (reception.outcome === 'accepted') {
    request.rawBody = reception.bytes
    request.webhookEvent = reception.event
    return true
  }
  if (reception.outcome === 'repeated') {
    answer(response, 200)
    return false
  }
  const unheard = receiver.unheardError(reception.rejection)
  if (unheard !== null) throw unheard
  answer(response, reception.rejection.status)
  void receiver.tell(reception.rejection)
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
