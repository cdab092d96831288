import { requireTimingSafeComparison as rule } from '../../src/rules/require-timing-safe-comparison.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'no signature anywhere',
      code: code`
        // what is said about an HMAC in a comment changes nothing
        export const isOwner = (post, user) => post.authorId === user.id
      `,
    },
    {
      name: 'strings that only look like signatures, of TypeScript nodes',
      code: code`
        if (member.type === Types.TSPropertySignature) visit(member)
        if (left.signature === right.signature) merge(left, right)
      `,
    },
    {
      name: 'timingSafeEqual behind a guard',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export function verify(body, signature, secret) {
          const expected = createHmac('sha256', secret).update(body).digest()
          const received = Buffer.from(signature, 'hex')
          return received.length === expected.length && timingSafeEqual(received, expected)
        }
      `,
    },
    {
      name: 'compiled timingSafeEqual and lengths compared by byteLength',
      code: code`
        const crypto_1 = require('crypto')
        exports.verify = (a, b) => {
          const expected = crypto_1.createHmac('sha256', a).update(b).digest()
          const given = Buffer.from(b, 'hex')
          if (given.byteLength !== expected.byteLength) return false
          return (0, crypto_1.timingSafeEqual)(given, expected)
        }
      `,
    },
    {
      name: 'tsscmp, and constant time in Web Crypto',
      code: code`
        import { createHmac } from 'crypto'
        import compare from 'tsscmp'
        export const verify = (body, signature) =>
          compare(signature, createHmac('sha256', process.env.SECRET).update(body).digest('hex'))
        export const verifyWeb = async (key, body, signature) => {
          const mac = await crypto.subtle.sign('HMAC', key, body)
          return crypto.subtle.timingSafeEqual(mac, signature)
        }
      `,
    },
    {
      name: 'subtle.verify decides',
      code: code`
        export async function verify(request, key) {
          const signature = request.headers.get('x-cio-signature')
          const valid = await crypto.subtle.verify('HMAC', key, fromHex(signature), await request.arrayBuffer())
          return valid === true
        }
      `,
    },
    {
      name: 'a local loop that looks at every byte',
      code: code`
        import { createHmac } from 'node:crypto'
        function constantTimeEqual(a, b) {
          if (a.length !== b.length) return false
          let difference = 0
          for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
          return difference === 0
        }
        export function verify(req) {
          const expected = createHmac('sha256', process.env.SECRET).update(req.rawBody).digest('hex')
          return constantTimeEqual(req.get('x-signature'), expected)
        }
      `,
    },
    {
      name: 'a reduction that looks at every byte',
      code: code`
        import { createHmac } from 'node:crypto'
        export function verify(req) {
          const expected = createHmac('sha256', process.env.SECRET).update(req.rawBody).digest()
          const given = Buffer.from(req.headers['x-signature'], 'hex')
          return expected.reduce((sum, byte, i) => sum | (byte ^ given[i]), 0) === 0
        }
      `,
    },
    {
      name: 'both sides hashed again with a random key',
      code: code`
        import { createHmac, randomBytes } from 'node:crypto'
        function equal(a, b) {
          const key = randomBytes(32)
          const left = createHmac('sha256', key).update(a).digest('hex')
          const right = createHmac('sha256', key).update(b).digest('hex')
          return left === right
        }
        export function verify(req) {
          const expected = createHmac('sha256', process.env.SECRET).update(req.rawBody).digest('hex')
          return equal(req.headers['x-hub-signature'], expected)
        }
      `,
    },
    {
      name: 'both sides hashed again by a function of the file, compared as buffers',
      code: code`
        const crypto = require('node:crypto')
        const key = crypto.randomBytes(32)
        const again = (value) => crypto.createHmac('sha256', key).update(value).digest()
        module.exports = (req, expected) => again(req.get('x-signature')).equals(again(expected))
      `,
    },
    {
      name: 'null, undefined, empty, typeof and length checks',
      code: code`
        import { createHmac } from 'node:crypto'
        export function check(req, body) {
          const signature = req.headers['x-hub-signature-256']
          const digest = createHmac('sha256', process.env.SECRET).update(body).digest('hex')
          if (signature === undefined || signature == null || signature === '' || signature === '""') return false
          if (typeof signature !== 'string' || void 0 === signature || null !== signature) return false
          if (signature.length !== digest.length || digest.length === 64) return false
          return Boolean(signature)
        }
      `,
    },
    {
      name: 'literals, constants and prefixes',
      code: code`
        import { createHmac } from 'node:crypto'
        const PREFIX = 'sha256='
        const VECTOR = \`6f55cf23\`
        export function check(request, body) {
          const header = request.headers.get('x-hub-signature-256')
          if (!header.startsWith(PREFIX) || header.indexOf('=') === -1 || header.includes('sha1=')) return false
          const [signatureVersion, hash] = header.split('=')
          if (signatureVersion !== 'v0') return false
          switch (signatureVersion) {
            case 'sha256':
              break
          }
          return createHmac('sha256', hash).update(body).digest('hex') === VECTOR
        }
      `,
    },
    {
      name: 'the scheme in the header against a configured one',
      code: code`
        export function check(req, config) {
          const [scheme, value] = req.headers['x-signature'].split('=')
          if (scheme !== config.scheme) throw new Error('unknown scheme')
          return { scheme, value }
        }
      `,
    },
    {
      name: 'an ETag from a plain hash and the cache of content hashes',
      code: code`
        import { createHash } from 'node:crypto'
        // hmac
        export function serve(req, res, file, content) {
          const etag = createHash('sha1').update(content).digest('base64url')
          if (req.headers['if-none-match'] === etag) return res.status(304).end()
          if (cache.get(file) !== createHash('sha256').update(content).digest('hex')) refresh(file)
        }
      `,
    },
    {
      name: 'an ETag and cache keys from a keyed hash',
      code: code`
        import { createHmac } from 'node:crypto'
        const tagOf = (content) => createHmac('sha256', process.env.ETAG_KEY).update(content).digest('hex')
        export async function serve(req, res, file, content) {
          const tag = tagOf(content)
          if (req.headers['if-none-match'] === tag) return res.status(304).end()
          if (req.get('If-Match') !== tag) return res.status(412).end()
          const cached = await redis.get(file)
          if (this.cache.get(file) !== tag || cached?.tag === tag) refresh(file)
          if (previousDigest !== tag) refresh(file)
        }
      `,
    },
    {
      name: 'records found by the keyed hash of an address',
      code: code`
        import { createHmac } from 'node:crypto'
        const blind = (value) => createHmac('sha256', process.env.INDEX_KEY).update(value).digest('hex')
        export function find(users, email) {
          const emailHash = blind(email)
          return users.find((user) => user.emailHash === emailHash)
        }
        export const changed = (user, email) => user.emailHash !== blind(email)
        export const hashed = (row) => row.hashed_email === ''
      `,
    },
    {
      name: 'a memory of seen signatures',
      code: code`
        import { createHmac } from 'node:crypto'
        const seen = new Set()
        export function isReplay(req, body) {
          const signature = req.headers['x-cio-signature']
          if (seen.has(signature)) return true
          seen.add(signature)
          const digest = createHmac('sha256', process.env.SECRET).update(body).digest('hex')
          if (seen.has(digest) || recent.includes(signature)) return true
          seen.add(digest)
          return false
        }
      `,
    },
    {
      name: 'the same header read twice',
      code: code`
        export const isSame = (a, b) => a.headers['x-signature'] === b.headers['x-signature']
      `,
    },
    {
      name: 'facts about a signature',
      code: code`
        export function check(req, config) {
          if (req.headers['x-signature-version'] !== config.version) return false
          if (req.headers['x-signature-timestamp'] === config.timestamp) return false
          return req.headers['x-hmac-algorithm'] === config.algorithm
        }
      `,
    },
    {
      name: 'a verifier of a library',
      code: code`
        import { verifyRequestSignature } from 'customerio-node'
        export const verify = (req) =>
          verifyRequestSignature({
            signingSecret: process.env.CIO_SECRET,
            timestamp: req.get('x-cio-timestamp'),
            body: req.rawBody,
            signature: req.get('x-cio-signature'),
          }) === true
      `,
    },
    {
      name: 'assertions of a test, by the functions it calls',
      code: code`
        import { createHmac } from 'node:crypto'
        import { sign } from './sign.js'
        it('signs', () => {
          const expected = createHmac('sha256', 'k').update('b').digest('hex')
          assert(sign('b') === expected)
        })
        describe.each(vectors)('%s', (vector) => {
          test('is signed', () => vector.signature === createHmac('sha256', 'k').update('b').digest('hex'))
        })
        expect(sign('b') === createHmac('sha256', 'k').update('b').digest('hex')).toBe(true)
      `,
    },
    {
      name: 'a test file, by its name',
      filename: 'webhook.test.js',
      code: code`
        import { createHmac } from 'node:crypto'
        export const verify = (b, s) => createHmac('sha256', 'k').update(b).digest('hex') === s
      `,
    },
    {
      name: 'digests that sort and keep order',
      code: code`
        import { createHmac } from 'node:crypto'
        const digests = keys.map((key) => createHmac('sha256', key).update('x').digest('hex'))
        digests.sort((a, b) => a.localeCompare(b))
        digests.map((digest) => Buffer.from(digest)).sort((a, b) => Buffer.compare(a, b))
      `,
    },
    {
      name: 'a digest that is read byte by byte into a one-time code',
      code: code`
        import { createHmac } from 'node:crypto'
        export function hotp(secret, counter, code) {
          const mac = createHmac('sha1', secret).update(counter).digest()
          const offset = mac[mac.length - 1] & 0xf
          return (mac.readUInt32BE(offset) & 0x7fffffff) % 1000000
        }
      `,
    },
    {
      name: 'a shadowed createHmac',
      code: code`
        import { createHmac } from './test-double.js'
        export const verify = (b, s) => createHmac('sha256', 'k').update(b).digest('hex') === s
      `,
    },
    {
      name: 'a signature of another algorithm',
      code: code`
        export async function same(key, data, other) {
          const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, data)
          return toHex(signature) === other
        }
      `,
    },
    {
      name: 'other webhooks, where only those of Customer.io are asked for',
      options: [{ scope: 'customerio' }],
      code: code`
        import { createHmac } from 'node:crypto'
        export function verify(req) {
          const expected = createHmac('sha256', process.env.GITHUB_SECRET).update(req.rawBody).digest('hex')
          return req.headers['x-hub-signature-256'] === \`sha256=\${expected}\`
        }
        export function verifyCio(req) {
          return verifyLater(req.headers['x-cio-signature'])
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'a switch, reported at what it switches on, has no repair',
      code: code`
        import { createHmac } from 'node:crypto'
        export function verify(given, text) {
          switch (given) {
                  ~~~~~ [leakyDigest]
            case createHmac('sha256', process.env.KEY).update(text).digest('hex'):
              return true
            default:
              return false
          }
        }
      `,
      suggestions: [],
    },
    {
      name: 'a part of a text, an optional call and a comment beside the operator have no repair',
      code: code`
        import { createHmac } from 'node:crypto'
        export function verify(given, text) {
          const digest = createHmac('sha256', process.env.KEY).update(text).digest('hex')
          if (given.indexOf(digest) < 0) return false
              ~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
          if (Buffer.from(given)?.equals(Buffer.from(digest))) return true
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
          return given /* from outside */ === digest
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [leakyDigest]
        }
      `,
      errors: [{ suggestions: [] }, { suggestions: [] }, { suggestions: [] }],
    },
  ],
})
