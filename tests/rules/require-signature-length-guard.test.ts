// Which comparisons throw when a sender chooses the length, and which have a guard?
import { requireSignatureLengthGuard as rule } from '../../src/rules/require-signature-length-guard.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

/** A verifier with a digest and the bytes of a received signature. */
const verifier = (body: string): string => `
import { createHmac, timingSafeEqual } from 'node:crypto'
export function verify(body, signature, secret) {
  const expected = createHmac('sha256', secret).update(body).digest()
  const received = Buffer.from(signature, 'hex')
  ${body}
}`

inBothModes(rule, {
  valid: [
    {
      name: 'two keys of other things',
      code: code`
        import { timingSafeEqual } from 'node:crypto'
        export const isKey = (req) => timingSafeEqual(Buffer.from(req.query.key), Buffer.from(process.env.KEY))
      `,
    },
    {
      name: 'a check in the same condition',
      code: verifier('return received.length === expected.length && timingSafeEqual(received, expected)'),
    },
    {
      name: 'an early return',
      code: verifier(
        'if (received.length !== expected.length) return false\nreturn timingSafeEqual(received, expected)',
      ),
    },
    {
      name: 'byteLength',
      code: verifier(
        'if (received.byteLength !== expected.byteLength) { return false }\nreturn timingSafeEqual(received, expected)',
      ),
    },
    {
      name: 'an early throw',
      code: verifier(
        `if (received.length !== expected.length) throw new Error('invalid')\nreturn timingSafeEqual(received, expected)`,
      ),
    },
    {
      name: '|| in a refusal',
      code: verifier(
        `if (received.length !== expected.length || !timingSafeEqual(received, expected)) throw new Error('invalid')`,
      ),
    },
    {
      name: 'a ternary',
      code: verifier(
        'return received.length === expected.length ? timingSafeEqual(received, expected) : false',
      ),
    },
    {
      name: 'a guard far above',
      code: verifier(
        `if (expected.length !== received.length) return false\nconst log = console.log\nlog('checking')\nfor (const one of [1]) { if (timingSafeEqual(expected, received)) return true }\nreturn false`,
      ),
    },
    {
      name: 'a guard in a variable',
      code: verifier(
        'const isSameLength = received.length === expected.length\nreturn isSameLength && timingSafeEqual(received, expected)',
      ),
    },
    {
      name: 'lengths in variables',
      code: verifier(
        'const size = received.length\nif (size !== expected.length) return false\nreturn timingSafeEqual(received, expected)',
      ),
    },
    {
      name: 'a length in digits of the signature',
      code: verifier(
        'if (signature.length !== expected.length * 2) return false\nreturn timingSafeEqual(received, expected)',
      ),
    },
    {
      name: 'a known length',
      code: verifier('if (signature.length !== 64) return false\nreturn timingSafeEqual(received, expected)'),
    },
    {
      name: 'a known length by name',
      code: verifier(
        'if (received.length !== SIGNATURE_BYTES) return false\nreturn timingSafeEqual(received, expected)',
      ),
    },
    {
      name: 'a pattern of fixed length',
      code: verifier(
        'if (!/^[0-9a-f]{64}$/i.test(signature)) return false\nreturn timingSafeEqual(received, expected)',
      ),
    },
    {
      name: 'a pattern in a constant',
      code: `const SIGNATURE = /^[0-9a-f]{64}$/${verifier('return SIGNATURE.test(signature) && timingSafeEqual(received, expected)')}`,
    },
    {
      name: 'strings of equal length before their bytes are compared',
      code: code`
        const crypto = require('crypto')
        module.exports = (req, res, next) => {
          const digest = 'sha256=' + crypto.createHmac('sha256', process.env.SECRET).update(req.rawBody).digest('hex')
          const header = req.headers['x-hub-signature-256'] || ''
          if (header.length !== digest.length) return res.sendStatus(401)
          if (!crypto.timingSafeEqual(Buffer.from(header), Buffer.from(digest))) return res.sendStatus(401)
          next()
        }
      `,
    },
    {
      name: 'a group of a pattern of fixed length',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req) {
          const match = /^sha256=([0-9a-f]{64})$/.exec(req.get('x-hub-signature-256') ?? '')
          if (!match) return false
          const digest = createHmac('sha256', process.env.SECRET).update(req.rawBody).digest()
          return timingSafeEqual(Buffer.from(match[1], 'hex'), digest)
        }
      `,
    },
    {
      name: 'a named group of a header with more in it',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req) {
          const groups = req.get('stripe-signature').match(/t=(?<t>\d+),v1=(?<v1>[0-9a-f]{64})/)?.groups
          if (!groups) return false
          const digest = createHmac('sha256', process.env.SECRET).update(groups.t + '.' + req.rawBody).digest('hex')
          return timingSafeEqual(Buffer.from(groups.v1), Buffer.from(digest))
        }
      `,
    },
    {
      name: 'both sides hashed again',
      code: code`
        import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
        const hash = (value) => createHash('sha256').update(value).digest()
        export function verify(req) {
          const digest = createHmac('sha256', process.env.SECRET).update(req.rawBody).digest('hex')
          return timingSafeEqual(hash(req.get('x-signature')), hash(digest))
        }
      `,
    },
    {
      name: 'both sides signed again with a random key',
      code: code`
        import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
        export function verify(signature, expectedHmac) {
          const key = randomBytes(32)
          const a = createHmac('sha256', key).update(signature).digest()
          const b = createHmac('sha256', key).update(expectedHmac).digest()
          return timingSafeEqual(a, b)
        }
      `,
    },
    {
      name: 'both sides digested by Web Crypto',
      code: code`
        export async function verify(request, expectedHmac) {
          const encoder = new TextEncoder()
          const signature = request.headers.get('x-signature') ?? ''
          const a = await crypto.subtle.digest('SHA-256', encoder.encode(signature))
          const b = await crypto.subtle.digest('SHA-256', encoder.encode(expectedHmac))
          return crypto.subtle.timingSafeEqual(a, b)
        }
      `,
    },
    {
      name: 'two HMACs of this code',
      code: verifier(
        `const again = createHmac('sha256', secret).update(signature).digest()\nreturn timingSafeEqual(again, expected)`,
      ),
    },
    {
      name: 'try answers that it is invalid',
      code: verifier('try { return timingSafeEqual(received, expected) } catch { return false }'),
    },
    {
      name: 'try around more',
      code: verifier(
        `let ok = false\ntry { ok = timingSafeEqual(Buffer.from(signature, 'hex'), expected) } catch (error) { console.warn('refused') }\nreturn ok`,
      ),
    },
    {
      name: 'try with another exception',
      code: verifier(
        'try { return timingSafeEqual(received, expected) } catch { throw new UnauthorizedException() }',
      ),
    },
    {
      name: 'try in a handler around a helper of the file',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const isValid = (req) =>
          timingSafeEqual(Buffer.from(req.get('x-sig'), 'hex'), createHmac('sha256', process.env.S).update(req.rawBody).digest())
        export function handler(req, res) {
          try {
            if (!isValid(req)) return res.sendStatus(401)
          } catch (error) {
            return res.sendStatus(401)
          }
          res.sendStatus(204)
        }
      `,
    },
    {
      name: 'try around an awaited helper, and a rejection handled',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        async function isValid(req) {
          return timingSafeEqual(Buffer.from(req.get('x-sig'), 'hex'), createHmac('sha256', process.env.S).update(await req.text()).digest())
        }
        export async function handler(req, res) {
          try {
            if (!(await isValid(req))) return res.sendStatus(401)
          } catch { return res.sendStatus(401) }
        }
        export const other = (req) => isValid(req).catch(() => false)
      `,
    },
    {
      name: 'try around a loop over candidates',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req, secrets) {
          try {
            const given = Buffer.from(req.get('x-sig'), 'hex')
            return secrets.some((secret) => timingSafeEqual(given, createHmac('sha256', secret).update(req.rawBody).digest()))
          } catch { return false }
        }
      `,
    },
    {
      name: 'a guard in a helper',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const safeEqual = (a, b) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
        export const verify = (req) =>
          safeEqual(req.get('x-signature'), createHmac('sha256', process.env.S).update(req.rawBody).digest('hex'))
      `,
    },
    {
      name: 'a guard at every caller of a private helper',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        function safeEqual(a, b) {
          return timingSafeEqual(Buffer.from(a), Buffer.from(b))
        }
        export function verify(req) {
          const signature = req.get('x-signature')
          const digest = createHmac('sha256', process.env.S).update(req.rawBody).digest('hex')
          if (signature.length !== digest.length) return false
          return safeEqual(signature, digest)
        }
      `,
    },
    {
      name: 'a guard function',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const haveSameLength = (a, b) => a.length === b.length
        export function verify(body, signature, secret) {
          const expected = createHmac('sha256', secret).update(body).digest()
          const received = Buffer.from(signature, 'hex')
          if (!haveSameLength(received, expected)) return false
          return timingSafeEqual(received, expected)
        }
      `,
    },
    {
      name: 'an assertion',
      code: `import assert from 'node:assert'${verifier('assert(received.length === expected.length)\nreturn timingSafeEqual(received, expected)')}`,
    },
    {
      name: 'an assertion of two values',
      code: `import assert from 'node:assert'${verifier('assert.strictEqual(received.length, expected.length)\nreturn timingSafeEqual(received, expected)')}`,
    },
    {
      name: 'a check that Koa throws on',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export default async (ctx, next) => {
          const given = Buffer.from(ctx.get('x-cio-signature'), 'hex')
          const digest = createHmac('sha256', process.env.S).update(ctx.request.rawBody).digest()
          if (given.length !== digest.length) ctx.throw(401)
          if (!timingSafeEqual(given, digest)) ctx.throw(401)
          await next()
        }
      `,
    },
    {
      name: 'a private function that only throws',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        function refuse() { throw new Error('invalid signature') }
        export function verify(body, signature, secret) {
          const expected = createHmac('sha256', secret).update(body).digest()
          const received = Buffer.from(signature, 'hex')
          if (received.length !== expected.length) refuse()
          return timingSafeEqual(received, expected)
        }
      `,
    },
    {
      name: 'candidates filtered by length',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req) {
          const digest = createHmac('sha256', process.env.S).update(req.rawBody).digest()
          const candidates = req.get('webhook-signature').split(' ').map((one) => Buffer.from(one, 'base64'))
          return candidates.filter((one) => one.length === digest.length).some((one) => timingSafeEqual(one, digest))
        }
      `,
    },
    {
      name: 'another value in place of one of another length',
      code: verifier(
        'const sameLength = received.length === expected.length\nreturn timingSafeEqual(sameLength ? received : expected, expected) && sameLength',
      ),
    },
    {
      name: 'compared with itself to spend the time',
      code: verifier(
        'if (received.length !== expected.length) { timingSafeEqual(expected, expected); return false }\nreturn timingSafeEqual(received, expected)',
      ),
    },
    {
      name: 'padded on both sides, with the lengths compared as well',
      code: verifier(`const size = Math.max(received.length, expected.length)
        const a = Buffer.alloc(size); received.copy(a)
        const b = Buffer.alloc(size); expected.copy(b)
        return timingSafeEqual(a, b) && received.length === expected.length`),
    },
    {
      name: 'a stored digest',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export async function checkCode(userId, code) {
          const record = await db.codes.findUnique({ where: { userId } })
          const digest = createHmac('sha256', process.env.PEPPER).update(code).digest()
          return timingSafeEqual(Buffer.from(record.digest, 'hex'), digest)
        }
      `,
    },
    {
      name: 'a stored digest that is handed over',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export const matches = (code, storedHash) =>
          timingSafeEqual(Buffer.from(storedHash, 'hex'), createHmac('sha256', process.env.PEPPER).update(code).digest())
        export const matchesUser = (code, user) =>
          timingSafeEqual(Buffer.from(user.codeHash, 'hex'), createHmac('sha256', process.env.PEPPER).update(code).digest())
      `,
    },
    {
      name: 'comparers that answer false for other lengths',
      code: code`
        import { createHmac } from 'node:crypto'
        import { timingSafeEqual } from '@std/crypto/timing-safe-equal'
        import tsscmp from 'tsscmp'
        export const verify = (req) => {
          const digest = createHmac('sha256', process.env.S).update(req.rawBody).digest()
          return timingSafeEqual(fromHex(req.get('x-signature')), digest) && tsscmp(req.get('x-signature'), digest)
        }
      `,
    },
    {
      name: 'a local function of the same name',
      code: code`
        import { createHmac } from 'node:crypto'
        import { timingSafeEqual } from './safe.js'
        export const verify = (req) =>
          timingSafeEqual(req.get('x-signature'), createHmac('sha256', process.env.S).update(req.rawBody).digest('hex'))
      `,
    },
    {
      name: 'a test file',
      filename: 'tests/verify.test.js',
      code: verifier('return timingSafeEqual(received, expected)'),
    },
    {
      name: 'another vendor, when only Customer.io counts',
      options: [{ scope: 'customerio' }],
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export const verify = (req) =>
          timingSafeEqual(Buffer.from(req.get('x-hub-signature'), 'hex'), createHmac('sha1', process.env.S).update(req.rawBody).digest())
      `,
    },
  ],
  invalid: [
    {
      name: 'no guard at all',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(body, signature, secret) {
          const expected = createHmac('sha256', secret).update(body).digest()
          const received = Buffer.from(signature, 'hex')
          return timingSafeEqual(received, expected)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unguardedLength]
        }
      `,
      suggestions: [
        {
          messageId: 'guardLengths',
          output: code`
            import { createHmac, timingSafeEqual } from 'node:crypto'
            export function verify(body, signature, secret) {
              const expected = createHmac('sha256', secret).update(body).digest()
              const received = Buffer.from(signature, 'hex')
              return received.byteLength === expected.byteLength && timingSafeEqual(received, expected)
            }
          `,
        },
      ],
    },
    {
      name: 'a guard that does not stop',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(body, header, secret) {
          const digest = createHmac('sha1', secret).update(body).digest('hex')
          const expected = Buffer.from('sha1=' + digest)
          const received = Buffer.from(header ?? '')
          if (received.length !== expected.length) console.warn('unexpected length')
          return timingSafeEqual(received, expected)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unguardedLength]
        }
      `,
      suggestions: [
        {
          messageId: 'guardLengths',
          output: code`
            import { createHmac, timingSafeEqual } from 'node:crypto'
            export function verify(body, header, secret) {
              const digest = createHmac('sha1', secret).update(body).digest('hex')
              const expected = Buffer.from('sha1=' + digest)
              const received = Buffer.from(header ?? '')
              if (received.length !== expected.length) console.warn('unexpected length')
              return received.byteLength === expected.byteLength && timingSafeEqual(received, expected)
            }
          `,
        },
      ],
    },
    {
      name: 'in a refusal, with operands that are worked out in place',
      code: code`
        const crypto = require('crypto')
        app.post('/webhook', (req, res) => {
          const hmac = crypto.createHmac('sha256', process.env.SECRET).update(req.rawBody)
          if (!crypto.timingSafeEqual(Buffer.from(req.get('x-signature'), 'hex'), hmac.digest())) return res.sendStatus(401)
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unguardedLength]
          res.sendStatus(204)
        })
      `,
      suggestions: [
        {
          messageId: 'guardLengths',
          output:
            code`
            const crypto = require('crypto')
            app.post('/webhook', (req, res) => {
              const hmac = crypto.createHmac('sha256', process.env.SECRET).update(req.rawBody)
              if (!isSameDigest(Buffer.from(req.get('x-signature'), 'hex'), hmac.digest())) return res.sendStatus(401)
              res.sendStatus(204)
            })

            /** Takes equally long wherever the two differ, so that nobody can find a signature piece by piece. */
            function isSameDigest(received, expected) {
              return received.length === expected.length && crypto.timingSafeEqual(received, expected)
            }
          ` + '\n',
        },
      ],
    },
    {
      name: 'compiled code, and names in a refusal',
      code: code`
        const crypto_1 = require('crypto')
        exports.verify = (req) => {
          const given = Buffer.from(req.headers['x-cio-signature'], 'hex')
          const digest = crypto_1.createHmac('sha256', process.env.S).update(req.rawBody).digest()
          if (given === undefined || !(0, crypto_1.timingSafeEqual)(given, digest)) throw new Error('forged')
                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unguardedLength]
        }
      `,
      suggestions: [
        {
          messageId: 'guardLengths',
          output: code`
            const crypto_1 = require('crypto')
            exports.verify = (req) => {
              const given = Buffer.from(req.headers['x-cio-signature'], 'hex')
              const digest = crypto_1.createHmac('sha256', process.env.S).update(req.rawBody).digest()
              if (given === undefined || given.byteLength !== digest.byteLength || !(0, crypto_1.timingSafeEqual)(given, digest)) throw new Error('forged')
            }
          `,
        },
      ],
    },
    {
      name: 'TypeScript, in a condition that needs parentheses',
      code: code`
        import { createHmac, timingSafeEqual } from 'crypto'
        export function verify(body: Buffer, signature: string, secret: string): string {
          const expected: Buffer = createHmac('sha256', secret).update(body).digest()
          const received: Buffer = Buffer.from(signature, 'hex')
          const ok = !signature || timingSafeEqual(received, expected)
                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unguardedLength]
          return String(ok)
        }
      `,
      suggestions: [
        {
          messageId: 'guardLengths',
          output: code`
            import { createHmac, timingSafeEqual } from 'crypto'
            export function verify(body: Buffer, signature: string, secret: string): string {
              const expected: Buffer = createHmac('sha256', secret).update(body).digest()
              const received: Buffer = Buffer.from(signature, 'hex')
              const ok = !signature || (received.byteLength === expected.byteLength && timingSafeEqual(received, expected))
              return String(ok)
            }
          `,
        },
      ],
    },
    {
      name: 'Web Crypto of Workers throws as well',
      code: code`
        export async function verify(request: Request, key: CryptoKey) {
          const mac = await crypto.subtle.sign('HMAC', key, await request.arrayBuffer())
          const given = decodeHex(request.headers.get('x-cio-signature'))
          return crypto.subtle.timingSafeEqual(given, mac)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unguardedLength]
        }
      `,
      suggestions: [
        {
          messageId: 'guardLengths',
          output: code`
            export async function verify(request: Request, key: CryptoKey) {
              const mac = await crypto.subtle.sign('HMAC', key, await request.arrayBuffer())
              const given = decodeHex(request.headers.get('x-cio-signature'))
              return given.byteLength === mac.byteLength && crypto.subtle.timingSafeEqual(given, mac)
            }
          `,
        },
      ],
    },
    {
      name: 'Web Crypto, worked out in place',
      code: code`
        export const verify = async (request, key) =>
          crypto.subtle.timingSafeEqual(
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unguardedLength]
            decodeHex(request.headers.get('x-cio-signature')),
            await crypto.subtle.sign('HMAC', key, await request.arrayBuffer()),
          )
      `,
      suggestions: [],
    },
    {
      name: 'zeros fill up the shorter side',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(body, signature, secret) {
          const expected = createHmac('sha256', secret).update(body).digest()
          const received = Buffer.alloc(expected.length)
          Buffer.from(signature, 'hex').copy(received)
          return timingSafeEqual(received, expected)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [paddedLength]
        }
      `,
      suggestions: [],
    },
    {
      name: 'both sides filled up to the longer one',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req) {
          const expected = createHmac('sha256', process.env.S).update(req.rawBody).digest('hex')
          const received = req.get('x-signature')
          const size = Math.max(received.length, expected.length)
          return timingSafeEqual(Buffer.from(received.padEnd(size, '0')), Buffer.from(expected.padEnd(size, '0')))
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [paddedLength]
        }
      `,
      suggestions: [],
    },
    {
      name: 'zeros fill up what comes straight from the header',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(req, secret) {
          const expected = createHmac('sha256', secret).update(req.rawBody).digest()
          const padded = Buffer.alloc(32)
          padded.write(req.get('x-signature'), 'hex')
          return timingSafeEqual(padded, expected)
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [paddedLength]
        }
      `,
      suggestions: [],
    },
  ],
})
