/** Answers: how does a Fastify (4, 5) application receive webhooks that it can trust? */

import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { keptBody, readRawBody } from '../raw-body.ts'
import type { WebhookEvent } from '../verify-webhook.ts'
import { WebhookReceiver, type WebhookOptions } from '../webhook-receiver.ts'

/** A request of a verified route: the event is at `webhookEvent` and at `body`. */
export interface FastifyWebhookRequest {
  readonly headers: IncomingHttpHeaders
  readonly log: { error(fault: unknown): void }
  webhookEvent?: WebhookEvent | null
}

/** What is needed of Fastify's replies. */
export interface FastifyWebhookReply {
  code(status: number): unknown
  header(name: string, value: string): unknown
  send(payload: string): unknown
}

/** What is needed of Fastify's instances. */
export interface FastifyWebhookScope {
  hasRequestDecorator(name: string): boolean
  decorateRequest(name: string, value: null): unknown
  removeAllContentTypeParsers(): void
  addContentTypeParser(type: string, parser: (request: FastifyWebhookRequest) => Promise<unknown>): unknown
  addHook(
    name: 'preParsing',
    hook: (request: FastifyWebhookRequest, reply: FastifyWebhookReply, payload: Readable) => Promise<unknown>,
  ): unknown
}

/** A plugin that has its options. */
export type FastifyWebhookPlugin = (scope: FastifyWebhookScope) => Promise<void>

/**
 * A plugin for a scope whose routes receive webhooks of Customer.io and nothing else: every route of the scope in which it is
 * registered is reached by genuine, recent webhooks only. The event is at `request.webhookEvent` and at `request.body`.
 *
 * Refusals are answered without detail. A body that was read before is the server's own fault: 500, told to `onReject`, or
 * written to `request.log` where there is none.
 *
 * @throws {TypeError} when an option is unusable, an empty secret among them: Fastify does not start.
 *
 * @example
 * app.register(async (scope) => {
 *   scope.register(fastifyWebhook, { secret: webhookSigningKey })
 *   scope.post('/webhooks/customerio', handleEvent)
 * })
 */
export function fastifyWebhook(options: WebhookOptions): FastifyWebhookPlugin
export function fastifyWebhook(scope: FastifyWebhookScope, options: WebhookOptions): Promise<void>
export function fastifyWebhook(
  ...given: [WebhookOptions] | [FastifyWebhookScope, WebhookOptions]
): FastifyWebhookPlugin | Promise<void> {
  if (given.length > 1) return registered(...(given as [FastifyWebhookScope, WebhookOptions]))
  const receiver = new WebhookReceiver(given[0] as WebhookOptions, parsedBodyMessage)
  return forTheWholeScope((scope) => {
    verifyRoutesOf(scope, receiver)
    return Promise.resolve()
  })
}

forTheWholeScope(fastifyWebhook)

/** Fastify would otherwise give the plugin a scope of its own, without any routes. */
function forTheWholeScope<Plugin extends object>(plugin: Plugin): Plugin {
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'customerio-webhook',
    [Symbol.for('plugin-meta')]: { name: 'customerio-webhook', fastify: '>=4' },
  })
}

/** Rejects where an option is unusable, which keeps Fastify from starting. */
// eslint-disable-next-line @typescript-eslint/require-await -- it is `async` so that it rejects and does not throw
async function registered(scope: FastifyWebhookScope, options: WebhookOptions): Promise<void> {
  verifyRoutesOf(scope, new WebhookReceiver(options, parsedBodyMessage))
}

function verifyRoutesOf(scope: FastifyWebhookScope, receiver: WebhookReceiver): void {
  if (!scope.hasRequestDecorator('webhookEvent')) scope.decorateRequest('webhookEvent', null)
  // Of any content type: the body was read by the hook, and parsed when it proved genuine.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (request) => Promise.resolve(request.webhookEvent))
  scope.addHook('preParsing', async (request, reply, payload) => {
    const { limits } = receiver
    const body = keptBody(request, limits) ?? (await readRawBody(payload, request.headers, limits))
    const reception = await receiver.receive(body, request.headers)
    if (reception.outcome === 'accepted') {
      request.webhookEvent = reception.event
      return payload
    }
    if (reception.outcome === 'repeated') return answer(reply, 200)
    const unheard = receiver.unheardError(reception.rejection)
    if (unheard !== null) request.log.error(unheard)
    answer(reply, reception.rejection.status)
    void receiver.tell(reception.rejection)
    return reply
  })
}

/** A hook that gives the reply has answered. */
function answer(reply: FastifyWebhookReply, status: number): FastifyWebhookReply {
  reply.code(status)
  // Who is too slow with the body is not waited for any longer.
  if (status === 408) reply.header('connection', 'close')
  reply.send('')
  return reply
}

const parsedBodyMessage =
  'The body was read before `fastifyWebhook`, by a `preParsing` hook or from `request.raw`, and its raw bytes, which the ' +
  'signature is made of, were not kept. Register `fastifyWebhook` first, or keep the bytes at `request.rawBody`.'
