import { noHardcodedKeys as rule } from '../../src/rules/no-hardcoded-keys.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'a key of another vendor',
      code: code`
        import Stripe from 'stripe'
        const stripe = new Stripe('9f0c3a6e51b27d84e6ab')
        const API_KEY = '9f0c3a6e51b27d84e6ab'
        // customer.io is only spoken of
      `,
    },
    {
      name: 'a class of that name from elsewhere',
      code: code`
        import { TrackClient } from './customerio-tracking'
        new TrackClient('site', '9f0c3a6e51b27d84e6ab')
      `,
    },
    {
      name: 'keys from the environment, a configuration, a secrets manager',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
        new TrackClient(process.env.CIO_SITE_ID || '', process.env.CIO_API_KEY || '')
        new TrackClient(config.get('customerio.siteId'), config.get('customerio.apiKey'))
        new APIClient(await secrets.read('customerio-app-key'))
        new APIClient(Deno.env.get('CUSTOMERIO_APP_API_KEY'))
      `,
    },
    {
      name: 'placeholders',
      code: code`
        import { APIClient, TrackClient } from 'customerio-node'
        new TrackClient('your-site-id', 'YOUR_API_KEY')
        new TrackClient('<site id>', '<key>')
        new APIClient('ASK_ME_IF_YOU_NEED')
        new APIClient('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')
        fetch('https://api.customer.io/v1/segments', { headers: { Authorization: 'Bearer <app key>' } })
        fetch('https://track.customer.io/api/v1/customers/1', { headers: { Authorization: 'Basic Zm9vOmJhcg==' } })
      `,
    },
    {
      name: 'public values: site id, write keys of browsers and phones',
      code: code`
        import { TrackClient } from 'customerio-node'
        import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
        import { CustomerIO } from 'customerio-reactnative'
        new TrackClient('b02f782cd7eeb6c726d6', process.env.CIO_API_KEY)
        AnalyticsBrowser.load({ writeKey: 'b02f782cd7eeb6c726d6' })
        CustomerIO.initialize({ cdpApiKey: 'b02f782cd7eeb6c726d6' })
        const CUSTOMERIO_SITE_ID = 'b02f782cd7eeb6c726d6'
      `,
    },
    {
      name: 'names that say a credential, with values that are none',
      code: code`
        const CUSTOMERIO_API_KEY = 'customerio-api-key'
        const CIO_WEBHOOK_SECRET_NAME = '9f0c3a6e51b27d84e6ab'
        const customerio = { region: 'us', apiUrl: 'https://track.customer.io', from: 'team@example.com' }
      `,
    },
    {
      name: 'made-up keys in a test',
      filename: 'src/__tests__/client.js',
      code: code`
        import { TrackClient } from 'customerio-node'
        const CUSTOMERIO_API_KEY = 'fake-track-key'
        new TrackClient('test-site', 'some-track-key-1')
      `,
    },
    {
      name: 'a header of a request to somebody else',
      code: code`
        // not customer.io
        fetch('https://api.example.com/v1', { headers: { Authorization: 'Bearer 5d1f0e9b7c3a48265d1f0e9b7c3a4826' } })
      `,
    },
    {
      name: 'a text that merely holds the prefix of a token',
      code: code`
        const CIO_TOKEN_PREFIX = 'sa_live_'
        const text = 'tokens start with sa_live_'
      `,
    },
  ],
  invalid: [
    {
      name: 'the Track key of a constructor',
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient(process.env.CIO_SITE_ID, '9f0c3a6e51b27d84e6ab')
                                                 ~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      `,
      suggestions: [
        {
          messageId: 'readFromEnvironment',
          output: code`
            import { TrackClient } from 'customerio-node'
            new TrackClient(process.env.CIO_SITE_ID, process.env.CUSTOMERIO_TRACK_API_KEY)
          `,
        },
      ],
    },
    {
      name: 'TypeScript gets an assertion, so that strict code still compiles',
      code: code`
        import { APIClient } from 'customerio-node'
        const api: APIClient = new APIClient('5d1f0e9b7c3a48265d1f0e9b7c3a4826')
                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      `,
      suggestions: [
        {
          messageId: 'readFromEnvironment',
          output: code`
            import { APIClient } from 'customerio-node'
            const api: APIClient = new APIClient(process.env.CUSTOMERIO_APP_API_KEY!)
          `,
        },
      ],
    },
    {
      name: 'a fallback beside the environment goes away',
      code: code`
        const { APIClient } = require('customerio-node')
        module.exports = new APIClient(process.env.MY_KEY || '5d1f0e9b7c3a48265d1f0e9b7c3a4826')
                                                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      `,
      suggestions: [
        {
          messageId: 'readFromEnvironment',
          output: code`
            const { APIClient } = require('customerio-node')
            module.exports = new APIClient(process.env.MY_KEY)
          `,
        },
      ],
    },
    {
      name: 'in a file of Vite the environment is read as there',
      code: code`
        import { PipelinesClient } from 'customerio-node'
        const mode = import.meta.env.MODE
        new PipelinesClient('9f0c3a6e51b27d84e6ab')
                            ~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      `,
      suggestions: [
        {
          messageId: 'readFromEnvironment',
          output: code`
            import { PipelinesClient } from 'customerio-node'
            const mode = import.meta.env.MODE
            new PipelinesClient(import.meta.env.CUSTOMERIO_PIPELINES_WRITE_KEY)
          `,
        },
      ],
    },
    {
      name: 'through a constant: reported where it is written',
      code: code`
        import { TrackClient } from 'customerio-node'
        const key = '9f0c3a6e51b27d84e6ab'
                    ~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
        const clients = { track: new TrackClient('site', key) }
      `,
      suggestions: [
        {
          messageId: 'readFromEnvironment',
          output: code`
            import { TrackClient } from 'customerio-node'
            const key = process.env.CUSTOMERIO_TRACK_API_KEY
            const clients = { track: new TrackClient('site', key) }
          `,
        },
      ],
    },
  ],
})

/** Places from which a key reaches Customer.io: the suggestion is the same everywhere. */
function oneReport(name: string, sample: string, variable: string, filename?: string) {
  const literal = /^(.*?)(['"\x60][^'"\x60]*['"\x60])\s*\/\/ KEY$/m
  const [, before = '', text = ''] = literal.exec(sample) ?? []
  if (text === '') throw new Error(`"${name}" marks no key.`)
  const marker = `${' '.repeat(before.length)}${'~'.repeat(text.length)} [hardcodedKey]`
  return {
    name,
    ...(filename === undefined ? {} : { filename }),
    code: sample.replace(literal, (line) => `${line.replace(/\s*\/\/ KEY$/, '')}\n${marker}`),
    suggestions: [
      {
        messageId: 'readFromEnvironment' as const,
        output: sample.replace(literal, (_, start: string) => `${start}process.env.${variable}`),
      },
    ],
  }
}

inBothModes(rule, {
  valid: [],
  invalid: [
    oneReport(
      'an object of options',
      code`
        import { Analytics } from '@customerio/cdp-analytics-node'
        new Analytics({
          writeKey:
            '9f0c3a6e51b27d84e6ab' // KEY
        })
      `,
      'CUSTOMERIO_PIPELINES_WRITE_KEY',
    ),
    oneReport(
      'a class that extends the client',
      code`
        import { TrackClient } from 'customerio-node'
        class Cio extends TrackClient {
          constructor() {
            super('site',
              '9f0c3a6e51b27d84e6ab' // KEY
            )
          }
        }
      `,
      'CUSTOMERIO_TRACK_API_KEY',
    ),
    oneReport(
      'a class that leaves the constructor to the client, made',
      code`
        import { APIClient } from 'customerio-node'
        class Mailer extends APIClient {}
        class Newsletter extends Mailer { send() {} }
        new Newsletter(
          '5d1f0e9b7c3a48265d1f0e9b7c3a4826' // KEY
        )
      `,
      'CUSTOMERIO_APP_API_KEY',
    ),
    oneReport(
      'a class whose constructor takes other arguments, extended',
      code`
        import { TrackClient } from 'customerio-node'
        class Cio extends TrackClient {
          constructor(apiKey) { super(process.env.CIO_SITE_ID, apiKey) }
        }
        class Marketing extends Cio {
          constructor() {
            super(
              '9f0c3a6e51b27d84e6ab' // KEY
            )
          }
        }
      `,
      'CUSTOMERIO_TRACK_API_KEY',
    ),
    oneReport(
      'a function that makes the client, called in the file',
      code`
        import { APIClient } from 'customerio-node'
        const make = (key) => new APIClient(key)
        export const api = make(
          '5d1f0e9b7c3a48265d1f0e9b7c3a4826' // KEY
        )
      `,
      'CUSTOMERIO_APP_API_KEY',
    ),
    oneReport(
      'a service whose constructor makes the client',
      code`
        import { TrackClient } from 'customerio-node'
        class Service {
          constructor(site, key) {
            this.client = new TrackClient(site, key)
          }
        }
        new Service('site',
          '9f0c3a6e51b27d84e6ab' // KEY
        )
      `,
      'CUSTOMERIO_TRACK_API_KEY',
    ),
    oneReport(
      'a key in base64, with the Buffer of a module',
      code`
        import buffer from 'node:buffer'
        import { APIClient } from 'customerio-node'
        new APIClient(buffer.Buffer.from(
          '5d1f0e9b7c3a48265d1f0e9b7c3a4826' // KEY
        ).toString('base64'))
      `,
      'CUSTOMERIO_APP_API_KEY',
    ),
    oneReport(
      'the 1.x client',
      code`
        const CIO = require('customerio-node')
        const cio = new CIO('site',
          '9f0c3a6e51b27d84e6ab' // KEY
        )
      `,
      'CUSTOMERIO_TRACK_API_KEY',
    ),
    oneReport(
      'the signing secret of a verifier',
      code`
        import { verifyRequestSignature } from 'customerio-node'
        export const check = (timestamp, body, signature) =>
          verifyRequestSignature({ timestamp, body, signature, signingSecret:
            '0a9c4e71b8d25f36e7c1' // KEY
          })
      `,
      'CUSTOMERIO_WEBHOOK_SECRET',
    ),
    oneReport(
      'one of several secrets of our verifier',
      code`
        import { verifyWebhook } from 'eslint-plugin-customerio/runtime'
        export const check = (body, headers) => verifyWebhook({ body, headers, secret: [process.env.OLD,
          '0a9c4e71b8d25f36e7c1' // KEY
        ] })
      `,
      'CUSTOMERIO_WEBHOOK_SECRET',
    ),
    oneReport(
      'the secret of our plugin, where Fastify takes it',
      code`
        import { fastifyWebhook } from 'eslint-plugin-customerio/runtime'
        export const receive = (app) => app.register(fastifyWebhook, { secret:
          '0a9c4e71b8d25f36e7c1' // KEY
        })
      `,
      'CUSTOMERIO_WEBHOOK_SECRET',
    ),
    oneReport(
      'the secret of our handler',
      code`
        import { webhookHandler } from 'eslint-plugin-customerio/runtime'
        export const POST = webhookHandler({ secret:
          '0a9c4e71b8d25f36e7c1' // KEY
        }, handle)
      `,
      'CUSTOMERIO_WEBHOOK_SECRET',
    ),
    oneReport(
      'the key of an HMAC over a delivery',
      code`
        import { createHmac } from 'node:crypto'
        export const sign = (req) => createHmac('sha256',
          '0a9c4e71b8d25f36e7c1' // KEY
        ).update(req.rawBody).digest('hex') + req.get('x-cio-signature').length
      `,
      'CUSTOMERIO_WEBHOOK_SECRET',
    ),
    oneReport(
      'the password of an axios instance',
      code`
        import axios from 'axios'
        export const track = axios.create({ baseURL: 'https://track.customer.io/api/v1', auth: {
          username: process.env.CIO_SITE_ID,
          password:
            '9f0c3a6e51b27d84e6ab' // KEY
        } })
      `,
      'CUSTOMERIO_TRACK_API_KEY',
    ),
    oneReport(
      'basic authentication by hand: the site id before the colon is no secret',
      code`
        const auth = Buffer.from('b02f782cd7eeb6c726d6' + ':' +
          '9f0c3a6e51b27d84e6ab' // KEY
        ).toString('base64')
        fetch('https://track.customer.io/api/v1/accounts/region', { headers: { authorization: 'Basic ' + auth } })
      `,
      'CUSTOMERIO_TRACK_API_KEY',
    ),
    oneReport(
      'a name that says so',
      code`
        export const CUSTOMERIO_APP_KEY =
          '5d1f0e9b7c3a48265d1f0e9b7c3a4826' // KEY
      `,
      'CUSTOMERIO_APP_API_KEY',
    ),
    oneReport(
      'a path of names',
      code`
        export const config = { services: { customerio: { siteId: 'b02f782cd7eeb6c726d6', apiKey:
          '9f0c3a6e51b27d84e6ab' // KEY
        } } }
      `,
      'CUSTOMERIO_API_KEY',
    ),
    oneReport(
      'an assignment to a member',
      code`
        config.customerIo.appKey =
          '5d1f0e9b7c3a48265d1f0e9b7c3a4826' // KEY
      `,
      'CUSTOMERIO_APP_API_KEY',
    ),
    oneReport(
      'a class field',
      code`
        export class Config {
          cioWebhookSecret =
            '0a9c4e71b8d25f36e7c10a9c4e71b8d2' // KEY
        }
      `,
      'CUSTOMERIO_WEBHOOK_SECRET',
    ),
    oneReport(
      'a default of the environment',
      code`
        const { CIO_API_KEY =
          '9f0c3a6e51b27d84e6ab' // KEY
        } = process.env
      `,
      'CUSTOMERIO_API_KEY',
    ),
    oneReport(
      'a service account token, wherever it stands',
      code`
        // for customer.io
        run(
          'sa_live_9f0c3a6e51b27d84e6ab' // KEY
        )
      `,
      'CIO_TOKEN',
    ),
    oneReport(
      'a key-shaped string in a test',
      code`
        import { TrackClient } from 'customerio-node'
        new TrackClient('test-site',
          '9f0c3a6e51b27d84e6ab' // KEY
        )
      `,
      'CUSTOMERIO_TRACK_API_KEY',
      'src/__tests__/client.js',
    ),
    {
      name: 'with checkPublicIds the site id too',
      options: [{ checkPublicIds: true }],
      code: code`
        import { TrackClient } from 'customerio-node'
        new TrackClient('b02f782cd7eeb6c726d6', process.env.CIO_API_KEY)
                        ~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
      `,
      suggestions: [
        {
          messageId: 'readFromEnvironment',
          output: code`
            import { TrackClient } from 'customerio-node'
            new TrackClient(process.env.CUSTOMERIO_SITE_ID, process.env.CIO_API_KEY)
          `,
        },
      ],
    },
    {
      name: 'a bearer token in a header keeps its scheme',
      code: code`
        fetch('https://api.customer.io/v1/segments', {
          headers: { Authorization: 'Bearer 5d1f0e9b7c3a48265d1f0e9b7c3a4826' },
                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
        })
      `,
      suggestions: [
        {
          messageId: 'readFromEnvironment',
          output: [
            "fetch('https://api.customer.io/v1/segments', {",
            '  headers: { Authorization: `Bearer ${process.env.CUSTOMERIO_APP_API_KEY}` },',
            '})',
          ].join('\n'),
        },
      ],
    },
    {
      name: 'encoded basic authentication is put together from both variables',
      code: code`
        fetch('https://track.customer.io/api/v1/accounts/region', {
          headers: { Authorization: 'Basic YjAyZjc4MmNkN2VlYjZjNzI2ZDY6OWYwYzNhNmU1MWIyN2Q4NGU2YWI=' },
                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
        })
      `,
      suggestions: [
        {
          messageId: 'readFromEnvironment',
          output: [
            "fetch('https://track.customer.io/api/v1/accounts/region', {",
            "  headers: { Authorization: `Basic ${Buffer.from(`${process.env.CUSTOMERIO_SITE_ID}:${process.env.CUSTOMERIO_TRACK_API_KEY}`).toString('base64')}` },",
            '})',
          ].join('\n'),
        },
      ],
    },
    {
      name: 'an enum member must be constant, so there is no suggestion',
      code: code`
        enum Key {
          CustomerIoAppKey = '5d1f0e9b7c3a48265d1f0e9b7c3a4826',
                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcodedKey]
        }
      `,
    },
  ],
})
