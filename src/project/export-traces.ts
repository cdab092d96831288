// Does what a file imports lead to a word that is looked for? Read from texts, so that other files stay unparsed.
import fs from 'node:fs'

import { believedForMs, isCommand } from './believed-time.ts'
import type { ModuleLink, TextImport, TextReexport, TextStatement } from './module-text.ts'
import { bodyOf, importsOf, linksIn, namesWrittenIn, reexportsOf, statementsIn } from './module-text.ts'
import { resolveModule } from './resolve-module.ts'

/** What is looked for; answers are remembered for each object. */
export interface Trace {
  /** whether a text has it; must hold for a whole that has a part for which it holds */
  readonly isIn: (text: string) => boolean
  /** whether an export of a package is one; `*` for any */
  readonly isExport: (specifier: string, name: string) => boolean
}

/** What is known of a file while its stamp is believed. */
interface Entry {
  readonly filename: string
  readonly until: number
  readonly stamp: string
  /** of its text */
  readonly length: number
  readonly links: readonly ModuleLink[]
  readonly names: Names
  /** whether the text has it */
  readonly traces: Map<Trace, boolean>
  readonly answers: Map<Trace, Answers>
  readonly targets: Map<string, Entry | null>
}

/** What a file says of one trace; by the number of steps that are left to go. */
class Answers {
  readonly mayLead = new Map<number, boolean>()
  readonly leading = new Map<number, Leading>()
  /** by steps and the export's name */
  readonly exports = new Map<string, boolean>()
}

function answersOf({ answers }: Entry, trace: Trace): Answers {
  const known = answers.get(trace)
  if (known) return known
  const made = new Answers()
  answers.set(trace, made)
  return made
}

/** The names in the links of a file, which most files are never asked for. */
class Names {
  readonly #links: readonly ModuleLink[]
  #imports: readonly TextImport[] | null = null
  #reexports: readonly TextReexport[] | null = null

  constructor(links: readonly ModuleLink[]) {
    this.#links = links
  }

  get imports(): readonly TextImport[] {
    return (this.#imports ??= importsOf(this.#links))
  }

  get reexports(): readonly TextReexport[] {
    return (this.#reexports ??= reexportsOf(this.#links))
  }
}

/** What leads to a trace within a file; `null` where its layout does not show it, and everything may. */
type Leading = { readonly locals: ReadonlySet<string>; readonly exports: ReadonlySet<string> } | null

const entries = new Map<string, Entry>()
const mostEntries = 10_000
/** Wrappers of wrappers of wrappers: as far as they lie in practice. Re-exports do not count. */
const farthest = 3
const largestFile = 512 * 1024

/** Whether code of this text uses something that it imports and that leads to a trace. Never throws. */
export function isTraceBehind(filename: string, text: string, trace: Trace): boolean {
  const entry = linted(filename, text, trace)
  const near = entry.links.filter(({ specifier, kind }) => {
    const target = kind === 'export' ? null : targetOf(entry, specifier, trace)
    return target !== null && mayLead(target, trace, farthest)
  })
  if (near.length === 0) return false
  const body = bodyOf(text, entry.links)
  return importsOf(near).some(({ specifier, imported, local }) => {
    const target = targetOf(entry, specifier, trace)
    return target !== null && exportLeads(target, imported, trace, farthest) && isUsed(local, body)
  })
}

/** In ESLint's command no file is read twice; what stands in an editor may differ from what is on the disk. */
function linted(filename: string, text: string, trace: Trace): Entry {
  if (!isCommand) return newEntry(filename, '', text)
  const known = entries.get(filename)
  if (known?.length === text.length) return known
  const entry = newEntry(filename, '', text)
  rememberTrace(entry, trace, text)
  entries.set(filename, entry)
  return entry
}

/** Whether an export of a file (`*` for any) leads to a trace: has it, or uses imports that lead there. Never throws. */
export function leadsToTrace(filename: string, exported: string, trace: Trace): boolean {
  const entry = entryOf(filename, trace)
  return entry !== null && exportLeads(entry, exported, trace, farthest)
}

/** A first look, which most files do not pass: whether any file that this one leads to has the trace. */
function mayLead(entry: Entry, trace: Trace, steps: number): boolean {
  const { mayLead: answers } = answersOf(entry, trace)
  const known = answers.get(steps)
  if (known !== undefined) return known
  // Set before looking on, so that files which import each other end.
  answers.set(steps, false)
  const answer =
    hasTrace(entry, trace) ||
    entry.links.some(({ specifier, kind }) => {
      const left = kind === 'export' ? steps : steps - 1
      const target = left > 0 ? targetOf(entry, specifier, trace) : null
      return target !== null && mayLead(target, trace, left)
    })
  answers.set(steps, answer)
  return answer
}

function exportLeads(entry: Entry, name: string, trace: Trace, steps: number): boolean {
  if (!mayLead(entry, trace, steps)) return false
  const { exports } = answersOf(entry, trace)
  const key = `${steps}:${name}`
  const known = exports.get(key)
  if (known !== undefined) return known
  exports.set(key, false)
  const answer =
    entry.names.reexports.some(
      ({ specifier, imported, exported }) =>
        (name === '*' || exported === '*' || exported === name) &&
        moduleLeads(entry, specifier, exported === '*' ? name : imported, trace, steps),
    ) || ownExportLeads(entry, name, trace, steps)
  exports.set(key, answer)
  return answer
}

function ownExportLeads(entry: Entry, name: string, trace: Trace, steps: number): boolean {
  const imported = entry.names.imports.filter((one) => importLeads(entry, one, trace, steps))
  if (imported.length === 0 && !hasTrace(entry, trace)) return false
  const leading = leadingOf(entry, imported, trace, steps)
  if (leading === null) return true
  const { locals, exports } = leading
  return name === '*' ? locals.size + exports.size > 0 : exports.has(name) || exports.has('*')
}

function importLeads(
  entry: Entry,
  { specifier, imported }: TextImport,
  trace: Trace,
  steps: number,
): boolean {
  return moduleLeads(entry, specifier, imported, trace, steps - 1)
}

/** Whether an export of another module leads to a trace, that of a package by the package's name. */
function moduleLeads(entry: Entry, specifier: string, name: string, trace: Trace, steps: number): boolean {
  const target = targetOf(entry, specifier, trace)
  if (target === null) return trace.isExport(specifier, name)
  return steps > 0 && exportLeads(target, name, trace, steps)
}

function targetOf(entry: Entry, specifier: string, trace: Trace): Entry | null {
  const known = entry.targets.get(specifier)
  if (known !== undefined) return known
  const file = resolveModule(specifier, entry.filename)
  const target = file === null ? null : entryOf(file, trace)
  entry.targets.set(specifier, target)
  return target
}

function leadingOf(entry: Entry, imported: readonly TextImport[], trace: Trace, steps: number): Leading {
  const answers = answersOf(entry, trace).leading
  const known = answers.get(steps)
  if (known !== undefined) return known
  const text = readText(entry.filename) ?? ''
  const leading = findLeading(bodyOf(text, linksIn(text)), imported, trace)
  answers.set(steps, leading)
  return leading
}

/** Which names and exports of a module have a trace, or mention a name that leads to one. */
function findLeading(body: string, imported: readonly TextImport[], trace: Trace): Leading {
  const statements = statementsIn(body)
  if (statements === null) return null
  const declared = new Set(statements.flatMap(({ names }) => names))
  const locals = new Set(imported.flatMap(({ local }) => local ?? []))
  const required = new Set(imported.flatMap(({ local, specifier }) => (local === null ? [specifier] : [])))
  const cold = new Set(statements)
  const exports = new Set<string>()
  const heat = (statement: TextStatement) => {
    cold.delete(statement)
    for (const name of statement.names) locals.add(name)
    for (const name of namesWrittenIn(statement.text)) if (declared.has(name)) locals.add(name)
    for (const { local, name } of statement.exported) if (local === null) exports.add(name)
  }
  for (let before = -1; before !== cold.size;) {
    before = cold.size
    const mention = mentionOf([...locals])
    for (const statement of cold) {
      const { text, isType } = statement
      const hasWord = !isType && trace.isIn(text)
      if (hasWord || mention?.test(text) || [...required].some((one) => text.includes(one))) heat(statement)
    }
  }
  for (const { exported } of statements) {
    for (const { local, name } of exported) if (local !== null && locals.has(local)) exports.add(name)
  }
  return { locals, exports }
}

function isUsed(local: string | null, body: string): boolean {
  return local === null || (mentionOf([local])?.test(body) ?? false)
}

/** A mention of a name that can call it, hand it on or name its type: no element of JSX, property or text. */
function mentionOf(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null
  const escaped = names.map((name) => name.replaceAll('$', String.raw`\$`))
  return new RegExp(
    String.raw`(?<![\w$'"-]|(?<!\.\.)\.)(?<!(?<![\w$])<\/?)(?:${escaped.join('|')})(?![\w$'"-])`,
  )
}

function hasTrace(entry: Entry, trace: Trace): boolean {
  const known = entry.traces.get(trace)
  if (known !== undefined) return known
  return rememberTrace(entry, trace, readText(entry.filename) ?? '')
}

function rememberTrace({ traces }: Entry, trace: Trace, text: string): boolean {
  const answer = trace.isIn(text)
  traces.set(trace, answer)
  return answer
}

function entryOf(filename: string, trace: Trace): Entry | null {
  const known = entries.get(filename)
  const now = Date.now()
  if (known && known.until > now) return known
  const stamp = isCommand ? '' : stampOf(filename)
  if (stamp === null) return null
  const isSame = known?.stamp === stamp
  const text = isSame ? null : readText(filename)
  if (!isSame && text === null) return null
  if (entries.size >= mostEntries) entries.clear()
  // What lies behind may have changed although this file has not.
  const entry: Entry = isSame
    ? { ...known, until: now + believedForMs, answers: new Map(), targets: new Map() }
    : newEntry(filename, stamp, text ?? '')
  if (text !== null) rememberTrace(entry, trace, text)
  entries.set(filename, entry)
  return entry
}

function newEntry(filename: string, stamp: string, text: string): Entry {
  const links = linksIn(text)
  return {
    filename,
    until: Date.now() + believedForMs,
    stamp,
    length: text.length,
    links,
    names: new Names(links),
    traces: new Map(),
    answers: new Map(),
    targets: new Map(),
  }
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
    const text = fs.readFileSync(filename, 'utf8')
    return text.length > largestFile ? null : text
  } catch {
    return null
  }
}
