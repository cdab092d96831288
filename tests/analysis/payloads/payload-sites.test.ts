// Where exactly does the data of a call sit, through envelopes that are built earlier?
import { describe, expect, it } from 'vitest'

import type { AnalysedOptions } from '../../support/analysed-sample.ts'
import { analysedSample } from '../../support/analysed-sample.ts'

const prelude = `
  import { TrackClient, APIClient, PipelinesClient, SendEmailRequest, SendPushRequest } from 'customerio-node'
  import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
  import { CustomerIO } from 'customerio-reactnative'
  declare const cio: TrackClient
  declare const api: APIClient
  declare const cdp: PipelinesClient
  const browser = AnalyticsBrowser.load({ writeKey })
`

/** Each payload as `slot: text`, with the path that remains to be read from the text. */
function sitesIn(sample: string, options: AnalysedOptions = {}): readonly string[] {
  const { file, code } = analysedSample(prelude + sample, options)
  const calls = file.tracer.index.calls.flatMap((node) =>
    node.type === 'CallExpression' ? (file.callAt(node) ?? []) : [],
  )
  return calls.flatMap((call) =>
    file.payloadsOf(call).map(({ node, path, slot }) => {
      const text = code.textOf(node).replaceAll(/\s+/g, ' ')
      return [`${slot}: ${text}`, ...path].join(' . ')
    }),
  )
}

function check(samples: readonly (readonly [situation: string, sample: string, ...sites: string[]])[]): void {
  it.each(samples.map(([situation, sample, ...sites]) => [situation, sample, sites] as const))(
    '%s',
    (_situation, sample, sites) => {
      expect(sitesIn(sample)).toEqual(sites)
    },
  )
}

describe('the positions of the table', () => {
  check([
    ['an argument', `cio.identify(id, attrs)`, 'attributes: attrs'],
    ['no argument', `cio.identify(id)`],
    ['a property', `cio.track(id, { name: 'x', data: values })`, 'event-data: values'],
    ['no property', `cio.track(id, { name: 'x' })`],
    ['shorthand', `cio.track(id, { name, data })`, 'event-data: data'],
    ['a quoted key', `cio.track(id, { name, 'data': values })`, 'event-data: values'],
    ['the later of two', `cio.track(id, { data: first, data: second })`, 'event-data: second'],
    ['a getter', `cio.track(id, { name, get data() { return user } })`, 'event-data: user'],
    [
      'several',
      `api.sendPush(new SendPushRequest({ message_data: a, custom_data: b, custom_payload: c }))`,
      'message-data: a',
      'custom-data: b',
      'custom-data: c',
    ],
    [
      'deeper',
      `cdp.identify({ userId, traits: a, context: { ip, traits: b } })`,
      'traits: a',
      'context-traits: b',
    ],
    [
      'elements',
      `cio.batch([{ attributes: a }, { attributes: b, device: { attributes: c } }])`,
      'attributes: a',
      'attributes: b',
      'device-attributes: c',
    ],
    ['rows', `api.createCollection({ name, data: [a, b] })`, 'rows: a', 'rows: b'],
    ['rows of a variable', `api.updateCollectionContent(id, rows)`, 'rows: rows . *'],
    [
      'of broadcasts',
      `api.triggerBroadcast(1, a, { per_user_data: [{ id, data: b }] })`,
      'broadcast-data: a',
      'broadcast-data: b',
    ],
    [
      'relationships',
      `cio.entity({ cio_relationships: [{ identifiers, relationship_attributes: a }] })`,
      'relationship-attributes: a',
    ],
    ['the old form of trackAnonymous', `cio.trackAnonymous({ name, data: a })`, 'event-data: a'],
    ['the new form of trackAnonymous', `cio.trackAnonymous(id, { name, data: a })`, 'event-data: a'],
    [
      'of React Native',
      `CustomerIO.identify({ userId, traits: a })\nCustomerIO.identify('id', b)`,
      'traits: a',
      'attributes: b',
    ],
  ])
})

describe('arguments that may be left out', () => {
  check([
    ['id and traits', `browser.identify(id, values)`, 'traits: values'],
    ['traits alone', `browser.identify({ plan })`, 'traits: { plan }'],
    [
      'a record alone',
      `browser.identify(user)\nbrowser.identify(req.body)`,
      'traits: user',
      'traits: req.body',
    ],
    ['an id alone', `browser.identify(id)\nbrowser.identify(user.id)`],
    ['category, name and properties', `browser.page('a', 'b', values)`, 'properties: values'],
    ['name and properties', `browser.page('a', { plan })`, 'properties: { plan }'],
    ['names alone', `browser.page('a', 'b')\nbrowser.page()`],
    ['properties alone, by their name', `browser.page(properties)`, 'properties: properties'],
    [
      'properties and traits alone, by their type',
      `interface Seen { plan: string }
      export const seen = (props: Seen, more?: { plan: string } | null, any: Record<string, unknown> = {}) => {
        browser.page(props)
        browser.screen('Home', more)
        browser.identify(any)
      }`,
      'properties: props',
      'properties: more',
      'traits: any',
    ],
    [
      'a text under the name of a record, a callback, and what may be a text',
      `export const seen = (details: string, done: () => void, either: string | object, some: any) => {
        browser.page(details)
        browser.page(done)
        browser.page(either)
        browser.identify(some)
      }`,
    ],
    ['an object form', `browser.track({ event: 'x', properties: values })`, 'properties: values'],
    ['options', `browser.identify(id, a, { context: { traits: b } })`, 'traits: a', 'context-traits: b'],
  ])
})

describe('envelopes built earlier', () => {
  check([
    ['a const', `const event = { name: 'x', data: user }\ncio.track(id, event)`, 'event-data: user'],
    [
      'an alias',
      `const event = { name: 'x', data: user }\nconst same = event\ncio.track(id, same)`,
      'event-data: user',
    ],
    ['a condition', `cio.track(id, x ? { data: a } : { data: b })`, 'event-data: a', 'event-data: b'],
    ['alternatives', `cio.track(id, x ?? { data: b })`, 'event-data: x . data', 'event-data: b'],
    ['a guard', `cio.track(id, x && { data: b })`, 'event-data: b'],
    [
      'a let with two values',
      `let event = { data: a }\nif (x) event = { data: b }\ncio.track(id, event)`,
      'event-data: a',
      'event-data: b',
    ],
    [
      'a let that is replaced',
      `let event = { data: a }\nevent = { data: b }\ncio.track(id, event)`,
      'event-data: b',
    ],
    [
      'a property written later',
      `const event: any = { name: 'x' }\nevent.data = user\ncio.track(id, event)`,
      'event-data: user',
    ],
    [
      'a request whose message is changed',
      `const request = new SendEmailRequest({ to, message_data: { plan } })\nrequest.message.message_data = user\napi.sendEmail(request)`,
      'message-data: { plan }',
      'message-data: user',
    ],
    [
      'a request whose message is filled',
      `const request = new SendEmailRequest({ to })\nrequest.message.message_data = user\napi.sendEmail(request)`,
      'message-data: user',
    ],
    [
      'a property overwritten',
      `const event: any = { name: 'x', data: a }\nevent.data = b\ncio.track(id, event)`,
      'event-data: b',
    ],
    [
      'a property perhaps overwritten',
      `const event: any = { name: 'x', data: a }\nif (x) event.data = b\ncio.track(id, event)`,
      'event-data: a',
      'event-data: b',
    ],
    [
      'a property written too late',
      `const event: any = { name: 'x' }\ncio.track(id, event)\nevent.data = user`,
    ],
    [
      'a part written later',
      `const event: any = { name: 'x', data: {} }\nevent.data.ssn = 1\ncio.track(id, event)`,
      'event-data: event . data',
    ],
    ['a spread', `const base = { data: a }\ncio.track(id, { ...base, name: 'x' })`, 'event-data: a'],
    ['an unknown spread', `cio.track(id, { name: 'x', ...event })`, 'event-data: event . data'],
    ['an overridden spread', `cio.track(id, { ...event, data: a })`, 'event-data: a'],
    [
      'a spread that may override',
      `cio.track(id, { data: a, ...event })`,
      'event-data: event . data',
      'event-data: a',
    ],
    [
      'a request',
      `const request = new SendEmailRequest({ to, message_data: user })\napi.sendEmail(request)`,
      'message-data: user',
    ],
    [
      'options of a request',
      `const options = { to, message_data: user }\napi.sendEmail(new SendEmailRequest(options))`,
      'message-data: user',
    ],
    ['a request of nothing', `api.sendEmail(new SendEmailRequest())`],
    [
      'another class',
      `api.sendEmail(new OwnRequest({ message_data: user }))`,
      'message-data: new OwnRequest({ message_data: user }) . message_data',
    ],
    [
      'casts',
      `cio.track(id, { data: user as any } as any)\ncio.track(id, ({ data: user })!)`,
      'event-data: user as any',
      'event-data: user',
    ],
    [
      'awaited',
      `async function f() { const event = await Promise.resolve(1); cio.track(id, await event) }`,
      'event-data: await Promise.resolve(1) . data',
    ],
    [
      'the same data twice',
      `const data = user\ncio.track(id, x ? { data } : { data })`,
      'event-data: data',
      'event-data: data',
    ],
    ['text instead of an envelope', `cio.track(id, 'x')`],
    ['nothing', `cio.track(id, undefined)`],
  ])
})

/** What an unknown list of operations may hold. */
const unknownOperations = (text: string): string[] => [
  `attributes: ${text} . * . attributes`,
  `device-attributes: ${text} . * . device . attributes`,
  `relationship-attributes: ${text} . * . cio_relationships . * . relationship_attributes`,
]

describe('lists built earlier', () => {
  check([
    ['a const', `const ops = [{ attributes: a }]\ncio.batch(ops)`, 'attributes: a'],
    ['map with a callback', `cio.batch(users.map((u) => ({ attributes: u })))`, 'attributes: u'],
    ['map with a block', `cio.batch(users.map((u) => { return { attributes: u } }))`, 'attributes: u'],
    [
      'map with a function',
      `cio.batch(users.map(toOperation))`,
      ...unknownOperations('users.map(toOperation)'),
    ],
    [
      'push',
      `const ops: any[] = []\nfor (const u of users) ops.push({ attributes: u })\ncio.batch(ops)`,
      'attributes: u',
    ],
    [
      'push of a list',
      `const ops: any[] = []\nops.push(...users)\ncio.batch(ops)`,
      ...unknownOperations('ops'),
    ],
    [
      'a spread',
      `cio.batch([...ops, { attributes: a }])`,
      'attributes: ops . * . attributes',
      'attributes: a',
      ...unknownOperations('ops').slice(1),
    ],
    ['a hole', `cio.batch([, { attributes: a }])`, 'attributes: a'],
    [
      'another method',
      `cio.batch(users.filter((u) => u.x))`,
      ...unknownOperations('users.filter((u) => u.x)'),
    ],
  ])
})

describe('what cannot be opened', () => {
  check([
    ['a parameter', `const f = (event) => cio.track(id, event)`, 'event-data: event . data'],
    ['destructured', `const { event } = req\ncio.track(id, event)`, 'event-data: event . data'],
    ['a loop variable', `for (const event of events) cio.track(id, event)`, 'event-data: event . data'],
    ['a member', `cio.track(id, this.event)`, 'event-data: this.event . data'],
    ['a call', `cio.track(id, build(user))`, 'event-data: build(user) . data'],
    ['an import', `import { event } from './events'\ncio.track(id, event)`, 'event-data: event . data'],
    ['itself', `let event: any = { ...event, name: 'x' }\ncio.track(id, event)`],
  ])
  it('is an unknown message once for each kind of data', () => {
    expect(sitesIn(`const f = (message) => cdp.batch(message)`)).toEqual([
      'traits: message . * . traits',
      'context-traits: message . * . context . traits',
      'properties: message . * . properties',
    ])
  })
})

describe('arguments that are spread', () => {
  check([
    ['a list', `const args = [id, user]\ncio.identify(...args)`, 'attributes: user'],
    ['behind another argument', `const args = [user]\ncio.identify(id, ...args)`, 'attributes: user'],
    ['an unknown list', `const f = (...args) => cio.identify(...args)`, 'attributes: args . 1'],
    [
      'an unknown list of events',
      `const f = (...args) => cio.track(id, ...args)`,
      'event-data: args . 0 . data',
    ],
    ['two lists', `cio.identify(...a, ...b)`],
  ])
})

describe('the queue of a snippet', () => {
  check([
    ['identify', `_cio.push(['identify', { id, plan }])`, 'attributes: { id, plan }'],
    ['track', `window._cio.push(['track', 'x', values])`, 'event-data: values'],
    ['page', `_cio.push(['page', url, values])`, 'properties: values'],
  ])
})
