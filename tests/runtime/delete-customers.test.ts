import { existsSync } from 'node:fs'
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  deleteCustomers,
  DeletionError,
  type DeleteCustomersOptions,
  type DeletionClient,
  type DeletionProgress,
} from '../../src/runtime/index.ts'
import { sdks, startTrackApi, type FakeTrackApi, type TrackAnswer } from '../support/fake-track-api.ts'

const servers: FakeTrackApi[] = []
let folder = ''
let journal = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'erasures-'))
  journal = join(folder, 'erasure.jsonl')
})

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  await rm(folder, { recursive: true, force: true })
})

async function start(...given: Parameters<typeof startTrackApi>): Promise<FakeTrackApi> {
  const server = await startTrackApi(...given)
  servers.push(server)
  return server
}

function people(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `user-${index}@example.com`)
}

/** As fast as the machine allows, for tests that are not about rates. */
const fast = { requestsPerSecond: Infinity } satisfies DeleteCustomersOptions

/** A client without a network that notes what it is asked; a step can be made to fail or to wait. */
function noted(during: (step: string, id: string | number) => unknown = () => undefined) {
  const calls: string[] = []
  const step = (name: string) => async (id: string | number) => {
    calls.push(`${name} ${id}`)
    await during(name, id)
  }
  const client: DeletionClient = { suppress: step('suppress'), destroy: step('destroy') }
  return { calls, client }
}

async function failureOf(run: Promise<unknown>): Promise<DeletionError> {
  const outcome: unknown = await run.catch((error: unknown) => error)
  if (!(outcome instanceof DeletionError)) throw new Error(`no DeletionError: ${inspect(outcome)}`)
  return outcome
}

function stepsOf(server: FakeTrackApi, id: string): string[] {
  return server.requests.filter((request) => request.id === id).map(({ step }) => step)
}

for (const [sdk, { isTls, connect, attempts }] of Object.entries(sdks)) {
  describe(`deleteCustomers with ${sdk}`, () => {
    it('suppresses and then destroys everybody', async () => {
      const server = await start(undefined, { isTls })
      const ids = people(40)
      const summary = await deleteCustomers(connect(server), ids, fast)
      expect(summary).toEqual({ deleted: 40, failed: [], skipped: 0, aborted: false, unaudited: 0 })
      for (const id of ids) expect(stepsOf(server, id)).toEqual(['suppress', 'destroy'])
    })

    it('goes on when the server fails in every way, and loses nobody', async () => {
      const wrong: Record<string, TrackAnswer> = {
        'user-1@example.com': { status: 401, body: '{"meta":{"error":"unauthorized user-1@example.com"}}' },
        'user-3@example.com': { status: 500 },
        'user-5@example.com': 'reset',
        'user-7@example.com': 'silence',
        'user-9@example.com': { status: 400, body: 'no JSON' },
        'user-11@example.com': { status: 429, headers: { 'retry-after': '600' } },
        'user-13@example.com': { status: 503, headers: { 'retry-after': '0' } },
        'user-15@example.com': { status: 200, afterMs: 30 },
      }
      const server = await start(({ id }) => wrong[id], { isTls })
      const summary = await deleteCustomers(connect(server), people(20), { ...fast, timeoutMs: 1500 })
      const failures = Object.fromEntries(summary.failed.map(({ id, error }) => [id, error]))
      expect(summary).toMatchObject({ deleted: 13, skipped: 0, aborted: false })
      expect(Object.keys(failures).sort()).toEqual(
        Object.keys(wrong)
          .filter((id) => id !== 'user-15@example.com')
          .sort(),
      )
      expect(failures['user-1@example.com']).toMatchObject({ code: 'suppress_failed', statusCode: 401 })
      expect(failures['user-3@example.com']).toMatchObject({ statusCode: 500 })
      expect(failures['user-7@example.com']).toMatchObject({ timedOut: true })
      expect(failures['user-11@example.com']).toMatchObject({ statusCode: 429, retryAfterSeconds: 600 })
      expect(stepsOf(server, 'user-3@example.com')).toEqual(Array(attempts).fill('suppress'))
      for (const { error } of summary.failed)
        expect(inspect(error, { depth: 9 })).not.toMatch(/user-|a-key|no JSON/)
    })

    it('repeats what came too fast, once for all layers', async () => {
      const limited: TrackAnswer = { status: 429, headers: { 'retry-after': '0' } }
      const server = await start((_, count) => (count <= 3 ? limited : undefined), { isTls })
      const summary = await deleteCustomers(connect(server), people(5), fast)
      expect(summary).toMatchObject({ deleted: 5, failed: [] })
      expect(server.requests).toHaveLength(5 * 2 * 4)
      const refusing = await start(() => limited, { isTls })
      expect((await deleteCustomers(connect(refusing), people(3), fast)).failed).toHaveLength(3)
      expect(refusing.requests).toHaveLength(3 * 4)
    })

    it('lets everybody wait when one is told to', async () => {
      const waiting: TrackAnswer = { status: 429, headers: { 'retry-after': '1' } }
      let until = Infinity
      const server = await start(
        ({ at }) => {
          if (until === Infinity) {
            until = at + 1000
            return waiting
          }
          return undefined
        },
        { isTls },
      )
      await deleteCustomers(connect(server), people(12), { requestsPerSecond: 1000, concurrency: 3 })
      const early = server.requests.filter(({ at }) => at < until - 5)
      // Those that had left when the answer came.
      expect(early.length).toBeLessThanOrEqual(6)
      expect(server.requests).toHaveLength(12 * 2 + 1)
    })

    it('counts the repetitions of the SDK among the requests of a second', async () => {
      const server = await start((_, count) => (count <= 2 ? { status: 500 } : undefined), { isTls })
      const started = performance.now()
      await deleteCustomers(connect(server), people(5), { requestsPerSecond: 50 })
      const seconds = (performance.now() - started) / 1000
      expect(server.requests).toHaveLength(attempts === 1 ? 5 : 5 * 2 * 3)
      expect(seconds).toBeGreaterThan((server.requests.length - 1) / 51)
    })
  })
}

describe('the rate', () => {
  it('is never exceeded within a second, nor at the start, with many at a time', async () => {
    const left: number[] = []
    const { client } = noted(() => left.push(performance.now()))
    await deleteCustomers(client, people(60), { requestsPerSecond: 80, concurrency: 60 })
    expect(left).toHaveLength(120)
    const inASecond = left.map((from) => left.filter((at) => at >= from && at < from + 1000).length)
    // A busy machine may note a time later than it was; without a limit there would be 120 at once.
    expect(Math.max(...inASecond)).toBeLessThanOrEqual(84)
    const [first = 0] = left
    expect(left.filter((at) => at < first + 100).length).toBeLessThanOrEqual(20)
    // No faster than it should be; how much slower depends on the machine.
    expect((left.at(-1) ?? 0) - first).toBeGreaterThan((119 / 80) * 1000)
  })

  it('may be less than one in a second', async () => {
    const left: number[] = []
    const { client } = noted(() => left.push(performance.now()))
    await deleteCustomers(client, ['a'], { requestsPerSecond: 0.8 })
    expect((left[1] ?? 0) - (left[0] ?? 0)).toBeGreaterThanOrEqual(1250)
  })
})

describe('concurrency', () => {
  it('is never exceeded, and one who takes long does not hold up the others', async () => {
    let [now, most] = [0, 0]
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const { client, calls } = noted(async (step, id) => {
      now += 1
      most = Math.max(most, now)
      if (id === 'slow' && step === 'suppress') await held
      else await new Promise((resolve) => setTimeout(resolve, 1))
      now -= 1
      if (calls.length === 2 * 30 + 1) release()
    })
    const summary = await deleteCustomers(client, ['slow', ...people(30)], { ...fast, concurrency: 4 })
    expect(summary.deleted).toBe(31)
    expect(most).toBe(4)
    expect(calls.at(-1)).toBe('destroy slow')
  })
})

describe('where the ids come from', () => {
  it('is any iterable, read one by one', async () => {
    const { client, calls } = noted()
    await deleteCustomers(client, new Set(['a', 7]), fast)
    async function* later() {
      await Promise.resolve()
      yield 'b'
    }
    await deleteCustomers(client, later(), fast)
    const own = { [Symbol.iterator]: () => ['c'][Symbol.iterator]() }
    await deleteCustomers(client, own, fast)
    expect(calls.filter((call) => call.startsWith('destroy'))).toEqual([
      'destroy a',
      'destroy 7',
      'destroy b',
      'destroy c',
    ])
    expect(await deleteCustomers(client, [], fast)).toMatchObject({ deleted: 0, failed: [] })
  })

  it('may hold what is nobody: it fails alone, and nothing is sent', async () => {
    const { client, calls } = noted()
    const ids = ['a', '', null, undefined, NaN, {}, '..', 'b'] as string[]
    const { deleted, failed } = await deleteCustomers(client, ids, fast)
    expect(deleted).toBe(2)
    expect(failed.map(({ id }) => id)).toEqual(['', null, undefined, NaN, {}, '..'])
    expect(new Set(failed.map(({ error }) => error.code))).toEqual(new Set(['invalid_id']))
    expect(calls).toHaveLength(4)
  })

  it('may fail: those in flight are finished, and the error tells what was done', async () => {
    const { client } = noted((_, id) => (id === 'b' ? Promise.reject(new Error('x')) : undefined))
    const cause = new Error('database gone')
    function* ids() {
      yield 'a'
      yield 'b'
      throw cause
    }
    const error = await failureOf(deleteCustomers(client, ids(), { ...fast, journal }))
    expect(error).toMatchObject({ code: 'source_failed', cause })
    expect(error.summary).toMatchObject({ deleted: 1, failed: [{ id: 'b' }] })
    expect(JSON.stringify(error) + inspect(error)).not.toMatch(/"summary"|failed"?: ?\[/)
    expect(existsSync(journal)).toBe(true)
  })
})

describe('abort', () => {
  it('ends those in flight, begins nobody new, and closes the source', async () => {
    const controller = new AbortController()
    const { client, calls } = noted(() => {
      if (calls.length === 5) controller.abort()
    })
    let isClosed = false
    async function* ids() {
      try {
        for (;;) yield* await Promise.resolve(people(3))
      } finally {
        isClosed = true
      }
    }
    const summary = await deleteCustomers(client, ids(), {
      ...fast,
      concurrency: 2,
      signal: controller.signal,
      journal: undefined,
    })
    expect(summary).toMatchObject({ aborted: true, failed: [] })
    expect(calls).toHaveLength(2 * summary.deleted)
    expect(summary.deleted).toBeLessThanOrEqual(5)
    await expect.poll(() => isClosed).toBe(true)
  })

  it('does not wait for a source that is silent', async () => {
    const controller = new AbortController()
    async function* ids() {
      yield 'a'
      await new Promise(() => undefined)
    }
    const { client } = noted((step) => step === 'destroy' && setTimeout(() => controller.abort(), 5))
    const summary = await deleteCustomers(client, ids(), { ...fast, signal: controller.signal })
    expect(summary).toMatchObject({ deleted: 1, aborted: true })
  })

  it('before the beginning sends nothing', async () => {
    const { client, calls } = noted()
    const summary = await deleteCustomers(client, ['a'], { ...fast, signal: AbortSignal.abort() })
    expect(summary).toMatchObject({ deleted: 0, aborted: true })
    expect(calls).toEqual([])
  })

  it('keeps the journal, so that the run can be taken up again', async () => {
    const controller = new AbortController()
    const first = noted((_, id) => id === 'user-3@example.com' && controller.abort())
    const options = { ...fast, journal, concurrency: 1 }
    const aborted = await deleteCustomers(first.client, people(10), { ...options, signal: controller.signal })
    expect(aborted).toMatchObject({ deleted: 4, aborted: true })
    const second = noted()
    expect(await deleteCustomers(second.client, people(10), options)).toMatchObject({
      deleted: 6,
      skipped: 4,
      aborted: false,
    })
    expect(existsSync(journal)).toBe(false)
  })
})

describe('the journal', () => {
  const key = 'a key made up for this test'

  it('leaves out who is done and takes up who failed', async () => {
    const failing = noted((_, id) => (id === 'user-1@example.com' ? Promise.reject(new Error('x')) : null))
    const options = { ...fast, journal, journalKey: key }
    expect(await deleteCustomers(failing.client, people(4), options)).toMatchObject({ deleted: 3 })
    const { client, calls } = noted()
    expect(await deleteCustomers(client, people(4), options)).toMatchObject({ deleted: 1, skipped: 3 })
    expect(calls).toEqual(['suppress user-1@example.com', 'destroy user-1@example.com'])
    expect(existsSync(journal)).toBe(false)
    expect(existsSync(`${journal}.lock`)).toBe(false)
  })

  it('holds digests under the key, no ids, and nobody else can read it', async () => {
    await deleteCustomers(noted().client, people(4), { ...fast, journal, journalKey: key, keepJournal: true })
    const text = await readFile(journal, 'utf8')
    expect(text.trimEnd().split('\n')).toHaveLength(5)
    expect(text).not.toMatch(/user-|example|made up/)
    expect((await stat(journal)).mode & 0o777).toBe(0o600)
  })

  it('has a random key in its first line where there is none', async () => {
    const options = { ...fast, journal, keepJournal: true }
    await deleteCustomers(noted().client, people(2), options)
    const [first = ''] = (await readFile(journal, 'utf8')).split('\n')
    expect((JSON.parse(first) as { key: string }).key).toMatch(/^[\w-]{43}$/)
    expect(await deleteCustomers(noted().client, people(3), options)).toMatchObject({
      deleted: 1,
      skipped: 2,
    })
  })

  it('knows an id that comes twice, at the same time or later', async () => {
    const { client, calls } = noted(() => new Promise((resolve) => setTimeout(resolve, 2)))
    const summary = await deleteCustomers(client, ['17', 17, 'a', '17'], { ...fast, journal })
    expect(summary).toMatchObject({ deleted: 2, skipped: 2 })
    expect(calls.filter((call) => call.endsWith('17'))).toEqual(['suppress 17', 'destroy 17'])
  })

  it('tolerates a torn last line, and lines that are spoilt', async () => {
    const options = { ...fast, journal, journalKey: key, keepJournal: true }
    await deleteCustomers(noted().client, people(3), options)
    const whole = await readFile(journal, 'utf8')
    await writeFile(journal, whole.slice(0, -5))
    expect(await deleteCustomers(noted().client, people(3), options)).toMatchObject({
      deleted: 1,
      skipped: 2,
    })
    expect((await readFile(journal, 'utf8')).split('\n')).toHaveLength(5)
    await appendFile(journal, 'spoilt\n{"erased":5}\nnull\n')
    expect(await deleteCustomers(noted().client, people(3), options)).toMatchObject({
      deleted: 0,
      skipped: 3,
    })
  })

  it('begins anew where its first line was not finished', async () => {
    for (const torn of ['', '{"jour', '{"journal":"customerio-erasures","vers']) {
      await writeFile(journal, torn)
      expect(await deleteCustomers(noted().client, people(2), { ...fast, journal })).toMatchObject({
        deleted: 2,
      })
    }
  })

  it('is not written over what is no journal', async () => {
    for (const text of [
      'dear diary\n',
      'dear diary',
      '{}\n',
      'null\n',
      '{"journal":"other","version":1}\n',
    ]) {
      await writeFile(journal, text)
      const { client, calls } = noted()
      const error = await failureOf(deleteCustomers(client, people(2), { ...fast, journal }))
      expect(error.code).toBe('journal_mismatch')
      expect(await readFile(journal, 'utf8')).toBe(text)
      expect(calls).toEqual([])
      expect(existsSync(`${journal}.lock`)).toBe(false)
    }
  })

  it('is refused under another key, or without one', async () => {
    const options = { ...fast, journal, journalKey: key, keepJournal: true }
    await deleteCustomers(noted().client, people(2), options)
    for (const journalKey of ['another key', undefined]) {
      const { client, calls } = noted()
      const error = await failureOf(deleteCustomers(client, people(2), { ...fast, journal, journalKey }))
      expect(error.code).toBe('journal_mismatch')
      expect(calls).toEqual([])
    }
  })

  it('is used by one run at a time', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const first = deleteCustomers(noted(() => held).client, people(2), { ...fast, journal })
    await expect.poll(() => existsSync(`${journal}.lock`)).toBe(true)
    const second = noted()
    const error = await failureOf(deleteCustomers(second.client, people(2), { ...fast, journal }))
    expect(error.code).toBe('journal_locked')
    expect(second.calls).toEqual([])
    release()
    expect(await first).toMatchObject({ deleted: 2 })
  })

  it('that cannot be made keeps everything from being deleted, and its path to itself', async () => {
    const { client, calls } = noted()
    const nowhere = join(folder, 'no-such-folder', 'jane-doe.jsonl')
    const error = await failureOf(deleteCustomers(client, people(2), { ...fast, journal: nowhere }))
    expect(error.code).toBe('journal_unavailable')
    expect(inspect(error)).not.toContain('jane-doe')
    expect(calls).toEqual([])
  })
})

describe('progress', () => {
  it('is told after each person, and once more at the end', async () => {
    const seen: DeletionProgress[] = []
    const { client } = noted((_, id) => (id === 'user-0@example.com' ? Promise.reject(new Error('x')) : null))
    await deleteCustomers(client, people(3), { ...fast, onProgress: (progress) => seen.push(progress) })
    expect(seen).toHaveLength(4)
    expect(seen.at(-1)).toEqual({ deleted: 2, failed: 1, skipped: 0, total: 3, finished: true })
    expect(seen.slice(0, -1).every(({ finished }) => !finished)).toBe(true)
  })

  it('knows the total of lists and sets, or what it is told', async () => {
    const totalOf = async (ids: Iterable<string>, options = {}) => {
      const totals: (number | null)[] = []
      await deleteCustomers(noted().client, ids, {
        ...fast,
        ...options,
        onProgress: ({ total }) => totals.push(total),
      })
      return totals.at(-1)
    }
    expect(await totalOf(['a'])).toBe(1)
    expect(await totalOf(new Set(['a', 'b']))).toBe(2)
    expect(await totalOf(['a', 'b'].values())).toBeNull()
    expect(await totalOf(['a', 'b'].values(), { total: 2 })).toBe(2)
  })

  it('that throws does not stop anybody from being erased', async () => {
    const onProgress = () => {
      throw new Error('display broken')
    }
    expect(await deleteCustomers(noted().client, people(3), { ...fast, onProgress })).toMatchObject({
      deleted: 3,
    })
  })
})

describe('the audit trail of a run', () => {
  it('has entries for each person, and the summary counts the unaudited', async () => {
    const entries: string[] = []
    const audit = {
      record: ({ action, actor, subject }: { action: string; actor?: string; subject: string }) => {
        if (action === 'erasure_completed' && subject === 'user-1@example.com') throw new Error('full')
        entries.push(`${action} ${actor} ${subject}`)
      },
    }
    const summary = await deleteCustomers(noted().client, people(2), {
      ...fast,
      audit,
      actor: 'ops',
      concurrency: 1,
    })
    expect(summary).toMatchObject({ deleted: 2, unaudited: 1 })
    expect(entries).toEqual([
      'erasure_started ops user-0@example.com',
      'erasure_completed ops user-0@example.com',
      'erasure_started ops user-1@example.com',
    ])
  })
})

describe('faults of the programmer during a run', () => {
  it('end it with that error after those in flight, and reject nothing else', async () => {
    const now = () => NaN
    await expect(deleteCustomers(noted().client, people(50), { ...fast, now })).rejects.toThrow(RangeError)
  })
})

describe('wrong arguments', () => {
  const { client, calls } = noted()
  const wrong: [string, unknown, unknown, object][] = [
    ['no client', {}, ['a'], {}],
    ['a text for ids', client, 'user-17', {}],
    ['no ids', client, undefined, {}],
    ['an object for ids', client, { id: 'a' }, {}],
    ['no requests', client, ['a'], { requestsPerSecond: 0 }],
    ['negative requests', client, ['a'], { requestsPerSecond: -1 }],
    ['requests of NaN', client, ['a'], { requestsPerSecond: NaN }],
    ['a rate as text', client, ['a'], { requestsPerSecond: '100' }],
    ['no concurrency', client, ['a'], { concurrency: 0 }],
    ['half a concurrency', client, ['a'], { concurrency: 1.5 }],
    ['an empty journal', client, ['a'], { journal: '' }],
    ['a blank journal key', client, ['a'], { journalKey: ' ' }],
    ['a total of NaN', client, ['a'], { total: NaN }],
    ['progress that is no function', client, ['a'], { onProgress: true }],
    ['a signal that is none', client, ['a'], { signal: true }],
    ['a negative time limit', client, ['a'], { timeoutMs: -1 }],
    ['an audit trail that is none', client, ['a'], { audit: {} }],
  ]
  for (const [what, givenClient, ids, options] of wrong) {
    it(`are a TypeError, and nothing is deleted: ${what}`, async () => {
      const run = deleteCustomers(givenClient as DeletionClient, ids as string[], options)
      await expect(run).rejects.toThrow(TypeError)
      expect(calls).toEqual([])
    })
  }
})
