// Which bodies count as received, however the framework or the project names them?
import { requireRawWebhookBody as rule } from '../../src/rules/require-raw-webhook-body.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const compare = `
  const given = Buffer.from(request.headers['x-hub-signature'])
  return given.length === expected.length && timingSafeEqual(given, expected)
`

inBothModes(rule, {
  valid: [
    {
      name: 'the payload of hapi as it is, which its route may leave unparsed',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export const handler = (request) => {
          const expected = createHmac('sha256', process.env.SECRET).update(request.payload).digest()
          ${compare}
        }
      `,
    },
    {
      name: 'the payload of something that is no request',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export const isIntact = (job, given) => {
          const expected = createHmac('sha256', process.env.SECRET).update(JSON.stringify(job.payload)).digest()
          return given.length === expected.length && timingSafeEqual(given, expected)
        }
      `,
    },
    {
      name: 'a raw body that an adapter hands on',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const webhookOf = (req) => ({ body: req.rawBody, signature: req.get('x-hub-signature') })
        function isGenuine({ body, signature }) {
          const expected = createHmac('sha256', process.env.SECRET).update(body).digest()
          const given = Buffer.from(signature, 'hex')
          return given.length === expected.length && timingSafeEqual(given, expected)
        }
        app.post('/hooks', (req, res) => res.sendStatus(isGenuine(webhookOf(req)) ? 204 : 401))
      `,
    },
    {
      name: 'the body of a command that is signed, not verified',
      code: code`
        import { createHmac } from 'node:crypto'
        export class DeliverWebhook {
          execute(command) {
            return this.sign(command.body)
          }
          private sign(body: unknown) {
            return createHmac('sha256', process.env.SECRET!).update(JSON.stringify(body)).digest('hex')
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'the payload of hapi, where the raw body is missing',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        export const handler = (request) => {
          const body = request.rawBody ?? JSON.stringify(request.payload)
                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
          const expected = createHmac('sha256', process.env.SECRET).update(body).digest()
          ${compare}
        }
      `,
    },
    {
      name: 'a body that an adapter writes into the object it hands on',
      code: code`
        import { createHmac, timingSafeEqual } from 'node:crypto'
        const webhookOf = (req) => ({ body: JSON.stringify(req.body), signature: req.get('x-hub-signature') })
                                            ~~~~~~~~~~~~~~~~~~~~~~~~ [serializedBody]
        function isGenuine({ body, signature }) {
          const expected = createHmac('sha256', process.env.SECRET).update(body).digest()
          const given = Buffer.from(signature, 'hex')
          return given.length === expected.length && timingSafeEqual(given, expected)
        }
        app.post('/hooks', (req, res) => res.sendStatus(isGenuine(webhookOf(req)) ? 204 : 401))
      `,
    },
    {
      name: 'the body of a command, handed to a private method',
      code: code`
        import { createHmac } from 'node:crypto'
        export class ProcessWebhook {
          execute(command) {
            this.verifySignature(command.signatureHeader, command.body)
          }
          private verifySignature(signature: string, body: unknown) {
            const expected = createHmac('sha1', process.env.SECRET!).update(JSON.stringify(body)).digest('hex')
                                                                            ~~~~~~~~~~~~~~~~~~~~ [serializedBody]
            if (signature !== expected) throw new Error('Invalid signature')
          }
        }
      `,
    },
  ],
})
