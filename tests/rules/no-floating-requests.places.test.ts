// Which expression does the rule report, however the promise is lost? And does what it suggests mend the code?
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import { noFloatingRequests } from '../../src/rules/no-floating-requests.ts'
import { code } from '../support/rule-tester.ts'
import { repaired } from '../support/repaired-code.ts'
import { syntaxOf } from '../support/sample-syntax.ts'
import { typeErrors } from '../support/type-check.ts'

const client = code`
  import { TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
`

interface Sample {
  readonly situation: string
  readonly text: string
  readonly reported: readonly string[]
}

const samples: readonly Sample[] = [
  {
    situation: 'chains without a rejection handler',
    text: code`
      ${client}
      cio.track(id, { name: 'a' }).then(done)
      cio.track(id, { name: 'b' }).finally(close)
      cio.track(id, { name: 'c' }).catch()
      cio.track(id, { name: 'd' }).then(done, undefined)
      load().then(() => cio.track(id, { name: 'e' }))
      load().then(() => cio.track(id, { name: 'f' }), report)
      load().then(() => { cio.track(id, { name: 'g' }) }).catch(report)
    `,
    reported: [
      `cio.track(id, { name: 'a' }).then(done)`,
      `cio.track(id, { name: 'b' }).finally(close)`,
      `cio.track(id, { name: 'c' }).catch()`,
      `cio.track(id, { name: 'd' }).then(done, undefined)`,
      `load().then(() => cio.track(id, { name: 'e' }))`,
      `load().then(() => cio.track(id, { name: 'f' }), report)`,
      `cio.track(id, { name: 'g' })`,
    ],
  },
  {
    situation: 'optional clients, conditions and comma expressions',
    text: code`
      import { TrackClient } from 'customerio-node'
      let cio
      if (process.env.CIO_SITE_ID) cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
      export function seen(id, isNew) {
        cio?.track(id, { name: 'a' })
        cio && cio.track(id, { name: 'b' })
        isNew || cio.track(id, { name: 'c' })
        isNew ? cio.track(id, { name: 'd' }) : null
        cio.track(id, { name: 'e' }), next()
        return cio.track(id, { name: 'f' }) && isNew
      }
    `,
    reported: [
      `cio?.track(id, { name: 'a' })`,
      `cio.track(id, { name: 'b' })`,
      `cio.track(id, { name: 'c' })`,
      `cio.track(id, { name: 'd' })`,
      `cio.track(id, { name: 'e' })`,
      `cio.track(id, { name: 'f' })`,
    ],
  },
  {
    situation: 'a bare Promise.all, written out or of a list',
    text: code`
      ${client}
      export async function all(users) {
        Promise.all([cio.identify(id, { plan }), cio.track(id, { name: 'a' })])
        Promise.all(users.map((user) => cio.suppress(user.id)))
        Promise.all(users.map(async (user) => { await cio.suppress(user.id) }))
        const jobs = users.map((user) => cio.suppress(user.id))
        Promise.all(jobs)
        const later = []
        for (const user of users) later.push(cio.suppress(user.id))
        Promise.race(later).then(done)
      }
    `,
    reported: [
      `Promise.all([cio.identify(id, { plan }), cio.track(id, { name: 'a' })])`,
      'Promise.all(users.map((user) => cio.suppress(user.id)))',
      'Promise.all(users.map(async (user) => { await cio.suppress(user.id) }))',
      'Promise.all(jobs)',
      'Promise.race(later).then(done)',
    ],
  },
  {
    situation: 'callbacks whose results are dropped',
    text: code`
      import { EventEmitter } from 'node:events'
      ${client}
      import { useEffect } from 'react'
      const bus = new EventEmitter()
      users.forEach((user) => cio.identify(user.id, { plan }))
      users.forEach(async (user) => cio.identify(user.id, { plan }))
      users.forEach((user) => { cio.identify(user.id, { plan }) })
      setTimeout(() => cio.track(id, { name: 'a' }), 1000)
      bus.on('signup', (user) => cio.track(user.id, { name: 'b' }))
      res.on('finish', () => cio.track(id, { name: 'c' }))
      button.addEventListener('click', () => cio.track(id, { name: 'd' }))
      socket.onclose = () => cio.track(id, { name: 'e' })
      useEffect(() => cio.track(id, { name: 'f' }), [])
      new Promise((resolve) => cio.track(id, { name: 'g' }).then(resolve))
    `,
    reported: [
      'cio.identify(user.id, { plan })',
      'cio.identify(user.id, { plan })',
      'cio.identify(user.id, { plan })',
      `cio.track(id, { name: 'a' })`,
      `cio.track(user.id, { name: 'b' })`,
      `cio.track(id, { name: 'c' })`,
      `cio.track(id, { name: 'd' })`,
      `cio.track(id, { name: 'e' })`,
      `cio.track(id, { name: 'f' })`,
      `cio.track(id, { name: 'g' }).then(resolve)`,
    ],
  },
  {
    situation: 'an event handler of an element',
    text: code`
      ${client}
      export const Button = ({ id }) => <button onClick={() => cio.track(id, { name: 'clicked' })} />
      export const Other = ({ id }) => <Press onPress={() => cio.track(id, { name: 'pressed' })} />
    `,
    reported: [`cio.track(id, { name: 'clicked' })`],
  },
  {
    situation: 'functions that are handed on by their name',
    text: code`
      ${client}
      const sync = (user) => cio.identify(user.id, { plan: user.plan })
      async function syncAll(user) { await cio.identify(user.id, { plan: user.plan }) }
      users.forEach(sync)
      Promise.all(users.map(syncAll))
      await Promise.all(users.map(sync))
    `,
    reported: ['sync', 'Promise.all(users.map(syncAll))'],
  },
  {
    situation: 'house wrappers that give the promise back',
    text: code`
      ${client}
      const sync = (user) => cio.identify(user.id, { plan: user.plan })
      const ping = () => cio.track('system', { name: 'ping' })
      async function trackEvent(id, name, data) {
        await cio.track(id, { name, data })
      }
      async function rethrowing(id, data) {
        try {
          await cio.identify(id, data)
        } catch (error) {
          log.warn(error)
          throw error
        }
      }
      export function signUp(user) {
        sync(user)
        trackEvent(user.id, 'signed_up', { plan: user.plan })
        ping()
        rethrowing(user.id, { plan })
      }
    `,
    reported: [
      'sync(user)',
      `trackEvent(user.id, 'signed_up', { plan: user.plan })`,
      'ping()',
      'rethrowing(user.id, { plan })',
    ],
  },
  {
    situation: 'classes, factories and bound methods',
    text: code`
      import { APIClient, SendEmailRequest, TrackClient } from 'customerio-node'
      export class Mailer {
        #api = new APIClient(process.env.CIO_APP_KEY)
        static {
          getCio().track('system', { name: 'loaded' })
        }
        welcome(to) {
          this.#api.sendEmail(new SendEmailRequest({ to, identifiers: { email: to } }))
        }
      }
      let cached
      function getCio() {
        return (cached ??= new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY))
      }
      export async function seen(id) {
        const { track } = getCio()
        track(id, { name: 'a' })
        ;(await getCio()).track(id, { name: 'b' })
      }
    `,
    reported: [
      `getCio().track('system', { name: 'loaded' })`,
      'this.#api.sendEmail(new SendEmailRequest({ to, identifiers: { email: to } }))',
      `track(id, { name: 'a' })`,
      `(await getCio()).track(id, { name: 'b' })`,
    ],
  },
  {
    situation: 'erasures by the runtime, under any name and through a function of the project',
    text: code`
      import { deleteCustomer as erase } from 'eslint-plugin-customerio/runtime'
      import * as customerio from 'eslint-plugin-customerio/runtime'
      const eraseUser = (cio, user) => erase(cio, user.id)
      export async function closeAccounts(cio, users) {
        erase(cio, users[0].id)
        customerio.deleteCustomers(cio, users).then(report)
        users.forEach((user) => eraseUser(cio, user))
      }
    `,
    reported: [
      'erase(cio, users[0].id)',
      'customerio.deleteCustomers(cio, users).then(report)',
      'eraseUser(cio, user)',
    ],
  },
  {
    situation: 'raw HTTP, in a try that cannot catch',
    text: code`
      import axios from 'axios'
      import superagent from 'superagent'
      const BASE = 'https://track.customer.io/api/v1'
      export async function seen(id, data) {
        try {
          fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}/events\`, { method: 'POST', body: JSON.stringify({ name: 'seen' }) })
        } catch (error) {
          report(error)
        }
        axios.delete(\`\${BASE}/customers/1\`).then(done)
        superagent.put(\`\${BASE}/customers/1\`).send(data)
      }
    `,
    reported: [
      `fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}/events\`, { method: 'POST', body: JSON.stringify({ name: 'seen' }) })`,
      'axios.delete(`${BASE}/customers/1`).then(done)',
      'superagent.put(`${BASE}/customers/1`).send(data)',
    ],
  },
]

describe.each(samples)('$situation', ({ text, reported }) => {
  it('is reported where the promise is lost', () => {
    const { filename, parser } = syntaxOf({ code: text })
    const messages = new Linter().verify(
      text,
      {
        files: ['**'],
        languageOptions: { parser: parser },
        plugins: { customerio: { rules: { 'no-floating-requests': noFloatingRequests as never } } },
        rules: { 'customerio/no-floating-requests': 'error' },
      },
      filename,
    )
    const lines = text.split('\n')
    expect(
      messages.map(({ line, column, endColumn }) => lines[line - 1]?.slice(column - 1, (endColumn ?? 0) - 1)),
    ).toEqual(reported)
  })

  it('is silent once the suggestions are accepted', () => {
    const { messages } = repaired(text, { rule: 'no-floating-requests' })
    expect(messages.filter(({ messageId }) => messageId !== 'floatingCallback')).toEqual([])
  })
})

it('suggests code that TypeScript accepts', () => {
  const text = code`
    import { TrackClient } from 'customerio-node'

    export class Events {
      readonly client: TrackClient | undefined

      constructor(client?: TrackClient) {
        this.client = client
      }

      seen(id: string): void {
        this.client?.track(id, { name: 'seen' })
        this.client!.track(id, { name: 'seen' }).then(() => id)
      }

      async all(ids: readonly string[], isNew: boolean): Promise<void> {
        ids.map((id) => this.client?.suppress(id))
        isNew ? this.client?.suppress('a') : this.client?.destroy('b')
        ids.forEach((id) => this.client?.identify(id, { plan: 'pro' }))
      }
    }
  `
  const { output, messages } = repaired(text, { filename: 'events.ts', rule: 'no-floating-requests' })
  expect(messages).toEqual([])
  expect(typeErrors([{ filename: 'events.ts', text: output }])).toEqual([[]])
})
