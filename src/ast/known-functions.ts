// Which functions of the language and of well-known libraries pass a value through unchanged?
import type { Source } from './source.ts'

/** `Object.freeze(x)` and the like give back their argument. */
const transparentGlobals: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: new Set(['freeze', 'seal', 'preventExtensions']),
  Promise: new Set(['resolve', 'all']),
}

/** Compiled interop helpers, and `require` wrappers, that hand the module on. */
const interopNames = new Set([
  '_interopRequireDefault',
  '_interopRequireWildcard',
  '__importDefault',
  '__importStar',
  '__toESM',
])

/** Functions that give back a function which calls the given one at most once per key. */
const memoizers: Readonly<Record<string, ReadonlySet<string>>> = {
  lodash: new Set(['once', 'memoize']),
  'lodash-es': new Set(['once', 'memoize']),
  'lodash/once': new Set(['default', '']),
  'lodash/memoize': new Set(['default', '']),
  'lodash.once': new Set(['default', '']),
  'lodash.memoize': new Set(['default', '']),
  underscore: new Set(['once', 'memoize']),
  ramda: new Set(['once', 'memoizeWith']),
  react: new Set(['cache', 'useCallback']),
  memoize: new Set(['default', '']),
  mem: new Set(['default', '']),
  memoizee: new Set(['default', '']),
  moize: new Set(['default', '']),
  onetime: new Set(['default', '']),
  'p-memoize': new Set(['default', '']),
  'fast-memoize': new Set(['default', '']),
}

/** True when a call of this source gives back its first argument. */
export function returnsItsArgument(source: Source): boolean {
  if (source.kind === 'global') {
    if (source.path.length === 0) return interopNames.has(source.name)
    return source.path.length === 1 && (transparentGlobals[source.name]?.has(source.path[0] ?? '') ?? false)
  }
  if (source.kind !== 'import') return false
  if (source.module === 'tslib') return interopNames.has(source.path.at(-1) ?? '')
  return memoizers[source.module]?.has(source.path.at(-1) ?? '') ?? false
}

/** True when a call of this source gives back what its first argument returns. */
export function returnsItsCallbacksResult(source: Source): boolean {
  return source.kind === 'import' && source.module === 'react' && source.path.at(-1) === 'useMemo'
}

/** Array and promise methods whose callback gets an element, or the settled value, first. */
export const elementCallbacks: ReadonlyMap<string, number> = new Map([
  ['map', 0],
  ['forEach', 0],
  ['filter', 0],
  ['find', 0],
  ['findLast', 0],
  ['some', 0],
  ['every', 0],
  ['flatMap', 0],
  ['reduce', 1],
  ['reduceRight', 1],
])
