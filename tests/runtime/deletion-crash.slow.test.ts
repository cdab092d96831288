// Erasures in processes of their own, killed at any moment and begun again, against the package as it is built.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteCustomers, hashPii, verifyAuditLog, type DeletionSummary } from '../../src/runtime/index.ts'
import { buildPlugin, type BuiltPlugin } from '../support/built-plugin.ts'
import { startTrackApi, type FakeTrackApi } from '../support/fake-track-api.ts'

const killsWanted = 200
const mostKillsInABatch = 8
const peopleInABatch = 40
const concurrency = 8
const subjectKey = 'subjects, made up for this test'

/** A client of a few lines, for a process that starts quickly. Told where the package, the server and the files are. */
const eraser = `
import { Agent, request } from 'node:http'
const { runtime, port, count, concurrency, journal, audit, subjectKey } = JSON.parse(process.argv[2])
const { createAuditLog, deleteCustomers, fileSink } = await import(runtime)
const agent = new Agent({ keepAlive: true })
const send = (method, path) => new Promise((resolve, reject) => {
  request({ host: '127.0.0.1', port, method, path: '/api/v1/customers/' + path, agent }, (response) => {
    response.resume().on('end', resolve)
  }).on('error', reject).end()
})
const client = {
  suppress: (id) => send('POST', encodeURIComponent(id) + '/suppress'),
  destroy: (id) => send('DELETE', encodeURIComponent(id)),
}
const log = createAuditLog({ sink: fileSink(audit), subjectKey })
async function* ids() {
  for (let index = 0; index < count; index++) yield 'user-' + index + '@example.com'
}
const summary = await deleteCustomers(client, ids(), { requestsPerSecond: Infinity, concurrency, journal, audit: log })
console.log(JSON.stringify(summary))
agent.destroy()
`

/** Records entries beside other processes. */
const recorder = `
const { runtime, audit, subjectKey, count } = JSON.parse(process.argv[2])
const { createAuditLog, fileSink } = await import(runtime)
const log = createAuditLog({ sink: fileSink(audit, { maxBytes: 20000 }), subjectKey })
for (let index = 0; index < count; index++) await log.record({ action: 'tested', actor: String(process.pid) })
`

let built: BuiltPlugin
let folder = ''

beforeAll(async () => {
  built = await buildPlugin()
  folder = await mkdtemp(join(tmpdir(), 'crashes-'))
  await writeFile(join(folder, 'eraser.mjs'), eraser)
  await writeFile(join(folder, 'recorder.mjs'), recorder)
})

afterAll(async () => {
  await built.remove()
  await rm(folder, { recursive: true, force: true })
})

function run(script: string, options: object) {
  const runtime = join(built.folder, 'dist/runtime/index.mjs')
  const child = spawn(
    process.execPath,
    [join(folder, script), JSON.stringify({ runtime, subjectKey, ...options })],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (output += text.toString()))
  const ended = once(child, 'close').then(([, signal]) => ({ wasKilled: signal === 'SIGKILL', output }))
  return { child, ended }
}

/** One batch of people: killed and begun again, until a run comes to its end. */
class Batch {
  readonly journal: string
  readonly audit: string
  readonly ids = Array.from({ length: peopleInABatch }, (_, index) => `user-${index}@example.com`)
  /** Whom each run has sent requests for. */
  readonly touched: Set<string>[] = []
  kills = 0
  #last: string | null = null

  constructor(number: number) {
    this.journal = join(folder, `journal-${number}.jsonl`)
    this.audit = join(folder, `audit-${number}.jsonl`)
  }

  async runToTheEnd(server: FakeTrackApi): Promise<void> {
    for (;;) {
      const mayKill = this.kills < mostKillsInABatch
      const before = server.requests.length
      const { child, ended } = run('eraser.mjs', {
        port: server.port,
        count: peopleInABatch,
        concurrency,
        journal: this.journal,
        audit: this.audit,
      })
      if (mayKill) void killSomeTime(child, server)
      const { wasKilled, output } = await ended
      this.touched.push(new Set(server.requests.slice(before).map(({ id }) => id)))
      if (wasKilled) this.kills += 1
      this.#last = wasKilled ? null : output
      if (!wasKilled || this.#isOver(server)) return
    }
  }

  /** Killed after its last step: the journal of a run that is through is gone, and another run would begin afresh. */
  #isOver({ requests }: FakeTrackApi): boolean {
    const destroyed = new Set(requests.filter(({ step }) => step === 'destroy').map(({ id }) => id))
    return !existsSync(this.journal) && this.ids.every((id) => destroyed.has(id))
  }

  /** What the last run said; `null` when it was killed after its last step. */
  summary(): DeletionSummary | null {
    return this.#last === null ? null : (JSON.parse(this.#last) as DeletionSummary)
  }

  /** For each run, how many people of it a later run took up again. */
  repeated(): number[] {
    return this.touched.map(
      (people, index) =>
        [...people].filter((id) => this.touched.slice(index + 1).some((later) => later.has(id))).length,
    )
  }
}

/** At any moment: while it starts, while it works, or when it is about to end. */
async function killSomeTime(child: ReturnType<typeof run>['child'], server: FakeTrackApi): Promise<void> {
  const first = server.requests.length
  const requests = Math.random() < 0.2 ? 0 : Math.random() * 2 * peopleInABatch
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  while (server.requests.length - first < requests && child.exitCode === null) await wait(1)
  await wait(Math.random() * (requests === 0 ? 150 : 8))
  child.kill('SIGKILL')
}

describe('runs that are killed', () => {
  it(`lose nobody and repeat only those in flight, ${killsWanted} times`, { timeout: 900_000 }, async () => {
    let [kills, runs, atWork] = [0, 0, 0]
    for (let number = 0; kills < killsWanted; number += 1) {
      const server = await startTrackApi(() => ({ status: 200, afterMs: Math.random() * 4 }))
      const batch = new Batch(number)
      await batch.runToTheEnd(server)
      await server.stop()
      const summary = batch.summary()
      if (summary) {
        const { deleted, skipped, failed } = summary
        expect({ everybody: deleted + skipped, failed }).toEqual({ everybody: peopleInABatch, failed: [] })
        expect(existsSync(`${batch.journal}.lock`)).toBe(false)
      }
      for (const id of batch.ids) {
        const steps = server.requests.filter((request) => request.id === id).map(({ step }) => step)
        expect(steps).toContain('suppress')
        expect(steps.lastIndexOf('destroy')).toBeGreaterThan(steps.indexOf('suppress'))
      }
      expect(Math.max(...batch.repeated())).toBeLessThanOrEqual(concurrency)
      await checkAudit(batch)
      expect(existsSync(batch.journal)).toBe(false)
      kills += batch.kills
      runs += batch.touched.length
      atWork += batch.touched.slice(0, -1).filter((people) => people.size > 0).length
    }
    console.log(`${kills} kills in ${runs} runs, ${atWork} of them between requests`)
    expect(atWork).toBeGreaterThan(killsWanted / 4)
  })
})

/** The chain has survived every kill, and tells of everybody's end. */
async function checkAudit({ audit, ids }: Batch): Promise<void> {
  expect(await verifyAuditLog(audit)).toMatchObject({ valid: true })
  const lines = (await readFile(audit, 'utf8')).trimEnd().split('\n')
  const completed = lines
    .map((line) => JSON.parse(line) as { action: string; subject: string })
    .filter(({ action }) => action === 'erasure_completed')
  expect(new Set(completed.map(({ subject }) => subject))).toEqual(
    new Set(ids.map((id) => hashPii(id, subjectKey))),
  )
}

describe('one audit log of several processes', () => {
  it('has one chain, through all its files', async () => {
    const audit = join(folder, 'together.jsonl')
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() => run('recorder.mjs', { audit, count: 60 }).ended),
    )
    expect(outcomes.map(({ output }) => output)).toEqual(['', '', '', ''])
    expect(await verifyAuditLog(audit)).toMatchObject({ valid: true, entries: 240 })
    expect(existsSync(`${audit}.000002`)).toBe(true)
  })
})

describe('100 000 people from a generator', () => {
  it('take no memory that grows with them', async () => {
    setFlagsFromString('--expose-gc')
    const collectGarbage = runInNewContext('gc') as () => void
    const heap: number[] = []
    const count = 100_000
    async function* ids() {
      for (let index = 0; index < count; index += 1) {
        if (index % 20_000 === 0) {
          collectGarbage()
          heap.push(process.memoryUsage().heapUsed)
        }
        yield await Promise.resolve(`user-${index}@example.com`)
      }
    }
    const client = { suppress: () => Promise.resolve(), destroy: () => Promise.resolve() }
    const { deleted } = await deleteCustomers(client, ids(), { requestsPerSecond: Infinity })
    expect(deleted).toBe(count)
    const grown = ((heap.at(-1) ?? 0) - (heap[1] ?? 0)) / 2 ** 20
    console.log(`heap in MB: ${heap.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(', ')}`)
    // A boolean in a list for each would already take 0.5 MB; an id, ten times as much.
    expect(grown).toBeLessThan(2)
  })
})
