import { requireSanitizedAttributes as rule } from '../../src/rules/require-sanitized-attributes.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const track = code`
  import { TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
`
const app = code`
  import { APIClient, SendEmailRequest } from 'customerio-node'
  const api = new APIClient(process.env.APP_KEY)
`
const pipelines = code`
  import { PipelinesClient } from 'customerio-node'
  const cdp = new PipelinesClient(process.env.WRITE_KEY)
`

/** The sample behind its head, to which the import is added. */
const repaired = (head: string, body: string): string => {
  const [first = '', ...others] = head.split('\n')
  return [
    first,
    `import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'`,
    ...others,
    body,
  ].join('\n')
}

/** A sample of one line, its squiggle, and its repair. */
function sample(head: string, line: string, reported: string, repair: string, before = '') {
  const column = before === '' ? line.lastIndexOf(reported) : line.indexOf(reported, line.indexOf(before))
  const squiggle = `${' '.repeat(column)}${'~'.repeat(reported.length)} [unsanitized]`
  return {
    code: `${head}\n${line}\n${squiggle}`,
    suggestions: [
      { messageId: 'sanitize', output: repaired(head, repair), data: { callee: 'sanitizeAttributes' } },
    ] as const,
  }
}

inBothModes(rule, {
  valid: [],
  invalid: [
    {
      name: 'a telephone number, which SMS needs',
      code: code`
        ${track}
        cio.identify(user.id, { email: user.email, phone: user.phone })
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [sensitiveField]
      `,
      suggestions: [
        {
          messageId: 'sanitize',
          output: repaired(
            track,
            `cio.identify(user.id, sanitizeAttributes({ email: user.email, phone: user.phone }))`,
          ),
        },
        {
          messageId: 'sanitizeKeepingPhone',
          output: repaired(
            track,
            `cio.identify(user.id, sanitizeAttributes({ email: user.email, phone: user.phone }, { keep: ['phone'] }))`,
          ),
        },
      ],
    },
    {
      name: 'a telephone number in a written type, beside the lists of the settings',
      code: code`
        ${track}
        export const f = (user: { plan: string; phone: string }) => cio.identify('1', user)
                                                                                      ~~~~ [sensitiveField]
      `,
      settings: { customerio: { sensitiveFields: { hash: ['nick'] } } },
      suggestions: [
        {
          messageId: 'sanitize',
          output: repaired(
            track,
            `export const f = (user: { plan: string; phone: string }) => cio.identify('1', sanitizeAttributes(user, { hash: ['nick'] }))`,
          ),
        },
        {
          messageId: 'sanitizeKeepingPhone',
          output: repaired(
            track,
            `export const f = (user: { plan: string; phone: string }) => cio.identify('1', sanitizeAttributes(user, { hash: ['nick'], keep: ['phone'] }))`,
          ),
        },
      ],
    },
    {
      name: 'a code and a telephone number in a message',
      code: code`
        ${app}
        api.sendEmail(new SendEmailRequest({ to, message_data: { otp: user.otp, phone: user.phone } }))
                                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [sensitiveField]
      `,
      suggestions: [
        {
          messageId: 'sanitize',
          output: repaired(
            app,
            `api.sendEmail(new SendEmailRequest({ to, message_data: sanitizeAttributes({ otp: user.otp, phone: user.phone }, { keep: ['otp'] }) }))`,
          ),
        },
        {
          messageId: 'sanitizeKeepingPhone',
          output: repaired(
            app,
            `api.sendEmail(new SendEmailRequest({ to, message_data: sanitizeAttributes({ otp: user.otp, phone: user.phone }, { keep: ['otp', 'phone'] }) }))`,
          ),
        },
      ],
    },
    {
      name: 'the unknown data of a message',
      ...sample(
        app,
        `api.sendEmail(new SendEmailRequest({ to, message_data: req.body }))`,
        'req.body',
        `api.sendEmail(new SendEmailRequest({ to, message_data: sanitizeAttributes(req.body) }))`,
      ),
    },
    {
      name: 'an unknown event',
      ...sample(
        track,
        `export const f = (event) => cio.track('1', event)`,
        'event',
        `export const f = (event) => cio.track('1', { ...event, data: sanitizeAttributes(event.data) })`,
      ),
    },
    {
      name: 'an unknown event as a property in shorthand',
      ...sample(
        track,
        `export const f = (attributes) => cio.batch([{ type: 'person', ...attributes }])`,
        'attributes',
        `export const f = (attributes) => cio.batch([{ type: 'person', ...attributes, attributes: sanitizeAttributes(attributes?.attributes) }])`,
      ),
    },
    {
      name: 'an unknown event or another',
      ...sample(
        track,
        `export const f = (event) => cio.track('1', event ?? { name: 'x' })`,
        'event',
        `export const f = (event) => cio.track('1', (event && { ...event, data: sanitizeAttributes(event.data) }) ?? { name: 'x' })`,
        `'1', `,
      ),
    },
    {
      name: 'an unknown event in a member, cast',
      ...sample(
        track,
        `export const f = (req) => cio.track('1', req.event as any)`,
        'req.event as any',
        `export const f = (req) => cio.track('1', { ...(req.event as any), data: sanitizeAttributes((req.event as any).data) })`,
      ),
    },
    {
      name: 'an event spread into the envelope, which may be undefined',
      ...sample(
        track,
        `export const f = (event) => cio.track('1', { name: 'x', ...event })`,
        'event',
        `export const f = (event) => cio.track('1', { name: 'x', ...event, data: sanitizeAttributes(event?.data) })`,
      ),
    },
    {
      name: 'unknown rows',
      ...sample(
        app,
        `export const f = (rows) => api.updateCollectionContent(1, rows)`,
        'rows',
        `export const f = (rows) => api.updateCollectionContent(1, rows.map((row) => sanitizeAttributes(row)))`,
      ),
    },
    {
      name: 'unknown rows where the name of a row is taken',
      ...sample(
        app,
        `export const f = (rows, row) => api.createCollection({ name: row, data: [...rows] })`,
        'rows',
        `export const f = (rows, row) => api.createCollection({ name: row, data: [...rows.map((item) => sanitizeAttributes(item))] })`,
      ),
    },
    {
      name: 'unknown rows or none',
      ...sample(
        app,
        `export const f = (rows) => api.updateCollectionContent(1, rows ?? [])`,
        'rows',
        `export const f = (rows) => api.updateCollectionContent(1, rows?.map((row) => sanitizeAttributes(row)) ?? [])`,
      ),
    },
    {
      name: 'rows that must be awaited',
      ...sample(
        app,
        `export const f = async () => api.updateCollectionContent(1, await load())`,
        'await load()',
        `export const f = async () => api.updateCollectionContent(1, (await load()).map((row) => sanitizeAttributes(row)))`,
      ),
    },
    {
      name: 'an unknown collection',
      ...sample(
        app,
        `export const f = (collection) => api.createCollection(collection)`,
        'collection',
        `export const f = (collection) => api.createCollection({ ...collection, data: collection.data?.map((row) => sanitizeAttributes(row)) })`,
      ),
    },
    {
      name: 'unknown operations',
      ...sample(
        track,
        `export const f = (operations) => cio.batch(operations)`,
        'operations',
        `export const f = (operations) => cio.batch(operations.map((row) => ({ ...row, attributes: sanitizeAttributes(row.attributes) })))`,
      ),
    },
    {
      name: 'operations that a function of the file makes',
      ...sample(
        `${track}\nconst toOperation = (user) => ({ type: 'person', attributes: user })`,
        `export const f = (users) => cio.batch(users.map(toOperation))`,
        'users.map(toOperation)',
        `export const f = (users) => cio.batch(users.map(toOperation).map((row) => ({ ...row, attributes: sanitizeAttributes(row.attributes) })))`,
      ),
    },
    {
      name: 'an unknown message',
      ...sample(
        pipelines,
        `export const f = (message) => cdp.identify(message)`,
        'message',
        `export const f = (message) => cdp.identify({ ...message, traits: sanitizeAttributes(message.traits) })`,
      ),
    },
    {
      name: 'unknown messages, which have traits or properties',
      ...sample(
        pipelines,
        `export const f = (messages) => cdp.batch(messages)`,
        'messages',
        `export const f = (messages) => cdp.batch(messages.map((row) => ({ ...row, traits: row.traits && sanitizeAttributes(row.traits), properties: row.properties && sanitizeAttributes(row.properties) })))`,
      ),
    },
    {
      name: 'data that must fit a written type',
      ...sample(
        track,
        `export const f = (user: User) => cio.track('1', { name: 'x', data: user } satisfies UserEvent)`,
        'user',
        `export const f = (user: User) => cio.track('1', { name: 'x', data: sanitizeAttributes(user) } satisfies UserEvent)`,
      ),
    },
    {
      name: 'the body of a request that may be any operation',
      ...sample(
        `import axios from 'axios'`,
        'export const call = (path, body) => axios.post(`https://track.customer.io/api/v1${path}`, body)',
        'body',
        'export const call = (path, body) => axios.post(`https://track.customer.io/api/v1${path}`, sanitizeAttributes(body))',
      ),
    },
    {
      name: 'envelopes that cannot be opened twice, and arguments that are spread',
      code: code`
        ${track}
        export const f = (user) => cio.track('1', build(user))
                                                  ~~~~~~~~~~~ [unsanitized]
        export const g = (...args) => cio.identify(...args)
                                                      ~~~~ [unsanitized]
      `,
    },
  ],
})
