import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sanitizeAttributes, type SanitizerFinding } from '../../src/runtime/index.ts'
import { canonicalNames } from '../../src/vocabulary/sensitive-fields.ts'

const hashKey = 'a key for tests'
const policy = { hashKey }

function digest(text: string): string {
  return createHmac('sha256', hashKey).update(text).digest('hex')
}

function findingsOf(attributes: unknown, extra: object = policy): SanitizerFinding[] {
  const findings: SanitizerFinding[] = []
  sanitizeAttributes(attributes, { ...extra, onRemove: (finding) => findings.push(finding) })
  return findings
}

let keyBefore: string | undefined

beforeEach(() => {
  keyBefore = process.env.CUSTOMERIO_PII_KEY
  delete process.env.CUSTOMERIO_PII_KEY
})

afterEach(() => {
  if (keyBefore === undefined) delete process.env.CUSTOMERIO_PII_KEY
  else process.env.CUSTOMERIO_PII_KEY = keyBefore
})

describe('attributes that are sent', () => {
  it('are those that are harmless, unchanged', () => {
    const attributes = {
      email: 'a@example.com',
      plan: 'pro',
      seats: 3,
      trial: false,
      gender: 'f',
      note: null,
    }
    expect(sanitizeAttributes(attributes)).toEqual(attributes)
  })

  it('lack what is removed', () => {
    const attributes = {
      plan: 'pro',
      ssn: '1',
      creditCard: '2',
      'api-key': '3',
      userPassword: '4',
      medicalRecordNumber: 5,
    }
    expect(sanitizeAttributes(attributes)).toEqual({ plan: 'pro' })
  })

  it('have digests of what is hashed, under names of the same style', () => {
    const attributes = {
      phone: '+1 (555) 010-9999',
      workPhone: '0015550109999',
      HOME_ADDRESS: ' 1  Main St ',
      'ip-address': '::1',
    }
    expect(sanitizeAttributes(attributes, policy)).toEqual({
      phone_hash: digest('+15550109999'),
      workPhoneHash: digest('+15550109999'),
      HOME_ADDRESS_HASH: digest('1 main st'),
      'ip-address-hash': digest('::1'),
    })
  })

  it('lack what would be hashed where there is no key', () => {
    expect(sanitizeAttributes({ plan: 'pro', phone: '1' })).toEqual({ plan: 'pro' })
    process.env.CUSTOMERIO_PII_KEY = '  '
    expect(sanitizeAttributes({ plan: 'pro', phone: '1' })).toEqual({ plan: 'pro' })
  })

  it('have digests made with the key of the environment, read at each call', () => {
    process.env.CUSTOMERIO_PII_KEY = hashKey
    expect(sanitizeAttributes({ phone: '1' })).toEqual({ phone_hash: digest('+1') })
    expect(sanitizeAttributes({ phone: '1' }, { hashKey: 'another' })).not.toEqual({
      phone_hash: digest('+1'),
    })
  })

  it('have shorter digests where the policy says so', () => {
    expect(sanitizeAttributes({ phone: '1' }, { hashKey, hashLength: 32 })).toEqual({
      phone_hash: digest('+1').slice(0, 32),
    })
  })

  it('are found in nested objects and lists', () => {
    const attributes = { orders: [{ id: 1, payment: { cardNumber: '1', total: 5 } }, 'x', [{ ssn: 1 }]] }
    expect(sanitizeAttributes(attributes)).toEqual({ orders: [{ id: 1, payment: { total: 5 } }, 'x', [{}]] })
  })

  it('may be a list of rows', () => {
    expect(sanitizeAttributes([{ plan: 'a', ssn: 1 }, { plan: 'b' }])).toEqual([{ plan: 'a' }, { plan: 'b' }])
  })

  it('are nothing where nothing was given', () => {
    expect(sanitizeAttributes(undefined)).toEqual({})
    expect(sanitizeAttributes(null)).toEqual({})
  })
})

describe('below a hashed name', () => {
  it('strings, numbers and dates become digests; null and booleans stay', () => {
    const date = new Date('2000-02-03T04:05:06Z')
    const attributes = {
      phone: null,
      mobile: true,
      dob: date,
      zip_income: 1,
      salary: 5000,
      phones: ['1', null, 2],
    }
    expect(sanitizeAttributes(attributes, policy)).toEqual({
      phone_hash: null,
      mobile_hash: true,
      dob_hash: digest('2000-02-03t04:05:06.000z'),
      zip_income_hash: digest('1'),
      salary_hash: digest('5000'),
      phones_hash: [digest('+1'), null, digest('+2')],
    })
  })

  it('an object keeps its own keys, every leaf hashed, but what is removed is removed', () => {
    const attributes = {
      address: { street: 'Main', city: 'Rome', geo: { lat: 1 }, ssn: '1', phone: '00 1', tags: ['a'] },
    }
    expect(sanitizeAttributes(attributes, policy)).toEqual({
      address_hash: {
        street: digest('main'),
        city: digest('rome'),
        geo: { lat: digest('1') },
        phone: digest('+1'),
        tags: [digest('a')],
      },
    })
  })

  it('names that the policy keeps are kept', () => {
    const attributes = { address: { city: 'Rome', street: 'Main' } }
    expect(sanitizeAttributes(attributes, { hashKey, keep: ['city'] })).toEqual({
      address_hash: { city: 'Rome', street: digest('main') },
    })
  })

  it('nothing stays without a key', () => {
    expect(sanitizeAttributes({ address: { city: 'Rome' } })).toEqual({})
  })

  it('given digests stay, and what is none is hashed', () => {
    const given = {
      address_hash: {
        street: digest('main'),
        line: { street: 'Main', flags: [true, 'x'] },
        city: 'Rome',
        ssn: 1,
      },
    }
    expect(sanitizeAttributes(given, policy)).toEqual({
      address_hash: {
        street: digest('main'),
        line: { street: digest('main'), flags: [true, 'x'] },
        city: 'Rome',
      },
    })
    expect(sanitizeAttributes({ address_hash: { street: ['Main', digest('x')] } })).toEqual({
      address_hash: { street: [digest('x')] },
    })
  })

  it('the digest replaces a given one, wherever that stands', () => {
    const expected = { phone_hash: digest('+1') }
    expect(sanitizeAttributes({ phone: '1', phone_hash: 'old' }, policy)).toEqual(expected)
    expect(sanitizeAttributes({ phone_hash: 'old', phone: '1' }, policy)).toEqual(expected)
    expect(findingsOf({ phone_hash: 'old', phone: '1' })).toContainEqual({
      path: 'phone_hash',
      category: 'personal',
      action: 'removed',
      reason: 'replaced_by_hash',
    })
    expect(sanitizeAttributes({ phone: '1', phone_hash: 'old' })).toEqual({ phone_hash: 'old' })
  })
})

describe('the policy', () => {
  it('adds names to remove, to hash and to keep, at any depth and in every spelling', () => {
    const given = {
      internalScore: 1,
      profile: { loyalty_card: 'A 1', phone: '1', work_phone: '2' },
      password: 'x',
    }
    const own = { hashKey, neverSend: ['internal_score'], hash: ['loyaltyCard', 'password'], keep: ['phone'] }
    expect(sanitizeAttributes(given, own)).toEqual({
      profile: { loyalty_card_hash: digest('a 1'), phone: '1', work_phone_hash: digest('+2') },
      password_hash: digest('x'),
    })
  })

  it('keeps the values of kept names as they are, secrets in them too', () => {
    const note = 'my SSN is 078-05-1120'
    expect(sanitizeAttributes({ note, tags: [note] }, { keep: ['note', 'tags'] })).toEqual({
      note,
      tags: [note],
    })
  })

  it('judges what is inside a kept object by its own names', () => {
    expect(sanitizeAttributes({ address: { city: 'Rome', ssn: 1 } }, { keep: ['address'] })).toEqual({
      address: { city: 'Rome' },
    })
  })

  it('may switch the search of values off', () => {
    const attributes = { note: '078-05-1120' }
    expect(sanitizeAttributes(attributes, { detectValues: false })).toEqual(attributes)
  })

  it('may refuse a digest, and does not have digests hashed again', () => {
    expect(sanitizeAttributes({ phone: '1', plan: 'a' }, { hashKey, neverSend: ['phone_hash'] })).toEqual({
      plan: 'a',
    })
    expect(sanitizeAttributes({ phone: '1' }, { hashKey, hash: ['phoneHash'] })).toEqual({
      phone_hash: digest('+1'),
    })
  })

  it('that is wrong is a TypeError naming the key', () => {
    // @ts-expect-error -- the mistake under test
    expect(() => sanitizeAttributes({}, { kep: ['phone'] })).toThrow(TypeError)
    // @ts-expect-error -- the mistake under test
    expect(() => sanitizeAttributes(null, { kep: ['phone'] })).toThrow('`kep`')
    expect(() => sanitizeAttributes({}, { hashKey: '' })).toThrow('`policy.hashKey`')
  })
})

describe('values', () => {
  it('that are secrets are redacted inside their texts', () => {
    expect(sanitizeAttributes({ note: 'SSN 078-05-1120, ok', list: ['4242 4242 4242 4242'] })).toEqual({
      note: 'SSN [redacted:ssn], ok',
      list: ['[redacted:card]'],
    })
  })

  it('that are card numbers are redacted as numbers too, except under keys of other numbers', () => {
    const number = 4242424242424242
    expect(
      sanitizeAttributes({ note: number, order_id: number, ids: [number], big: 4242424242424242n }),
    ).toEqual({
      note: '[redacted:card]',
      order_id: number,
      ids: [number],
      big: '[redacted:card]',
    })
  })

  it('become plain JSON', () => {
    class Account {
      plan = 'pro'
      ssn = '1'
      get inherited() {
        return this.plan
      }
      method() {
        return 'not sent'
      }
    }
    const given = {
      date: new Date(0),
      invalid: new Date(NaN),
      url: new URL('https://example.com/a'),
      nan: NaN,
      infinite: -Infinity,
      zero: -0,
      big: 12345678901234567890n,
      map: new Map<unknown, unknown>([
        ['plan', 'pro'],
        ['ssn', 1],
        [7, 'seven'],
        [{}, 'dropped'],
        [Symbol('s'), 1],
      ]),
      set: new Set(['a', undefined, 'b']),
      account: new Account(),
      boxed: [Object('s'), Object(1), Object(true), Object(2n)],
      custom: { toJSON: (key: string) => ({ key, ssn: 1, toJSON: 'plain' }) },
      buffer: Buffer.from('x'),
      typed: new Uint8Array(2),
      bytes: new ArrayBuffer(2),
      none: undefined,
      call: () => 1,
      symbol: Symbol('s'),
      list: [1, undefined, () => 1, 2],
      error: new Error('x'),
      regexp: /x/,
    }
    expect(sanitizeAttributes(given)).toEqual({
      date: '1970-01-01T00:00:00.000Z',
      invalid: null,
      url: 'https://example.com/a',
      nan: null,
      infinite: null,
      zero: 0,
      big: '12345678901234567890',
      map: { plan: 'pro', 7: 'seven' },
      set: ['a', 'b'],
      account: { plan: 'pro' },
      boxed: ['s', 1, true, '2'],
      custom: { key: 'custom', toJSON: 'plain' },
      list: [1, 2],
      error: {},
      regexp: {},
    })
  })

  it('of one object in several places are sent in each', () => {
    const address = { city: 'Rome' }
    expect(sanitizeAttributes({ billing: address, shipping_to: address })).toEqual({
      billing: address,
      shipping_to: address,
    })
  })

  it('in objects with prototypes of their own or none are sent', () => {
    const bare = Object.assign(Object.create(null) as object, { plan: 'pro', ssn: 1 })
    expect(sanitizeAttributes(bare)).toEqual({ plan: 'pro' })
    expect(sanitizeAttributes(Object.create({ inherited: 1 }))).toEqual({})
    expect(sanitizeAttributes(new Map([['plan', 'pro']]))).toEqual({ plan: 'pro' })
  })

  it('in objects that only claim to be maps or sets are their own properties', () => {
    for (const tag of ['Map', 'Set', 'String']) {
      expect(sanitizeAttributes({ it: { [Symbol.toStringTag]: tag, plan: 'pro' } })).toEqual({
        it: { plan: 'pro' },
      })
    }
  })

  it('in lists with holes and names of their own are the items', () => {
    const list = Object.assign(['a'], { ssn: 1, note: 2 })
    list[4_000_000_000] = 'z'
    expect(sanitizeAttributes({ list })).toEqual({ list: ['a', 'z'] })
  })
})

describe('prototypes', () => {
  it('are not polluted and not sent', () => {
    const attributes: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"plan":"a"}',
    )
    const sent: object = sanitizeAttributes(attributes)
    expect(Object.hasOwn(sent, '__proto__')).toBe(false)
    expect(Object.getPrototypeOf(sent)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(sent).toHaveProperty('plan', 'a')
  })
})

describe('findings', () => {
  it('tell what was removed, hashed and redacted, with the path, never the value', () => {
    const given = {
      ssn: '1',
      phone: '2',
      a: { list: [{ password: 'x', note: '078-05-1120 4242 4242 4242 4242' }] },
    }
    expect(findingsOf(given)).toEqual([
      { path: 'ssn', category: 'government_id', action: 'removed' },
      { path: 'phone', category: 'personal', action: 'hashed' },
      { path: 'a.list[0].password', category: 'credential', action: 'removed' },
      { path: 'a.list[0].note', category: 'government_id', action: 'redacted', reason: 'ssn' },
      { path: 'a.list[0].note', category: 'payment', action: 'redacted', reason: 'card' },
    ])
  })

  it('tell that there was no key', () => {
    expect(findingsOf({ phone: '1', address_hash: { street: 'x' } }, {})).toEqual([
      { path: 'phone', category: 'personal', action: 'removed', reason: 'no_hash_key' },
      { path: 'address_hash.street', category: 'personal', action: 'removed', reason: 'no_hash_key' },
    ])
  })

  it('name the policy where only that calls a name sensitive', () => {
    expect(
      findingsOf({ score: 1, card_id: 2 }, { hashKey, neverSend: ['score'], hash: ['card_id'] }),
    ).toEqual([
      { path: 'score', category: 'custom', action: 'removed' },
      { path: 'card_id', category: 'custom', action: 'hashed' },
    ])
  })

  it('say nothing of properties that are undefined, or kept', () => {
    expect(findingsOf({ ssn: undefined, phone: undefined, plan: undefined, email: 'a' })).toEqual([])
    expect(findingsOf({ ssn: undefined, phone: undefined, map: new Map([['ssn', undefined]]) }, {})).toEqual(
      [],
    )
  })
})

describe('input that cannot be sent', () => {
  it('is a TypeError where it is no object', () => {
    for (const input of ['a', 1, true, 1n, Symbol('s'), () => 1]) {
      expect(() => sanitizeAttributes(input)).toThrow(TypeError)
    }
    for (const input of [
      new Date(0),
      Buffer.from('x'),
      new String('x'),
      { toJSON: () => 'x' },
      { toJSON: () => null },
    ]) {
      expect(() => sanitizeAttributes(input)).toThrow(
        'Attributes must be an object; this one is none as JSON.',
      )
    }
  })

  it('is circular', () => {
    const circular: Record<string, unknown> = { plan: 'pro' }
    circular.self = { list: [circular] }
    expect(() => sanitizeAttributes(circular)).toThrow(
      expect.objectContaining({ name: 'SanitizeError', code: 'circular', path: 'self.list[0]' }),
    )
    const viaMap = new Map<string, unknown>()
    viaMap.set('map', viaMap)
    expect(() => sanitizeAttributes(viaMap)).toThrow(expect.objectContaining({ code: 'circular' }))
    const viaJson = { toJSON: () => ({ back: viaJson }) }
    expect(() => sanitizeAttributes({ viaJson })).toThrow(expect.objectContaining({ code: 'circular' }))
  })

  it('is nested too deep', () => {
    const nested = (levels: number): object => (levels === 0 ? { plan: 'pro' } : { next: nested(levels - 1) })
    expect(sanitizeAttributes(nested(32))).toEqual(nested(32))
    expect(() => sanitizeAttributes(nested(33))).toThrow(expect.objectContaining({ code: 'too_deep' }))
    expect(sanitizeAttributes({ plan: 'pro' }, { maxDepth: 0 })).toEqual({ plan: 'pro' })
    expect(() => sanitizeAttributes({ list: [] }, { maxDepth: 0 })).toThrow(
      expect.objectContaining({ code: 'too_deep', path: 'list' }),
    )
    let deep: object = {}
    for (let level = 0; level < 100_000; level += 1) deep = { deep }
    expect(() => sanitizeAttributes(deep, { maxDepth: 256 })).toThrow(
      expect.objectContaining({ code: 'too_deep' }),
    )
    const endless: { toJSON(): object } = { toJSON: () => ({ next: { ...endless } }) }
    expect(() => sanitizeAttributes(endless)).toThrow(expect.objectContaining({ code: 'too_deep' }))
  })

  it('has a getter that throws', () => {
    const given = {
      profile: {
        get plan() {
          throw new Error('secret 42')
        },
      },
    }
    const error: unknown = expect.objectContaining({
      code: 'unreadable_property',
      path: 'profile.plan',
      message: 'The attributes at `profile.plan` cannot be read: reading them throws.',
    })
    expect(() => sanitizeAttributes(given)).toThrow(error)
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    expect(() => sanitizeAttributes({ a: revoked.proxy })).toThrow(
      expect.objectContaining({ code: 'unreadable_property', path: 'a' }),
    )
    expect(() =>
      sanitizeAttributes({
        a: {
          toJSON() {
            throw new Error('x')
          },
        },
      }),
    ).toThrow(expect.objectContaining({ code: 'unreadable_property' }))
  })
})

describe('getters', () => {
  it('are run once, and not at all for what is removed', () => {
    let reads = 0
    const given = {
      get plan() {
        reads += 1
        return 'pro'
      },
      get ssn(): string {
        throw new Error('not to be read')
      },
      get phone(): string {
        throw new Error('not to be read without a key')
      },
    }
    expect(sanitizeAttributes(given)).toEqual({ plan: 'pro' })
    expect(reads).toBe(1)
  })
})

describe('objects that contain others many times over', () => {
  it('do not take time exponential in the levels', () => {
    let shared: object = { plan: 'pro' }
    for (let level = 0; level < 30; level += 1) shared = { left: shared, right: [shared, shared] }
    expect(() => sanitizeAttributes(shared)).toThrow(expect.objectContaining({ code: 'too_deep' }))
    let wide: object = { plan: 'pro', ssn: 1 }
    for (let level = 0; level < 30; level += 1) wide = { left: wide, right: wide }
    const path = Array.from({ length: 30 }, (_, level) => (level % 2 ? 'left' : 'right'))
    const leaf = path.reduce<unknown>(
      (value, name) => (value as Record<string, unknown>)[name],
      sanitizeAttributes(wide),
    )
    expect(leaf).toEqual({ plan: 'pro' })
  })
})

const names = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    'plan',
    'email',
    'ssn',
    'phone',
    'phone_hash',
    'workPhone',
    'workPhoneHash',
    'address',
    'address_hash',
    'street',
  ),
  fc.constantFrom(
    'password',
    'password_hash',
    'cardNumber',
    'city',
    'IP',
    'IP_HASH',
    '__proto__',
    'constructor',
    'toJSON',
    'order_id',
  ),
)
const leaves = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '078-05-1120',
    '4242 4242 4242 4242',
    '4242424242424242',
    '+1 555 010 9999',
    'a'.repeat(64),
    'Main St 1',
  ),
  fc.constantFrom(4242424242424242, -0, NaN, 3, 12n, undefined, null, true),
  fc.date(),
)
const trees = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaves,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(names, tie('tree'), { maxKeys: 6 }),
    fc.array(fc.tuple(names, tie('tree')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(tie('tree'), { maxLength: 3 }).map((items) => new Set(items)),
  ),
}))
const records = fc.dictionary(names, trees.tree, { maxKeys: 8 })
const policies = fc.record(
  {
    hashKey: fc.constant(hashKey),
    hash: fc.subarray(['password', 'plan', 'city', 'ssn', 'street']),
    keep: fc.subarray(['phone', 'address', 'city', 'workPhoneHash']),
    neverSend: fc.subarray(['plan', 'phone_hash', 'email']),
    hashLength: fc.constantFrom(32, 40, 64),
  },
  { requiredKeys: [] },
)

describe('for any attributes and any policy', () => {
  it('twice is once', () => {
    fc.assert(
      fc.property(records, policies, (attributes, own) => {
        const once: unknown = sanitizeAttributes(attributes, own)
        expect(sanitizeAttributes(once, own)).toEqual(once)
      }),
      { numRuns: 500 },
    )
  })

  it('no sensitive name survives, in any spelling and at any depth, and no value of one', () => {
    const styles: ((words: string[]) => string)[] = [
      (words) => words.join('_'),
      (words) => words.join('-').toUpperCase(),
      (words) => words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
      (words) =>
        words
          .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
          .join(''),
      (words) => words.join(' '),
      (words) => words.join('.'),
    ]
    const sensitive = [
      ...canonicalNames.credential,
      ...canonicalNames.payment,
      ...canonicalNames.government_id,
      ...canonicalNames.special_category,
      ...canonicalNames.personal,
    ]
    const wrap = [
      (record: object) => record,
      (record: object) => ({ deep: [{ list: [record] }] }),
      (record: object) => new Map([['deep', new Set([record])]]),
      (record: object) => ({ address_hash: { inner: record } }),
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...sensitive),
        fc.constantFrom(...styles),
        fc.constantFrom('', '1', 'raw', 'value'),
        fc.constantFrom(...wrap),
        fc.boolean(),
        (name, spell, tail, place, hasKey) => {
          const attribute = spell([...name.split('_'), ...(tail === '' ? [] : [tail])])
          const given = place({ [attribute]: 'the value', plan: 'pro' })
          const sent = JSON.stringify(sanitizeAttributes(given, hasKey ? policy : {}))
          expect(sent).not.toContain('the value')
          expect(sent).toContain('"plan":"pro"')
          if (!hasKey) expect(sent).not.toContain(`${JSON.stringify(attribute)}:`)
        },
      ),
      { numRuns: 600 },
    )
  })

  it('the result is plain JSON and the input is as before', () => {
    fc.assert(
      fc.property(records, policies, (attributes, own) => {
        const before = structuredClone(attributes)
        const sent: unknown = sanitizeAttributes(attributes, own)
        expect(JSON.parse(JSON.stringify(sent))).toEqual(sent)
        expect(attributes).toEqual(before)
      }),
      { numRuns: 300 },
    )
  })

  it('anything at all gives an object or a typed error', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
          withSparseArray: true,
          withBoxedValues: true,
        }),
        (input) => {
          try {
            const sent: unknown = sanitizeAttributes(input, policy)
            expect(JSON.parse(JSON.stringify(sent))).toEqual(sent)
          } catch (error) {
            expect(['TypeError', 'SanitizeError']).toContain((error as Error).name)
            expect(error).toHaveProperty('message', expect.stringContaining('ttributes'))
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})
