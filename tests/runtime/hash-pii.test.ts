import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashPii } from '../../src/runtime/index.ts'

const key = 'a key for tests'

function digest(text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

describe('the digest of a personal value', () => {
  it('is the HMAC-SHA256 of its normalized text', () => {
    expect(hashPii('  Jane.Doe@Example.COM ', key, 'email')).toBe(digest('jane.doe@example.com'))
    for (const phone of [
      '+1 (555) 010-9999',
      '0015550109999',
      '1-555-010-9999',
      '＋１５５５０１０９９９９',
    ]) {
      expect(hashPii(phone, key, 'phone')).toBe(digest('+15550109999'))
    }
    expect(hashPii(' 12  Main\tSt ', key)).toBe(digest('12 main st'))
    expect(hashPii('ﬁne', key, 'text')).toBe(digest('fine'))
    expect(hashPii(15550109999, key, 'phone')).toBe(digest('+15550109999'))
    expect(hashPii(5n, key)).toBe(digest('5'))
    expect(hashPii(new Date(0), key)).toBe(digest('1970-01-01t00:00:00.000z'))
  })

  it('of a telephone number without digits is that of its text, not one for all', () => {
    expect(hashPii('unknown', key, 'phone')).toBe(digest('unknown'))
    expect(hashPii('', key, 'phone')).not.toBe(hashPii('ext', key, 'phone'))
  })

  it('is different under another key', () => {
    expect(hashPii('a', key)).not.toBe(hashPii('a', 'another key'))
  })

  it('is the same for a value and its normalized text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(hashPii(` ${value}\n`, key, 'email')).toBe(hashPii(value, key, 'email'))
        expect(hashPii(value, key)).toMatch(/^[0-9a-f]{64}$/)
      }),
    )
  })
})

describe('wrong arguments', () => {
  it('are a TypeError: no key', () => {
    for (const none of [undefined, '', ' ', null])
      expect(() => hashPii('a', none as never)).toThrow('needs a key')
  })

  it('are a TypeError: values that are none', () => {
    for (const value of [undefined, null, {}, NaN, true, new Date(NaN)]) {
      expect(() => hashPii(value as never, key)).toThrow(TypeError)
    }
  })

  it('are a TypeError: an unknown kind', () => {
    expect(() => hashPii('a', key, 'fax' as never)).toThrow('`email`, `phone` or `text`')
  })
})
