// Is a payload sanitized, harmless or raw where it is sent, after all that happens to it on its way?
import { describe, expect, it } from 'vitest'

import { checkVerdicts, judgedIn } from '../../support/judged-payloads.ts'

const body = (statements: string): string => `async function f(id, req, user, ...others) { ${statements} }`
const send = 'cio.identify(id, attrs)'

describe('sanitized', () => {
  checkVerdicts(
    [
      ['at the call', `cio.identify(id, sanitizeAttributes(user))`],
      ['with a policy', `cio.identify(id, sanitizeAttributes(user, { keep: ['phone'] }))`],
      ['earlier', `const attrs = sanitizeAttributes(user); ${send}`],
      ['by reassignment', `let attrs = req.body; attrs = sanitizeAttributes(attrs); ${send}`],
      ['by assigning the parameter', `user = sanitizeAttributes(user); cio.identify(id, user)`],
      ['in a block', `let attrs = req.body; { attrs = sanitizeAttributes(attrs) } ${send}`],
      [
        'on every branch',
        `let attrs; if (req.x) attrs = sanitizeAttributes(req.body); else attrs = sanitizeAttributes(user); ${send}`,
      ],
      [
        'on every case',
        `let attrs = req.body; switch (req.x) { case 1: attrs = sanitizeAttributes(attrs); break; default: attrs = {} } ${send}`,
      ],
      [
        'in a loop that runs at least once',
        `let attrs = req.body; do { attrs = sanitizeAttributes(attrs) } while (req.x); ${send}`,
      ],
      [
        'where failing ends the function',
        `let attrs; try { attrs = sanitizeAttributes(req.body) } catch { return } ${send}`,
      ],
      [
        'where the other branch ends the function',
        `let attrs = req.body; if (!req.ok) return; attrs = sanitizeAttributes(attrs); ${send}`,
      ],
      ['by &&=', `let attrs = req.body; attrs &&= sanitizeAttributes(attrs); ${send}`],
      ['by ??= of nothing', `let attrs = null; attrs ??= sanitizeAttributes(req.body); ${send}`],
      ['by a second var', `var attrs = req.body; var attrs = sanitizeAttributes(attrs); ${send}`],
      [
        'by destructuring',
        `let attrs = req.body; ({ attrs } = { attrs: sanitizeAttributes(attrs) }); ${send}`,
      ],
      [
        'before it is changed harmlessly',
        `const attrs = sanitizeAttributes(user); attrs.plan = user.plan; ${send}`,
      ],
      [
        'before harmless properties are copied in',
        `const attrs = sanitizeAttributes(user); Object.assign(attrs, { plan: 1 }); ${send}`,
      ],
      [
        'and spread beside harmless keys',
        `cio.identify(id, { ...sanitizeAttributes(user), plan: user.plan })`,
      ],
      ['and spread again', `let attrs = sanitizeAttributes(user); attrs = { ...attrs, plan: 1 }; ${send}`],
      ['and its rest', `const { plan, ...attrs } = sanitizeAttributes(user); ${send}`],
      ['and copied', `const attrs = structuredClone(sanitizeAttributes(user)); ${send}`],
      ['and tidied', `const attrs = compact(sanitizeAttributes(user)); ${send}`],
      [
        'and read before it is made raw',
        `let attrs = sanitizeAttributes(user); ${send}; attrs = req.body; use(attrs)`,
      ],
      [
        'and sent before it is made raw',
        `const attrs = sanitizeAttributes(user); ${send}; attrs.ssn = user.ssn`,
      ],
      [
        'in a closure',
        `let attrs = req.body; attrs = sanitizeAttributes(attrs); const go = () => ${send}; await retry(go)`,
      ],
      ['or nothing at all', `cio.identify(id, req.x ? sanitizeAttributes(user) : undefined)`],
      ['where there is something', `cio.identify(id, req.x && sanitizeAttributes(user))`],
      [
        'by a project function',
        `const wrap = (value) => sanitizeAttributes(value); cio.identify(id, wrap(user))`,
      ],
      [
        'by an async function',
        `async function load() { return sanitizeAttributes(await find(id)) } const attrs = await load(); ${send}`,
      ],
      [
        'beside others',
        `const [user2, attrs] = await Promise.all([find(id), sanitizeAttributes(user)]); ${send}`,
      ],
      ['in a promise chain', `find(id).then((u) => sanitizeAttributes(u)).then((attrs) => ${send})`],
      ['by a handler of a promise', `find(id).then(sanitizeAttributes).then((attrs) => ${send})`],
      ['by a made sanitizer', `const clean = createSanitizer({}); cio.identify(id, clean(user))`],
      [
        'by a made sanitizer as a callback',
        `const clean = createSanitizer({}); for (const attrs of others.map(clean)) ${send}`,
      ],
      ['under another name', `const own = { clean: sanitizeAttributes }; cio.identify(id, own.clean(user))`],
      ['twice', `cio.identify(id, sanitizeAttributes(sanitizeAttributes(user)))`],
      [
        'in an event built earlier',
        `const event = { name: 'x', data: req.body }; event.data = sanitizeAttributes(event.data); cio.track(id, event)`,
      ],
      ['over a raw event', `cio.track(id, { ...req.event, data: sanitizeAttributes(req.event.data) })`],
    ].map(([situation = '', statements = '']) => [situation, body(statements), 'sanitized'] as const),
  )
  checkVerdicts([
    [
      'by what a setting names',
      `import { scrub } from '@acme/privacy'\n${body(`cio.identify(id, scrub(user))`)}`,
      'sanitized',
      { sanitizers: [{ module: '@acme/privacy', name: 'scrub' }] },
    ],
    [
      'by the module of importFrom',
      `import { sanitizeAttributes as own } from '@acme/privacy'\n${body(`cio.identify(id, own(user))`)}`,
      'sanitized',
      { importFrom: '@acme/privacy' },
    ],
  ])
})

describe('harmless', () => {
  checkVerdicts(
    [
      [
        'filled property by property',
        `const attrs = {}; attrs.plan = user.plan; if (user.x) attrs.email = user.email; ${send}`,
      ],
      [
        'filled by Object.assign',
        `const attrs = { plan: 1 }; if (user.x) Object.assign(attrs, { beta: true }); ${send}`,
      ],
      ['filled through another name', `const attrs = {}; const same = attrs; same.plan = user.plan; ${send}`],
      [
        'filled by a function',
        `const fill = (target) => { target.plan = user.plan }; const attrs = {}; fill(attrs); ${send}`,
      ],
      [
        'filled by a function that copies fixed keys',
        `const fill = (target, from) => Object.assign(target, { plan: from.plan }); const attrs = {}; fill(attrs, user); ${send}`,
      ],
      [
        'filled from a list of keys',
        `const attrs = {}; ['plan', 'seats'].forEach((key) => { attrs[key] = user[key] }); ${send}`,
      ],
      [
        'spread again and again',
        `let attrs = { plan: 1 }; attrs = { ...attrs, seats: 2 }; if (user.x) attrs = { ...attrs, vip: true }; ${send}`,
      ],
      ['on both branches', `let attrs; if (user.x) attrs = { plan: 1 }; else attrs = { seats: 2 }; ${send}`],
      [
        'assigned in a callback',
        `let attrs; await transaction(async () => { attrs = { plan: user.plan } }); ${send}`,
      ],
      ['overwritten', `const attrs = {}; attrs.ssn = user.ssn; attrs.ssn = undefined; ${send}`],
      [
        'overwritten by a digest',
        `const attrs = { phone: user.phone }; attrs.phone = hashPii(attrs.phone, key); ${send}`,
      ],
      [
        'made anew in every round',
        `for (const u of others) { const attrs = { plan: u.plan }; ${send}; attrs.ssn = u.ssn }`,
      ],
      [
        'filled on another way',
        `const attrs = { plan: 1 }; if (user.x) { attrs.ssn = user.ssn; log(attrs) } else { ${send} }`,
      ],
      [
        'replaced by something harmless',
        `let attrs = { ssn: user.ssn }; log(attrs); attrs = { plan: 1 }; ${send}`,
      ],
      [
        'a table of constants',
        `const plans = { free: { plan: 'free' }, pro: { plan: 'pro' } }; cio.identify(id, plans[user.tier])`,
      ],
      [
        'a list that is pushed to',
        `const items = []; for (const o of others) items.push({ sku: o.sku }); cio.identify(id, { items })`,
      ],
      ['a default that is harmless', `const { attrs = { plan: 1 } } = { attrs: { plan: 2 } }; ${send}`],
      [
        'a class that fills itself',
        `class A { attrs = { plan: 1 }; go(u) { this.attrs.seats = u.seats; cio.identify(id, this.attrs) } }`,
      ],
      [
        'a getter of the class',
        `class A { get attrs() { return { plan: 1 } } go() { cio.identify(id, { ...this.attrs }) } }`,
      ],
      [
        'a caught fallback',
        `find(id).then((u) => ({ plan: u.plan })).catch(() => ({ plan: 'free' })).then((attrs) => ${send})`,
      ],
      ['called in place', `const attrs = await (async () => ({ plan: user.plan }))(); ${send}`],
    ].map(([situation = '', statements = '']) => [situation, body(statements), 'harmless'] as const),
  )
})

describe('raw', () => {
  checkVerdicts(
    [
      [
        'sanitized on one way only',
        `let attrs = req.body; if (req.x) attrs = sanitizeAttributes(attrs); ${send}`,
        'record body',
      ],
      [
        'sanitized where it may fail',
        `let attrs = req.body; try { attrs = sanitizeAttributes(attrs) } catch {} ${send}`,
        'record body',
      ],
      [
        'sanitized in a loop that may not run',
        `let attrs = req.body; while (req.x) attrs = sanitizeAttributes(attrs); ${send}`,
        'record body',
      ],
      [
        'sanitized in one case',
        `let attrs = req.body; switch (req.x) { case 1: attrs = sanitizeAttributes(attrs) } ${send}`,
        'record body',
      ],
      [
        'sanitized by a function that is not called',
        `let attrs = req.body; const later = () => { attrs = sanitizeAttributes(attrs) }; ${send}; later()`,
        'record body',
      ],
      [
        'sanitized too late',
        `let attrs = req.body; ${send}; attrs = sanitizeAttributes(attrs)`,
        'record body',
      ],
      ['made raw again', `let attrs = sanitizeAttributes(user); attrs = user; ${send}`, 'record user'],
      [
        'made raw in the next round',
        `let attrs = sanitizeAttributes(user); for (const o of others) { ${send}; attrs = req.body }`,
        'record body',
      ],
      [
        'made raw after the closure',
        `let attrs = sanitizeAttributes(user); const go = () => ${send}; attrs = req.body; await retry(go)`,
        'record body',
      ],
      [
        'with a sensitive property after sanitizing',
        `const attrs = sanitizeAttributes(user); attrs.ssn = user.ssn; ${send}`,
        'sensitive-key ssn',
      ],
      [
        'with raw data copied in after sanitizing',
        `const attrs = sanitizeAttributes(user); Object.assign(attrs, user); ${send}`,
        'record user',
      ],
      [
        'with raw data merged in by lodash',
        `const attrs = sanitizeAttributes(user); _.merge(attrs, user); ${send}`,
        'record user',
      ],
      [
        'assigned over the sanitized',
        `cio.identify(id, Object.assign(sanitizeAttributes(user), user))`,
        'record user',
      ],
      [
        'spread beside the sanitized',
        `cio.identify(id, { ...sanitizeAttributes(user), ...req.body })`,
        'record body',
      ],
      [
        'handed to something unknown with the sanitized',
        `cio.identify(id, enrich(sanitizeAttributes(user), req.body))`,
        'record',
      ],
      ['only one of two', `cio.identify(id, sanitizeAttributes(user) ?? req.body)`, 'record body'],
      [
        'through another name',
        `const attrs = {}; const same = attrs; same.ssn = user.ssn; ${send}`,
        'sensitive-key ssn',
      ],
      [
        'through the first name',
        `const first = {}; const attrs = first; first.ssn = user.ssn; ${send}`,
        'sensitive-key ssn',
      ],
      [
        'by a function that fills',
        `const fill = (target) => { target.ssn = user.ssn }; const attrs = {}; fill(attrs); ${send}`,
        'sensitive-key ssn',
      ],
      [
        'by a function that copies',
        `const fill = (target, from) => Object.assign(target, from); const attrs = {}; fill(attrs, user); ${send}`,
        'record from',
      ],
      [
        'by a listener',
        `const attrs = { plan: 1 }; on('x', () => { attrs.ssn = user.ssn }); ${send}`,
        'sensitive-key ssn',
      ],
      [
        'in an element',
        `const items = []; for (const o of others) items.push({ ssn: o.x }); cio.identify(id, { items })`,
        'sensitive-key ssn',
      ],
      [
        'in an element that is changed',
        `const items = [{ plan: 1 }]; for (const item of items) item.ssn = user.ssn; cio.identify(id, { items })`,
        'sensitive-key ssn',
      ],
      [
        'in a nested list',
        `const attrs = { list: [] }; attrs.list.push(user.ssn); ${send}`,
        'sensitive-value ssn',
      ],
      [
        'with every key of a record',
        `const attrs = {}; for (const key of Object.keys(user)) attrs[key] = user[key]; ${send}`,
        'computed-key',
      ],
      ['with some keys deleted', `const attrs = { ...user }; delete attrs.password; ${send}`, 'record user'],
      ['the rest of a record', `const { password, ...attrs } = user; ${send}`, 'record user'],
      ['a parameter with a default', `const go = (attrs = {}) => ${send}; use(go)`, 'record attrs'],
      ['a loop over records', `for (const attrs of others) ${send}`, 'record others'],
      ['an element of a callback', `others.map((u) => cio.identify(u.id, u))`, 'record others'],
      ['a promise', `find(id).then((u) => ${send.replace('attrs', 'u')})`, 'record'],
      ['a field of the class', `class A { attrs; go() { cio.identify(id, this.attrs) } }`, 'record attrs'],
      [
        'a property of a component',
        `use({ methods: { go() { cio.identify(id, this.form) } } })`,
        'record form',
      ],
    ].map(
      ([situation = '', statements = '', reasons = '']) =>
        [situation, body(statements), `raw: ${reasons}`] as const,
    ),
  )
})

describe('where sanitized data became raw', () => {
  const lostIn = (statements: string): string | null => {
    const [verdict] = judgedIn(body(statements))
    return verdict?.lostAt ? verdict.lostAt.type : null
  }
  it.each([
    [
      'the assignment',
      `const attrs = sanitizeAttributes(user); attrs.ssn = user.ssn; ${send}`,
      'AssignmentExpression',
    ],
    [
      'the call of Object.assign',
      `const attrs = sanitizeAttributes(user); Object.assign(attrs, user); ${send}`,
      'CallExpression',
    ],
    ['the spread', `cio.identify(id, { ...sanitizeAttributes(user), ...req.body })`, 'SpreadElement'],
    ['the property', `cio.identify(id, { ...sanitizeAttributes(user), ssn: user.ssn })`, 'Property'],
    ['nothing, when it never was sanitized', `cio.identify(id, { ...user, ssn: user.ssn })`, null],
    [
      'nothing, when it is still sanitized',
      `cio.identify(id, { ...sanitizeAttributes(user), plan: 1 })`,
      null,
    ],
  ])('is %s', (_what, statements, type) => {
    expect(lostIn(statements)).toBe(type)
  })
})
