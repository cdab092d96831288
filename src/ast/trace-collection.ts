// What comes out of the lists, maps and boxes of the language and of React?
import type { TSESTree } from '@typescript-eslint/utils'
import { isGlobal, isReact } from './known-functions.ts'
import { writesTo, writtenSources } from './member-writes.ts'
import type { Path, Source } from './source.ts'
import { memberChainOf, propertyName } from './static-value.ts'
import { callbackResult } from './trace-callback.ts'
import { membersOf, writeRootAt } from './trace-member.ts'
import type { Tracer } from './tracer.ts'
import { unwrap } from './unwrap.ts'

const givesElement = new Set(['at', 'find', 'findLast', 'pop', 'shift'])
const givesElements = new Set([
  'filter',
  'slice',
  'reverse',
  'sort',
  'toReversed',
  'toSorted',
  'concat',
  'flat',
])

/** What a method of a list or map gives back; `null` when the callee is no such method. */
export function collectionResult(
  callee: Source,
  node: TSESTree.CallExpression,
  tracer: Tracer,
): readonly Source[] | null {
  const [method, ...more] = callee.path
  if (method === undefined || more.length > 0) return null
  if (callee.kind === 'array') {
    const list = { ...callee, path: [] }
    if (givesElement.has(method)) return membersOf([list], ['*'], tracer)
    return givesElements.has(method) ? [list] : null
  }
  if (isGlobal(callee, 'Promise', 'race') || isGlobal(callee, 'Promise', 'any')) {
    const [list] = node.arguments
    return list ? tracer.membersAt(list, ['*']) : null
  }
  return callee.kind === 'new' && method === 'get' ? valuesOfMap(callee.node, node, tracer) : null
}

/** `clients.get(key)`: what was set, and what the map was made with. */
function valuesOfMap(map: TSESTree.NewExpression, node: TSESTree.CallExpression, tracer: Tracer) {
  const callee = unwrap(node.callee)
  const isMap = tracer
    .sourcesOf(map.callee)
    .some((source) => isGlobal(source, 'Map') || isGlobal(source, 'WeakMap'))
  if (!isMap || callee.type !== 'MemberExpression') return null
  const { root, path } = memberChainOf(callee.object)
  const owner = writeRootAt(root, tracer)
  const written = owner ? writtenSources(writesTo(owner, node, tracer), [...named(path), '*'], tracer) : []
  const [entries] = map.arguments
  const initial = entries ? tracer.membersAt(entries, ['*', '1']) : []
  const values = [...declaredValues(map, tracer), ...initial, ...written]
  return values.length > 0 ? values : null
}

/** `new Map<string, TrackClient>()` */
function declaredValues(map: TSESTree.NewExpression, tracer: Tracer): readonly Source[] {
  const syntax = map.typeArguments?.params[1]
  return syntax
    ? [{ kind: 'declared', node: map, path: [], type: { syntax, index: tracer.indexOf(map) } }]
    : []
}

function named(path: readonly (string | null)[]): Path {
  return path.map((name) => name ?? '*')
}

/** What is read from the result of a known function; `null` when nothing is known about it. */
export function memberOfResult(
  source: Extract<Source, { kind: 'call' }>,
  key: string,
  tracer: Tracer,
): readonly Source[] | null {
  const path = [...source.path, key]
  if (path.length > 2 || (!isElement(path[0]) && path[0] !== 'current')) return null
  const { node } = source
  const [first] = node.arguments
  if (!first || first.type === 'SpreadElement') return null
  const callee = unwrap(node.callee)
  if (callee.type === 'MemberExpression' && propertyName(callee) === 'map' && path.length === 1) {
    return callbackResult(first, tracer.membersAt(callee.object, ['*']), tracer)
  }
  for (const maker of tracer.sourcesOf(callee)) {
    const found = memberOfKnown(maker, first, path, tracer)
    if (found) return found
  }
  return null
}

function memberOfKnown(
  maker: Source,
  argument: TSESTree.Expression,
  path: Path,
  tracer: Tracer,
): readonly Source[] | null {
  const [outer, inner, ...more] = path
  if (more.length > 0) return null
  if (inner === '1' && isGlobal(maker, 'Object', 'entries')) return tracer.membersAt(argument, ['*'])
  if (inner !== undefined) return null
  if (isGlobal(maker, 'Object', 'values') || isGlobal(maker, 'Array', 'from')) {
    return tracer.membersAt(argument, ['*'])
  }
  if (outer === 'current') return isReact(maker, 'useRef') ? tracer.sourcesOf(argument) : null
  if (outer !== '0' || !isReact(maker, 'useState')) return null
  return callbackResult(argument, null, tracer) ?? tracer.sourcesOf(argument)
}

function isElement(name: string | undefined): boolean {
  return name !== undefined && (name === '*' || /^\d+$/.test(name))
}
