// Which checks decide nothing, and why?
import { describe, expect, it } from 'vitest'

import { neglectOf } from '../../../src/analysis/webhooks/ignored-checks.ts'
import { checksIn, imports } from '../../support/checks-in.ts'

type Sample = readonly [situation: string, code: string]

function neglectIn(sample: string): string | null {
  const { check, checks } = checksIn(imports + sample)
  return neglectOf(check, checks)
}

const inHandler = (body: string): string => `
  app.post('/webhooks/customerio', async (req, res) => {
    ${body}
  })`
const work = 'await store(req.body)\nres.sendStatus(204)'

describe('what decides', () => {
  it.each<Sample>([
    ['an early exit', inHandler(`if (!(/* check */ verify(req))) return res.sendStatus(401)\n${work}`)],
    ['work in the branch', inHandler(`if (/* check */ verify(req)) { ${work} }`)],
    [
      'a variable',
      inHandler(`const ok = (/* check */ verify(req))\nif (!ok) return res.sendStatus(401)\n${work}`),
    ],
    ['a returned value', 'export const isGenuine = (req) => (/* check */ verify(req))'],
    ['an argument', inHandler(`assert(/* check */ verify(req))\n${work}`)],
    ['an event', inHandler(`const event = (/* check */ eventOf(req))\nawait store(event)`)],
    [
      'a caught failure that is refused',
      inHandler(`try { (/* check */ eventOf(req)) } catch { return res.sendStatus(401) }\n${work}`),
    ],
    [
      'a caught failure that is thrown again',
      inHandler(`try { (/* check */ eventOf(req)) } catch (error) { log(error)\nthrow error }\n${work}`),
    ],
    [
      'an event that is asked for later',
      inHandler(
        `let event\ntry { event = (/* check */ eventOf(req)) } catch {}\nif (!event) return res.sendStatus(401)\n${work}`,
      ),
    ],
    [
      'a caught failure behind which nothing is done',
      inHandler(
        `try { await store(/* check */ eventOf(req)) } catch (error) { console.warn(error) }\nres.sendStatus(204)`,
      ),
    ],
    [
      'a log beside a refusal',
      inHandler(
        `if (!(/* check */ verify(req))) { console.warn('forged')\nreturn res.sendStatus(401) }\n${work}`,
      ),
    ],
    [
      'a function that is awaited',
      `async function genuine(req) { return (await hash(req)) && verify(req) }
      ${inHandler(`if (!(await (/* check */ genuine(req)))) return res.sendStatus(401)\n${work}`)}`,
    ],
  ])('%s', (_situation, code) => {
    expect(neglectIn(code)).toBe(null)
  })
})

describe('what is ignored', () => {
  it.each<Sample>([
    ['a result that nobody keeps', inHandler(`/* check */ verify(req)\n${work}`)],
    ['a result that nobody reads', inHandler(`const ok = (/* check */ verify(req))\n${work}`)],
    ['a result that is logged', inHandler(`console.log('valid', /* check */ verify(req))\n${work}`)],
    [
      'a warning, behind which all goes on',
      inHandler(`if (!(/* check */ verify(req))) console.warn('forged')\n${work}`),
    ],
    [
      'two logs, whatever it is',
      inHandler(`if (/* check */ verify(req)) console.log('ok')\nelse console.warn('forged')\n${work}`),
    ],
  ])('%s', (_situation, code) => {
    expect(neglectIn(code)).toBe('ignored')
  })
})

describe('what is swallowed', () => {
  it.each<Sample>([
    ['a caught failure', inHandler(`try { (/* check */ eventOf(req)) } catch {}\n${work}`)],
    [
      'a caught failure that is logged',
      inHandler(`try { (/* check */ eventOf(req)) } catch (error) { console.error(error) }\n${work}`),
    ],
    [
      'a failure that is a yes',
      `const genuine = (req) => { try { return (/* check */ verify(req)) } catch { return true } }`,
    ],
    [
      'a failure that lets the request through',
      `export function guard(req, res, next) {
        try { (/* check */ eventOf(req)) } catch { return next() }
        next()
      }`,
    ],
  ])('%s', (_situation, code) => {
    expect(neglectIn(code)).toBe('swallowed')
  })
})

describe('what is not awaited', () => {
  it.each<Sample>([
    [
      'an async function that is tested',
      `async function genuine(req) { return (await hash(req)) && verify(req) }
      ${inHandler(`if (!(/* check */ genuine(req))) return res.sendStatus(401)\n${work}`)}`,
    ],
    [
      'Web Crypto',
      inHandler(
        `const mac = req.headers['x-cio-signature']
        if (!(/* check */ crypto.subtle.verify('HMAC', key, mac, req.rawBody))) return res.sendStatus(401)\n${work}`,
      ),
    ],
  ])('%s', (_situation, code) => {
    expect(neglectIn(code)).toBe('unawaited')
  })
})
