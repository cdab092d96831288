import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  containerAfter,
  identifiesElsewhere,
  identifyingKindOf,
  isPersonalName,
} from '../../src/vocabulary/identifying-names.ts'
import { actionOf, classifyAttribute } from '../../src/vocabulary/sensitive-fields.ts'

describe('identifyingKindOf', () => {
  it.each([
    'id',
    'user_id',
    'email',
    'hashedEmail',
    'ssn',
    'phone2',
    'referralCode',
    'walletAddress',
    'address_line_1',
    'ids',
  ])('drops what tells who it is: %s', (name) => {
    expect(identifyingKindOf(name, null)).toBe('dropped')
  })

  it.each(['plan', 'planId', 'product_name', 'created_at', 'discount_code', 'planUrl', 'order_count'])(
    'keeps what many share: %s',
    (name) => {
      expect(identifyingKindOf(name, null)).toBeNull()
    },
  )

  it('looks into objects about a person, and takes texts that people wrote', () => {
    expect(identifyingKindOf('customer', null)).toBe('leaf')
    expect(identifyingKindOf('customers', null)).toBe('text')
    expect(identifyingKindOf('feedback', null)).toBe('text')
    expect(identifyingKindOf('photos', null)).toBe('text')
  })

  it('asks what a mere `id` or `name` belongs to', () => {
    expect(identifyingKindOf('name', null)).toBe('dropped')
    expect(identifyingKindOf('name', 'product')).toBeNull()
    expect(identifyingKindOf('name', 'user')).toBe('dropped')
    // The address of a visit is the visitor's.
    expect(identifyingKindOf('url', 'page')).not.toBeNull()
  })

  it('drops whatever the sanitizer would not send', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('password', 'iban', 'card_number', 'gender', 'api_key', 'ip_address'),
        (name) => {
          const category = classifyAttribute(name)
          fc.pre(category !== null && actionOf(category) !== 'keep')
          expect(identifyingKindOf(name, null)).toBe('dropped')
        },
      ),
    )
  })
})

describe('identifiesElsewhere', () => {
  it('is about values that few share', () => {
    expect(['email', 'ssn', 'firstName'].map(identifiesElsewhere)).toEqual([true, true, true])
    expect(['city', 'country', 'salary'].map(identifiesElsewhere)).toEqual([false, false, false])
  })
})

describe('isPersonalName', () => {
  it('knows names of people', () => {
    expect(['first_name', 'surname', 'createdBy', 'owner', 'name2'].map(isPersonalName)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(['plan', 'email', 'id'].map(isPersonalName)).toEqual([false, false, false])
  })
})

describe('containerAfter', () => {
  it('passes over what only groups', () => {
    expect(containerAfter('product', null)).toBe('product')
    expect(containerAfter('attributes', 'product')).toBe('product')
    expect(containerAfter('meta', null)).toBeNull()
    expect(containerAfter('', 'product')).toBe('product')
  })
})
