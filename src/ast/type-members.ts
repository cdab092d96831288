// Which properties do an interface, a type literal and the instances of a class have?
import type { TSESTree } from '@typescript-eslint/utils'
import type { ClassNode } from './source-file.ts'
import { keyName } from './static-value.ts'
import { constructorOf } from './this-owner.ts'
import type { ObjectShape, TypeProperty, TypeShape } from './type-shape.ts'
import { intersectionOf, open } from './type-shape.ts'
import type { TypePlace } from './type-syntax.ts'
import { later, readFunction, readSyntax, readVariable } from './type-syntax.ts'

interface Members {
  readonly properties: Map<string, TypeProperty>
  readonly methods: Map<string, TypeProperty>
  isOpen: boolean
  rest: (() => TypeShape) | null
}

/** The shape of the members of an interface or type literal, and of what they extend. */
export function readMembers(
  elements: readonly TSESTree.TypeElement[],
  place: TypePlace,
  parents: readonly TSESTree.TSInterfaceHeritage[] = [],
): TypeShape {
  const members: Members = { properties: new Map(), methods: new Map(), isOpen: false, rest: null }
  for (const element of elements) addElement(element, members, place)
  const own = elements.length > 0 || parents.length === 0 ? [shapeOf(members)] : []
  return intersectionOf([...parents.map((parent) => readParent(parent, place)), ...own])
}

function shapeOf({ properties, methods, isOpen, rest }: Members): ObjectShape {
  return {
    kind: 'object',
    properties,
    isOpen,
    ...(methods.size > 0 ? { methods } : {}),
    ...(rest ? { rest } : {}),
  }
}

function addElement(element: TSESTree.TypeElement, members: Members, place: TypePlace): void {
  switch (element.type) {
    case 'TSIndexSignature':
      members.isOpen = true
      members.rest = typeOf(element.typeAnnotation, place)
      break
    case 'TSPropertySignature': {
      const key = keyName(element.key, element.computed)
      if (key === null) members.isOpen = true
      else members.properties.set(key, { node: element, shape: typeOf(element.typeAnnotation, place) })
      break
    }
    case 'TSMethodSignature': {
      const key = keyName(element.key, element.computed)
      if (key !== null) members.methods.set(key, { node: element, shape: () => readFunction(element, place) })
      break
    }
    case 'TSCallSignatureDeclaration':
      members.methods.set('()', { node: element, shape: typeOf(element.returnType, place) })
      break
    default:
  }
}

function typeOf(annotation: TSESTree.TSTypeAnnotation | undefined, place: TypePlace): () => TypeShape {
  return () => (annotation ? readSyntax(annotation.typeAnnotation, later(place)) : open)
}

function readParent(parent: TSESTree.TSInterfaceHeritage, place: TypePlace): TypeShape {
  const path: string[] = []
  let root: TSESTree.Node = parent.expression
  while (root.type === 'MemberExpression') {
    path.unshift(keyName(root.property, root.computed) ?? '')
    root = root.object
  }
  const variable = root.type === 'Identifier' ? place.index.variables.get(root) : undefined
  if (!variable) return open
  return readVariable(variable, path, parent.typeArguments?.params ?? [], {
    ...place,
    depth: place.depth + 1,
  })
}

/** What others can read from an instance: private members are left out. */
export function readClass(node: ClassNode, place: TypePlace): TypeShape {
  const properties = new Map<string, TypeProperty>()
  const methods = new Map<string, TypeProperty>()
  for (const member of node.body.body) {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature' || member.static) continue
    const key = keyName(member.key, member.computed)
    if (key === null || key === 'constructor' || key.startsWith('#') || member.accessibility === 'private')
      continue
    const { value } = member
    if (member.type !== 'MethodDefinition' && member.type !== 'TSAbstractMethodDefinition') {
      properties.set(key, { node: member, shape: typeOf(member.typeAnnotation, place) })
    } else if (value?.type === 'FunctionExpression' || value?.type === 'TSEmptyBodyFunctionExpression') {
      if (member.kind === 'get') methods.set(key, { node: member, shape: typeOf(value.returnType, place) })
      if (member.kind !== 'method') continue
      methods.set(key, { node: member, shape: () => readFunction(value, place) })
    }
  }
  for (const [key, property] of parameterProperties(node, place)) properties.set(key, property)
  return {
    kind: 'object',
    properties,
    isOpen: node.superClass !== null,
    ...(methods.size > 0 ? { methods } : {}),
    class: node,
  }
}

/** `constructor(readonly client: TrackClient)` declares a property. */
function parameterProperties(node: ClassNode, place: TypePlace): [string, TypeProperty][] {
  return (constructorOf(node)?.params ?? []).flatMap((parameter): [string, TypeProperty][] => {
    if (parameter.type !== 'TSParameterProperty' || parameter.accessibility === 'private') return []
    const { parameter: inner } = parameter
    const binding = inner.type === 'AssignmentPattern' ? inner.left : inner
    return [[binding.name, { node: parameter, shape: typeOf(binding.typeAnnotation, place) }]]
  })
}
