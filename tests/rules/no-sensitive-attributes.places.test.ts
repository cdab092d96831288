// Which property does the rule report, however the data comes to the call?
import { Linter } from 'eslint'
import { expect, it } from 'vitest'

import { noSensitiveAttributes } from '../../src/rules/no-sensitive-attributes.ts'
import { syntaxOf } from '../support/sample-syntax.ts'

const client = `
  import { APIClient, SendEmailRequest, TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
  const api = new APIClient(process.env.APP_KEY)
`

const samples: readonly (readonly [situation: string, code: string, reported: readonly string[]])[] = [
  ['a value under another name', `cio.identify(id, { ref: user.ssn })`, ['ref: user.ssn']],
  ['a value in a text', 'cio.identify(id, { ref: `no. ${user.ssn}` })', ['ref: `no. ${user.ssn}`']],
  [
    'a value in another form',
    `cio.identify(id, { ref: String(user.ssn).trim() })`,
    ['ref: String(user.ssn).trim()'],
  ],
  ['a value through a constant', `const ref = user.ssn\ncio.identify(id, { ref })`, ['ref']],
  ['a value taken out of a record', `const { ssn: ref } = user\ncio.identify(id, { ref })`, ['ref']],
  ['a default', `cio.identify(id, { ref: user.ref ?? user.ssn })`, ['ref: user.ref ?? user.ssn']],
  ['an object built before', `const data = { cvv: x }\ncio.track(id, { name: 'paid', data })`, ['cvv: x']],
  [
    'a property written later',
    `const a = { plan }\na.ssn = user.ssn\ncio.identify(id, a)`,
    ['a.ssn = user.ssn'],
  ],
  ['a property copied in', `const a = { plan }\nObject.assign(a, { iban })\ncio.identify(id, a)`, ['iban']],
  ['a condition', `cio.identify(id, { plan, ...(user.us && { ssn: user.ssn }) })`, ['ssn: user.ssn']],
  ['a spread of a known object', `const more = { pin: x }\ncio.identify(id, { ...more, plan })`, ['pin: x']],
  [
    'elements of a list',
    `cio.identify(id, { rows: list.map((row) => ({ taxId: row.t })) })`,
    ['taxId: row.t'],
  ],
  [
    'what is true or false by its name: nothing',
    `cio.identify(id, { mobile: user.isMobile, pin: hasPin })`,
    [],
  ],
  [
    'a property that is deleted again: nothing',
    `const a = { plan, ssn: user.ssn }\ndelete a.ssn\ncio.identify(id, a)`,
    [],
  ],
  [
    'a property that is deleted under a condition',
    `const a = { ssn: user.ssn }\nif (user.eu) { delete a.ssn }\ncio.identify(id, a)`,
    ['ssn: user.ssn'],
  ],
  [
    'a property that is deleted too late',
    `const a = { ssn: user.ssn }\ncio.identify(id, a)\ndelete a.ssn`,
    ['ssn: user.ssn'],
  ],
  [
    'a mapper: the argument that it is called in',
    `const toData = (user) => ({ plan: user.plan, ssn: user.ssn })\ncio.identify(id, toData(user))`,
    ['toData(user)'],
  ],
  [
    'a mapper that fills an object',
    `function toData(user) { const data = {}; data.ssn = user.ssn; return data }\ncio.identify(id, toData(user))`,
    ['toData(user)'],
  ],
  [
    'one object sent twice: once',
    `const a = { ssn: user.ssn }\ncio.identify(id, a)\ncio.track(id, { name: 'x', data: a })`,
    ['ssn: user.ssn'],
  ],
  [
    'a card number',
    `cio.identify(id, { note: 'card 4111 1111 1111 1111' })`,
    [`note: 'card 4111 1111 1111 1111'`],
  ],
  ['a card number as a number', `cio.identify(id, { note: 4111111111111111 })`, ['note: 4111111111111111']],
  ['a text in a constant', `const text = '078-05-1120'\ncio.identify(id, { note: text })`, ['note: text']],
  [
    'an IBAN',
    `cio.identify(id, { note: 'DE89 3704 0044 0532 0130 00' })`,
    [`note: 'DE89 3704 0044 0532 0130 00'`],
  ],
  [
    'other credentials in a message',
    message(`{ otp, password: user.p, api_key: x }`),
    ['password: user.p', 'api_key: x'],
  ],
  [
    'raw HTTP',
    `fetch('https://track.customer.io/api/v1/customers/1', { method: 'PUT', body: JSON.stringify({ email, phone }) })`,
    ['phone'],
  ],
  [
    'the caller of a wrapper',
    `export function save(id, data) { return cio.identify(id, { ...data, source: 'api' }) }
     save('1', { plan, ssn: user.ssn })`,
    ['ssn: user.ssn'],
  ],
  [
    'the caller of a wrapper that sanitizes: nothing',
    `import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
     export function save(id, data) { return cio.identify(id, sanitizeAttributes(data)) }
     save('1', { plan, ssn: user.ssn })`,
    [],
  ],
  [
    'raw data beside sanitized data',
    `import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
     cio.identify(id, { ...sanitizeAttributes(user), ssn: user.ssn })`,
    ['ssn: user.ssn'],
  ],
  [
    'a type of the same file',
    `interface User { id: string; passportNumber: string; hasPin: boolean; pin: boolean }
     export const send = (user: User) => cio.identify(user.id, user)`,
    ['user'],
  ],
  [
    'a type that is spread',
    `export const send = (user: { id: string; address: { street: string } }) => cio.identify(user.id, { ...user, plan })`,
    ['user'],
  ],
]

function message(data: string): string {
  return `api.sendEmail(new SendEmailRequest({ to, identifiers: { id }, message_data: ${data} }))`
}

it.each(samples)('%s', (_situation, sample, reported) => {
  expect(reportedIn(client + sample)).toEqual(reported)
})

it('names every sensitive field of a type', () => {
  const [finding] = lint(
    `${client} export const send = (user: { pin: string; ssn: string }) => cio.identify('1', user)`,
  )
  expect(finding?.message).toContain('`pin` and `ssn`')
})

it('never prints a written value', () => {
  const [finding] = lint(`${client} cio.identify(id, { note: '078-05-1120' })`)
  expect(finding?.message).toContain('a social security number')
  expect(finding?.message).not.toContain('078')
})

it.each([
  ['that something else reads', `const a = { ssn: x }\nsave(a)\ncio.identify(id, a)`],
  ['whose value does something', `cio.identify(id, { plan, ssn: count++ })`],
  ['that holds a comment', `cio.identify(id, { plan, ssn: /* why */ x })`],
  ['that a mapper makes', `const toData = (u) => ({ ssn: u.ssn })\ncio.identify(id, toData(user))`],
  ['that is written later', `const a = {}\na.ssn = x\ncio.identify(id, a)`],
])('does not offer to remove a property %s', (_situation, sample) => {
  const [finding] = lint(client + sample)
  expect(finding?.suggestions?.map(({ messageId }) => messageId)).toEqual(['sanitize'])
})

it.each([
  ['the only one', `({ ssn: x })`, `({})`],
  ['the first', `({ ssn: x, plan })`, `({ plan })`],
  ['the last', `({ plan, ssn: x })`, `({ plan })`],
  ['the last before a trailing comma', `({ plan, ssn: x, })`, `({ plan, })`],
  ['with a comment behind it', `({\n  ssn: x, // as asked\n  plan,\n})`, `({\n  // as asked\n  plan,\n})`],
  ['on a line of its own', `({\n  plan,\n  ssn: x\n})`, `({\n  plan,\n})`],
])('removes %s', (_situation, before, after) => {
  const sample = `${client} cio.identify('1', ${before})`
  const fix = lint(sample)[0]?.suggestions?.find(({ messageId }) => messageId === 'removeProperty')?.fix
  if (!fix) throw new Error('No removal is offered.')
  const fixed = sample.slice(0, fix.range[0]) + fix.text + sample.slice(fix.range[1])
  expect(fixed).toBe(`${client} cio.identify('1', ${after})`)
})

function lint(sample: string): Linter.LintMessage[] {
  const { filename, parser } = syntaxOf({ code: sample })
  const config: Linter.Config = {
    files: ['**'],
    languageOptions: { parser },
    plugins: { customerio: { rules: { rule: noSensitiveAttributes as never } } },
    rules: { 'customerio/rule': 'error' },
  }
  return new Linter().verify(sample, config, filename)
}

function reportedIn(sample: string): string[] {
  const lines = sample.split('\n')
  return lint(sample).map(({ line, column, endLine, endColumn, message }) => {
    if (endLine !== line || endColumn === undefined) throw new Error(message)
    return lines[line - 1]?.slice(column - 1, endColumn - 1) ?? ''
  })
}
