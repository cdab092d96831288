// Which file of the project does an import specifier name?
import fs from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'

import type { Resolver } from 'enhanced-resolve'
import resolve from 'enhanced-resolve'

import { believedForMs, namesIn } from './folder-names.ts'

const mostAnswers = 20_000
const fileSystem = new resolve.CachedInputFileSystem(fs, believedForMs)
const resolvers = new Map<string, Resolver>()
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

/**
 * The file that a specifier means in a file: relative paths, `paths` and `baseUrl` of the nearest tsconfig or
 * jsconfig, package `imports` and workspace packages. `null` for anything installed, built in or not found;
 * never throws.
 */
export function resolveModule(specifier: string, filename: string): string | null {
  const folder = path.dirname(filename)
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return resolveRelative(specifier, folder)
  if (specifier === '' || specifier.startsWith('node:') || builtins.has(specifier)) return null
  const config = nearestConfig(folder)
  // What an alias or a package name means is the same everywhere below one configuration.
  const scope = specifier.startsWith('#') || config === null ? folder : config
  const key = `${scope}\0${specifier}`
  const known = answers.get(key)
  if (known && known.until > Date.now()) return known.file
  if (answers.size >= mostAnswers) answers.clear()
  const file = resolveByPackage(specifier, folder, config)
  answers.set(key, { file, until: Date.now() + believedForMs })
  return file
}

function resolveRelative(specifier: string, folder: string): string | null {
  const target = path.resolve(folder, specifier)
  const extension = path.extname(target)
  const stem = target.slice(0, target.length - extension.length)
  const candidates = [
    ...(sourcesOf[extension] ?? (extensions.includes(extension) ? [extension] : [])).map(
      (ending) => stem + ending,
    ),
    ...extensions.map((ending) => target + ending),
    ...extensions.map((ending) => path.join(target, `index${ending}`)),
  ]
  return (
    candidates.find((file) => isSource(file) && namesIn(path.dirname(file)).has(path.basename(file))) ?? null
  )
}

function resolveByPackage(specifier: string, folder: string, config: string | null): string | null {
  try {
    const found = resolverFor(config).resolveSync({}, folder, specifier)
    return typeof found === 'string' && isSource(found) ? found : null
  } catch {
    return null
  }
}

/** Installed packages are not the project's code; a workspace package's real path lies outside node_modules. */
function isSource(file: string): boolean {
  return (
    !/[\\/]node_modules[\\/]/.test(file) &&
    extensions.includes(path.extname(file)) &&
    !/\.d\.[cm]?ts$/.test(file)
  )
}

function resolverFor(config: string | null): Resolver {
  const known = resolvers.get(config ?? '')
  if (known) return known
  const resolver = resolve.ResolverFactory.createResolver({
    fileSystem,
    useSyncFileSystemCalls: true,
    extensions,
    extensionAlias: Object.fromEntries(Object.entries(sourcesOf).map(([from, to]) => [from, [...to]])),
    conditionNames: ['node', 'import', 'require', 'default'],
    mainFields: ['source', 'module', 'main'],
    ...(config === null ? {} : { tsconfig: { configFile: config, references: 'auto' } }),
  })
  resolvers.set(config ?? '', resolver)
  return resolver
}

function nearestConfig(folder: string): string | null {
  const names = namesIn(folder)
  for (const name of ['tsconfig.json', 'jsconfig.json']) if (names.has(name)) return path.join(folder, name)
  const parent = path.dirname(folder)
  return parent === folder ? null : nearestConfig(parent)
}
