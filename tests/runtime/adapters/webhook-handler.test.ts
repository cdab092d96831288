import { describe, expect, it } from 'vitest'
import { signWebhook, webhookHandler, type WebhookRejection } from '../../../src/runtime/index.ts'

const secret = 'signing-secret'
const body = '{"event_id":"abc"}'

function requestWith(init: RequestInit = {}, signed: string = body): Request {
  return new Request('https://shop.example/webhooks', {
    method: 'POST',
    body,
    headers: signWebhook({ body: signed, secret }),
    ...init,
  })
}

const streamed = (stream: ReadableStream): RequestInit => ({ body: stream, duplex: 'half' })

describe('webhookHandler', () => {
  it('gives the handler the event and the request', async () => {
    const request = requestWith()
    let given: unknown[] = []
    const handler = webhookHandler({ secret }, (...all) => {
      given = all
    })
    expect((await handler(request)).status).toBe(200)
    expect(given).toEqual([JSON.parse(body), request])
  })

  it('sends the Response of the handler, also one of another kind, and 200 for anything else', async () => {
    class OwnResponse extends Response {}
    const foreign = Object.create(null, { [Symbol.toStringTag]: { value: 'Response' } }) as Response
    for (const response of [new Response('x', { status: 202 }), new OwnResponse('x'), foreign])
      expect(await webhookHandler({ secret }, () => Promise.resolve(response))(requestWith())).toBe(response)
    for (const other of [undefined, null, 5, 'text', { status: 500 }, new Request('https://x.example')])
      expect((await webhookHandler({ secret }, () => other)(requestWith())).status).toBe(200)
  })

  it('answers 500 when the handler throws or rejects, whatever it throws, and tells onReject', async () => {
    const rejections: WebhookRejection[] = []
    const onReject = (rejection: WebhookRejection) => rejections.push(rejection)
    const error = new Error('no database')
    const handlers = [
      () => {
        throw error
      },
      () => Promise.reject(error),
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- some code does
        throw 'text'
      },
    ]
    for (const onEvent of handlers)
      expect((await webhookHandler({ secret, onReject }, onEvent)(requestWith())).status).toBe(500)
    expect(rejections).toEqual([
      { code: 'handler_failed', status: 500, error },
      { code: 'handler_failed', status: 500, error },
      { code: 'handler_failed', status: 500, error: expect.objectContaining({ cause: 'text' }) as Error },
    ])
  })

  it('never verifies a body that was read, is being read, or was taken by a clone too late', async () => {
    const codes: string[] = []
    const handler = webhookHandler({ secret, onReject: ({ code }) => codes.push(code) }, () => undefined)
    const read = requestWith()
    await read.json()
    const locked = requestWith()
    locked.body?.getReader()
    expect([(await handler(read)).status, (await handler(locked)).status]).toEqual([500, 500])
    expect(codes).toEqual(['body_not_raw', 'body_not_raw'])
    const copied = requestWith()
    await copied.clone().text()
    expect((await handler(copied)).status).toBe(200)
  })

  it('takes a request without a body for an empty one', async () => {
    const codes: string[] = []
    const handler = webhookHandler({ secret, onReject: ({ code }) => codes.push(code) }, () => undefined)
    expect((await handler(new Request('https://shop.example'))).status).toBe(401)
    expect((await handler(requestWith({ body: null }, ''))).status).toBe(401)
    expect(codes).toEqual(['missing_signature', 'invalid_json'])
  })

  it('stops reading a body that does not end, and says so to its source', async () => {
    let pulled = 0
    let isCancelled = false
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1
        controller.enqueue(new Uint8Array(1000))
      },
      cancel: () => {
        isCancelled = true
      },
    })
    const handler = webhookHandler({ secret, maxBodyBytes: 5000 }, () => undefined)
    expect((await handler(requestWith(streamed(endless)))).status).toBe(413)
    expect(pulled).toBeLessThan(10)
    expect(isCancelled).toBe(true)
  })

  it('answers when the source breaks, sends nonsense, or cannot be cancelled', async () => {
    const codes: string[] = []
    const options = { secret, bodyTimeoutMs: 20, onReject: ({ code }: WebhookRejection) => codes.push(code) }
    const handler = webhookHandler(options, () => undefined)
    const sources: ConstructorParameters<typeof ReadableStream>[0][] = [
      {
        pull: () => {
          throw new Error('gone')
        },
      },
      {
        pull: (controller: ReadableStreamDefaultController) => {
          controller.enqueue({ length: 'x' })
        },
      },
      { pull: () => new Promise(() => undefined), cancel: () => Promise.reject(new Error('no')) },
    ]
    const statuses = []
    for (const source of sources)
      statuses.push((await handler(requestWith(streamed(new ReadableStream(source))))).status)
    expect(statuses).toEqual([400, 400, 408])
    expect(codes).toEqual(['body_aborted', 'body_aborted', 'body_timeout'])
  })

  it('may have no limits', async () => {
    const options = { secret, maxBodyBytes: Infinity, bodyTimeoutMs: Infinity }
    expect((await webhookHandler(options, () => undefined)(requestWith())).status).toBe(200)
  })

  it('is refused when it is made without a secret or a handler', () => {
    expect(() => webhookHandler({ secret: '' }, () => undefined)).toThrow(TypeError)
    expect(() => webhookHandler({ secret }, undefined as never)).toThrow('`onEvent`')
  })
})
