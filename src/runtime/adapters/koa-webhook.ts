/** Answers: how does a Koa (2, 3) application receive webhooks that it can trust? */

import type { IncomingMessage } from 'node:http'
import { keptBody, readRawBody } from '../raw-body.ts'
import type { WebhookEvent } from '../verify-webhook.ts'
import { WebhookReceiver, type WebhookOptions } from '../webhook-receiver.ts'

/** What is needed of Koa's context. */
export interface KoaWebhookContext {
  readonly req: IncomingMessage
  /** Where body parsers leave `body` and `rawBody`. */
  readonly request: object
  /** Gets `webhookEvent`. */
  readonly state: { webhookEvent?: WebhookEvent }
  status: number
  body?: unknown
  set(field: string, value: string): void
}

/** What middleware of Koa is. */
export type KoaWebhookMiddleware = (context: KoaWebhookContext, next: () => Promise<unknown>) => Promise<void>

/**
 * Middleware that lets only genuine, recent webhooks of Customer.io pass. It reads the raw body itself; behind a body parser
 * it needs the raw body at `ctx.request.rawBody`, where `koa-bodyparser` keeps it. The event is at `ctx.state.webhookEvent`.
 *
 * Refusals are answered without detail. A body that was parsed is the server's own fault: 500, told to `onReject`, or thrown
 * to Koa where there is none.
 *
 * @throws {TypeError} when an option is unusable, an empty secret among them.
 *
 * @example
 * router.post('/webhooks/customerio', koaWebhook({ secret: webhookSigningKey }), handleEvent)
 */
export function koaWebhook(options: WebhookOptions): KoaWebhookMiddleware {
  const receiver = new WebhookReceiver(options, parsedBodyMessage)
  return async (context, next) => {
    const { limits } = receiver
    const { req, request } = context
    const kept = keptBody(request, limits) ?? keptBody(req, limits)
    const reception = await receiver.receive(
      kept ?? (await readRawBody(req, req.headers, limits)),
      req.headers,
    )
    if (reception.outcome === 'accepted') {
      context.state.webhookEvent = reception.event
      skipBodyParsers(request, reception.event)
      await next()
      return
    }
    if (reception.outcome === 'repeated') {
      answer(context, 200)
      return
    }
    const unheard = receiver.unheardError(reception.rejection)
    if (unheard !== null) throw unheard
    answer(context, reception.rejection.status)
    void receiver.tell(reception.rejection)
  }
}

/** The body was read: a parser further down, which looks here first, would wait for it or fail. */
function skipBodyParsers(request: { body?: unknown }, event: WebhookEvent): void {
  request.body ??= event
}

function answer(context: KoaWebhookContext, status: number): void {
  context.status = status
  // Koa would write the name of the status.
  context.body = ''
  // Who is too slow with the body is not waited for any longer.
  if (status === 408) context.set('Connection', 'close')
}

const parsedBodyMessage =
  'A body parser ran before `koaWebhook` and did not keep the raw body, which the signature is made of. Use `koaWebhook` ' +
  'before the body parser, or one that keeps the body at `ctx.request.rawBody`, as `koa-bodyparser` does.'
