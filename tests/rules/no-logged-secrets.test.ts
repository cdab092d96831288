import { noLoggedSecrets as rule } from '../../src/rules/no-logged-secrets.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'other tokens, and secrets of other vendors',
      code: code`
        import { APIClient } from 'customerio-node'
        const api = new APIClient(process.env.CIO_APP_KEY)
        console.log('next page token', page.nextPageToken, 'cache key', key, process.env.STRIPE_API_KEY)
        console.log(process.env.CIO_SITE_ID, process.env.NEXT_PUBLIC_CIO_WRITE_KEY)
      `,
    },
    {
      name: 'what only tells about the key',
      code: code`
        import { APIClient } from 'customerio-node'
        const key = process.env.CIO_APP_KEY
        const api = new APIClient(key)
        console.log('key ends with', key.slice(-4), !!key, Boolean(key), typeof key, key.length)
        console.log(key ? 'set' : 'missing', key && 'set', { hasKey: !!key, length: key.length })
        logger.info({ key: mask(key), masked: key.replace(/.(?=.{4})/g, '*') })
        const maskedCioApiKey = mask(key)
        console.log(maskedCioApiKey)
        if (!process.env.CIO_APP_KEY) throw new Error('CIO_APP_KEY is missing')
      `,
    },
    {
      name: 'parts too small to tell the key, or of unknown size',
      code: code`
        import { createHmac } from 'node:crypto'
        const key = process.env.CIO_API_KEY
        fetch('https://track.customer.io/api/v1/customers/1', { headers: { Authorization: \`Basic \${btoa(id + ':' + key)}\` } })
        console.log(\`\${key.slice(0, 4)}…\${key.slice(-4)}\`, key.substring(0, 8), key.at(-1), key.slice(0, shown))
        const start = key.substr(0, 6)
        console.log(start)
        const given = req.headers['x-cio-signature']
        const expected = createHmac('sha256', secret).update(\`v0:\${timestamp}:\${body}\`).digest('hex')
        console.warn('refused', given, expected.slice(0, 12))
        Math.log(key)
      `,
    },
    {
      name: 'objects without the key, and objects that are not opened',
      code: code`
        import { TrackClient } from 'customerio-node'
        export function connect(options, logger) {
          const { apiKey, ...rest } = options
          const cio = new TrackClient(options.siteId, apiKey)
          logger.info(rest, options.siteId)
          logger.info({ ...options, apiKey: '***' })
          console.log(JSON.stringify(options, ['siteId', 'region']))
          console.log(\`connected with \${options}\`)
          return cio
        }
      `,
    },
    {
      name: 'options of a request before they get the key, without it, and what is left of a failure',
      code: code`
        import axios from 'axios'
        export async function send(message) {
          const config = { headers: { 'Content-Type': 'application/json' } }
          console.log('sending', config)
          config.headers.Authorization = \`Bearer \${process.env.MAIL_TOKEN}\`
          console.log('sending', { ...config, headers: undefined })
          try {
            return await axios.post('https://api.customer.io/v1/send/email', message, config)
          } catch (error) {
            console.error('not sent', error.message, error.response?.status, error.response?.data)
          }
        }
      `,
    },
    {
      name: 'the received signature, and hashes of others',
      code: code`
        import { createHmac } from 'node:crypto'
        const signature = req.headers['x-cio-signature']
        const expected = createHmac('sha256', secret).update(\`v0:\${timestamp}:\${body}\`).digest('hex')
        console.warn('refused', signature, expected.length, signature === expected)
      `,
    },
    {
      name: 'credentials of the runtime, which do not show themselves',
      code: code`
        import { TrackClient } from 'customerio-node'
        import { loadCredentials, fromEnv } from 'eslint-plugin-customerio/runtime'
        const credentials = await loadCredentials({ from: fromEnv() })
        const cio = new TrackClient(credentials.siteId, credentials.trackApiKey)
        console.log(credentials)
      `,
    },
    {
      name: 'a test',
      filename: 'src/__tests__/client.js',
      code: code`
        console.log(process.env.CIO_API_KEY)
      `,
    },
  ],
  invalid: [
    {
      name: 'a key by its name',
      code: code`
        console.log('key', process.env.CIO_API_KEY)
                           ~~~~~~~~~~~~~~~~~~~~~~~ [credential]
        console.error(\`using \${config.customerio.appKey || 'none'}\`)
                               ~~~~~~~~~~~~~~~~~~~~~~~~ [credential]
        const { CUSTOMERIO_WEBHOOK_SECRET } = process.env
        process.stdout.write('secret ' + CUSTOMERIO_WEBHOOK_SECRET)
                                         ~~~~~~~~~~~~~~~~~~~~~~~~~ [credential]
      `,
    },
    {
      name: 'a key by the position it reaches',
      code: code`
        const { APIClient } = require('customerio-node')
        async function check(appKey) {
          const api = new APIClient(appKey)
          try {
            await api.listExports()
          } catch (err) {
            throw new Error(\`customer.io refused the key \${appKey}: \${err.message}\`)
                                                           ~~~~~~ [credential]
          }
        }
        module.exports = { check }
      `,
    },
    {
      name: 'loggers, by their names and by their modules',
      code: code`
        import pino from 'pino'
        import createDebug from 'debug'
        import { TrackClient } from 'customerio-node'
        const out = pino()
        const trace = createDebug('cio')
        export class Mailer {
          constructor(apiKey, logger) {
            this.logger = logger
            this.client = new TrackClient(siteId, apiKey)
            this.logger.info({ apiKey }, 'connected')
                               ~~~~~~ [credential]
            out.warn(apiKey.trim())
                     ~~~~~~ [credential]
            req.log.debug([apiKey])
                           ~~~~~~ [credential]
            trace(apiKey)
                  ~~~~~~ [credential]
          }
        }
      `,
    },
    {
      name: 'objects that hold a key',
      code: code`
        import { TrackClient } from 'customerio-node'
        import { Analytics } from '@customerio/cdp-analytics-node'
        export function connect(options) {
          console.log('options', options)
                                 ~~~~~~~ [holder]
          return new Analytics(options)
        }
        const headers = { Authorization: \`Bearer \${process.env.CIO_APP_KEY}\` }
        fetch('https://api.customer.io/v1/segments', { headers })
        console.log(JSON.stringify(headers))
                                   ~~~~~~~ [holder]
        const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
        console.log(cio, process.env)
                    ~~~ [holder]
                         ~~~~~~~~~~~ [holder]
      `,
    },
    {
      name: 'the whole configuration of a request, however deep the key is in it, and one that gets it later',
      code: code`
        import axios from 'axios'
        const basic = Buffer.from(process.env.TRACK_SITE + ':' + process.env.TRACK_KEY).toString('base64')
        const headers = { Authorization: 'Basic ' + basic }
        const config = { method: 'put', url: 'https://track.customer.io/api/v1/customers/1', headers }
        logger.debug({ attempt: { number: 1, request: config } }, 'sending')
                                                      ~~~~~~ [holder]
        await axios(config)
        const init = { method: 'POST', headers: {} }
        init.headers.Authorization = \`Bearer \${process.env.MAIL_TOKEN}\`
        console.log(JSON.stringify(init))
                                   ~~~~ [holder]
        await fetch('https://api.customer.io/v1/send/email', init)
      `,
    },
    {
      name: 'half of a key, and a key that a variable holds in another form',
      code: code`
        const key = process.env.CIO_API_KEY
        const basic = Buffer.from(\`\${process.env.CIO_SITE_ID}:\${key}\`).toString('base64')
        const shown = key?.substring(0, 12)
        console.log('key', key.slice(0, 10), key.slice(2), key.slice(0, -4))
                           ~~~ [credential]
                                             ~~~ [credential]
                                                           ~~~ [credential]
        console.log('key', key.substr(0, 16), key.substr(4))
                           ~~~ [credential]
                                              ~~~ [credential]
        console.log(\`Authorization: Basic \${basic}\`, shown)
                                            ~~~~~ [credential]
                                                     ~~~~~ [credential]
        await fetch('https://track.customer.io/api/v1/customers/1', { headers: { Authorization: 'Basic ' + basic } })
      `,
    },
    {
      name: 'other places that write',
      code: code`
        context.log('key', process.env.CIO_APP_KEY)
                           ~~~~~~~~~~~~~~~~~~~~~~~ [credential]
        Sentry.captureMessage(\`refused \${process.env.CIO_APP_KEY}\`)
                                         ~~~~~~~~~~~~~~~~~~~~~~~ [credential]
        const config = { customerio: { apiKey: process.env.CIO_API_KEY, region: 'eu' } }
        console.log(Object.keys(config.customerio), Object.entries(config.customerio))
                                                                   ~~~~~~~~~~~~~~~~~ [holder]
      `,
    },
    {
      name: 'the expected signature',
      code: code`
        import { createHmac } from 'node:crypto'
        const signature = req.get('x-cio-signature')
        const expected = createHmac('sha256', secret).update(\`v0:\${timestamp}:\`).update(req.body).digest('hex')
        if (signature !== expected) console.warn(\`signature \${signature}, expected \${expected}\`)
                                                                                     ~~~~~~~~ [signature]
      `,
    },
  ],
})
