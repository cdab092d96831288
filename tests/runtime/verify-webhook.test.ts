import fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { inspect } from 'node:util'
import { verifyRequestSignature } from 'customerio-node'
import { describe, expect, it } from 'vitest'
import {
  isValidWebhook,
  signWebhook,
  verifyWebhook,
  WebhookVerificationError,
  type VerifyWebhookOptions,
  type WebhookVerificationErrorCode,
} from '../../src/runtime/index.ts'

const secret = 'signing-secret'
const timestamp = 1614265384
const body = '{"event_id":"abc","object_type":"email","metric":"delivered"}'
const signature = '6f55cf23f9b73a2ff07733fe04421f64ce9ec5e409696edda6b2a80311944230'
const headers = { 'x-cio-signature': signature, 'x-cio-timestamp': String(timestamp) }
const now = () => timestamp * 1000
const genuine: VerifyWebhookOptions = { body, headers, secret, now }

function codeOf(options: unknown): WebhookVerificationErrorCode | null {
  try {
    verifyWebhook({ ...genuine, ...(options as object) })
    return null
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.code
    throw error
  }
}

function withHeader(name: string, value: unknown): object {
  return { headers: { ...headers, [name]: value } }
}

describe('a genuine webhook', () => {
  it('has the published signature', () => {
    expect(signWebhook({ body, secret, timestamp })).toEqual(headers)
    expect(verifyWebhook(genuine)).toEqual({ event_id: 'abc', object_type: 'email', metric: 'delivered' })
    expect(isValidWebhook(genuine)).toBe(true)
  })

  it('may come as text or as bytes of any kind', () => {
    const bytes = Buffer.from(`xx${body}yy`)
    const view = new Uint8Array(bytes.buffer, bytes.byteOffset + 2, body.length)
    const arrayBuffer = view.slice().buffer
    for (const given of [body, Buffer.from(body), view, arrayBuffer, new DataView(arrayBuffer)])
      expect(codeOf({ body: given })).toBeNull()
  })

  it('may have its headers in any case and any container', () => {
    const upper = { 'X-CIO-Signature': signature, 'X-CIO-TIMESTAMP': String(timestamp), accept: undefined }
    const lists = { 'x-cio-signature': [signature], 'x-cio-timestamp': [String(timestamp)] }
    const bare: object = Object.assign(Object.create(null) as object, headers)
    for (const given of [
      upper,
      lists,
      bare,
      new Headers(headers),
      new Map(Object.entries(upper)),
      Object.entries(upper),
    ]) {
      expect(codeOf({ headers: given })).toBeNull()
    }
  })

  it('may be signed with any of several secrets', () => {
    expect(codeOf({ secret: ['old', secret] })).toBeNull()
    expect(codeOf({ secret: [secret, 'new'] })).toBeNull()
    expect(codeOf({ secret: ['old', 'new'] })).toBe('signature_mismatch')
  })

  it('with letters beyond ASCII is verified by its bytes', () => {
    const given = '{"name":"Zoë 🎉"}'
    const signed = { headers: signWebhook({ body: Buffer.from(given), secret, timestamp }) }
    expect(codeOf({ body: given, ...signed })).toBeNull()
    expect(codeOf({ body: Buffer.from(given), ...signed })).toBeNull()
  })
})

describe('a webhook that is refused', () => {
  it('missing_signature: the header is absent or empty', () => {
    expect(codeOf({ headers: { 'x-cio-timestamp': '1' } })).toBe('missing_signature')
    expect(codeOf({ headers: {} })).toBe('missing_signature')
    for (const none of ['', undefined, null, [], ['']])
      expect(codeOf(withHeader('x-cio-signature', none))).toBe('missing_signature')
  })

  it('missing_timestamp: the header is absent or empty', () => {
    expect(codeOf({ headers: { 'x-cio-signature': 'x' } })).toBe('missing_timestamp')
    expect(codeOf(withHeader('x-cio-timestamp', ''))).toBe('missing_timestamp')
  })

  it('malformed_signature: not one value of 64 lower-case hexadecimal digits', () => {
    const wrong = [
      'a',
      'é',
      signature.slice(1),
      `${signature}0`,
      signature.toUpperCase(),
      `v0=${signature}`,
      `${signature}, ${signature}`,
    ]
    for (const value of [...wrong, [signature, signature], 7, {}, 'x'.repeat(100_000)]) {
      expect(codeOf(withHeader('x-cio-signature', value)), inspect(value).slice(0, 80)).toBe(
        'malformed_signature',
      )
    }
    expect(codeOf(withHeader('X-CIO-Signature', signature))).toBe('malformed_signature')
  })

  it('malformed_timestamp: not one value of 1 to 12 digits, even when signed', () => {
    for (const value of ['now', '-1', '1.5', '1e9', ' 1', '1234567890123', '0x10', '１']) {
      const signed = createHmac('sha256', secret).update(`v0:${value}:${body}`).digest('hex')
      expect(codeOf({ headers: { 'x-cio-signature': signed, 'x-cio-timestamp': value } }), value).toBe(
        'malformed_timestamp',
      )
    }
    expect(codeOf(withHeader('x-cio-timestamp', timestamp))).toBe('malformed_timestamp')
    expect(codeOf(withHeader('x-cio-timestamp', ['1', '2']))).toBe('malformed_timestamp')
  })

  it('signature_mismatch: another body, timestamp or secret', () => {
    expect(codeOf({ body: `${body} ` })).toBe('signature_mismatch')
    expect(codeOf(withHeader('x-cio-timestamp', String(timestamp + 1)))).toBe('signature_mismatch')
    expect(codeOf(withHeader('x-cio-timestamp', `0${timestamp}`))).toBe('signature_mismatch')
    expect(codeOf({ secret: 'another' })).toBe('signature_mismatch')
    const ofBodyAlone = createHmac('sha256', secret).update(body).digest('hex')
    expect(codeOf(withHeader('x-cio-signature', ofBodyAlone))).toBe('signature_mismatch')
  })

  it('timestamp_too_old and timestamp_in_future: beyond the tolerance, which itself is accepted', () => {
    const at = (seconds: number) => ({ now: () => (timestamp + seconds) * 1000 })
    expect(codeOf(at(300))).toBeNull()
    expect(codeOf(at(300.001))).toBe('timestamp_too_old')
    expect(codeOf(at(-300))).toBeNull()
    expect(codeOf(at(-300.001))).toBe('timestamp_in_future')
    expect(codeOf({ ...at(0), toleranceSeconds: 0 })).toBeNull()
    expect(codeOf({ ...at(1), toleranceSeconds: 0 })).toBe('timestamp_too_old')
    expect(codeOf({ ...at(-1), toleranceSeconds: 0 })).toBe('timestamp_in_future')
    expect(codeOf({ ...at(1e9), toleranceSeconds: Infinity })).toBeNull()
    expect(codeOf({ now: undefined })).toBe('timestamp_too_old')
  })

  it('learns of the time only when it is genuine', () => {
    expect(codeOf({ secret: 'another', now: () => 0 })).toBe('signature_mismatch')
  })

  it('invalid_json: genuine, but no JSON object in UTF-8', () => {
    for (const given of ['', 'x', '{', '5', 'null', '"a"', '[]', Buffer.from([0x7b, 0xff, 0x7d])]) {
      const options = { body: given, headers: signWebhook({ body: given, secret, timestamp }) }
      expect(codeOf(options)).toBe('invalid_json')
      expect(isValidWebhook({ ...genuine, ...options })).toBe(true)
    }
  })

  it('body_not_raw: parsed, or none, with what to do', () => {
    for (const given of [JSON.parse(body) as unknown, null, undefined, 5, [body]]) {
      expect(codeOf({ body: given })).toBe('body_not_raw')
      expect(() => isValidWebhook({ ...genuine, body: given as never })).toThrow(WebhookVerificationError)
    }
    expect(() => verifyWebhook({ ...genuine, body: {} as never })).toThrow('express.raw')
  })

  it('is false for isValidWebhook', () => {
    expect(isValidWebhook({ ...genuine, secret: 'another' })).toBe(false)
    expect(isValidWebhook({ ...genuine, headers: {} })).toBe(false)
    expect(isValidWebhook({ ...genuine, now: () => 0 })).toBe(false)
  })

  it('has messages without the secret, the signature and the body', () => {
    const wrong = [
      { secret: 'another-secret' },
      { headers: {} },
      { now: () => 0 },
      { body: 'x' },
      withHeader('x-cio-signature', 'zz-sig'),
    ]
    for (const options of wrong) {
      const message = messageOf(() => verifyWebhook({ ...genuine, ...options }))
      expect(message).not.toMatch(/another-secret|signing-secret|zz-sig|6f55cf|event_id/)
      expect(message).toMatch(/\.$/)
    }
  })
})

describe('options that cannot be used', () => {
  const wrong: [string, object, string][] = [
    ['no secret', { secret: undefined }, '`secret` must be a string'],
    ['an empty secret', { secret: '' }, '`secret` is empty'],
    ['a blank secret', { secret: ' ' }, '`secret` is empty'],
    ['a padded secret', { secret: `${secret}\n` }, 'white space'],
    ['no secrets', { secret: [] }, 'empty list'],
    ['an empty secret among others', { secret: [secret, ''] }, '`secret` is empty'],
    ['a tolerance of NaN', { toleranceSeconds: NaN }, '`toleranceSeconds`'],
    ['a negative tolerance', { toleranceSeconds: -1 }, '`toleranceSeconds`'],
    ['a tolerance as text', { toleranceSeconds: '300' }, '`toleranceSeconds`'],
    ['a clock that is a number', { now: 5 }, '`now`'],
    ['a clock that gives NaN', { now: () => NaN }, '`now`'],
    ['no headers', { headers: undefined }, '`headers`'],
    ['headers as text', { headers: 'x' }, '`headers`'],
  ]
  for (const [name, options, message] of wrong) {
    it(`are a TypeError: ${name}`, () => {
      const given = { ...genuine, ...options }
      expect(() => verifyWebhook(given)).toThrow(TypeError)
      expect(() => isValidWebhook(given)).toThrow(TypeError)
      expect(messageOf(() => verifyWebhook(given))).toContain(message)
      expect(messageOf(() => verifyWebhook(given))).not.toContain(secret)
    })
  }

  it('of signWebhook are a TypeError', () => {
    expect(() => signWebhook({ body, secret: '' })).toThrow(TypeError)
    expect(() => signWebhook({ body, secret: [secret] as never })).toThrow(TypeError)
    expect(() => signWebhook({ body: {} as never, secret })).toThrow(TypeError)
    for (const given of [-1, 1.5, NaN, 'soon', 1e13])
      expect(() => signWebhook({ body, secret, timestamp: given })).toThrow(TypeError)
  })
})

describe('signing', () => {
  it('takes the present time unless told another', () => {
    expect(isValidWebhook({ body, secret, headers: signWebhook({ body, secret }) })).toBe(true)
    expect(signWebhook({ body, secret, timestamp: '5' })['x-cio-timestamp']).toBe('5')
  })
})

describe('for any request', () => {
  const bodies = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  )
  const secrets = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '')
  const timestamps = fc.stringMatching(/^[0-9]{1,12}$/)

  it('the answer is that of the SDK where only the signature counts', () => {
    const signatures = fc.oneof(
      fc.constant('right'),
      fc.constant('wrong'),
      fc.stringMatching(/^[0-9a-f]{64}$/),
      fc.string(),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(bodies, secrets, timestamps, signatures, (given, key, seconds, kind) => {
        const right = createHmac('sha256', key).update(`v0:${seconds}:`).update(given).digest('hex')
        const sent = kind === 'right' ? right : kind === 'wrong' ? `${right.slice(1)}0` : kind
        const sdk = verifyRequestSignature({
          signingSecret: key,
          timestamp: seconds,
          body: given,
          signature: sent,
        })
        const request = {
          body: given,
          secret: key,
          headers: { 'x-cio-signature': sent, 'x-cio-timestamp': seconds },
        }
        expect(isValidWebhook({ ...request, toleranceSeconds: Infinity })).toBe(sdk)
      }),
      { numRuns: 1000 },
    )
  })

  it('a signed body is accepted, and nothing is accepted after any change', () => {
    fc.assert(
      fc.property(bodies, secrets, fc.nat(2 ** 31), fc.nat(), (given, key, seconds, position) => {
        const signed = {
          body: given,
          secret: key,
          headers: signWebhook({ body: given, secret: key, timestamp: seconds }),
          now: () => seconds * 1000,
        }
        expect(isValidWebhook(signed)).toBe(true)
        const bytes = Buffer.concat([Buffer.from(given), Buffer.from('.')])
        bytes[position % bytes.length] = (bytes[position % bytes.length] ?? 0) ^ 1
        expect(isValidWebhook({ ...signed, body: bytes })).toBe(false)
      }),
    )
  })

  it('the event is what the bytes say in UTF-8, with or without a byte order mark', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    const expectedOf = (bytes: Uint8Array): unknown => {
      try {
        const value: unknown = JSON.parse(decoder.decode(bytes))
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
      } catch {
        return null
      }
    }
    const values = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value))
    const parts = fc.constantFrom('', '\uFEFF', '\uFEFF\uFEFF').map((mark) => Buffer.from(mark))
    const broken = fc.option(fc.tuple(fc.nat(), fc.nat(255)))
    fc.assert(
      fc.property(parts, values, broken, fc.nat(7), (mark, value, change, offset) => {
        const around = Buffer.concat([Buffer.alloc(offset), mark, Buffer.from(value)])
        const given = around.subarray(offset)
        if (change !== null && given.length > 0) given[change[0] % given.length] = change[1]
        const request = { body: given, secret, headers: signWebhook({ body: given, secret, timestamp }), now }
        const expected = expectedOf(given)
        if (expected === null) expect(codeOf(request)).toBe('invalid_json')
        else expect(verifyWebhook(request)).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  it('odd headers give a typed error, never another', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        const given = { ...genuine, headers: { 'X-Cio-Signature': one, 'x-cio-timestamp': other } as never }
        expect(isValidWebhook(given)).toBe(false)
      }),
    )
  })
})

function messageOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  throw new Error('nothing was thrown')
}
