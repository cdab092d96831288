import { noMismatchedKeys as rule } from '../../src/rules/no-mismatched-keys.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

/** Made up; the shapes of a Track and of an App API key. */
const track = '9f0c3a6e51b27d84e6ab'
const app = '5d1f0e9b7c3a48265d1f0e9b7c3a4826'

inBothModes(rule, {
  valid: [
    {
      name: 'every credential in its place',
      code: code`
        import { APIClient, PipelinesClient, TrackClient, verifyRequestSignature } from 'customerio-node'
        new TrackClient(process.env.CUSTOMERIO_SITE_ID, process.env.CUSTOMERIO_TRACK_API_KEY)
        new APIClient(process.env.CUSTOMERIO_APP_API_KEY)
        new PipelinesClient(process.env.CIO_PIPELINES_WRITE_KEY)
        verifyRequestSignature({ signingSecret: process.env.CIO_WEBHOOK_SECRET, timestamp, body, signature })
        new TrackClient('${track}', '9a0c3a6e51b27d84e6ac')
        new APIClient('${app}')
      `,
    },
    {
      name: 'a name that does not say which API',
      code: code`
        import { APIClient, PipelinesClient, TrackClient, verifyRequestSignature } from 'customerio-node'
        new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
        new APIClient(process.env.CUSTOMERIO_API_KEY)
        new PipelinesClient(process.env.CUSTOMERIO_API_KEY)
        new APIClient(process.env.CIO_TOKEN)
        new TrackClient(process.env.CIO_KEY, process.env.CIO_SECRET)
        verifyRequestSignature({ signingSecret: process.env.CIO_SECRET, timestamp, body, signature })
        verifyRequestSignature({ signingSecret: process.env.CIO_SIGNING_API_KEY, timestamp, body, signature })
      `,
    },
    {
      name: 'APP in the name of the application',
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient(process.env.MYAPP_SITE_ID, process.env.MYAPP_API_KEY)
        new TrackClient(process.env.APP_CIO_SITE_ID, process.env.APP_CIO_API_KEY)
        new TrackClient(siteId, process.env.APP_KEY)
      `,
    },
    {
      name: 'another class of that name, and other users of basic authentication',
      code: code`
        import { TrackClient } from './vendor/customerio-like'
        new TrackClient(process.env.CIO_API_KEY, process.env.CIO_SITE_ID)
        axios.get('https://api.example.com', { auth: { username: process.env.CIO_API_KEY } })
      `,
    },
    {
      name: 'a header that is made for several APIs',
      code: code`
        function authorization(api) {
          return api === 'app' ? \`Bearer \${process.env.CIO_APP_KEY}\` : \`Basic \${process.env.CIO_TRACK_KEY}\`
        }
        fetch('https://track.customer.io/api/v1/customers/1', { headers: { Authorization: authorization('track') } })
        const base = isApp ? 'https://api.customer.io/v1' : 'https://track.customer.io/api/v1'
        fetch(base + path, { headers: { Authorization: 'Bearer ' + process.env.CIO_APP_KEY } })
      `,
    },
    {
      name: 'made-up keys in a test',
      filename: 'src/__tests__/client.js',
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient('${app}', '${app}')
      `,
    },
    {
      name: 'literals that are no keys',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        new TrackClient('your-site-id', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')
        new APIClient('xxxxxxxxxxxxxxxxxxxx')
      `,
    },
  ],
  invalid: [
    {
      name: 'site ID and key swapped',
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient(process.env.CIO_API_KEY, process.env.CIO_SITE_ID)
                        ~~~~~~~~~~~~~~~~~~~~~~~ [swapped]
                                                 ~~~~~~~~~~~~~~~~~~~~~~~ [swapped]
      `,
      errors: [
        { data: { name: 'CIO_API_KEY', found: 'an API key', wanted: 'a site ID' } },
        { data: { name: 'CIO_SITE_ID', found: 'a site ID', wanted: 'a Track API key' } },
      ],
    },
    {
      name: 'swapped under the names of the SDK itself',
      code: code`
        import { TrackClient } from 'customerio-node'
        export const makeClient = (apiKey, siteId) => new TrackClient(apiKey, siteId)
                                                                      ~~~~~~ [swapped]
                                                                              ~~~~~~ [swapped]
        new TrackClient(config.apiKey, config.siteId)
                        ~~~~~~~~~~~~~ [swapped]
                                       ~~~~~~~~~~~~~ [swapped]
      `,
    },
    {
      name: 'a key of one API given to another',
      code: code`
        import { APIClient, PipelinesClient, TrackClient } from 'customerio-node'
        new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_APP_KEY)
                                                 ~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
        new APIClient(process.env.CUSTOMERIO_TRACK_API_KEY)
                      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
        new PipelinesClient(process.env.CUSTOMERIO_APP_API_KEY!)
                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
        new APIClient(config.get('CIO_SITE_ID'))
                      ~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
      `,
    },
    {
      name: 'an API key as signing secret',
      code: code`
        import { createHmac } from 'node:crypto'
        import { verifyRequestSignature } from 'customerio-node'
        import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
        verifyRequestSignature({ signingSecret: process.env.CUSTOMERIO_API_KEY, timestamp, body, signature })
                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
        verifyWebhook({ body, headers, secret: [process.env.CIO_APP_API_KEY, process.env.CIO_WEBHOOK_SECRET] })
                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
        const signature = req.headers['x-cio-signature']
        createHmac('sha256', process.env.CIO_TRACK_API_KEY)
                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
      `,
    },
    {
      name: 'by the shape of a literal, without printing it',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        const key = '${app}'
                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongShape]
        new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY || key)
        new APIClient('${track}')
                      ~~~~~~~~~~~~~~~~~~~~~~ [wrongShape]
      `,
    },
    {
      name: 'through a destructured environment, a helper, an object',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        const { CIO_SITE_ID, CIO_APP_API_KEY } = process.env as Record<string, string>
                             ~~~~~~~~~~~~~~~ [wrongName]
        new TrackClient(CIO_SITE_ID, CIO_APP_API_KEY)
        function required(name: string): string {
          const value = process.env[name]
          if (!value) throw new Error(name)
          return value
        }
        const key = required('CIO_TRACK_KEY')
                    ~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
        new APIClient(key)
        const config = { customerio: { key: process.env.CIO_SITE_ID } }
                                            ~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
        new APIClient(config.customerio.key!)
      `,
    },
    {
      name: 'raw HTTP',
      code: code`
        import axios from 'axios'
        fetch('https://api.customer.io/v1/send/email', {
          headers: { Authorization: 'Bearer ' + process.env.CUSTOMERIO_TRACK_API_KEY },
                                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wrongName]
        })
        axios.create({
          baseURL: 'https://track.customer.io/api/v1',
          auth: { username: process.env.CIO_API_KEY, password: process.env.CIO_SITE_ID },
                            ~~~~~~~~~~~~~~~~~~~~~~~ [swapped]
                                                               ~~~~~~~~~~~~~~~~~~~~~~~ [swapped]
        })
      `,
    },
  ],
})
