// What becomes of a request on a way through the code, and which values are a verdict?
import { describe, expect, it } from 'vitest'

import { doesWork, onlyLogs, outcomeOf, verdictOf } from '../../../src/analysis/webhooks/outcomes.ts'
import { markedCode } from '../../support/marked-code.ts'

/** The body of a function, whose statements are the way. */
function bodyOf(statements: string) {
  const { program } = markedCode(`async function handle() {\n${statements}\n}`)
  const [fn] = program.body
  if (fn?.type !== 'FunctionDeclaration') throw new Error('No function.')
  return fn.body
}

describe('a request is', () => {
  it.each([
    ['refused', `res.status(401).send('no')`],
    ['refused', 'return res.sendStatus(400)'],
    ['refused', 'ctx.status = 403'],
    ['refused', `throw new Error('forged')`],
    ['refused', 'return new Response(null, { status: 401 })'],
    ['refused', `return { statusCode: 401, body: '' }`],
    ['refused', 'return next(error)'],
    ['refused', `throw createError({ message: 'forged' })`],
    ['refused', 'return reply.unauthorized()'],
    ['refused', 'return false'],
    ['refused', 'return { ok: false }'],
    ['refused', 'return res.writeHead(HttpStatus.UNAUTHORIZED)'],
    ['refused', 'return null'],
    ['accepted', 'return next()'],
    ['accepted', 'return true'],
    ['accepted', 'return { valid: true, event }'],
    ['dropped', 'return'],
    ['dropped', 'return res.sendStatus(200)'],
    ['dropped', `console.log('no secret')\nres.status(204).end()`],
    ['unknown', 'await handle(req.body)'],
    ['unknown', 'queue.add(job)'],
    // Functions that are only written down do not run.
    ['dropped', 'const later = () => { throw error }'],
    // A number is a status only where one stands.
    ['unknown', 'wait(() => {}, limit.of[404])'],
  ])('%s: %s', (outcome, code) => {
    expect(outcomeOf(bodyOf(code).body)).toBe(outcome)
  })
})

describe('something is done with a request', () => {
  it.each([
    ['await store(req.body)', true],
    ['last = req.body', true],
    ['res.sendStatus(204)', false],
    [`console.log('webhook')`, false],
    ['ctx.status = 204', false],
    ['const later = () => store(req.body)', false],
    ['return', false],
  ])('%s: %s', (code, expected) => {
    expect(doesWork(bodyOf(code).body)).toBe(expected)
  })
})

describe('nothing is done but to write a log', () => {
  it.each([
    [`console.warn('forged')`, true],
    [`req.log.info('forged')\nthis.logger.error(error)`, true],
    ['await Sentry.captureException(error)', true],
    ['', true],
    [`console.warn('forged')\nstop()`, false],
    ['return', false],
    ['server.info(request)', false],
  ])('%s: %s', (code, expected) => {
    expect(onlyLogs(bodyOf(code))).toBe(expected)
  })
})

describe('a verdict', () => {
  it.each([
    ['true', true],
    ['false', false],
    ['null', false],
    ['undefined', false],
    ['!true', false],
    ['!0', null],
    ['{ ok: true, event }', true],
    ['{ isValid: false }', false],
    ['{ event }', null],
    ['Promise.resolve(true)', true],
    ['resolve({ ok: false })', false],
    [`'yes'`, null],
    ['verify(req)', null],
  ])('%s: %s', (value, expected) => {
    expect(verdictOf(markedCode(`use(/* value */ ${value})`).nodeAt('value'))).toBe(expected)
  })
})
