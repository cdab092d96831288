// Does every adapter give the same answers, over real HTTP, on a real server of its framework?

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { signWebhook, type WebhookRejection } from '../../../src/runtime/index.ts'
import { webhookFrameworks, webhookPath, webhookSecret as secret } from '../../support/webhook-apps.ts'

const body = '{"event_id":"abc","object_type":"email","metric":"delivered","data":{"n":1.0}}'

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Record<string, string>
  readonly timestamp?: number
}

function post(url: string, sent: Sent = {}): Promise<Response> {
  const given = sent.body ?? body
  const signed = signWebhook({ body: given, secret, timestamp: sent.timestamp })
  const headers = { 'content-type': 'application/json', ...signed, ...sent.headers }
  return fetch(url, { method: 'POST', body: given, headers })
}

async function answerTo(url: string, sent?: Sent): Promise<[number, string]> {
  const response = await post(url, sent)
  return [response.status, await response.text()]
}

const codesOf = (rejections: readonly WebhookRejection[]): string[] => rejections.map(({ code }) => code)

/** A connection that says exactly what it is told. */
async function rawConnection(port: number): Promise<{ socket: Socket; answer: () => Promise<string> }> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  return {
    socket,
    answer: async () => {
      if (!socket.closed) await once(socket, 'close')
      return received
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5)
}

const head = (headers: string) =>
  `POST ${webhookPath} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n\r\n`

describe.each(webhookFrameworks)('the adapter in $name', ({ start, isStreamed, handlesErrors }) => {
  it('lets a genuine webhook reach the handler', async () => {
    const app = await start()
    const response = await post(app.url)
    expect([response.status, response.headers.get('x-event')]).toEqual([204, 'abc'])
    expect(app.events).toEqual([JSON.parse(body)])
    expect(app.rejections).toEqual([])
  })

  it('takes the webhook whatever its content type', async () => {
    const app = await start()
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-8',
    ]) {
      expect((await post(app.url, { headers: { 'content-type': type } })).status).toBe(204)
    }
    expect(app.events).toHaveLength(3)
  })

  it('reads bytes, not letters', async () => {
    const app = await start()
    const given = JSON.stringify({ event_id: 'Zoë 🎉', pad: '✓'.repeat(50_000) })
    expect((await post(app.url, { body: given })).status).toBe(204)
    expect(app.events).toEqual([JSON.parse(given)])
  })

  it('answers a forged one 401 without detail, and tells onReject why', async () => {
    const app = await start()
    expect(await answerTo(app.url, { headers: { 'x-cio-signature': '0'.repeat(64) } })).toEqual([401, ''])
    expect(app.rejections).toEqual([
      { code: 'signature_mismatch', status: 401, error: expect.any(Error) as Error },
    ])
    expect(app.events).toEqual([])
  })

  it('answers 401 when it is unsigned, changed, truncated, replayed, from the future, or no JSON', async () => {
    const app = await start()
    const now = Math.floor(Date.now() / 1000)
    const unsigned = await fetch(app.url, { method: 'POST', body })
    const statuses = [
      unsigned.status,
      (await post(app.url, { headers: signWebhook({ body: `${body} `, secret }) })).status,
      (await post(app.url, { body: body.slice(0, -1), headers: signWebhook({ body, secret }) })).status,
      (
        await post(app.url, {
          headers: { 'x-cio-signature': signWebhook({ body, secret })['x-cio-signature'].slice(1) },
        })
      ).status,
      (await post(app.url, { timestamp: now - 400 })).status,
      (await post(app.url, { timestamp: now + 400 })).status,
      (await post(app.url, { body: 'hello' })).status,
      (await post(app.url, { body: '' })).status,
    ]
    expect(statuses).toEqual(statuses.map(() => 401))
    expect(codesOf(app.rejections)).toEqual([
      'missing_signature',
      'signature_mismatch',
      'signature_mismatch',
      'malformed_signature',
      'timestamp_too_old',
      'timestamp_in_future',
      'invalid_json',
      'invalid_json',
    ])
    expect(app.events).toEqual([])
  })

  it('answers hostile headers 401, repeated ones among them', async () => {
    const app = await start()
    const { 'x-cio-signature': signature, 'x-cio-timestamp': timestamp } = signWebhook({ body: '{}', secret })
    const hostile = [
      `X-CIO-Signature: ${signature}\r\nX-CIO-Signature: ${signature}\r\nX-CIO-Timestamp: ${timestamp}`,
      `X-CIO-Signature: ${signature}\r\nX-CIO-Timestamp: ${timestamp}\r\nx-cio-timestamp: ${timestamp}`,
      `X-CIO-Signature: ${'0'.repeat(64)}\r\nX-CIO-Signature: ${signature}\r\nX-CIO-Timestamp: ${timestamp}`,
      `X-CIO-Signature: ${'a'.repeat(10_000)}\r\nX-CIO-Timestamp: 1`,
      `X-CIO-Signature: ${'\u00e9'.repeat(64)}\r\nX-CIO-Timestamp: ${timestamp}`,
      `X-CIO-Signature: ${signature}\r\nX-CIO-Timestamp: ${'9'.repeat(400)}`,
      'X-CIO-Signature:\r\nX-CIO-Timestamp:',
      '__proto__: x\r\nconstructor: y',
    ]
    for (const headers of hostile) {
      const { socket, answer } = await rawConnection(app.port)
      socket.write(Buffer.from(`${head(`Content-Length: 2\r\n${headers}`)}{}`, 'latin1'))
      expect(await answer(), headers.slice(0, 90)).toMatch(/^HTTP\/1\.1 401 /)
    }
    expect(app.events).toEqual([])
  })

  it('verifies compressed bytes as they came, and takes them for no JSON', async () => {
    const app = await start()
    const packed = new Uint8Array(gzipSync(body))
    const headers = { 'content-encoding': 'gzip' }
    expect((await post(app.url, { body: packed, headers })).status).toBe(401)
    const signedBefore = { ...headers, ...signWebhook({ body, secret }) }
    expect((await post(app.url, { body: packed, headers: signedBefore })).status).toBe(401)
    expect(app.events).toEqual([])
    expect(app.rejections).toHaveLength(2)
  })

  it('answers 413 to a body over the limit, and takes one at the limit', async () => {
    const app = await start({ maxBodyBytes: 1000 })
    const padded = (length: number) => `{"event_id":"${'x'.repeat(length - 15)}"}`
    expect(await answerTo(app.url, { body: padded(1001) })).toEqual([413, ''])
    expect((await post(app.url, { body: padded(1000) })).status).toBe(204)
    expect((await post(app.url, { body: 'x'.repeat(1_000_000) })).status).toBe(413)
    expect(codesOf(app.rejections)).toEqual(['body_too_large', 'body_too_large'])
    expect((await post(app.url)).status).toBe(204)
  })

  it('has a limit of one mebibyte unless told otherwise', async () => {
    const app = await start()
    const padded = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`
    expect((await post(app.url, { body: padded(1024 * 1024) })).status).toBe(204)
    expect((await post(app.url, { body: padded(1024 * 1024 + 1) })).status).toBe(413)
  })

  it('answers a repeated event 200 without calling the handler', async () => {
    const handled = new Set<string>()
    const seen = (eventId: string) => Promise.resolve(handled.has(eventId) || !handled.add(eventId))
    const app = await start({ seen })
    const statuses = [
      (await post(app.url)).status,
      ...(await answerTo(app.url)),
      (await post(app.url, { body: '{}' })).status,
      (await post(app.url, { body: '{"event_id":""}' })).status,
    ]
    expect(statuses).toEqual([204, 200, '', 204, 204])
    expect(app.events).toHaveLength(3)
    expect(app.rejections).toEqual([])
  })

  it('asks seen about genuine events only', async () => {
    const asked: string[] = []
    const app = await start({ seen: (eventId) => asked.push(eventId) === 0 })
    await post(app.url, { headers: { 'x-cio-signature': '0'.repeat(64) } })
    await post(app.url)
    expect(asked).toEqual(['abc'])
  })

  it('is not moved by an onReject that fails, never ends or changes what it is given', async () => {
    const hooks = [
      () => {
        throw new Error('x')
      },
      () => Promise.reject(new Error('x')),
      () => new Promise(() => undefined),
      (rejection: WebhookRejection) => Object.assign(rejection, { status: 200 }),
    ]
    for (const onReject of hooks) {
      const app = await start({ onReject })
      expect((await post(app.url, { headers: { 'x-cio-signature': 'x' } })).status).toBe(401)
    }
  })

  it('answers 500 when something read the body before, and says how to mend it', async () => {
    const app = await start({ isReadBefore: true })
    expect(await answerTo(app.url)).toEqual([500, ''])
    expect(app.events).toEqual([])
    expect(app.rejections).toEqual([
      {
        code: 'body_not_raw',
        status: 500,
        error: expect.objectContaining({ code: 'body_not_raw' }) as Error,
      },
    ])
    expect(app.rejections[0]?.error?.message).toMatch(/raw (bytes|body), which the signature is made of/)
  })

  it('answers 500 to that without an onReject too; a framework hears of it', async () => {
    const app = await start({ isReadBefore: true, isSilent: true })
    expect((await post(app.url)).status).toBe(500)
    expect(app.events).toEqual([])
    expect(app.errors).toHaveLength(handlesErrors ? 1 : 0)
  })

  it('answers an error of the handler, of seen and of the clock 500, so that the webhook is sent again', async () => {
    let asked = 0
    const fails = () => {
      throw new Error('handler')
    }
    const apps = [
      await start({ onEvent: fails }),
      await start({ seen: fails }),
      await start({ now: () => (asked++ === 0 ? 0 : NaN) }),
    ]
    for (const app of apps) {
      expect((await post(app.url)).status).toBe(500)
      expect(app.errors).toHaveLength(handlesErrors ? 1 : 0)
      expect(codesOf(app.rejections)).toEqual(handlesErrors ? [] : ['handler_failed'])
    }
    const [app] = apps
    expect(JSON.stringify([app?.errors, app?.rejections[0]?.error?.message])).toContain(
      handlesErrors ? '' : 'handler',
    )
  })

  it('takes any of several secrets', async () => {
    const app = await start({ secret: ['of-reporting-webhooks', secret] })
    const other = signWebhook({ body, secret: 'of-reporting-webhooks' })
    const wrong = signWebhook({ body, secret: 'another' })
    expect((await post(app.url)).status).toBe(204)
    expect((await post(app.url, { headers: other })).status).toBe(204)
    expect((await post(app.url, { headers: wrong })).status).toBe(401)
  })

  it('refuses what it cannot use when it is made', async () => {
    const wrong = [
      { secret: '' },
      { secret: ' x' },
      { secret: [] },
      { toleranceSeconds: NaN },
      { maxBodyBytes: -1 },
      { bodyTimeoutMs: NaN },
      { onReject: 1 as never },
      { seen: new Set() as never },
    ]
    for (const settings of wrong)
      await expect(start(settings), Object.keys(settings)[0]).rejects.toThrow(TypeError)
  })

  it('mixes nothing up among requests at once', async () => {
    const app = await start()
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        const given = `{"event_id":"event-${n}","pad":"${'x'.repeat(n * 5000)}"}`
        const headers = n % 2 === 0 ? {} : signWebhook({ body: given.replace('event', 'other'), secret })
        const response = await post(app.url, { body: given, headers })
        return [response.status, response.headers.get('x-event')]
      }),
    )
    expect(answers).toEqual(answers.map((_, n) => (n % 2 === 0 ? [204, `event-${n}`] : [401, null])))
  })

  describe.runIf(isStreamed)('with a body that arrives in parts', () => {
    it('puts the parts together', async () => {
      const app = await start()
      const { socket, answer } = await rawConnection(app.port)
      const { 'x-cio-signature': signature, 'x-cio-timestamp': timestamp } = signWebhook({ body, secret })
      const signed = `X-CIO-Signature: ${signature}\r\nX-CIO-Timestamp: ${timestamp}`
      socket.write(head(`Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n${signed}`))
      for (const part of body.match(/.{1,20}/g) ?? []) {
        socket.write(`${part.length.toString(16)}\r\n${part}\r\n`)
        await sleep(2)
      }
      socket.write('0\r\n\r\n')
      expect(await answer()).toMatch(/^HTTP\/1\.1 204 /)
    })

    it('answers 413 as soon as there is too much, though no length was given', async () => {
      const app = await start({ maxBodyBytes: 1000 })
      const { socket, answer } = await rawConnection(app.port)
      socket.write(head('Transfer-Encoding: chunked'))
      const part = `258\r\n${'x'.repeat(600)}\r\n`
      socket.write(part)
      await sleep(5)
      socket.write(part)
      await until(() => app.rejections.length > 0)
      socket.write('0\r\n\r\n')
      expect(await answer()).toMatch(/^HTTP\/1\.1 413 /)
      expect(codesOf(app.rejections)).toEqual(['body_too_large'])
    })

    it('lives on when the sender goes away, and tells onReject', async () => {
      const app = await start()
      const { socket } = await rawConnection(app.port)
      socket.write(`${head('Content-Length: 100')}{"a"`)
      await sleep(30)
      socket.destroy()
      await until(() => app.rejections.length > 0)
      expect(app.rejections).toEqual([{ code: 'body_aborted', status: 400 }])
      expect((await post(app.url)).status).toBe(204)
    })

    it('does not wait for a body that does not come', async () => {
      const app = await start({ bodyTimeoutMs: 30 })
      const { socket, answer } = await rawConnection(app.port)
      socket.write(`${head('Content-Length: 100')}{"a"`)
      await until(() => app.rejections.length > 0)
      expect(codesOf(app.rejections)).toEqual(['body_timeout'])
      socket.end()
      expect(await answer()).toMatch(/^HTTP\/1\.1 408 /)
      expect((await post(app.url)).status).toBe(204)
    })
  })
})
