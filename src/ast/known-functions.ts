// Which functions of the language and of well-known libraries pass a value through unchanged?
import type { Source } from './source.ts'

/** `Object.freeze(x)` and the like give back their argument. */
const transparentGlobals: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: new Set(['freeze', 'seal', 'preventExtensions']),
  Promise: new Set(['resolve', 'all']),
}

/** Compiled interop helpers, and `require` wrappers, that hand the module on. */
export const interopNames: ReadonlySet<string> = new Set([
  '_interopRequireDefault',
  '_interopRequireWildcard',
  '_interop_require_default',
  '_interop_require_wildcard',
  '__importDefault',
  '__importStar',
  '__toESM',
])

/** Functions that give back a function which calls the given one at most once per key. */
const memoizers: Readonly<Record<string, ReadonlySet<string>>> = {
  lodash: new Set(['once', 'memoize']),
  'lodash-es': new Set(['once', 'memoize']),
  'lodash/fp': new Set(['once', 'memoize']),
  'lodash/once': new Set(['default', '']),
  'lodash/memoize': new Set(['default', '']),
  'lodash.once': new Set(['default', '']),
  'lodash.memoize': new Set(['default', '']),
  'es-toolkit': new Set(['once', 'memoize']),
  remeda: new Set(['once']),
  underscore: new Set(['once', 'memoize']),
  ramda: new Set(['once', 'memoizeWith']),
  react: new Set(['cache', 'useCallback']),
  memoize: new Set(['default', '']),
  mem: new Set(['default', '']),
  memoizee: new Set(['default', '']),
  moize: new Set(['default', '']),
  onetime: new Set(['default', '']),
  once: new Set(['default', '']),
  'p-memoize': new Set(['default', '']),
  'fast-memoize': new Set(['default', '']),
}

/** Names of the global object: what is written to one of them can be read from another, or without any. */
export const globalObjects: ReadonlySet<string> = new Set(['globalThis', 'global', 'window', 'self'])

/** Whether a source is a global, or a member of one. */
export function isGlobal(source: Source, name: string, member?: string): boolean {
  if (source.kind !== 'global' || source.name !== name) return false
  return member === undefined
    ? source.path.length === 0
    : source.path.length === 1 && source.path[0] === member
}

/** `btoa`, `Buffer.from`: the name of a global, or of what `node:buffer` exports under that name; `null` for others. */
export function platformNameOf(source: Source): string | null {
  if (source.kind === 'global') {
    const names = globalObjects.has(source.name) ? source.path : [source.name, ...source.path]
    return names.join('.')
  }
  if (source.kind !== 'import' || !/^(?:node:)?buffer$/.test(source.module)) return null
  return (source.path[0] === 'default' ? source.path.slice(1) : source.path).join('.')
}

/** Which argument a call of this source gives back; `null` when none. */
export function argumentReturned(source: Source): number | null {
  if (source.kind === 'global') {
    const isTransparent =
      source.path.length === 0
        ? interopNames.has(source.name)
        : source.path.length === 1 &&
          Object.hasOwn(transparentGlobals, source.name) &&
          transparentGlobals[source.name]?.has(source.path[0] ?? '')
    return isTransparent ? 0 : null
  }
  if (source.kind !== 'import') return null
  const name = source.path.at(-1) ?? ''
  if (source.module === 'tslib') return interopNames.has(name) ? 0 : null
  if (!Object.hasOwn(memoizers, source.module) || !memoizers[source.module]?.has(name)) return null
  return name === 'memoizeWith' ? 1 : 0
}

/** True when a call of this source gives back what its first argument returns. */
export function returnsItsCallbacksResult(source: Source): boolean {
  return isReact(source, 'useMemo')
}

/** Whether a source is this function of React. */
export function isReact(source: Source, name: string): boolean {
  return source.kind === 'import' && source.module === 'react' && source.path.at(-1) === name
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
