// Does the rule see where a verification is there and decides nothing, or is passed by?
import { requireWebhookVerification as rule } from '../../src/rules/require-webhook-verification.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const sdk = "import { verifyRequestSignature } from 'customerio-node'"

/** A function that verifies by itself, put before the samples. */
const genuine = `
import { createHmac, timingSafeEqual } from 'node:crypto'
function genuine(req) {
  const message = \`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`
  const mac = createHmac('sha256', process.env.CIO_WEBHOOK_SECRET).update(message).digest()
  const given = Buffer.from(req.get('x-cio-signature'), 'hex')
  return given.length === mac.length && timingSafeEqual(given, mac)
}
`

inBothModes(rule, {
  valid: [
    {
      name: 'without the secret everything is refused',
      code: code`
        ${sdk}
        const secret = process.env.CIO_WEBHOOK_SECRET
        export function receive(req, res, next) {
          if (!secret) return res.sendStatus(500)
          if (!req.get('x-cio-signature')) return res.sendStatus(401)
          if (!secret || !verifyRequestSignature({ signingSecret: secret, body: req.rawBody })) return res.sendStatus(401)
          next()
        }
      `,
    },
    {
      name: 'both must hold',
      code: code`
        ${sdk}
        export async function receive(req, res) {
          const signature = req.get('x-cio-signature')
          if (signature && verifyRequestSignature({ signature, body: req.rawBody })) {
            await store(req.body)
            return res.sendStatus(204)
          }
          return res.sendStatus(401)
        }
      `,
    },
    {
      name: 'a verifier that says no to what is missing',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req, secret) {
          const signature = req.headers['x-cio-signature']
          if (!signature || typeof signature !== 'string') return false
          if (!secret) {
            console.error('no secret')
            return { ok: false }
          }
          const mac = createHmac('sha256', secret).update(\`v0:\${req.headers['x-cio-timestamp']}:\${req.rawBody}\`).digest()
          return timingSafeEqual(mac, Buffer.from(signature, 'hex'))
        }
      `,
    },
    {
      name: 'false until it was verified',
      code: code`
        ${sdk}
        export async function receive(req, res) {
          const signature = req.get('x-cio-signature')
          let valid = false
          if (signature) {
            valid = verifyRequestSignature({ signature, body: req.rawBody })
          }
          if (!valid) return res.sendStatus(401)
          await store(req.body)
        }
      `,
    },
    {
      name: 'a request without a signature is dropped',
      code: code`
        ${sdk}
        export async function receive(req, res) {
          const signature = req.get('x-cio-signature')
          if (!signature) return res.status(200).end()
          if (!verifyRequestSignature({ signature, body: req.rawBody })) return res.status(200).end()
          await store(req.body)
        }
      `,
    },
    {
      name: 'one of two senders, anybody else is refused',
      code: code`
        ${genuine}
        export async function receive(req, res) {
          if (req.get('x-cio-signature')) {
            if (!genuine(req)) return res.sendStatus(401)
            await store(req.body)
          } else if (req.get('x-hub-signature-256')) {
            await build(req.body)
          } else {
            return res.sendStatus(401)
          }
          res.sendStatus(204)
        }
      `,
    },
    {
      name: 'another condition decides whether the request is a webhook at all',
      code: code`
        ${genuine}
        export async function receive(req, res, next) {
          if (req.path.startsWith('/webhooks') && !genuine(req)) return res.sendStatus(401)
          next()
        }
      `,
    },
    {
      name: 'the exception leaves the handler',
      code: code`
        import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
        export async function receive(req, res) {
          verifyWebhook({ body: req.rawBody, headers: req.headers, secret })
          await store(req.body)
        }
      `,
    },
    {
      name: 'the exception is answered',
      code: code`
        import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
        export async function receive(req, res) {
          let event
          try {
            event = verifyWebhook({ body: req.rawBody, headers: req.headers, secret })
          } catch (error) {
            console.warn(error)
            return res.sendStatus(401)
          }
          await store(event)
        }
      `,
    },
    {
      name: 'all work is in the try',
      code: code`
        import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
        export async function receive(req, res) {
          try {
            const event = verifyWebhook({ body: req.rawBody, headers: req.headers, secret })
            await store(event)
          } catch (error) {
            console.warn(error)
          }
          res.sendStatus(200)
        }
      `,
    },
    {
      name: 'without an event nothing goes on',
      code: code`
        import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
        export async function receive(req, res) {
          let event = null
          try {
            event = verifyWebhook({ body: req.rawBody, headers: req.headers, secret })
          } catch {}
          if (!event) return res.sendStatus(401)
          await store(event)
        }
      `,
    },
    {
      name: 'an exception is a no',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req, secret) {
          const mac = createHmac('sha256', secret).update(\`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`).digest()
          try {
            return timingSafeEqual(mac, Buffer.from(req.get('x-cio-signature'), 'hex'))
          } catch {
            return false
          }
        }
      `,
    },
    {
      name: 'the webhook of somebody else',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        // customer.io is another matter
        export function githubHook(req, res, next) {
          const secret = process.env.GITHUB_SECRET
          const mac = \`sha256=\${createHmac('sha256', secret).update(req.rawBody).digest('hex')}\`
          if (secret && !timingSafeEqual(Buffer.from(mac), Buffer.from(req.get('x-hub-signature-256')))) {
            return res.sendStatus(401)
          }
          next()
        }
      `,
    },
    {
      name: 'skipped in unit tests alone',
      code: code`
        ${genuine}
        export function receive(req, res, next) {
          if (process.env.NODE_ENV !== 'test' && !genuine(req)) return res.sendStatus(401)
          next()
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'nobody looks at the result',
      code: code`
        import { verifyRequestSignature as verify } from 'customerio-node'
        import { isValidWebhook } from 'eslint-plugin-customerio/runtime'
        export async function receive(req, res) {
          verify({ signature: req.get('x-cio-signature'), body: req.rawBody })
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [ignored]
          const valid = isValidWebhook({ body: req.rawBody, headers: req.headers, secret })
                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [ignored]
          await store(req.body)
        }
      `,
    },
    {
      name: 'a function of the file and a verifier of the settings',
      settings: { customerio: { verifiers: [{ module: './check.js', name: 'check' }] } },
      code: code`
        import { check } from './check.js'
        ${genuine}
        export async function receive(req, res) {
          genuine(req)
          ~~~~~~~~~~~~ [ignored]
          await check(req)
                ~~~~~~~~~~ [ignored]
          await store(req.body)
        }
      `,
    },
    {
      name: 'the result is only written to the log',
      code: code`
        ${genuine}
        export async function receive(req, res) {
          const valid = genuine(req)
                        ~~~~~~~~~~~~ [ignored]
          console.log('signature', { valid })
          if (!valid) {
            req.log.warn('forged')
          }
          await store(req.body)
        }
      `,
    },
    {
      name: 'a promise is always true',
      code: code`
        async function verifySignature(request, key, body) {
          const data = new TextEncoder().encode(\`v0:\${request.headers.get('x-cio-timestamp')}:\${body}\`)
          return crypto.subtle.verify('HMAC', key, fromHex(request.headers.get('x-cio-signature')), data)
        }
        export async function receive(request) {
          const body = await request.text()
          if (!verifySignature(request, key, body)) return new Response(null, { status: 401 })
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unawaited]
          await store(body)
        }
      `,
    },
    {
      name: 'a swallowed exception',
      code: code`
        import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
        export async function receive(req, res) {
          try {
            verifyWebhook({ body: req.rawBody, headers: req.headers, secret })
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [swallowed]
          } catch (error) {
            console.warn(error)
          }
          await store(req.body)
        }
      `,
    },
    {
      name: 'an exception is a yes',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req, secret) {
          const mac = createHmac('sha256', secret).update(\`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`).digest()
          try {
            return timingSafeEqual(mac, Buffer.from(req.get('x-cio-signature'), 'hex'))
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [swallowed]
          } catch {
            return true
          }
        }
      `,
    },
    {
      name: 'no secret, no verification',
      code: code`
        ${sdk}
        export async function receive(req, res) {
          const secret = process.env.CIO_WEBHOOK_SECRET
          if (secret && !verifyRequestSignature({ signingSecret: secret, body: req.rawBody })) {
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [skipped]
            return res.sendStatus(401)
          }
          await store(req.body)
        }
      `,
    },
    {
      name: 'no secret, no verification, in one value',
      code: code`
        ${genuine}
        export const accepts = (req, secret) => !secret || genuine(req)
                                                ~~~~~~~~~~~~~~~~~~~~~~~ [skipped]
        export const passes = (req, signingKey) => (signingKey ? genuine(req) : true)
                                                    ~~~~~~~~~~ [skipped]
      `,
    },
    {
      name: 'in a block of its own',
      code: code`
        ${genuine}
        export async function receive(req, res) {
          if (process.env.CUSTOMERIO_WEBHOOK_SECRET) {
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [skipped]
            if (!genuine(req)) return res.sendStatus(401)
          } else {
            console.warn('webhooks are not verified')
          }
          await store(req.body)
          res.sendStatus(204)
        }
      `,
    },
    {
      name: 'middleware that lets unsigned requests pass',
      code: code`
        ${genuine}
        export function customerio(req, res, next) {
          const signature = req.get('x-cio-signature')
          if (!signature) return next()
              ~~~~~~~~~~ [skipped]
          if (!genuine(req)) return res.sendStatus(401)
          next()
        }
      `,
    },
    {
      name: 'a verifier that says yes without a secret',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verifyCustomerio(body, headers) {
          const secret = process.env.CIO_WEBHOOK_SECRET
          if (!secret) {
              ~~~~~~~ [skipped]
            console.warn('no secret')
            return true
          }
          const mac = createHmac('sha256', secret).update(\`v0:\${headers['x-cio-timestamp']}:\${body}\`).digest('hex')
          return timingSafeEqual(Buffer.from(mac), Buffer.from(headers['x-cio-signature']))
        }
      `,
    },
    {
      name: 'a verifier that throws and comes back without a header',
      code: code`
        ${genuine}
        export function assertGenuine(req) {
          if (req.headers['x-cio-signature'] === undefined) return
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [skipped]
          if (!genuine(req)) throw new Error('forged')
        }
      `,
    },
    {
      name: 'only in production',
      code: code`
        ${genuine}
        export async function receive(req, res) {
          const valid = genuine(req)
          if (process.env.NODE_ENV === 'production' && !valid) return res.sendStatus(401)
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [skipped]
          await store(req.body)
        }
        export function middleware(req, res, next) {
          if (process.env.NODE_ENV !== 'production') return next()
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [skipped]
          if (!genuine(req)) return res.sendStatus(401)
          next()
        }
      `,
    },
    {
      name: 'middleware that is only there with a secret',
      code: code`
        ${genuine}
        export function setUp(app, signingSecret) {
          if (signingSecret) {
              ~~~~~~~~~~~~~ [skipped]
            app.use('/webhooks/customerio', (req, res, next) => {
              if (!genuine(req)) return res.sendStatus(401)
              next()
            })
          }
          app.post('/webhooks/customerio', (req, res) => res.json(store(req.body)))
        }
      `,
    },
    {
      name: 'a function out of sight that is named for it',
      code: code`
        import { verifyWebhookSignature } from '@/lib/customerio'
        export async function receive(request: Request) {
          const body = await request.text()
          const signature = request.headers.get('x-cio-signature') || ''
          const secret = process.env.CUSTOMERIO_WEBHOOK_SECRET
          if (secret && !verifyWebhookSignature(body, signature)) {
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [skipped]
            return new Response(null, { status: 400 })
          }
          await store(JSON.parse(body))
        }
      `,
    },
    {
      name: 'true until it was verified',
      code: code`
        ${sdk}
        export async function receive(req, res) {
          const signature = req.get('x-cio-signature')
          let valid = true
          if (signature) {
              ~~~~~~~~~ [skipped]
            valid = verifyRequestSignature({ signature, body: req.rawBody })
          }
          if (!valid) return res.sendStatus(401)
          await store(req.body)
        }
      `,
    },
  ],
})
