// Which signatures are checked over something else than the body as it was received?
import { requireRawWebhookBody as rule } from '../../src/rules/require-raw-webhook-body.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const crypto = `import { createHmac, timingSafeEqual } from 'node:crypto'`

/** A handler of Express that signs a message and compares the result. */
const express = (message: string, before = ''): string => `
${crypto}
${before}
app.post('/webhooks', (req, res) => {
  const expected = createHmac('sha256', process.env.SECRET).update(${message}).digest('hex')
  if (!isEqual(req.get('x-signature'), expected)) return res.sendStatus(401)
  res.sendStatus(204)
})
function isEqual(a, b) { return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b)) }`

inBothModes(rule, {
  valid: [
    {
      name: 'the raw body of a verify hook',
      code: express(
        'req.rawBody',
        'app.use(express.json({ verify: (req, res, buf) => { req.rawBody = buf } }))',
      ),
    },
    {
      name: 'express.raw',
      code: express('req.body', `app.use('/webhooks', express.raw({ type: 'application/json' }))`),
    },
    {
      name: 'a template of the raw body',
      code: express('`v0:${req.get("x-cio-timestamp")}:${req.rawBody}`'),
    },
    { name: 'a body of which nothing is known', code: express('req.body') },
    { name: 'fields that a vendor signs', code: express('`${req.body.order_id}|${req.body.payment_id}`') },
    { name: 'a part of the body, serialized', code: express('JSON.stringify(req.body.data)') },
    {
      name: 'the sorted keys that a vendor asks for',
      code: express('JSON.stringify(req.body, Object.keys(req.body).sort())'),
    },
    {
      name: 'a form, sorted as Twilio and Shopify do',
      code: express('new URLSearchParams(req.query).toString()'),
    },
    {
      name: 'text of a Request, parsed later',
      code: code`
        ${crypto}
        export async function POST(request: Request) {
          const body = await request.text()
          const expected = createHmac('sha256', process.env.KEY!).update(body).digest()
          const given = Buffer.from(request.headers.get('x-signature') ?? '', 'hex')
          if (given.length !== expected.length || !timingSafeEqual(given, expected)) return new Response(null, { status: 401 })
          const event = JSON.parse(body)
          return Response.json({ id: event.id })
        }
      `,
    },
    {
      name: 'a Lambda, whose body is text',
      code: code`
        ${crypto}
        export const handler = async (event) => {
          const body = event.isBase64Encoded ? Buffer.from(event.body, 'base64') : event.body
          const expected = createHmac('sha256', process.env.KEY).update(body).digest('hex')
          const given = event.headers['x-signature']
          if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return { statusCode: 401 }
          return { statusCode: 200, body: JSON.stringify({ ok: JSON.parse(event.body).id }) }
        }
      `,
    },
    {
      name: 'a Lambda that is careful about the type',
      code: code`
        ${crypto}
        export const handler = async (event) => {
          const body = typeof event.body === 'string' ? event.body : JSON.stringify(event.body)
          const expected = createHmac('sha256', process.env.KEY).update(body).digest('hex')
          return { statusCode: event.headers['x-signature'] === expected ? 204 : 401 }
        }
      `,
    },
    {
      name: 'a payload that is signed and sent',
      code: code`
        import { createHmac } from 'node:crypto'
        export async function deliver(url, payload) {
          const body = JSON.stringify(payload)
          const signature = createHmac('sha256', process.env.KEY).update(body).digest('hex')
          await fetch(url, { method: 'POST', body, headers: { 'x-signature': signature } })
        }
      `,
    },
    {
      name: 'a received body that is signed and sent on',
      code: code`
        import { createHmac } from 'node:crypto'
        app.post('/relay', async (req, res) => {
          const body = JSON.stringify(req.body)
          const signature = createHmac('sha256', process.env.KEY).update(body).digest('hex')
          await fetch(process.env.TARGET, { method: 'POST', body, headers: { 'x-signature': signature } })
          res.json({ signature })
        })
      `,
    },
    {
      name: 'a key of a cache, an ETag and an idempotency key',
      code: code`
        import { createHash, createHmac } from 'node:crypto'
        app.post('/search', async (req, res) => {
          const key = createHmac('sha256', 'k').update(JSON.stringify(req.body)).digest('hex')
          const etag = createHash('sha1').update(JSON.stringify(req.body)).digest('hex')
          if (req.get('if-none-match') === etag) return res.sendStatus(304)
          res.json((await cache.get(key)) ?? (await search(req.body)))
        })
      `,
    },
    {
      name: 'a function that signs what it is given',
      code: code`
        import { createHmac } from 'node:crypto'
        export const sign = (payload) => createHmac('sha256', process.env.KEY).update(JSON.stringify(payload)).digest('hex')
      `,
    },
    {
      name: 'a token of the program itself',
      code: code`
        ${crypto}
        const sign = (claims) => createHmac('sha256', process.env.KEY).update(JSON.stringify(claims)).digest()
        export function verifyToken(claims, mac) {
          const given = Buffer.from(mac, 'base64url')
          const own = sign(claims)
          return given.length === own.length && timingSafeEqual(given, own)
        }
      `,
    },
    {
      name: 'a verifier for texts and objects',
      code: code`
        ${crypto}
        export function verifyWebhook(payload: string | object, signature: string) {
          const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
          const expected = createHmac('sha256', process.env.KEY!).update(body).digest('hex')
          return signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
        }
      `,
    },
    {
      name: 'verifiers that get the raw body',
      code: code`
        import { verifyRequestSignature } from 'customerio-node'
        import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
        app.post('/cio', express.raw({ type: '*/*' }), (req, res) => {
          const event = verifyWebhook({ body: req.body, headers: req.headers, secret: process.env.CIO_SECRET })
          const ok = verifyRequestSignature({ body: req.rawBody, signature: req.get('x-cio-signature') })
          res.json({ ok, event })
        })
      `,
    },
    {
      name: 'a test that signs a body',
      filename: 'tests/webhook.test.js',
      code: express('JSON.stringify(req.body)'),
    },
    {
      name: 'another vendor, when only Customer.io counts',
      options: [{ scope: 'customerio' }],
      code: express('JSON.stringify(req.body)'),
    },
  ],
  invalid: [
    {
      name: 'the plainest',
      code: code`
        import { createHmac } from 'node:crypto'
        app.post('/webhooks', (req, res) => {
          const expected = createHmac('sha256', process.env.SECRET).update(JSON.stringify(req.body)).digest('hex')
                                                                           ~~~~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
          if (req.headers['x-signature'] !== expected) return res.sendStatus(401)
        })
      `,
    },
    {
      name: 'a Request, in a variable and a template',
      code: code`
        ${crypto}
        export async function POST(request: Request) {
          const event = await request.json()
          const timestamp = request.headers.get('x-cio-timestamp') ?? ''
          const body = JSON.stringify(event)
                       ~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
          const expected = createHmac('sha256', process.env.CIO_KEY!).update(\`v0:\${timestamp}:\${body}\`).digest()
          const given = Buffer.from(request.headers.get('x-cio-signature') ?? '', 'hex')
          if (given.length !== expected.length || !timingSafeEqual(given, expected)) return new Response('no', { status: 401 })
          return Response.json({ received: event.event_id })
        }
      `,
    },
    {
      name: 'helpers of the file sign and compare',
      options: [{ scope: 'customerio' }],
      code: code`
        const crypto = require('crypto')
        const sign = (body) => crypto.createHmac('sha256', process.env.CIO_WEBHOOK_SECRET).update(body).digest('hex')
        const safeEqual = (a, b) => a.length === b.length && crypto.timingSafeEqual(Buffer.from(a), Buffer.from(b))
        router.post('/', async (ctx) => {
          const message = 'v0:' + ctx.get('x-cio-timestamp') + ':' + JSON.stringify(ctx.request.body)
                                                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
          if (!safeEqual(ctx.get('x-cio-signature'), sign(message))) ctx.throw(401)
        })
      `,
    },
    {
      name: 'a fallback for a missing raw body',
      code: code`
        import { createHmac } from 'node:crypto'
        import compare from 'tsscmp'
        export function handler(req, res) {
          const raw = req.rawBody ? req.rawBody.toString('utf8') : JSON.stringify(req.body)
                                                                   ~~~~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
          const expected = createHmac('sha256', process.env.KEY).update(raw).digest('hex')
          if (!compare(req.get('x-hub-signature-256'), 'sha256=' + expected)) res.status(401).end()
        }
      `,
    },
    {
      name: 'an object in a template',
      code: code`
        ${crypto}
        export default {
          async fetch(request, env) {
            const event = await request.json()
            const expected = createHmac('sha256', env.KEY).update(\`\${request.headers.get('x-ts')}.\${event}\`).digest('hex')
                                                                                                    ~~~~~ [parsedBody]
            if (request.headers.get('x-signature') !== expected) return new Response(null, { status: 401 })
          },
        }
      `,
    },
    {
      name: 'String() of an object, in Nest',
      code: code`
        import { createHmac } from 'node:crypto'
        @Controller('webhooks')
        class Webhooks {
          @Post()
          take(@Body() event: CioEvent, @Headers('x-cio-signature') signature: string) {
            const expected = createHmac('sha256', process.env.KEY!).update(String(event)).digest('hex')
                                                                                  ~~~~~ [parsedBody]
            if (signature !== expected) throw new UnauthorizedException()
          }
        }
      `,
    },
    {
      name: 'a parsed body of Express, signed as it is',
      code: code`
        ${crypto}
        app.use(express.json())
        app.post('/webhooks', (req, res) => {
          const expected = createHmac('sha256', process.env.KEY).update(req.body).digest()
                                                                        ~~~~~~~~ [parsedBody]
          const given = Buffer.from(req.get('x-signature'), 'hex')
          res.sendStatus(given.length === expected.length && timingSafeEqual(given, expected) ? 204 : 401)
        })
      `,
    },
    {
      name: 'Web Crypto',
      code: code`
        export const POST = async ({ request }) => {
          const event = await request.json()
          const data = new TextEncoder().encode(JSON.stringify(event))
                                                ~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
          const ok = await crypto.subtle.verify('HMAC', key, fromHex(request.headers.get('x-signature')), data)
          return new Response(null, { status: ok ? 204 : 401 })
        }
      `,
    },
    {
      name: 'Hono, parsed from the text and written again',
      code: code`
        import { createHmac } from 'node:crypto'
        app.post('/hook', async (c) => {
          const event = JSON.parse(await c.req.text())
          const hmac = createHmac('sha256', c.env.KEY)
          hmac.update(JSON.stringify(event))
                      ~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
          if (hmac.digest('hex') !== c.req.header('x-signature')) return c.text('no', 401)
        })
      `,
    },
    {
      name: 'a verifier of webhooks for other files',
      code: code`
        import crypto from 'crypto'
        export function verifyWebhookSignature(payload: any, signature: string): boolean {
          const expected = crypto.createHmac('sha256', process.env.KEY!).update(JSON.stringify(payload)).digest('hex')
                                                                                ~~~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
          return signature === expected
        }
      `,
    },
    {
      name: 'verifiers of Customer.io',
      options: [{ scope: 'customerio' }],
      code: code`
        import { verifyRequestSignature } from 'customerio-node'
        import { isValidWebhook } from 'eslint-plugin-customerio/runtime'
        export async function POST(request: Request) {
          const body = await request.json()
          const ok = isValidWebhook({ body, headers: request.headers, secret: process.env.CIO_SECRET! })
                                      ~~~~ [parsedBodyForVerifier]
          return verifyRequestSignature({ body: JSON.stringify(body), signature: request.headers.get('x-cio-signature'), ok })
                                                ~~~~~~~~~~~~~~~~~~~~ [parsedBodyForVerifier]
        }
      `,
    },
    {
      name: 'a parsed body of Express, handed to the SDK',
      code: code`
        const { verifyRequestSignature } = require('customerio-node')
        app.use(express.json())
        app.post('/cio', (req, res) => {
          const options = {
            signingSecret: process.env.CIO_SECRET,
            body: req.body,
                  ~~~~~~~~ [parsedBodyForVerifier]
          }
          if (!verifyRequestSignature(options)) return res.sendStatus(401)
        })
      `,
    },
    {
      name: 'a verifier that a setting names',
      settings: { customerio: { verifiers: [{ module: '@acme/webhooks', name: 'checkSignature' }] } },
      code: code`
        import { checkSignature } from '@acme/webhooks'
        app.post('/cio', (req, res) => {
          if (!checkSignature(JSON.stringify(req.body), req.get('x-cio-signature'))) return res.sendStatus(401)
                              ~~~~~~~~~~~~~~~~~~~~~~~~ [parsedBodyForVerifier]
        })
      `,
    },
  ],
})
