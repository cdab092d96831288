// Does a handler whose check was replaced by the suggestion believe genuine webhooks, and those only?
import { createRequire } from 'node:module'

import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'

import { requireWebhookTimestamp as rule } from '../../src/rules/require-webhook-timestamp.ts'
import * as runtime from '../../src/runtime/index.ts'
import { dedent } from '../support/marked-code.ts'

const secret = 'made-up signing key'
const body = '{"event_id":"01E4","metric":"bounced"}'
const now = Math.floor(Date.now() / 1000)

interface Incoming {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly rawBody: string
  get(name: string): string | undefined
}

type Handler = (request: Incoming, secret: string) => unknown

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
  const repaired = withSuggestion(dedent(source))

  it('is silent afterwards', () => {
    expect(messagesOf(repaired)).toEqual([])
  })

  it('believes genuine webhooks', () => {
    expect(handlerOf(repaired)(requestOf({}), secret)).toBe(true)
  })

  const forged: Readonly<Record<string, Incoming>> = {
    'another body': { ...requestOf({}), rawBody: body.replace('bounced', 'clicked') },
    'another key': requestOf({ key: 'somebody else' }),
    'a cut signature': requestOf({ change: (signature) => signature.slice(0, 40) }),
    'no signature': requestOf({ change: () => '' }),
    'a signature of a megabyte': requestOf({ change: (signature) => signature.repeat(16_384) }),
    'a recording of yesterday': requestOf({ timestamp: now - 86_400 }),
  }

  it.each(Object.entries(forged))('refuses %s', (_name, request) => {
    expect(handlerOf(repaired)(request, secret)).toBe(false)
  })
})

function requestOf({
  key = secret,
  timestamp = now,
  change = (signature: string) => signature,
}: {
  readonly key?: string
  readonly timestamp?: number
  readonly change?: (signature: string) => string
}): Incoming {
  const signed = runtime.signWebhook({ body, secret: key, timestamp })
  const given = Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value] as const)
  const headers: Record<string, string> = Object.fromEntries(given)
  headers['x-cio-signature'] = change(headers['x-cio-signature'] ?? '')
  return { headers, rawBody: body, get: (name) => headers[name.toLowerCase()] }
}

function messagesOf(code: string): Linter.LintMessage[] {
  return new Linter().verify(
    code,
    [
      {
        files: ['**/*.cjs'],
        languageOptions: { sourceType: 'commonjs' },
        plugins: { customerio: { rules: { rule: rule as never } } },
        rules: { 'customerio/rule': ['error', { requireFreshness: true }] },
      },
    ],
    'webhook.cjs',
  )
}

/** The code after the only suggestion of the only report. */
function withSuggestion(code: string): string {
  const [message, ...others] = messagesOf(code)
  const [suggestion] = message?.suggestions ?? []
  expect(others).toEqual([])
  if (!suggestion) throw new Error('The rule suggests nothing.')
  const { range, text } = suggestion.fix
  return code.slice(0, range[0]) + text + code.slice(range[1])
}

function handlerOf(code: string): Handler {
  const load = createRequire(import.meta.url)
  const require = (specifier: string): unknown =>
    specifier === 'eslint-plugin-customerio/runtime' ? runtime : load(specifier)
  const module: { exports: unknown } = { exports: null }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the samples stand in this file
  const run = new Function('require', 'module', code) as (load: typeof require, target: typeof module) => void
  run(require, module)
  return module.exports as Handler
}
