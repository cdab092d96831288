/** What does a raw HTTP request to Customer.io do, and where do its data, people and credentials sit? */
import type { HttpApi } from './http-hosts.ts'
import { operationRows, plainResources } from './http-operations.ts'
import type { OperationRow } from './http-operations.ts'
import { requesting } from './method-facts.ts'
import type { CredentialKind, IdentifierOf, MethodFacts } from './method-facts.ts'

export { baseUrls, connectionUrlOf, hostOf } from './http-hosts.ts'
export type { ConnectionUrl, HttpApi, HttpHost, Region } from './http-hosts.ts'

/** A segment of the path that names somebody, counted from 0 behind the leading slash. */
export interface PathIdentifier {
  readonly segment: number
  readonly of: IdentifierOf
}

/** Facts of one request; the positions of `MethodFacts` have argument 0 = the JSON body. */
export interface HttpOperation extends MethodFacts {
  /** As the SDK calls it, where it can. Null for the plain resources of the App API. */
  readonly name: string | null
  readonly pathIdentifiers: readonly PathIdentifier[]
  /** Query parameters that name a person. */
  readonly queryIdentifiers: readonly string[]
}

/** How an API is told who calls. Source: docs.customer.io, "Authentication" of each API; lib/request of 5.2. */
export interface HttpAuthorization {
  readonly scheme: 'Basic' | 'Bearer'
  /** Basic: user and password; Pipelines has no password. Bearer: the token. */
  readonly credentials: readonly CredentialKind[]
}

export const httpAuthorization: Readonly<Record<HttpApi, HttpAuthorization>> = {
  track: { scheme: 'Basic', credentials: ['site-id', 'track-key'] },
  app: { scheme: 'Bearer', credentials: ['app-key'] },
  pipelines: { scheme: 'Basic', credentials: ['write-key'] },
}

/**
 * The operation of a verb and a path from the root (`/api/v1/customers/{}/events`). A segment with `{…}` in it is
 * not known and matches only a parameter. No two rows match the same path.
 */
export function findHttpOperation(api: HttpApi, verb: string, path: string): HttpOperation | null {
  const given = segmentsOf(path)
  const method = verb.toUpperCase()
  const shift = api === 'app' && given[0] === 'v1' && given[1] === 'api' ? 1 : 0
  // The App API answered below /v1/api before (customerio-node 4.4 triggers broadcasts there).
  const segments = shift ? ['v1', ...given.slice(2)] : given
  const row = operationRows[api].find(
    (candidate) => candidate.verb === method && matches(candidate, segments),
  )
  return row ? operationOf(row, shift) : plainOperation(api, method, segments)
}

const identifierOfParameter: Readonly<Record<string, IdentifierOf>> = {
  '{device}': 'device',
  '{object}': 'object',
  '{person}': 'person',
}

function operationOf(row: OperationRow, shift: number): HttpOperation {
  const pathIdentifiers = identifiersOf(segmentsOf(row.template), shift)
  return { ...row.facts, name: row.name, pathIdentifiers, queryIdentifiers: row.query }
}

function identifiersOf(template: readonly string[], shift: number): readonly PathIdentifier[] {
  return template.flatMap((segment, index) => {
    const of = identifierOfParameter[segment]
    return of ? [{ segment: index + shift, of }] : []
  })
}

/** Who is named by a path that is no operation of the table, but lies below the resource of one. */
export function findPathIdentifiers(api: HttpApi, path: string): readonly PathIdentifier[] {
  const segments = segmentsOf(path)
  for (const { template } of operationRows[api]) {
    const whole = segmentsOf(template)
    const named = whole.slice(0, whole.findLastIndex((segment) => segment in identifierOfParameter) + 1)
    const isBelow =
      named.length > 0 &&
      named.length <= segments.length &&
      named.every((expected, index) => expected.startsWith('{') || expected === segments[index])
    if (isBelow) return identifiersOf(named, 0)
  }
  return []
}

function plainOperation(api: HttpApi, verb: string, segments: readonly string[]): HttpOperation | null {
  if (api !== 'app' || segments[0] !== 'v1' || !plainResources.has(segments[1] ?? '')) return null
  const facts = requesting(verb === 'GET' || verb === 'HEAD' ? 'read' : 'write')
  return { ...facts, name: null, pathIdentifiers: [], queryIdentifiers: [] }
}

function matches(row: OperationRow, segments: readonly string[]): boolean {
  const template = segmentsOf(row.template)
  return (
    template.length === segments.length &&
    template.every((expected, index) => expected.startsWith('{') || expected === segments[index])
  )
}

/** Segments behind the leading slash; an empty one in the middle stays, a trailing slash does not count. */
function segmentsOf(path: string): readonly string[] {
  const bare = path.replace(/[?#].*$/s, '').replace(/^\//, '')
  return bare.replace(/\/$/, '').split('/')
}
