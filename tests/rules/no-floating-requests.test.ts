import { noFloatingRequests as rule } from '../../src/rules/no-floating-requests.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const client = code`
  import { TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'other vendors, and calls that are no requests',
      code: code`
        import { Analytics } from '@segment/analytics-node'
        import { RegionEU } from 'customerio-node'
        const analytics = new Analytics({ writeKey, region: RegionEU })
        analytics.identify({ userId })
        fetch('https://api.example.com/customer.io')
        send('track')
      `,
    },
    {
      name: 'clients that queue',
      code: code`
        import { Analytics } from '@customerio/cdp-analytics-node'
        import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
        const cdp = new Analytics({ writeKey })
        const browser = AnalyticsBrowser.load({ writeKey })
        cdp.track({ userId, event: 'signed_up' })
        browser.identify(userId)
        _cio.track('signed_up')
        window._cio.push(['track', 'signed_up'])
      `,
    },
    {
      name: 'awaited, returned, handed on or stored',
      code: code`
        ${client}
        await cio.identify(id, { plan })
        const sent = cio.track(id, { name: 'a' })
        const jobs = [cio.track(id, { name: 'b' })]
        jobs.push(cio.track(id, { name: 'c' }))
        ctx.waitUntil(cio.track(id, { name: 'd' }))
        export const send = () => cio.track(id, { name: 'e' })
        export function sendOther() { return cio.track(id, { name: 'f' }) }
        export function* saga() { yield cio.track(id, { name: 'g' }) }
        export const both = { first: cio.track(id, { name: 'h' }) }
        cache.pending = cio.track(id, { name: 'i' })
        app.post('/ping', () => cio.track(id, { name: 'j' }))
        test('k', () => expect(cio.track(id, { name: 'k' })).rejects.toThrow())
      `,
    },
    {
      name: 'with a rejection handler, or marked',
      code: code`
        ${client}
        cio.track(id, { name: 'a' }).catch(report)
        cio.track(id, { name: 'b' }).then(done, report)
        cio.track(id, { name: 'c' }).then(done).catch(() => {}).finally(close)
        cio.track(id, { name: 'd' }).catch(report).then(done)
        void cio.track(id, { name: 'e' })
        isNew && void cio.track(id, { name: 'f' })
        load().then(() => cio.track(id, { name: 'g' })).catch(report)
        load().then(() => cio.track(id, { name: 'h' }), report).catch(report)
      `,
    },
    {
      name: 'collected and awaited',
      code: code`
        ${client}
        await Promise.all([cio.identify(id, { plan }), cio.track(id, { name: 'a' })])
        await Promise.all(users.map((user) => cio.identify(user.id, { plan })))
        await Promise.all(users.map(async (user) => { await cio.identify(user.id, { plan }) }))
        await Promise.all([...users.map((user) => cio.suppress(user.id)), cio.track(id, { name: 'b' })])
        Promise.all(users.map((user) => cio.identify(user.id, { plan }))).catch(report)
        Promise.allSettled(users.map((user) => cio.identify(user.id, { plan })))
        const jobs = users.map((user) => cio.identify(user.id, { plan }))
        await Promise.all(jobs)
        const later = []
        for (const user of users) later.push(cio.identify(user.id, { plan }))
        Promise.all(later).catch(report)
        await users.reduce((before, user) => before.then(() => cio.identify(user.id, { plan })), Promise.resolve())
      `,
    },
    {
      name: 'callbacks that await inside, or whose receiver is not known',
      code: code`
        ${client}
        users.forEach(async (user) => { await cio.identify(user.id, { plan }) })
        setTimeout(async () => { await cio.track(id, { name: 'a' }) }, 1000)
        ;(async () => { await cio.track(id, { name: 'b' }) })()
        queue.process((job) => cio.track(job.id, { name: 'c' }))
        bot.on('message', (message) => cio.track(message.from, { name: 'd' }))
        const sync = async (user) => { await cio.identify(user.id, { plan }) }
        users.forEach(sync)
      `,
    },
    {
      name: 'wrappers that handle the failure themselves, or do not wait',
      code: code`
        ${client}
        async function quietly(id, data) {
          try {
            await cio.identify(id, data)
          } catch (error) {
            log.warn(error)
          }
        }
        const caught = (id, data) => cio.identify(id, data).catch(report)
        const marked = (id, data) => { void cio.identify(id, data) }
        const settled = async (id, data) => { await Promise.allSettled([cio.identify(id, data)]) }
        quietly(id, { plan })
        caught(id, { plan })
        marked(id, { plan })
        settled(id, { plan })
      `,
    },
    {
      name: 'erasures that are waited for, and functions of other packages',
      code: code`
        import { deleteCustomer, signWebhook } from 'eslint-plugin-customerio/runtime'
        import { deleteCustomers } from './customerio-admin'
        export async function closeAccount(cio, id) {
          await deleteCustomer(cio, id)
          deleteCustomer(cio, id).catch(report)
          deleteCustomers(cio, [id])
          signWebhook({ secret, body })
        }
        export const later = (cio, id) => deleteCustomer(cio, id)
      `,
    },
    {
      name: 'a script of several steps, started at its end',
      code: code`
        ${client}
        async function main() {
          for (const user of await load()) await cio.identify(user.id, { plan: user.plan })
        }
        main()
      `,
    },
    {
      name: 'callback style, and libraries without promises',
      code: code`
        import https from 'node:https'
        import request from 'request'
        import superagent from 'superagent'
        const url = 'https://track.customer.io/api/v1/customers/1'
        https.request(url, { method: 'PUT' }).on('error', report).end(body)
        request.put({ url, json })
        request.put({ url, json }, done)
        superagent.put(url).set('Authorization', auth).send(body).end(done)
        superagent.put(url).send(body).then(done, report)
      `,
    },
  ],
  invalid: [
    {
      name: 'clients of a provider of the runtime',
      code: code`
        import { createClientProvider } from 'eslint-plugin-customerio/runtime'
        const customerio = createClientProvider({ load, region: 'eu' })
        export async function signUp(user) {
          await customerio.track().identify(user.id, { plan: user.plan })
          customerio.app().sendEmail(request)
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [floatingRequest]
        }
      `,
      suggestions: [
        {
          messageId: 'awaitRequest',
          output: code`
            import { createClientProvider } from 'eslint-plugin-customerio/runtime'
            const customerio = createClientProvider({ load, region: 'eu' })
            export async function signUp(user) {
              await customerio.track().identify(user.id, { plan: user.plan })
              await customerio.app().sendEmail(request)
            }
          `,
        },
      ],
    },
    {
      name: 'a statement in an async function, and at the top of a module',
      code: code`
        ${client}
        export async function signUp(user) {
          cio.identify(user.id, { plan: user.plan })
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [floatingRequest]
        }
        cio.track('system', { name: 'started' })
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [floatingRequest]
      `,
      errors: [
        {
          data: { method: 'identify' },
          suggestions: [
            {
              messageId: 'awaitRequest',
              output: code`
                ${client}
                export async function signUp(user) {
                  await cio.identify(user.id, { plan: user.plan })
                }
                cio.track('system', { name: 'started' })
              `,
            },
          ],
        },
        {
          data: { method: 'track' },
          suggestions: [
            {
              messageId: 'awaitRequest',
              output: code`
                ${client}
                export async function signUp(user) {
                  cio.identify(user.id, { plan: user.plan })
                }
                await cio.track('system', { name: 'started' })
              `,
            },
          ],
        },
      ],
    },
    {
      name: 'a statement where nothing can be awaited',
      code: code`
        ${client}
        export function signUp(user) {
          cio.identify(user.id, { plan: user.plan })
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [floatingRequest]
        }
      `,
      suggestions: [
        {
          messageId: 'catchRejection',
          output: code`
            ${client}
            export function signUp(user) {
              cio.identify(user.id, { plan: user.plan }).catch((error) => console.error('request to Customer.io failed:', error.name))
            }
          `,
        },
        {
          messageId: 'markWithVoid',
          output: code`
            ${client}
            export function signUp(user) {
              void cio.identify(user.id, { plan: user.plan })
            }
          `,
        },
      ],
    },
    {
      name: 'CommonJS has no await outside of functions',
      code: code`
        const { TrackClient } = require('customerio-node')
        const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
        cio.destroy(id)
        ~~~~~~~~~~~~~~~ [floatingRequest]
      `,
      suggestions: [
        {
          messageId: 'catchRejection',
          output: code`
            const { TrackClient } = require('customerio-node')
            const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
            cio.destroy(id).catch((error) => console.error('request to Customer.io failed:', error.name))
          `,
        },
        {
          messageId: 'markWithVoid',
          output: code`
            const { TrackClient } = require('customerio-node')
            const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
            void cio.destroy(id)
          `,
        },
      ],
    },
    {
      name: 'choices: one report for both ways, with one await',
      code: code`
        ${client}
        export async function seen(id, isNew) {
          isNew ? cio.track(id, { name: 'first_seen' }) : cio.track(id, { name: 'seen' })
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [floatingRequest]
        }
      `,
      suggestions: [
        {
          messageId: 'awaitRequest',
          output: code`
            ${client}
            export async function seen(id, isNew) {
              await (isNew ? cio.track(id, { name: 'first_seen' }) : cio.track(id, { name: 'seen' }))
            }
          `,
        },
      ],
    },
    {
      name: 'lists of promises that nobody waits for',
      code: code`
        ${client}
        export async function each(users) {
          users.map((user) => cio.suppress(user.id))
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [floatingRequest]
          await users.map((user) => cio.destroy(user.id))
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [floatingRequest]
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'awaitRequest',
              output: code`
                ${client}
                export async function each(users) {
                  await Promise.all(users.map((user) => cio.suppress(user.id)))
                  await users.map((user) => cio.destroy(user.id))
                }
              `,
            },
          ],
        },
        {
          suggestions: [
            {
              messageId: 'awaitRequest',
              output: code`
                ${client}
                export async function each(users) {
                  users.map((user) => cio.suppress(user.id))
                  await Promise.all(users.map((user) => cio.destroy(user.id)))
                }
              `,
            },
          ],
        },
      ],
    },
  ],
})
