// Does a handler whose comparison was replaced by the runtime's verifier believe genuine webhooks, and those only?
import { describe, expect, it } from 'vitest'

import {
  answerOf,
  fetchRequestOf,
  forgeries,
  handlerOf,
  webhookFindings,
  webhookOf,
  withSuggestion,
} from '../support/handled-webhooks.ts'
import type { IncomingWebhook } from '../support/handled-webhooks.ts'
import { dedent } from '../support/marked-code.ts'
import { typeErrors } from '../support/type-check.ts'
import { nodeCrypto } from '../support/webhook-samples.ts'

const rules = { 'customerio/require-timing-safe-comparison': 'error' } as const

interface Handlers {
  /** what the handler is given */
  readonly given: (request: IncomingWebhook) => unknown
  readonly sources: Readonly<Record<string, string>>
}

const ofNode: Handlers = {
  given: (request) => request,
  sources: {
    'the header against the digest': `
      ${nodeCrypto}
      module.exports = (req, secret) => {
        const message = \`v0:\${req.headers['x-cio-timestamp']}:\${req.rawBody}\`
        return req.headers['x-cio-signature'] === createHmac('sha256', secret).update(message).digest('hex')
      }
    `,
    'an inequality that a keyword touches': `
      const crypto = require('crypto')
      module.exports = function verify(req, secret) {
        const hmac = crypto.createHmac('sha256', secret)
        hmac.update('v0:' + req.get('X-CIO-Timestamp') + ':')
        hmac.update(req.rawBody)
        return!(hmac.digest('hex')!==req.get('X-CIO-Signature'))
      }
    `,
    'buffers, with equals': `
      ${nodeCrypto}
      module.exports = (req, secret) => {
        const expected = createHmac('sha256', secret)
          .update(\`v0:\${req.get('x-cio-timestamp')}:\`)
          .update(req.rawBody)
          .digest()
        return expected.equals(Buffer.from(req.get('x-cio-signature') ?? '', 'hex'))
      }
    `,
    'the order of buffers': `
      ${nodeCrypto}
      module.exports = (req, secret) => {
        const expected = createHmac('sha256', secret).update(\`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`).digest()
        if (Buffer.compare(Buffer.from(req.get('x-cio-signature') ?? '', 'hex'), expected) !== 0) return false
        return true
      }
    `,
    'a digest that begins with the header': `
      ${nodeCrypto}
      module.exports = ({ headers, rawBody }, secret) => {
        const { 'x-cio-signature': signature = 'none', 'x-cio-timestamp': timestamp } = headers
        const expected = createHmac('sha256', secret).update(\`v0:\${timestamp}:\${rawBody}\`).digest('hex')
        return expected.startsWith(signature)
      }
    `,
    'a digest of a helper, and headers by constants': `
      ${nodeCrypto}
      const HEADERS = { signature: 'x-cio-signature', timestamp: 'x-cio-timestamp' }
      const digest = (key, timestamp, text) =>
        createHmac('sha256', key).update(['v0', timestamp, text].join(':')).digest('hex')
      module.exports = (req, secret) => {
        const received = req.headers[HEADERS.signature]
        const expected = digest(secret, req.headers[HEADERS.timestamp], req.rawBody)
        return received !== undefined && received.length === 64 && Object.is(received, expected)
      }
    `,
    'the parts of a request, given to a helper': `
      ${nodeCrypto}
      function isGenuine(payload, signature, timestamp, key) {
        const expected = createHmac('sha256', key).update(\`v0:\${timestamp}:\${payload}\`).digest('hex')
        return signature === expected
      }
      module.exports = (req, secret) =>
        isGenuine(req.rawBody, req.get('x-cio-signature'), Number(req.get('x-cio-timestamp')), secret)
    `,
    'one of several keys': `
      ${nodeCrypto}
      module.exports = (req, secret) => {
        const signature = req.get('x-cio-signature')
        const message = \`v0:\${req.get('x-cio-timestamp')}:\${req.rawBody}\`
        return ['an older key', secret].some(
          (key) => createHmac('sha256', key).update(message).digest('hex') === signature,
        )
      }
    `,
    'a class that keeps the key': `
      ${nodeCrypto}
      class CustomerioWebhooks {
        constructor(secret) { this.secret = secret }
        accepts(req) {
          const message = this.messageOf(req.headers['x-cio-timestamp'], req.rawBody)
          const expected = createHmac('sha256', this.secret).update(message).digest('hex')
          return expected == req.headers['x-cio-signature']
        }
        messageOf(timestamp, body) { return 'v0:' + timestamp + ':' + body.toString('utf8') }
      }
      module.exports = (req, secret) => new CustomerioWebhooks(secret).accepts(req)
    `,
  },
}

const ofFetch: Handlers = {
  given: fetchRequestOf,
  sources: {
    'a Request': `
      import { createHmac } from 'node:crypto'
      export async function handle(request: Request, secret: string): Promise<boolean> {
        const body = await request.text()
        const timestamp = request.headers.get('x-cio-timestamp') ?? ''
        const expected = createHmac('sha256', secret).update(\`v0:\${timestamp}:\${body}\`).digest('hex')
        return request.headers.get('x-cio-signature') === expected
      }
    `,
    'a Request, whose parts go to a helper with types': `
      import crypto from 'crypto'
      function isGenuine(rawBody: string, signature: string | null, timestamp: string | null, key: string): boolean {
        const expected = crypto.createHmac('sha256', key).update(\`v0:\${timestamp}:\${rawBody}\`).digest('hex')
        if (!signature) return false
        return expected === signature
      }
      export const handle = async (request: Request, secret: string): Promise<boolean> =>
        isGenuine(
          await request.text(),
          request.headers.get('x-cio-signature'),
          request.headers.get('x-cio-timestamp'),
          secret,
        )
    `,
  },
}

const ofLambda: Handlers = {
  given: ({ headers, rawBody }) => ({ headers, body: rawBody }),
  sources: {
    'an event': `
      import * as crypto from 'node:crypto'
      interface Event { headers?: Record<string, string | undefined>; body: string | null }
      export const handle = async (event: Event, secret: string): Promise<boolean> => {
        const timestamp = event.headers?.['x-cio-timestamp']
        const mac = crypto.createHmac('sha256', secret).update(\`v0:\${timestamp}:\`).update(event.body ?? '').digest('hex')
        return mac === event.headers?.['x-cio-signature']
      }
    `,
  },
}

describe.each([
  ['node', ofNode],
  ['fetch', ofFetch],
  ['Lambda', ofLambda],
])('in a server of %s', (_server, { given, sources }) => {
  describe.each(Object.entries(sources))('%s', (_situation, source) => {
    const original = dedent(source)
    const repaired = withSuggestion(original, rules, 'verifyWithRuntime')

    it('is silent afterwards, and TypeScript accepts it as before', () => {
      expect(webhookFindings(repaired, rules)).toEqual([])
      if (!original.includes(': string')) return
      const files = [original, repaired].map((text) => ({ filename: 'webhook.ts', text }))
      expect(typeErrors(files), repaired).toEqual([[], []])
    })

    it('believes genuine webhooks, before and after', async () => {
      expect(await answerOf(handlerOf(original), given(webhookOf()))).toBe(true)
      expect(await answerOf(handlerOf(repaired), given(webhookOf()))).toBe(true)
    })

    it.each(Object.entries(forgeries))('refuses %s', async (_name, request) => {
      expect(await answerOf(handlerOf(repaired), given(request))).toBe(false)
    })
  })
})
