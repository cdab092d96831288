import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksYesOrNo, isNeutralTail, segmentsOf, squashedName } from '../../src/vocabulary/name-segments.ts'

describe('the words of a name', () => {
  const cases: Record<string, string[]> = {
    billingPhoneNumber: ['billing', 'phone', 'number'],
    BillingPhoneNumber: ['billing', 'phone', 'number'],
    'billing_phone-number': ['billing', 'phone', 'number'],
    'BILLING.PHONE NUMBER': ['billing', 'phone', 'number'],
    'user[phone]': ['user', 'phone'],
    $$phone: ['phone'],
    line1: ['line', '1'],
    cvv2: ['cvv', '2'],
    userSSN: ['user', 'ssn'],
    SSNNumber: ['ssn', 'number'],
    userIPAddress: ['user', 'ip', 'address'],
    '2FACode': ['2', 'fa', 'code'],
    "driver's license": ['driver', 's', 'license'],
    größeÄnderung: ['größe', 'änderung'],
    ｐｈｏｎｅ１: ['phone', '1'],
    '電話\u3000番号': ['電話', '番号'],
    '': [],
    '--': [],
  }
  for (const [name, segments] of Object.entries(cases)) {
    it(`of ${JSON.stringify(name)}`, () => expect(segmentsOf(name)).toEqual(segments))
  }

  it('are lower case, without separators, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        for (const segment of segmentsOf(name)) {
          expect(segment).toBe(segment.toLowerCase())
          expect(segment).not.toMatch(/[ _.\-[\]$]/)
          expect(segment).not.toBe('')
        }
      }),
    )
  })
})

describe('the squashed name', () => {
  it('is one for all spellings', () => {
    const spellings = ['phoneNumber', 'phone_number', 'PHONE-NUMBER', 'phonenumber', 'Phone Number']
    expect(new Set(spellings.map(squashedName))).toEqual(new Set(['phonenumber']))
  })

  it('is the name itself where that has no letter and no digit', () => {
    expect(squashedName('$')).toBe('$')
    expect(squashedName('_')).toBe('_')
  })
})

describe('the words that do not change what a value is', () => {
  it.each([
    ['ssn_raw', 1, true],
    ['phone2', 1, true],
    ['address_v4', 1, true],
    ['passwordField', 1, true],
    ['v_neck', 0, false],
    ['card_number', 1, false],
    ['card', 3, false],
  ])('%s, word %i: %s', (name, index, isNeutral) => {
    expect(isNeutralTail(segmentsOf(name), index)).toBe(isNeutral)
  })
})

describe('a name that asks', () => {
  it.each([
    ['hasPassword', true],
    ['use_ip_address', true],
    ['user_has_password', true],
    ['password', false],
    ['user_use_address', false],
    ['hash_password', false],
  ])('%s: %s', (name, asks) => {
    expect(asksYesOrNo(segmentsOf(name).slice(0, -1))).toBe(asks)
  })
})
