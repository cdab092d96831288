// What shape does a written type have? TypeScript annotations and JSDoc give the same answers.
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { FileIndex } from './file-index.ts'
import { importBindingOf } from './import-binding.ts'
import { parseJsdocType } from './jsdoc-type.ts'
import { jsdocTypedefs } from './jsdoc.ts'
import type { ClassNode } from './source-file.ts'
import { isClass } from './source-file.ts'
import { keyName, staticStringOf } from './static-value.ts'

/** A type as it stands in the file, not yet read. */
export type DeclaredType =
  | { readonly syntax: TSESTree.TypeNode; readonly index: FileIndex }
  | { readonly jsdoc: string; readonly index: FileIndex }

/**
 * | shape    | meaning                                                                         |
 * |----------|---------------------------------------------------------------------------------|
 * | leaf     | a string, number, boolean, date, enum … without properties of its own           |
 * | open     | `any`, `unknown`, `object`, index signatures, type parameters: holds anything    |
 * | named    | a name this file imports or does not define                                     |
 * | object   | known properties; `isOpen` when there may be more                               |
 * | array    | a list of elements                                                              |
 * | union    | one of several; `null` and `undefined` are left out                             |
 * | function | something callable                                                              |
 * | query    | `typeof x`: the type of that expression; with `isInstance` what its `new` makes   |
 */
export type TypeShape =
  | { readonly kind: 'leaf'; readonly isBoolean?: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'named'; readonly module: string | null; readonly exportPath: readonly string[] }
  | {
      readonly kind: 'object'
      readonly properties: ReadonlyMap<string, TypeProperty>
      readonly isOpen: boolean
      readonly class?: ClassNode
    }
  | { readonly kind: 'array'; readonly element: TypeShape }
  | { readonly kind: 'union'; readonly members: readonly TypeShape[] }
  | { readonly kind: 'function' }
  | { readonly kind: 'query'; readonly node: TSESTree.Node; readonly isInstance: boolean }

export interface TypeProperty {
  readonly node: TSESTree.Node | null
  /** read on demand, so that a type may mention itself */
  readonly shape: () => TypeShape
}

const leaf: TypeShape = { kind: 'leaf' }
const open: TypeShape = { kind: 'open' }
/** A record that may have any property: `Record<string, T>`, `object`. */
const anyProperties: TypeShape = { kind: 'object', properties: new Map(), isOpen: true }

/** Types that stand for their first argument as far as its properties go. */
const transparentTypes = new Set([
  'Partial',
  'Required',
  'Readonly',
  'NonNullable',
  'Promise',
  'PromiseLike',
  'Awaited',
  'DeepReadonly',
  'DeepPartial',
])
const listTypes = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Iterable', 'AsyncIterable'])
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

/** Reads a written type. Never throws; what it cannot read is `open` or `named`. */
export function readType(type: DeclaredType): TypeShape {
  return 'syntax' in type ? readSyntax(type.syntax, type.index) : readJsdoc(type.jsdoc, type.index)
}

function readSyntax(node: TSESTree.TypeNode, index: FileIndex): TypeShape {
  switch (node.type) {
    case 'TSStringKeyword':
    case 'TSNumberKeyword':
    case 'TSBigIntKeyword':
    case 'TSSymbolKeyword':
    case 'TSLiteralType':
    case 'TSTemplateLiteralType':
      return leaf
    case 'TSBooleanKeyword':
      return { kind: 'leaf', isBoolean: true }
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
    case 'TSVoidKeyword':
    case 'TSNeverKeyword':
      return { kind: 'union', members: [] }
    case 'TSUnionType':
      return unionOf(node.types.map((member) => readSyntax(member, index)))
    case 'TSIntersectionType':
      return intersectionOf(node.types.map((member) => readSyntax(member, index)))
    case 'TSArrayType':
      return { kind: 'array', element: readSyntax(node.elementType, index) }
    case 'TSTupleType':
      return {
        kind: 'array',
        element: unionOf(node.elementTypes.map((element) => readSyntax(element, index))),
      }
    case 'TSTypeOperator':
      if (node.operator === 'keyof' || !node.typeAnnotation) return leaf
      return readSyntax(node.typeAnnotation, index)
    case 'TSFunctionType':
    case 'TSConstructorType':
      return { kind: 'function' }
    case 'TSTypeLiteral':
      return membersShape(node.members, index, [])
    case 'TSTypeQuery':
      return { kind: 'query', node: node.exprName, isInstance: false }
    case 'TSImportType':
      return {
        kind: 'named',
        module: staticStringOf(node.source),
        exportPath: node.qualifier ? entityPath(node.qualifier).map((part) => part.name) : [],
      }
    case 'TSTypeReference':
      return readReference(node, index)
    default:
      return open
  }
}

/** `A.B.C` as its identifiers. */
function entityPath(name: TSESTree.EntityName): TSESTree.Identifier[] {
  if (name.type === 'Identifier') return [name]
  if (name.type === 'TSQualifiedName') return [...entityPath(name.left), name.right]
  return []
}

function readReference(node: TSESTree.TSTypeReference, index: FileIndex): TypeShape {
  const path = entityPath(node.typeName)
  const [root] = path
  if (!root) return open
  const variable = index.variables.get(root)
  if (variable && variable.defs.length > 0)
    return readVariable(
      variable,
      path.slice(1).map((part) => part.name),
      index,
    )
  const args = (node.typeArguments?.params ?? []).map((param) => () => readSyntax(param, index))
  const params = node.typeArguments?.params ?? []
  const keys = root.name === 'Record' ? params[0] : params[1]
  return readGlobal(
    path.map((part) => part.name),
    args,
    keys ? literalKeys(keys) : null,
  )
}

function readGlobal(
  path: readonly string[],
  args: readonly (() => TypeShape)[],
  keys: string[] | null,
): TypeShape {
  const name = path[0] ?? ''
  const [first] = args
  if (leafTypes.has(name)) return leaf
  if (transparentTypes.has(name) && first) return first()
  if (listTypes.has(name)) return { kind: 'array', element: first ? first() : open }
  if (name === 'Pick' && first && keys) return keepKeys(first(), (key) => keys.includes(key))
  if (name === 'Omit' && first) return keepKeys(first(), (key) => !(keys ?? []).includes(key))
  if ((name === 'ReturnType' || name === 'InstanceType') && first) return resultOfQuery(first(), name)
  if (name === 'Record') return recordOf(keys, args[1])
  if (name === 'Map' || name === 'object' || name === 'Object') return anyProperties
  return { kind: 'named', module: null, exportPath: path }
}

/** `InstanceType<typeof X>` is what `new X()` makes. */
function resultOfQuery(shape: TypeShape, name: string): TypeShape {
  return shape.kind === 'query' && name === 'InstanceType' ? { ...shape, isInstance: true } : shape
}

/** `Record<'a' | 'b', T>` has these properties; `Record<string, T>` may have any. */
function recordOf(keys: readonly string[] | null, value: (() => TypeShape) | undefined): TypeShape {
  if (keys === null) return anyProperties
  const shape = value ?? (() => open)
  return {
    kind: 'object',
    isOpen: false,
    properties: new Map(keys.map((key) => [key, { node: null, shape }])),
  }
}

function literalKeys(node: TSESTree.TypeNode): string[] | null {
  if (node.type === 'TSUnionType') {
    const keys = node.types.map(literalKeys)
    return keys.every((key) => key !== null) ? keys.flat() : null
  }
  if (node.type !== 'TSLiteralType') return null
  const key = staticStringOf(node.literal)
  return key === null ? null : [key]
}

/** `Pick` and `Omit`: a named type stays named, since its methods are what is asked for. */
function keepKeys(shape: TypeShape, isKept: (key: string) => boolean): TypeShape {
  if (shape.kind !== 'object') return shape
  const properties = new Map([...shape.properties].filter(([key]) => isKept(key)))
  return { ...shape, properties }
}

function readVariable(
  variable: TSESLint.Scope.Variable,
  path: readonly string[],
  index: FileIndex,
): TypeShape {
  const shapes: TypeShape[] = []
  for (const def of variable.defs) {
    const binding = importBindingOf(def)
    if (binding)
      return { kind: 'named', module: binding.module, exportPath: [...binding.exportPath, ...path] }
    const { node } = def
    if (node.type === 'TSInterfaceDeclaration') shapes.push(membersShape(node.body.body, index, node.extends))
    else if (node.type === 'TSTypeAliasDeclaration') shapes.push(readSyntax(node.typeAnnotation, index))
    else if (node.type === 'TSEnumDeclaration') shapes.push(leaf)
    else if (isClass(node)) shapes.push(classShape(node, index))
    // A class that is held by a variable: `const { TrackClient } = require('…')` in a JSDoc type.
    else if (def.type === 'Variable' && path.length === 0)
      return { kind: 'query', node: def.name, isInstance: true }
    else return open
  }
  return shapes.length === 1 && shapes[0] ? shapes[0] : intersectionOf(shapes)
}

function membersShape(
  members: readonly TSESTree.TypeElement[],
  index: FileIndex,
  parents: readonly TSESTree.TSInterfaceHeritage[],
): TypeShape {
  const properties = new Map<string, TypeProperty>()
  let isOpen = false
  for (const parent of parents) {
    const shape = heritageShape(parent, index)
    if (shape.kind !== 'object') isOpen = true
    else {
      isOpen ||= shape.isOpen
      for (const [key, property] of shape.properties) properties.set(key, property)
    }
  }
  for (const member of members) {
    if (member.type === 'TSIndexSignature') isOpen = true
    if (member.type !== 'TSPropertySignature') continue
    const key = keyName(member.key, member.computed)
    if (key === null) isOpen = true
    else properties.set(key, propertyOf(member, member.typeAnnotation, index))
  }
  return { kind: 'object', properties, isOpen }
}

function heritageShape({ expression }: TSESTree.TSInterfaceHeritage, index: FileIndex): TypeShape {
  const variable = expression.type === 'Identifier' ? index.variables.get(expression) : undefined
  return variable ? readVariable(variable, [], index) : open
}

function propertyOf(
  node: TSESTree.Node,
  annotation: TSESTree.TSTypeAnnotation | undefined,
  index: FileIndex,
): TypeProperty {
  return { node, shape: () => (annotation ? readSyntax(annotation.typeAnnotation, index) : open) }
}

function classShape(node: ClassNode, index: FileIndex): TypeShape {
  const properties = new Map<string, TypeProperty>()
  for (const member of node.body.body) {
    if (member.type !== 'PropertyDefinition' || member.static) continue
    const key = keyName(member.key, member.computed)
    if (key !== null && member.accessibility !== 'private' && !key.startsWith('#')) {
      properties.set(key, propertyOf(member, member.typeAnnotation, index))
    }
  }
  return { kind: 'object', properties, isOpen: node.superClass !== null, class: node }
}

function unionOf(members: readonly TypeShape[]): TypeShape {
  const flat = members.flatMap((member) => (member.kind === 'union' ? member.members : [member]))
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'union', members: flat }
}

/** Members that are no objects leave the others standing, but open. */
function intersectionOf(members: readonly TypeShape[]): TypeShape {
  const named = members.find((member) => member.kind === 'named')
  const properties = new Map<string, TypeProperty>()
  let isOpen = false
  for (const member of members) {
    if (member.kind === 'object') {
      isOpen ||= member.isOpen
      for (const [key, property] of member.properties) properties.set(key, property)
    } else isOpen = true
  }
  if (properties.size === 0) return named ?? (members.every((member) => member.kind === 'leaf') ? leaf : open)
  return named
    ? { kind: 'union', members: [named, { kind: 'object', properties, isOpen }] }
    : { kind: 'object', properties, isOpen }
}

function readJsdoc(text: string, index: FileIndex, depth = 0): TypeShape {
  if (depth > 8) return open
  const { file, variables } = index
  return parseJsdocType(text, {
    leaf: (name) => ({ kind: 'leaf', ...(name === 'boolean' ? { isBoolean: true } : {}) }),
    open: () => open,
    union: unionOf,
    array: (element) => ({ kind: 'array', element }),
    object: (entries) => ({
      kind: 'object',
      isOpen: false,
      properties: new Map(entries.map(([key, shape]) => [key, { node: null, shape }])),
    }),
    named: (module, path, args) => {
      if (module !== null) return { kind: 'named', module, exportPath: path }
      const typedef = jsdocTypedefs(file).get(path[0] ?? '')
      if (typedef !== undefined) return readJsdoc(typedef, index, depth + 1)
      const variable = topLevelVariable(path[0] ?? '', file.scopeManager, variables)
      return variable ? readVariable(variable, path.slice(1), index) : readGlobal(path, args, null)
    },
  })
}

function topLevelVariable(
  name: string,
  scopeManager: TSESLint.Scope.ScopeManager | null,
  variables: FileIndex['variables'],
): TSESLint.Scope.Variable | null {
  for (const scope of scopeManager?.scopes.slice(0, 3) ?? []) {
    const variable =
      scope.type === 'function' && scope.upper?.type !== 'global' ? undefined : scope.set.get(name)
    if (variable?.identifiers.some((identifier) => variables.has(identifier))) return variable
  }
  return null
}

/** The classes that a shape names, here or by an import. */
export function namedClasses(
  shape: TypeShape,
): readonly {
  readonly node: ClassNode | null
  readonly module: string | null
  readonly exportPath: readonly string[]
}[] {
  if (shape.kind === 'union') return shape.members.flatMap(namedClasses)
  if (shape.kind === 'named') return [{ node: null, module: shape.module, exportPath: shape.exportPath }]
  return shape.kind === 'object' && shape.class ? [{ node: shape.class, module: null, exportPath: [] }] : []
}

/** The shape of what is read along a path; `null` when the type does not say. `*` reads an element. */
export function shapeAt(shape: TypeShape, path: readonly string[]): TypeShape | null {
  let current: TypeShape = shape
  for (const [position, name] of path.entries()) {
    if (current.kind === 'union') {
      const rest = path.slice(position)
      const found = current.members.flatMap((member) => shapeAt(member, rest) ?? [])
      return found.length > 0 ? unionOf(found) : null
    }
    if (current.kind === 'array') {
      if (name !== '*' && !/^\d+$/.test(name)) return null
      current = current.element
    } else if (current.kind === 'object') {
      const property = current.properties.get(name)
      if (!property) return current.isOpen ? open : null
      current = property.shape()
    } else return current.kind === 'open' ? open : null
  }
  return current
}
