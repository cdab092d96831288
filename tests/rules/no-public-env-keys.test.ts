import { noPublicEnvKeys as rule } from '../../src/rules/no-public-env-keys.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'variables of the server',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        const { CIO_SITE_ID, CIO_API_KEY } = process.env
        new TrackClient(CIO_SITE_ID, CIO_API_KEY)
        new APIClient(process.env.CUSTOMERIO_APP_API_KEY)
        new APIClient(process.env.PUBLICATION_CIO_APP_KEY)
      `,
    },
    {
      name: 'site ids and write keys by their names alone',
      code: code`
        const siteId = process.env.NEXT_PUBLIC_CUSTOMERIO_SITE_ID
        const writeKey = import.meta.env.VITE_CIO_WRITE_KEY
        const cdp = process.env.EXPO_PUBLIC_CUSTOMERIO_CDP_API_KEY
        const key = process.env.NEXT_PUBLIC_CIO_KEY
        const url = process.env.NEXT_PUBLIC_CUSTOMERIO_API_URL
        const hasKey = process.env.NEXT_PUBLIC_HAS_CIO_API_KEY
      `,
    },
    {
      name: 'a site id beside a key of the server',
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient(process.env.NEXT_PUBLIC_CIO_SITE_ID ?? process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
      `,
    },
    {
      name: 'what libraries for browsers and phones are started with',
      code: code`
        import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
        import { CustomerIO } from 'customerio-reactnative'
        AnalyticsBrowser.load({ writeKey: process.env.NEXT_PUBLIC_CUSTOMERIO_API_KEY })
        CustomerIO.initialize({ cdpApiKey: process.env.EXPO_PUBLIC_CUSTOMERIO_API_KEY })
        cioanalytics.load(import.meta.env.VITE_CUSTOMERIO_API_KEY)
      `,
    },
    {
      name: 'keys of other vendors, and names without one',
      code: code`
        // customer.io is only spoken of
        const maps = process.env.NEXT_PUBLIC_MAPS_API_KEY
        const key = process.env.NEXT_PUBLIC_API_KEY
        const { VITE_CARDIO_API_KEY } = import.meta.env
      `,
    },
    {
      name: 'a variable that is set, not read',
      filename: 'src/setup.js',
      code: code`
        process.env.NEXT_PUBLIC_CUSTOMERIO_APP_API_KEY = ''
        delete process.env.NEXT_PUBLIC_CUSTOMERIO_APP_API_KEY
      `,
    },
    {
      name: 'the name of a variable in a test',
      filename: 'src/__tests__/env.js',
      code: code`
        expect(process.env.NEXT_PUBLIC_CIO_APP_API_KEY).toBeUndefined()
      `,
    },
    {
      name: 'an object of that shape which is no environment',
      code: code`
        const labels = { NEXT_PUBLIC_CIO_APP_API_KEY: 'The App API key' }
        show(labels.NEXT_PUBLIC_CIO_APP_API_KEY)
      `,
    },
    {
      name: 'browser code that only knows the type of a client',
      filename: 'src/button.ts',
      code: code`
        'use client'
        import type { TrackClient } from 'customerio-node'
        export type Tracker = Pick<TrackClient, 'track'>
      `,
    },
    {
      name: 'a library for browsers in browser code',
      code: code`
        'use client'
        import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
        export const cdp = AnalyticsBrowser.load({ writeKey: process.env.NEXT_PUBLIC_CIO_WRITE_KEY })
        fetch('https://cdp.customer.io/v1/track', {
          headers: { Authorization: 'Basic ' + btoa(process.env.NEXT_PUBLIC_CIO_WRITE_KEY + ':') },
        })
      `,
    },
    {
      name: 'a file of a server that is called client',
      filename: 'src/customerio/client.js',
      code: code`
        import { TrackClient } from 'customerio-node'
        export const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
      `,
    },
    {
      name: 'a .client file that evidently runs on a server',
      filename: 'src/customerio/customerio.client.ts',
      code: code`
        import { Injectable } from '@nestjs/common'
        import { TrackClient } from 'customerio-node'
        @Injectable()
        export class CustomerioClient {
          readonly track = new TrackClient(process.env.CIO_SITE_ID!, process.env.CIO_API_KEY!)
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'the key of a constructor',
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient(process.env.CIO_SITE_ID, process.env.NEXT_PUBLIC_CIO_KEY)
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
      `,
      errors: [
        {
          data: {
            tool: 'Next.js',
            variable: 'NEXT_PUBLIC_CIO_KEY',
            prefix: 'NEXT_PUBLIC_',
            credential: 'Track API key',
          },
        },
      ],
    },
    {
      name: 'whatever the variable is called',
      code: code`
        import { APIClient, PipelinesClient, verifyRequestSignature } from 'customerio-node'
        import { Analytics } from '@customerio/cdp-analytics-node'
        new APIClient(process.env.REACT_APP_MAIL_TOKEN)
                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        new PipelinesClient(process.env['VUE_APP_CDP'])
                            ~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        new Analytics({ writeKey: import.meta.env.PUBLIC_CDP_KEY })
                                  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        verifyRequestSignature({ signingSecret: process.env.GATSBY_HOOK, timestamp, body, signature })
                                                ~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
      `,
    },
    {
      name: 'by its name alone, with every prefix',
      code: code`
        use(process.env.NEXT_PUBLIC_CUSTOMERIO_APP_API_KEY)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        use(import.meta.env.VITE_CUSTOMER_IO_API_KEY)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        use(process.env.REACT_APP_CIO_TRACK_API_KEY)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        use(process.env.EXPO_PUBLIC_CIO_APP_KEY)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        use(process.env.GATSBY_CUSTOMERIO_WEBHOOK_SECRET)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        use(process.env.PUBLIC_CIO_SIGNING_KEY)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        use(process.env.NUXT_PUBLIC_CUSTOMERIO_API_SECRET)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        use(process.env.VUE_APP_CIO_APP_TOKEN)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        use(process.env.STORYBOOK_CIO_APP_API_KEY)
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
      `,
    },
    {
      name: 'destructured, renamed, through an alias of the environment',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        const { CIO_SITE_ID, GATSBY_MAIL_KEY } = process.env
                             ~~~~~~~~~~~~~~~ [publicVariable]
        const { NEXT_PUBLIC_CIO_API_KEY: key = '' } = process.env
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        const env = process.env
        new TrackClient(CIO_SITE_ID, GATSBY_MAIL_KEY)
        new TrackClient(CIO_SITE_ID, key)
        new APIClient(env.VITE_MAIL_KEY || '')
                      ~~~~~~~~~~~~~~~~~ [publicVariable]
      `,
    },
    {
      name: 'as the fallback of a variable of the server',
      code: code`
        import { APIClient } from 'customerio-node'
        new APIClient(process.env.CIO_APP_KEY ?? process.env.NEXT_PUBLIC_MAIL_KEY)
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
      `,
    },
    {
      name: 'the header of a request',
      code: code`
        await fetch('https://api.customer.io/v1/send/email', {
          method: 'POST',
          headers: { Authorization: \`Bearer \${import.meta.env.VITE_MAIL_KEY}\` },
                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
          body: JSON.stringify(mail),
        })
        const auth = Buffer.from(siteId + ':' + process.env.NEXT_PUBLIC_TRACK).toString('base64')
                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        await fetch('https://track.customer.io/api/v1/customers/1', {
          method: 'PUT',
          headers: { Authorization: 'Basic ' + auth },
        })
      `,
    },
    {
      name: 'a configuration, a class, a function that hands it on',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        const config = { siteId: process.env.SITE_ID, key: process.env.NEXT_PUBLIC_TRACK }
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        class Mailer {
          constructor(key) {
            this.client = new APIClient(key)
          }
        }
        new Mailer(process.env.NEXT_PUBLIC_MAIL)
                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        const connect = ({ siteId, key }) => new TrackClient(siteId, key)
        connect(config)
      `,
    },
    {
      name: 'a checked environment of the project',
      code: code`
        import { env } from './env-of-the-project'
        const config = useConfig()
        setUp(env.NEXT_PUBLIC_CUSTOMERIO_APP_API_KEY, config.get('VITE_CIO_TRACK_API_KEY'))
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
                                                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
      `,
    },
    {
      name: "SvelteKit's modules of variables",
      code: code`
        import { PUBLIC_CIO_APP_API_KEY, PUBLIC_CIO_SITE_ID } from '$env/static/public'
                 ~~~~~~~~~~~~~~~~~~~~~~ [publicVariable]
        import { env } from '$env/dynamic/public'
        import { APIClient } from 'customerio-node'
        new APIClient(PUBLIC_CIO_APP_API_KEY)
        new APIClient(env.PUBLIC_MAIL_KEY)
                      ~~~~~~~~~~~~~~~~~~~ [publicVariable]
      `,
    },
    {
      name: 'a client of a server in a file for browsers',
      code: code`
        'use client'
        import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
        import { TrackClient } from 'customerio-node'
        export const cio = new TrackClient(siteId, key)
                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [clientInBrowser]
      `,
    },
    {
      name: 'a client of a server in a .client file',
      filename: 'app/lib/customerio.client.tsx',
      code: code`
        import { Analytics } from '@customerio/cdp-analytics-node'
        export const cio = new Analytics({ writeKey: key })
                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [clientInBrowser]
      `,
    },
  ],
})
