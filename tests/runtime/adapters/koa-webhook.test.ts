// What is particular to Koa: every-adapter.test.ts holds what all adapters have in common.

import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import Koa from 'koa'
import { describe, expect, it } from 'vitest'
import { koaWebhook, signWebhook } from '../../../src/runtime/index.ts'
import { listen } from '../../support/webhook-apps.ts'

const Koa2 = createRequire(import.meta.url)('koa-2') as typeof Koa

const secret = 'signing-secret'
const body = '{"event_id":"abc","data":{"name":"Zoë 🎉"}}'

async function start(app: Koa): Promise<string> {
  app.silent = true
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- Koa's callback is made for this place
  return `http://127.0.0.1:${await listen(createServer(app.callback()))}/`
}

const post = (url: string, headers: Record<string, string> = signWebhook({ body, secret })) =>
  fetch(url, { method: 'POST', body, headers })

/** As `koa-bodyparser` does it: the parsed body and its text, at the request of Koa. */
const bodyParser: Koa.Middleware = async (context, next) => {
  const request = context.request as { body?: unknown; rawBody?: string }
  if (request.body === undefined) {
    request.rawBody = Buffer.concat((await context.req.toArray()) as Buffer[]).toString('utf8')
    request.body = JSON.parse(request.rawBody)
  }
  await next()
}

describe.each(Object.entries({ 'Koa 3': Koa, 'Koa 2': Koa2 }))('koaWebhook in %s', (_name, framework) => {
  it('works behind a body parser that kept the raw body', async () => {
    const app = new framework()
    app.use(bodyParser)
    app.use(koaWebhook({ secret }))
    app.use((context) => {
      context.body = context.state
    })
    const url = await start(app)
    expect(await (await post(url)).json()).toEqual({ webhookEvent: JSON.parse(body) as unknown })
    expect((await post(url, signWebhook({ body: `${body} `, secret }))).status).toBe(401)
  })

  it('works before a body parser, which finds the event', async () => {
    const app = new framework()
    app.use(koaWebhook({ secret }))
    app.use(bodyParser)
    app.use((context) => {
      context.body = (context.request as { body?: unknown }).body
    })
    expect(await (await post(await start(app))).json()).toEqual(JSON.parse(body))
  })

  it('calls nothing further down for what it refuses, and sends no text', async () => {
    let calls = 0
    const app = new framework()
    app.use(koaWebhook({ secret }))
    app.use(() => {
      calls += 1
    })
    const response = await post(await start(app), {})
    expect([response.status, await response.text(), calls]).toEqual([401, '', 0])
  })

  it('lets middleware above it see the answer', async () => {
    const statuses: number[] = []
    const app = new framework()
    app.use(async (context, next) => {
      await next()
      statuses.push(context.status)
    })
    app.use(koaWebhook({ secret }))
    app.use((context) => {
      context.status = 202
    })
    const url = await start(app)
    await post(url)
    await post(url, {})
    expect(statuses).toEqual([202, 401])
  })
})
