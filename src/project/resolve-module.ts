// Which file of the project does an import specifier name?
import fs from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'

import resolve from 'enhanced-resolve'

import { believedForMs } from './believed-time.ts'
import { namesIn } from './folder-names.ts'
import { packageNameAt } from './package-json.ts'
import { aliasedPlaces, nearestConfig } from './path-aliases.ts'

const mostAnswers = 20_000
const answers = new Map<string, { readonly file: string | null; readonly until: number }>()
const builtins: ReadonlySet<string> = new Set(builtinModules)

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
/** TypeScript sources name the files that they become. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
}

const packageResolver = resolve.ResolverFactory.createResolver({
  fileSystem: new resolve.CachedInputFileSystem(fs, believedForMs),
  useSyncFileSystemCalls: true,
  extensions,
  extensionAlias: Object.fromEntries(Object.entries(sourcesOf).map(([from, to]) => [from, [...to]])),
  conditionNames: ['node', 'import', 'require', 'default'],
  mainFields: ['source', 'module', 'main'],
})

/**
 * The file that a specifier means in a file: relative paths, `paths` and `baseUrl` of the nearest tsconfig or
 * jsconfig, package `imports` and workspace packages. `null` for anything installed, built in or not found;
 * never throws.
 */
export function resolveModule(specifier: string, filename: string): string | null {
  const folder = path.dirname(filename)
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return sourceOrIndexAt(path.resolve(folder, specifier))
  if (specifier === '' || specifier.startsWith('node:') || builtins.has(specifier)) return null
  const config = nearestConfig(folder)
  // What an alias or a package name means is the same everywhere below one configuration.
  const scope = specifier.startsWith('#') || config === null ? folder : config
  const key = `${scope}\0${specifier}`
  const known = answers.get(key)
  if (known && known.until > Date.now()) return known.file
  if (answers.size >= mostAnswers) answers.clear()
  const file = resolveByAlias(specifier, config) ?? resolveByPackage(specifier, folder)
  answers.set(key, { file, until: Date.now() + believedForMs })
  return file
}

function resolveByAlias(specifier: string, config: string | null): string | null {
  if (config === null) return null
  for (const place of aliasedPlaces(specifier, config)) {
    const file = sourceOrIndexAt(path.normalize(place))
    if (file !== null) return file
  }
  return null
}

function sourceOrIndexAt(target: string): string | null {
  const file = sourceAt(target)
  if (file !== null) return file
  return namesIn(path.dirname(target)).has(path.basename(target))
    ? sourceAt(path.join(target, 'index'))
    : null
}

/** The file of this path, with the ending that is meant where it has none. */
function sourceAt(target: string): string | null {
  const folder = path.dirname(target)
  const names = namesIn(folder)
  if (names.size === 0) return null
  const found = nameAmong(names, path.basename(target))
  if (found === null) return null
  const file = folder.endsWith(path.sep) ? folder + found : folder + path.sep + found
  return isSource(file) ? file : null
}

function nameAmong(names: ReadonlySet<string>, name: string): string | null {
  const extension = path.extname(name)
  const meant = sourcesOf[extension]
  if (meant) {
    const stem = name.slice(0, -extension.length)
    for (const ending of meant) if (names.has(stem + ending)) return stem + ending
  } else if (extensions.includes(extension) && names.has(name)) return name
  for (const ending of extensions) if (names.has(name + ending)) return name + ending
  return null
}

/** `#lib/x`, packages of the workspace, and the package's own name. */
function resolveByPackage(specifier: string, folder: string): string | null {
  if (!specifier.startsWith('#') && !isOfWorkspace(specifier, folder)) return null
  try {
    const found = packageResolver.resolveSync({}, folder, specifier)
    return typeof found === 'string' && isSource(found) ? found : null
  } catch {
    return null
  }
}

/** Most imports are of installed packages: those are told without resolving them. */
function isOfWorkspace(specifier: string, folder: string): boolean {
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? []
  if (name === undefined) return false
  for (let current = folder; ; current = path.dirname(current)) {
    if (namesIn(current).has('node_modules')) {
      const place = path.join(current, 'node_modules', name)
      if (namesIn(path.dirname(place)).has(path.basename(place))) return isLinked(place)
    }
    if (current === path.dirname(current)) return packageNameAt(folder) === name
  }
}

function isLinked(place: string): boolean {
  try {
    return !isInstalled(fs.realpathSync(place) + path.sep)
  } catch {
    return false
  }
}

/** Installed packages are not the project's code; a workspace package's real path lies outside node_modules. */
function isInstalled(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file)
}

function isSource(file: string): boolean {
  return !isInstalled(file) && extensions.includes(path.extname(file)) && !/\.d\.[cm]?ts$/.test(file)
}
