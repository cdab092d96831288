/** Answers: does another process use this file, or did it end without saying so? */

import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync, unlinkSync } from 'node:fs'
import { link, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'

/** Held until released, or until the process is gone. */
export interface FileLock {
  release(): Promise<void>
}

/** Who holds a lock; `startedAt` tells a process from a later one with the same number. */
interface Holder {
  readonly machine: string
  readonly pid: number
  readonly startedAt: string
  readonly token: string
}

/**
 * Takes the lock on a file by making `<path>.lock`, in one step that only one process can win. `null` when another living
 * process holds it. A holder on the same machine is alive when its process is; of one elsewhere (another container, another
 * host) nothing is known but that it marks its lock every ten seconds, so after a minute without a mark it counts as gone.
 */
export async function lockFile(path: string): Promise<FileLock | null> {
  const lockPath = `${path}.lock`
  const holder: Holder = { ...thisProcess(), token: randomUUID() }
  const ownPath = `${lockPath}.${holder.token}`
  await writeFile(ownPath, JSON.stringify(holder), { mode: 0o600, flag: 'wx' })
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (await linked(ownPath, lockPath)) return heldLock(lockPath, holder.token)
      if (!(await removeStale(lockPath, holder))) return null
    }
    return null
  } finally {
    await rm(ownPath, { force: true })
  }
}

/** Whether the lock is ours now. A link is made with its content at once, so nobody reads half a holder. */
async function linked(ownPath: string, lockPath: string): Promise<boolean> {
  try {
    await link(ownPath, lockPath)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Whether it is worth trying again: the lock was left behind and is removed, or has gone by itself. */
async function removeStale(lockPath: string, own: Holder): Promise<boolean> {
  const found = await readHolder(lockPath)
  if (found === 'gone') return true
  if (await isAlive(found, lockPath, own)) return false
  // Taken aside first and looked at again: another process may have replaced it since, and that lock is not ours to remove.
  const asidePath = `${lockPath}.${randomUUID()}`
  try {
    await rename(lockPath, asidePath)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true
    throw error
  }
  const aside = await readHolder(asidePath)
  const isSame = aside !== 'gone' && aside?.token === found?.token
  if (!isSame) await link(asidePath, lockPath).catch(() => undefined)
  await unlink(asidePath)
  return isSame
}

async function isAlive(holder: Holder | null, lockPath: string, own: Holder): Promise<boolean> {
  if (holder !== null && holder.machine === own.machine) {
    if (holder.pid === own.pid) return holder.startedAt === own.startedAt
    if (!isRunning(holder.pid)) return false
    const startedAt = startOf(holder.pid)
    return startedAt === '' || holder.startedAt === '' || startedAt === holder.startedAt
  }
  const { mtimeMs } = await stat(lockPath).catch(() => ({ mtimeMs: 0 }))
  return Date.now() - mtimeMs < staleAfterMs
}

function heldLock(lockPath: string, token: string): FileLock {
  const mark = setInterval(() => {
    const now = new Date()
    utimes(lockPath, now, now).catch(() => undefined)
  }, markEveryMs)
  mark.unref()
  const removeAtExit = () => {
    tried(() => {
      if (readFileSync(lockPath, 'utf8').includes(token)) unlinkSync(lockPath)
      return ''
    })
  }
  process.once('exit', removeAtExit)
  return {
    async release() {
      clearInterval(mark)
      process.off('exit', removeAtExit)
      // Somebody else's by now, if this process was stopped for so long that it was taken for dead.
      const found = await readHolder(lockPath)
      if (found !== 'gone' && found?.token === token) await rm(lockPath, { force: true })
    },
  }
}

/** `gone` when there is no lock any more, `null` when nobody can be read from it. */
async function readHolder(path: string): Promise<Holder | 'gone' | null> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isHolder(holder) ? holder : null
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'gone' : null
  }
}

function isHolder(value: unknown): value is Holder {
  const { machine, pid, startedAt, token } = (value ?? {}) as Partial<Record<keyof Holder, unknown>>
  return [machine, startedAt, token].every((text) => typeof text === 'string') && Number.isInteger(pid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // Killed, but not yet buried by its parent.
    return !/^[XZ]$/.test(statOf(pid)[0] ?? '')
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

/** Processes of containers and of machines that were started anew have numbers that mean nothing elsewhere. */
function thisProcess(): Omit<Holder, 'token'> {
  const boot = tried(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const numbers = tried(() => readlinkSync('/proc/self/ns/pid'))
  return {
    machine: [hostname(), boot, numbers].join('/'),
    pid: process.pid,
    startedAt: startOf(process.pid),
  }
}

/** When a process was started, in ticks since the machine was; empty where the system does not tell (only Linux does). */
function startOf(pid: number): string {
  return statOf(pid)[19] ?? ''
}

/** What Linux tells of a process after its number and its name, which is in parentheses and may hold anything. */
function statOf(pid: number): readonly string[] {
  const text = tried(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return text === '' ? [] : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function tried(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
}

const markEveryMs = 10_000
const staleAfterMs = 60_000
const attempts = 20
