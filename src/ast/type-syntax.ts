// What shape does a TypeScript annotation have?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { FileIndex } from './file-index.ts'
import { importBindingOf } from './import-binding.ts'
import { isClass } from './source-file.ts'
import { staticStringOf } from './static-value.ts'
import { readClass, readMembers } from './type-members.ts'
import type { FunctionShape, TypeShape } from './type-shape.ts'
import { anything, booleanLeaf, intersectionOf, leaf, open, shapeAt, unionOf } from './type-shape.ts'
import { literalKeys, readGlobalType, recordOf } from './utility-types.ts'

type Variable = TSESLint.Scope.Variable

/** What the reader knows where it stands: the file, the arguments of type parameters, and how far it may still go. */
export interface TypePlace {
  readonly index: FileIndex
  readonly args: ReadonlyMap<Variable, () => TypeShape>
  readonly depth: number
  readonly budget: { steps: number }
}

/** Types within types that are read at once; properties are read on demand. */
const deepestType = 40
/** Type nodes that are read at once: types that mention themselves end here. */
const mostSteps = 600

/** Where the reading of a type of a file begins. */
export function startOf(index: FileIndex): TypePlace {
  return { index, args: new Map(), depth: 0, budget: { steps: mostSteps } }
}

/** Where a property's type is read, on demand. */
export function later({ index, args }: TypePlace): TypePlace {
  return { ...startOf(index), args }
}

/** The shape of a type node. */
export function readSyntax(node: TSESTree.TypeNode, outer: TypePlace): TypeShape {
  if (outer.depth >= deepestType || --outer.budget.steps < 0) return open
  const place = { ...outer, depth: outer.depth + 1 }
  switch (node.type) {
    case 'TSStringKeyword':
    case 'TSNumberKeyword':
    case 'TSBigIntKeyword':
    case 'TSSymbolKeyword':
    case 'TSLiteralType':
    case 'TSTemplateLiteralType':
      return leaf
    case 'TSBooleanKeyword':
      return booleanLeaf
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
    case 'TSVoidKeyword':
    case 'TSNeverKeyword':
      return { kind: 'union', members: [] }
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
    case 'TSObjectKeyword':
      return anything
    case 'TSTypeReference':
      return readReference(node, place)
    case 'TSTypeLiteral':
      return readMembers(node.members, place)
    default:
      return readCompound(node, place)
  }
}

function readCompound(node: TSESTree.TypeNode, place: TypePlace): TypeShape {
  switch (node.type) {
    case 'TSUnionType':
      return unionOf(node.types.map((member) => readSyntax(member, place)))
    case 'TSIntersectionType':
      return intersectionOf(node.types.map((member) => readSyntax(member, place)))
    case 'TSArrayType':
      return { kind: 'array', element: readSyntax(node.elementType, place) }
    case 'TSTupleType':
      return { kind: 'array', element: unionOf(node.elementTypes.map((part) => readTuplePart(part, place))) }
    case 'TSTypeOperator':
      return node.operator === 'keyof' || !node.typeAnnotation ? leaf : readSyntax(node.typeAnnotation, place)
    case 'TSFunctionType':
      return readFunction(node, place)
    case 'TSConstructorType':
      return { kind: 'function' }
    case 'TSTypeQuery':
      return { kind: 'query', node: node.exprName, isInstance: false }
    case 'TSImportType':
      return {
        kind: 'named',
        module: staticStringOf(node.source),
        exportPath: node.qualifier ? entityPath(node.qualifier).map((part) => part.name) : [],
      }
    case 'TSIndexedAccessType': {
      const keys = literalKeys(node.indexType)
      const shape = readSyntax(node.objectType, place)
      return unionOf((keys ?? ['*']).map((key) => shapeAt(shape, [key]) ?? open))
    }
    case 'TSMappedType':
      return recordOf(literalKeys(node.constraint), () =>
        node.typeAnnotation ? readSyntax(node.typeAnnotation, later(place)) : open,
      )
    default:
      return open
  }
}

function readTuplePart(node: TSESTree.TypeNode, place: TypePlace): TypeShape {
  switch (node.type) {
    case 'TSNamedTupleMember':
      return readTuplePart(node.elementType, place)
    case 'TSOptionalType':
      return readTuplePart(node.typeAnnotation, place)
    case 'TSRestType': {
      const list = readTuplePart(node.typeAnnotation, place)
      return shapeAt(list, ['*']) ?? open
    }
    default:
      return readSyntax(node, place)
  }
}

/** The parts of anything that can be called, read on demand. */
export function readFunction(
  node: {
    readonly params: readonly TSESTree.Parameter[]
    readonly returnType?: TSESTree.TSTypeAnnotation | undefined
  },
  place: TypePlace,
): FunctionShape {
  const { returnType } = node
  return {
    kind: 'function',
    parameters: node.params.map((parameter) => () => {
      const annotation = 'typeAnnotation' in parameter ? parameter.typeAnnotation : undefined
      return annotation ? readSyntax(annotation.typeAnnotation, later(place)) : open
    }),
    ...(returnType ? { result: () => readSyntax(returnType.typeAnnotation, later(place)) } : {}),
  }
}

/** `A.B.C` as its identifiers. */
function entityPath(name: TSESTree.EntityName): TSESTree.Identifier[] {
  const path: TSESTree.Identifier[] = []
  let current = name
  for (; current.type === 'TSQualifiedName'; current = current.left) path.push(current.right)
  return current.type === 'Identifier' ? [current, ...path.reverse()] : []
}

function readReference(node: TSESTree.TSTypeReference, place: TypePlace): TypeShape {
  const path = entityPath(node.typeName)
  const [root, ...rest] = path
  if (!root) return open
  const names = rest.map((part) => part.name)
  const given = node.typeArguments?.params ?? []
  const variable = place.index.variables.get(root)
  if (variable && variable.defs.length > 0) return readVariable(variable, names, given, place)
  const keys = root.name === 'Record' ? given[0] : given[1]
  return readGlobalType(
    [root.name, ...names],
    given.map((param) => () => readSyntax(param, place)),
    keys ? literalKeys(keys) : null,
  )
}

/** The type that a name of the file stands for, with its type arguments. */
export function readVariable(
  variable: Variable,
  path: readonly string[],
  given: readonly TSESTree.TypeNode[],
  place: TypePlace,
): TypeShape {
  if (place.depth >= deepestType || --place.budget.steps < 0) return open
  const shapes: TypeShape[] = []
  for (const def of variable.defs) {
    const binding = importBindingOf(def)
    if (binding) {
      return { kind: 'named', module: binding.module, exportPath: [...binding.exportPath, ...path] }
    }
    const shape = readDefinition(def, path, given, place)
    if (!shape) return place.args.get(variable)?.() ?? open
    shapes.push(shape)
  }
  return intersectionOf(shapes)
}

/** `null` for type parameters and what is no type. */
function readDefinition(
  def: TSESLint.Scope.Definition,
  path: readonly string[],
  given: readonly TSESTree.TypeNode[],
  outer: TypePlace,
): TypeShape | null {
  const node: TSESTree.Node = def.node
  if (def.type === 'Variable' && path.length === 0) {
    // A class that is held by a variable: `const { TrackClient } = require('…')` in a JSDoc type.
    return { kind: 'query', node: def.name, isInstance: true }
  }
  if (path.length > 0) return null
  if (isClass(node)) return readClass(node, withArguments(node.typeParameters, given, outer))
  switch (node.type) {
    case 'TSInterfaceDeclaration': {
      const place = withArguments(node.typeParameters, given, outer)
      return readMembers(node.body.body, place, node.extends)
    }
    case 'TSTypeAliasDeclaration':
      return readSyntax(node.typeAnnotation, withArguments(node.typeParameters, given, outer))
    case 'TSEnumDeclaration':
      return leaf
    default:
      return null
  }
}

/** `Box<TrackClient>`: what the type parameters of `Box` stand for. */
function withArguments(
  parameters: TSESTree.TSTypeParameterDeclaration | undefined,
  given: readonly TSESTree.TypeNode[],
  outer: TypePlace,
): TypePlace {
  if (!parameters) return outer
  const args = new Map(outer.args)
  for (const [position, parameter] of parameters.params.entries()) {
    const variable = outer.index.variables.get(parameter.name)
    const argument = given[position]
    if (!variable) continue
    if (argument) args.set(variable, () => readSyntax(argument, outer))
    else if (parameter.default) {
      const { default: standard } = parameter
      args.set(variable, () => readSyntax(standard, outer))
    } else args.delete(variable)
  }
  return { ...outer, args }
}
