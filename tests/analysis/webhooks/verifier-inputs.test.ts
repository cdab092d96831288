// What would the runtime's verifier be given in place of a comparison, and where can it not stand?
import { describe, expect, it } from 'vitest'

import { Signatures } from '../../../src/analysis/signatures/leaky-comparisons.ts'
import { verifierInputsOf } from '../../../src/analysis/webhooks/verifier-inputs.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { unwrap } from '../../../src/ast/unwrap.ts'
import { markedCode } from '../../support/marked-code.ts'

/** The call of the verifier for the comparison behind `/* leak *\/`; `null` where none can stand there. */
function verifierFor(sample: string): string | null {
  const code = markedCode(sample)
  const signatures = new Signatures(new Tracer(code.sourceCode))
  const leak = signatures.leakAt(unwrap(code.nodeAt('leak')))
  if (!leak) throw new Error('The marked node compares no signature.')
  const inputs = verifierInputsOf(leak, signatures)
  if (!inputs) return null
  const { isNegated, body, headers, secret, node } = inputs
  return `${isNegated ? 'not ' : ''}${[body, headers, secret].join(' | ')} for ${code.textOf(node)}`
}

type Sample = readonly [situation: string, code: string, call: string | null]

function check(samples: readonly Sample[]): void {
  it.each(samples)('%s', (_situation, code, call) => {
    expect(verifierFor(`import { createHmac } from 'node:crypto'\n${code}`)).toBe(call)
  })
}

/** A handler of Node's with a digest called `digest`, over a message that is given. */
const handler = (body: string, message = '`v0:${req.get("x-cio-timestamp")}:${req.rawBody}`'): string => `
  export function verify(req, secret) {
    const digest = createHmac('sha256', secret).update(${message}).digest('hex')
    ${body}
  }`

describe('the expression that is replaced', () => {
  check([
    [
      'an equality',
      handler(`return (/* leak */ digest === req.headers['x-cio-signature'])`),
      "req.rawBody | req.headers | secret for digest === req.headers['x-cio-signature']",
    ],
    [
      'an inequality',
      handler(`if (/* leak */ req.get('x-cio-signature') != digest) throw new Error('forged')`),
      "not req.rawBody | req.headers | secret for req.get('x-cio-signature') != digest",
    ],
    [
      'an order that is asked for equality',
      handler(`return !(/* leak */ digest.localeCompare(req.get('x-cio-signature')))`),
      "req.rawBody | req.headers | secret for !(/* leak */ digest.localeCompare(req.get('x-cio-signature')))",
    ],
    [
      'an order that is compared',
      handler(`return (/* leak */ digest.localeCompare(req.get('x-cio-signature'))) !== 0`),
      "not req.rawBody | req.headers | secret for (/* leak */ digest.localeCompare(req.get('x-cio-signature'))) !== 0",
    ],
    [
      'an order that is used as such',
      handler(`return (/* leak */ digest.localeCompare(req.get('x-cio-signature'))) < 1`),
      null,
    ],
    [
      'a place in a text',
      handler(`return (/* leak */ req.get('x-cio-signature').indexOf(digest)) === 0`),
      null,
    ],
    [
      'a switch',
      handler(`/* leak */ switch (req.get('x-cio-signature')) { case digest: return true }\nreturn false`),
      null,
    ],
  ])
})

describe('whose headers are handed over', () => {
  check([
    [
      'of Request',
      `async function POST(request: Request, key: string) {
        const text = await request.text()
        const mac = createHmac('sha256', key).update('v0:' + request.headers.get('x-cio-timestamp') + ':' + text).digest('hex')
        return (/* leak */ request.headers.get('X-CIO-Signature') === mac)
      }`,
      "text | request.headers | key for request.headers.get('X-CIO-Signature') === mac",
    ],
    [
      'of Next.js',
      `async function POST(request: Request) {
        const rawBody = await request.text()
        const signature = (await headers()).get('x-cio-signature')
        const mac = createHmac('sha256', process.env.KEY!).update(rawBody).digest('hex')
        return (/* leak */ mac === signature)
      }`,
      'rawBody | await headers() | process.env.KEY! for mac === signature',
    ],
    [
      'in a variable of any name',
      `async function POST(request: Request, key: string) {
        const h = request.headers
        const text = await request.text()
        const mac = createHmac('sha256', key).update('v0:' + h.get('x-cio-timestamp') + ':' + text).digest('hex')
        return (/* leak */ h.get('x-cio-signature') === mac)
      }`,
      "text | h | key for h.get('x-cio-signature') === mac",
    ],
    [
      'of something that is no headers',
      `async function POST(store: Map<string, string>, text: string, key: string) {
        const mac = createHmac('sha256', key).update(text).digest('hex')
        return (/* leak */ store.get('x-cio-signature') === mac)
      }`,
      null,
    ],
    [
      'of Hono',
      `app.post('/', async (c) => {
        const body = await c.req.text()
        const mac = createHmac('sha256', c.env.CIO_KEY).update(body).digest('hex')
        return (/* leak */ mac === c.req.header('x-cio-signature'))
      })`,
      "body | c.req.raw.headers | c.env.CIO_KEY for mac === c.req.header('x-cio-signature')",
    ],
    [
      'of Koa',
      `router.post('/', (ctx) => {
        const mac = createHmac('sha256', key).update(ctx.request.rawBody).digest('hex')
        return (/* leak */ mac === ctx.get('x-cio-signature'))
      })`,
      "ctx.request.rawBody | ctx.headers | key for mac === ctx.get('x-cio-signature')",
    ],
    [
      'of a Lambda, which may have none',
      `export const handler = async (event) => {
        const mac = createHmac('sha256', key).update(event.body || '').digest('hex')
        return (/* leak */ mac === event.headers?.['x-cio-signature'])
      }`,
      "event.body || '' | event.headers ?? {} | key for mac === event.headers?.['x-cio-signature']",
    ],
    [
      'taken apart',
      `export function verify({ headers, rawBody }, key) {
        const { 'X-CIO-Signature': given } = headers
        const mac = createHmac('sha256', key).update(rawBody).digest('hex')
        return (/* leak */ mac === given)
      }`,
      'rawBody | headers | key for mac === given',
    ],
    [
      'by a constant',
      `const names = { signature: 'x-cio-signature' }
      export function verify(event, key) {
        const mac = createHmac('sha256', key).update(event.body).digest('hex')
        return (/* leak */ mac === event.headers[names.signature])
      }`,
      'event.body | event.headers | key for mac === event.headers[names.signature]',
    ],
    [
      'of the function around a callback',
      `export const verify = (req, keys) => {
        const given = req.headers['x-cio-signature']
        return keys.some((key) => (/* leak */ createHmac('sha256', key).update(req.rawBody).digest('hex') === given))
      }`,
      "req.rawBody | req.headers | key for createHmac('sha256', key).update(req.rawBody).digest('hex') === given",
    ],
    [
      'of a request that another one hides',
      `export const verify = (req, requests, secret) => {
        const given = req.headers['x-cio-signature']
        return requests.some((req) => (/* leak */ createHmac('sha256', secret).update(req.rawBody).digest('hex') === given))
      }`,
      null,
    ],
    [
      'of two requests',
      handler(
        `const given = req.get('x-cio-signature') ?? req.original.headers['x-cio-signature']\nreturn (/* leak */ digest === given)`,
      ),
      null,
    ],
    [
      "also of another vendor's webhooks",
      handler(
        `const given = req.get('x-cio-signature') ?? req.get('x-hub-signature')\nreturn (/* leak */ digest === given)`,
      ),
      null,
    ],
    [
      "only of another vendor's",
      handler(`return (/* leak */ digest === req.get('x-hub-signature'))`, 'req.rawBody'),
      null,
    ],
  ])
})

describe('the parts of a request, where a function is given them', () => {
  const given = (parameters: string, message = '`v0:${timestamp}:${body}`'): string => `
    export function verifyCustomerio(${parameters}) {
      const digest = createHmac('sha256', process.env.CIO_SECRET).update(${message}).digest('hex')
      return (/* leak */ digest === signature)
    }`
  const call = (signature: string, timestamp: string): string =>
    `body | { 'x-cio-signature': ${signature}, 'x-cio-timestamp': ${timestamp} } | process.env.CIO_SECRET for digest === signature`

  check([
    ['without types', given('body, timestamp, signature'), call('signature', 'String(timestamp)')],
    ['texts', given('body: Buffer, timestamp: string, signature: string'), call('signature', 'timestamp')],
    [
      'what Headers give',
      given('body: Buffer, timestamp: string | null, signature: string | null'),
      call('signature ?? undefined', 'timestamp ?? undefined'),
    ],
    [
      'a timestamp that was read as a number',
      given('body: Buffer, timestamp: number | undefined, signature: string'),
      call('signature', 'String(timestamp)'),
    ],
    [
      'a timestamp of a type that nobody knows',
      given('body: Buffer, timestamp: any, signature: string'),
      call('signature', 'String(timestamp)'),
    ],
    ['a timestamp by a name that does not say so', given('body, n, signature', '`v0:${n}:${body}`'), null],
    ['no timestamp', given('body, signature', 'body'), null],
    ['a message that is given whole', given('message, signature', 'message'), null],
    [
      'two timestamps',
      given('body, timestamp, sentTime, signature', '`v0:${timestamp || sentTime}:${body}`'),
      null,
    ],
  ])
})

describe('a signature that is compared as bytes', () => {
  const given = (signature: string): string => `
    export function verifyCustomerio(body, timestamp: string, signature: string) {
      const digest = createHmac('sha256', process.env.CIO_SECRET).update(\`v0:\${timestamp}:\${body}\`).digest()
      const given = ${signature}
      return (/* leak */ digest.equals(given))
    }`
  const call =
    "body | { 'x-cio-signature': signature, 'x-cio-timestamp': timestamp } | process.env.CIO_SECRET for digest.equals(given)"

  check([
    ['from its digits', given(`Buffer.from(signature, 'hex')`), call],
    ['from what is left of them', given(`Buffer.from(signature.trim().toLowerCase() ?? '', 'hex')`), call],
    ['from a part of them', given(`Buffer.from(signature.slice(3), 'hex')`), null],
    ['from a list', given(`Buffer.from(signature.split(',')[0], 'hex')`), null],
    ['from something else', given(`Buffer.from(body.mac, 'hex')`), null],
  ])
})

describe('the body', () => {
  const compare = `return (/* leak */ digest === req.get('x-cio-signature'))`
  check([
    [
      'as text',
      handler(compare, `req.rawBody.toString('utf8')`),
      "req.rawBody | req.headers | secret for digest === req.get('x-cio-signature')",
    ],
    [
      'as bytes',
      handler(compare, `Buffer.from(req.rawBody, 'utf-8')`),
      "req.rawBody | req.headers | secret for digest === req.get('x-cio-signature')",
    ],
    ['what it encodes', handler(compare, `Buffer.from(req.rawBody, 'base64')`), null],
    ['a part of it', handler(compare, `req.rawBody.slice(3)`), null],
    ['what was parsed', handler(`use(req.body.event_id)\n${compare}`, `req.body`), null],
    ['written again', handler(compare, `JSON.stringify(req.body)`), null],
    ['one of two', handler(compare, `req.rawBody ?? req.bodyText`), null],
    [
      'read by a call, and kept',
      `export default async function handler(req, res) {
        const buf = await buffer(req)
        const text = buf.toString('utf8')
        const mac = createHmac('sha256', key).update('v0:' + req.headers['x-cio-timestamp'] + ':' + text).digest('hex')
        return (/* leak */ mac === req.headers['x-cio-signature'])
      }`,
      "buf | req.headers | key for mac === req.headers['x-cio-signature']",
    ],
    ['read by a call, which reads it once', handler(compare, `readRawBody(req)`), null],
    [
      'given to a helper that makes the digest',
      `const sign = (text, key) => createHmac('sha256', key).update(text).digest('hex')
      export const verify = (req, secret) => (/* leak */ sign(req.rawBody, secret) === req.get('x-cio-signature'))
      export const other = (req) => send(sign(req.text, 'else'))`,
      "req.rawBody | req.headers | secret for sign(req.rawBody, secret) === req.get('x-cio-signature')",
    ],
    [
      'of a helper that is called twice',
      `const sign = (text, key) => createHmac('sha256', key).update(text).digest('hex')
      export const verify = (req, secret) =>
        (/* leak */ sign(req.rawBody, secret) === req.get('x-cio-signature')) || sign(req.rawBody, old) === 'x'`,
      null,
    ],
  ])
})

describe('a check of the form, which stays', () => {
  const guarded = (digest: string, given: string, guard = 'digest.length === given.length && '): string => `
    const sign = (text) => createHmac('sha256', process.env.SECRET).update(text).digest('hex')
    export function verify(req) {
      const mac = createHmac('sha256', process.env.SECRET).update(req.rawBody)
      const digest = ${digest}
      const given = ${given}
      return ${guard}(/* leak */ digest.equals(given))
    }`
  const call = 'req.rawBody | req.headers | process.env.SECRET for digest.equals(given)'
  const header = `req.get('x-cio-signature')`

  check([
    ['bytes', guarded('mac.digest()', `Buffer.from(${header} ?? '', 'hex')`), call],
    [
      'bytes of texts',
      guarded(`Buffer.from(mac.digest('hex'))`, `Buffer.from(${header}.trim(), 'utf8')`),
      call,
    ],
    [
      'bytes of digits',
      guarded(`Buffer.from(mac.digest('hex'), 'hex')`, `Buffer.from(${header}, 'hex')`),
      call,
    ],
    ['a digest of a helper', guarded('Buffer.from(sign(req.rawBody))', `Buffer.from(${header})`), call],
    [
      'a template of nothing else',
      guarded("Buffer.from(`${mac.digest('hex')}`)", `Buffer.from(${header})`),
      call,
    ],
    ['bytes against digits', guarded('mac.digest()', `Buffer.from(${header})`), null],
    ['base64', guarded(`Buffer.from(mac.digest('base64'))`, `Buffer.from(${header})`), null],
    ['a prefix', guarded("Buffer.from(`v0=${mac.digest('hex')}`)", `Buffer.from(${header})`), null],
    [
      'a prefix that is added',
      guarded(`Buffer.from('v0=' + mac.digest('hex'))`, `Buffer.from(${header})`),
      null,
    ],
    [
      'a digest that cannot be followed',
      guarded('toBytes(mac.digest())', `Buffer.from(${header}, 'hex')`),
      null,
    ],
    [
      'a prefix without a check',
      guarded("Buffer.from(`v0=${mac.digest('hex')}`)", `Buffer.from(${header})`, ''),
      call,
    ],
  ])
})

describe('the secret', () => {
  const keyed = (before: string, key: string, parameters = 'req'): string => `
    export function verify(${parameters}) {
      ${before}
      const digest = createHmac('sha256', ${key}).update(req.rawBody).digest('hex')
      return (/* leak */ digest === req.get('x-cio-signature'))
    }`
  const call = (secret: string): string =>
    `req.rawBody | req.headers | ${secret} for digest === req.get('x-cio-signature')`

  check([
    ['of the environment', keyed('', 'process.env.SECRET as string'), call('process.env.SECRET as string')],
    ['of a function', keyed('const key = getSigningKey()', 'key'), call('key')],
    ['of a field', keyed('', 'this.options.secret'), call('this.options.secret')],
    ['that is worked out', keyed('', 'getSigningKey()'), null],
    ['as bytes', keyed(`const key = Buffer.from(process.env.SECRET, 'hex')`, 'key'), null],
    ['as an object', keyed('const key = createSecretKey(bytes)', 'key'), null],
    ['as bytes, by its type', keyed('', 'key', 'req, key: Buffer'), null],
    [
      'in a helper that keeps it to itself',
      `function sign(text) {
        const hidden = process.env.SECRET
        return createHmac('sha256', hidden).update(text).digest('hex')
      }
      export const verify = (req) => (/* leak */ sign(req.rawBody) === req.get('x-cio-signature'))`,
      null,
    ],
    [
      'of a module, which a helper reads',
      `const secret = process.env.SECRET
      const sign = (text) => createHmac('sha256', secret).update(text).digest('hex')
      export const verify = (req) => (/* leak */ sign(req.rawBody) === req.get('x-cio-signature'))`,
      "req.rawBody | req.headers | secret for sign(req.rawBody) === req.get('x-cio-signature')",
    ],
    [
      'of a module, whose name means something else here',
      `const secret = process.env.SECRET
      const sign = (text) => createHmac('sha256', secret).update(text).digest('hex')
      export const verify = (req, secret) => (/* leak */ sign(req.rawBody) === req.get('x-cio-signature'))`,
      null,
    ],
    [
      'a key of Web Crypto',
      `export const verify = async (req, key) =>
        (/* leak */ toHex(await crypto.subtle.sign('HMAC', key, req.rawBody)) === req.get('x-cio-signature'))`,
      null,
    ],
  ])
})
