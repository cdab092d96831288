// Which file of the project does an import specifier name?
import fs from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'

import type { Resolver } from 'enhanced-resolve'
import resolve from 'enhanced-resolve'

/** Files may be added and moved while an editor is open: what was found is believed this long. */
const believedForMs = 4000
const mostFolders = 2000

const fileSystem = new resolve.CachedInputFileSystem(fs, believedForMs)
const resolvers = new Map<string, Resolver>()
const configs = new Map<string, { readonly config: string | null; readonly until: number }>()
const builtins: ReadonlySet<string> = new Set(builtinModules)

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/**
 * The file that a specifier means in a file: relative paths, `paths` and `baseUrl` of the nearest tsconfig or
 * jsconfig, package `imports` and workspace packages. `null` for anything installed, built in or not found;
 * never throws.
 */
export function resolveModule(specifier: string, filename: string): string | null {
  if (specifier.startsWith('node:') || builtins.has(specifier) || specifier === '') return null
  const folder = path.dirname(filename)
  try {
    const found = resolverFor(folder).resolveSync({}, folder, specifier)
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

function resolverFor(folder: string): Resolver {
  const config = nearestConfig(folder)
  const known = resolvers.get(config ?? '')
  if (known) return known
  const resolver = resolve.ResolverFactory.createResolver({
    fileSystem,
    useSyncFileSystemCalls: true,
    extensions,
    // TypeScript sources name the files that they become.
    extensionAlias: {
      '.js': ['.ts', '.tsx', '.js', '.jsx'],
      '.jsx': ['.tsx', '.jsx'],
      '.mjs': ['.mts', '.mjs'],
      '.cjs': ['.cts', '.cjs'],
    },
    conditionNames: ['node', 'import', 'require', 'default'],
    mainFields: ['source', 'module', 'main'],
    ...(config === null ? {} : { tsconfig: { configFile: config, references: 'auto' } }),
  })
  resolvers.set(config ?? '', resolver)
  return resolver
}

function nearestConfig(folder: string): string | null {
  const known = configs.get(folder)
  if (known && known.until > Date.now()) return known.config
  const own = ['tsconfig.json', 'jsconfig.json']
    .map((name) => path.join(folder, name))
    .find((file) => fs.existsSync(file))
  const parent = path.dirname(folder)
  const config = own ?? (parent === folder ? null : nearestConfig(parent))
  if (configs.size >= mostFolders) configs.clear()
  configs.set(folder, { config, until: Date.now() + believedForMs })
  return config
}
