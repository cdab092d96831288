// The example of a queue, with a real Redis and two processes of workers. Skipped where one of its parts is missing.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { hashPii, verifyAuditLog } from '../../src/runtime/index.ts'
import { startTrackApi, type TrackAnswer } from '../support/fake-track-api.ts'
import { projectFolder } from '../support/module-imports.ts'

interface ErasureQueue {
  getJobCounts: () => Promise<Record<string, number>>
  close: () => Promise<void>
}

interface QueueExample {
  openQueue: (connection: object) => ErasureQueue
  requestErasure: (queue: ErasureQueue, job: { id: string; reason: string }) => Promise<void>
}

const example = join(projectFolder, 'examples/deletion-queue')
const missing = whatIsMissing()
const subjectKey = 'subjects, made up for this test'
const children: ChildProcess[] = []
let folder = ''

if (missing !== null) console.log(`The example of a queue is not tested: ${missing}.`)

function whatIsMissing(): string | null {
  if (!existsSync(join(example, 'node_modules/bullmq'))) return 'run `npm install` in examples/deletion-queue'
  if (spawnSync('redis-server', ['--version']).status !== 0) return 'there is no `redis-server` on the PATH'
  return null
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  await rm(folder, { recursive: true, force: true })
})

function start(command: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const stdio = ['ignore', 'ignore', 'inherit'] as const
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: [...stdio], cwd: folder })
  children.push(child)
  return child
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe.skipIf(missing !== null)('examples/deletion-queue', () => {
  it('erases everybody with two workers, through 429 and 503, and leaves nobody in Redis', async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-'))
    const wrong: Record<string, TrackAnswer> = {
      'user-3@example.com': { status: 429, headers: { 'retry-after': '1' } },
      'user-5@example.com': { status: 503 },
    }
    const server = await startTrackApi(({ id }, count) => (count === 1 ? wrong[id] : undefined))
    const port = await freePort()
    start('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder])
    const { openQueue, requestErasure } = (await import(
      pathToFileURL(join(example, 'src/queue.js')).href
    )) as QueueExample
    const queue = openQueue({ host: '127.0.0.1', port })
    const ids = Array.from({ length: 60 }, (_, index) => `user-${index}@example.com`)
    for (const id of ids) await requestErasure(queue, { id, reason: 'GDPR' })
    const audit = join(folder, 'audit.jsonl')
    const workers = [1, 2].map(() =>
      start(process.execPath, [join(example, 'src/main.js')], {
        REDIS_PORT: String(port),
        CUSTOMERIO_SITE_ID: 'a-site',
        CUSTOMERIO_TRACK_API_KEY: 'a-key',
        CUSTOMERIO_TRACK_URL: `http://127.0.0.1:${server.port}/api/v1`,
        AUDIT_FILE: audit,
        AUDIT_SUBJECT_KEY: subjectKey,
      }),
    )
    await expect.poll(() => waiting(queue), { timeout: 120_000, interval: 200 }).toBe(0)
    expect(workers.map(({ exitCode }) => exitCode)).toEqual([null, null])
    const ends = workers.map((worker) => once(worker, 'exit'))
    for (const worker of workers) worker.kill('SIGTERM')
    await Promise.all(ends)
    const counts = await queue.getJobCounts()
    await queue.close()
    await server.stop()

    for (const id of ids) {
      const steps = server.requests.filter((request) => request.id === id).map(({ step }) => step)
      const again = id in wrong ? ['suppress', 'suppress', 'destroy'] : []
      const expected = [...again, 'suppress', 'destroy']
      expect([id, steps]).toEqual([id, expected])
    }
    expect(counts).toMatchObject({ completed: 0, failed: 0, delayed: 0 })
    expect(await verifyAuditLog(audit)).toMatchObject({ valid: true })
    const text = await readFile(audit, 'utf8')
    expect(text).not.toContain('user-')
    for (const id of ids) expect(text).toContain(hashPii(id, subjectKey))
  })
})

async function waiting(queue: ErasureQueue): Promise<number> {
  const { waiting = 0, active = 0, delayed = 0, prioritized = 0 } = await queue.getJobCounts()
  return waiting + active + delayed + prioritized
}
