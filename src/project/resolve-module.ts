// Which file of the project does an import specifier name?
import fs from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'

import type { Resolver } from 'enhanced-resolve'
import resolve from 'enhanced-resolve'

import { believedForMs } from './believed-time.ts'
import type { Folder } from './folders.ts'
import { folderAt } from './folders.ts'
import { packageNameAt } from './package-json.ts'
import { aliasedPlaces } from './path-aliases.ts'

const builtins: ReadonlySet<string> = new Set(builtinModules)

const isRelative = /^\.{1,2}(?:\/|$)/
const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
/** TypeScript sources name the files that they become. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
}

let packageResolver: Resolver | null = null

/** Made when first asked for: most projects import no package of a workspace. */
function resolverOfPackages(): Resolver {
  packageResolver ??= resolve.ResolverFactory.createResolver({
    fileSystem: new resolve.CachedInputFileSystem(fs, believedForMs),
    useSyncFileSystemCalls: true,
    extensions,
    extensionAlias: Object.fromEntries(Object.entries(sourcesOf).map(([from, to]) => [from, [...to]])),
    conditionNames: ['node', 'import', 'require', 'default'],
    mainFields: ['source', 'module', 'main'],
  })
  return packageResolver
}

/**
 * The file that a specifier means in a file: relative paths, `paths` and `baseUrl` of the nearest tsconfig or
 * jsconfig, package `imports` and workspace packages. `null` for anything installed, built in or not found;
 * never throws.
 */
export function resolveModule(specifier: string, filename: string): string | null {
  return resolveIn(specifier, folderAt(path.dirname(filename)))
}

/** The file that a specifier means in the files of a folder. Never throws. */
export function resolveIn(specifier: string, folder: Folder): string | null {
  const isOwn = specifier.startsWith('.') || specifier.startsWith('#')
  const meanings = isOwn ? folder.ownMeanings : folder.sharedMeanings
  const known = meanings.get(specifier)
  if (known !== undefined) return known
  const file = findFile(specifier, folder)
  meanings.set(specifier, file)
  return file
}

function findFile(specifier: string, folder: Folder): string | null {
  if (specifier.startsWith('.') && isRelative.test(specifier))
    return sourceOrIndexAt(joined(folder.path, specifier))
  if (specifier === '' || specifier.startsWith('node:') || builtins.has(specifier)) return null
  return resolveByAlias(specifier, folder.config) ?? resolveByPackage(specifier, folder)
}

/** As `path.resolve`, which takes most of the time of a large project, for the plain paths of nearly all imports. */
function joined(folder: string, specifier: string): string {
  const up = /^(?:\.\/|(?:\.\.\/)*)/.exec(specifier)?.[0] ?? ''
  const rest = specifier.slice(up.length)
  if (path.sep !== '/' || rest === '' || /^\.|\/[./]|\/$/.test(rest)) return path.resolve(folder, specifier)
  let end = folder.length
  for (let steps = up.length / 3; steps >= 1 && end > 0; steps--) end = folder.lastIndexOf('/', end - 1)
  return `${folder.slice(0, end)}/${rest}`
}

function resolveByAlias(specifier: string, config: string | null): string | null {
  if (config === null) return null
  for (const place of aliasedPlaces(specifier, config)) {
    const file = sourceOrIndexAt(path.normalize(place))
    if (file !== null) return file
  }
  return null
}

/** The file of this path, with the ending that is meant where it has none, or the index of this folder. */
function sourceOrIndexAt(target: string): string | null {
  const last = target.lastIndexOf(path.sep)
  const folder = folderAt(target.slice(0, last) || path.sep)
  const name = target.slice(last + 1)
  const file = sourceIn(folder, name)
  if (file !== null) return file
  return folder.names.has(name) ? sourceIn(folderAt(target), 'index') : null
}

function sourceIn({ path: folder, names }: Folder, name: string): string | null {
  const found = names.size === 0 ? null : nameAmong(names, name)
  if (found === null || isDeclaration(found) || isInstalled(folder)) return null
  return folder.endsWith(path.sep) ? folder + found : folder + path.sep + found
}

function nameAmong(names: ReadonlySet<string>, name: string): string | null {
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot) : ''
  const meant = sourcesOf[extension]
  if (meant) {
    const stem = name.slice(0, dot)
    for (const ending of meant) if (names.has(stem + ending)) return stem + ending
  } else if (extensions.includes(extension) && names.has(name)) return name
  for (const ending of extensions) if (names.has(name + ending)) return name + ending
  return null
}

/** `#lib/x`, packages of the workspace, and the package's own name. */
function resolveByPackage(specifier: string, folder: Folder): string | null {
  if (!specifier.startsWith('#') && !isOfWorkspace(specifier, folder)) return null
  try {
    const found = resolverOfPackages().resolveSync({}, folder.path, specifier)
    return typeof found === 'string' && isSource(found) ? found : null
  } catch {
    return null
  }
}

/** Most imports are of installed packages: those are told without resolving them. */
function isOfWorkspace(specifier: string, folder: Folder): boolean {
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? []
  if (name === undefined) return false
  for (let current: Folder | null = folder; current; current = current.parent) {
    if (!current.names.has('node_modules')) continue
    const place = path.join(current.path, 'node_modules', name)
    if (folderAt(path.dirname(place)).names.has(path.basename(place))) return isLinked(place)
  }
  return packageNameAt(folder) === name
}

function isLinked(place: string): boolean {
  try {
    return !isInstalled(fs.realpathSync(place))
  } catch {
    return false
  }
}

/** Installed packages are not the project's code; a workspace package's real path lies outside node_modules. */
function isInstalled(place: string): boolean {
  return place.includes('node_modules') && /[\\/]node_modules(?:[\\/]|$)/.test(place)
}

function isDeclaration(file: string): boolean {
  return file.includes('.d.') && /\.d\.[cm]?ts$/.test(file)
}

function isSource(file: string): boolean {
  return !isInstalled(file) && extensions.includes(path.extname(file)) && !isDeclaration(file)
}
