// What shape does TypeScript itself give an expression, where the parser offers type information?
import type { ParserServices, ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils'
import type ts from 'typescript'

import type { TypeProperty, TypeShape } from './declared-type.ts'

/** A type declared by a package, by the name that it has there. */
export interface PackageType {
  readonly packageName: string
  readonly name: string
}

/** Questions to TypeScript's checker. */
export interface TypeServices {
  /** The shape of an expression's type; `null` for nodes of other files. */
  shapeOf(node: TSESTree.Node): TypeShape | null
  /** The classes and interfaces of packages that the type of an expression is, or may be. */
  packageTypesOf(node: TSESTree.Node): readonly PackageType[]
  /** Whether everything that an expression can be is a number. */
  isNumber(node: TSESTree.Node): boolean
}

/** Types with more properties are of libraries, not of data. */
const mostProperties = 200
/** Properties that one question reads before the rest counts as open. */
const propertyBudget = 1500

const leaf: TypeShape = { kind: 'leaf' }
const open: TypeShape = { kind: 'open' }
const anything: TypeShape = { kind: 'open', isAnything: true }
const nothing: TypeShape = { kind: 'union', members: [] }

/** The intrinsic types by the name TypeScript gives them. */
const intrinsics: Readonly<Record<string, TypeShape>> = {
  any: anything,
  unknown: anything,
  error: open,
  object: { kind: 'object', properties: new Map(), isOpen: true },
  string: leaf,
  number: leaf,
  bigint: leaf,
  symbol: leaf,
  boolean: { kind: 'leaf', isBoolean: true },
  true: { kind: 'leaf', isBoolean: true },
  false: { kind: 'leaf', isBoolean: true },
  null: nothing,
  undefined: nothing,
  void: nothing,
  never: nothing,
}

/** Objects of the language that hold one value, whatever methods they have. */
const leafObjects: ReadonlySet<string> = new Set([
  'Date',
  'URL',
  'String',
  'Number',
  'Boolean',
  'RegExp',
  'BigInt',
])

/** Objects of the language that hold what their methods put in, under names that no type tells. */
const collections: ReadonlySet<string> = new Set([
  'Map',
  'ReadonlyMap',
  'WeakMap',
  'Set',
  'ReadonlySet',
  'FormData',
  'URLSearchParams',
  'Headers',
])

/** The checker behind the parser, or `null` where there is no type information. Never throws. */
export function typeServicesOf(services: Partial<ParserServices> | undefined): TypeServices | null {
  if (!services?.program || !services.esTreeNodeToTSNodeMap) return null
  return new CheckedTypes(services as ParserServicesWithTypeInformation)
}

class CheckedTypes implements TypeServices {
  readonly #services: ParserServicesWithTypeInformation
  readonly #checker: ts.TypeChecker
  #budget = 0

  constructor(services: ParserServicesWithTypeInformation) {
    this.#services = services
    this.#checker = services.program.getTypeChecker()
  }

  shapeOf(node: TSESTree.Node): TypeShape | null {
    const type = this.#typeOf(node)
    if (!type) return null
    this.#budget = propertyBudget
    return this.#shape(type)
  }

  packageTypesOf(node: TSESTree.Node): readonly PackageType[] {
    const type = this.#typeOf(node)
    if (!type) return []
    const members = type.isUnion() ? type.types : [type]
    return members.flatMap((member) => {
      const symbol = member.aliasSymbol ?? member.getSymbol()
      const file = symbol?.declarations?.[0]?.getSourceFile().fileName
      const packageName = file === undefined ? null : packageOf(file)
      return symbol && packageName !== null ? [{ packageName, name: symbol.name }] : []
    })
  }

  isNumber(node: TSESTree.Node): boolean {
    const type = this.#typeOf(node)
    if (!type) return false
    const members = type.isUnion() ? type.types : [type]
    return members.every(
      (member) =>
        member.isNumberLiteral() ||
        ['number', 'bigint'].includes((member as { intrinsicName?: string }).intrinsicName ?? ''),
    )
  }

  #typeOf(node: TSESTree.Node): ts.Type | null {
    try {
      const tsNode = this.#services.esTreeNodeToTSNodeMap.get(node) as ts.Node | undefined
      return tsNode ? this.#checker.getTypeAtLocation(tsNode) : null
    } catch {
      // The checker fails on broken code now and then; no type is no opinion.
      return null
    }
  }

  #shape(type: ts.Type): TypeShape {
    const intrinsic = intrinsics[(type as { intrinsicName?: string }).intrinsicName ?? '']
    if (intrinsic) return intrinsic
    if (type.isUnion()) return unionOf(type.types.map((member) => this.#shape(member)))
    if (isTypeParameter(type)) return open
    if (type.isLiteral()) return leaf
    const symbolName = type.getSymbol()?.name ?? ''
    if (leafObjects.has(symbolName)) return leaf
    if (collections.has(symbolName)) return open
    if (this.#checker.isArrayType(type) || this.#checker.isTupleType(type)) return this.#list(type)
    if (symbolName === 'Promise') return this.#settled(type)
    if (type.getCallSignatures().length > 0) return { kind: 'function' }
    return this.#object(type)
  }

  #list(type: ts.Type): TypeShape {
    const elements = this.#checker.getTypeArguments(type as ts.TypeReference)
    return { kind: 'array', element: unionOf(elements.map((element) => this.#shape(element))) }
  }

  #settled(type: ts.Type): TypeShape {
    const [value] = this.#checker.getTypeArguments(type as ts.TypeReference)
    return value ? this.#shape(value) : open
  }

  #object(type: ts.Type): TypeShape {
    const members = type.getProperties()
    // Template literal types and enums have the members of a string or number, and no symbol of their own.
    if (!type.getSymbol() && members.some(({ name }) => name === 'charAt' || name === 'toFixed')) return leaf
    const [index] = this.#checker.getIndexInfosOfType(type)
    const properties = new Map<string, TypeProperty>()
    for (const member of members.slice(0, mostProperties)) {
      properties.set(member.name, { node: null, shape: () => this.#memberShape(member) })
    }
    const isOpen = index !== undefined || members.length === 0 || members.length > mostProperties
    return { kind: 'object', properties, isOpen, ...(index ? { rest: () => this.#shape(index.type) } : {}) }
  }

  #memberShape(member: ts.Symbol): TypeShape {
    if (--this.#budget < 0) return open
    return this.#shape(this.#checker.getTypeOfSymbol(member))
  }
}

/** Apart, because the guard's `else` would leave no type at all. */
function isTypeParameter(type: ts.Type): boolean {
  return type.isTypeParameter()
}

function unionOf(members: readonly TypeShape[]): TypeShape {
  const flat = members.flatMap((member) => (member.kind === 'union' ? member.members : [member]))
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'union', members: flat }
}

/** The package whose folder a declaration file lies in; `null` for files of the project. */
function packageOf(file: string): string | null {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? null
}
