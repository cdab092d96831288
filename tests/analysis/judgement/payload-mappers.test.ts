// What do functions, forwarders and classes of the file hand to a payload?
import { describe, expect, it } from 'vitest'

import { checkVerdicts, verdictsIn } from '../../support/judged-payloads.ts'

const mapped = (mapper: string, call = 'cio.identify(id, toAttributes(user))'): string =>
  `${mapper}\nexport async function f(id: string, user: any) { await ${call} }`

describe('an allow-list', () => {
  checkVerdicts(
    [
      ['a function', `function toAttributes(u: any) { return { plan: u.plan, email: u.email } }`],
      ['an arrow function', `const toAttributes = (u: any) => ({ plan: u.plan })`],
      ['an async function', `async function toAttributes(u: any) { return { plan: u.plan } }`],
      [
        'declared below',
        `const unused = 1; function toAttributes(u: any) { return pickPlan(u) } function pickPlan(u: any) { return { plan: u.plan } }`,
      ],
      ['with branches', `function toAttributes(u: any) { if (u.x) return { plan: 1 }; return { seats: 2 } }`],
      [
        'that fills an object',
        `function toAttributes(u: any) { const out: any = {}; out.plan = u.plan; if (u.x) out.x = u.x; return out }`,
      ],
      [
        'with a harmless default',
        `const toAttributes = (u: any, extra: any = {}) => ({ plan: u.plan, ...extra })`,
      ],
      ['with destructured parameters', `const toAttributes = ({ plan, seats }: any) => ({ plan, seats })`],
      [
        'that calls itself',
        `function toAttributes(u: any, n = 3): any { return n === 0 ? { plan: u.plan } : toAttributes(u, n - 1) }`,
      ],
      [
        'with overloads',
        `function toAttributes(u: string): object\nfunction toAttributes(u: any) { return { plan: u.plan } }`,
      ],
      [
        'of a condition',
        `const toAttributes = random ? (u: any) => ({ plan: u.plan }) : (u: any) => ({ tier: u.tier })`,
      ],
      [
        'that picks given keys',
        `function pick(from: any, keys: string[]) { const out: any = {}; for (const key of keys) out[key] = from[key]; return out }\nconst toAttributes = (u: any) => pick(u, ['plan', 'seats'])`,
      ],
    ].map(([situation = '', mapper = '']) => [situation, mapped(mapper), 'harmless'] as const),
  )
  checkVerdicts([
    [
      'a method of an object',
      mapped(`const map = { plan(u: any) { return { plan: u.plan } } }`, 'cio.identify(id, map.plan(user))'),
      'harmless',
    ],
    [
      'a static method',
      mapped(
        `class Map { static plan(u: any) { return { plan: u.plan } } }`,
        'cio.identify(id, Map.plan(user))',
      ),
      'harmless',
    ],
    [
      'a method',
      mapped(
        `class Map { plan(u: any) { return { plan: u.plan } } }`,
        'cio.identify(id, new Map().plan(user))',
      ),
      'harmless',
    ],
    [
      'a method of an injected mapper',
      `class Map { plan(u: any) { return { plan: u.plan } } }\nexport const f = (map: Map, user: any) => cio.identify('1', map.plan(user))`,
      'harmless',
    ],
    [
      'a method of the own class',
      `export class A { #plan(u: any) { return { plan: u.plan } } go(u: any) { cio.identify('1', this.#plan(u)) } }`,
      'harmless',
    ],
    [
      'nested calls of one mapper',
      mapped(
        `const toAttributes = (u: any, extra: any = {}) => ({ plan: u.plan, ...extra })`,
        'cio.identify(id, toAttributes(user, toAttributes(user, { seats: 1 })))',
      ),
      'harmless',
    ],
    [
      'a callback',
      mapped('', 'cio.identify(id, { list: user.list.map((item) => ({ sku: item.sku })) })'),
      'harmless',
    ],
    [
      'a named callback',
      mapped(
        'const toItem = (item: any) => ({ sku: item.sku })',
        'cio.identify(id, { list: user.list.map(toItem) })',
      ),
      'harmless',
    ],
    [
      'a builder of events',
      mapped(
        `const build = (u: any) => ({ name: 'x', data: { plan: u.plan } })`,
        'cio.track(id, build(user))',
      ),
      'harmless',
    ],
    [
      'a builder of requests',
      mapped(
        `const build = (u: any) => new SendEmailRequest({ to: u.email, message_data: { plan: u.plan } } as any)`,
        'api.sendEmail(build(user))',
      ),
      'harmless',
    ],
    [
      'a class of attributes',
      mapped(
        `class Attributes { plan: string; constructor(u: any) { this.plan = u.plan } }`,
        'cio.identify(id, new Attributes(user))',
      ),
      'harmless',
    ],
    [
      'a class with parameter properties',
      mapped(
        `class Attributes { readonly source = 'web'; constructor(readonly plan: string) {} }`,
        'cio.identify(id, new Attributes(user.plan))',
      ),
      'harmless',
    ],
  ])
})

describe('a mapper that lets more through', () => {
  checkVerdicts([
    [
      'a sensitive key',
      mapped(`const toAttributes = (u: any) => ({ plan: u.plan, ssn: u.x })`),
      'raw: sensitive-key ssn',
    ],
    [
      'a sensitive value',
      mapped(`const toAttributes = (u: any) => ({ plan: u.ssn })`),
      'raw: sensitive-value ssn',
    ],
    ['its argument', mapped(`const toAttributes = (u: any) => u`), 'raw: record user'],
    ['a copy of its argument', mapped(`const toAttributes = (u: any) => ({ ...u })`), 'raw: record user'],
    [
      'what it does not delete',
      mapped(`function toAttributes(u: any) { const { password, ...rest } = u; return rest }`),
      'raw: record user',
    ],
    [
      'an extra argument',
      mapped(
        `const toAttributes = (u: any, extra: any = {}) => ({ plan: u.plan, ...extra })`,
        'cio.identify(id, toAttributes(user, user))',
      ),
      'raw: record user',
    ],
    [
      'an extra argument, deeper',
      mapped(
        `const toAttributes = (u: any, extra: any = {}) => ({ plan: u.plan, ...extra })`,
        'cio.identify(id, toAttributes(user, toAttributes(user, user)))',
      ),
      'raw: record user',
    ],
    [
      'one of two functions',
      mapped(`const toAttributes = random ? (u: any) => ({ plan: u.plan }) : (u: any) => u`),
      'raw: record user',
    ],
    [
      'a given sensitive key',
      mapped(
        `function pick(from: any, keys: string[]) { const out: any = {}; for (const key of keys) out[key] = from[key]; return out }\nconst toAttributes = (u: any) => pick(u, ['plan', 'ssn'])`,
      ),
      'raw: sensitive-key ssn',
    ],
    [
      'itself at the end',
      mapped(`function toAttributes(u: any, n = 3): any { return n === 0 ? u : toAttributes(u, n - 1) }`),
      'raw: record user',
    ],
    [
      'a generator',
      mapped(
        `function* each(u: any) { yield u }`,
        '(async () => { for (const one of each(user)) cio.identify(id, one) })()',
      ),
      'raw: record',
    ],
    ['a function of another file', mapped(`import { toAttributes } from './elsewhere'`), 'raw: record'],
    [
      'a builder of events',
      mapped(`const build = (u: any) => ({ name: 'x', data: u })`, 'cio.track(id, build(user))'),
      'raw: record user',
    ],
    [
      'a builder of requests',
      mapped(
        `const build = (u: any) => new SendEmailRequest({ message_data: { ...u } } as any)`,
        'api.sendEmail(build(user))',
      ),
      'raw: record user',
    ],
    [
      'a class of attributes',
      mapped(
        `class Attributes { ssn: string; constructor(u: any) { this.ssn = u.x } }`,
        'cio.identify(id, new Attributes(user))',
      ),
      'raw: sensitive-key ssn',
    ],
    [
      'a class that inherits',
      mapped(`class Attributes extends Base { plan = 1 }`, 'cio.identify(id, new Attributes(user))'),
      'raw: record',
    ],
    [
      'arguments that are spread',
      mapped(`const toAttributes = (u: any) => u`, 'cio.identify(id, toAttributes(...user))'),
      'raw: record',
    ],
  ])
})

describe('a forwarder', () => {
  const forwarder = `function send(id: string, data: any) { return cio.identify(id, data) }`
  const verdictOf = (sample: string): string => verdictsIn(sample)[0] ?? ''

  it.each([
    [
      'is silent when every call hands it harmless data',
      `${forwarder}\nsend('1', { plan: 1 })\nsend('2', {})`,
      'harmless',
    ],
    [
      'is silent when every call hands it sanitized data',
      `${forwarder}\nsend('1', sanitizeAttributes(random))`,
      'sanitized',
    ],
    [
      'is silent when its callers are',
      `const outer = (data: any) => send('1', data)\n${forwarder}\nouter({ plan: 1 })`,
      'harmless',
    ],
    [
      'is raw when one call hands it raw data',
      `${forwarder}\nsend('1', { plan: 1 })\nsend('2', random.user)`,
      'raw: record data',
    ],
    ['is raw when it is exported', `export ${forwarder}\nsend('1', { plan: 1 })`, 'raw: record data'],
    [
      'is raw when it is exported below',
      `${forwarder}\nsend('1', { plan: 1 })\nexport { send }`,
      'raw: record data',
    ],
    ['is raw when it is handed on', `${forwarder}\nsend('1', { plan: 1 })\nuse(send)`, 'raw: record data'],
    ['is raw when nobody calls it', forwarder, 'raw: record data'],
    ['is raw when its arguments are spread', `${forwarder}\nsend(...random)`, 'raw: record data'],
    ['is silent about arguments that are left out', `${forwarder}\nsend('1')`, 'absent'],
    [
      'takes rest parameters',
      `function send(...args: any[]) { return cio.identify(args[0], args[1]) }\nsend('1', { plan: 1 })`,
      'harmless',
    ],
  ])('%s', (_situation, sample, verdict) => {
    expect(verdictOf(sample)).toBe(verdict)
  })

  it.each([
    [
      'a private method',
      `export class A { #send(data: any) { return cio.identify('1', data) } go() { this.#send({ plan: 1 }) } }`,
      'harmless',
    ],
    [
      'a private method with a raw call',
      `export class A { go(user: any) { this.#send(user) } #send(data: any) { return cio.identify('1', data) } }`,
      'raw: record data',
    ],
    [
      'a method that TypeScript keeps private',
      `export class A { go() { this.send({ plan: 1 }) } private send(data: any) { return cio.identify('1', data) } }`,
      'harmless',
    ],
    [
      'a private method that is handed on',
      `export class A { go() { this.#send({ plan: 1 }); on('x', this.#send) } #send(data: any) { return cio.identify('1', data) } }`,
      'raw: record data',
    ],
    [
      'a public method',
      `export class A { go() { this.send({ plan: 1 }) } send(data: any) { return cio.identify('1', data) } }`,
      'raw: record data',
    ],
  ])('in a class: %s', (_situation, sample, verdict) => {
    expect(verdictOf(sample)).toBe(verdict)
  })

  it('reads only harmless leaves of what it is given', () => {
    expect(
      verdictsIn(`export const f = (id: string, { plan, ...rest }: any) => cio.identify(id, { plan })`),
    ).toEqual(['harmless'])
    expect(verdictsIn(`export const f = (id: string, phone: string) => cio.identify(id, { phone })`)).toEqual(
      ['raw: sensitive-key phone'],
    )
  })
})
