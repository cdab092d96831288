// What do the types that the code writes down say of a payload?
import { describe, expect, it } from 'vitest'

import { analysedSample } from '../../support/analysed-sample.ts'
import { checkVerdicts, judgedIn } from '../../support/judged-payloads.ts'

const types = `
  interface Seat { plan: string; seats: number; nested: { at: Date; on?: boolean | null } }
  interface Bad { plan: string; ssn: string }
  interface Tree { plan: string; children: Tree[] }
  type Either = { plan: string } | { seats: number }
  type Row = Record<string, unknown>
  class Account { plan = 'free'; seats = 1; private secret = 'x' }
  enum Tier { Free, Pro }
`
const typed = (type: string, expression = 'data'): string =>
  `${types}\nexport async function f(id: string, data: ${type}, anything: any) { cio.identify(id, ${expression}) }`

const parameters = (verdict: string, list: readonly string[]) =>
  checkVerdicts(list.map((type) => [type, typed(type), verdict] as const))

describe('the type of a parameter', () => {
  parameters('harmless', [
    'Seat',
    'Seat | null',
    'Partial<Seat>',
    'Readonly<Seat>',
    `Pick<Bad, 'plan'>`,
    `Omit<Bad, 'ssn'>`,
    'Either',
    'Tree',
    'Account',
    '{ plan: string }',
    '{ plan: string } & { seats: number }',
    '{ tier: Tier; list: string[]; map: { a: Date } }',
    `Record<'plan' | 'tier', string>`,
    '{ contact: { plan: string } }',
    '{ has_ssn: boolean; ssn: boolean }',
    '{ run(): void; plan: string }',
  ])
  parameters('raw: sensitive-type ssn', [
    'Bad',
    'Partial<Bad>',
    'Bad | null',
    'Bad | Seat',
    '{ deep: { deeper: Bad } }',
    '{ list: Bad[] }',
    `Pick<Bad, 'ssn'>`,
    'Bad & Seat',
  ])
  parameters('raw: record', [
    '{ [key: string]: string }',
    '{ plan: string; [key: string]: string }',
    '{ plan: string } & Record<string, unknown>',
  ])
  parameters(
    'raw: record data',
    ['any', 'unknown', 'object', 'Row', 'Imported'].filter((type) => !['object', 'Row'].includes(type)),
  )
  parameters('raw: record contact', ['{ contact: Imported }'])
  parameters('raw: record meta', [
    '{ plan: string; meta: any }',
    '{ plan: string; meta?: unknown }',
    '{ plan: string; meta: object | null }',
    '{ plan: string; deep: { meta: any[] } }',
  ])
  parameters('harmless', ['{ plan: string; price: Imported }'])
  checkVerdicts([
    [
      'a type parameter is only a lower bound',
      `${types}\nexport const f = <T extends { id: string }>(id: string, data: T) => cio.identify(id, data)`,
      'raw: record data',
    ],
    [
      'a type of another file',
      `import type { Dto } from './dto'\nexport const f = (id: string, data: Dto) => cio.identify(id, data)`,
      'raw: record data',
    ],
    ['a property of it', typed('{ attributes: Seat; other: Bad }', 'data.attributes'), 'harmless'],
    [
      'a sensitive property of it',
      typed('{ attributes: Seat; other: Bad }', 'data.other'),
      'raw: sensitive-type ssn',
    ],
    ['a spread of it', typed('Seat', '{ ...data, extra: 1 }'), 'harmless'],
    ['a spread of a bad one', typed('Bad', '{ ...data, extra: 1 }'), 'raw: sensitive-type ssn'],
    ['a value of it', typed('{ contact: Seat }', '{ contact: data.contact }'), 'harmless'],
    ['a bad value of it', typed('{ contact: Bad }', '{ contact: data.contact }'), 'raw: sensitive-type ssn'],
    [
      'elements of it',
      `${types}\nexport const f = (all: Seat[]) => all.map((one) => cio.identify('1', one))`,
      'harmless',
    ],
    [
      'destructured',
      `${types}\nexport const f = ({ seat }: { seat: Seat }) => cio.identify('1', seat)`,
      'harmless',
    ],
    [
      'destructured without the bad',
      `${types}\nexport const f = ({ ssn, ...rest }: Bad) => cio.identify('1', rest)`,
      'harmless',
    ],
    [
      'destructured with the bad',
      `${types}\nexport const f = ({ plan, ...rest }: Bad) => cio.identify('1', rest)`,
      'raw: sensitive-type ssn',
    ],
    [
      'an envelope',
      `${types}\nexport const f = (event: { name: string; data: Seat }) => cio.track('1', event)`,
      'harmless',
    ],
    [
      'a bad envelope',
      `${types}\nexport const f = (event: { name: string; data: Bad }) => cio.track('1', event)`,
      'raw: sensitive-type ssn',
    ],
    [
      'an envelope without data',
      `${types}\nexport const f = (event: { name: string }) => cio.track('1', event)`,
      'absent',
    ],
    [
      'JSDoc',
      `/** @param {string} id @param {{ plan: string, seats?: number }} data */\nexport function f(id, data) { cio.identify(id, data) }`,
      'harmless',
    ],
    [
      'JSDoc that allows anything',
      `/** @param {{ plan: string, meta: * }} data */\nexport function f(data) { cio.identify('1', data) }`,
      'raw: record meta',
    ],
    [
      'bad JSDoc',
      `/** @param {string} id @param {{ plan: string, ssn: string }} data */\nexport function f(id, data) { cio.identify(id, data) }`,
      'raw: sensitive-type ssn',
    ],
    [
      'a typedef',
      `/** @typedef {{ plan: string }} Data */\n/** @param {Data} data */\nexport function f(data) { cio.identify('1', data) }`,
      'harmless',
    ],
  ])
})

describe('other written types', () => {
  checkVerdicts([
    ['a cast', typed('any', 'anything as Seat'), 'harmless'],
    ['a cast through unknown', typed('any', 'anything as unknown as Seat'), 'harmless'],
    ['a cast to any', typed('Seat', 'data as any'), 'harmless'],
    ['a cast to a record', typed('unknown', 'data as Record<string, unknown>'), 'raw: record'],
    [
      'a cast that hides what can be seen',
      typed('any', '{ ssn: anything.x } as unknown as Seat'),
      'raw: sensitive-key ssn',
    ],
    ['as const', typed('any', `{ plan: 'x' } as const`), 'harmless'],
    [
      'an annotated variable',
      typed('any', 'await load()').replace(
        'cio.identify(id, await load())',
        'const seat: Seat = await load(); cio.identify(id, seat)',
      ),
      'harmless',
    ],
    [
      'an annotated variable of which more can be seen',
      typed('any', 'x').replace(
        'cio.identify(id, x)',
        'const seat: Seat = { ...data, ssn: 1 }; cio.identify(id, seat)',
      ),
      'raw: record data, sensitive-key ssn',
    ],
    ['a declared variable', `${types}\ndeclare const seat: Seat\ncio.identify('1', seat)`, 'harmless'],
    [
      'a declared bad variable',
      `${types}\ndeclare const bad: Bad\ncio.identify('1', bad)`,
      'raw: sensitive-type ssn',
    ],
    [
      'a declared function',
      `${types}\ndeclare function find(id: string): Promise<Seat>\nasync function f() { cio.identify('1', await find('1')) }`,
      'harmless',
    ],
    [
      'a function with a result type',
      `${types}\nasync function find(): Promise<Seat> { return lookup() }\nasync function f() { cio.identify('1', await find()) }`,
      'harmless',
    ],
    [
      'a bad result type',
      `${types}\nasync function find(): Promise<Bad> { return lookup() }\nasync function f() { cio.identify('1', await find()) }`,
      'raw: sensitive-type ssn',
    ],
    ['a field', `${types}\nclass A { seat!: Seat; go() { cio.identify('1', this.seat) } }`, 'harmless'],
    [
      'a bad field',
      `${types}\nclass A { bad!: Bad; go() { cio.identify('1', this.bad) } }`,
      'raw: sensitive-type ssn',
    ],
    [
      'values before types',
      `${types}\nconst seat: Bad = { plan: 'x' } as Bad\ncio.identify('1', seat)`,
      'harmless',
    ],
  ])
})

it('tells the properties of a type', () => {
  const [verdict] = judgedIn(typed('{ plan: string; phone: string; deep: { otp: string } }'))
  expect([...(verdict?.keys ?? [])].sort()).toEqual(['deep', 'otp', 'phone', 'plan'])
  expect(verdict?.faults.map(({ name }) => name)).toEqual(['phone', 'otp'])
})

it('knows the codes of a message by their type, too', () => {
  const { file, callsAt } = analysedSample(`
    import { APIClient, SendEmailRequest } from 'customerio-node'
    export const f = (api: APIClient, data: { otp: string; reset_link: string; name: string }) =>
      /* call */ api.sendEmail(new SendEmailRequest({ to: 'x', message_data: data } as any))
  `)
  const verdicts = callsAt('call').flatMap((node) => {
    const call = file.callAt(node)
    return call ? file.payloadsOf(call).map((payload) => file.verdictOf(payload).state) : []
  })
  expect(verdicts).toEqual(['harmless'])
})
