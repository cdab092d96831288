import { requireSanitizedAttributes as rule } from '../../src/rules/require-sanitized-attributes.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const client = code`
  import { TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
`
const fixedClient = code`
  import { TrackClient } from 'customerio-node'
  import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'another vendor',
      code: code`
        import { Analytics } from '@segment/analytics-node' // not customer.io
        const cio = new Analytics({ writeKey: process.env.KEY })
        cio.identify(user.id, user)
      `,
    },
    {
      name: 'a class of the file with such methods',
      code: code`
        class Cio { identify(id, attributes) { return [id, attributes] } }
        new Cio().identify(user.id, user)
      `,
    },
    {
      name: 'a client that is shadowed',
      code: code`
        ${client}
        export const f = (cio) => cio.identify(user.id, user)
      `,
    },
    {
      name: 'methods that carry no data of a person',
      code: code`
        ${client}
        cio.destroy(user.id)
        cio.suppress(user.id)
        cio.trackPageView(user.id, page.url)
        cio.mergeCustomers('id', one, 'id', other)
      `,
    },
    {
      name: 'no data',
      code: code`
        ${client}
        cio.identify(user.id)
        cio.identify(user.id, {})
        cio.track(user.id, { name: 'seen' })
      `,
    },
    {
      name: 'named, harmless fields',
      code: code`
        ${client}
        cio.identify(user.id, { email: user.email, plan: user.plan, created_at: Math.floor(Date.now() / 1000) })
        cio.track(user.id, { name: 'bought', data: { total: order.total, items: order.items.map((item) => item.sku) } })
      `,
    },
    {
      name: 'an allow-list in a function of the file',
      code: code`
        ${client}
        const toAttributes = (user) => ({ email: user.email, plan: user.plan })
        export const f = (user) => cio.identify(user.id, toAttributes(user))
      `,
    },
    {
      name: 'sanitized at the call, earlier, under another name, by a made sanitizer',
      code: code`
        ${client}
        import { sanitizeAttributes, sanitizeAttributes as clean, createSanitizer } from 'eslint-plugin-customerio/runtime'
        const sanitize = createSanitizer({ keep: ['phone'] })
        cio.identify(user.id, sanitizeAttributes(user))
        cio.identify(user.id, clean(user))
        cio.identify(user.id, sanitize(user))
        const safe = sanitizeAttributes(req.body)
        safe.plan = user.plan
        cio.identify(user.id, { ...safe, source: 'web' })
      `,
    },
    {
      name: 'sanitized by what the settings name',
      code: code`
        ${client}
        import { scrub } from '@acme/privacy'
        cio.identify(user.id, scrub(user))
      `,
      settings: { customerio: { sanitizers: [{ module: '@acme/privacy', name: 'scrub' }] } },
    },
    {
      name: 'the reserved attribute that the settings keep',
      code: code`
        ${client}
        cio.identify(user.id, { email: user.email, phone: user.phone })
      `,
      settings: { customerio: { sensitiveFields: { keep: ['phone'] } } },
    },
    {
      name: 'codes and links in a transactional message',
      code: code`
        import { APIClient, SendEmailRequest } from 'customerio-node'
        const api = new APIClient(process.env.APP_KEY)
        api.sendEmail(new SendEmailRequest({ to: user.email, message_data: { otp: user.otp, reset_link: link } }))
      `,
    },
    {
      name: 'yes, no and lengths instead of the data',
      code: code`
        ${client}
        cio.identify(user.id, { has_ssn: Boolean(user.ssn), verified: !!user.ssn, length: user.ssn.length })
      `,
    },
  ],
  invalid: [
    {
      name: 'a client of a provider of the runtime',
      code: code`
        import { createClientProvider } from 'eslint-plugin-customerio/runtime'
        const customerio = createClientProvider({ load, region: 'eu' })
        await customerio.track().identify(user.id, user)
                                                   ~~~~ [unsanitized]
      `,
      output: code`
        import { createClientProvider, sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        const customerio = createClientProvider({ load, region: 'eu' })
        await customerio.track().identify(user.id, sanitizeAttributes(user))
      `,
    },
    {
      name: 'a whole record',
      code: code`
        ${client}
        cio.identify(user.id, user)
                              ~~~~ [unsanitized]
      `,
      output: code`
        ${fixedClient}
        cio.identify(user.id, sanitizeAttributes(user))
      `,
      errors: [{ data: { what: 'attribute data', method: 'identify' } }],
    },
    {
      name: 'a spread of the body of a request',
      code: code`
        ${client}
        cio.identify(user.id, { ...req.body, source: 'signup' })
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unsanitized]
      `,
      output: code`
        ${fixedClient}
        cio.identify(user.id, sanitizeAttributes({ ...req.body, source: 'signup' }))
      `,
    },
    {
      name: 'a sensitive field',
      code: code`
        ${client}
        cio.identify(user.id, { plan: user.plan, ssn: user.ssn })
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [sensitiveField]
      `,
      output: code`
        ${fixedClient}
        cio.identify(user.id, sanitizeAttributes({ plan: user.plan, ssn: user.ssn }))
      `,
      errors: [{ data: { name: 'ssn', method: 'identify' } }],
    },
    {
      name: 'a field that the settings call sensitive, in the words of their policy',
      code: code`
        ${client}
        cio.identify(user.id, { score: user.score })
                              ~~~~~~~~~~~~~~~~~~~~~ [sensitiveField]
      `,
      output: code`
        ${fixedClient}
        cio.identify(user.id, sanitizeAttributes({ score: user.score }, { neverSend: ['score'], keep: ["driver's_phone"] }))
      `.replace(`["driver's_phone"]`, `['driver\\'s_phone']`),
      settings: { customerio: { sensitiveFields: { neverSend: ['score'], keep: ["driver's_phone"] } } },
    },
    {
      name: 'data of an event, never its envelope',
      code: code`
        ${client}
        cio.track(user.id, { name: 'ordered', data: order.details })
                                                    ~~~~~~~~~~~~~ [unsanitized]
      `,
      output: code`
        ${fixedClient}
        cio.track(user.id, { name: 'ordered', data: sanitizeAttributes(order.details) })
      `,
      errors: [{ data: { what: 'event data', method: 'track' } }],
    },
    {
      name: 'a shorthand property of an envelope built earlier',
      code: code`
        ${client}
        const data = { ...order }
        const event = { name: 'ordered', data }
                                         ~~~~ [unsanitized]
        cio.track(user.id, event)
        cio.track(other.id, event)
      `,
      output: code`
        ${fixedClient}
        const data = { ...order }
        const event = { name: 'ordered', data: sanitizeAttributes(data) }
        cio.track(user.id, event)
        cio.track(other.id, event)
      `,
    },
    {
      name: 'data that was sanitized and became raw again',
      code: code`
        ${client}
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        const safe = sanitizeAttributes(user)
        safe.ssn = user.ssn
        cio.identify(user.id, safe)
                              ~~~~ [sanitizationLost]
      `,
      output: code`
        ${client}
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        const safe = sanitizeAttributes(user)
        safe.ssn = user.ssn
        cio.identify(user.id, sanitizeAttributes(safe))
      `,
      errors: [{ data: { line: 5, column: 1, method: 'identify' } }],
    },
    {
      name: 'several calls, converging to one import',
      code: code`
        ${client}
        export async function f(user, body) {
          await cio.identify(user.id, user)
                                      ~~~~ [unsanitized]
          await cio.track(user.id, { name: 'a', data: body })
                                                      ~~~~ [unsanitized]
          await cio.addDevice(user.id, body.token, 'ios', body.device)
                                                          ~~~~~~~~~~~ [unsanitized]
        }
      `,
      output: [
        code`
          ${fixedClient}
          export async function f(user, body) {
            await cio.identify(user.id, sanitizeAttributes(user))
            await cio.track(user.id, { name: 'a', data: body })
            await cio.addDevice(user.id, body.token, 'ios', body.device)
          }
        `,
        code`
          ${fixedClient}
          export async function f(user, body) {
            await cio.identify(user.id, sanitizeAttributes(user))
            await cio.track(user.id, { name: 'a', data: sanitizeAttributes(body) })
            await cio.addDevice(user.id, body.token, 'ios', sanitizeAttributes(body.device))
          }
        `,
      ],
    },
    {
      name: 'a client in a class of a framework',
      code: code`
        import type { TrackClient } from 'customerio-node'
        export class Users {
          constructor(private readonly cio: TrackClient) {}
          async created(dto: CreateUser) {
            await this.cio.identify(dto.id, dto)
                                            ~~~ [unsanitized]
          }
        }
      `,
      output: code`
        import type { TrackClient } from 'customerio-node'
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        export class Users {
          constructor(private readonly cio: TrackClient) {}
          async created(dto: CreateUser) {
            await this.cio.identify(dto.id, sanitizeAttributes(dto))
          }
        }
      `,
    },
    {
      name: 'CommonJS',
      filename: 'file.cjs',
      code: code`
        'use strict'
        const { TrackClient } = require('customerio-node')
        const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
        exports.created = (user) => cio.identify(user.id, user)
                                                          ~~~~ [unsanitized]
      `,
      output: code`
        'use strict'
        const { TrackClient } = require('customerio-node')
        const { sanitizeAttributes } = require('eslint-plugin-customerio/runtime')
        const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
        exports.created = (user) => cio.identify(user.id, sanitizeAttributes(user))
      `,
    },
    {
      name: 'the snippet of a page, from the queue, whose id is no data',
      code: code`
        'use client'
        export function Button({ customer }) {
          return <button onClick={() => window._cio.push(['identify', { id: customer.ssn, ...customer }])} />
                                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unsanitized]
        }
      `,
      output: code`
        'use client'
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        export function Button({ customer }) {
          return <button onClick={() => window._cio.push(['identify', sanitizeAttributes({ id: customer.ssn, ...customer })])} />
        }
      `,
    },
    {
      name: 'raw requests',
      code: code`
        import axios from 'axios'
        export const f = (user) => axios.post('https://track.customer.io/api/v1/customers/1/events', { name: 'x', data: user })
                                                                                                                        ~~~~ [unsanitized]
      `,
      output: code`
        import axios from 'axios'
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        export const f = (user) => axios.post('https://track.customer.io/api/v1/customers/1/events', { name: 'x', data: sanitizeAttributes(user) })
      `,
    },
    {
      name: 'a house wrapper, once, inside it',
      code: code`
        ${client}
        export function track(id, name, data) {
          return cio.track(id, { name, data })
                                       ~~~~ [unsanitized]
        }
        track('1', 'signed_up', { plan: 'pro' })
        track('1', 'signed_up', user)
      `,
      output: code`
        ${fixedClient}
        export function track(id, name, data) {
          return cio.track(id, { name, data: sanitizeAttributes(data) })
        }
        track('1', 'signed_up', { plan: 'pro' })
        track('1', 'signed_up', user)
      `,
    },
    {
      name: 'the known data of a message, keeping its code',
      code: code`
        import { APIClient, SendEmailRequest } from 'customerio-node'
        const api = new APIClient(process.env.APP_KEY)
        api.sendEmail(new SendEmailRequest({ to: user.email, message_data: { otp: user.otp, iban: user.iban } }))
                                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [sensitiveField]
      `,
      output: code`
        import { APIClient, SendEmailRequest } from 'customerio-node'
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        const api = new APIClient(process.env.APP_KEY)
        api.sendEmail(new SendEmailRequest({ to: user.email, message_data: sanitizeAttributes({ otp: user.otp, iban: user.iban }, { keep: ['otp'] }) }))
      `,
    },
    {
      name: "the project's own module",
      code: code`
        ${client}
        cio.identify(user.id, user)
                              ~~~~ [unsanitized]
      `,
      settings: { customerio: { importFrom: '@acme/privacy', sensitiveFields: { neverSend: ['score'] } } },
      output: code`
        import { TrackClient } from 'customerio-node'
        import { sanitizeAttributes } from '@acme/privacy'
        const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
        cio.identify(user.id, sanitizeAttributes(user))
      `,
    },
  ],
})
