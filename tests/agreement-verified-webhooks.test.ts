// Do the webhook rules know the runtime? What is written with it is silent, and reported when it is taken out.
import { describe, expect, it } from 'vitest'

import plugin from '../src/index.ts'
import { ownExports } from '../src/vocabulary/own-exports.ts'
import { webhookFindings } from './support/handled-webhooks.ts'
import { dedent } from './support/marked-code.ts'

const strict = plugin.configs.strict.rules ?? {}
/** Says what the handlers are for where their own code does not. */
const filename = 'functions/customerio-webhook.ts'

/** The same code that does not read what only a verifier leaves behind. */
const withoutEvent = (code: string): string => code.replaceAll('webhookEvent', 'body')

/** The same code with a function in place of the verifier that nobody can take for one: it is given no secret. */
const unverified = (code: string, name: string): string =>
  withoutEvent(code)
    .replaceAll(name, 'readEvent')
    .replace('eslint-plugin-customerio/runtime', './read-event')
    .replaceAll(/\{[^{}]*\bsecret\b[^{}]*\}/g, '{}')

/** Handlers as the documentation writes them, for each export of the runtime that verifies. */
const handlers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  verifyWebhook: {
    'in a route': `
      import express from 'express'
      import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
      const app = express()
      app.post('/webhooks/customerio', express.raw({ type: '*/*' }), async (req, res) => {
        let event
        try {
          event = verifyWebhook({ body: req.body, headers: req.headers, secret: process.env.CUSTOMERIO_WEBHOOK_SECRET })
        } catch {
          res.sendStatus(401)
          return
        }
        await save(event)
        res.sendStatus(204)
      })
    `,
    'in a function of its own': `
      import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
      const eventOf = async (request: Request) =>
        verifyWebhook({
          body: await request.arrayBuffer(),
          headers: request.headers,
          secret: [process.env.CIO_REPORTING_KEY!, process.env.CIO_ACTION_KEY!],
        })
      export async function POST(request: Request): Promise<Response> {
        const event = await eventOf(request)
        await save(event)
        return new Response(null, { status: 204 })
      }
    `,
  },
  isValidWebhook: {
    'in a route handler of Next.js': `
      import { isValidWebhook } from 'eslint-plugin-customerio/runtime'
      export async function POST(request: Request): Promise<Response> {
        const body = await request.text()
        const secret = process.env.CUSTOMERIO_WEBHOOK_SECRET!
        if (!isValidWebhook({ body, headers: request.headers, secret })) return new Response(null, { status: 401 })
        await save(JSON.parse(body))
        return new Response(null, { status: 204 })
      }
    `,
  },
  expressWebhook: {
    'before the handler': `
      import express from 'express'
      import { expressWebhook } from 'eslint-plugin-customerio/runtime'
      const app = express()
      const secret = process.env.CUSTOMERIO_WEBHOOK_SECRET
      app.post('/webhooks/customerio', expressWebhook({ secret }), async (req, res) => {
        await save(req.webhookEvent)
        res.sendStatus(204)
      })
    `,
    'for a router, in CommonJS': `
      const { Router } = require('express')
      const { expressWebhook } = require('eslint-plugin-customerio/runtime')
      const router = Router()
      router.use(expressWebhook({ secret: process.env.CUSTOMERIO_WEBHOOK_SECRET }))
      router.post('/webhooks/customerio', (req, res, next) => {
        save(req.webhookEvent).then(() => res.sendStatus(204), next)
      })
      module.exports = router
    `,
  },
  fastifyWebhook: {
    'registered with its options': `
      import { fastifyWebhook } from 'eslint-plugin-customerio/runtime'
      export async function customerioWebhooks(app) {
        await app.register(fastifyWebhook, { secret: process.env.CUSTOMERIO_WEBHOOK_SECRET })
        app.post('/webhooks/customerio', async (request, reply) => {
          await save(request.webhookEvent)
          return reply.code(204).send()
        })
      }
    `,
    'made with its options': `
      import Fastify from 'fastify'
      import { fastifyWebhook } from 'eslint-plugin-customerio/runtime'
      const app = Fastify()
      app.register(async (scope) => {
        await scope.register(fastifyWebhook({ secret: process.env.CUSTOMERIO_WEBHOOK_SECRET }))
        scope.post('/webhooks/customerio', async (request, reply) => {
          await save(request.webhookEvent)
          return reply.code(204).send()
        })
      })
    `,
    'around several routes, whose bodies are read': `
      import fastify from 'fastify'
      import { fastifyWebhook } from 'eslint-plugin-customerio/runtime'
      const server = fastify()
      server.register((instance, _options, done) => {
        instance.register(fastifyWebhook, { secret: process.env.CUSTOMERIO_WEBHOOK_SECRET })
        instance.route({
          method: 'POST',
          url: '/customerio/webhooks',
          handler: async (request) => save(request.body.event_id, request.body.metric),
        })
        done()
      })
    `,
  },
  koaWebhook: {
    'before a router': `
      import Koa from 'koa'
      import Router from '@koa/router'
      import { koaWebhook } from 'eslint-plugin-customerio/runtime'
      const app = new Koa()
      const router = new Router({ prefix: '/webhooks' })
      router.use(koaWebhook({ secret: process.env.CUSTOMERIO_WEBHOOK_SECRET }))
      router.post('/customerio', async (ctx) => {
        await save(ctx.state.webhookEvent)
        ctx.status = 204
      })
      app.use(router.routes())
    `,
    'before a route': `
      import Router from '@koa/router'
      import { koaWebhook } from 'eslint-plugin-customerio/runtime'
      const router = new Router()
      const received = koaWebhook({ secret: process.env.CUSTOMERIO_WEBHOOK_SECRET })
      router.post('/webhooks/customerio', received, async (ctx) => {
        await save(ctx.state.webhookEvent)
        ctx.status = 204
      })
    `,
  },
  webhookHandler: {
    'for Next.js': `
      import { webhookHandler } from 'eslint-plugin-customerio/runtime'
      export const POST = webhookHandler(
        { secret: process.env.CUSTOMERIO_WEBHOOK_SECRET! },
        async (event) => {
          await save(event.event_id, event.metric)
        },
      )
    `,
    'for Hono': `
      import { Hono } from 'hono'
      import { webhookHandler } from 'eslint-plugin-customerio/runtime'
      const app = new Hono()
      const handle = webhookHandler({ secret: process.env.CUSTOMERIO_WEBHOOK_SECRET }, (event) => save(event))
      app.post('/webhooks/customerio', (c) => handle(c.req.raw))
    `,
  },
  lambdaWebhook: {
    'as the handler': `
      import { lambdaWebhook } from 'eslint-plugin-customerio/runtime'
      export const handler = lambdaWebhook(
        { secret: process.env.CUSTOMERIO_WEBHOOK_SECRET },
        async ({ metric, event_id }) => {
          await save(metric, event_id)
          return { statusCode: 204, body: '' }
        },
      )
    `,
  },
}

describe('a handler with the runtime satisfies every rule of the strict config', () => {
  it('for every export that verifies', () => {
    const verifying = Object.entries(ownExports).filter(([, role]) => role.startsWith('verifier'))
    expect(Object.keys(handlers).sort()).toEqual(verifying.map(([name]) => name).sort())
  })

  const cases = Object.entries(handlers).flatMap(([name, samples]) =>
    Object.entries(samples).map(([situation, code]) => ({ name, situation, code: dedent(code) })),
  )

  it.each(cases)('$name, $situation', ({ code }) => {
    expect(webhookFindings(code, strict, filename).map(({ message }) => message)).toEqual([])
  })

  it.each(cases)('$name, $situation: by the verifier alone', ({ code }) => {
    expect(webhookFindings(withoutEvent(code), strict, filename).map(({ message }) => message)).toEqual([])
  })

  // A function out of sight that is given the request may verify it.
  const givenNothing = cases.filter(({ code }) => !code.includes('req.raw'))

  it.each(givenNothing)('$name, $situation: reported without it', ({ code, name }) => {
    const found = webhookFindings(unverified(code, name), strict, filename).map(({ ruleId }) => ruleId)
    expect(found).toEqual(['customerio/require-webhook-verification'])
  })
})
