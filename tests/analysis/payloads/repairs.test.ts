// What must the sanitizer call of a repair say, and is it certain?
import { describe, expect, it } from 'vitest'

import type { Repair } from '../../../src/analysis/payloads/repairs.ts'
import type { CustomerioSettings } from '../../../src/analysis/settings.ts'
import { analysedSample } from '../../support/analysed-sample.ts'

const prelude = `
  import { TrackClient, APIClient, PipelinesClient, SendEmailRequest } from 'customerio-node'
  declare const cio: TrackClient
  declare const api: APIClient
  declare const cdp: PipelinesClient
`

function repairIn(sample: string, settings?: CustomerioSettings): Repair {
  const { file } = analysedSample(prelude + sample, settings ? { settings } : {})
  for (const node of file.tracer.index.calls) {
    const call = node.type === 'CallExpression' ? file.callAt(node) : null
    const [unproven] = call ? file.unprovenPayloadsOf(call, false) : []
    if (unproven) return file.repairOf(unproven.payload, unproven.verdict)
  }
  throw new Error('The sample needs no repair.')
}

const email = (data: string): string =>
  `const f = (user) => api.sendEmail(new SendEmailRequest({ to: 'x', message_data: ${data} }))`

describe('certain repairs', () => {
  it.each([
    ['a record', `const f = (user) => cio.identify('1', user)`],
    ['a sensitive key', `const f = (user) => cio.identify('1', { ssn: user.x })`],
    ['event data', `const f = (user) => cio.track('1', { name: 'x', data: user })`],
    ['the known data of a message', email(`{ ssn: user.x }`)],
    ['a callback of the call', `const f = (users) => cio.batch(users.map((u) => ({ attributes: u })))`],
    ['a cast to anything', `const f = (user) => cio.track('1', { name: 'x', data: user } as any)`],
    ['a constant', `const f = (user) => cio.track('1', { name: 'x', data: user } as const)`],
    [
      'a variable for anything',
      `const f = (user) => { const event: Record<string, unknown> = { name: 'x', data: user }; cio.track('1', event) }`,
    ],
    [
      'a property of a variable for anything',
      `const f = (user) => { const event: any = {}; event.data = user; cio.track('1', event) }`,
    ],
  ])('wrap %s', (_what, sample) => {
    expect(repairIn(sample)).toEqual({ policy: null, policyKeepingPhone: null, isCertain: true })
  })
})

describe('repairs that a person must choose', () => {
  it.each([
    ['the unknown data of a message', email('user')],
    ['computed keys of a message', email('{ [user.key]: user.value }')],
    ['an unknown event', `const f = (event) => cio.track('1', event)`],
    ['unknown rows', `const f = (rows) => api.updateCollectionContent(1, rows)`],
    [
      'an annotated variable',
      `const f = (user) => { const event: TrackEvent = { name: 'x', data: user }; cio.track('1', event) }`,
    ],
    ['satisfies', `const f = (user) => cio.track('1', { name: 'x', data: user } satisfies TrackEvent)`],
    ['a cast', `const f = (user) => cio.track('1', { name: 'x', data: user } as TrackEvent)`],
    [
      'the typed result of a callback',
      `const f = (users) => cio.batch(users.map((u): Operation => ({ attributes: u })))`,
    ],
    [
      'a property of an annotated variable',
      `const f = (user, event: TrackEvent) => { const own: TrackEvent = { name: 'x' }; own.data = user; cio.track('1', own) }`,
    ],
  ])('wrap %s', (_what, sample) => {
    expect(repairIn(sample)).toMatchObject({ isCertain: false, policyKeepingPhone: null })
  })
})

describe('telephone numbers', () => {
  it.each([
    ['a key', `const f = (user) => cio.identify('1', { phone: user.phone })`],
    ['a key in another spelling', `const f = (user) => cio.identify('1', { PHONE: user.phone })`],
    ['a nested key', `const f = (user) => cio.identify('1', { contact: { phone: user.phone } })`],
    ['a type', `const f = (user: { phone: string }) => cio.identify('1', user)`],
  ])('may be kept: %s', (_what, sample) => {
    expect(repairIn(sample)).toEqual({
      policy: null,
      policyKeepingPhone: { keep: ['phone'] },
      isCertain: false,
    })
  })

  it('are not asked about where they are kept anyway', () => {
    const settings = { sensitiveFields: { keep: ['phone'] } }
    expect(
      repairIn(`const f = (user) => cio.identify('1', { phone: user.phone, ssn: user.x })`, settings),
    ).toMatchObject({
      policyKeepingPhone: null,
      isCertain: true,
    })
  })

  it('are not asked about under other names', () => {
    expect(repairIn(`const f = (user) => cio.identify('1', { work_phone: user.phone })`)).toMatchObject({
      policyKeepingPhone: null,
    })
  })
})

describe('the codes of a message', () => {
  it('are kept', () => {
    expect(repairIn(email(`{ otp: user.otp, reset_link: user.link, ssn: user.x }`))).toEqual({
      policy: { keep: ['otp'] },
      policyKeepingPhone: null,
      isCertain: true,
    })
  })

  it('are kept together with the telephone number', () => {
    expect(repairIn(email(`{ otp: user.otp, phone: user.phone }`))).toEqual({
      policy: { keep: ['otp'] },
      policyKeepingPhone: { keep: ['otp', 'phone'] },
      isCertain: false,
    })
  })

  it('are not kept in events', () => {
    expect(
      repairIn(`const f = (user) => cio.track('1', { name: 'x', data: { otp: user.otp } })`).policy,
    ).toBeNull()
  })
})

describe('the lists of the settings', () => {
  const sensitiveFields = { neverSend: ['score'], hash: ['nick'], keep: ['fax'], maxDepth: 3 }
  const sample = `const f = (user) => cio.identify('1', user)`

  it('are told to our runtime', () => {
    expect(repairIn(sample, { sensitiveFields }).policy).toEqual({
      neverSend: ['score'],
      hash: ['nick'],
      keep: ['fax'],
    })
  })

  it('are joined with what must be kept', () => {
    expect(repairIn(email(`{ otp: user.otp, ssn: user.x }`), { sensitiveFields }).policy).toEqual({
      neverSend: ['score'],
      hash: ['nick'],
      keep: ['fax', 'otp'],
    })
  })

  it("are the own module's business", () => {
    expect(repairIn(sample, { sensitiveFields, importFrom: '@acme/privacy' }).policy).toBeNull()
    expect(
      repairIn(email(`{ otp: user.otp, ssn: user.x }`), { sensitiveFields, importFrom: '@acme/privacy' })
        .policy,
    ).toEqual({ keep: ['otp'] })
  })

  it('say nothing when they are empty', () => {
    expect(repairIn(sample, { sensitiveFields: { keep: [], neverSend: [] } }).policy).toBeNull()
  })
})
