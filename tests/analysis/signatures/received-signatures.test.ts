// Which values does the analysis take for a signature that a request brought?
import { describe } from 'vitest'

import type { ComparisonSample } from '../../support/judged-comparisons.ts'
import { checkComparisons } from '../../support/judged-comparisons.ts'

describe('where a received signature comes from', () => {
  const read = (situation: string, header: string, more = ''): ComparisonSample => [
    situation,
    `import { compute } from './compute.js'
    ${more}
    export async function handle(req, ctx, event, request, c, headers) {
      const expected = await compute(req)
      return /* leak */ ${header} === expected
    }`,
  ]
  checkComparisons([
    read('Express headers', `req.headers['x-hub-signature-256']`),
    read('Express get', `req.get('X-Hub-Signature')`),
    read('Express header', `req.header('X-Cio-Signature')`),
    read('a default', `(req.headers['x-cio-signature'] ?? '')`),
    read('a default by ||', `(req.get('x-cio-signature') || '').toLowerCase()`),
    read('String()', `String(req.headers['stripe-signature'])`),
    read('a cast', `(req.headers['x-cio-signature'] as string)`),
    read('lower-cased', `req.headers['x-cio-signature'].toLowerCase()`),
    read('sliced', `req.headers['x-hub-signature'].slice('sha1='.length)`),
    read('replaced', `req.get('x-hub-signature-256').replace('sha256=', '')`),
    read('split', `req.get('x-hub-signature-256').split('=')[1]`),
    read('split and popped', `req.get('x-hub-signature-256').split('=').pop()`),
    read('matched', `/^sha256=(.*)$/.exec(req.get('x-hub-signature-256'))?.[1]`),
    read('matched by name', `req.get('x-hub-signature').match(/=(?<hex>.+)/)?.groups.hex`),
    read('Fastify', `request.headers['x-shopify-hmac-sha256']`),
    read('Koa get', `ctx.get('x-cio-signature')`),
    read('Koa headers', `ctx.request.headers['x-cio-signature']`),
    read('Koa header', `ctx.request.header['x-cio-signature']`),
    read('Hono', `c.req.header('x-hub-signature-256')`),
    read('Hono, raw', `c.req.raw.headers.get('x-hub-signature-256')`),
    read('Request', `request.headers.get('X-Hub-Signature-256')`),
    read('Next headers()', `headers().get('x-cio-signature')`, `import { headers } from 'next/headers'`),
    read(
      'Next await headers()',
      `(await headers()).get('x-cio-signature')`,
      `import { headers } from 'next/headers'`,
    ),
    read('Lambda', `event.headers['X-Hub-Signature-256']`),
    read('Lambda, optional', `event.headers?.['x-hub-signature']`),
    read('Lambda, several', `event.multiValueHeaders['x-hub-signature'][0]`),
    read('H3', `getHeader(event, 'x-cio-signature')`, `import { getHeader } from 'h3'`),
    read('H3, all', `getHeaders(event)['x-cio-signature']`, `import { getHeaders } from 'h3'`),
    read('the name in a const', `req.headers[SIGNATURE]`, `const SIGNATURE = 'x-cio-signature'`),
    read('the name in an object', `req.get(names.signature)`, `const names = { signature: 'X-Signature' }`),
    read(
      'an enum of names',
      `request.headers.get(Header.Signature)`,
      `const Header = { Signature: 'x-signature' } as const`,
    ),
    read(
      'a helper that takes the name',
      `header(req, 'x-hub-signature')`,
      `const header = (req, name) => req.headers[name.toLowerCase()]`,
    ),
    read(
      'a helper that knows the name',
      `signatureOf(req)`,
      `function signatureOf({ headers }) { return headers['x-hub-signature'] ?? '' }`,
    ),
    read('a header without a hyphen', `request.headers.get('signature')`),
  ])
  checkComparisons([
    [
      'a const',
      `export function handle(req) { const signature = req.get('x-signature'); return /* leak */ signature !== compute(req.rawBody) }`,
    ],
    [
      'destructured',
      `export function handle(req) { const { 'x-signature': given } = req.headers; return /* leak */ given !== compute(req.rawBody) }`,
    ],
    [
      'destructured twice',
      `export function handle({ headers: { 'x-signature': given = '' }, rawBody }) { return /* leak */ given !== compute(rawBody) }`,
    ],
    [
      'headers first',
      `export function handle(req) { const { headers } = req; const given = headers['x-signature']; return /* leak */ compute(req.rawBody) === given }`,
    ],
    [
      'filled later',
      `export function handle(req) { let given; if (req.headers) given = req.headers['x-signature']; return /* leak */ given === compute(req) }`,
    ],
    [
      'parts of it',
      `export function handle(req) { const [, hash] = req.get('x-signature').split('='); return /* leak */ hash === compute(req) }`,
    ],
    [
      'a list in it',
      `export function handle(req) { return req.get('webhook-signature').split(' ').some((each) => /* leak */ each === compute(req)) }`,
    ],
    [
      'a list, mapped',
      `export function handle(req) { const all = req.get('webhook-signature').split(' ').map((s) => s.replace('v1,', '')); const e = compute(req); for (const one of all) { if (/* leak */ one === e) return true } }`,
    ],
    [
      'Nest decorator',
      `
      class C { @Post() hook(@Headers('x-hub-signature-256') signature: string, @Req() req) { return /* leak */ signature === this.s.compute(req) } }`,
    ],
    [
      'Nest decorator of another header',
      `// -signature
      class C { @Post() hook(@Headers('x-request-id') id: string, @Req() req) { return /* safe */ id === this.s.compute(req) } }`,
    ],
    [
      'a helper of the file',
      `
      function matches(given, expected) { return /* leak */ given === expected }
      export const handle = (req) => matches(req.get('x-signature'), compute(req))`,
    ],
    [
      'a helper of a helper',
      `
      const equal = (a, b) => /* leak */ a === b
      const check = (sig, body) => equal(sig, compute(body))
      export const handle = (req) => check(req.get('x-signature'), req.rawBody)`,
    ],
    [
      'a helper with an options object',
      `
      function checkComparisons({ signature, body }) { return /* leak */ signature === compute(body) }
      export const handle = (req) => checkComparisons({ body: req.rawBody, signature: req.get('x-signature') })`,
    ],
    [
      'a method of the class',
      `
      class V {
        verify(given: string) { return /* leak */ this.expected() === given }
        handle(req) { return this.verify(req.headers['x-signature']) }
      }`,
    ],
    [
      'the secret itself',
      `export const handle = (req) => /* leak */ req.headers['x-cio-signature'] === process.env.CIO_SECRET`,
    ],
    [
      'a plain hash against it',
      `import { createHash } from 'node:crypto'
      export const handle = (req) => /* leak */ req.headers['x-signature'] === createHash('sha256').update(req.body + secret).digest('hex')`,
    ],
    [
      'another header',
      `// 'signature'
      export const handle = (req) => /* safe */ req.headers['x-request-id'] === compute(req)`,
    ],
    ['a plain map', `export const handle = (map) => /* safe */ map.get('signature') === compute(map)`],
    [
      'a profile',
      `export const handle = (user) => /* safe */ user.signature === compute(user) || /* safe */ user['signature'] !== other`,
    ],
    [
      'its presence',
      `export const handle = (req) => /* safe */ req.headers.has('x-signature') === isSigned(req)`,
    ],
    [
      'whether it is one of several',
      `export const handle = (req) => /* safe */ known.has(req.headers['x-signature'])`,
    ],
    [
      'a cached one',
      `export const handle = async (req) => /* safe */ (await cache.get(req.id)) === req.headers['x-signature']`,
    ],
    [
      'a replay',
      `let lastSignature; export function handle(req) { const s = req.headers['x-signature']; if (/* safe */ s === lastSignature) return; lastSignature = s }`,
    ],
    [
      'a prefix',
      `export const handle = (req, prefix) => /* safe */ req.headers['x-signature'].startsWith(prefix)`,
    ],
    [
      'the expected one in it',
      `export const handle = (req) => { const expectedSignature = compute(req); return /* leak */ req.headers['x-signature'].includes(expectedSignature) }`,
    ],
  ])
})
