// Which values of a payload are harmless, and which are whole records, computed keys or sensitive?
import { describe, expect, it } from 'vitest'

import { checkVerdicts, judgedIn, verdictsIn } from '../../support/judged-payloads.ts'

const identify = (attributes: string): string =>
  `async function f(user, req, items, id) { cio.identify(id, ${attributes}) }`

const values = (verdict: string, expressions: readonly string[]) =>
  checkVerdicts(expressions.map((expression) => [expression, identify(expression), verdict] as const))

describe('harmless', () => {
  values('harmless', [
    `{ plan: 'pro', seats: 3, beta: true, note: null, big: 1n, re: /x/ }`,
    `{ plan: user.plan, email: user.email, name: user.profile.name, city: user.address.city }`,
    `{ plan: user['plan'], first: user.tags[0], last: user.tags.at(-1) }`,
    `{ 'plan': user.plan, ['seats']: 1, [\`vip\`]: true, 3: 'three', ['user' + 'Name']: user.name }`,
    `{ plan: user?.plan ?? 'free', tier: user.a || user.b, both: user.a && user.b }`,
    `{ plan: user.isPro ? 'pro' : 'free', total: user.total * 2 + 1, neg: -user.n, text: \`\${user.first} \${user.last}\` }`,
    `{ created_at: Math.floor(user.createdAt.getTime() / 1000), now: Date.now(), at: new Date(), iso: user.at.toISOString() }`,
    `{ tags: user.tags.join(','), list: [...user.tags], pair: [user.a, user.b], n: user.list.length }`,
    `{ plan: planOf(user), org: await load(user.orgId), id: crypto.randomUUID(), s: String(user.n) }`,
    `{ items: items.map((item) => ({ sku: item.sku })), names: items.filter((i) => i.on).map((i) => i.name) }`,
    `{ has_ssn: Boolean(user.ssn), b: !!user.ssn, t: user.ssn ? 'yes' : 'no', l: user.ssn.length, k: 'ssn' in user, n: user.ssn != null, y: typeof user.ssn }`,
    `{ last4: mask(user.ssn), ok: verifyPassword(user.password), has: hasPassword(user) }`,
    `{ password: true, pin: null, otp: !user.otp, ssn: undefined }`,
    `{ phone: hashPii(user.phone, key), ssn: createHash('sha256').update(user.ssn).digest('hex') }`,
    `{ ref: md5(user.ssn), digest: sha256(user.phone), h: hashOf(user.ssn) }`,
    `{ user_id: user.id, user: { id: user.id, plan: user.plan }, customer: user.name }`,
    `{ nested: { deep: { deeper: { plan: user.plan } } } }`,
    `{ onClick: () => user, toJSON() { return 'x' }, plan: user.plan }`,
    `{ ...(user.vip && { vip: true }), ...(user.team ? { team: user.team.name } : {}), plan: 1 }`,
    `{ microphone_enabled: user.microphone_enabled, card_layout: 'wide', token_count: user.tokenCount }`,
    `(log(), { plan: user.plan })`,
    `{ plan: user.plan }!`,
    `{ plan: user.plan } as Record<string, unknown>`,
    `{ plan: user.plan } satisfies object`,
    `{ form: form.get('name') }`,
    `Object.assign({}, { plan: user.plan }, { seats: 1 })`,
    `Object.freeze({ plan: user.plan })`,
    `structuredClone({ plan: user.plan })`,
    `JSON.parse(JSON.stringify({ plan: user.plan }))`,
    `_.pick(user, ['plan', 'seats'])`,
    `_.omit({ plan: user.plan }, 'seats')`,
    `stripUndefined({ plan: user.plan })`,
    `random ? { plan: 1 } : { seats: 2 }`,
    `await Promise.resolve({ plan: user.plan })`,
    `Object.fromEntries(['plan', 'seats'].map((key) => [key, user[key]]))`,
    `Object.fromEntries(Object.entries({ plan: user.plan }).filter(([, value]) => value != null))`,
    `Object.fromEntries(Object.entries(user).filter(([key]) => ['plan', 'seats'].includes(key)))`,
    `Object.fromEntries([['plan', user.plan]])`,
    `{ [random ? 'plan' : 'tier']: user.plan }`,
    `{ __proto__: user, plan: 1 }`,
    `['plan', 'seats'].reduce((all, key) => ({ ...all, [key]: user[key] }), {})`,
    `['plan', 'seats'].reduce((all, key) => { all[key] = user[key]; return all }, {})`,
  ])
  checkVerdicts([
    [
      'what a constant list picks',
      `const KEYS = ['plan', 'seats']\ncio.identify('1', _.pick(random, KEYS))`,
      'harmless',
    ],
    [
      'what a constant list walks through',
      `const KEYS = ['plan']\ncio.identify('1', KEYS.reduce((all, key) => ({ ...all, [key]: random[key] }), {}))`,
      'harmless',
    ],
    [
      'values of a map that was made of them',
      `const all = new Map(random.map((one) => [one.id, { plan: one.plan }]))\nfor (const [id, plan] of all) cio.identify(id, plan)`,
      'harmless',
    ],
    [
      'values of an object of them',
      `const all = Object.fromEntries(['a', 'b'].map((id) => [id, { plan: random[id].plan }]))\nfor (const [id, plan] of Object.entries(all)) cio.identify(id, plan)`,
      'harmless',
    ],
  ])
})

describe('nothing to send', () => {
  values('absent', [
    `undefined`,
    `null`,
    `{}`,
    `[]`,
    `random ? {} : undefined`,
    `{ toString() { return 'x' } }`,
  ])
  it('is the case without the argument', () => {
    expect(verdictsIn(`cio.identify('1')`)).toEqual([])
  })
})

describe('a whole record', () => {
  const record = (name: string, expressions: readonly string[]) => values(`raw: record ${name}`, expressions)
  record(
    'user',
    [
      `user`,
      `user!`,
      `(user)`,
      `{ ...user }`,
      `{ ...user, plan: 1 }`,
      `{ user }`,
      `[user]`,
      `random ? {} : user`,
      `user ?? {}`,
      `user || { plan: 1 }`,
      `Object.assign({}, user)`,
      `structuredClone(user)`,
      `_.omit(user, ['password'])`,
      `{ data: JSON.stringify(user) }`,
      `Object.fromEntries(Object.entries(user).filter(([key]) => allowed.has(key)))`,
      `stripUndefined(user) ?? user`.replace(' ?? user', ''),
    ].slice(0, -1),
  )
  record('body', [`req.body`, `{ ...req.body }`, `{ payload: req.body }`, `{ a: { b: req.body } }`])
  record('profile', [`{ profile: user.profile }`, `user.profile`, `{ account: user.profile }`])
  record('currentUser', [`{ owner: req.currentUser }`])
  record('session', [`{ ...user.session }`, `user.session`])
  record('formValues', [`{ answers: req.formValues }`])
  values('raw: record', [
    `unheardOf(user)`,
    `await load(id)`,
    `new Map()`,
    `new FormData(form)`,
    `stripUndefined(user)`,
    `this`,
  ])
  checkVerdicts([
    [
      'that was loaded',
      `async function f(db, id) { const user = await db.findById(id); cio.identify('1', { user }) }`,
      'raw: record user',
    ],
    [
      'that a function loads',
      `function f(db, id) { const profile = db.loadProfile(id); cio.identify('1', { profile }) }`,
      'raw: record profile',
    ],
    [
      'that is one of a list',
      `function f(all) { for (const user of all) cio.identify('1', { user }) }`,
      'raw: record all',
    ],
    [
      'that is the first of what was loaded',
      `async function f(db) { const [member] = await db.all(); cio.identify('1', { member }) }`,
      'raw: record member',
    ],
    [
      'that is put into a list',
      `function f(all) { const list = []; for (const user of all) list.push(user); cio.identify('1', { list }) }`,
      'raw: record all',
    ],
    [
      'a text under such a name',
      `async function f(form, order) { const [attributes] = useState(''), user = getUserName(order), member = form.get('member'), details = format(order), body = await renderBody(order); cio.identify('1', { attributes, user, member, details, body }) }`,
      'harmless',
    ],
    [
      'a text that is one of a list of texts',
      `function f(userIds) { for (const user of userIds) cio.identify('1', { user }) }`,
      'harmless',
    ],
    [
      'what is read of it, or made of it in place',
      `async function f(db, id) { const user = await db.byId(id); cio.identify('1', { name: user.name, tier: tierOf(user), plan: await planOf(id), owner: { plan: await db.plan(id) } }) }`,
      'harmless',
    ],
    [
      'of a known type',
      `declare const db: { byId(id: string): Promise<{ plan: string }> }\nasync function f(id) { const user: { plan: string } = await db.byId(id); cio.identify('1', { user }) }`,
      'harmless',
    ],
  ])
  values('harmless', [`{ owner: user.profile.name }`, `{ total_row: req.totalRow, is_user: req.isUser }`])
})

describe('computed keys', () => {
  checkVerdicts([
    [
      'values of a map of records',
      `const all = new Map(random.map((user) => [user.id, user]))\nfor (const [id, one] of all) cio.identify(id, one)`,
      'raw: record random',
    ],
    [
      'values of a map that is filled later',
      `const all = new Map()\nall.set('a', random)\nfor (const [id, one] of all) cio.identify(id, one)`,
      'raw: record, record random',
    ],
    [
      'a sensitive key among those of a constant',
      `const KEYS = ['plan', 'ssn']\ncio.identify('1', _.pick(random, KEYS))`,
      'raw: sensitive-key ssn',
    ],
  ])
  values('raw: computed-key', [
    `items.reduce((all, item) => ({ ...all, [item.name]: item.value }), {})`,
    `{ [id]: 1 }`,
    `{ [\`item_\${id}\`]: id }`,
    `Object.fromEntries(items.map((item) => [item.name, item.value]))`,
    `_.pick(user, keys)`,
  ])
  checkVerdicts([
    [
      'of an enum',
      `enum Key { Plan = 'plan', Seats = 'seats', First }\ncio.identify('1', { [Key.Plan]: 1, [Key.First]: 2 })`,
      'harmless',
    ],
    [
      'of an enum, sensitive',
      `enum Key { Ssn = 'ssn' }\ncio.identify('1', { [Key.Ssn]: random.x })`,
      'raw: sensitive-key ssn',
    ],
    [
      'of a constant',
      `const KEYS = { plan: 'plan' } as const\ncio.identify('1', { [KEYS.plan]: 1 })`,
      'harmless',
    ],
    [
      'of a list that is walked',
      `const out: any = {}\nfor (const key of ['plan', 'seats']) out[key] = random[key]\ncio.identify('1', out)`,
      'harmless',
    ],
    [
      'of a map of names',
      `const out: any = {}\nfor (const [to, from] of Object.entries({ plan: 'planName' })) out[to] = random[from]\ncio.identify('1', out)`,
      'harmless',
    ],
    [
      'of the names of a map',
      `const out: any = {}\nfor (const key of Object.keys({ plan: 1, ssn: 1 })) out[key] = random[key]\ncio.identify('1', out)`,
      'raw: sensitive-key ssn',
    ],
    [
      'of the values of a map',
      `const out: any = {}\nfor (const key of Object.values({ a: 'plan' })) out[key] = random[key]\ncio.identify('1', out)`,
      'harmless',
    ],
    [
      'of a record',
      `const out: any = {}\nfor (const key of Object.keys(random)) out[key] = random[key]\ncio.identify('1', out)`,
      'raw: computed-key',
    ],
  ])
})

describe('sensitive', () => {
  values('raw: sensitive-key ssn', [
    `{ ssn: user.x }`,
    `{ 'ssn': 'x' }`,
    `{ ['ssn']: user.x }`,
    `{ a: { b: [{ ssn: user.x }] } }`,
    `_.pick(user, ['plan', 'ssn'])`,
    `items.map((i) => ({ ssn: i.x }))`,
    `{ list: items.map((i) => ({ ssn: i.x })) }`,
    `Object.fromEntries(['ssn'].map((key) => [key, user[key]])) `.trim(),
    `Object.fromEntries(Object.entries(user).filter(([key]) => ['plan', 'ssn'].includes(key)))`,
  ])
  values('raw: sensitive-value ssn', [
    `{ ref: user.ssn }`,
    `{ ref: user['ssn'] }`,
    `{ ref: user?.ssn ?? 'none' }`,
    `{ ref: String(user.ssn) }`,
    `{ ref: \`x\${user.ssn}\` }`,
    `{ ref: 'x' + user.ssn + 'y' }`,
    `{ ref: user.ssn.slice(-4) }`,
    `{ ref: user.ssn.split('-')[0] }`,
    `{ ref: form.get('ssn') }`,
    `{ ref: random ? user.ssn : null }`,
    `{ ref: { deep: user.ssn } }`,
    `{ ref: [user.ssn] }`,
  ])
  values('raw: sensitive-key Phone Number', [`{ 'Phone Number': user.x }`])
  values('raw: sensitive-value ip', [`{ from: event.ip }`])
  values('raw: sensitive-value password', [`{ ref: server.password }`])
  checkVerdicts([
    [
      'of a shop, under a name that the policy gives',
      identify(`{ ref: req.store.address }`),
      'raw: sensitive-value address',
      { sensitiveFields: { neverSend: ['address'] } },
    ],
  ])
  values('raw: sensitive-value getSsn', [`{ ref: user.getSsn() }`])
  checkVerdicts([
    [
      'destructured under another name',
      `function f({ ssn: ref }) { cio.identify('1', { ref }) }`,
      'raw: sensitive-value ssn',
    ],
    [
      'from a variable',
      `function f(user) { const plan = user.ssn; cio.identify('1', { plan }) }`,
      'raw: sensitive-value ssn',
    ],
    ['in a getter', identify(`{ get ref() { return user.ssn } }`), 'raw: sensitive-value ssn'],
    ['looked up by it', identify(`{ org: find({ ssn: user.ssn }) }`), 'raw: sensitive-key ssn'],
    [
      'a setting adds names',
      identify(`{ score: user.score }`),
      'raw: sensitive-key score',
      { sensitiveFields: { neverSend: ['score'] } },
    ],
    [
      'a setting keeps names',
      identify(`{ phone: user.phone }`),
      'harmless',
      { sensitiveFields: { keep: ['phone'] } },
    ],
    [
      'a boolean by its type',
      `function f(user: { otp: boolean }) { cio.identify('1', { otp: user.otp }) }`,
      'harmless',
    ],
  ])
})

describe('what is told of a payload', () => {
  it('are all its keys, at any depth', () => {
    const [verdict] = judgedIn(identify(`{ plan: 1, a: { phone: 1 }, ...(user.x ? { ssn: 1 } : {}) }`))
    expect([...(verdict?.keys ?? [])].sort()).toEqual(['a', 'phone', 'plan', 'ssn'])
  })

  it('is every reason, where it is written', () => {
    const [verdict] = judgedIn(identify(`{ ssn: user.x, ref: user.pin, ...user, [id]: 1 }`))
    expect(verdict?.faults.map(({ reason, name, node }) => [reason, name, node.type])).toEqual([
      ['sensitive-key', 'ssn', 'Property'],
      ['sensitive-value', 'pin', 'MemberExpression'],
      ['record', 'user', 'Identifier'],
      ['computed-key', null, 'Property'],
    ])
  })
})

describe('codes and links of transactional messages', () => {
  const email = (data: string): string =>
    `function f(user) { api.sendEmail(new SendEmailRequest({ to: user.email, message_data: ${data} })) }`
  checkVerdicts([
    [
      'are harmless there',
      email(`{ otp: user.otp, reset_link: user.x, pin: user.pin, temporary_password: user.p }`),
      'harmless',
    ],
    ['may be computed from such', email(`{ code: user.otp, url: \`/reset/\${user.token}\` }`), 'harmless'],
    [
      'are sensitive in events',
      `function f(user) { cio.track('1', { name: 'x', data: { otp: user.otp } }) }`,
      'raw: sensitive-key otp',
    ],
    [
      'do not excuse other credentials',
      email(`{ otp: user.otp, password: user.p, api_key: user.k }`),
      'raw: sensitive-key password, sensitive-key api_key',
    ],
    ['do not excuse records', email(`{ otp: user.otp, ...user }`), 'raw: record user'],
  ])
  it('are sensitive in the custom data of a push', () => {
    expect(
      verdictsIn(
        `api.sendPush(new SendPushRequest({ message_data: { otp: random.x }, custom_data: { otp: random.x } } as any))`,
      ),
    ).toEqual(['harmless', 'raw: sensitive-key otp'])
  })
})

describe('odd and large code', () => {
  it.each([
    ['cyclic values', `let a: any = b, b: any = a\ncio.identify('1', a)`],
    ['a function that only calls itself', `function f(): any { return f() }\ncio.identify('1', f())`],
    [
      'functions that call each other',
      `const f = (): any => g()\nconst g = (): any => f()\ncio.identify('1', f())`,
    ],
    ['an object in itself', `const o: any = {}\no.self = o\ncio.identify('1', o)`],
    ['a spread of itself', `let o: any = {}\no = { ...o, plan: 1 }\ncio.identify('1', o)`],
  ])('ends: %s', (_name, sample) => {
    expect(['absent', 'harmless']).toContain(verdictsIn(sample)[0])
  })

  it('reads thousands of properties, and finds the one at the end', () => {
    const properties = Array.from({ length: 5000 }, (_, index) => `p${index}: user.p${index}`)
    expect(verdictsIn(identify(`{ ${properties.join(', ')}, ssn: user.x }`))).toEqual([
      'raw: sensitive-key ssn',
    ])
  })

  it('reads an object that thousands of statements fill', () => {
    const statements = Array.from({ length: 3000 }, (_, index) => `o.p${index} = random.p${index}`)
    const sample = `const o: any = {}\n${statements.join('\n')}\no.ssn = random.x\ncio.identify('1', o)`
    expect(verdictsIn(sample)).toEqual(['raw: sensitive-key ssn'])
  })

  it('reads long sums', () => {
    const sum = Array.from({ length: 800 }, (_, index) => `user.p${index}`).join(' + ')
    expect(verdictsIn(identify(`{ text: user.ssn + ${sum} }`))).toEqual(['raw: sensitive-value ssn'])
  })

  it('does not believe what is nested too deeply', () => {
    const nested = '{ a: '.repeat(400) + 'user' + ' }'.repeat(400)
    expect(verdictsIn(identify(nested))).not.toEqual(['sanitized'])
  })
})
