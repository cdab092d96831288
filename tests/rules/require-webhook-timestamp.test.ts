// Does the rule see what is signed, and whether anything compares the timestamp with the clock?
import { requireWebhookTimestamp as rule } from '../../src/rules/require-webhook-timestamp.ts'
import type { RequireWebhookTimestampOptions } from '../../src/rules/require-webhook-timestamp.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const fresh: [RequireWebhookTimestampOptions] = [{ requireFreshness: true }]

/** A function that compares the digest of what it is given, put into the samples. */
function verifierOf(message: string, before = ''): string {
  return `
    import { createHmac, timingSafeEqual } from 'node:crypto'
    export function verify(req, secret) {
      const timestamp = req.get('x-cio-timestamp')
      ${before}
      const expected = createHmac('sha256', secret)${message}.digest()
      const given = Buffer.from(req.get('x-cio-signature'), 'hex')
      return given.length === expected.length && timingSafeEqual(given, expected)
    }`
}

function rightly(name: string, message: string, before?: string) {
  return { name, code: verifierOf(message, before) }
}

inBothModes(rule, {
  valid: [
    rightly('a template', '.update(`v0:${timestamp}:${req.rawBody}`)'),
    rightly('several updates', ".update('v0:').update(timestamp).update(':').update(req.rawBody)"),
    rightly('a prefix and the bytes', '.update(`v0:${timestamp}:`).update(req.rawBody)'),
    rightly('texts that are added up', ".update('v0:' + timestamp + ':' + req.rawBody.toString('utf8'))"),
    rightly('a list that is joined', ".update(['v0', timestamp, req.rawBody].join(':'))"),
    rightly('concat of texts', ".update('v0:'.concat(timestamp, ':', req.rawBody))"),
    rightly(
      'buffers behind each other',
      '.update(message)',
      'const message = Buffer.concat([Buffer.from(`v0:${timestamp}:`), req.rawBody])',
    ),
    rightly(
      'the version in a constant',
      '.update([version, timestamp, req.rawBody].join(":"))',
      "const version = 'v0'",
    ),
    rightly('a version out of sight', '.update(`${config.version}:${timestamp}:${req.rawBody}`)'),
    rightly('something out of sight', '.update(buildMessage(req))'),
    rightly(
      'a body that is parsed, which is another matter',
      '.update(`v0:${timestamp}:${JSON.stringify(req.body)}`)',
    ),
    rightly(
      'a header with a default',
      ".update(`v0:${req.get('X-CIO-Timestamp') ?? ''}:${req.rawBody ?? ''}`)",
    ),
    {
      name: 'a function of the file puts it together',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const signed = (time, body) => ['v0', time, body].join(':')
        export function verify(rawBody, timestamp, signature, secret) {
          const mac = createHmac('sha256', secret).update(signed(timestamp, rawBody)).digest('hex')
          return timingSafeEqual(Buffer.from(mac), Buffer.from(signature))
        }
        export const route = (req) => verify(req.rawBody, req.get('x-cio-timestamp'), req.get('x-cio-signature'), key)
      `,
    },
    {
      name: 'one helper for two senders',
      code: code`
        import { createHmac } from 'node:crypto'
        const digest = (secret, message) => createHmac('sha256', secret).update(message).digest('hex')
        export const isCio = (req) =>
          same(req.get('x-cio-signature'), digest(cioKey, \`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`))
        export const isGithub = (req) => same(req.get('x-hub-signature'), digest(githubKey, req.rawBody))
      `,
    },
    {
      name: 'the body flows into the HMAC',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export async function verify(ctx, secret) {
          const hmac = createHmac('sha256', secret)
          hmac.update('v0:' + ctx.get('x-cio-timestamp') + ':')
          for await (const chunk of ctx.req) hmac.update(chunk)
          return timingSafeEqual(hmac.digest(), Buffer.from(ctx.get('x-cio-signature'), 'hex'))
        }
        export async function piped(req, secret) {
          const hmac = createHmac('sha256', secret)
          await pipeline(req, hmac)
          return timingSafeEqual(hmac.digest(), Buffer.from(req.headers['x-cio-signature'], 'hex'))
        }
      `,
    },
    {
      name: 'the webhook of somebody else',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export const isGithub = (req) => {
          const mac = createHmac('sha256', secret).update(req.rawBody).digest()
          return timingSafeEqual(mac, Buffer.from(req.get('x-hub-signature-256'), 'hex'))
        }
      `,
    },
    {
      name: 'an HMAC that is no signature, with the key of the webhooks',
      code: code`
        import { createHmac } from 'node:crypto'
        export const reference = (id) =>
          createHmac('sha256', process.env.CUSTOMERIO_WEBHOOK_SIGNING_KEY).update(id).digest('hex')
        // x-cio-signature
      `,
    },
    {
      name: 'freshness, where it is not asked for',
      code: code`
        import { verifyRequestSignature } from 'customerio-node'
        export const verify = (req) => verifyRequestSignature({ timestamp: req.get('x-cio-timestamp') })
      `,
    },
    ...freshly('before', 'if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false', ''),
    ...freshly('after', '', 'if (Date.now() - sent * 1000 > 300_000) return false'),
    ...freshly(
      'by limits',
      'const now = Math.trunc(Date.now() / 1000); if (sent < now - 300 || sent > now + 300) throw new Error()',
      '',
    ),
    ...freshly(
      'by a variable',
      'const age = Date.now() / 1000 - sent; const old = age > 300; if (old) return false',
      '',
    ),
    ...freshly('by a function of the file', 'if (!isRecent(timestamp)) return false', ''),
    ...freshly('by a function out of sight', 'if (isStale(timestamp, 300)) return false', ''),
    ...freshly(
      'by a library of dates',
      'if (isBefore(new Date(sent * 1000), subMinutes(new Date(), 5))) return false',
      '',
    ),
    {
      name: 'the caller checks it',
      options: fresh,
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        function genuine(req) {
          const mac = createHmac('sha256', secret).update(\`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`).digest()
          return timingSafeEqual(mac, Buffer.from(req.get('x-cio-signature'), 'hex'))
        }
        export function receive(req, res, next) {
          const skew = Math.abs(Date.now() / 1000 - Number(req.get('x-cio-timestamp')))
          if (!(skew <= 300) || !genuine(req)) return res.sendStatus(401)
          next()
        }
      `,
    },
    {
      name: 'our verifier checks it itself, the one of the settings is taken to',
      options: fresh,
      settings: { customerio: { verifiers: [{ module: './check.js', name: 'check' }] } },
      code: code`
        import { isValidWebhook, verifyWebhook } from 'eslint-plugin-customerio/runtime'
        import { check } from './check.js'
        export const event = (req) => verifyWebhook({ body: req.rawBody, headers: req.headers, secret })
        export const later = (req) => isValidWebhook({ body: req.rawBody, headers: req.headers, secret, toleranceSeconds: 900 })
        export const other = (req) => check(req) && req.headers['x-cio-signature']
      `,
    },
  ],
  invalid: [
    {
      name: 'the body alone',
      code: code`
        import crypto from 'crypto'
        function verifySignature(body, signature, secret) {
          const hmac = crypto.createHmac('sha256', secret)
          hmac.update(body)
                      ~~~~ [bodyOnly]
          const expected = hmac.digest('hex')
          return crypto.timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
        }
        export async function POST(request) {
          const signature = request.headers.get('x-cio-signature')
          const body = await request.text()
          if (!verifySignature(body, signature, secret)) return new Response(null, { status: 401 })
        }
      `,
    },
    {
      name: 'the body alone, by the name of the key and of the parameter',
      code: code`
        import { createHmac } from 'node:crypto'
        export function verifyWebhookSignature(payload: string, signature: string): boolean {
          const expected = createHmac('sha256', process.env.CUSTOMERIO_WEBHOOK_SECRET!).update(payload).digest('hex')
                                                                                               ~~~~~~~ [bodyOnly]
          return expected === signature
        }
      `,
    },
    {
      name: 'wrong separators, wrong order, no version, another version',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const same = (mac, req) => timingSafeEqual(mac, Buffer.from(req.headers['x-cio-signature'], 'hex'))
        const time = (req) => req.headers['x-cio-timestamp']
        export const dots = (req) => same(createHmac('sha256', key).update(\`v0.\${time(req)}.\${req.rawBody}\`).digest(), req)
                                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongLayout]
        export function turned(req) {
          const timestamp = req.headers['x-cio-timestamp']
          const message = ['v0', req.rawBody, timestamp].join(':')
          return same(createHmac('sha256', key).update(message).digest(), req)
                                                       ~~~~~~~ [wrongLayout]
        }
        export const bare = (req) => same(createHmac('sha256', key).update(time(req) + ':' + req.rawBody).digest(), req)
                                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongLayout]
        export const newer = (req) => same(createHmac('sha256', key).update('v1:').update(time(req)).update(':').update(req.rawBody).digest(), req)
                                                                            ~~~~~ [wrongLayout]
      `,
      errors: [
        {},
        {
          suggestions: [
            {
              messageId: 'signWholeMessage',
              output: code`
                import { createHmac, timingSafeEqual } from 'node:crypto'
                const same = (mac, req) => timingSafeEqual(mac, Buffer.from(req.headers['x-cio-signature'], 'hex'))
                const time = (req) => req.headers['x-cio-timestamp']
                export const dots = (req) => same(createHmac('sha256', key).update(\`v0.\${time(req)}.\${req.rawBody}\`).digest(), req)
                export function turned(req) {
                  const timestamp = req.headers['x-cio-timestamp']
                  const message = \`v0:\${timestamp}:\${req.rawBody}\`
                  return same(createHmac('sha256', key).update(message).digest(), req)
                }
                export const bare = (req) => same(createHmac('sha256', key).update(time(req) + ':' + req.rawBody).digest(), req)
                export const newer = (req) => same(createHmac('sha256', key).update('v1:').update(time(req)).update(':').update(req.rawBody).digest(), req)
              `,
            },
          ],
        },
        {},
        {},
      ],
    },
    {
      name: 'Web Crypto',
      code: code`
        export async function POST(request: Request) {
          const body = await request.text()
          const signature = hexToBytes(request.headers.get('x-cio-signature'))
          const valid = await crypto.subtle.verify('HMAC', key, signature, new TextEncoder().encode(body))
                                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [bodyOnly]
          return new Response(null, { status: valid ? 204 : 401 })
        }
      `,
    },
    {
      name: 'a signature that another file compares',
      code: code`
        import { createHmac } from 'node:crypto'
        export const customerioSignature = (rawBody: Buffer, secret: string) =>
          createHmac('sha256', secret).update(rawBody).digest('hex')
                                              ~~~~~~~ [bodyOnly]
      `,
    },
    {
      name: 'any age will do for the SDK, and for ours when it is told so',
      options: fresh,
      code: code`
        import { verifyRequestSignature } from 'customerio-node'
        import { isValidWebhook } from 'eslint-plugin-customerio/runtime'
        export const sdk = (req) => verifyRequestSignature({ timestamp: req.get('x-cio-timestamp') })
                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [noFreshness]
        export const ours = (req) => isValidWebhook({ headers: req.headers, toleranceSeconds: Infinity })
                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [noFreshness]
      `,
    },
    {
      name: 'the age is only written to the log, and other times say nothing',
      options: fresh,
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req) {
          const timestamp = req.headers['x-cio-timestamp']
          if (Date.now() / 1000 - Number(timestamp) > 300) {
            console.warn('old webhook')
          }
          if (Date.now() > lastRun + 60_000) refresh()
          const mac = createHmac('sha256', key).update(\`v0:\${timestamp}:\${req.rawBody}\`).digest()
          return timingSafeEqual(mac, Buffer.from(req.headers['x-cio-signature'], 'hex'))
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [noFreshness]
        }
      `,
      suggestions: [
        {
          messageId: 'verifyWithRuntime',
          output: code`
            import { createHmac, timingSafeEqual } from 'node:crypto'
            import { isValidWebhook } from 'eslint-plugin-customerio/runtime'
            export function verify(req) {
              const timestamp = req.headers['x-cio-timestamp']
              if (Date.now() / 1000 - Number(timestamp) > 300) {
                console.warn('old webhook')
              }
              if (Date.now() > lastRun + 60_000) refresh()
              const mac = createHmac('sha256', key).update(\`v0:\${timestamp}:\${req.rawBody}\`).digest()
              return isValidWebhook({ body: req.rawBody, headers: req.headers, secret: key })
            }
          `,
        },
      ],
    },
    {
      name: 'one of two routes of a server',
      options: fresh,
      code: code`
        import { verifyRequestSignature } from 'customerio-node'
        const isRecent = (time) => Math.abs(Date.now() / 1000 - Number(time)) < 300
        export function setUp(app) {
          app.post('/webhooks/customerio/one', (req, res) => {
            if (!isRecent(req.get('x-cio-timestamp'))) return res.sendStatus(401)
            if (!verifyRequestSignature(partsOf(req))) return res.sendStatus(401)
            res.sendStatus(204)
          })
          app.post('/webhooks/customerio/other', (req, res) => {
            if (!verifyRequestSignature(partsOf(req))) return res.sendStatus(401)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [noFreshness]
            res.sendStatus(204)
          })
        }
      `,
    },
  ],
})

/** Samples that compare the timestamp with the clock before or after the signature. */
function freshly(name: string, before: string, after: string) {
  const text = `
    import { createHmac, timingSafeEqual } from 'node:crypto'
    const isRecent = (value) => Math.abs(Date.now() - Number(value) * 1000) <= 300_000
    export function verify(req, secret) {
      const timestamp = req.headers['x-cio-timestamp']
      const sent = Number.parseInt(timestamp, 10)
      ${before}
      const expected = createHmac('sha256', secret).update('v0:' + timestamp + ':' + req.rawBody).digest('hex')
      if (!timingSafeEqual(Buffer.from(expected), Buffer.from(req.headers['x-cio-signature']))) return false
      ${after}
      return true
    }`
  return [{ name: `compared with the clock ${name}`, options: fresh, code: text }]
}
