// What does a type say about the values it allows?
import type { TSESTree } from '@typescript-eslint/utils'
import type { ClassNode } from './source-file.ts'

/**
 * | shape    | meaning                                                                           |
 * |----------|-----------------------------------------------------------------------------------|
 * | leaf     | a string, number, boolean, date, enum … without properties of its own             |
 * | open     | type parameters, what cannot be read: holds anything; `isAnything` when the code   |
 * |          | says so by `any` or `unknown`                                                     |
 * | named    | a name this file imports or does not define                                        |
 * | object   | known properties; `isOpen` when there may be more                                  |
 * | array    | a list of elements                                                                 |
 * | union    | one of several; `null` and `undefined` are left out                                |
 * | function | something callable                                                                 |
 * | query    | `typeof x`: the type of that expression; with `isInstance` what its `new` makes,   |
 * |          | with `isResult` what its call gives back                                           |
 */
export type TypeShape =
  | { readonly kind: 'leaf'; readonly isBoolean?: boolean }
  | { readonly kind: 'open'; readonly isAnything?: boolean }
  | { readonly kind: 'named'; readonly module: string | null; readonly exportPath: readonly string[] }
  | ObjectShape
  | { readonly kind: 'array'; readonly element: TypeShape }
  | { readonly kind: 'union'; readonly members: readonly TypeShape[] }
  | FunctionShape
  | {
      readonly kind: 'query'
      readonly node: TSESTree.Node
      readonly isInstance: boolean
      readonly isResult?: boolean
    }

export interface ObjectShape {
  readonly kind: 'object'
  readonly properties: ReadonlyMap<string, TypeProperty>
  readonly isOpen: boolean
  /** methods and accessors: can be asked for by name, but are no data */
  readonly methods?: ReadonlyMap<string, TypeProperty>
  /** what properties hold that are not named: `Record<string, T>` */
  readonly rest?: () => TypeShape
  /** the class whose instances these are */
  readonly class?: ClassNode
}

export interface FunctionShape {
  readonly kind: 'function'
  readonly parameters?: readonly (() => TypeShape)[]
  readonly result?: () => TypeShape
}

export interface TypeProperty {
  readonly node: TSESTree.Node | null
  /** read on demand, so that a type may mention itself */
  readonly shape: () => TypeShape
}

export const leaf: TypeShape = { kind: 'leaf' }
export const booleanLeaf: TypeShape = { kind: 'leaf', isBoolean: true }
export const open: TypeShape = { kind: 'open' }
export const anything: TypeShape = { kind: 'open', isAnything: true }
/** An object of which no property is known: `object`, `Record<string, any>`. */
export const anyProperties: TypeShape = { kind: 'object', properties: new Map(), isOpen: true }

const mostMembers = 100

/** One of these; a union of one is that one. */
export function unionOf(members: readonly TypeShape[]): TypeShape {
  const flat = [
    ...new Set(members.flatMap((member) => (member.kind === 'union' ? member.members : [member]))),
  ]
  if (flat.length > mostMembers) return open
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'union', members: flat }
}

/** All of these at once. A branded text stays a leaf; what is not known leaves the rest standing, but open. */
export function intersectionOf(members: readonly TypeShape[]): TypeShape {
  const [only] = members
  if (members.length === 1 && only) return only
  const choice = members.find((member) => member.kind === 'union')
  if (choice && choice.members.length > 0 && choice.members.length <= 8) {
    return unionOf(
      choice.members.map((chosen) =>
        intersectionOf(members.map((member) => (member === choice ? chosen : member))),
      ),
    )
  }
  const leafMember = members.find((member) => member.kind === 'leaf')
  if (leafMember) return leafMember
  const named = members.filter((member) => member.kind === 'named' || member.kind === 'query')
  const objects = members.filter((member) => member.kind === 'object')
  const merged = objects.length > 0 ? [mergedObjects(objects, objects.length < members.length)] : []
  if (named.length + merged.length > 0) return unionOf([...named, ...merged])
  return members.find((member) => member.kind === 'function') ?? open
}

function mergedObjects(objects: readonly ObjectShape[], isOpen: boolean): ObjectShape {
  const methods = new Map(objects.flatMap((object) => [...(object.methods ?? [])]))
  const rest = objects.find((object) => object.rest)?.rest
  const node = objects.find((object) => object.class)?.class
  return {
    kind: 'object',
    properties: new Map(objects.flatMap((object) => [...object.properties])),
    isOpen: isOpen || objects.some((object) => object.isOpen),
    ...(methods.size > 0 ? { methods } : {}),
    ...(rest ? { rest } : {}),
    ...(node ? { class: node } : {}),
  }
}

/** A class that a type names: one of this file, or an export of another module. */
export interface NamedClass {
  readonly node: ClassNode | null
  readonly module: string | null
  readonly exportPath: readonly string[]
}

/** The classes that a shape names, here or by an import. */
export function namedClasses(shape: TypeShape): readonly NamedClass[] {
  if (shape.kind === 'union') return shape.members.flatMap(namedClasses)
  if (shape.kind === 'named') return [{ node: null, module: shape.module, exportPath: shape.exportPath }]
  return shape.kind === 'object' && shape.class ? [{ node: shape.class, module: null, exportPath: [] }] : []
}

/**
 * The shape of what is read along a path; `null` when the type does not say. `*` reads an element, `()` what a call
 * gives back, `(0)` the first parameter.
 */
export function shapeAt(shape: TypeShape, path: readonly string[]): TypeShape | null {
  let current: TypeShape = shape
  for (const [position, name] of path.entries()) {
    if (current.kind === 'union') {
      const rest = path.slice(position)
      const found = current.members.flatMap((member) => shapeAt(member, rest) ?? [])
      return found.length > 0 ? unionOf(found) : null
    }
    const next = memberAt(current, name)
    if (next === null) return null
    current = next
  }
  return current
}

function memberAt(shape: Exclude<TypeShape, { kind: 'union' }>, name: string): TypeShape | null {
  switch (shape.kind) {
    case 'array':
      return name === '*' || /^\d+$/.test(name) ? shape.element : null
    case 'object':
      return propertyAt(shape, name)
    case 'function': {
      if (name === '()') return shape.result?.() ?? null
      const index = /^\((\d+)\)$/.exec(name)?.[1]
      return index === undefined ? null : (shape.parameters?.[Number(index)]?.() ?? null)
    }
    case 'open':
      return open
    default:
      return null
  }
}

function propertyAt({ properties, methods, rest, isOpen }: ObjectShape, name: string): TypeShape | null {
  if (name === '*') {
    const all = [...properties.values()].map((property) => property.shape())
    if (rest) all.push(rest())
    return isOpen && !rest ? open : unionOf(all)
  }
  const property = properties.get(name) ?? methods?.get(name)
  if (property) return property.shape()
  if (name.startsWith('(')) return null
  return rest ? rest() : isOpen ? open : null
}
