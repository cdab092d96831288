// Which code compares the timestamp of a webhook with the clock, and which only looks like it?
import { describe, expect, it } from 'vitest'

import { isFreshnessCheckedAround } from '../../../src/analysis/webhooks/freshness-checks.ts'
import { checksIn, imports } from '../../support/checks-in.ts'

type Sample = readonly [situation: string, code: string]

function isFresh(sample: string): boolean {
  const { check, checks } = checksIn(imports + sample)
  return isFreshnessCheckedAround(check.node, checks.signatures.origins)
}

const inVerifier = (before: string, after = ''): string => `
  export function isGenuine(req) {
    const timestamp = req.headers['x-cio-timestamp']
    ${before}
    const isSigned = (/* check */ verify(req))
    ${after}
    return isSigned
  }`

describe('the age is checked', () => {
  it.each<Sample>([
    ['before', inVerifier('if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false')],
    ['afterwards', inVerifier('', 'if (Date.now() - timestamp * 1000 > 300_000) return false')],
    [
      'by variables',
      inVerifier('const now = Date.now()\nconst age = now - timestamp * 1000\nif (age > limit) return false'),
    ],
    ['by a date', inVerifier('if (new Date() > new Date(timestamp * 1000 + 300_000)) return false')],
    [
      'in what is returned',
      `const isGenuine = (req, ts) => Date.now() / 1000 - ts < 300 && (/* check */ verify(req))`,
    ],
    ['by a library', inVerifier('if (differenceInSeconds(new Date(), sentTime) > 300) return false')],
    [
      'by a function of the file',
      `const isRecent = (value) => Date.now() - value * 1000 < 300_000\n${inVerifier('if (!isRecent(timestamp)) return false')}`,
    ],
    [
      'by a function that throws',
      `function assertRecent(ts) { if (Date.now() / 1000 - ts > 300) throw new Error('old') }\n${inVerifier('assertRecent(timestamp)')}`,
    ],
    ['by a function out of sight that is named for it', inVerifier('if (isStale(timestamp)) return false')],
    [
      'in all that call the function',
      `const isGenuine = (req) => (/* check */ verify(req))
      app.post('/a', (req, res) => { if (Date.now() / 1000 - req.get('x-cio-timestamp') > 300) return\nisGenuine(req) })
      app.post('/b', (req, res) => { if (req.get('x-cio-timestamp') < Date.now() / 1000 - 60) return\nisGenuine(req) })`,
    ],
    [
      'around a callback',
      inVerifier('if (Date.now() / 1000 - timestamp > 300) return false').replace(
        '(/* check */ verify(req))',
        'secrets.some((secret) => (/* check */ verify({ req, secret })))',
      ),
    ],
  ])('%s', (_situation, code) => {
    expect(isFresh(code)).toBe(true)
  })
})

describe('the age is not checked', () => {
  it.each<Sample>([
    ['by nothing', inVerifier('')],
    ['by a log', inVerifier(`if (Date.now() / 1000 - timestamp > 300) console.warn('old')`)],
    ['by a comparison of the clock with something else', inVerifier('if (Date.now() > nextRun) refresh()')],
    [
      'by a comparison of the timestamp with something else',
      inVerifier('if (timestamp > lastTimestamp) refresh()'),
    ],
    ['by a test that it is there', inVerifier('if (!timestamp) return false')],
    ['by a date that is made of it', inVerifier('if (new Date(timestamp) > limit) return false')],
    [
      'by a function that is never called',
      `const isRecent = (ts) => Date.now() / 1000 - ts < 300\n${inVerifier('')}`,
    ],
    [
      'in one of those that call the function',
      `const isGenuine = (req) => (/* check */ verify(req))
      app.post('/a', (req, res) => { if (Date.now() / 1000 - req.get('x-cio-timestamp') > 300) return\nisGenuine(req) })
      app.post('/b', (req, res) => { isGenuine(req) })`,
    ],
    [
      'in another route',
      `app.post('/a', (req, res) => { if (Date.now() / 1000 - req.get('x-cio-timestamp') > 300) return })
      app.post('/b', (req, res) => { if (!(/* check */ verify(req))) return })`,
    ],
  ])('%s', (_situation, code) => {
    expect(isFresh(code)).toBe(false)
  })
})
