// Is a verification known that stands somewhere else: in a plugin, in a value made before, in another file?
import { readFileSync } from 'node:fs'

import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import plugin from '../../src/index.ts'
import { requireWebhookVerification as rule } from '../../src/rules/require-webhook-verification.ts'
import { projectFolder } from '../support/project-folder.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

inBothModes(rule, {
  valid: [
    {
      name: "the runtime's plugin of Fastify, with its options beside it",
      code: code`
        import { fastifyWebhook } from 'eslint-plugin-customerio/runtime'
        app.register(async (scope) => {
          await scope.register(fastifyWebhook, { secret: process.env.CIO_WEBHOOK_SECRET })
          scope.post('/webhooks/customerio', async (request, reply) => reply.send(await store(request.body)))
        })
      `,
    },
    {
      name: 'a plugin that hands its hooks on, and one out of sight that is named for it',
      code: code`
        import fp from 'fastify-plugin'
        import { signatureCheck } from './checks.js'
        export const first = async (app) => {
          app.register(fp(async (outer) => outer.addHook('preHandler', async (req) => signatureCheck(req))))
          app.post('/webhooks/customerio', async (request) => store(request.body))
        }
        export const second = async (app) => {
          app.register(signatureCheck, { header: 'x-cio-signature' })
          app.post('/webhooks/customerio', async (request) => store(request.body))
        }
      `,
    },
    {
      name: 'middleware that was made before, and says nothing by its name',
      code: code`
        import { expressWebhook, koaWebhook } from 'eslint-plugin-customerio/runtime'
        const received = expressWebhook({ secret: process.env.CIO_WEBHOOK_SECRET })
        const first = [compress(), received]
        const options = { preHandler: first, bodyLimit: 65_536 }
        app.post('/webhooks/customerio', received, (req, res) => res.json(store(req.body)))
        app.post('/callbacks/customerio', first, (req, res) => res.json(store(req.body)))
        app.post('/events/customerio/hook', options, async (req) => store(req.body))
        class Routes {
          before = koaWebhook({ secret: process.env.CIO_WEBHOOK_SECRET })
          constructor(router) {
            router.post('/hooks/customerio', this.before, (ctx) => { ctx.body = store(ctx.request.body) })
          }
        }
      `,
    },
    {
      name: 'a class in plain JavaScript, whose parser knows no decorators',
      code: code`
        export class CustomerioWebhooks {
          static route = '/webhooks/customerio'
          handle(event) { return event.metric }
        }
      `,
    },
    {
      name: 'what only registers the routes of others',
      filename: 'functions/customerio-webhooks.ts',
      code: code`
        import { expressWebhook } from 'eslint-plugin-customerio/runtime'
        export function customerioWebhooks(app) {
          app.post('/webhooks/customerio', expressWebhook({ secret: app.secret }), (req, res) => {
            res.json(store(req.body))
          })
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'plugins that verify nothing, or their own routes only',
      code: code`
        import { fastifyWebhook } from 'eslint-plugin-customerio/runtime'
        import helmet from '@fastify/helmet'
        const events = async (scope) => {
          await scope.register(fastifyWebhook, { secret: process.env.CIO_WEBHOOK_SECRET })
          scope.post('/webhooks/events', async (request) => store(request.body))
        }
        export const all = async (app) => {
          app.register(helmet, { contentSecurityPolicy: false })
          app.register(events)
          app.post('/webhooks/customerio', async (request) => store(request.body))
          ~~~~~~~~ [missing]
        }
      `,
    },
    {
      name: 'middleware that was made before and verifies nothing',
      code: code`
        const received = compress({ level: 3 })
        const before = [received, express.json()]
        app.post('/webhooks/customerio', before, (req, res) => res.json(store(req.body)))
        ~~~~~~~~ [missing]
      `,
    },
    {
      name: 'the route, not the function that registers it',
      filename: 'functions/customerio-webhooks.ts',
      code: code`
        export function customerioWebhooks(app) {
          app.post('/webhooks/customerio', (req, res) => {
          ~~~~~~~~ [missing]
            res.json(store(req.body))
          })
        }
      `,
    },
  ],
})

describe('a helper in another file, which compares with ===', () => {
  const project = projectFolder({
    'src/verify.js': `
      import { createHmac } from 'node:crypto'
      export function verifySignature(req) {
        const message = \`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`
        const expected = createHmac('sha256', process.env.CIO_WEBHOOK_SECRET).update(message).digest('hex')
        return req.get('x-cio-signature') === expected
      }
    `,
    'src/accept.js': `
      const { createHmac } = require('node:crypto')
      module.exports = (text, time, given) => {
        const mac = createHmac('sha256', process.env.CIO_WEBHOOK_SECRET).update('v0:' + time + ':' + text)
        return mac.digest('hex') === given
      }
    `,
    'src/routes.js': `
      import { verifySignature } from './verify.js'
      app.post('/webhooks/customerio', (req, res) => {
        if (!verifySignature(req)) return res.sendStatus(401)
        store(req.body.event_id)
        res.sendStatus(204)
      })
    `,
    'src/old-routes.cjs': `
      const accept = require('./accept.js')
      app.post('/webhooks/customerio', (req, res) => {
        const isGenuine = accept(req.rawBody, req.get('x-cio-timestamp'), req.get('x-cio-signature'))
        if (!isGenuine) return res.sendStatus(401)
        store(req.body.event_id)
        res.sendStatus(204)
      })
    `,
    'src/careless-routes.js': `
      import { verifySignature } from './verify.js'
      app.post('/webhooks/customerio', (req, res) => {
        verifySignature(req)
        store(req.body.event_id)
        res.sendStatus(204)
      })
    `,
  })

  const findings = (name: string): string[] =>
    new Linter({ cwd: project.path })
      .verify(readFileSync(project.file(name), 'utf8'), [plugin.configs.recommended], {
        filename: project.file(name),
      })
      .map(({ ruleId, line }) => `${ruleId ?? 'fatal'} in line ${line}`)

  it.each([
    ['src/verify.js', ['customerio/require-timing-safe-comparison in line 5']],
    ['src/accept.js', ['customerio/require-timing-safe-comparison in line 4']],
    ['src/routes.js', []],
    ['src/old-routes.cjs', []],
    ['src/careless-routes.js', ['customerio/require-webhook-verification in line 3']],
  ])('%s', (name, expected) => {
    expect(findings(name)).toEqual(expected)
  })
})
