import { describe, expect, it } from 'vitest'
import {
  lambdaWebhook,
  signWebhook,
  type LambdaWebhookEvent,
  type WebhookRejection,
} from '../../../src/runtime/index.ts'

const secret = 'signing-secret'
const body = '{"event_id":"abc","data":{"name":"Zoë 🎉"}}'
const signed = signWebhook({ body, secret })
const base64 = Buffer.from(body).toString('base64')

async function outcomeOf(event: LambdaWebhookEvent, options: object = {}): Promise<[number, string | null]> {
  let code: string | null = null
  const onReject = (rejection: WebhookRejection) => {
    code = rejection.code
  }
  const handler = lambdaWebhook({ secret, onReject, ...options }, () => undefined)
  const { statusCode } = await handler(event, {})
  return [statusCode, code]
}

describe('lambdaWebhook', () => {
  const genuine: [string, LambdaWebhookEvent][] = [
    ['a REST API', { headers: signed, multiValueHeaders: valuesOf(signed), body, isBase64Encoded: false }],
    [
      'a REST API that takes all types for binary',
      { headers: signed, multiValueHeaders: valuesOf(signed), body: base64, isBase64Encoded: true },
    ],
    ['an HTTP API', { headers: signed, body }],
    ['a function URL', { headers: signed, body: base64, isBase64Encoded: true }],
    ['a load balancer with one value per header', { headers: signed, body, isBase64Encoded: false }],
    [
      'a load balancer with several values',
      { multiValueHeaders: valuesOf(signed), body, isBase64Encoded: false },
    ],
    ['a REST API, called from the console', { headers: signed, multiValueHeaders: null, body }],
  ]
  it.each(genuine)('takes the event of %s', async (_name, event) => {
    expect(await outcomeOf(event)).toEqual([200, null])
    const capitals = Object.fromEntries(
      Object.entries(event.headers ?? {}).map(([name, value]) => [name.toUpperCase(), value]),
    )
    expect(await outcomeOf({ ...event, headers: capitals })).toEqual([200, null])
  })

  const refused: [string, LambdaWebhookEvent, string][] = [
    ['no headers', { body }, 'missing_signature'],
    ['no headers at all', { headers: null, multiValueHeaders: null, body }, 'missing_signature'],
    [
      'a repeated header, of which `headers` has the last',
      {
        headers: signed,
        multiValueHeaders: {
          ...valuesOf(signed),
          'X-CIO-Signature': ['0'.repeat(64), signed['x-cio-signature']],
        },
        body,
      },
      'malformed_signature',
    ],
    [
      'a repeated header, joined',
      { headers: { ...signed, 'x-cio-timestamp': '1,2' }, body },
      'malformed_timestamp',
    ],
    ['another body', { headers: signed, body: `${body} ` }, 'signature_mismatch'],
    ['base64 that is not said to be', { headers: signed, body: base64 }, 'signature_mismatch'],
    [
      'text that is said to be base64',
      { headers: signed, body, isBase64Encoded: true },
      'signature_mismatch',
    ],
    ['no body', { headers: signed, body: null }, 'signature_mismatch'],
    ['nothing', {}, 'missing_signature'],
    ['an old webhook', { headers: signWebhook({ body, secret, timestamp: 1 }), body }, 'timestamp_too_old'],
  ]
  it.each(refused)('answers 401 to an event with %s', async (_name, event, code) => {
    expect(await outcomeOf(event)).toEqual([401, code])
  })

  it('answers 500 to an event whose body was parsed', async () => {
    const event = { headers: signed, body: JSON.parse(body) as never }
    expect(await outcomeOf(event)).toEqual([500, 'body_not_raw'])
  })

  it('counts bytes for the limit, not letters or digits', async () => {
    const { length } = Buffer.from(body)
    const events: LambdaWebhookEvent[] = [
      { headers: signed, body },
      { headers: signed, body: base64, isBase64Encoded: true },
    ]
    for (const event of events) {
      expect(await outcomeOf(event, { maxBodyBytes: length })).toEqual([200, null])
      expect(await outcomeOf(event, { maxBodyBytes: length - 1 })).toEqual([413, 'body_too_large'])
      expect(await outcomeOf(event, { maxBodyBytes: 0 })).toEqual([413, 'body_too_large'])
    }
  })

  it('gives the handler the event, and the event and context of Lambda', async () => {
    const event = { headers: signed, body }
    const context = { awsRequestId: '1' }
    let given: unknown[] = []
    const handler = lambdaWebhook({ secret }, (...all) => {
      given = all
    })
    expect(await handler(event, context)).toEqual({ statusCode: 200, body: '' })
    expect(given).toEqual([JSON.parse(body), event, context])
  })

  it('sends an answer of the handler, and 200 for anything else', async () => {
    const answer = { statusCode: 202, headers: { 'x-y': 'z' }, body: 'ok' }
    expect(await lambdaWebhook({ secret }, () => Promise.resolve(answer))({ headers: signed, body })).toBe(
      answer,
    )
    for (const other of [null, undefined, 5, {}, { statusCode: '500' }]) {
      const { statusCode } = await lambdaWebhook({ secret }, () => other)({ headers: signed, body })
      expect(statusCode).toBe(200)
    }
  })

  it('answers 500 when the handler fails, and tells onReject', async () => {
    const rejections: WebhookRejection[] = []
    const error = new Error('no database')
    const options = { secret, onReject: (rejection: WebhookRejection) => rejections.push(rejection) }
    const handler = lambdaWebhook(options, () => Promise.reject(error))
    expect(await handler({ headers: signed, body })).toEqual({ statusCode: 500, body: '' })
    expect(rejections).toEqual([{ code: 'handler_failed', status: 500, error }])
  })

  it('waits for onReject, for Lambda stops when it has answered', async () => {
    let isTold = false
    const onReject = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      isTold = true
    }
    await lambdaWebhook({ secret, onReject }, () => undefined)({ body })
    expect(isTold).toBe(true)
  })

  it('is refused when it is made without a secret or a handler', () => {
    expect(() => lambdaWebhook({ secret: [] }, () => undefined)).toThrow(TypeError)
    expect(() => lambdaWebhook({ secret }, 'x' as never)).toThrow('`onEvent`')
  })
})

function valuesOf(headers: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
}
