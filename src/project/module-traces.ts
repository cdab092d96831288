// Does a file, or a module that it imports, hold a word that is looked for?
import fs from 'node:fs'

import { believedForMs } from './folder-names.ts'
import { resolveModule } from './resolve-module.ts'

/** A word test, and the name under which its answers are remembered. */
export interface Trace {
  readonly name: string
  readonly isIn: (text: string) => boolean
}

interface Entry {
  readonly until: number
  readonly stamp: string
  readonly specifiers: readonly string[]
  readonly traces: Map<string, boolean>
  /** whether the file or what it imports, that many steps on, has a trace */
  readonly reach: Map<string, boolean>
}

const entries = new Map<string, Entry>()
const mostEntries = 20_000
/** Imports of imports of imports: as far as wrappers and barrels lie in practice. */
const farthest = 3
const largestFile = 512 * 1024

const specifierPattern = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"])([^'"\n]+)\1/g

/** The specifiers that a text imports, read without parsing it. Linear in the text. */
export function specifiersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(specifierPattern)].map(([, , specifier]) => specifier ?? ''))]
}

/** Whether any module that these specifiers name, or one that it imports, has a trace. Never throws. */
export function isTraceBehind(filename: string, specifiers: readonly string[], trace: Trace): boolean {
  return specifiers.some((specifier) => {
    const file = resolveModule(specifier, filename)
    return file !== null && hasTrace(file, trace)
  })
}

/** Whether a file, or a module that it imports within a few steps, has a trace. Never throws. */
export function hasTrace(filename: string, trace: Trace, steps: number = farthest): boolean {
  const entry = entryOf(filename, trace)
  if (!entry) return false
  const key = `${trace.name}:${steps}`
  const known = entry.reach.get(key)
  if (known !== undefined) return known
  // Set before looking on, so that files which import each other end.
  entry.reach.set(key, false)
  const answer = entry.traces.get(trace.name) ?? rememberTrace(entry, trace, readText(filename) ?? '')
  const reach =
    answer ||
    (steps > 1 &&
      entry.specifiers.some((specifier) => {
        const file = resolveModule(specifier, filename)
        return file !== null && hasTrace(file, trace, steps - 1)
      }))
  entry.reach.set(key, reach)
  return reach
}

function rememberTrace(entry: Entry, trace: Trace, text: string): boolean {
  const answer = trace.isIn(text)
  entry.traces.set(trace.name, answer)
  return answer
}

function entryOf(filename: string, trace: Trace): Entry | null {
  const known = entries.get(filename)
  const now = Date.now()
  if (known && known.until > now) return known
  const stamp = stampOf(filename)
  if (stamp === null) return null
  const isSame = known?.stamp === stamp
  const text = isSame ? null : readText(filename)
  if (!isSame && text === null) return null
  if (entries.size >= mostEntries) entries.clear()
  const entry: Entry = {
    until: now + believedForMs,
    stamp,
    specifiers: isSame ? known.specifiers : specifiersIn(text ?? ''),
    traces: isSame ? known.traces : new Map<string, boolean>(),
    // What lies behind may have changed although this file has not.
    reach: new Map(),
  }
  if (text !== null) rememberTrace(entry, trace, text)
  entries.set(filename, entry)
  return entry
}

function stampOf(filename: string): string | null {
  try {
    const { mtimeMs, size } = fs.statSync(filename)
    return size > largestFile ? null : `${mtimeMs}:${size}`
  } catch {
    return null
  }
}

function readText(filename: string): string | null {
  try {
    return fs.readFileSync(filename, 'utf8')
  } catch {
    return null
  }
}
