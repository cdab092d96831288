// Which well-known functions give back what they were given, whole or in part?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import { unwrap } from '../../ast/unwrap.ts'

/** Modules whose functions are meant by their names below. */
const dataLibraries =
  /^(?:lodash|lodash-es|underscore|ramda|remeda|radash|rambda|es-toolkit|just-[\w-]+|lodash[./].+)$/

/** The ones that change what they are given; the others copy. */
const mutableLibraries = /^(?:lodash|lodash-es|underscore|lodash[./].+)$/

/** How many of the arguments end up in the result; the rest are keys, predicates, options. */
const libraryCopies: Readonly<Record<string, number>> = {
  clone: 1,
  cloneDeep: 1,
  omit: 1,
  omitBy: 1,
  pickBy: 1,
  compact: 1,
  mapKeys: 1,
  mapValues: 1,
  merge: Infinity,
  mergeAll: Infinity,
  defaults: Infinity,
  defaultsDeep: Infinity,
  extend: Infinity,
  assign: Infinity,
}

const globalCopies: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Object: { assign: Infinity, freeze: 1, seal: 1, entries: 1, values: 1 },
  Array: { from: 1 },
  JSON: { parse: 1, stringify: 1 },
  Promise: { resolve: 1, all: 1 },
  structuredClone: { '': 1 },
}

/** Functions of the data libraries that fill their first argument. */
const fillingFunctions = new Set([
  'assign',
  'assignIn',
  'assignWith',
  'defaults',
  'defaultsDeep',
  'extend',
  'merge',
  'mergeWith',
])

/** Whether a call of these sources copies its further arguments into the first. */
export function changesItsArgument(sources: readonly Source[]): boolean {
  return sources.some((source) => {
    if (source.kind === 'global') return source.name === 'Object' && source.path.join('.') === 'assign'
    if (source.kind !== 'import' || !mutableLibraries.test(source.module)) return false
    return fillingFunctions.has(libraryName(source.module, source.path))
  })
}

/** The arguments whose data the call gives back; `null` when the function is not known to copy. */
export function copyOf(
  node: TSESTree.CallExpression,
  sources: readonly Source[],
): readonly TSESTree.Node[] | null {
  for (const source of sources) {
    const count = copiedArguments(source)
    if (count === 0) continue
    const args = node.arguments
      .slice(0, count)
      .map((arg) => (arg.type === 'SpreadElement' ? arg.argument : arg))
    return args
  }
  return null
}

function copiedArguments(source: Source): number {
  if (source.kind === 'global') return globalCopies[source.name]?.[source.path.join('.')] ?? 0
  if (source.kind === 'import' && dataLibraries.test(source.module)) {
    return libraryCopies[libraryName(source.module, source.path)] ?? 0
  }
  return 0
}

/** `import { omit } from 'lodash'`, `import omit from 'lodash/omit'`, `_.omit` */
function libraryName(module: string, path: readonly string[]): string {
  const name = path.filter((part) => part !== 'default').at(-1)
  return name ?? /[./]([\w]+)$/.exec(module)?.[1] ?? ''
}

/** `pick(user, ['plan', 'seats'])`: the keys that are let through; `null` for any other call. */
export function isAllowList(
  node: TSESTree.CallExpression,
  sources: readonly Source[],
): { readonly keys: readonly TSESTree.Node[] } | null {
  const isPick = sources.some(
    (source) =>
      source.kind === 'import' &&
      dataLibraries.test(source.module) &&
      libraryName(source.module, source.path) === 'pick',
  )
  if (!isPick) return null
  const list = node.arguments.find((arg) => unwrap(arg).type === 'ArrayExpression')
  const inner = list ? unwrap(list) : null
  if (inner?.type !== 'ArrayExpression') return { keys: node.arguments.slice(1) }
  return { keys: inner.elements.filter((element) => element !== null) }
}

/** Whether a call is `Object.entries(…)`. */
export function isEntries(sources: readonly Source[]): boolean {
  return sources.some(
    (source) => source.kind === 'global' && source.name === 'Object' && source.path.join('.') === 'entries',
  )
}

/** Whether a call is `Object.fromEntries(…)`, or lodash's function of that kind. */
export function isFromEntries(sources: readonly Source[]): boolean {
  return sources.some((source) => {
    if (source.kind === 'global') return source.name === 'Object' && source.path.join('.') === 'fromEntries'
    if (source.kind !== 'import' || !dataLibraries.test(source.module)) return false
    return ['fromPairs', 'fromEntries'].includes(libraryName(source.module, source.path))
  })
}
