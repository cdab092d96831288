// What shape has a type that the file does not define: `Partial<T>`, `Promise<T>`, `Record<K, T>`?
import type { TSESTree } from '@typescript-eslint/utils'
import { staticStringOf } from './static-value.ts'
import type { TypeShape } from './type-shape.ts'
import { anyProperties, leaf, open } from './type-shape.ts'

type Read = () => TypeShape

/** Types that stand for their first argument as far as its properties go. */
const transparentTypes = new Set([
  'Partial',
  'Required',
  'Readonly',
  'NonNullable',
  'Promise',
  'PromiseLike',
  'Awaited',
  'NoInfer',
  'Exclude',
  'Extract',
  'DeepReadonly',
  'DeepPartial',
])
const listTypes = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Iterable',
  'AsyncIterable',
  'Generator',
  'AsyncGenerator',
])
const mapTypes = new Set(['Map', 'ReadonlyMap', 'WeakMap'])
const leafTypes = new Set([
  'Date',
  'URL',
  'String',
  'Number',
  'Boolean',
  'BigInt',
  'RegExp',
  'string',
  'number',
])

/** The shape of a global type; a name that is not known stays `named`. `keys` are those of `Pick`, `Omit`, `Record`. */
export function readGlobalType(
  path: readonly string[],
  args: readonly Read[],
  keys: readonly string[] | null,
): TypeShape {
  const [name = ''] = path
  const [first, second] = args
  if (leafTypes.has(name)) return leaf
  if (name === 'Record') return recordOf(keys, second ?? (() => open))
  if (mapTypes.has(name)) return mapOf(second)
  if (name === 'object' || name === 'Object') return anyProperties
  if (name === 'Function') return { kind: 'function' }
  if (listTypes.has(name)) return { kind: 'array', element: first ? first() : open }
  if (!first) return { kind: 'named', module: null, exportPath: path }
  if (transparentTypes.has(name)) return first()
  switch (name) {
    case 'Pick':
      return keys ? withKeys(first(), (key) => keys.includes(key)) : first()
    case 'Omit':
      return withKeys(first(), (key) => !(keys ?? []).includes(key))
    case 'InstanceType':
      return ofQuery(first(), { isInstance: true })
    case 'ReturnType': {
      const shape = first()
      return shape.kind === 'function' ? (shape.result?.() ?? open) : ofQuery(shape, { isResult: true })
    }
    default:
      return { kind: 'named', module: null, exportPath: path }
  }
}

/** `Record<'a' | 'b', T>` has these properties; `Record<string, T>` may have any. */
export function recordOf(keys: readonly string[] | null, shape: Read): TypeShape {
  const properties = new Map((keys ?? []).map((key) => [key, { node: null, shape }]))
  return keys === null
    ? { kind: 'object', properties, isOpen: true, rest: shape }
    : { kind: 'object', properties, isOpen: false }
}

/** A map's values come out of its `get`. */
function mapOf(value: Read | undefined): TypeShape {
  const get = { node: null, shape: (): TypeShape => ({ kind: 'function', result: value ?? (() => open) }) }
  return { kind: 'object', properties: new Map(), isOpen: true, methods: new Map([['get', get]]) }
}

/** The texts that a type of literals allows; `null` when it allows others. */
export function literalKeys(node: TSESTree.TypeNode): string[] | null {
  if (node.type === 'TSUnionType') {
    const keys = node.types.map(literalKeys)
    return keys.every((key) => key !== null) ? keys.flat() : null
  }
  if (node.type !== 'TSLiteralType') return null
  const key = staticStringOf(node.literal)
  return key === null ? null : [key]
}

/** `Pick` and `Omit`: a named type stays named, since its methods are what is asked for. */
function withKeys(shape: TypeShape, isKept: (key: string) => boolean): TypeShape {
  if (shape.kind === 'union') return { ...shape, members: shape.members.map((one) => withKeys(one, isKept)) }
  if (shape.kind !== 'object') return shape
  return {
    ...shape,
    properties: new Map([...shape.properties].filter(([key]) => isKept(key))),
    ...(shape.methods ? { methods: new Map([...shape.methods].filter(([key]) => isKept(key))) } : {}),
  }
}

/** `InstanceType<typeof X>` is what `new X()` makes, `ReturnType<typeof f>` what `f()` gives back. */
function ofQuery(shape: TypeShape, how: { isInstance: true } | { isResult: true }): TypeShape {
  return shape.kind === 'query' ? { ...shape, ...how } : shape
}
