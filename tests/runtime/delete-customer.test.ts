import { once } from 'node:events'
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { TrackClient } from 'customerio-node'
import { TrackClient as TrackClient4 } from 'customerio-node-4'
import { afterEach, describe, expect, it } from 'vitest'
import {
  deleteCustomer,
  DeletionError,
  type DeleteCustomerOptions,
  type DeletionClient,
  type ErasureRecord,
} from '../../src/runtime/index.ts'
import { defaultTimeoutMs } from '../../src/runtime/sdk-retries.ts'
import { selfSignedCertificate } from '../support/self-signed-certificate.ts'

type Answer = { status: number; headers?: Record<string, string>; body?: string } | 'silence' | 'hang up'

const done: Answer = { status: 200, body: '{}' }
const id = 'jane.doe+vip@example.com'
const suppressPath = `POST /api/v1/customers/${encodeURIComponent(id)}/suppress`
const destroyPath = `DELETE /api/v1/customers/${encodeURIComponent(id)}`

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

interface FakeCustomerio {
  port: number
  requests: string[]
  authorizations: (string | undefined)[]
}

/** Gives the answers in turn, the last one for ever, and notes what was asked. */
async function start(answers: readonly Answer[], isTls: boolean): Promise<FakeCustomerio> {
  const requests: string[] = []
  const authorizations: (string | undefined)[] = []
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? done
    requests.push(`${request.method} ${request.url}`)
    authorizations.push(request.headers.authorization)
    request.resume()
    if (answer === 'silence') return
    if (answer === 'hang up') request.socket.destroy()
    else response.writeHead(answer.status, answer.headers).end(answer.body ?? '{}')
  }
  const server = isTls ? createTlsServer(selfSignedCertificate(), handle) : createHttpServer(handle)
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, requests, authorizations }
}

function client5(
  { port }: FakeCustomerio,
  retry = { maxRetries: 3, minTimeoutMs: 1, maxTimeoutMs: 2 },
): TrackClient {
  return new TrackClient('a-site', 'a-key', { url: `http://127.0.0.1:${port}/api/v1`, retry })
}

/** Version 4 takes the host from the URL and everything else from the defaults of its requests. */
function client4({ port }: FakeCustomerio): TrackClient4 {
  return new TrackClient4('a-site', 'a-key', {
    url: 'https://127.0.0.1/api/v1',
    port,
    rejectUnauthorized: false,
    agent: false,
  })
}

interface Sdk {
  isTls: boolean
  connect: (server: FakeCustomerio) => DeletionClient
  /** How often it asks by itself when it is told to wait for no time. */
  attempts: number
}

const sdks: Record<string, Sdk> = {
  'customerio-node 5': { isTls: false, connect: (server) => client5(server), attempts: 4 },
  'customerio-node 4': { isTls: true, connect: client4, attempts: 1 },
}

async function failureOf(
  client: DeletionClient,
  options: DeleteCustomerOptions = {},
): Promise<DeletionError> {
  const outcome: unknown = await deleteCustomer(client, id, options).catch((error: unknown) => error)
  if (!(outcome instanceof DeletionError)) throw new Error(`no DeletionError: ${inspect(outcome)}`)
  return outcome
}

/** Sleeping that only notes for how long. */
function noted(): { waits: number[]; sleep: (milliseconds: number) => Promise<void> } {
  const waits: number[] = []
  return { waits, sleep: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) }
}

for (const [sdk, { isTls, connect, attempts }] of Object.entries(sdks)) {
  describe(`deleteCustomer with ${sdk}`, () => {
    it('suppresses, then destroys, and gives a receipt', async () => {
      const server = await start([done], isTls)
      const now = () => Date.UTC(2026, 0, 2, 3, 4, 5)
      const receipt = await deleteCustomer(connect(server), id, { now })
      expect(server.requests).toEqual([suppressPath, destroyPath])
      const time = '2026-01-02T03:04:05.000Z'
      expect(receipt).toEqual({
        id,
        suppressed: true,
        destroyed: true,
        startedAt: time,
        completedAt: time,
        audited: null,
      })
    })

    it('does not destroy when suppressing fails', async () => {
      const server = await start([{ status: 401, body: '{"meta":{"error":"jane.doe is unknown"}}' }], isTls)
      const error = await failureOf(connect(server))
      expect(error).toMatchObject({
        code: 'suppress_failed',
        statusCode: 401,
        timedOut: false,
        suppressed: false,
        audited: null,
      })
      expect(error.message).toBe(
        'The person could not be suppressed, so they were not destroyed either: HTTP 401.',
      )
      expect(server.requests).toEqual([suppressPath])
    })

    it('says that the person is suppressed when destroying fails', async () => {
      const server = await start([done, { status: 400 }], isTls)
      expect(await failureOf(connect(server))).toMatchObject({
        code: 'destroy_failed',
        statusCode: 400,
        suppressed: true,
      })
      expect(server.requests).toEqual([suppressPath, destroyPath])
    })

    it('is content when there is nobody left to destroy', async () => {
      const server = await start([done, { status: 404 }], isTls)
      expect(await deleteCustomer(connect(server), id)).toMatchObject({ destroyed: true })
    })

    it('has errors without the id, the key and the answer of the server, all the way down', async () => {
      const answers: Answer[] = [
        { status: 400, body: `no JSON about ${id}` },
        { status: 400, body: `{"meta":{"error":"${id}"}}` },
        'hang up',
      ]
      for (const answer of answers) {
        const server = await start([answer], isTls)
        const shown = inspect(await failureOf(connect(server), { timeoutMs: 5000 }), { depth: 9 })
        expect(shown).not.toMatch(/jane|a-key|no JSON/)
        expect(shown).not.toContain(server.authorizations[0]?.slice('Basic '.length))
      }
    })

    it('gives up after its own time limit when the server is silent', async () => {
      const server = await start(['silence'], isTls)
      const error = await failureOf(connect(server), { timeoutMs: 50 })
      expect(error).toMatchObject({ code: 'suppress_failed', statusCode: null, timedOut: true })
      expect(error.message).toContain('no answer in time')
    })

    it('waits as long as Retry-After asks, and not twice', async () => {
      const limited: Answer = { status: 429, headers: { 'retry-after': '0' } }
      const { waits, sleep } = noted()
      const server = await start([limited, done], isTls)
      await deleteCustomer(connect(server), id, { sleep })
      expect(server.requests).toEqual([suppressPath, suppressPath, destroyPath])
      // Version 5 waits by itself.
      expect(waits).toEqual(attempts === 1 ? [0] : [])
    })

    it('waits for a Retry-After for which version 5 does not', async () => {
      const limited: Answer = { status: 429, headers: { 'retry-after': '60' } }
      const { waits, sleep } = noted()
      const server = await start([limited, limited, done, limited, done], isTls)
      await deleteCustomer(connect(server), id, { sleep })
      expect(waits).toEqual([60_000, 60_000, 60_000])
      expect(server.requests).toEqual([suppressPath, suppressPath, suppressPath, destroyPath, destroyPath])
    })

    it('never asks more often than four times in all', async () => {
      const server = await start([{ status: 429, headers: { 'retry-after': '0' } }], isTls)
      const error = await failureOf(connect(server), { sleep: noted().sleep })
      expect(error).toMatchObject({ code: 'suppress_failed', statusCode: 429, retryAfterSeconds: 0 })
      expect(server.requests).toHaveLength(4)
    })

    it('does not repeat what failed for another reason', async () => {
      const server = await start([{ status: 403 }], isTls)
      const { waits, sleep } = noted()
      await failureOf(connect(server), { sleep })
      expect(waits).toEqual([])
      expect(server.requests).toHaveLength(1)
    })
  })
}

/** A client whose requests end as told, in turn. */
function scripted(outcomes: (() => Promise<unknown>)[]): DeletionClient & { calls: string[] } {
  const calls: string[] = []
  const next = (step: string) => {
    calls.push(step)
    return (outcomes.shift() ?? (() => Promise.resolve({})))()
  }
  return { calls, suppress: () => next('suppress'), destroy: () => next('destroy') }
}

function limited(retryAfter: string | undefined, response: object = {}): () => Promise<never> {
  const error = Object.assign(new Error('x'), {
    statusCode: 429,
    response: { headers: { 'retry-after': retryAfter }, ...response },
  })
  return () => Promise.reject(error)
}

describe('retries', () => {
  it('back off by themselves where 429 comes without Retry-After', async () => {
    const { waits, sleep } = noted()
    const client = scripted([limited(undefined), limited(undefined), limited('soon'), limited(undefined)])
    expect(await failureOf(client, { sleep })).toMatchObject({ statusCode: 429, retryAfterSeconds: null })
    expect(waits).toEqual([1000, 2000, 4000])
  })

  it('understand a date, and one that has passed', async () => {
    const { waits, sleep } = noted()
    const now = () => Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')
    const client = scripted([
      limited('Wed, 21 Oct 2026 07:28:30 GMT'),
      limited('Wed, 21 Oct 2026 07:27:30 GMT'),
    ])
    await deleteCustomer(client, id, { sleep, now })
    expect(waits).toEqual([30_000, 0])
  })

  it('are not made for longer than allowed', async () => {
    const { waits, sleep } = noted()
    expect(await failureOf(scripted([limited('121')]), { sleep })).toMatchObject({ retryAfterSeconds: 121 })
    expect(await failureOf(scripted([limited('6')]), { sleep, maxRetryAfterSeconds: 5 })).toMatchObject({
      retryAfterSeconds: 6,
    })
    expect(await failureOf(scripted([limited('1')]), { sleep, maxRetries: 0 })).toMatchObject({
      statusCode: 429,
    })
    expect(waits).toEqual([])
  })

  it('are left to version 5 of the SDK behind a wrapper', async () => {
    const { waits, sleep } = noted()
    await failureOf(scripted([limited('1', { ok: false })]), { sleep })
    expect(waits).toEqual([])
    await deleteCustomer(scripted([limited('60', { ok: false })]), id, { sleep })
    expect(waits).toEqual([60_000])
  })

  it('follow how version 5 was told to retry', async () => {
    const retriesOf = async (retry: object, retryAfter: string) => {
      const { waits, sleep } = noted()
      const client = Object.assign(scripted([limited(retryAfter)]), { request: { retry } })
      await deleteCustomer(client, id, { sleep }).catch(() => undefined)
      return waits.length
    }
    expect(await retriesOf({ maxRetries: 0 }, '1')).toBe(1)
    expect(await retriesOf({ retryStatusCodes: [500] }, '1')).toBe(1)
    expect(await retriesOf({ maxRetries: 2 }, '1')).toBe(0)
    expect(await retriesOf({ maxTotalBackoffMs: 500 }, '1')).toBe(1)
    expect(await retriesOf({ respectRetryAfter: false }, '60')).toBe(0)
    expect(await retriesOf({ retryAfterMaxSeconds: 5 }, '60')).toBe(0)
    expect(await retriesOf({}, '60')).toBe(1)
  })
})

describe('the time limit', () => {
  it('leaves version 5 the time for its own retries unless told otherwise', () => {
    const server = { port: 1, requests: [], authorizations: [] }
    expect(defaultTimeoutMs(client5(server))).toBe(71_000)
    expect(defaultTimeoutMs(client5(server, { maxRetries: 0, minTimeoutMs: 1, maxTimeoutMs: 1 }))).toBe(
      11_000,
    )
    expect(defaultTimeoutMs(client4(server))).toBe(10_000)
    expect(defaultTimeoutMs(scripted([]))).toBe(71_000)
  })

  it('may be none', async () => {
    expect(await deleteCustomer(scripted([]), id, { timeoutMs: Infinity })).toMatchObject({ destroyed: true })
  })

  it('leaves no rejection behind when the request fails later', async () => {
    const late = () => new Promise((_resolve, reject) => setTimeout(() => reject(new Error('late')), 30))
    expect(await failureOf(scripted([late]), { timeoutMs: 1 })).toMatchObject({ timedOut: true })
    await new Promise((resolve) => setTimeout(resolve, 60))
  })
})

/** Not all that is thrown is an error. */
function throwing(thrown: unknown): () => Promise<never> {
  return () =>
    new Promise(() => {
      throw thrown
    })
}

describe('errors of other kinds', () => {
  it('are told by status, network code or time-out', async () => {
    const failing = (error: unknown) => failureOf(scripted([throwing(error)]))
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
    expect((await failing(refused)).message).toMatch(/: ECONNREFUSED\.$/)
    expect(await failing(new DOMException('slow', 'TimeoutError'))).toMatchObject({ timedOut: true })
    expect((await failing(Object.assign(new Error(), { code: 'jane doe' }))).message).toMatch(
      /: no usable answer\.$/,
    )
    expect((await failing('text')).message).toMatch(/: no usable answer\.$/)
    expect((await failing(undefined)).message).toMatch(/: no usable answer\.$/)
  })

  it('thrown before there is a promise are caught too', async () => {
    const client = {
      suppress: () => {
        throw new Error('x')
      },
      destroy: () => Promise.resolve(),
    }
    expect(await failureOf(client)).toMatchObject({ code: 'suppress_failed' })
  })
})

describe('the audit trail', () => {
  function trail(failing: ErasureRecord['action'][] = []) {
    const entries: ErasureRecord[] = []
    const record = (entry: ErasureRecord) => {
      if (failing.includes(entry.action)) return Promise.reject(new Error('disk full'))
      return Promise.resolve(entries.push(entry))
    }
    return { entries, record }
  }
  const who = { actor: 'support-7', reason: 'GDPR request 12' }

  it('is written before the first request and after the last', async () => {
    const audit = trail()
    let entriesAtFirstRequest = 0
    const suppress = () => Promise.resolve((entriesAtFirstRequest = audit.entries.length))
    const client = scripted([suppress])
    const receipt = await deleteCustomer(client, 17, { audit, ...who, region: 'eu' })
    const common = { subject: '17', ...who, details: { region: 'eu' } }
    expect(audit.entries).toEqual([
      { action: 'erasure_started', ...common },
      { action: 'erasure_completed', ...common },
    ])
    expect(entriesAtFirstRequest).toBe(1)
    expect(receipt).toMatchObject({ id: 17, audited: true })
  })

  it('is told of a failure', async () => {
    const audit = trail()
    const error = await failureOf(scripted([limited('1')]), { audit, maxRetries: 0 })
    expect(audit.entries).toEqual([
      { action: 'erasure_started', subject: id },
      {
        action: 'erasure_failed',
        subject: id,
        details: { step: 'suppress', statusCode: 429, timedOut: false },
      },
    ])
    expect(error.audited).toBe(true)
  })

  it('that cannot be written keeps everything from being deleted', async () => {
    const client = scripted([])
    const error = await failureOf(client, { audit: trail(['erasure_started']) })
    expect(error).toMatchObject({ code: 'audit_unavailable', suppressed: false, audited: false })
    expect(client.calls).toEqual([])
  })

  it('that fails at the end is told by the receipt or the error', async () => {
    const audit = trail(['erasure_completed', 'erasure_failed'])
    expect(await deleteCustomer(scripted([]), id, { audit })).toMatchObject({
      destroyed: true,
      audited: false,
    })
    expect(await failureOf(scripted([limited('999')]), { audit })).toMatchObject({
      code: 'suppress_failed',
      audited: false,
    })
  })
})

describe('wrong arguments', () => {
  const client = scripted([])
  const wrong: [string, unknown, unknown, object][] = [
    ['no client', undefined, id, {}],
    ['a client for messages', { sendEmail: () => undefined }, id, {}],
    ['an empty id', client, '', {}],
    ['a blank id', client, ' ', {}],
    ['no id', client, undefined, {}],
    ['an id of NaN', client, NaN, {}],
    ['an object as id', client, { id }, {}],
    ['a negative time limit', client, id, { timeoutMs: -1 }],
    ['a time limit as text', client, id, { timeoutMs: '5' }],
    ['a number of retries of NaN', client, id, { maxRetries: NaN }],
    ['a clock that is none', client, id, { now: 5 }],
    ['a sleep that is none', client, id, { sleep: 5 }],
    ['an audit trail that is none', client, id, { audit: {} }],
    ['null as audit trail', client, id, { audit: null }],
  ]
  for (const [what, givenClient, givenId, options] of wrong) {
    it(`are a TypeError, and nothing is deleted: ${what}`, async () => {
      await expect(deleteCustomer(givenClient as DeletionClient, givenId as string, options)).rejects.toThrow(
        TypeError,
      )
      expect(client.calls).toEqual([])
    })
  }
})
