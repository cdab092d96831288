// Which code verifies a request, or may, as far as anybody can tell?
import { describe, expect, it } from 'vitest'

import { Signatures } from '../../../src/analysis/signatures/leaky-comparisons.ts'
import { PossibleVerification } from '../../../src/analysis/webhooks/possible-verification.ts'
import { SignatureChecks } from '../../../src/analysis/webhooks/signature-checks.ts'
import { analysedSample } from '../../support/analysed-sample.ts'

function possibleIn(sample: string) {
  const { file, code } = analysedSample(sample)
  const checks = new SignatureChecks(file.context, new Signatures(file.tracer), file.context)
  return { possible: new PossibleVerification(checks), code }
}

type Sample = readonly [situation: string, code: string]

describe('middleware', () => {
  const isAmong = (sample: string): boolean => {
    const { possible, code } = possibleIn(sample)
    return possible.isAmong(code.nodeAt('before'))
  }

  it.each<Sample>([
    [
      'of the runtime',
      `import { koaWebhook } from 'eslint-plugin-customerio/runtime'\nuse(/* before */ koaWebhook({}))`,
    ],
    [
      'of the runtime, made before',
      `import { koaWebhook } from 'eslint-plugin-customerio/runtime'\nconst receive = koaWebhook({})\nuse(/* before */ receive)`,
    ],
    [
      'of the runtime, in a list and an object',
      `import { koaWebhook as k } from 'eslint-plugin-customerio/runtime'\nconst options = { pre: [k({})] }\nuse(/* before */ options)`,
    ],
    [
      'out of sight, named for it',
      `import { verifySignature } from './v'\nuse(/* before */ verifySignature)`,
    ],
    [
      'made out of sight, named for it',
      `import { requireAuth } from './v'\nuse(/* before */ requireAuth('admin'))`,
    ],
    [
      'that makes an HMAC',
      `import { createHmac } from 'crypto'\nconst mw = (req) => { createHmac('sha256', k).update(req.rawBody) }\nuse(/* before */ mw)`,
    ],
    [
      'that asks for a shared secret',
      `const mw = (req) => { if (req.query.token !== process.env.HOOK_TOKEN) throw e }\nuse(/* before */ mw)`,
    ],
    ['that hands the request on, out of sight', `const mw = (req) => { gate(req) }\nuse(/* before */ mw)`],
    [
      'that hands the headers on in an object',
      `const mw = (req) => { enqueue({ headers: req.headers, body: req.rawBody }) }\nuse(/* before */ mw)`,
    ],
    ['around others', `import { genuine } from './v'\nuse(/* before */ compose(cors(), genuine))`],
    ['with a class', `import { CioGuard } from './v'\nuse(/* before */ new CioGuard())`],
  ])('may verify: %s', (_situation, sample) => {
    expect(isAmong(sample)).toBe(true)
  })

  it.each<Sample>([
    ['a parser', `use(/* before */ express.json({ limit: '1mb' }))`],
    [
      'what hands the fields of the body on',
      `const mw = (req) => { enqueue({ id: req.body.event_id, at: Date.now() }) }\nuse(/* before */ mw)`,
    ],
    ['a parser, made before', `const parse = express.json({ limit: '1mb' })\nuse(/* before */ parse)`],
    ['a limit of the rate', `import { rateLimitAuth } from './r'\nuse(/* before */ rateLimitAuth)`],
    ['a log', `const mw = (req, res, next) => { logger.info(req.headers); next() }\nuse(/* before */ mw)`],
    [
      'a reader of the request',
      `const mw = async (req, res, next) => { req.data = await readBody(req); next() }\nuse(/* before */ mw)`,
    ],
    [
      'a function of the file that is only named for it',
      `const verifyHook = (req, res, next) => next()\nuse(/* before */ verifyHook)`,
    ],
    ['a path', `use(/* before */ '/webhooks/verify')`],
    [
      'a test that a header is there',
      `const mw = (req) => { if (!req.headers['x-cio-signature']) throw e }\nuse(/* before */ mw)`,
    ],
  ])('does not verify: %s', (_situation, sample) => {
    expect(isAmong(sample)).toBe(false)
  })
})

describe('a handler', () => {
  const isIn = (body: string): boolean => {
    const { possible, code } = possibleIn(
      `import { isValidWebhook } from 'eslint-plugin-customerio/runtime'\nuse(/* handler */ async (req, res) => { ${body} })`,
    )
    return possible.isIn(code.nodeAt('handler'))
  }

  it.each<Sample>([
    ['by a verifier', 'if (!isValidWebhook({})) return'],
    ['by Web Crypto', `await crypto.subtle.verify('HMAC', key, signature, req.rawBody)`],
    ['by what middleware left behind', 'store(req.webhookEvent)'],
    ['by a service that gets the headers', 'await service.handle(req.headers, req.rawBody)'],
    ['by a function that is named for it', 'await assertGenuine(req.rawBody)'],
    ['by an object that gets the request', 'new Webhook(req).process()'],
  ])('may verify: %s', (_situation, body) => {
    expect(isIn(body)).toBe(true)
  })

  it.each<Sample>([
    ['with nothing', 'store(req.body)'],
    ['with the body alone', 'await service.handle(req.body)'],
    ['with an answer', 'res.json(await store(req.body))'],
    ['with a comparison of an event', `if (req.body.metric === 'bounced') store(req.body)`],
    ['with a secret that only has to be there', 'if (req.query.token === undefined) return'],
    ['with a secret that only has to be something', `if (req.query.token == '') return`],
  ])('does not verify: %s', (_situation, body) => {
    expect(isIn(body)).toBe(false)
  })
})
