// Does the rule find handlers that never verify, and leave those alone that do or may?
import { requireWebhookVerification as rule } from '../../src/rules/require-webhook-verification.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'customers of the application itself',
      code: code`
        router.post('/customers/:id/webhook', async (req, res) => {
          await save(req.body.metric)
          res.sendStatus(204)
        })
        // customer.io
      `,
    },
    {
      name: 'the SDK verifies',
      code: code`
        import { verifyRequestSignature } from 'customerio-node'
        app.post('/webhooks/customerio', (req, res) => {
          const valid = verifyRequestSignature({
            signingSecret: process.env.CIO_WEBHOOK_SECRET,
            timestamp: req.get('x-cio-timestamp'),
            signature: req.get('x-cio-signature'),
            body: req.rawBody,
          })
          if (!valid) return res.sendStatus(401)
          queue.push(req.body.event_id)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'our middleware verifies',
      code: code`
        import { expressWebhook } from 'eslint-plugin-customerio/runtime'
        app.post('/webhooks/customerio', expressWebhook({ secret }), (req, res) => {
          queue.push(req.webhookEvent)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'middleware out of sight that is named for it',
      code: code`
        import { verifySignature } from './middleware.js'
        app.post('/webhooks/customerio', express.raw({ type: '*/*' }), verifySignature, (req, res) => {
          queue.push(JSON.parse(req.body))
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'middleware for every route of the router',
      code: code`
        import { requireCioSignature } from './middleware.js'
        const router = express.Router()
        router.use(requireCioSignature)
        router.post('/customerio/webhook', (req, res) => {
          queue.push(req.body)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'a hook of the Fastify plugin around the route',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const genuine = (req) => {
          const mac = createHmac('sha256', process.env.CIO_SECRET).update(req.rawBody).digest()
          return timingSafeEqual(mac, Buffer.from(req.headers['x-cio-signature'], 'hex'))
        }
        export const cioWebhooks = async (fastify) => {
          fastify.addHook('preValidation', async (req, reply) => {
            if (!genuine(req)) return reply.code(401).send()
          })
          fastify.post('/reporting', async (req, reply) => reply.send(await store(req.body)))
        }
      `,
    },
    {
      name: 'options of a Fastify route',
      code: code`
        fastify.route({
          method: 'POST',
          url: '/webhooks/customerio',
          preHandler: [fastify.verifyWebhook],
          handler: async (request, reply) => reply.send(await store(request.body)),
        })
      `,
    },
    {
      name: 'a wrapper that is named for it',
      filename: 'app/api/webhooks/customerio/route.ts',
      code: code`
        import { withSignature } from '@/lib/with-signature'
        export const POST = withSignature(async (request: Request) => {
          await store(await request.json())
          return new Response(null, { status: 204 })
        })
      `,
    },
    {
      name: 'a guard on the controller',
      code: code`
        @Controller('webhooks/customerio')
        @UseGuards(CustomerioGuard)
        export class WebhooksController {
          @Post()
          handle(@Body() event: Event) {
            return this.events.store(event)
          }
        }
      `,
    },
    {
      name: 'a handler that is not in sight',
      code: code`
        import * as controller from './controller.js'
        app.post('/webhooks/customerio', controller.handle)
      `,
    },
    {
      name: 'the whole request is given to code out of sight',
      code: code`
        app.post('/webhooks/customerio', async (req, res) => {
          await webhooks.process(req)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'the headers are given to a service',
      code: code`
        @Controller('webhooks')
        export class WebhooksController {
          @Post('customerio')
          handle(@Headers() headers: Record<string, string>, @Body() event: Event) {
            return this.customerio.accept(event, headers)
          }
        }
      `,
    },
    {
      name: 'a shared secret in the address',
      code: code`
        app.post('/webhooks/customerio', (req, res) => {
          if (req.query.token !== process.env.WEBHOOK_TOKEN) return res.sendStatus(401)
          queue.push(req.body)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'the handler only calls Customer.io',
      filename: 'app/api/customerio/hooks/route.ts',
      code: code`
        import { TrackClient } from 'customerio-node'
        const cio = new TrackClient(process.env.CIO_SITE_ID!, process.env.CIO_API_KEY!)
        export async function POST(request: Request) {
          const { userId, plan } = await request.json()
          await cio.identify(userId, { plan })
          return new Response(null, { status: 204 })
        }
      `,
    },
    {
      name: 'the webhook of another sender that ends up at Customer.io',
      code: code`
        app.post('/hooks/stripe-to-customerio', async (req, res) => {
          await forward(req.body.data)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'a request that goes out',
      code: code`
        import axios from 'axios'
        export const notify = (event) => axios.post('/webhooks/customerio', event, { timeout: 1000 })
        export const later = (event) => axios.post('https://hooks.example.com/customerio', () => event)
      `,
    },
    {
      name: 'a mapper of events is no handler',
      filename: 'src/sources/customerio/transform.js',
      code: code`
        export function process(event) {
          return { type: event.object_type, name: event.metric, id: event.event_id }
        }
      `,
    },
    {
      name: 'a React hook',
      filename: 'src/hooks/use-customerio.ts',
      code: code`
        export function useCustomerio(user: { id: string }) {
          useEffect(() => void window._cio?.identify({ id: user.id }), [user.id])
        }
      `,
    },
    {
      name: 'a GET handler',
      filename: 'app/api/webhooks/customerio/status/route.ts',
      code: code`
        export async function GET() {
          return Response.json({ status: 'active' })
        }
      `,
    },
    {
      name: 'a verifier that the settings name',
      settings: { customerio: { verifiers: [{ module: './check.js', name: 'accept' }] } },
      code: code`
        import { accept } from './check.js'
        app.post('/webhooks/customerio', accept, (req, res) => {
          queue.push(req.body)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'tests',
      filename: 'src/webhooks/customerio.test.ts',
      code: code`
        app.post('/webhooks/customerio', (req, res) => res.json(req.body.metric))
      `,
    },
    {
      name: 'the function that is called verifies with Web Crypto',
      filename: 'src/customerio-webhook.ts',
      code: code`
        async function genuine(request: Request, key: CryptoKey, body: string) {
          const data = new TextEncoder().encode(\`v0:\${request.headers.get('x-cio-timestamp')}:\${body}\`)
          return crypto.subtle.verify('HMAC', key, fromHex(request.headers.get('x-cio-signature')), data)
        }
        export default {
          async fetch(request: Request, env: { KEY: CryptoKey }) {
            const body = await request.text()
            if (!(await genuine(request, env.KEY, body))) return new Response(null, { status: 401 })
            await store(JSON.parse(body))
            return new Response(null, { status: 204 })
          },
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'Express',
      code: code`
        const express = require('express')
        const app = express()
        app.use(express.json())
        app.post('/webhooks/customerio', async (req, res) => {
        ~~~~~~~~ [missing]
          const { metric, data } = req.body
          if (metric === 'unsubscribed') await users.update(data.customer_id, { marketing: false })
          res.sendStatus(200)
        })
      `,
    },
    {
      name: 'a route that does not say webhook but reads what only one has',
      code: code`
        router.post('/customer-io/events', (req, res) => {
        ~~~~~~~~~~~ [missing]
          queue.push(req.body.object_type)
          res.sendStatus(200)
        })
      `,
    },
    {
      name: 'the handler is a function of the file',
      code: code`
        async function onCioWebhook(req, res) {
          await store(req.body)
          res.sendStatus(204)
        }
        app.post('/in', express.json(), onCioWebhook)
        ~~~~~~~~ [missing]
      `,
    },
    {
      name: 'middleware that verifies nothing, a validator of the body and a reader of the request',
      code: code`
        import { parseBody } from './parse.js'
        const logRequests = (req, res, next) => {
          console.log(req.path)
          next()
        }
        function validateEvent(event) {
          return typeof event.id === 'string'
        }
        app.post('/webhooks/customerio', logRequests, rateLimit({ max: 10 }), async (req, res) => {
        ~~~~~~~~ [missing]
          const event = await parseBody(req)
          if (!validateEvent(event)) return res.sendStatus(400)
          await store(event)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'the signature is only asked for',
      code: code`
        app.post('/webhooks/customerio', (req, res) => {
        ~~~~~~~~ [missing]
          if (!req.get('x-cio-signature')) return res.sendStatus(401)
          queue.push(req.body)
          res.sendStatus(204)
        })
      `,
    },
    {
      name: 'Next.js route handler, by its place',
      filename: 'app/api/webhooks/customerio/route.ts',
      code: code`
        export async function POST(request: Request) {
                              ~~~~ [missing]
          const event = await request.json()
          await store(event.data)
          return Response.json({ received: true })
        }
      `,
    },
    {
      name: 'Next.js pages',
      filename: 'pages/api/customerio/webhook.js',
      code: code`
        export default async function handler(req, res) {
                                      ~~~~~~~ [missing]
          await store(req.body)
          res.status(200).end()
        }
      `,
    },
    {
      name: 'Fastify, with a schema',
      code: code`
        fastify.post('/hooks/customerio', { schema: { body: eventSchema } }, async (request, reply) => {
        ~~~~~~~~~~~~ [missing]
          await store(request.body)
          return reply.code(204).send()
        })
      `,
    },
    {
      name: 'Fastify, as one object',
      code: code`
        fastify.route({
        ~~~~~~~~~~~~~ [missing]
          method: 'POST',
          url: '/hooks/customerio',
          async handler(request, reply) {
            await store(request.body)
            return reply.code(204).send()
          },
        })
      `,
    },
    {
      name: 'a hook of another plugin does not count',
      code: code`
        import { verifySignature } from './verify.js'
        export const customerioWebhooks = async (fastify) => {
          fastify.register(async (inner) => {
            inner.addHook('preHandler', verifySignature)
            inner.post('/actions', async (request, reply) => reply.send(await store(request.body)))
          })
          fastify.post('/reporting', async (request, reply) => reply.send(await store(request.body)))
          ~~~~~~~~~~~~ [missing]
        }
      `,
    },
    {
      name: 'Koa router',
      code: code`
        router.post('/webhooks/customerio', bodyParser(), async (ctx) => {
        ~~~~~~~~~~~ [missing]
          await store(ctx.request.body)
          ctx.status = 204
        })
      `,
    },
    {
      name: 'Hono',
      code: code`
        const app = new Hono().basePath('/api')
        app.post('/cio/webhook', async (c) => {
        ~~~~~~~~ [missing]
          await store(await c.req.json())
          return c.body(null, 204)
        })
      `,
    },
    {
      name: 'Nest',
      code: code`
        @Controller('webhooks')
        export class CustomerioController {
          constructor(private readonly events: EventsService) {}

          @Post('reporting')
          @HttpCode(204)
          async receive(@Body() event: CioEvent) {
                ~~~~~~~ [missing]
            await this.events.store(event)
          }
        }
      `,
    },
    {
      name: 'Lambda',
      filename: 'functions/customerio-webhook.ts',
      code: code`
        export const handler = async (event: APIGatewayProxyEventV2) => {
                     ~~~~~~~ [missing]
          const { metric, data } = JSON.parse(event.body ?? '{}')
          await table.put({ metric, data })
          return { statusCode: 204 }
        }
      `,
    },
    {
      name: 'Firebase',
      code: code`
        export const customerioWebhook = onRequest({ cors: false }, async (req, res) => {
                                         ~~~~~~~~~ [missing]
          await db.collection('events').add(req.body)
          res.status(204).end()
        })
      `,
    },
    {
      name: 'a worker that knows its routes itself',
      code: code`
        export default {
          async fetch(request) {
            const { pathname } = new URL(request.url)
            if (pathname === '/webhooks/customerio') {
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missing]
              await store(await request.json())
              return new Response(null, { status: 204 })
            }
            return new Response(null, { status: 404 })
          },
        }
      `,
    },
    {
      name: 'SvelteKit',
      filename: 'src/routes/webhooks/customerio/+server.ts',
      code: code`
        export const POST: RequestHandler = async ({ request }) => {
                     ~~~~~~~~~~~~~~~~~~~~ [missing]
          const { metric } = await request.json()
          await store(metric)
          return new Response(null, { status: 204 })
        }
      `,
    },
    {
      name: 'Remix',
      filename: 'app/routes/webhooks.customerio.tsx',
      code: code`
        export async function action({ request }: ActionFunctionArgs) {
                              ~~~~~~ [missing]
          const event = await request.json()
          await store(event.data)
          return null
        }
      `,
    },
    {
      name: 'Nuxt',
      filename: 'server/api/webhooks/customerio.post.ts',
      code: code`
        export default defineEventHandler(async (event) => {
                       ~~~~~~~~~~~~~~~~~~ [missing]
          const body = await readBody(event)
          await store(body)
          return { ok: true }
        })
      `,
    },
    {
      name: 'Supabase edge function',
      filename: 'supabase/functions/customerio-webhook/index.ts',
      code: code`
        Deno.serve(async (request) => {
        ~~~~~~~~~~ [missing]
          const event = await request.json()
          await store(event)
          return new Response('ok')
        })
      `,
    },
  ],
})
