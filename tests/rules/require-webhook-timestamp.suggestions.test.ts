// Does a handler whose check was replaced by the suggestion believe genuine webhooks, and those only?
import type { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import {
  answerOf,
  forgeries,
  handlerOf,
  webhookFindings,
  webhookOf,
  withSuggestion,
} from '../support/handled-webhooks.ts'
import { dedent } from '../support/marked-code.ts'
import { acceptsAnyAge, comparesRightly, nodeCrypto, signsBodyAlone } from '../support/webhook-samples.ts'

const rules: Linter.RulesRecord = {
  'customerio/require-webhook-timestamp': ['error', { requireFreshness: true }],
}

const handlers: Readonly<Record<string, string>> = {
  'the body alone': signsBodyAlone,
  'the wrong separators, and a comparison that stops at the first difference': `
    const crypto = require('crypto')
    module.exports = function verify(req, secret) {
      const message = \`v0.\${req.headers['x-cio-timestamp']}.\${req.rawBody}\`
      const expected = crypto.createHmac('sha256', secret).update(message).digest('hex')
      if (req.headers['x-cio-signature'] !== expected) return false
      return true
    }
  `,
  'any timestamp': acceptsAnyAge,
  'any timestamp, with options that a variable keeps': `
    const { verifyRequestSignature } = require('customerio-node')
    module.exports = ({ headers, rawBody }, signingSecret) => {
      const given = { signingSecret, body: rawBody, timestamp: headers['x-cio-timestamp'] }
      given.signature = headers['x-cio-signature']
      return verifyRequestSignature(given)
    }
  `,
  'any timestamp, in a function that is given the parts of a request': `
    const { verifyRequestSignature } = require('customerio-node')
    const isGenuine = (payload, signature, timestamp, signingSecret) =>
      verifyRequestSignature({ signingSecret, timestamp, body: payload, signature })
    module.exports = (req, secret) =>
      isGenuine(req.rawBody, req.get('x-cio-signature') ?? '', req.get('x-cio-timestamp'), secret)
  `,
  'the body alone, compared by its order': `
    ${nodeCrypto}
    module.exports = (req, secret) => {
      const expected = createHmac('sha256', secret).update(req.rawBody).digest()
      return !(Buffer.compare(Buffer.from(req.get('x-cio-signature') ?? '', 'hex'), expected) !== 0)
    }
  `,
  'another order, in a helper that is given an object': `
    ${nodeCrypto}
    const sign = ({ text, time, key }) => createHmac('sha256', key).update(time + '.' + text).digest('hex')
    module.exports = (req, secret) => {
      const expected = sign({ text: req.rawBody, time: req.get('x-cio-timestamp'), key: secret })
      return req.get('x-cio-signature') === expected
    }
  `,
  'any timestamp, by hand': `
    ${nodeCrypto}
    module.exports = ({ headers, rawBody }, secret) => {
      const expected = createHmac('sha256', secret).update('v0:' + headers['x-cio-timestamp'] + ':' + rawBody).digest('hex')
      const given = headers['x-cio-signature'] ?? ''
      return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
    }
  `,
}

describe.each(Object.entries(handlers))('a handler that signed %s', (_situation, source) => {
  const repaired = withSuggestion(dedent(source), rules, 'verifyWithRuntime')

  it('is silent afterwards', () => {
    expect(webhookFindings(repaired, rules)).toEqual([])
  })

  it('believes genuine webhooks', async () => {
    expect(await answerOf(handlerOf(repaired), webhookOf())).toBe(true)
  })

  it.each(Object.entries(forgeries))('refuses %s', async (_name, request) => {
    expect(await answerOf(handlerOf(repaired), request)).toBe(false)
  })
})

describe('a message in the wrong order', () => {
  it('is left to its author where others are signed in the same way', () => {
    const source = `
      ${nodeCrypto}
      const sign = (time, text, key) => createHmac('sha256', key).update(\`\${time}.\${text}\`).digest()
      module.exports = (req, key) => {
        const expected = sign(req.get('x-cio-timestamp'), req.rawBody, createSecretKey(key))
        ${comparesRightly}
      }
      module.exports.signed = (timestamp, body, key) => sign(timestamp, body, key)
    `
    const found = webhookFindings(dedent(source), rules)
    expect(found.map(({ messageId, suggestions }) => [messageId, suggestions])).toEqual([
      ['wrongLayout', undefined],
    ])
  })
})

/** Where the verifier of the whole request cannot stand: the key is no text, or the comparison is elsewhere. */
const others: Readonly<Record<string, string>> = {
  'a key as bytes': `
    ${nodeCrypto}
    module.exports = (req, secret) => {
      const key = Buffer.from(secret)
      const message = req.get('x-cio-timestamp') + '.' + req.rawBody
      const expected = createHmac('sha256', key).update(message).digest()
      ${comparesRightly}
    }
  `,
  'bytes that the message reads as text': `
    ${nodeCrypto}
    module.exports = async (req, secret) => {
      const rawBytes = await new Response(req.rawBody).arrayBuffer()
      const message = (req.get('x-cio-timestamp') ?? '') + '.' + Buffer.from(rawBytes).toString('utf8')
      const expected = createHmac('sha256', createSecretKey(Buffer.from(secret))).update(message).digest()
      ${comparesRightly}
    }
  `,
  'a joined list in another order': `
    ${nodeCrypto}
    module.exports = ({ headers, rawBody }, secret) => {
      const mac = createHmac('sha256', createSecretKey(Buffer.from(secret)))
      mac.update(['v0', rawBody, headers['x-cio-timestamp']].join(':'))
      const expected = mac.digest()
      const given = Buffer.from(headers['x-cio-signature'] ?? '', 'hex')
      return given.length === expected.length && timingSafeEqual(given, expected)
    }
  `,
  'a helper that is given the values': `
    ${nodeCrypto}
    const sign = (time, text, key) => createHmac('sha256', key).update(\`\${time}.\${text}\`).digest()
    module.exports = (req, secret) => {
      const expected = sign(req.get('x-cio-timestamp'), req.rawBody, createSecretKey(Buffer.from(secret)))
      ${comparesRightly}
    }
  `,
  'Web Crypto': `
    const bytes = (text) => new TextEncoder().encode(text)
    module.exports = async (req, secret) => {
      const algorithm = { name: 'HMAC', hash: 'SHA-256' }
      const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['verify'])
      const timestamp = req.get('x-cio-timestamp')
      const signature = Buffer.from(req.get('x-cio-signature') ?? '', 'hex')
      return crypto.subtle.verify('HMAC', key, signature, new TextEncoder().encode(\`v0-\${timestamp}-\${req.rawBody}\`))
    }
  `,
}

describe.each(Object.entries(others))('a message in the wrong order, with %s', (_situation, source) => {
  const withoutFreshness: Linter.RulesRecord = { 'customerio/require-webhook-timestamp': 'error' }
  const original = dedent(source)
  const repaired = withSuggestion(original, withoutFreshness, 'signWholeMessage')

  it('is silent afterwards', () => {
    expect(webhookFindings(repaired, withoutFreshness)).toEqual([])
  })

  it('believes genuine webhooks, which were refused before', async () => {
    expect(await answerOf(handlerOf(original), webhookOf())).toBe(false)
    expect(await answerOf(handlerOf(repaired), webhookOf())).toBe(true)
  })

  // The age is another finding's business.
  const signed = Object.entries(forgeries).filter(([name]) => name !== 'a recording of yesterday')

  it.each(signed)('refuses %s', async (_name, request) => {
    expect(await answerOf(handlerOf(repaired), request)).toBe(false)
  })
})
