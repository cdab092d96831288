// What does a property of an object literal, enum or namespace hold?
import type { TSESTree } from '@typescript-eslint/utils'
import { writtenSources } from './member-writes.ts'
import type { ObjectSource, Source } from './source.ts'
import { undefinedAt } from './source.ts'
import { keyName } from './static-value.ts'
import { taggedType } from './trace-declared.ts'
import type { Tracer } from './tracer.ts'
import { unwrap } from './unwrap.ts'

interface Properties {
  readonly all: readonly TSESTree.ObjectLiteralElement[]
  /** per name, the last property of that name; a getter and a setter share theirs */
  readonly named: ReadonlyMap<string, readonly TSESTree.ObjectLiteralElement[]>
  /** spreads and computed keys: they may hold a name that is not written down */
  readonly others: readonly TSESTree.ObjectLiteralElement[]
}

const known = new WeakMap<TSESTree.ObjectExpression, Properties>()

/** Later properties win over earlier ones; spreads and computed keys may hold the name. */
export function objectMember({ node, writes }: ObjectSource, key: string, tracer: Tracer): readonly Source[] {
  const { all, named, others } = propertiesOf(node)
  const own = named.get(key) ?? []
  const from = own[0]?.range[0] ?? -1
  const properties = key === '*' ? all : [...own, ...others.filter((other) => other.range[0] > from)]
  const written = writtenSources(writes, [key], tracer)
  const values = properties.flatMap((property) =>
    property.type === 'SpreadElement'
      ? tracer.membersAt(property.argument, [key])
      : propertyValue(property, tracer),
  )
  return properties.length === 0 && written.length === 0 ? [undefinedAt(node)] : [...values, ...written]
}

/** False for an object literal that shows that it lacks a name: copying it leaves the name alone. */
export function mayHave(value: TSESTree.Node, name: string | undefined): boolean {
  const literal = unwrap(value)
  if (literal.type !== 'ObjectExpression' || name === undefined || name === '*') return true
  const { named, others } = propertiesOf(literal)
  return named.has(name) || others.length > 0
}

function propertiesOf(node: TSESTree.ObjectExpression): Properties {
  const remembered = known.get(node)
  if (remembered) return remembered
  const named = new Map<string, TSESTree.ObjectLiteralElement[]>()
  const others: TSESTree.ObjectLiteralElement[] = []
  for (const property of node.properties) {
    const name = property.type === 'SpreadElement' ? null : keyName(property.key, property.computed)
    if (name === null) others.push(property)
    // A getter and a setter share a name; anything else of that name is replaced.
    else if (property.type === 'Property' && property.kind !== 'init') {
      named.set(name, [...(named.get(name) ?? []), property])
    } else named.set(name, [property])
  }
  const properties = { all: node.properties, named, others }
  known.set(node, properties)
  return properties
}

function propertyValue(property: TSESTree.Property, tracer: Tracer): readonly Source[] {
  const { value } = property
  if (property.kind === 'set') return []
  if (property.kind === 'get' && value.type === 'FunctionExpression') return tracer.resultOf(value, null)
  return [...taggedType(property, [], tracer), ...tracer.sourcesOf(value)]
}

/** A member of an enum or a namespace; `null` when the node is neither, or does not show it. */
export function memberOfDeclaration(
  node: TSESTree.Node,
  key: string,
  tracer: Tracer,
): readonly Source[] | null {
  if (node.type === 'TSEnumDeclaration') {
    const member = node.body.members.find(({ id }) => keyName(id, false) === key)
    return member ? enumMemberSources(member, tracer) : null
  }
  if (node.type !== 'TSModuleDeclaration') return null
  const names = exportedNames(node.body).filter((identifier) => identifier.name === key)
  return names.length > 0 ? names.flatMap((identifier) => tracer.sourcesOf(identifier)) : null
}

/** `enum Key { Track = 'abc' }`; members without a value are numbers. */
export function enumMemberSources(member: TSESTree.TSEnumMember, tracer: Tracer): readonly Source[] {
  return member.initializer
    ? tracer.sourcesOf(member.initializer)
    : [{ kind: 'expression', node: member, path: [] }]
}

function exportedNames(body: TSESTree.Node | undefined): readonly TSESTree.Identifier[] {
  if (body?.type !== 'TSModuleBlock') return []
  return body.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null
    if (declaration?.type === 'VariableDeclaration') {
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id] : []))
    }
    const isNamed = declaration?.type === 'FunctionDeclaration' || declaration?.type === 'ClassDeclaration'
    return isNamed && declaration.id ? [declaration.id] : []
  })
}
