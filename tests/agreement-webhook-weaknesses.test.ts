// Is what a webhook rule reports a weakness that can be used, and no longer after the repair? Handlers are run.
import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import plugin from '../src/index.ts'
import { rules } from '../src/rules/index.ts'
import {
  answerOf,
  forgeries,
  handlerOf,
  signingKey,
  webhookFindings,
  webhookOf,
  withSuggestion,
} from './support/handled-webhooks.ts'
import type { IncomingWebhook } from './support/handled-webhooks.ts'
import { dedent } from './support/marked-code.ts'
import {
  acceptsAnyAge,
  freshHandler,
  isExpected,
  readsSignature,
  signsBodyAlone,
} from './support/webhook-samples.ts'

const strict = plugin.configs.strict.rules ?? {}

/** The rules that say in their own file that they look at webhooks. */
const webhookRules = Object.keys(rules).filter((name) =>
  /subject: '[\w-]*webhook'/.test(readFileSync(new URL(`../src/rules/${name}.ts`, import.meta.url), 'utf8')),
)

/** A handler that a rule reports, and the request that shows why. */
interface Weakness {
  readonly incorrect: string
  readonly request: IncomingWebhook
  /** what the handler answers, and what it should */
  readonly answer: unknown
  readonly rightAnswer: boolean
  /** the key the server runs with, default the right one */
  readonly key?: string
  /** the suggestion that repairs it, or the repaired code where the rule offers none */
  readonly repair: { readonly suggestion: string } | { readonly code: string }
}

/** A webhook whose signature ends with a zero byte, which is left out. */
function withoutLastZero(): IncomingWebhook {
  for (let count = 0; ; count++) {
    const body = `{"event_id":"${count}"}`
    if (!webhookOf({ body }).headers['x-cio-signature']?.endsWith('00')) continue
    return webhookOf({ body, change: (signature) => signature.slice(0, -2) })
  }
}

const verified = `
  const { isValidWebhook } = require('eslint-plugin-customerio/runtime')
  module.exports = (req, secret) => isValidWebhook({ body: req.rawBody, headers: req.headers, secret })
`

const weaknesses: Readonly<Record<string, Readonly<Record<string, Weakness>>>> = {
  // How long `===` takes is nothing to assert; what compares a part is fooled at once.
  'require-timing-safe-comparison': {
    'any beginning of a signature will do': {
      incorrect: freshHandler({
        encoding: `'hex'`,
        answer: `expected.startsWith(req.get('x-cio-signature'))`,
      }),
      request: forgeries['the first digit of a signature'],
      answer: true,
      rightAnswer: false,
      repair: { suggestion: 'verifyWithRuntime' },
    },
  },
  'require-signature-length-guard': {
    'a short signature makes it throw': {
      incorrect: freshHandler({
        before: readsSignature,
        answer: 'timingSafeEqual(received, expected)',
      }),
      request: forgeries['a cut signature'],
      answer: 'RangeError',
      rightAnswer: false,
      repair: { suggestion: 'guardLengths' },
    },
    'zeros that are filled up are zeros that need not be known': {
      incorrect: freshHandler({
        before: `
          const received = Buffer.alloc(expected.length)
          Buffer.from(req.get('x-cio-signature'), 'hex').copy(received)`,
        answer: 'timingSafeEqual(received, expected)',
      }),
      request: withoutLastZero(),
      answer: true,
      rightAnswer: false,
      repair: { code: verified },
    },
  },
  'require-raw-webhook-body': {
    'a body that was written with spaces is another text': {
      incorrect: freshHandler({
        body: 'JSON.stringify(req.body)',
        before: readsSignature,
        answer: isExpected,
      }),
      request: webhookOf({ body: '{ "event_id": "01E4", "amount": 10.0 }' }),
      answer: false,
      rightAnswer: true,
      repair: { code: verified },
    },
    'a verifier that is given a parsed body': {
      incorrect: `
        const { isValidWebhook } = require('eslint-plugin-customerio/runtime')
        module.exports = (req, secret) => {
          const { event_id: id } = req.body
          return isValidWebhook({ body: req.body, headers: req.headers, secret }) && id !== ''
        }
      `,
      request: webhookOf(),
      answer: 'WebhookVerificationError',
      rightAnswer: true,
      repair: { code: verified },
    },
  },
  'require-webhook-timestamp': {
    'the body alone is not what Customer.io signs': {
      incorrect: signsBodyAlone,
      request: webhookOf(),
      answer: false,
      rightAnswer: true,
      repair: { suggestion: 'verifyWithRuntime' },
    },
    'a recording is as good as new': {
      incorrect: acceptsAnyAge,
      request: forgeries['a recording of yesterday'],
      answer: true,
      rightAnswer: false,
      repair: { suggestion: 'verifyWithRuntime' },
    },
  },
  'require-webhook-verification': {
    'a route that verifies nothing': {
      incorrect: `
        const events = []
        const app = { post: (path, handle) => { app.handle = handle } }
        app.post('/webhooks/customerio', (req, res) => {
          events.push(req.body.event_id)
          res.sendStatus(204)
        })
        module.exports = (req) => {
          app.handle(req, { sendStatus: () => {} })
          return events.splice(0).length > 0
        }
      `,
      request: forgeries['another body'],
      answer: true,
      rightAnswer: false,
      repair: {
        code: `
          const { isValidWebhook } = require('eslint-plugin-customerio/runtime')
          const events = []
          const app = { post: (path, handle) => { app.handle = handle } }
          app.post('/webhooks/customerio', (req, res) => {
            const { headers, rawBody: body } = req
            if (!isValidWebhook({ body, headers, secret: app.secret })) return res.sendStatus(401)
            events.push(req.body.event_id)
            res.sendStatus(204)
          })
          module.exports = (req, secret) => {
            app.secret = secret
            app.handle(req, { sendStatus: () => {} })
            return events.splice(0).length > 0
          }
        `,
      },
    },
    'a result that nobody looks at': {
      incorrect: `
        const { isValidWebhook } = require('eslint-plugin-customerio/runtime')
        module.exports = (req, secret) => {
          isValidWebhook({ body: req.rawBody, headers: req.headers, secret })
          return true
        }
      `,
      request: forgeries['another body'],
      answer: true,
      rightAnswer: false,
      repair: { code: verified },
    },
    'a failure that is caught': {
      incorrect: `
        const { verifyWebhook } = require('eslint-plugin-customerio/runtime')
        module.exports = (req, secret) => {
          try {
            verifyWebhook({ body: req.rawBody, headers: req.headers, secret })
          } catch (error) {
            req.log?.(error.code)
          }
          req.log?.('handled')
          return true
        }
      `,
      request: forgeries['a recording of yesterday'],
      answer: true,
      rightAnswer: false,
      repair: { code: verified },
    },
    'a signature that is left out': {
      incorrect: `
        const { isValidWebhook } = require('eslint-plugin-customerio/runtime')
        module.exports = (req, secret) => {
          if (!req.headers['x-cio-signature']) return true
          return isValidWebhook({ body: req.rawBody, headers: req.headers, secret })
        }
      `,
      request: forgeries['no signature'],
      answer: true,
      rightAnswer: false,
      repair: { code: verified },
    },
    'a key that was forgotten': {
      incorrect: `
        const { isValidWebhook } = require('eslint-plugin-customerio/runtime')
        module.exports = (req, secret) => {
          if (secret && !isValidWebhook({ body: req.rawBody, headers: req.headers, secret })) return false
          return true
        }
      `,
      request: forgeries['another body'],
      key: '',
      answer: true,
      rightAnswer: false,
      repair: {
        code: `
          const { isValidWebhook } = require('eslint-plugin-customerio/runtime')
          module.exports = (req, secret) => {
            if (!secret) return false
            return isValidWebhook({ body: req.rawBody, headers: req.headers, secret })
          }
        `,
      },
    },
  },
}

describe('what a webhook rule reports is a weakness', () => {
  it('for every webhook rule', () => {
    expect(webhookRules.length).toBeGreaterThan(4)
    expect(Object.keys(weaknesses).sort()).toEqual([...webhookRules].sort())
  })

  const cases = Object.entries(weaknesses).flatMap(([rule, samples]) =>
    Object.entries(samples).map(([situation, weakness]) => ({ rule, situation, weakness })),
  )

  describe.each(cases)('$rule: $situation', ({ rule, weakness }) => {
    const { request, answer, rightAnswer, repair, key = signingKey } = weakness
    const incorrect = dedent(weakness.incorrect)
    const repaired = (): string =>
      'code' in repair ? dedent(repair.code) : withSuggestion(incorrect, strict, repair.suggestion)

    it('is all that is reported, and fools the handler', async () => {
      const found = webhookFindings(incorrect, strict).map(({ ruleId }) => ruleId)
      expect(found).toEqual([`customerio/${rule}`])
      expect(answer).not.toBe(rightAnswer)
      expect(await answerOf(handlerOf(incorrect), request, key)).toBe(answer)
    })

    it('is gone after the repair, with what genuine and forged webhooks get', async () => {
      expect(webhookFindings(repaired(), strict)).toEqual([])
      expect(await answerOf(handlerOf(repaired()), request, key)).toBe(rightAnswer)
      expect(await answerOf(handlerOf(repaired()), webhookOf())).toBe(true)
      for (const [name, forged] of Object.entries(forgeries)) {
        expect(await answerOf(handlerOf(repaired()), forged), name).toBe(false)
      }
    })
  })
})
