// Where may an import that is no relative path lie, by `paths` and `baseUrl` of a tsconfig or jsconfig?
import fs from 'node:fs'
import path from 'node:path'

import type { TsConfigJsonResolved } from 'get-tsconfig'
import { createPathsMatcher, parseTsconfig } from 'get-tsconfig'

import { believedForMs } from './believed-time.ts'
import { folderAt } from './folders.ts'

type Matcher = (specifier: string) => readonly string[]

let reading = { files: new Map<string, string>(), until: 0 }
const matchers = new Map<string, { readonly matcher: Matcher; readonly until: number }>()

/** The places, without their endings, that a specifier may mean, the likeliest first. Never throws. */
export function aliasedPlaces(specifier: string, config: string): readonly string[] {
  const known = matchers.get(config)
  if (known && known.until > Date.now()) return known.matcher(specifier)
  const own = matchersOf(config, new Set())
  const matcher = (wanted: string) => own.flatMap((match) => match(wanted))
  matchers.set(config, { matcher, until: Date.now() + believedForMs })
  return matcher(specifier)
}

/** A configuration without files of its own, which only refers to others (`tsconfig.app.json`), means what they say. */
function matchersOf(config: string, seen: Set<string>): readonly Matcher[] {
  if (seen.has(config)) return []
  seen.add(config)
  const read = readConfig(config)
  if (!read) return []
  const match = createPathsMatcher({ path: config, config: read })
  const mayMatch = firstLookAt(read, config)
  const own = match && ((specifier: string) => (mayMatch(specifier) ? match(specifier) : []))
  const isSolution = read.files?.length === 0 && read.include === undefined
  const others = (isSolution ? (read.references ?? []) : []).flatMap((reference) => {
    const target = path.resolve(path.dirname(config), reference.path)
    return matchersOf(target.endsWith('.json') ? target : path.join(target, 'tsconfig.json'), seen)
  })
  return own ? [own, ...others] : others
}

/** Nearly all specifiers are names of packages: those are told without matching them. */
function firstLookAt(
  { compilerOptions = {} }: TsConfigJsonResolved,
  config: string,
): (specifier: string) => boolean {
  const { baseUrl, paths = {} } = compilerOptions
  const prefixes = Object.keys(paths).map((pattern) => pattern.replace(/\*.*$/, ''))
  const base = baseUrl === undefined ? null : path.resolve(path.dirname(config), baseUrl)
  return (specifier) => {
    if (prefixes.some((prefix) => specifier.startsWith(prefix))) return true
    const [first] = specifier.split('/', 1)
    return base !== null && first !== undefined && hasName(folderAt(base).names, first)
  }
}

function hasName(names: ReadonlySet<string>, stem: string): boolean {
  if (names.has(stem)) return true
  for (const name of names) if (name.startsWith(`${stem}.`)) return true
  return false
}

function readConfig(config: string): TsConfigJsonResolved | null {
  try {
    return parseTsconfig(config, readFiles())
  } catch {
    return readWithoutBase(config)
  }
}

/** Projects have one base for many configurations. */
function readFiles(): Map<string, string> {
  if (reading.until <= Date.now())
    reading = { files: new Map<string, string>(), until: Date.now() + believedForMs }
  return reading.files
}

/** What a configuration says itself, where the one that it extends is not installed or does not parse. */
function readWithoutBase(config: string): TsConfigJsonResolved | null {
  try {
    const text = fs.readFileSync(config, 'utf8')
    const withoutComments = text.replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\//g, '$1')
    const json = withoutComments.replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, '$1')
    const read: unknown = JSON.parse(json)
    return typeof read === 'object' && read !== null ? read : null
  } catch {
    return null
  }
}
