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

const rules: Linter.RulesRecord = {
  'customerio/require-webhook-timestamp': ['error', { requireFreshness: true }],
}

const handlers: Readonly<Record<string, string>> = {
  'the body alone': `
    const { createHmac, timingSafeEqual } = require('node:crypto')
    module.exports = (req, secret) => {
      const expected = createHmac('sha256', secret).update(req.rawBody).digest()
      const given = Buffer.from(req.get('x-cio-signature') ?? '', 'hex')
      return given.length === expected.length && timingSafeEqual(given, expected)
    }
  `,
  'the wrong separators, and a comparison that stops at the first difference': `
    const crypto = require('crypto')
    module.exports = function verify(req, secret) {
      const message = \`v0.\${req.headers['x-cio-timestamp']}.\${req.rawBody}\`
      const expected = crypto.createHmac('sha256', secret).update(message).digest('hex')
      if (req.headers['x-cio-signature'] !== expected) return false
      return true
    }
  `,
  'any timestamp': `
    const { verifyRequestSignature } = require('customerio-node')
    module.exports = (req, secret) =>
      verifyRequestSignature({
        signingSecret: secret,
        timestamp: req.get('x-cio-timestamp'),
        body: req.rawBody,
        signature: req.get('x-cio-signature'),
      })
  `,
  'any timestamp, in a function that is given the parts of a request': `
    const { verifyRequestSignature } = require('customerio-node')
    const isGenuine = (payload, signature, timestamp, signingSecret) =>
      verifyRequestSignature({ signingSecret, timestamp, body: payload, signature })
    module.exports = (req, secret) =>
      isGenuine(req.rawBody, req.get('x-cio-signature') ?? '', req.get('x-cio-timestamp'), secret)
  `,
  'the body alone, compared by its order': `
    const { createHmac } = require('node:crypto')
    module.exports = (req, secret) => {
      const expected = createHmac('sha256', secret).update(req.rawBody).digest()
      return !(Buffer.compare(Buffer.from(req.get('x-cio-signature') ?? '', 'hex'), expected) !== 0)
    }
  `,
  'any timestamp, by hand': `
    const { createHmac, timingSafeEqual } = require('node:crypto')
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
