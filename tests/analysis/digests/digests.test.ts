// Does the analysis say where a digest comes from: its key, what it signs, and the header it is held against?
import { describe, expect, it } from 'vitest'

import { signedPartsOf } from '../../../src/analysis/digests/digests.ts'
import { SignatureOrigins } from '../../../src/analysis/signatures/signature-origins.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { markedCode } from '../../support/marked-code.ts'

interface Answer {
  readonly kind: string
  readonly form: string
  readonly shape: string
  readonly header?: string
  readonly key?: string | null
  readonly signed?: readonly string[]
}

function originsAt(sample: string): Answer[] {
  const code = markedCode(sample)
  const signatures = new SignatureOrigins(new Tracer(code.sourceCode))
  return signatures.resolved(code.nodeAt('here')).map((origin) => {
    const { kind, form, shape } = origin
    if (origin.kind === 'received') return { kind, form, shape, header: origin.header }
    if (origin.kind !== 'digest') return { kind, form, shape }
    const key = origin.hmac.key && code.textOf(origin.hmac.key)
    const signed = signedPartsOf(origin.hmac, signatures.tracer).map((part) => code.textOf(part))
    return { kind, form, shape, key, signed }
  })
}

const digest = (form: string, key: string | null, ...signed: string[]): Answer[] => [
  { kind: 'digest', form, shape: 'whole', key, signed },
]

describe('a digest', () => {
  it('of one chain', () => {
    const sample = `import { createHmac } from 'crypto'
      /* here */ createHmac('sha256', secret).update('v0:').update(timestamp).update(body).digest('hex')`
    expect(originsAt(sample)).toEqual(digest('text', 'secret', `'v0:'`, 'timestamp', 'body'))
  })

  it('of several statements, its parts in the order of the source', () => {
    const sample = `import * as crypto from 'crypto'
      const hmac = crypto.createHmac('sha256', process.env.KEY)
      hmac.update(\`v0:\${timestamp}:\`)
      hmac.update(body).update('.')
      other.update('not this')
      const result = hmac.digest();
      /* here */ result`
    expect(originsAt(sample)).toEqual(digest('bytes', 'process.env.KEY', '`v0:${timestamp}:`', 'body', `'.'`))
  })

  it('of two HMACs keeps their messages apart', () => {
    const sample = `import { createHmac } from 'crypto'
      const a = createHmac('sha256', one).update('a').digest('hex')
      const b = createHmac('sha256', two).update('b').digest('hex');
      /* here */ cond ? a : b`
    expect(originsAt(sample)).toEqual([...digest('text', 'one', `'a'`), ...digest('text', 'two', `'b'`)])
  })

  it('of Web Crypto', () => {
    const sample = `const mac = await crypto.subtle.sign('HMAC', key, message);
      /* here */ mac`
    expect(originsAt(sample)).toEqual(digest('unknown', 'key', 'message'))
  })

  it('of crypto-js, which takes the message first', () => {
    const sample = `import { HmacSHA256 } from 'crypto-js'
      /* here */ HmacSHA256(message, key).toString()`
    expect(originsAt(sample)).toEqual(digest('text', 'key', 'message'))
  })

  it('of @noble/hashes, which takes the hash first', () => {
    const sample = `import { hmac } from '@noble/hashes/hmac'
      /* here */ hmac(sha256, key, message)`
    expect(originsAt(sample)).toEqual(digest('unknown', 'key', 'message'))
  })

  it.each([
    [`digest.toString('hex')`, 'text'],
    ['`v0=${digest}`', 'text'],
    ['Buffer.from(digest)', 'bytes'],
    ['digest.slice(0, 16)', 'bytes'],
    [`Buffer.from(digest.toString('hex'))`, 'bytes'],
  ])('%s is %s', (expression, form) => {
    const sample = `import { createHmac } from 'crypto'
      const digest = createHmac('sha256', key).update(body).digest();
      /* here */ ${expression}`
    expect(originsAt(sample)).toEqual(digest(form, 'key', 'body'))
  })

  it('of a function knows the argument that the call gives as its message', () => {
    const sample = `import { createHmac } from 'crypto'
      function sign(text) { return createHmac('sha256', key).update(text).digest('hex') }
      /* here */ sign(payload)`
    expect(originsAt(sample)).toEqual(digest('text', 'key', 'text'))
  })
})

describe('anything else', () => {
  it.each([
    ['a hash', `createHash('sha256').update(body).digest('hex')`],
    ['the HMAC object without its digest', `createHmac('sha256', key).update(body).digest`],
    ['a property of a digest', `createHmac('sha256', key).update(body).digest('hex').length`],
    ['a number made from a digest', `parseInt(createHmac('sha256', key).update(body).digest('hex'), 16)`],
    ['a cipher', `createCipheriv('aes-256-gcm', key, iv).update(body, 'utf8', 'hex')`],
    ['a verdict', `timingSafeEqual(createHmac('sha256', key).update(body).digest(), given)`],
  ])('%s is no digest', (_situation, expression) => {
    const sample = `import { createHash, createHmac, createCipheriv, timingSafeEqual } from 'node:crypto'
      /* here */ ${expression}`
    expect(originsAt(sample).map(({ kind }) => kind)).not.toContain('digest')
  })
})

describe('a received signature', () => {
  it.each([
    [`req.headers['x-cio-signature']`, 'x-cio-signature'],
    [`req.get('X-CIO-Signature')?.trim()`, 'X-CIO-Signature'],
    [`(await headers()).get(name)`, 'x-hub-signature-256'],
  ])('%s is known by its header', (expression, header) => {
    const sample = `const name = 'x-hub-signature-256'
      export async function handle(req) { return /* here */ ${expression} }`
    expect(originsAt(sample)).toEqual([{ kind: 'received', form: 'text', shape: 'whole', header }])
  })

  it('is followed through the helpers of the file', () => {
    const sample = `
      const check = (options) => verify(options.signature)
      function verify(signature) { return /* here */ signature }
      export const handle = (req) => check({ signature: req.get('x-signature') })`
    expect(originsAt(sample)).toEqual([
      { kind: 'received', form: 'text', shape: 'whole', header: 'x-signature' },
    ])
  })

  it('and a digest are both there where a helper gets either', () => {
    const sample = `import { createHmac } from 'crypto'
      const equal = (a, b) => /* here */ a
      export const one = (req) => equal(req.get('x-signature'), 1)
      export const two = (body) => equal(createHmac('sha1', key).update(body).digest('hex'), 2)`
    expect(originsAt(sample).map(({ kind }) => kind)).toEqual(['received', 'digest'])
  })
})
