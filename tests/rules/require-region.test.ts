import { requireRegion as rule } from '../../src/rules/require-region.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'clients of other vendors, and of a class of the project',
      code: code`
        import { Analytics } from '@segment/analytics-node'
        import { RegionEU } from 'customerio-node'
        class TrackClient {}
        new Analytics({ writeKey })
        new TrackClient(siteId, key)
      `,
    },
    {
      name: 'a region or a URL, written or computed',
      code: code`
        import { APIClient, PipelinesClient, RegionEU, RegionUS, TrackClient } from 'customerio-node'
        new TrackClient(siteId, key, { region: RegionEU })
        new TrackClient(siteId, key, { region: RegionUS, timeout: 5000 })
        new APIClient(key, { region: process.env.CIO_REGION === 'eu' ? RegionEU : RegionUS })
        new PipelinesClient(key, { url: process.env.CIO_URL })
        new APIClient(key, { ['region']: RegionEU })
      `,
    },
    {
      name: 'options that are made elsewhere',
      code: code`
        import { RegionEU, TrackClient } from 'customerio-node'
        import { options } from './options'
        const base = { region: RegionEU }
        const filled = {}
        filled.region = RegionEU
        new TrackClient(siteId, key, options)
        new TrackClient(siteId, key, base)
        new TrackClient(siteId, key, { ...base, timeout: 5000 })
        new TrackClient(siteId, key, { ...options })
        new TrackClient(siteId, key, filled)
        new TrackClient(...args)
        export const make = (more) => new TrackClient(siteId, key, more)
        export const makeOther = (region) => new TrackClient(siteId, key, { region })
      `,
    },
    {
      name: 'other libraries of Customer.io, told their host',
      code: code`
        import { Analytics } from '@customerio/cdp-analytics-node'
        import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
        import { CioRegion, CustomerIO } from 'customerio-reactnative'
        new Analytics({ writeKey, host: 'https://cdp-eu.customer.io' })
        AnalyticsBrowser.load({ writeKey, cdnURL: 'https://cdp-eu.customer.io' })
        AnalyticsBrowser.load({ writeKey }, { integrations: { 'Customer.io Data Pipelines': { apiHost } } })
        CustomerIO.initialize({ cdpApiKey, region: CioRegion.EU })
      `,
    },
    {
      name: 'a provider of the runtime, told its region or what may hold it',
      code: code`
        import { createClientProvider } from 'eslint-plugin-customerio/runtime'
        createClientProvider({ load, region: 'eu' })
        createClientProvider({ load, clientOptions: { track: { url: process.env.CIO_URL } } })
        createClientProvider(options)
        createClientProvider({ load, ...options })
      `,
    },
    {
      name: 'a class that extends the client and names the region itself, or may be told it',
      code: code`
        import { RegionEU, TrackClient } from 'customerio-node'
        class European extends TrackClient {
          constructor(siteId, apiKey) { super(siteId, apiKey, { region: RegionEU }) }
        }
        class Told extends TrackClient {
          constructor(...given) { super(...given) }
        }
        new European(siteId, apiKey)
        new Told(siteId, apiKey)
      `,
    },
    {
      name: 'tests',
      filename: 'client.test.ts',
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient('site', 'key')
      `,
    },
  ],
  invalid: [
    {
      name: 'a provider of the runtime',
      code: code`
        import { createClientProvider, fromEnv, loadCredentials } from 'eslint-plugin-customerio/runtime'
        export const provider = createClientProvider({ load: () => loadCredentials({ from: fromEnv() }) })
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
      `,
      errors: [{ data: { option: 'region' } }],
    },
    {
      name: 'no options, or options without a region',
      code: code`
        import { APIClient, PipelinesClient, TrackClient } from 'customerio-node'
        const base = { timeout: 5000 }
        new TrackClient(siteId, key)
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
        new TrackClient(siteId, key, { timeout: 5000 })
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
        new APIClient(key, base)
        ~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
        new PipelinesClient(key, { ...base, region: undefined })
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
        export const make = () => new TrackClient(siteId, key, undefined)
                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
      `,
      errors: Array.from({ length: 5 }, () => ({ data: { option: 'region' } })),
    },
    {
      name: 'a class that extends the client',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        class Cio extends TrackClient {
          constructor(siteId, apiKey) {
            super(siteId, apiKey)
            ~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
          }
        }
        class Mailer extends APIClient {}
        new Cio(siteId, apiKey)
        new Mailer(key)
        ~~~~~~~~~~~~~~~ [missingRegion]
      `,
    },
    {
      name: 'a constructor with overloads',
      code: code`
        import { TrackClient } from 'customerio-node'
        class Cio extends TrackClient {
          constructor(apiKey: string)
          constructor(apiKey: string, siteId?: string) {
            super(siteId ?? 'main', apiKey)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
          }
        }
        new Cio('key')
      `,
    },
    {
      name: 'CommonJS, and the class of the first versions',
      code: code`
        const CIO = require('customerio-node')
        const { APIClient } = require('customerio-node/api')
        let cio
        if (process.env.CIO_SITE_ID) cio = new CIO(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
        module.exports = { cio, api: new APIClient(process.env.CIO_APP_KEY) }
                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
      `,
    },
    {
      name: 'other libraries of Customer.io, which call it a host',
      code: code`
        import { Analytics } from '@customerio/cdp-analytics-node'
        import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
        import { CustomerIO } from 'customerio-reactnative'
        new Analytics({ writeKey })
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
        AnalyticsBrowser.load({ writeKey })
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
        CustomerIO.initialize({ cdpApiKey })
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [missingRegion]
      `,
      errors: [{ data: { option: 'host' } }, { data: { option: 'cdnURL' } }, { data: { option: 'region' } }],
    },
  ],
})
