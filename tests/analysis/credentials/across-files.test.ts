// Are credentials followed through the files of a project: configuration, factories, singletons, barrels?
import { describe } from 'vitest'

import { itFindsAsDrawn } from '../../support/drawn-project.ts'
import { madeUpAppKey, madeUpTrackKey } from '../../support/made-up-keys.ts'

const trackKey = madeUpTrackKey()
const appKey = madeUpAppKey()

/** Makes clients for other files, of what these hand to it. */
const factories = `
  import { APIClient, RegionEU, TrackClient } from 'customerio-node'
  const region = RegionEU
  export default (key: string) => new APIClient(key, { region })
  export const makeApi = (key: string) => new APIClient(key.trim(), { region })
  export function makeTrack({ siteId, apiKey }: { siteId: string; apiKey: string }) {
    return new TrackClient(siteId, apiKey, { region })
  }
  export const makeBoth = (config: any) => ({ api: makeApi(config.appKey), track: makeTrack(config) })
  export class Mailer {
    constructor(private readonly key: string) {}
    client() {
      return new APIClient(this.key, { region })
    }
    static of(key: string) {
      return new Mailer(key)
    }
  }
  export const send = (key: string, body: string) =>
    fetch('https://api.customer.io/v1/send/email', { method: 'POST', headers: { Authorization: \`Bearer \${key}\` }, body })
`
const barrel = `export * from './factories'\nexport { default as makeMail } from './factories'`

describe('no-hardcoded-keys', () => {
  itFindsAsDrawn(
    'a name that tells is reported where the key is written, and nowhere else',
    'no-hardcoded-keys',
    {
      'src/config.ts': `
      export const config = { customerio: { trackApiKey: '${trackKey}', siteId: '${trackKey}' } }
                                                         ~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
    `,
      'src/cio.ts': `
      import { TrackClient } from 'customerio-node'
      import { config } from './config'
      export const cio = new TrackClient(config.customerio.siteId, config.customerio.trackApiKey)
    `,
    },
  )
  itFindsAsDrawn('the default of a read that tells', 'no-hardcoded-keys', {
    'src/config.ts': `
      export const key = process.env.CIO_API_KEY ?? '${trackKey}'
                                                    ~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
    `,
    'src/cio.ts': `
      import { TrackClient } from 'customerio-node'
      import { key } from './config'
      export const cio = new TrackClient(process.env.CIO_SITE_ID, key)
    `,
  })
  itFindsAsDrawn('a key without a name is reported where it reaches Customer.io', 'no-hardcoded-keys', {
    'src/settings.ts': `
      export const mail = { id: '${trackKey}', key: '${trackKey}', other: 'your-api-key', none: '' }
      export default '${appKey}'
    `,
    'src/cio.ts': `
      import { APIClient, TrackClient } from 'customerio-node'
      import appKey, { mail } from './settings'
      export const cio = new TrackClient(mail.id, mail.key)
                                                  ~~~~~~~~ [hardcodedKey]
      export const api = new APIClient(appKey)
                                       ~~~~~~ [hardcodedKey]
      export const examples = [new APIClient(mail.other), new APIClient(mail.none)]
    `,
  })
  itFindsAsDrawn('headers that another file makes', 'no-hardcoded-keys', {
    'src/headers.ts': `
      export const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer ${appKey}' }
      export const headersFor = (key: string) => ({ Authorization: 'Bearer ' + key })
    `,
    'src/send.ts': `
      import { headers, headersFor } from './headers'
      const url = 'https://api.customer.io/v1/send/email'
      export const send = (body: string) => fetch(url, { method: 'POST', headers, body })
                                                                         ~~~~~~~ [hardcodedKey]
      export const sendTo = (body: string) => fetch(url, { method: 'POST', headers: headersFor('${appKey}'), body })
                                                                                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
    `,
  })
  itFindsAsDrawn('headers that a function gives back', 'no-hardcoded-keys', {
    'src/send.js': `
      const authHeaders = () => ({ Accept: '*/*', Authorization: 'Bearer ${appKey}' })
                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      const headersOf = (key) => ({ Authorization: 'Bearer ' + key })
      const url = 'https://api.customer.io/v1/send/email'
      fetch(url, { headers: authHeaders(), body })
      fetch(url, { headers: { ...headersOf(process.env.CIO_APP_KEY) }, body })
      fetch(url, { headers: headersOf('${appKey}'), body })
                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      fetch('https://example.com', { headers: headersOf('${appKey}') })
    `,
  })
  itFindsAsDrawn('the arguments of factories, through barrels', 'no-hardcoded-keys', {
    'src/lib/factories.ts': factories,
    'src/lib/index.ts': barrel,
    'src/main.ts': `
      import { Mailer, makeApi, makeBoth, makeMail, makeTrack, send } from './lib'
      makeMail('${appKey}')
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      makeApi('${appKey}')
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      makeTrack({ apiKey: '${trackKey}', siteId: process.env.ID })
                          ~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      makeBoth({ appKey: '${appKey}', siteId: process.env.ID, apiKey: process.env.KEY })
                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      new Mailer('${appKey}')
                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      Mailer.of('${appKey}')
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      send('${appKey}', '${appKey}')
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      makeApi(process.env.CIO_APP_KEY!)
      makeApi(await secrets.get('mail/${appKey}'))
    `,
    'src/main.test.ts': `
      import { makeApi } from './lib'
      makeApi('some-key-of-a-test')
    `,
  })
  itFindsAsDrawn('CommonJS', 'no-hardcoded-keys', {
    'lib/make.cjs': `
      const { APIClient } = require('customerio-node')
      module.exports = function make(options) {
        return new APIClient(options.key)
      }
    `,
    'lib/index.cjs': `exports.make = require('./make.cjs')`,
    'main.cjs': `
      const { make } = require('./lib/index.cjs')
      make({ key: '${appKey}' })
                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
    `,
  })
  itFindsAsDrawn('functions that make no client of what they are given', 'no-hardcoded-keys', {
    'src/cache.ts': `
      // Nothing of this goes to Customer.io.
      import { APIClient } from 'customerio-node'
      const api = new APIClient(process.env.CIO_APP_KEY)
      export const cached = (key: string) => api.listExports().then((all) => ({ key, all }))
      export const again = (key: string, times: number): unknown => (times > 0 ? again(key, times - 1) : api)
    `,
    'src/main.ts': `
      import { again, cached } from './cache'
      cached('${appKey}')
      again('${appKey}', 2)
    `,
  })
})

describe('no-mismatched-keys', () => {
  itFindsAsDrawn('through configuration', 'no-mismatched-keys', {
    'src/config.ts': `
      export const config = {
        siteId: process.env.CIO_SITE_ID,
        apiKey: process.env.CIO_API_KEY,
        mailKey: process.env.CUSTOMER_IO_TRACK_API_KEY,
      }
    `,
    'src/cio.ts': `
      import { APIClient, TrackClient } from 'customerio-node'
      import { config } from './config'
      export const right = new TrackClient(config.siteId, config.apiKey)
      export const cio = new TrackClient(config.apiKey, config.siteId)
                                         ~~~~~~~~~~~~~ [swapped]
                                                        ~~~~~~~~~~~~~ [swapped]
      export const api = new APIClient(config.mailKey)
                                       ~~~~~~~~~~~~~~ [wrongName]
    `,
  })
  itFindsAsDrawn('names of configuration that only look swapped', 'no-mismatched-keys', {
    'src/config.ts': `export const config = { apiKey: process.env.CIO_SITE_ID, siteId: process.env.CIO_API_KEY }`,
    'src/cio.ts': `
      import { TrackClient } from 'customerio-node'
      import { config } from './config'
      export const cio = new TrackClient(config.apiKey, config.siteId)
    `,
  })
  itFindsAsDrawn('a header that a class of another file makes of its environment', 'no-mismatched-keys', {
    'src/rest.ts': `
      export class CustomerIoRest {
        constructor(env) {
          const pair = \`\${env.CIO_SITE_ID}:\${env.CIO_API_KEY}\`
          this.authorization = \`Basic \${btoa(pair)}\`
        }
        upgrade(id) {
          const headers = { authorization: this.authorization }
          return fetch('https://track.customer.io/api/v1/customers/' + encodeURIComponent(id), { method: 'PUT', headers })
        }
      }
    `,
    'src/worker.ts': `
      import { CustomerIoRest } from './rest'
      export const queue = (env) => new CustomerIoRest(env).upgrade(5)
    `,
  })
  itFindsAsDrawn('both keys of a class that puts them together', 'no-mismatched-keys', {
    'src/rest.ts': `
      export class Rest {
        readonly #authorization: string
        constructor(env: { siteId: string; apiKey: string }) {
          this.#authorization = \`Basic \${btoa(\`\${env.siteId}:\${env.apiKey}\`)}\`
        }
        save(id: string, body: string) {
          const headers = { authorization: this.#authorization }
          return fetch('https://track.customer.io/api/v1/customers/' + encodeURIComponent(id), { method: 'PUT', headers, body })
        }
      }
    `,
    'src/main.ts': `
      import { Rest } from './rest'
      new Rest({ siteId: process.env.CIO_SITE_ID!, apiKey: process.env.CIO_API_KEY! })
      new Rest({ siteId: process.env.CIO_API_KEY!, apiKey: process.env.CIO_SITE_ID! })
                         ~~~~~~~~~~~~~~~~~~~~~~~ [swapped]
                                                           ~~~~~~~~~~~~~~~~~~~~~~~ [swapped]
    `,
  })
  itFindsAsDrawn('the arguments of factories', 'no-mismatched-keys', {
    'src/lib/factories.ts': factories,
    'src/lib/index.ts': barrel,
    'src/main.ts': `
      import { makeApi, makeTrack, send } from './lib'
      makeApi(process.env.CIO_TRACK_API_KEY!)
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
      makeTrack({ siteId: process.env.CIO_API_KEY!, apiKey: process.env.CIO_SITE_ID! })
                          ~~~~~~~~~~~~~~~~~~~~~~~ [swapped]
                                                            ~~~~~~~~~~~~~~~~~~~~~~~ [swapped]
      makeTrack({ siteId: process.env.CIO_SITE_ID!, apiKey: process.env.CIO_API_KEY! })
      send(process.env.CUSTOMERIO_TRACK_API_KEY!, body)
           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
      send(process.env.CUSTOMERIO_APP_API_KEY!, body)
    `,
  })
})

describe('no-mismatched-keys, for the signing secret', () => {
  itFindsAsDrawn('a verifier of another file', 'no-mismatched-keys', {
    'src/verify.ts': `
      import { verifyRequestSignature } from 'customerio-node'
      export const isGenuine = (signingSecret: string, req: any) =>
        verifyRequestSignature({
          signingSecret,
          timestamp: req.headers['x-cio-timestamp'],
          signature: req.headers['x-cio-signature'],
          body: req.rawBody,
        })
    `,
    'src/main.ts': `
      import { isGenuine } from './verify'
      isGenuine(process.env.CUSTOMERIO_API_KEY!, req)
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
      isGenuine(process.env.CUSTOMERIO_WEBHOOK_SECRET!, req)
    `,
  })
})

describe('no-public-env-keys', () => {
  itFindsAsDrawn(
    'a name that tells is reported where it is read, any other where it reaches Customer.io',
    'no-public-env-keys',
    {
      'src/config.ts': `
      export const named = process.env.NEXT_PUBLIC_CUSTOMERIO_API_KEY
                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
      export const mail = { id: process.env.NEXT_PUBLIC_MAIL_ID, key: process.env.NEXT_PUBLIC_MAIL_KEY }
    `,
      'src/cio.ts': `
      import { APIClient, TrackClient } from 'customerio-node'
      import { mail, named } from './config'
      export const api = new APIClient(named)
      export const cio = new TrackClient(mail.id, mail.key)
                                                  ~~~~~~~~ [publicVariable]
    `,
    },
  )
  itFindsAsDrawn('the argument of a factory', 'no-public-env-keys', {
    'src/lib/factories.ts': factories,
    'src/main.ts': `
      import makeMail, { makeTrack } from './lib/factories'
      makeMail(import.meta.env.VITE_MAIL_KEY)
               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
      makeTrack({ siteId: import.meta.env.VITE_MAIL_ID, apiKey: process.env.MAIL_KEY })
    `,
  })
})

describe('no-logged-secrets', () => {
  itFindsAsDrawn('configuration', 'no-logged-secrets', {
    'src/config.ts': `
      export const mail = { id: process.env.MAIL_ID, key: process.env.MAIL_KEY }
      export const env = { customerioKey: process.env.CIO_APP_KEY, port: process.env.PORT }
    `,
    'src/cio.ts': `
      import { TrackClient } from 'customerio-node'
      import { env, mail } from './config'
      export const cio = new TrackClient(mail.id, mail.key)
      console.log('with', mail.id, env.port, mail.key)
                                             ~~~~~~~~ [credential]
      console.log(mail, env)
                  ~~~~ [holder]
                        ~~~ [holder]
    `,
  })
  itFindsAsDrawn('a client of another file', 'no-logged-secrets', {
    'src/cio.ts': `
      import { TrackClient } from 'customerio-node'
      export const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
    `,
    'src/main.ts': `
      import { cio } from './cio'
      console.log(JSON.stringify({ cio }))
                                   ~~~ [holder]
    `,
  })
  itFindsAsDrawn('what a factory is given', 'no-logged-secrets', {
    'src/lib/factories.ts': factories,
    'src/main.ts': `
      import { makeApi } from './lib/factories'
      const key = process.env.MAIL_KEY!
      export const api = makeApi(key)
      console.log('connected with', key)
                                    ~~~ [credential]
    `,
  })
})

describe('no-insecure-endpoint', () => {
  itFindsAsDrawn('a URL and an agent of other files', 'no-insecure-endpoint', {
    'src/urls.ts': `
      export const urls = { mail: 'http://mail-proxy.example.com/api/v1' }
      export const options = { url: 'http://track.customer.io/api/v1' }
                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [insecureHost]
    `,
    'src/agent.ts': `
      import https from 'node:https'
      export const agent = new https.Agent({ rejectUnauthorized: false })
    `,
    'src/cio.ts': `
      import { TrackClient } from 'customerio-node'
      import { agent } from './agent'
      import { urls } from './urls'
      export const cio = new TrackClient(siteId, key, { url: urls.mail })
                                                             ~~~~~~~~~ [insecureProxy]
      export const other = new TrackClient(siteId, key, { agent })
                                                          ~~~~~ [uncheckedCertificate]
    `,
  })
})

describe('no-insecure-endpoint, for an instance', () => {
  itFindsAsDrawn('an instance and its agent in another file', 'no-insecure-endpoint', {
    'src/http.ts': `
      import axios from 'axios'
      import https from 'node:https'
      const httpsAgent = new https.Agent({ rejectUnauthorized: false })
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~ [uncheckedCertificate]
      export const api = axios.create({ baseURL: 'https://api.customer.io/v1', httpsAgent })
    `,
    'src/main.ts': `
      import { api } from './http'
      export const send = (body: object) => api.post('/send/email', body)
    `,
  })
})

describe('require-region', () => {
  itFindsAsDrawn('options of another file', 'require-region', {
    'src/options/own.ts': `
      export const options = { timeout: 5000 }
      export const regional = { ...options, region: choose() }
    `,
    'src/options/index.ts': `export * from './own'`,
    'src/cio.ts': `
      import { TrackClient } from 'customerio-node'
      import { options, regional } from './options'
      export const cio = new TrackClient(siteId, key, options)
                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
      export const other = new TrackClient(siteId, key, regional)
    `,
  })
})
