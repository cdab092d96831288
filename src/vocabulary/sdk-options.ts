/** Which regions, options, verifiers and identifier types do the SDKs have? */
import { nodeFileOf } from './client-exports.ts'
import type { Region } from './http-hosts.ts'
import type { ClientKind } from './method-facts.ts'

/** The names of a client's options that mean the same. */
export interface ClientOptionNames {
  readonly region: readonly string[]
  readonly url: readonly string[]
  readonly timeout: readonly string[]
  readonly retry: readonly string[]
}

const nodeOptions: ClientOptionNames = {
  region: ['region'],
  url: ['url', 'apiUrl'],
  timeout: ['timeout'],
  retry: ['retry'],
}

/**
 * Source: the constructors of customerio-node 1.1 to 5.2 (`apiUrl` before 3.1, `retry` since 5.0), AnalyticsSettings
 * of cdp-analytics-node 0.5.9 and -browser 0.5.11, CioConfig of customerio-reactnative 6.12.0.
 */
export const clientOptionNames: Readonly<Record<ClientKind, ClientOptionNames>> = {
  track: nodeOptions,
  app: nodeOptions,
  pipelines: nodeOptions,
  cdp: { region: [], url: ['host'], timeout: ['httpRequestTimeout'], retry: ['maxRetries'] },
  browser: { region: [], url: ['cdnURL'], timeout: ['timeout'], retry: [] },
  mobile: { region: ['region'], url: ['apiHost', 'cdnHost'], timeout: [], retry: [] },
  http: { region: [], url: [], timeout: [], retry: [] },
}

/** Source: lib/regions of customerio-node 1.1 to 5.2. */
const regionExports: Readonly<Record<string, Region>> = { RegionEU: 'eu', RegionUS: 'us' }

/** The region that an export of the SDK is: `RegionEU` of `customerio-node` or `customerio-node/regions`. */
export function findRegionExport(module: string, exportPath: readonly string[]): Region | null {
  const name = exportIn(module, exportPath, ['', 'regions'])
  return name !== null && Object.hasOwn(regionExports, name) ? (regionExports[name] ?? null) : null
}

/** A function that verifies a webhook's signature: the options of its first argument by what they hold. */
export interface VerifierFacts {
  readonly name: string
  readonly options: {
    readonly secret: string
    readonly timestamp: string
    readonly body: string
    readonly signature: string
  }
  /** Whether it refuses old timestamps by itself. */
  readonly checksFreshness: boolean
}

/** Source: lib/webhooks of customerio-node 5.2: constant time and length-guarded, but any timestamp will do. */
const requestVerifier: VerifierFacts = {
  name: 'verifyRequestSignature',
  options: { secret: 'signingSecret', timestamp: 'timestamp', body: 'body', signature: 'signature' },
  checksFreshness: false,
}

/** The webhook verifier that an export of the SDK is. */
export function findVerifierExport(module: string, exportPath: readonly string[]): VerifierFacts | null {
  return exportIn(module, exportPath, ['', 'webhooks']) === requestVerifier.name ? requestVerifier : null
}

/** The members of `IdentifierType` and their values. Source: lib/types of customerio-node 3.1 to 5.2. */
export const identifierTypes = { CioId: 'cio_id', Email: 'email', Id: 'id' } as const

/** The name of an export of customerio-node that one of those files has; a default import is the whole module. */
function exportIn(module: string, exportPath: readonly string[], files: readonly string[]): string | null {
  const file = nodeFileOf(module)
  const [name, ...rest] = exportPath[0] === 'default' ? exportPath.slice(1) : exportPath
  return file !== null && files.includes(file) && rest.length === 0 ? (name ?? null) : null
}
