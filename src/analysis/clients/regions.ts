// Does the code that makes a client say in which region its data is to be kept?
import type { TSESTree } from '@typescript-eslint/utils'

import type { ObjectSource, Source } from '../../ast/source.ts'
import { valuesAmong } from '../../ast/source.ts'
import { keyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { providerRegionOptions } from '../../vocabulary/own-exports.ts'
import type { ClientKind } from '../../vocabulary/sdk.ts'
import { clientOptionNames } from '../../vocabulary/sdk.ts'
import { isProviderMaker } from './client-providers.ts'

/** Where a client is told its region. */
export interface RegionOption {
  /** the argument that holds the options */
  readonly argument: number
  /** the options that decide where data goes, the one to name first */
  readonly names: readonly string[]
}

/** The options of a client that decide where its data goes; `null` where it has none. */
export function regionOptionOf(kind: ClientKind, argument: number | null): RegionOption | null {
  const { region, url } = clientOptionNames[kind]
  const names = [...region, ...url]
  return argument === null || names.length === 0 ? null : { argument, names }
}

/** The options of a provider of our runtime that decide where data goes; `null` for every other call. */
export function regionOptionOfProvider(node: TSESTree.CallExpression, tracer: Tracer): RegionOption | null {
  return isProviderMaker(tracer.sourcesOf(node.callee)) ? { argument: 0, names: providerRegionOptions } : null
}

/** Whether the arguments name the region, or may do so where the code does not show it. */
export function mayStateRegion(
  node: TSESTree.NewExpression | TSESTree.CallExpression,
  { argument, names }: RegionOption,
  tracer: Tracer,
): boolean {
  const given = node.arguments.slice(0, argument + 1)
  if (given.some(({ type }) => type === 'SpreadElement')) return true
  const options = given[argument]
  return (
    options !== undefined &&
    valuesAmong(tracer.sourcesOf(options)).some((source) => mayName(source, names, tracer))
  )
}

function mayName(source: Source, names: readonly string[], tracer: Tracer): boolean {
  if (source.kind === 'literal') return source.value !== undefined && source.value !== null
  if (source.kind !== 'object' || source.path.length > 0) return true
  return (
    isWritten(source, names) || source.node.properties.some((property) => isNamedBy(property, names, tracer))
  )
}

function isWritten({ writes }: ObjectSource, names: readonly string[]): boolean {
  return writes.some(({ path: [name] }) => name === undefined || name === null || names.includes(name))
}

function isNamedBy(
  property: TSESTree.ObjectExpression['properties'][number],
  names: readonly string[],
  tracer: Tracer,
): boolean {
  if (property.type === 'SpreadElement')
    return valuesAmong(tracer.sourcesOf(property.argument)).some((source) => mayName(source, names, tracer))
  const name = keyName(property.key, property.computed)
  if (name !== null && !names.includes(name)) return false
  const value = unwrap(property.value)
  return !(value.type === 'Identifier' && value.name === 'undefined')
}
