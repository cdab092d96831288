// Does the written type of a value say that it is a number?
import type { TSESTree } from '@typescript-eslint/utils'

import type { DeclaredType } from '../../ast/declared-type.ts'
import { readType, shapeAt } from '../../ast/declared-type.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'

const numberTypes = new Set(['TSNumberKeyword', 'TSBigIntKeyword', 'TSBooleanKeyword', 'TSLiteralType'])

/** Whether the written type of a value has numbers only, or UUIDs by their name. */
export function isNumberType(type: DeclaredType, path: readonly string[]): boolean {
  if (path.length === 0) {
    return 'syntax' in type
      ? isNumberSyntax(type.syntax)
      : /^\{?\(?(?:number|bigint|boolean)\)?\}?$/.test(type.jsdoc)
  }
  const holder = shapeAt(readType(type), path.slice(0, -1))
  if (holder?.kind !== 'object') return false
  const node = holder.properties.get(path.at(-1) ?? '')?.node
  const isAnnotated = node?.type === 'TSPropertySignature' || node?.type === 'PropertyDefinition'
  return (
    isAnnotated && node.typeAnnotation !== undefined && isNumberSyntax(node.typeAnnotation.typeAnnotation)
  )
}

function isNumberSyntax(type: TSESTree.TypeNode): boolean {
  if (type.type === 'TSUnionType') return type.types.every(isNumberSyntax)
  const isUuid =
    type.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    /^uuid$/i.test(type.typeName.name)
  return numberTypes.has(type.type) || isUuid
}

/** Whether the written type of a value lets it be `undefined` or `null`, of which functions of text want to know. */
export function mayBeMissing(node: TSESTree.Node, tracer: Tracer): boolean {
  if (node.type === 'ChainExpression') return true
  const inner = unwrap(node)
  const binding = inner.type === 'Identifier' ? tracer.variableAt(inner)?.defs[0]?.name : null
  if (binding?.type === 'Identifier' && binding.optional) return true
  return tracer.sourcesOf(node).some((source) => {
    if (source.kind !== 'declared') return false
    if (source.path.length === 0) return 'syntax' in source.type && allowsMissing(source.type.syntax)
    const holder = shapeAt(readType(source.type), source.path.slice(0, -1))
    const property = holder?.kind === 'object' ? holder.properties.get(source.path.at(-1) ?? '')?.node : null
    if (property?.type !== 'TSPropertySignature') return false
    return property.optional || allowsMissing(property.typeAnnotation?.typeAnnotation)
  })
}

function allowsMissing(type: TSESTree.TypeNode | undefined): boolean {
  if (type?.type === 'TSUnionType') return type.types.some(allowsMissing)
  return (
    type?.type === 'TSUndefinedKeyword' || type?.type === 'TSNullKeyword' || type?.type === 'TSUnknownKeyword'
  )
}
