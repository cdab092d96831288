/** Answers: how does a test get a real server of each framework that receives webhooks? */

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { onTestFinished } from 'vitest'
import {
  expressWebhook,
  fastifyWebhook,
  koaWebhook,
  lambdaWebhook,
  webhookHandler,
  type FastifyWebhookRequest,
  type FetchWebhookHandler,
  type LambdaWebhookEvent,
  type WebhookEvent,
  type WebhookOptions,
  type WebhookRejection,
} from '../../src/runtime/index.ts'

// The majors before have no types of their own here; what is used of them is the same.
const require = createRequire(import.meta.url)
const express4 = require('express-4') as typeof express
const fastify4 = require('fastify-4') as typeof fastify
const Koa2 = require('koa-2') as typeof Koa

export const webhookSecret = 'signing-secret'
export const webhookPath = '/webhooks/customerio'

export interface WebhookApp {
  readonly port: number
  readonly url: string
  /** The events that reached the handler. */
  readonly events: WebhookEvent[]
  readonly rejections: WebhookRejection[]
  /** What reached the framework's own handling or logging of errors. */
  readonly errors: unknown[]
}

export interface WebhookAppSettings extends Partial<WebhookOptions> {
  /** What the application does with an event; its answer holds the event's id as `X-Event`. */
  readonly onEvent?: (event: WebhookEvent) => unknown
  /** Whether something reads the body before the adapter. */
  readonly isReadBefore?: boolean
  /** Whether there is no `onReject`. */
  readonly isSilent?: boolean
}

interface Parts {
  readonly options: WebhookOptions
  readonly handle: (event: WebhookEvent | null | undefined) => Promise<string>
  readonly errors: unknown[]
  readonly isReadBefore: boolean
}

type MakeServer = (parts: Parts) => Server | Promise<Server>

/** Starts a server that stops by itself when the test ends. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return (server.address() as AddressInfo).port
}

async function startApp(makeServer: MakeServer, settings: WebhookAppSettings): Promise<WebhookApp> {
  const { onEvent, isReadBefore = false, isSilent = false, ...options } = settings
  const events: WebhookEvent[] = []
  const rejections: WebhookRejection[] = []
  const errors: unknown[] = []
  const onReject = isSilent ? {} : { onReject: (rejection: WebhookRejection) => rejections.push(rejection) }
  const handle = async (event: WebhookEvent | null | undefined): Promise<string> => {
    if (event === null || event === undefined) throw new Error('The handler got no event.')
    events.push(event)
    await onEvent?.(event)
    return encodeURIComponent(String(event.event_id))
  }
  const parts = { options: { secret: webhookSecret, ...onReject, ...options }, handle, errors, isReadBefore }
  const port = await listen(await makeServer(parts))
  return { port, url: `http://127.0.0.1:${port}${webhookPath}`, events, rejections, errors }
}

function expressServer(framework: typeof express): MakeServer {
  return ({ options, handle, errors, isReadBefore }) => {
    const app = framework()
    if (isReadBefore) app.use(framework.json())
    app.post(webhookPath, expressWebhook(options), (request, response, next) => {
      handle(request.webhookEvent)
        .then((id) => response.set('x-event', id).sendStatus(204))
        .catch(next)
    })
    const onError: express.ErrorRequestHandler = (error, _request, response, next) => {
      errors.push(error)
      if (response.headersSent) next(error)
      else response.sendStatus(500)
    }
    app.use(onError)
    return createServer(app)
  }
}

function fastifyServer(framework: typeof fastify, isBound: boolean): MakeServer {
  return async ({ options, handle, errors, isReadBefore }) => {
    const log = { write: (line: string) => errors.push(JSON.parse(line)) }
    const app = framework({ logger: { level: 'error', stream: log } })
    await app.register(async (scope) => {
      if (isReadBefore) {
        scope.addHook('preParsing', async (_request, _reply, payload) => {
          payload.resume()
          await once(payload, 'end')
          return payload
        })
      }
      if (isBound) await scope.register(fastifyWebhook(options))
      else await scope.register(fastifyWebhook, options)
      scope.post(webhookPath, async (request: FastifyWebhookRequest, reply) => {
        reply.header('x-event', await handle(request.webhookEvent))
        return reply.code(204).send()
      })
    })
    await app.ready()
    return app.server
  }
}

function koaServer(framework: typeof Koa): MakeServer {
  return ({ options, handle, errors, isReadBefore }) => {
    const app = new framework()
    app.on('error', (error: unknown) => errors.push(error))
    if (isReadBefore) {
      app.use(async ({ req }, next) => {
        req.resume()
        await once(req, 'end')
        await next()
      })
    }
    app.use(koaWebhook(options))
    app.use(async (context) => {
      const { webhookEvent } = context.state as { webhookEvent?: WebhookEvent }
      context.set('x-event', await handle(webhookEvent))
      context.status = 204
    })
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- Koa's callback is made for this place
    return createServer(app.callback())
  }
}

function fetchHandler({ options, handle }: Parts): FetchWebhookHandler {
  return webhookHandler(options, async (event) => {
    const id = await handle(event)
    return new Response(null, { status: 204, headers: { 'x-event': id } })
  })
}

const honoServer: MakeServer = (parts) => {
  const app = new Hono()
  if (parts.isReadBefore) {
    app.use(async (context, next) => {
      await context.req.json()
      await next()
    })
  }
  const handler = fetchHandler(parts)
  app.post(webhookPath, (context) => handler(context.req.raw))
  return createAdaptorServer({ fetch: app.fetch }) as Server
}

const bridgedServer: MakeServer = (parts) => {
  const handler = fetchHandler(parts)
  return createServer((incoming, outgoing) => {
    const request = requestOf(incoming)
    const read = parts.isReadBefore ? request.text() : Promise.resolve()
    void read.then(async () => {
      await send(await handler(request), outgoing)
    })
  })
}

/** All values of every header, in order, as they came. */
function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as [string, string]] : [],
  )
}

function requestOf(incoming: IncomingMessage): Request {
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD'
  return new Request(`http://127.0.0.1${incoming.url ?? '/'}`, {
    method: incoming.method ?? 'GET',
    headers: headerPairs(incoming),
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  })
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}

type MakeLambdaEvent = (pairs: [string, string][], body: Buffer) => LambdaWebhookEvent

/** As a REST API sends it: the last value of each header, and all of them apart. */
const version1: MakeLambdaEvent = (pairs, body) => {
  const multiValueHeaders = Object.create(null) as Record<string, string[]>
  for (const [name, value] of pairs) (multiValueHeaders[name] ??= []).push(value)
  const headers = Object.fromEntries(pairs)
  return { headers, multiValueHeaders, body: body.toString('utf8'), isBase64Encoded: false }
}

/** As an HTTP API or a function URL sends it: names in lower case, values joined; here with the body in base64. */
const version2: MakeLambdaEvent = (pairs, body) => {
  const joined = new Headers(pairs)
  return { headers: Object.fromEntries(joined), body: body.toString('base64'), isBase64Encoded: true }
}

function lambdaServer(makeEvent: MakeLambdaEvent): MakeServer {
  return ({ options, handle, isReadBefore }) => {
    const handler = lambdaWebhook(options, async (event) => {
      const id = await handle(event)
      return { statusCode: 204, headers: { 'x-event': id }, body: '' }
    })
    return createServer((incoming, outgoing) => {
      void Readable.from(incoming)
        .toArray()
        .then(async (chunks: Buffer[]) => {
          const event = makeEvent(headerPairs(incoming), Buffer.concat(chunks))
          const read = { ...event, body: {} as string }
          const { statusCode, headers, body } = (await handler(isReadBefore ? read : event)) as {
            statusCode: number
            headers?: Record<string, string>
            body: string
          }
          outgoing.writeHead(statusCode, headers).end(body)
        })
    })
  }
}

export interface WebhookFramework {
  readonly name: string
  /** Whether the adapter reads the body from a stream; Lambda has it whole. */
  readonly isStreamed: boolean
  /** Whether errors of the handler go to the framework. */
  readonly handlesErrors: boolean
  readonly start: (settings?: WebhookAppSettings) => Promise<WebhookApp>
}

function framework(
  name: string,
  makeServer: MakeServer,
  kind: 'framework' | 'fetch' | 'lambda',
): WebhookFramework {
  return {
    name,
    isStreamed: kind !== 'lambda',
    handlesErrors: kind === 'framework',
    start: (settings = {}) => startApp(makeServer, settings),
  }
}

/** Every adapter on a real server of its framework, in the majors that are in use. */
export const webhookFrameworks: readonly WebhookFramework[] = [
  framework('Express 5', expressServer(express), 'framework'),
  framework('Express 4', expressServer(express4), 'framework'),
  framework('Fastify 5', fastifyServer(fastify, false), 'framework'),
  framework('Fastify 4', fastifyServer(fastify4, true), 'framework'),
  framework('Koa 3', koaServer(Koa), 'framework'),
  framework('Koa 2', koaServer(Koa2), 'framework'),
  framework('Hono', honoServer, 'fetch'),
  framework('Request and Response', bridgedServer, 'fetch'),
  framework('Lambda, version 1', lambdaServer(version1), 'lambda'),
  framework('Lambda, version 2', lambdaServer(version2), 'lambda'),
]
