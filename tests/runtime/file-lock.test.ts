import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFile } from '../../src/runtime/files/file-lock.ts'

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'locks-'))
  path = join(folder, 'journal')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** The lock as this process makes it, changed. */
async function leaveLock(changes: object): Promise<void> {
  const lock = await lockFile(path)
  const holder = JSON.parse(await readFile(`${path}.lock`, 'utf8')) as object
  await lock?.release()
  await writeFile(`${path}.lock`, JSON.stringify({ ...holder, ...changes }))
}

function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid
}

describe('lockFile', () => {
  it('is held until it is released, and leaves nothing behind', async () => {
    const lock = await lockFile(path)
    expect(await lockFile(path)).toBeNull()
    await lock?.release()
    const again = await lockFile(path)
    expect(again).not.toBeNull()
    await again?.release()
    expect(await readdir(folder)).toEqual([])
  })

  it('is won by one of many', async () => {
    const locks = await Promise.all(Array.from({ length: 20 }, () => lockFile(path)))
    expect(locks.filter((lock) => lock !== null)).toHaveLength(1)
  })

  it('is taken over from a process that has ended, by one of many', async () => {
    await leaveLock({ pid: endedProcess() })
    const locks = await Promise.all(Array.from({ length: 20 }, () => lockFile(path)))
    expect(locks.filter((lock) => lock !== null)).toHaveLength(1)
  })

  it('is taken over from an earlier process with the number of a living one', async () => {
    await leaveLock({ pid: process.ppid, startedAt: '1' })
    const taken = await lockFile(path)
    // Only Linux tells when a process was started.
    expect(taken === null).toBe(!existsSync('/proc/self/stat'))
  })

  it('of another machine counts for a minute after its last mark', async () => {
    await leaveLock({ machine: 'elsewhere', pid: 1 })
    expect(await lockFile(path)).toBeNull()
    const before = new Date(Date.now() - 61_000)
    await utimes(`${path}.lock`, before, before)
    expect(await lockFile(path)).not.toBeNull()
  })

  it('that nobody can read counts for as long', async () => {
    await writeFile(`${path}.lock`, 'torn')
    expect(await lockFile(path)).toBeNull()
    const before = new Date(Date.now() - 61_000)
    await utimes(`${path}.lock`, before, before)
    expect(await lockFile(path)).not.toBeNull()
  })

  it('is not removed by one who has lost it', async () => {
    const lost = await lockFile(path)
    await rm(`${path}.lock`)
    const held = await lockFile(path)
    await lost?.release()
    expect(await lockFile(path)).toBeNull()
    await held?.release()
  })
})
