// What shape does a JSDoc type have?
import type { TSESLint } from '@typescript-eslint/utils'
import type { FileIndex } from './file-index.ts'
import { parseJsdocType } from './jsdoc-type.ts'
import { jsdocTypedefs } from './jsdoc.ts'
import type { TypeShape } from './type-shape.ts'
import { anything, booleanLeaf, intersectionOf, leaf, open, unionOf } from './type-shape.ts'
import type { TypePlace } from './type-syntax.ts'
import { readVariable } from './type-syntax.ts'
import { readGlobalType, recordOf } from './utility-types.ts'

/** Typedefs that are read at once: those that mention themselves end here. */
const deepestTypedef = 12

/** The shape of the text between the braces of a JSDoc tag. */
export function readJsdoc(text: string, place: TypePlace): TypeShape {
  if (place.depth > deepestTypedef || --place.budget.steps < 0) return open
  return parseJsdocType<TypeShape>(text, {
    leaf: (name) => (name === 'boolean' ? booleanLeaf : leaf),
    open: () => open,
    anything: () => anything,
    union: unionOf,
    intersection: intersectionOf,
    array: (element) => ({ kind: 'array', element }),
    function: (parameters, result) => ({
      kind: 'function',
      parameters: parameters.map((shape) => () => shape),
      ...(result ? { result: () => result } : {}),
    }),
    object: (entries, rest) => ({
      kind: 'object',
      isOpen: rest !== null,
      properties: new Map(entries.map(([key, shape]) => [key, { node: null, shape: () => shape }])),
      ...(rest === null ? {} : { rest: () => rest }),
    }),
    query: (path) => readQuery(path, place),
    named: (module, path, args) => readNamed(module, path, args, place),
  })
}

function readNamed(
  module: string | null,
  path: readonly string[],
  args: readonly TypeShape[],
  place: TypePlace,
): TypeShape {
  if (module !== null) return { kind: 'named', module, exportPath: path }
  const [name = '', ...rest] = path
  const { file } = place.index
  const typedef = jsdocTypedefs(file).get(name)
  if (typedef !== undefined) return readTypedef(typedef, rest, place)
  const variable = topLevelVariable(name, place.index)
  if (variable) return readVariable(variable, rest, [], place)
  // `Object<string, T>` is JSDoc's way to write `Record<string, T>`.
  if (name === 'Object' && args[1]) return recordOf(null, () => args[1] ?? open)
  return readGlobalType(
    path,
    args.map((arg) => () => arg),
    null,
  )
}

/** Typedefs may mention themselves: what is read of them at once has an end. */
function readTypedef(text: string, rest: readonly string[], place: TypePlace): TypeShape {
  const shape = readJsdoc(text, { ...place, depth: place.depth + 1 })
  return rest.length > 0 && shape.kind === 'named'
    ? { ...shape, exportPath: [...shape.exportPath, ...rest] }
    : shape
}

/** `typeof x`, when the file defines `x` at its top level. */
function readQuery(path: readonly string[], place: TypePlace): TypeShape {
  const [name = '', ...rest] = path
  const variable = rest.length === 0 ? topLevelVariable(name, place.index) : null
  const node = variable?.identifiers[0]
  return node ? { kind: 'query', node, isInstance: false } : open
}

/** Where JSDoc names look: the module's and the global scope, and the function that wraps a CommonJS file. */
function topLevelVariable(name: string, { file, variables }: FileIndex): TSESLint.Scope.Variable | null {
  for (const scope of file.scopeManager?.scopes.slice(0, 3) ?? []) {
    const isInner = scope.type === 'function' && scope.upper.type !== 'global'
    const variable = isInner ? undefined : scope.set.get(name)
    if (variable?.identifiers.some((identifier) => variables.has(identifier))) return variable
  }
  return null
}
