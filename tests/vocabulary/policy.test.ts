import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actionFor,
  assertPolicy,
  compilePolicy,
  hashedNameOf,
  isHashedName,
  type SanitizerPolicy,
} from '../../src/vocabulary/policy.ts'
import { classifyAttribute } from '../../src/vocabulary/sensitive-fields.ts'

function answer(name: string, policy: SanitizerPolicy) {
  return actionFor(name, compilePolicy(policy))
}

describe('what happens to an attribute', () => {
  it('is the default of its category without a policy', () => {
    expect(answer('ssn', {})).toEqual({ category: 'government_id', action: 'remove', source: 'default' })
    expect(answer('workPhone', {})).toEqual({ category: 'personal', action: 'hash', source: 'default' })
    expect(answer('email', {})).toEqual({ category: 'contact', action: 'keep', source: 'default' })
    expect(answer('gender', {})).toEqual({ category: 'demographic', action: 'keep', source: 'default' })
    expect(answer('plan', {})).toBeNull()
  })

  it('is what a list says for the whole name, in every spelling', () => {
    const policy = { keep: ['phone'], neverSend: ['internalScore'], hash: ['email', 'loyalty_card'] }
    expect(answer('PHONE', policy)).toEqual({ category: 'personal', action: 'keep', source: 'keep' })
    expect(answer('work_phone', policy)?.action).toBe('hash')
    expect(answer('internal-score', policy)).toEqual({
      category: 'custom',
      action: 'remove',
      source: 'neverSend',
    })
    expect(answer('my_internal_score', policy)).toBeNull()
    expect(answer('eMail', policy)).toEqual({ category: 'contact', action: 'hash', source: 'hash' })
    expect(answer('loyaltyCard', policy)).toEqual({ category: 'custom', action: 'hash', source: 'hash' })
  })

  it('is decided by keep, then neverSend, then hash', () => {
    expect(answer('x', { keep: ['x'], neverSend: ['x'], hash: ['x'] })?.source).toBe('keep')
    expect(answer('x', { neverSend: ['x'], hash: ['x'] })?.source).toBe('neverSend')
    expect(answer('password', { hash: ['password'] })?.source).toBe('hash')
  })

  it('is nothing for the digest that a hash entry leads to, so that twice is once', () => {
    const policy = { hash: ['password'], neverSend: ['password_hash'] }
    expect(answer('password_hash', policy)?.action).toBe('keep')
    expect(answer('passwordHash', policy)?.action).toBe('keep')
    expect(answer('password_hash', {})?.action).toBe('remove')
  })
})

describe('the name of a digest', () => {
  const cases = {
    phone: 'phone_hash',
    work_phone: 'work_phone_hash',
    workPhone: 'workPhoneHash',
    WorkPhone: 'WorkPhoneHash',
    Phone: 'PhoneHash',
    PHONE: 'PHONE_HASH',
    WORK_PHONE: 'WORK_PHONE_HASH',
    'work-phone': 'work-phone-hash',
    'Work-Phone': 'Work-PhoneHash',
    'work phone': 'work phone hash',
    'user.phone': 'user.phone.hash',
    phone1: 'phone1_hash',
    userSSN: 'userSSNHash',
  }
  for (const [name, expected] of Object.entries(cases)) {
    it(`of ${name} is ${expected}`, () => expect(hashedNameOf(name)).toBe(expected))
  }

  it('is recognized and is itself not sensitive, for any prefix', () => {
    const policy = compilePolicy({ hash: ['loyalty_card'] })
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }),
        fc.constantFrom('phone', 'workPhone', 'PHONE', 'ip-address'),
        (prefix, name) => {
          const hashed = hashedNameOf(`${prefix}-${name}`)
          expect(classifyAttribute(hashed)).toBeNull()
          expect(isHashedName(hashed, policy)).toBe(actionFor(`${prefix}-${name}`, policy)?.action === 'hash')
        },
      ),
    )
    expect(isHashedName('loyaltyCardHash', policy)).toBe(true)
    expect(isHashedName('loyalty_card', policy)).toBe(false)
    expect(isHashedName('commit_hash', policy)).toBe(false)
    expect(isHashedName('hash', policy)).toBe(false)
  })
})

describe('a wrong policy', () => {
  const wrong: [unknown, string][] = [
    [null, '`policy` must be an object, not null.'],
    ['keep', '`policy` must be an object, not "keep".'],
    [['keep'], '`policy` must be an object, not ["keep"].'],
    [
      { kepe: [] },
      '`policy` has an unknown key `kepe`; allowed are `neverSend`, `hash`, `keep`, `hashKey`, `hashLength`, `detectValues`, `maxDepth`, `onRemove`.',
    ],
    [{ keep: 'phone' }, '`policy.keep` must be an array of non-empty strings, not "phone".'],
    [{ hash: [''] }, '`policy.hash` must be an array of non-empty strings, not [""].'],
    [{ neverSend: [7] }, '`policy.neverSend` must be an array of non-empty strings, not [7].'],
    [{ neverSend: null }, '`policy.neverSend` must be an array of non-empty strings, not null.'],
    [{ hashLength: 16 }, '`policy.hashLength` must be a whole number from 32 to 64, not 16.'],
    [{ hashLength: 32.5 }, '`policy.hashLength` must be a whole number from 32 to 64, not 32.5.'],
    [{ detectValues: 'no' }, '`policy.detectValues` must be true or false, not "no".'],
    [{ maxDepth: -1 }, '`policy.maxDepth` must be a whole number from 0 to 256, not -1.'],
    [{ maxDepth: NaN }, '`policy.maxDepth` must be a whole number from 0 to 256, not NaN.'],
    [{ onRemove: {} }, '`policy.onRemove` must be a function, not an object.'],
  ]
  for (const [policy, message] of wrong) {
    it(`is refused: ${message}`, () => {
      expect(() => assertPolicy(policy)).toThrow(new TypeError(message))
    })
  }

  it('is named as the settings call it', () => {
    expect(() => assertPolicy({ keep: 1 }, 'sensitiveFields')).toThrow('`sensitiveFields.keep` must be')
  })

  it('never shows the hash key', () => {
    const error = thrownBy(() => assertPolicy({ hashKey: 123456789 }))
    expect(error.message).toBe('`policy.hashKey` must be a non-empty string, not a value of type number.')
    expect(thrownBy(() => assertPolicy({ hashKey: '' })).message).toBe(
      '`policy.hashKey` must be a non-empty string, not an empty one.',
    )
  })
})

describe('a right policy', () => {
  it('may leave everything out or undefined', () => {
    const keys = [
      'neverSend',
      'hash',
      'keep',
      'hashKey',
      'hashLength',
      'detectValues',
      'maxDepth',
      'onRemove',
    ]
    expect(() => assertPolicy({})).not.toThrow()
    expect(() => assertPolicy(Object.fromEntries(keys.map((key) => [key, undefined])))).not.toThrow()
  })

  it('may say everything', () => {
    const policy = {
      neverSend: ['a'],
      hash: [],
      keep: ['b'],
      hashKey: 'k',
      hashLength: 32,
      detectValues: false,
      maxDepth: 0,
      onRemove: () => undefined,
    }
    expect(() => assertPolicy(policy)).not.toThrow()
  })
})

function thrownBy(action: () => void): Error {
  try {
    action()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('nothing was thrown')
}
