// Where may an import that is no relative path lie, by `paths` and `baseUrl` of the nearest tsconfig or jsconfig?
import fs from 'node:fs'
import path from 'node:path'

import type { TsConfigJsonResolved } from 'get-tsconfig'
import { createPathsMatcher, parseTsconfig } from 'get-tsconfig'

import { believedForMs } from './believed-time.ts'
import { namesIn } from './folder-names.ts'

type Matcher = (specifier: string) => readonly string[]

interface Believed<Value> {
  readonly value: Value
  readonly until: number
}

const mostFolders = 5000
const configs = new Map<string, Believed<string | null>>()
const matchers = new Map<string, Believed<Matcher>>()

/** The places, without their endings, that a specifier may mean, the likeliest first. Never throws. */
export function aliasedPlaces(specifier: string, config: string): readonly string[] {
  const known = matchers.get(config)
  if (known && known.until > Date.now()) return known.value(specifier)
  const own = matchersOf(config, new Set())
  const matcher = (wanted: string) => own.flatMap((match) => match(wanted))
  matchers.set(config, { value: matcher, until: Date.now() + believedForMs })
  return matcher(specifier)
}

/** The configuration that says what aliases mean in a folder; `null` when there is none. */
export function nearestConfig(folder: string): string | null {
  const known = configs.get(folder)
  if (known && known.until > Date.now()) return known.value
  if (configs.size >= mostFolders) configs.clear()
  const config = findConfig(folder)
  configs.set(folder, { value: config, until: Date.now() + believedForMs })
  return config
}

function findConfig(folder: string): string | null {
  const names = namesIn(folder)
  for (const name of ['tsconfig.json', 'jsconfig.json']) if (names.has(name)) return path.join(folder, name)
  const parent = path.dirname(folder)
  return parent === folder ? null : nearestConfig(parent)
}

/** A configuration without files of its own, which only refers to others (`tsconfig.app.json`), means what they say. */
function matchersOf(config: string, seen: Set<string>): readonly Matcher[] {
  if (seen.has(config)) return []
  seen.add(config)
  const read = readConfig(config)
  if (!read) return []
  const own = createPathsMatcher({ path: config, config: read })
  const isSolution = read.files?.length === 0 && read.include === undefined
  const others = (isSolution ? (read.references ?? []) : []).flatMap((reference) => {
    const target = path.resolve(path.dirname(config), reference.path)
    return matchersOf(target.endsWith('.json') ? target : path.join(target, 'tsconfig.json'), seen)
  })
  return own ? [own, ...others] : others
}

function readConfig(config: string): TsConfigJsonResolved | null {
  try {
    return parseTsconfig(config)
  } catch {
    return readWithoutBase(config)
  }
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
