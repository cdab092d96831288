// Which guards of the lengths look like guards and are none, and whose length does the sender decide?
import { describe, expect, it } from 'vitest'

import { Signatures } from '../../../src/analysis/signatures/leaky-comparisons.ts'
import { UnguardedComparisons } from '../../../src/analysis/webhooks/unguarded-comparisons.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { unwrap } from '../../../src/ast/unwrap.ts'
import { markedCode } from '../../support/marked-code.ts'

/** The situation, and a program in which `/* call *\/` marks a comparison. */
type Sample = readonly [situation: string, code: string]

function isReported(sample: string): boolean {
  const code = markedCode(sample)
  const comparisons = new UnguardedComparisons(new Signatures(new Tracer(code.sourceCode)))
  const node = unwrap(code.nodeAt('call'))
  if (node.type !== 'CallExpression') throw new Error(`The marker stands for no call but for ${node.type}.`)
  return comparisons.at(node) !== null
}

const check = (body: string): string => `
  import { createHmac, timingSafeEqual } from 'node:crypto'
  import { other } from './other'
  export function verify(body, signature, secret, retries) {
    const expected = createHmac('sha256', secret).update(body).digest()
    const received = Buffer.from(signature, 'hex')
    ${body}
  }`

describe('no guards', () => {
  it.each<Sample>([
    ['nothing', check('return (/* call */ timingSafeEqual(received, expected))')],
    [
      'a check that a signature is there',
      check('if (!signature) return false\nreturn (/* call */ timingSafeEqual(received, expected))'),
    ],
    [
      'a check that it is not empty',
      check(
        'if (received.length === 0) return false\nreturn (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a check after the comparison',
      check('return (/* call */ timingSafeEqual(received, expected)) && received.length === expected.length'),
    ],
    [
      'a check of something else',
      check(
        'if (body.length !== retries.length) return false\nreturn (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a count of parts',
      check(
        `const parts = signature.split('=')\nif (parts.length !== 2) return false\nreturn (/* call */ timingSafeEqual(Buffer.from(parts[1], 'hex'), expected))`,
      ),
    ],
    [
      'equal lengths in the branch that returns',
      check(
        'if (received.length === expected.length) return false\nreturn (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a check on one way only',
      check(
        'if (retries) { if (received.length !== expected.length) return false }\nreturn (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a check before the value changes',
      check(
        'let bytes = received\nif (bytes.length !== expected.length) return false\nbytes = Buffer.from(signature)\nreturn (/* call */ timingSafeEqual(bytes, expected))',
      ),
    ],
    [
      'an alternative',
      check(
        'if (received.length === expected.length || retries) return (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a pattern of any length',
      check(
        'if (!/^[0-9a-f]+$/.test(signature)) return false\nreturn (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a pattern without an end',
      check(
        'if (!/^[0-9a-f]{64}/.test(signature)) return false\nreturn (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a pattern of several lengths',
      check(
        'if (!/^[0-9a-f]{32,64}$/.test(signature)) return false\nreturn (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a cut, which keeps short ones short',
      check('return (/* call */ timingSafeEqual(received.subarray(0, expected.length), expected))'),
    ],
    [
      'only one side hashed',
      check(
        `return (/* call */ timingSafeEqual(Buffer.from(signature), createHmac('sha256', 'k').update(expected).digest()))`,
      ),
    ],
    [
      'a catch that throws the same error',
      check(
        'try { return (/* call */ timingSafeEqual(received, expected)) } catch (error) { console.error(error)\nthrow error }',
      ),
    ],
    [
      'a catch that calls it valid',
      check('try { return (/* call */ timingSafeEqual(received, expected)) } catch { return true }'),
    ],
    ['finally', check('try { return (/* call */ timingSafeEqual(received, expected)) } finally { other() }')],
    [
      'a try before the comparison',
      check(
        `try { other() } catch { return false }\nreturn (/* call */ timingSafeEqual(received, expected))`,
      ),
    ],
    [
      'a call of a function that does not check',
      check(
        'if (!other(received, expected)) return false\nreturn (/* call */ timingSafeEqual(received, expected))',
      ),
    ],
    [
      'a try around a promise that nobody awaits',
      `import { createHmac, timingSafeEqual } from 'node:crypto'
      async function isValid(req) {
        return (/* call */ timingSafeEqual(Buffer.from(req.get('x-sig')), createHmac('sha256', 'k').update(req.rawBody).digest()))
      }
      export function handler(req) { try { return isValid(req) } catch { return false } }`,
    ],
    [
      'one caller of two that checks',
      `import { createHmac, timingSafeEqual } from 'node:crypto'
      const sign = (body) => createHmac('sha256', 'k').update(body).digest('hex')
      const safeEqual = (a, b) => (/* call */ timingSafeEqual(Buffer.from(a), Buffer.from(b)))
      export const one = (req) => req.get('x-sig').length === 64 && safeEqual(req.get('x-sig'), sign(req.rawBody))
      export const two = (req) => safeEqual(req.get('x-sig'), sign(req.rawBody))`,
    ],
  ])('%s', (_situation, code) => {
    expect(isReported(code)).toBe(true)
  })
})

describe('how timingSafeEqual is reached', () => {
  const reached = (head: string, callee: string): string => `
    ${head}
    export function verify(req, digest) {
      return (/* call */ ${callee}(Buffer.from(req.headers['x-signature']), digest))
    }`
  it.each<Sample>([
    ['a named import', reached(`import { timingSafeEqual } from 'crypto'`, 'timingSafeEqual')],
    ['an alias', reached(`import { timingSafeEqual as equal } from 'node:crypto'`, 'equal')],
    ['a default import', reached(`import crypto from 'node:crypto'`, 'crypto.timingSafeEqual')],
    ['a namespace', reached(`import * as crypto from 'crypto'`, 'crypto.timingSafeEqual')],
    ['require', reached(`const crypto = require('crypto')`, 'crypto.timingSafeEqual')],
    ['require, taken apart', reached(`const { timingSafeEqual: equal } = require('node:crypto')`, 'equal')],
    ['require in place', reached('', `require('crypto').timingSafeEqual`)],
    ['import =', reached(`import crypto = require('crypto')`, 'crypto.timingSafeEqual')],
    ['compiled', reached(`const crypto_1 = require('crypto')`, '(0, crypto_1.timingSafeEqual)')],
    [
      'a dynamic import',
      `export async function verify(req, digest) {
      const { timingSafeEqual } = await import('node:crypto')
      return (/* call */ timingSafeEqual(Buffer.from(req.headers['x-signature']), digest))
    }`,
    ],
    [
      'Deno',
      reached(
        `import { timingSafeEqual } from 'https://deno.land/std@0.177.0/node/crypto.ts'`,
        'timingSafeEqual',
      ),
    ],
    ['Web Crypto of Workers', reached('', 'crypto.subtle.timingSafeEqual')],
    [
      'a copy in a constant',
      reached(`import crypto from 'crypto'\nconst equal = crypto.timingSafeEqual`, 'equal'),
    ],
  ])('%s', (_situation, code) => {
    expect(isReported(code)).toBe(true)
  })

  it.each<Sample>([
    [
      'the standard library of Deno, which answers false',
      reached(`import { timingSafeEqual } from 'jsr:@std/crypto'`, 'timingSafeEqual'),
    ],
    ['Hono, which hashes', reached(`import { timingSafeEqual } from 'hono/utils/buffer'`, 'timingSafeEqual')],
    ['tsscmp', reached(`import timingSafeEqual from 'tsscmp'`, 'timingSafeEqual')],
    [
      'a shadowed name',
      `import { timingSafeEqual } from 'crypto'
      export const verify = (req, timingSafeEqual) => (/* call */ timingSafeEqual(req.get('x-signature'), 1))`,
    ],
  ])('not %s', (_situation, code) => {
    expect(isReported(code)).toBe(false)
  })
})

describe('whose length the sender decides', () => {
  const compared = (received: string, more = ''): string => `
    import { createHmac, timingSafeEqual } from 'node:crypto'
    ${more}
    export async function handle(req, ctx, event, request) {
      const digest = createHmac('sha256', process.env.KEY).update(req.rawBody).digest()
      return (/* call */ timingSafeEqual(${received}, digest))
    }`
  it.each<Sample>([
    ['a header', compared(`Buffer.from(req.headers['x-hub-signature'])`)],
    ['a field of the body', compared(`Buffer.from(req.body.signature, 'hex')`)],
    ['a parameter of the query', compared(`Buffer.from(req.query.hmac, 'hex')`)],
    ['a parameter of the URL', compared(`Buffer.from(url.searchParams.get('sig'), 'hex')`)],
    ['a part of a token', compared(`Buffer.from(req.params.token.split('.')[1], 'base64url')`)],
    ['bytes of it', compared(`new Uint8Array(Buffer.from(ctx.get('x-cio-signature')))`)],
    [
      'a helper that takes it apart',
      compared(
        `Buffer.from(parse(req.headers['stripe-signature']).v1)`,
        `const parse = (header) => { const [t, v1] = header.split(','); return { t, v1 } }`,
      ),
    ],
  ])('%s', (_situation, code) => {
    expect(isReported(code)).toBe(true)
  })

  it.each<Sample>([
    [
      'what a database gives',
      compared(`Buffer.from((await db.tokens.findOne({ id: req.params.id })).digest, 'hex')`),
    ],
    ['a cache', compared(`Buffer.from(await cache.get('digest'), 'hex')`)],
    ['an environment variable', compared(`Buffer.from(process.env.DIGEST, 'hex')`)],
    ['another digest', compared(`createHmac('sha256', 'k').update(req.headers['x-signature']).digest()`)],
  ])('not %s', (_situation, code) => {
    expect(isReported(code)).toBe(false)
  })
})
