import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import * as browser from '../../src/runtime/browser.ts'
import { anonymizeForAnalytics, SanitizeError } from '../../src/runtime/index.ts'
import { canonicalNames } from '../../src/vocabulary/sensitive-fields.ts'

const person = {
  id: 4711,
  name: 'Jane Doe',
  email: 'jane.doe@example.com',
  phone: '+1 (555) 010-9999',
  address: { street: 'Main Street 5', city: 'Springfield', geo: { lat: 52.52, lng: 13.4 } },
  dateOfBirth: '1990-05-17',
  ssn: '078-05-1120',
  plan: 'pro',
  created_at: new Date('2024-02-03T04:05:06Z'),
  orders: 3,
  trial: false,
  cancelled_at: null,
}

describe('a copy for analytics', () => {
  it('keeps plan, dates, counts and flags, and drops who it is about', () => {
    expect(anonymizeForAnalytics(person)).toEqual({
      plan: 'pro',
      created_at: '2024-02-03T04:05:06.000Z',
      orders: 3,
      trial: false,
      cancelled_at: null,
    })
  })

  it.each(
    (['credential', 'payment', 'government_id', 'special_category', 'personal', 'contact'] as const).flatMap(
      (category) => [...canonicalNames[category]],
    ),
  )('drops %s', (name) => {
    const nested = { [name]: 'value', deep: [{ [name]: 5 }], plan: 'pro' }
    expect(anonymizeForAnalytics(nested)).toEqual({ deep: [{}], plan: 'pro' })
  })

  it.each([...canonicalNames.demographic])('keeps %s, which many people share', (name) => {
    expect(anonymizeForAnalytics({ [name]: 'value' })).toEqual({ [name]: 'value' })
  })

  // prettier-ignore
  it.each([
    'id', 'user_id', 'customerId', 'cio_id', 'anonymous_id', 'external_id', 'uuid', 'orderId', 'order_ids', 'name',
    'team_name', 'nickname', 'avatar_url', 'profileUrl', 'photo', 'website_url', 'page_url', 'referrer', 'phone_hash',
    'email_sha256', 'hashedEmail', 'hash', 'device_token', 'unsubscribe_token', 'wallet_address', 'referral_code',
    'member_number', 'created_by', 'location', 'fbclid', 'tracking_number', 'user', 'customer', 'owner', 'author', 'note',
    'comments', 'bio', 'feedback', 'message', 'photos', 'last_login_ip', 'name2',
  ])('drops the text %s, which points at a person', (name) => {
    expect(anonymizeForAnalytics({ [name]: 'value' })).toEqual({})
  })

  // prettier-ignore
  it.each([
    'plan', 'plan_id', 'planName', 'product_id', 'product_name', 'product_url', 'campaign_id', 'event_name', 'page_name',
    'country_code', 'discount_code', 'currency', 'locale', 'language', 'timezone', 'title', 'description', 'status', 'type',
    'company', 'company_name', 'industry', 'app_version', 'os', 'device_model', 'browser_name', 'store_location', 'source',
    'email_domain', 'last_seen_at', 'email_verified', 'segment_ids', 'item_names', 'referral_source', 'store_phone',
  ])('keeps the text %s, which many people share', (name) => {
    expect(anonymizeForAnalytics({ [name]: 'value' })).toEqual({ [name]: 'value' })
  })

  it('tells counts from identifiers', () => {
    const counts = { users: 5, members: 2, photos: 3, links: 4, comments: 12, number_of_orders: 1, seats: 4 }
    const identifiers = { user: 5, customer: 8, order_number: 12, ids: [7, 8], member_id: 9 }
    expect(anonymizeForAnalytics({ ...counts, ...identifiers })).toEqual(counts)
  })

  it('asks the object around it what a bare id or name is of', () => {
    const record = {
      plan: { id: 'p1', name: 'Pro' },
      data: { id: 1, name: 'Jane' },
      items: [{ id: 'sku-1', name: 'Shirt', seller: { name: 'Bob', rating: 4 } }],
      orders: [{ id: 'o1', total: 5 }],
    }
    expect(anonymizeForAnalytics(record)).toEqual({
      plan: { id: 'p1', name: 'Pro' },
      data: {},
      items: [{ id: 'sku-1', name: 'Shirt', seller: { rating: 4 } }],
      orders: [{ total: 5 }],
    })
  })

  it('is a list of rows where a list was given, and nothing where nothing was', () => {
    expect(anonymizeForAnalytics([person, { plan: 'free', email: 'x@example.com' }])[1]).toEqual({
      plan: 'free',
    })
    expect(anonymizeForAnalytics(null)).toEqual({})
    expect(anonymizeForAnalytics(undefined)).toEqual({})
  })

  it('leaves the input alone, and has nothing to add to its own result', () => {
    const frozen = Object.freeze({ ...person, note: Object.freeze(['a']) })
    const once = anonymizeForAnalytics(frozen)
    expect(anonymizeForAnalytics(once)).toEqual(once)
  })
})

describe('texts that stay', () => {
  it('lose what was dropped elsewhere in the record', () => {
    const record = {
      ...person,
      title: 'Order of JANE',
      history: ['doe, jane called', 'paid 4711x', 'renewed'],
    }
    expect(anonymizeForAnalytics(record)).toMatchObject({
      title: 'Order of [redacted:person]',
      history: ['[redacted:person], [redacted:person] called', 'paid 4711x', 'renewed'],
    })
  })

  it.each([
    ['mail to a.b+c@mail.example.co.uk now', 'mail to [redacted:person] now'],
    ['https://shop.example/?u=jane%40example.com&p=2', 'https://shop.example/?u=[redacted:person]&p=2'],
    ['<jörg@bücher.example>', '<[redacted:person]>'],
    ['call +49 (30) 90-18 20!', 'call [redacted:person]!'],
    ['call (555) 010-9999', 'call [redacted:person]'],
    ['from 10.0.0.1.', 'from [redacted:person].'],
    ['from 2001:db8::1 and ::1', 'from [redacted:person] and [redacted:person]'],
    ['card 4242 4242 4242 4242', 'card [redacted:card]'],
    ['ssn 078-05-1120', 'ssn [redacted:ssn]'],
  ])('lose what reaches a person: %s', (text, expected) => {
    expect(anonymizeForAnalytics({ title: text })).toEqual({ title: expected })
  })

  it.each([
    'npm i react@18.2.0',
    '@handle 3 @ 5',
    'v1.2.3 at 12:30:45',
    '2024-02-03T04:05:06+0100',
    'std::vector<int>',
    'a:b:c',
    '1.2.3.4.5',
    'SKU 555-0109',
    'from $10.50 to $20.00',
  ])('stay as they are where nobody is in them: %s', (title) => {
    expect(anonymizeForAnalytics({ title })).toEqual({ title })
  })

  it('may be versions with four numbers', () => {
    expect(anonymizeForAnalytics({ app_version: '10.1.2.3' })).toEqual({ app_version: '10.1.2.3' })
  })

  it('do not lose values that many people share', () => {
    const record = { city: 'Berlin', country: 'US', salary: 50_000, timezone: 'Europe/Berlin', spent: 50_000 }
    expect(anonymizeForAnalytics(record)).toEqual({ timezone: 'Europe/Berlin', spent: 50_000 })
  })

  it('may be numbers, which go where they are somebody’s', () => {
    const record = { phone: 5_550_109_999, caller: 5_550_109_999, callers: [5_550_109_999, 3], total: 3 }
    expect(anonymizeForAnalytics(record)).toEqual({ callers: [3], total: 3 })
  })

  it('may be names of properties', () => {
    const visits = { 'jane@example.com': 1, 'Jane Doe': 2, home: 3, price: 4 }
    expect(anonymizeForAnalytics({ visits, full_name: 'Jane Doe', surname: 'Price' })).toEqual({
      visits: { home: 3, price: 4 },
    })
  })
})

describe('the option `keep`', () => {
  it('adds names to what stays, in every spelling and at any depth', () => {
    const record = { city: 'Berlin', user: { Home_City: 'Paris', orderId: 'o1' }, order_id: 'o1' }
    expect(anonymizeForAnalytics(record, { keep: ['city', 'order-id'] })).toEqual({
      city: 'Berlin',
      user: { orderId: 'o1' },
      order_id: 'o1',
    })
  })

  it('keeps values as they are, but judges what is inside by its own name', () => {
    const record = { reply_to: 'a@example.com', address: { zip: '10115', floor: 3 } }
    expect(anonymizeForAnalytics(record, { keep: ['reply_to', 'address'] })).toEqual({
      reply_to: 'a@example.com',
      address: { floor: 3 },
    })
  })
})

describe('misuse', () => {
  it.each([
    [{ keep: 'city' }, /`options\.keep` must be an array/],
    [{ drop: [] }, /unknown key `drop`/],
    [{ hash: [] }, /unknown key `hash`; allowed is `keep`/],
    [null, /`options` must be an object/],
  ])('of the options is a TypeError: %j', (options, message) => {
    expect(() => anonymizeForAnalytics({}, options as object)).toThrow(TypeError)
    expect(() => anonymizeForAnalytics({}, options as object)).toThrow(message)
  })

  it.each(['text', 5, true, () => 0])('is a record that is none: %s', (record) => {
    expect(() => anonymizeForAnalytics(record)).toThrow(TypeError)
  })

  it('is a circular record, one that is too deep, and one that cannot be read', () => {
    const circular: Record<string, unknown> = {}
    circular.self = circular
    const deep = Array.from({ length: 60 }).reduce<object>((inner) => ({ inner }), {})
    const unreadable = Object.defineProperty({}, 'plan', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    })
    for (const record of [circular, deep, unreadable]) {
      expect(() => anonymizeForAnalytics(record)).toThrow(SanitizeError)
    }
  })
})

describe('odd records', () => {
  it('are read as JSON', () => {
    const record = {
      tags: new Set(['a']),
      counts: new Map([['home', 1]]),
      bytes: Buffer.from('x'),
      size: 5n,
      greet: () => 'hi',
    }
    expect(anonymizeForAnalytics(record)).toEqual({ tags: ['a'], counts: { home: 1 }, size: '5' })
  })

  it('that hold an object many times over end in time', () => {
    const shared = Array.from({ length: 25 }).reduce<object>((inner) => ({ left: inner, right: inner }), {
      email: 'a@example.com',
      plan: 'pro',
    })
    expect(Object.keys(anonymizeForAnalytics(shared))).toEqual(['left', 'right'])
  })

  it('with thousands of people end in time', () => {
    const rows = Array.from({ length: 2000 }, (_, index) => ({
      phone: `+1 555 ${index}`,
      full_name: `Jane Doe${index}`,
      last_event: `order of Jane Doe${index}`,
    }))
    expect(anonymizeForAnalytics(rows)[1999]).toEqual({ last_event: 'order of [redacted:person]' })
  })

  it('never change prototypes', () => {
    const record: unknown = JSON.parse('{ "__proto__": { "plan": "x" }, "constructor": "y", "plan": "pro" }')
    const copy: unknown = anonymizeForAnalytics(record)
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    expect(copy).toEqual({ constructor: 'y', plan: 'pro' })
  })
})

describe('whatever the record', () => {
  /** Cannot be part of anything else that is generated. */
  const secret = fc.stringMatching(/^Q[A-Za-z]{3,8}\d{5,9}$/)
  const identifyingName = fc.constantFrom(
    ...canonicalNames.personal.filter(
      (name) => !['salary', 'income', 'net_worth', 'credit_score'].includes(name),
    ),
    ...canonicalNames.credential,
    ...canonicalNames.government_id,
    ...['email', 'first_name', 'username', 'id', 'userId', 'name', 'avatar_url', 'phone_hash', 'owner'],
  )
  const harmlessName = fc.constantFrom('plan', 'title', 'status', 'items', 'history', 'data', 'kind')
  const frame = fc.constantFrom('%', 'paid by %', '(%), again', 'a/%/b', '%!', 'x % y')
  const { record } = fc.letrec<{ record: object; list: unknown[] }>((tie) => ({
    record: fc.dictionary(
      harmlessName,
      fc.oneof({ depthSize: 'small' }, fc.integer(), frame, frame, tie('record'), tie('list')),
      { maxKeys: 4 },
    ),
    list: fc.array(fc.oneof(frame, tie('record')), { maxLength: 3 }),
  }))

  it('the copy holds nothing that was dropped, in whatever text and place', () => {
    fc.assert(
      fc.property(record, identifyingName, secret, (around, name, value) => {
        const texts = JSON.stringify(around).replaceAll('%', value)
        const given = { ...(JSON.parse(texts) as object), user: { [name]: value, [`at ${value}`]: 1 } }
        expect(JSON.stringify(anonymizeForAnalytics(given)).toLowerCase()).not.toContain(value.toLowerCase())
      }),
      { numRuns: 300 },
    )
  })

  it('the copy is plain data, and a copy of it is equal', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), (given) => {
        const once = anonymizeForAnalytics(given)
        expect(JSON.parse(JSON.stringify(once))).toEqual(once)
        expect(anonymizeForAnalytics(once)).toEqual(once)
      }),
      { numRuns: 100 },
    )
  })

  it('the copy for browsers is the same', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 2 }), (given) => {
        expect(browser.anonymizeForAnalytics(given)).toEqual(anonymizeForAnalytics(given))
      }),
      { numRuns: 50 },
    )
  })
})

describe('the type of a copy', () => {
  it('has the harmless properties, all of them optional', () => {
    const record: { plan: 'free' | 'pro'; ssn: string; orders: readonly { total: number }[] } = {
      plan: 'pro',
      ssn: '1',
      orders: [],
    }
    expectTypeOf(anonymizeForAnalytics(record)).toEqualTypeOf<{
      plan?: 'free' | 'pro'
      orders?: { total?: number }[]
    }>()
    expectTypeOf(anonymizeForAnalytics([{ at: new Date() }])).toEqualTypeOf<{ at?: string }[]>()
  })

  it('is untyped where the record is', () => {
    expectTypeOf(anonymizeForAnalytics(JSON.parse('{}'))).toBeAny()
  })
})
