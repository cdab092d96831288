// What is particular to Fastify: every-adapter.test.ts holds what all adapters have in common.

import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import fastify, { type FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { fastifyWebhook, signWebhook, type FastifyWebhookRequest } from '../../../src/runtime/index.ts'

const fastify4 = createRequire(import.meta.url)('fastify-4') as typeof fastify

const secret = 'signing-secret'
const body = '{"event_id":"abc","metric":"delivered"}'

function post(app: FastifyInstance, url: string, headers: object = signWebhook({ body, secret })) {
  return app.inject({
    method: 'POST',
    url,
    payload: body,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

describe.each(Object.entries({ 'Fastify 5': fastify, 'Fastify 4': fastify4 }))(
  'fastifyWebhook in %s',
  (_name, framework) => {
    it('verifies the routes of its scope, whenever they are registered, and no other', async () => {
      const app = framework()
      await app.register(async (scope) => {
        scope.post('/before', () => 'ok')
        await scope.register(fastifyWebhook, { secret })
        scope.post('/after', () => 'ok')
        await scope.register(async (inner) => {
          inner.post('/inside', () => 'ok')
          await Promise.resolve()
        })
      })
      app.post('/other', (request) => request.body)
      for (const url of ['/before', '/after', '/inside']) {
        expect((await post(app, url)).statusCode).toBe(200)
        expect((await post(app, url, {})).statusCode, url).toBe(401)
      }
      const other = await post(app, '/other', {})
      expect([other.statusCode, other.json()]).toEqual([200, JSON.parse(body)])
    })

    it('verifies requests without a body, of any method', async () => {
      const app = framework()
      await app.register(fastifyWebhook, { secret })
      app.get('/', () => 'secrets')
      app.post('/', () => 'secrets')
      expect((await app.inject({ method: 'GET', url: '/' })).statusCode).toBe(401)
      expect((await app.inject({ method: 'POST', url: '/' })).statusCode).toBe(401)
    })

    it('gives the event as the body too, so that schemas hold', async () => {
      const app = framework()
      await app.register(fastifyWebhook({ secret }))
      const schema = { body: { type: 'object', required: ['event_id'] } }
      app.post('/', { schema }, (request: FastifyWebhookRequest & { body: unknown }) => [
        request.body,
        request.webhookEvent,
      ])
      expect((await post(app, '/')).json()).toEqual([JSON.parse(body), JSON.parse(body)])
    })

    it('takes bodies that are longer than the limit of Fastify, if its own is higher', async () => {
      const app = framework({ bodyLimit: 10 })
      await app.register(fastifyWebhook, { secret, maxBodyBytes: 1000 })
      app.post('/', () => 'ok')
      expect((await post(app, '/')).statusCode).toBe(200)
    })

    it('works where a hook before it kept the raw body', async () => {
      const app = framework()
      app.addHook('preParsing', async (request, _reply, payload) => {
        const bytes = Buffer.concat((await payload.toArray()) as Buffer[])
        Object.assign(request, { rawBody: bytes })
        return Readable.from([bytes])
      })
      await app.register(fastifyWebhook, { secret })
      app.post('/', () => 'ok')
      expect((await post(app, '/')).statusCode).toBe(200)
      expect((await post(app, '/', signWebhook({ body: `${body} `, secret }))).statusCode).toBe(401)
    })

    it('may have several scopes with secrets of their own, one inside another', async () => {
      const app = framework()
      await app.register(async (outer) => {
        await outer.register(fastifyWebhook, { secret })
        outer.post('/outer', () => 'ok')
      })
      await app.register(async (other) => {
        await other.register(fastifyWebhook, { secret: 'another' })
        other.post('/other', () => 'ok')
      })
      expect((await post(app, '/outer')).statusCode).toBe(200)
      expect((await post(app, '/other')).statusCode).toBe(401)
      expect((await post(app, '/other', signWebhook({ body, secret: 'another' }))).statusCode).toBe(200)
    })

    it('leaves nothing of one request to the next', async () => {
      const app = framework()
      const seen: unknown[] = []
      await app.register(async (scope) => {
        await scope.register(fastifyWebhook, { secret })
        scope.post('/', () => 'ok')
        scope.addHook('onRequest', (request: FastifyWebhookRequest, _reply, done) => {
          seen.push(request.webhookEvent)
          done()
        })
      })
      await post(app, '/')
      await post(app, '/')
      expect(seen).toEqual([null, null])
    })

    it('keeps Fastify from starting with an empty secret', async () => {
      const app = framework()
      app.register(fastifyWebhook, { secret: '' })
      await expect(app.ready()).rejects.toThrow(TypeError)
      expect(() => fastifyWebhook({ secret: '' })).toThrow(TypeError)
    })
  },
)
