// What is particular to Express: every-adapter.test.ts holds what all adapters have in common.

import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import {
  expressWebhook,
  signWebhook,
  type ExpressWebhookOptions,
  type WebhookMiddleware,
  type WebhookRejection,
  type WebhookRequest,
} from '../../../src/runtime/index.ts'

/** Version 4 has no types of its own here; what is used of it is the same. */
const express4 = createRequire(import.meta.url)('express-4') as typeof express

const secret = 'signing-secret'
const body = '{"event_id":"abc","object_type":"email","metric":"delivered","data":{"n":1.0}}'
const path = '/webhooks/customerio'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

async function listen(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

interface App {
  port: number
  /** The events that reached the handler. */
  events: unknown[]
  rejections: WebhookRejection[]
  /** What reached Express's error handling. */
  errors: unknown[]
}

type Before = (framework: typeof express) => express.RequestHandler[]

async function startApp(
  framework: typeof express,
  {
    before = () => [],
    silent = false,
    ...options
  }: Partial<ExpressWebhookOptions> & { before?: Before; silent?: boolean } = {},
): Promise<App> {
  const started: Omit<App, 'port'> = { events: [], rejections: [], errors: [] }
  const onReject = silent
    ? {}
    : { onReject: (rejection: WebhookRejection) => started.rejections.push(rejection) }
  const app = framework()
  for (const middleware of before(framework)) app.use(middleware)
  app.post(path, expressWebhook({ secret, ...onReject, ...options }), (request, response) => {
    started.events.push(request.webhookEvent)
    response.sendStatus(204)
  })
  app.use(
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows error handling by its four parameters
    (error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
      started.errors.push(error)
      response.sendStatus(500)
    },
  )
  return { ...started, port: await listen(createServer(app)) }
}

function post(
  port: number,
  options: { body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
): Promise<Response> {
  const sent = options.body ?? body
  return fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: sent,
    headers: {
      'content-type': 'application/json',
      ...signWebhook({ body: sent, secret }),
      ...options.headers,
    },
  })
}

/** A connection that says exactly what it is told. */
async function rawConnection(port: number): Promise<{ socket: Socket; answer: () => Promise<string> }> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  return {
    socket,
    answer: async () => {
      if (!socket.closed) await once(socket, 'close')
      return received
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const frameworks = { 'Express 5': express, 'Express 4': express4 }

for (const [name, framework] of Object.entries(frameworks)) {
  describe(`expressWebhook in ${name}`, () => {
    it('lets a genuine webhook pass, its event at request.webhookEvent', async () => {
      const app = await startApp(framework)
      expect((await post(app.port)).status).toBe(204)
      expect(app.events).toEqual([JSON.parse(body)])
      expect(app.rejections).toEqual([])
    })

    it('answers a forged one 401 without detail, and tells onReject why', async () => {
      const app = await startApp(framework)
      const response = await post(app.port, { headers: { 'x-cio-signature': '0'.repeat(64) } })
      expect(response.status).toBe(401)
      expect(await response.text()).toBe('')
      expect(app.rejections).toEqual([
        { code: 'signature_mismatch', status: 401, error: expect.any(Error) as Error },
      ])
      expect(app.events).toEqual([])
    })

    it('works behind express.json() that kept the raw bytes', async () => {
      const app = await startApp(framework, {
        before: ({ json }) => [
          json({
            verify: (request: IncomingMessage & WebhookRequest, _response, bytes) =>
              void (request.rawBody = bytes),
          }),
        ],
      })
      expect((await post(app.port)).status).toBe(204)
      expect(app.events).toHaveLength(1)
    })

    it('works behind express.raw()', async () => {
      const app = await startApp(framework, { before: ({ raw }) => [raw({ type: '*/*' })] })
      expect((await post(app.port)).status).toBe(204)
      expect((await post(app.port, { headers: { 'x-cio-signature': 'f'.repeat(64) } })).status).toBe(401)
    })

    it('works behind express.json() that had nothing to parse', async () => {
      const app = await startApp(framework, { before: ({ json }) => [json()] })
      expect((await post(app.port, { headers: { 'content-type': 'text/plain' } })).status).toBe(204)
    })

    it('knows a body that was parsed when there was none', async () => {
      const app = await startApp(framework, { before: ({ json }) => [json()] })
      expect((await post(app.port, { body: '' })).status).toBe(401)
      expect(app.rejections).toMatchObject([{ code: 'invalid_json' }])
    })

    it('works before express.json()', async () => {
      const events: unknown[] = []
      const app = framework()
      app.use(path, expressWebhook({ secret }), framework.json())
      app.post(path, (request, response) => {
        events.push(request.webhookEvent)
        response.sendStatus(204)
      })
      const port = await listen(createServer(app))
      expect((await post(port)).status).toBe(204)
      expect(events).toEqual([JSON.parse(body)])
    })

    it('answers 500 behind express.json() that kept nothing, and says how to mend it', async () => {
      const app = await startApp(framework, { before: ({ json }) => [json()] })
      const response = await post(app.port)
      expect(response.status).toBe(500)
      expect(await response.text()).toBe('')
      expect(app.events).toEqual([])
      const [rejection] = app.rejections
      expect(rejection).toMatchObject({ code: 'body_not_raw', status: 500 })
      expect(rejection?.error?.message).toContain('Register `expressWebhook` before `express.json()`')
    })

    it('hands that fault to the error handling of the application where there is no onReject', async () => {
      const app = await startApp(framework, { before: ({ text }) => [text({ type: '*/*' })], silent: true })
      expect((await post(app.port)).status).toBe(500)
      expect(app.errors).toEqual([expect.objectContaining({ code: 'body_not_raw' })])
    })

    it('answers 413 to a body over the limit, by its length or by its bytes', async () => {
      const app = await startApp(framework, { maxBodyBytes: 1000 })
      expect((await post(app.port, { body: 'x'.repeat(1001) })).status).toBe(413)
      expect((await post(app.port, { body: `"${'x'.repeat(998)}"` })).status).toBe(401)
      const chunked = httpRequest({ port: app.port, host: '127.0.0.1', path, method: 'POST' })
      chunked.on('error', () => undefined)
      chunked.write('x'.repeat(600))
      chunked.write('x'.repeat(600))
      const [answer] = (await once(chunked, 'response')) as [IncomingMessage]
      chunked.end()
      expect(answer.statusCode).toBe(413)
      expect(app.rejections.map(({ code }) => code)).toEqual([
        'body_too_large',
        'invalid_json',
        'body_too_large',
      ])
    })

    it('answers 413 to a kept body over the limit', async () => {
      const app = await startApp(framework, { maxBodyBytes: 10, before: ({ raw }) => [raw({ type: '*/*' })] })
      expect((await post(app.port)).status).toBe(413)
    })

    it('lives on when the sender goes away, and tells onReject', async () => {
      let arrived = 0
      const app = await startApp(framework, {
        before: () => [
          (_request, _response, next) => {
            arrived += 1
            next()
          },
        ],
      })
      const { socket } = await rawConnection(app.port)
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a"`)
      await until(() => arrived > 0)
      socket.destroy()
      await until(() => app.rejections.length > 0)
      expect(app.rejections).toEqual([{ code: 'body_aborted', status: 400 }])
      expect((await post(app.port)).status).toBe(204)
    })

    it('does not wait for a body that does not come', async () => {
      const app = await startApp(framework, { bodyTimeoutMs: 30 })
      const { socket, answer } = await rawConnection(app.port)
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a"`)
      expect(await answer()).toMatch(/^HTTP\/1\.1 408 /)
      expect(app.rejections).toEqual([{ code: 'body_timeout', status: 408 }])
    })

    it('leaves an error of the handler to the framework', async () => {
      const errors: unknown[] = []
      const app = framework()
      app.post(path, expressWebhook({ secret }), () => {
        throw new Error('handler')
      })
      app.use(
        (
          error: unknown,
          _request: express.Request,
          response: express.Response,
          // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows error handling by its parameters
          _next: express.NextFunction,
        ) => {
          errors.push(error)
          response.sendStatus(503)
        },
      )
      const port = await listen(createServer(app))
      expect((await post(port)).status).toBe(503)
      expect(errors).toEqual([new Error('handler')])
    })
  })
}

describe('expressWebhook without a framework', () => {
  const serve = (
    middleware: WebhookMiddleware,
    prepare: (request: IncomingMessage) => unknown = () => undefined,
  ) =>
    listen(
      createServer((request: IncomingMessage & WebhookRequest, response) => {
        void Promise.resolve(prepare(request)).then(() => {
          middleware(request, response, (error) => {
            response.statusCode = error === undefined ? 204 : 500
            response.end()
          })
        })
      }),
    )

  it('works on the requests of Node alone', async () => {
    const port = await serve(expressWebhook({ secret }))
    expect((await post(port)).status).toBe(204)
    expect((await post(port, { headers: { 'x-cio-timestamp': '1' } })).status).toBe(401)
  })

  it('reads requests with an encoding set', async () => {
    const port = await serve(expressWebhook({ secret }), (request) => request.setEncoding('utf8'))
    expect((await post(port, { body: '{"name":"Zoë 🎉"}' })).status).toBe(204)
  })

  it('refuses requests that were read, and those that are gone', async () => {
    const rejections: WebhookRejection[] = []
    const onReject = (rejection: WebhookRejection) => rejections.push(rejection)
    const read = await serve(expressWebhook({ secret, onReject }), async (request) => {
      request.resume()
      await once(request, 'end')
    })
    expect((await post(read)).status).toBe(500)
    const gone = await serve(expressWebhook({ secret, onReject }), async (request) => {
      request.destroy()
      await once(request, 'close')
    })
    await expect(post(gone)).rejects.toThrow()
    await until(() => rejections.length === 2)
    expect(rejections.map(({ code }) => code)).toEqual(['body_not_raw', 'body_aborted'])
  })

  it('passes an error that next throws to next', async () => {
    const errors: unknown[] = []
    const middleware = expressWebhook({ secret })
    const port = await listen(
      createServer((request, response) => {
        middleware(request, response, (error) => {
          if (error === undefined) throw new Error('next')
          errors.push(error)
          response.end()
        })
      }),
    )
    await post(port)
    expect(errors).toEqual([new Error('next')])
  })

  const wrong: [string, object][] = [
    ['an empty secret', { secret: '' }],
    ['no secret', { secret: undefined }],
    ['a padded secret', { secret: ' x' }],
    ['a wrong tolerance', { toleranceSeconds: NaN }],
    ['a wrong clock', { now: 1 }],
    ['a limit of NaN', { maxBodyBytes: NaN }],
    ['a negative limit', { maxBodyBytes: -1 }],
    ['a time limit as text', { bodyTimeoutMs: '5' }],
    ['an onReject that is no function', { onReject: 1 }],
    ['a seen that is no function', { seen: new Set() }],
  ]
  for (const [what, options] of wrong) {
    it(`is refused when it is made with ${what}`, () => {
      expect(() => expressWebhook({ secret, ...options })).toThrow(TypeError)
    })
  }

  it('may have no limits', async () => {
    const port = await serve(expressWebhook({ secret, maxBodyBytes: Infinity, bodyTimeoutMs: Infinity }))
    expect((await post(port)).status).toBe(204)
  })
})
