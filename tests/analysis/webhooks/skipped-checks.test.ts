// Which tests let requests past a check, and which do not?
import { describe, expect, it } from 'vitest'

import { skipsOf } from '../../../src/analysis/webhooks/skipped-checks.ts'
import { checksIn, imports } from '../../support/checks-in.ts'

function skipsIn(sample: string): readonly string[] {
  const { check, checks } = checksIn(imports + sample)
  return skipsOf(check, checks).map(({ reason }) => reason)
}

const inHandler = (body: string): string => `
  app.post('/webhooks/customerio', async (req, res, next) => {
    const signature = req.headers['x-cio-signature']
    const secret = process.env.CIO_WEBHOOK_SECRET
    ${body}
  })`
const work = 'await store(req.body)\nres.sendStatus(204)'

type Sample = readonly [situation: string, code: string, skips: readonly string[]]

describe('a request is let past the check', () => {
  it.each<Sample>([
    [
      'without a secret, by an operand',
      inHandler(`if (secret && !(/* check */ verify(req))) return res.sendStatus(401)\n${work}`),
      ['secret'],
    ],
    [
      'without a signature, by an operand',
      inHandler(
        `if (signature !== undefined && !(/* check */ verify(req))) return res.sendStatus(401)\n${work}`,
      ),
      ['header'],
    ],
    [
      'outside of production',
      inHandler(
        `if (process.env.NODE_ENV === 'production' && !(/* check */ verify(req))) return res.sendStatus(401)\n${work}`,
      ),
      ['environment'],
    ],
    [
      'without a secret, by a branch',
      inHandler(`if (secret) { if (!(/* check */ verify(req))) return res.sendStatus(401) }\n${work}`),
      ['secret'],
    ],
    [
      'without a signature, by an exit',
      inHandler(
        `if (!signature) return next()\nif (!(/* check */ verify(req))) return res.sendStatus(401)\n${work}`,
      ),
      ['header'],
    ],
    [
      'without a secret, by a choice',
      `const accepts = (req, secret) => (secret ? (/* check */ verify(req)) : true)`,
      ['secret'],
    ],
    [
      'without a secret, by a yes',
      `function accepts(req, secret) { if (!secret) return true\nreturn (/* check */ verify(req)) }`,
      ['secret'],
    ],
    [
      'without a secret, by a sum',
      `const accepts = (req, secret) => !secret || (/* check */ verify(req))`,
      ['secret'],
    ],
    [
      'without a secret, by what a variable is at first',
      `function accepts(req, secret) { let ok = true\nif (secret) { ok = (/* check */ verify(req)) }\nreturn ok }`,
      ['secret'],
    ],
    [
      'without a secret, where the check throws',
      inHandler(`if (secret) { (/* check */ eventOf(req)) }\n${work}`),
      ['secret'],
    ],
    [
      'without either, which is one fault',
      inHandler(`if (secret && signature && !(/* check */ verify(req))) return res.sendStatus(401)\n${work}`),
      ['header'],
    ],
  ])('%s', (_situation, code, skips) => {
    expect([...skipsIn(code)].sort()).toEqual([...skips].sort())
  })
})

describe('nothing is let past the check', () => {
  it.each<readonly [string, string]>([
    [
      'by an exit that refuses',
      inHandler(
        `if (!secret) return res.sendStatus(500)\nif (!(/* check */ verify(req))) return res.sendStatus(401)\n${work}`,
      ),
    ],
    [
      'by a throw',
      inHandler(
        `if (!signature) throw new Error('unsigned')\nif (!(/* check */ verify(req))) return res.sendStatus(401)\n${work}`,
      ),
    ],
    [
      'by a no',
      `function accepts(req, secret) { if (!secret) return false\nreturn (/* check */ verify(req)) }`,
    ],
    [
      'by an operand that refuses',
      inHandler(`if (!signature || !(/* check */ verify(req))) return res.sendStatus(401)\n${work}`),
    ],
    ['by a condition for the work', inHandler(`if (secret && (/* check */ verify(req))) { ${work} }`)],
    [
      'by a choice that says no',
      `const accepts = (req, secret) => (secret ? (/* check */ verify(req)) : false)`,
    ],
    [
      'by a branch that refuses',
      inHandler(
        `if (secret) { if (!(/* check */ verify(req))) return res.sendStatus(401) } else { return res.sendStatus(500) }\n${work}`,
      ),
    ],
    [
      'by another check in the other branch',
      inHandler(
        `if (signature) { if (!(/* check */ verify(req))) return res.sendStatus(401) } else if (!verify(other(req))) { return res.sendStatus(401) }\n${work}`,
      ),
    ],
    [
      'by a check that throws in the other branch',
      inHandler(
        `if (signature) { if (!(/* check */ verify(req))) return res.sendStatus(401) } else { eventOf(other(req)) }\n${work}`,
      ),
    ],
    [
      'by a question that was answered before',
      inHandler(
        `if (!secret) return res.sendStatus(500)\nif (secret && !(/* check */ verify(req))) return res.sendStatus(401)\n${work}`,
      ),
    ],
    [
      'by a question about something else',
      inHandler(`if (req.body.test && !(/* check */ verify(req))) return res.sendStatus(401)\n${work}`),
    ],
    [
      'by a variable that is false at first',
      `function accepts(req, secret) { let ok = false\nif (secret) { ok = (/* check */ verify(req)) }\nreturn ok }`,
    ],
  ])('%s', (_situation, code) => {
    expect(skipsIn(code)).toEqual([])
  })
})
