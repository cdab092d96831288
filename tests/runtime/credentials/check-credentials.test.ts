import { afterEach, describe, expect, it } from 'vitest'

import { checkCredentials, loadCredentials } from '../../../src/runtime/index.ts'
import { startAnswering, type Answer, type AnsweringServer } from '../../support/answering-server.ts'
import { everythingShown } from '../../support/everything-shown.ts'
import { madeUpCredentials } from '../../support/made-up-keys.ts'

const values = madeUpCredentials()
const { siteId, trackApiKey, appApiKey } = values
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`
const refused: Answer = { status: 401, body: { meta: { error: 'unauthorized' } } }
const region: Answer = {
  status: 200,
  body: { url: 'https://track-eu.customer.io', data_center: 'eu', environment_id: 7 },
}

const servers: AnsweringServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** Both APIs at one address; what each answers to an authorization. */
async function start(answers: { track?: (given: string) => Answer; app?: (given: string) => Answer }) {
  const server = await startAnswering(({ path, headers }) => {
    const given = headers.authorization ?? ''
    const answer = path.startsWith('/api/v1/') ? answers.track : answers.app
    return answer?.(given) ?? { status: 500 }
  })
  servers.push(server)
  const urls = { track: `${server.url}/api/v1`, app: `${server.url}/v1/` }
  return { server, urls }
}

const knowsTrack = (given: string): Answer => (given === basic(siteId, trackApiKey) ? region : refused)
const knowsApp = (given: string): Answer =>
  given === `Bearer ${appApiKey}` ? { status: 200, body: { workspaces: [] } } : refused

describe('checkCredentials', () => {
  it('asks each API one thing, which changes nothing, and gives its region', async () => {
    const { server, urls } = await start({ track: knowsTrack, app: knowsApp })
    const credentials = await loadCredentials({ from: () => values })
    expect(await checkCredentials(credentials, { urls })).toEqual({
      ok: true,
      track: { ok: true, region: 'eu' },
      app: { ok: true, region: 'us' },
      unchecked: ['pipelinesWriteKey', 'webhookSecret'],
    })
    expect(server.requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /api/v1/accounts/region',
      'GET /v1/workspaces',
    ])
  })

  it('finds site id and Track key in each other’s place', async () => {
    const { urls } = await start({ track: knowsTrack })
    const { track, ok } = await checkCredentials({ siteId: trackApiKey, trackApiKey: siteId }, { urls })
    expect(track).toEqual({ ok: false, code: 'swapped', statusCode: 401 })
    expect(ok).toBe(false)
  })

  it('leaves out what is not there, and is not satisfied with nothing', async () => {
    const { urls } = await start({ app: knowsApp })
    expect(await checkCredentials({ appApiKey }, { urls })).toMatchObject({
      ok: true,
      track: null,
      unchecked: [],
    })
    expect(await checkCredentials({ webhookSecret: 'a' }, { urls })).toEqual({
      ok: false,
      track: null,
      app: null,
      unchecked: ['webhookSecret'],
    })
  })

  it.each([{ siteId }, { trackApiKey }])('tells of half a pair', async (half) => {
    expect((await checkCredentials(half)).track).toEqual({ ok: false, code: 'incomplete', statusCode: null })
  })

  it.each<[string, Answer, string, number | null]>([
    ['a key that is not known', refused, 'unauthorized', 401],
    ['a key or address that is not allowed', { status: 403 }, 'forbidden', 403],
    ['too many requests', { status: 429 }, 'unavailable', 429],
    ['a server that fails', { status: 503, body: '<html>' }, 'unavailable', 503],
    ['a connection that breaks', 'hang up', 'unavailable', null],
    ['an API that is not there', { status: 404 }, 'unexpected_answer', 404],
    ['the page of a proxy', { status: 200, body: '<html>sign in</html>' }, 'unexpected_answer', 200],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'unexpected_answer', 302],
  ])('tells %s', async (_situation, answer, code, statusCode) => {
    const { urls } = await start({ track: () => answer, app: () => answer })
    const checks = await checkCredentials(values, { urls })
    expect(checks.track).toEqual({ ok: false, code, statusCode })
    expect(checks.app).toEqual({ ok: false, code, statusCode })
    expect(checks.ok).toBe(false)
  })

  it('gives up after `timeoutMs`', async () => {
    const { urls } = await start({ app: () => 'silence' })
    const { app } = await checkCredentials({ appApiKey }, { urls, timeoutMs: 20 })
    expect(app).toEqual({ ok: false, code: 'unavailable', statusCode: null })
  })

  it('tells a workspace in another region than was meant', async () => {
    const { urls } = await start({ track: knowsTrack })
    const { track } = await checkCredentials({ siteId, trackApiKey }, { urls, region: 'us' })
    expect(track).toEqual({ ok: false, code: 'wrong_region', statusCode: 200 })
  })

  it('sends nothing to the other region when one is given, and tries both when none is', async () => {
    const asked: string[] = []
    const ask: typeof fetch = (input) => {
      const { url } = new Request(input)
      asked.push(url)
      const isThere = url.includes('api-eu')
      return Promise.resolve(new Response('{}', { status: isThere ? 200 : 401 }))
    }
    const eu = await checkCredentials({ appApiKey }, { fetch: ask, region: 'us' })
    expect(eu.app).toEqual({ ok: false, code: 'unauthorized', statusCode: 401 })
    expect(asked).toEqual(['https://api.customer.io/v1/workspaces'])
    const both = await checkCredentials({ appApiKey }, { fetch: ask })
    expect(both.app).toEqual({ ok: true, region: 'eu' })
  })

  it.each<[unknown, string]>([
    [{ region: 'eu' }, 'eu'],
    [{ url: 'https://track-eu.customer.io' }, 'eu'],
    [{ data_center: 'US' }, 'us'],
    [{}, 'us'],
  ])('reads the region from %j', async (body, expected) => {
    const { urls } = await start({ track: () => ({ status: 200, body }) })
    expect((await checkCredentials({ siteId, trackApiKey }, { urls })).track).toEqual({
      ok: true,
      region: expected,
    })
  })

  it('says nothing of what the server says', async () => {
    const echo = (given: string): Answer => ({ status: 400, body: given })
    const { urls } = await start({ track: echo, app: echo })
    const shown = everythingShown(await checkCredentials(values, { urls }))
    for (const secret of [...Object.values(values), basic(siteId, trackApiKey)])
      expect(shown).not.toContain(secret)
  })

  it.each([
    [undefined, {}],
    [values, { region: 'EU' }],
    [values, { timeoutMs: -1 }],
  ])('refuses what it cannot use', async (credentials, options) => {
    await expect(checkCredentials(credentials as never, options as never)).rejects.toThrow(TypeError)
  })
})
