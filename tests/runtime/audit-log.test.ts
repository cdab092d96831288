import { createHash, createHmac } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  AuditLogError,
  createAuditLog,
  deleteCustomer,
  fileSink,
  hashPii,
  streamSink,
  verifyAuditLog,
  type AuditEntry,
  type AuditLogOptions,
  type AuditRecord,
} from '../../src/runtime/index.ts'

const subjectKey = 'subjects, made up for this test'
const chainKey = 'chains, made up for this test'
const record: AuditRecord = {
  action: 'erasure_started',
  actor: 'support-7',
  subject: 'jane.doe@example.com',
  reason: 'GDPR request 12',
}

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'))
  path = join(folder, 'audit.jsonl')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** A log into a list. */
function listed(options: Partial<AuditLogOptions> = {}) {
  const lines: string[] = []
  const log = createAuditLog({ sink: (line) => lines.push(line), subjectKey, ...options })
  return { lines, log }
}

async function lineOf(given: AuditRecord, options: Partial<AuditLogOptions> = {}): Promise<AuditEntry> {
  const { lines, log } = listed(options)
  await log.record(given)
  return JSON.parse(lines[0] ?? '') as AuditEntry
}

async function written(count: number, options: Partial<AuditLogOptions> = {}) {
  const { lines, log } = listed(options)
  for (let index = 0; index < count; index += 1) await log.record({ ...record, details: { index } })
  return { lines, log }
}

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n')
}

describe('an entry', () => {
  it('tells when, who, what, to whom and why, and holds on to the one before', async () => {
    const { lines, log } = listed({ now: () => Date.UTC(2026, 0, 2) })
    const first = await log.record({
      ...record,
      resource: 'workspace/eu',
      details: { step: 'suppress', n: 1, ok: null },
    })
    await log.record({ action: 'access_denied' })
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        sequence: 1,
        time: '2026-01-02T00:00:00.000Z',
        action: 'erasure_started',
        actor: 'support-7',
        subject: hashPii('jane.doe@example.com', subjectKey),
        resource: 'workspace/eu',
        reason: 'GDPR request 12',
        details: { step: 'suppress', n: 1, ok: null },
        previous: '0'.repeat(64),
        hash: first.hash,
      },
      {
        sequence: 2,
        time: '2026-01-02T00:00:00.000Z',
        action: 'access_denied',
        previous: first.hash,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ])
  })

  it('can be verified by anybody: the hash is of what stands before it', async () => {
    const { lines } = await written(1)
    const [line = ''] = lines
    const [start, hash] = line.split(',"hash":"')
    expect(hash).toBe(`${createHash('sha256').update(`${start}}`).digest('hex')}"}`)
    const keyed = await written(1, { chainKey })
    const [keyedStart, keyedHash] = (keyed.lines[0] ?? '').split(',"hash":"')
    expect(keyedHash).toBe(`${createHmac('sha256', chainKey).update(`${keyedStart}}`).digest('hex')}"}`)
  })

  it('names no subject, wherever they are repeated, in any case', async () => {
    const entry = await lineOf({
      ...record,
      reason: 'JANE.DOE@example.com asked',
      resource: 'customers/jane.doe@example.com/suppress',
      details: { note: 'jane.doe@example.com', count: 2 },
    })
    expect(JSON.stringify(entry)).not.toMatch(/jane/i)
    expect(entry).toMatchObject({ reason: '[subject] asked', resource: 'customers/[subject]/suppress' })
    expect(await lineOf({ action: 'a', subject: 'a.c+', reason: 'abc+ a.c+' })).toMatchObject({
      reason: 'abc+ [subject]',
    })
    expect(await lineOf({ action: 'a', subject: 17, reason: 'request 17' })).toMatchObject({
      subject: hashPii('17', subjectKey),
      reason: 'request 17',
    })
  })

  it('has actors in clear, or hashed on demand', async () => {
    expect((await lineOf(record)).actor).toBe('support-7')
    expect((await lineOf(record, { hashActors: true })).actor).toBe(hashPii('support-7', subjectKey))
  })

  it.each([
    undefined,
    {},
    { action: ' ' },
    { action: 'a', actor: 7 },
    { action: 'a', subject: NaN },
    { action: 'a', subject: {} },
    { action: 'a', reason: null },
    { action: 'a', details: { nested: {} } },
    { action: 'a', details: null },
  ])('that is wrong, %j, is a TypeError and nothing is written', async (wrong) => {
    const { lines, log } = listed()
    await expect(log.record(wrong as unknown as AuditRecord)).rejects.toThrow(TypeError)
    expect(lines).toEqual([])
  })
})

describe('verifyAuditLog', () => {
  it('takes lines, texts, streams, bytes, paths and addresses', async () => {
    const { lines } = await written(3)
    const text = `${lines.join('\n')}\n`
    await writeFile(path, text)
    const bytewise = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte))
    async function* rows() {
      for (const line of lines) yield await Promise.resolve(line)
    }
    const sources = [
      lines,
      text,
      text.trimEnd(),
      path,
      [path],
      pathToFileURL(path),
      createReadStream(path, { highWaterMark: 7 }),
      createReadStream(path, { encoding: 'utf8', highWaterMark: 64 }),
      bytewise,
      rows(),
    ]
    for (const source of sources)
      expect(await verifyAuditLog(source)).toEqual({ valid: true, entries: 3, brokenAt: null, reason: null })
  })

  it('finds an empty log valid', async () => {
    await writeFile(path, '')
    const { log } = listed()
    for (const source of ['', [], path]) {
      expect(await verifyAuditLog(source, { head: log.head() })).toMatchObject({ valid: true, entries: 0 })
    }
  })

  it('finds every change, removal, insertion and exchange of lines, and says where', async () => {
    const { lines } = await written(5)
    const other = await written(5, { now: () => 0 })
    const changed = (lines[2] ?? '').replace('GDPR request 12', 'GDPR request 13')
    const cases: [string, string[], number, string][] = [
      ['changed', lines.with(2, changed), 3, 'wrong_hash'],
      ['first removed', lines.slice(1), 1, 'wrong_sequence'],
      ['removed', lines.toSpliced(2, 1), 3, 'wrong_sequence'],
      ['put in twice', lines.toSpliced(2, 0, lines[1] ?? ''), 3, 'wrong_sequence'],
      ['exchanged', lines.with(1, lines[2] ?? '').with(2, lines[1] ?? ''), 2, 'wrong_sequence'],
      ['of another log', lines.with(3, other.lines[3] ?? ''), 4, 'wrong_previous'],
      ['no entry', lines.with(3, 'nothing'), 4, 'malformed_entry'],
      ['no JSON', lines.with(3, `{${'x'.repeat(9)},"hash":"${'0'.repeat(64)}"}`), 4, 'malformed_entry'],
    ]
    for (const [what, broken, brokenAt, reason] of cases) {
      const verdict = await verifyAuditLog(broken.map((line) => Buffer.from(`${line}\n`)))
      expect([what, verdict]).toEqual([what, { valid: false, entries: brokenAt - 1, brokenAt, reason }])
    }
  })

  it('finds any single byte that was changed', async () => {
    const { lines } = await written(3)
    const bytes = Buffer.from(`${lines.join('\n')}\n`)
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ by
        expect((await verifyAuditLog([changed])).valid).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('finds that the last lines were cut off when it is told the head', async () => {
    const { lines, log } = await written(4)
    const head = await log.head()
    const cut = lines.slice(0, 2)
    expect((await verifyAuditLog(cut)).valid).toBe(true)
    expect(await verifyAuditLog(cut, { head })).toEqual({
      valid: false,
      entries: 2,
      brokenAt: 3,
      reason: 'missing_entries',
    })
    expect((await verifyAuditLog(lines, { head })).valid).toBe(true)
    await log.record(record)
    expect((await verifyAuditLog(lines, { head })).valid).toBe(true)
    const rewritten = await written(5)
    expect(await verifyAuditLog(rewritten.lines, { head: { ...head, hash: '1'.repeat(64) } })).toMatchObject({
      valid: false,
      brokenAt: 4,
      reason: 'head_mismatch',
    })
  })

  it('cannot be deceived about a keyed chain by who has not the key', async () => {
    const { lines } = await written(3, { chainKey })
    expect((await verifyAuditLog(lines, { chainKey })).valid).toBe(true)
    expect((await verifyAuditLog(lines)).reason).toBe('wrong_hash')
    expect((await verifyAuditLog(lines, { chainKey: 'another' })).reason).toBe('wrong_hash')
    // Without a key, whoever can write the log can mend the chain behind a change; with one, they cannot.
    const forged = await written(3)
    expect((await verifyAuditLog(forged.lines)).valid).toBe(true)
    expect((await verifyAuditLog(forged.lines, { chainKey })).valid).toBe(false)
  })

  it('tells an unfinished last line from a wrong one', async () => {
    const { lines } = await written(2)
    await writeFile(path, lines.join('\n').slice(0, -9))
    expect(await verifyAuditLog(path)).toMatchObject({
      valid: false,
      brokenAt: 2,
      reason: 'unfinished_entry',
    })
  })

  it('begins where it is told', async () => {
    const { lines, log } = listed()
    await log.record(record)
    const after = await log.head()
    await log.record(record)
    expect(await verifyAuditLog(lines.slice(1), { after })).toMatchObject({ valid: true, entries: 1 })
    expect((await verifyAuditLog(lines.slice(1))).valid).toBe(false)
  })

  it.each([[undefined], [null], [7], [{}]])('refuses %j for a source', async (source) => {
    await expect(verifyAuditLog(source as string)).rejects.toThrow(TypeError)
  })

  it('does not take a file that is missing for an empty log', async () => {
    await expect(verifyAuditLog(path)).rejects.toThrow('ENOENT')
  })
})

describe('fileSink', () => {
  it('appends, survives a new start, and lets nobody else read', async () => {
    for (let start = 0; start < 3; start += 1) {
      const log = createAuditLog({ sink: fileSink(path), subjectKey, chainKey })
      await log.record(record)
      await log.record(record)
    }
    expect(await verifyAuditLog(path, { chainKey })).toMatchObject({ valid: true, entries: 6 })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['audit.jsonl'])
    const head = createAuditLog({ sink: fileSink(path), subjectKey, chainKey }).head()
    expect(await head).toMatchObject({ entries: 6 })
    expect(await verifyAuditLog(path, { chainKey, head })).toMatchObject({ valid: true })
  })

  it('keeps one chain among many writers at the same time, of one log or of several', async () => {
    const logs = Array.from({ length: 4 }, () => createAuditLog({ sink: fileSink(path), subjectKey }))
    const entries = await Promise.all(
      Array.from({ length: 50 }, () => logs.map((log) => log.record(record))).flat(),
    )
    expect(await verifyAuditLog(path)).toMatchObject({ valid: true, entries: 200 })
    expect(new Set(entries.map(({ sequence }) => sequence)).size).toBe(200)
  })

  it('cuts off what a crash has left of a last line', async () => {
    const log = createAuditLog({ sink: fileSink(path), subjectKey })
    await log.record(record)
    await log.record(record)
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -20))
    const again = createAuditLog({ sink: fileSink(path), subjectKey })
    expect(await again.record(record)).toMatchObject({ sequence: 2 })
    expect(await verifyAuditLog(path)).toMatchObject({ valid: true, entries: 2 })
    await writeFile(path, '{"sequ')
    await createAuditLog({ sink: fileSink(path), subjectKey }).record(record)
    expect(await verifyAuditLog(path)).toMatchObject({ valid: true, entries: 1 })
  })

  it('sets full files aside, and the chain goes through all of them', async () => {
    const sink = () => fileSink(path, { maxBytes: 900 })
    const log = createAuditLog({ sink: sink(), subjectKey })
    for (let index = 0; index < 7; index += 1) await log.record(record)
    const files = (await readdir(folder)).sort()
    expect(files).toEqual(['audit.jsonl', 'audit.jsonl.000001', 'audit.jsonl.000002', 'audit.jsonl.000003'])
    expect(await verifyAuditLog(path)).toMatchObject({ valid: true, entries: 7 })
    expect(
      await verifyAuditLog(
        files
          .slice(1)
          .concat('audit.jsonl')
          .map((file) => join(folder, file)),
      ),
    ).toMatchObject({
      valid: true,
    })
    await rename(path, `${path}.000004`)
    const again = createAuditLog({ sink: sink(), subjectKey })
    expect(await again.record(record)).toMatchObject({ sequence: 8 })
    expect(await verifyAuditLog(path, { head: again.head() })).toMatchObject({ valid: true, entries: 8 })
    await rm(`${path}.000002`)
    expect(await verifyAuditLog(path)).toMatchObject({ valid: false, reason: 'wrong_sequence' })
  })

  it('goes on after entries longer than what it reads at a time', async () => {
    const log = createAuditLog({ sink: fileSink(path), subjectKey })
    await log.record({ ...record, details: { long: 'ä'.repeat(200_000) } })
    await createAuditLog({ sink: fileSink(path), subjectKey }).record(record)
    expect(await verifyAuditLog(path)).toMatchObject({ valid: true, entries: 2 })
  })

  it('does not go on behind an entry that was changed, or under another key', async () => {
    await createAuditLog({ sink: fileSink(path), subjectKey, chainKey }).record(record)
    const text = await readFile(path, 'utf8')
    const other = createAuditLog({ sink: fileSink(path), subjectKey, chainKey: 'another' })
    await expect(other.record(record)).rejects.toMatchObject({ name: 'AuditLogError', code: 'log_broken' })
    await writeFile(path, text.replace('support-7', 'support-8'))
    const same = createAuditLog({ sink: fileSink(path), subjectKey, chainKey })
    await expect(same.record(record)).rejects.toMatchObject({ code: 'log_broken' })
  })

  it('notices while it runs that the last entries were cut off', async () => {
    const log = createAuditLog({ sink: fileSink(path), subjectKey })
    await log.record(record)
    await log.record(record)
    const [first = ''] = await linesOf(path)
    await writeFile(path, `${first}\n`)
    await expect(log.record(record)).rejects.toMatchObject({ code: 'log_broken' })
  })

  it('that cannot write says so without the path, and nothing is deleted', async () => {
    const audit = createAuditLog({ sink: fileSink(join(folder, 'missing', 'jane')), subjectKey })
    const error: unknown = await audit.record(record).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(AuditLogError)
    expect(error).toMatchObject({
      code: 'log_unavailable',
      message: 'The audit log could not be written (ENOENT).',
    })
    expect(inspect(error)).not.toContain('jane')
    const calls: unknown[] = []
    const client = {
      suppress: (id: unknown) => Promise.resolve(calls.push(id)),
      destroy: () => Promise.resolve(),
    }
    await expect(deleteCustomer(client, 'a', { audit })).rejects.toMatchObject({ code: 'audit_unavailable' })
    expect(calls).toEqual([])
  })

  it.each([
    ['', {}],
    ['a', { maxBytes: 0 }],
    ['a', { maxBytes: NaN }],
  ])('refuses %j, %j', (file, options) => {
    expect(() => fileSink(file, options)).toThrow(TypeError)
  })
})

describe('streams and functions', () => {
  it('get line after line', async () => {
    const stream = new PassThrough()
    const log = createAuditLog({ sink: streamSink(stream), subjectKey })
    await Promise.all([log.record(record), log.record(record), log.record(record)])
    stream.end()
    expect(await verifyAuditLog(stream, { head: log.head() })).toMatchObject({ valid: true, entries: 3 })
  })

  it('that fail fail only their own entry, and the chain goes on', async () => {
    const lines: string[] = []
    let count = 0
    const log = createAuditLog({
      sink: async (line) => {
        await Promise.resolve()
        if (++count === 2) throw new Error('service down')
        lines.push(line)
      },
      subjectKey,
    })
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => log.record(record)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await verifyAuditLog(lines, { head: await log.head() })).toMatchObject({ valid: true, entries: 2 })
  })

  it('are told of a stream that fails', async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('closed')) })
    stream.on('error', () => undefined)
    const log = createAuditLog({ sink: streamSink(stream), subjectKey })
    await expect(log.record(record)).rejects.toThrow('closed')
  })

  it('shared by two logs hold one chain', async () => {
    const lines: string[] = []
    const sink = (line: string) => lines.push(line)
    const logs = [createAuditLog({ sink, subjectKey }), createAuditLog({ sink, subjectKey })]
    for (const log of [...logs, ...logs]) await log.record(record)
    expect(await verifyAuditLog(lines)).toMatchObject({ valid: true, entries: 4 })
  })

  it('go on from a head after a new start', async () => {
    const { lines, log } = await written(2)
    const again = createAuditLog({ sink: (line) => lines.push(line), subjectKey, head: await log.head() })
    expect(await again.record(record)).toMatchObject({ sequence: 3 })
    expect(await verifyAuditLog(lines)).toMatchObject({ valid: true, entries: 3 })
  })
})

describe('wrong options', () => {
  const sink = () => undefined
  it.each([
    ['no key', { sink }],
    ['a blank key', { sink, subjectKey: ' ' }],
    ['a padded key', { sink, subjectKey: `${subjectKey}\n` }],
    ['an empty chain key', { sink, subjectKey, chainKey: '' }],
    ['no sink', { subjectKey }],
    ['a path for a sink', { sink: 'audit.jsonl', subjectKey }],
  ])('are a TypeError that says so: %s', (_what, options) => {
    expect(() => createAuditLog(options as unknown as AuditLogOptions)).toThrow(TypeError)
  })

  it('are a stream that is none', () => {
    expect(() => streamSink({} as Writable)).toThrow(TypeError)
  })
})
