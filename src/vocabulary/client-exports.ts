/** Which exports of the published packages give a client or a transactional request? */
import { requestPositions } from './app-methods.ts'
import { at } from './method-facts.ts'
import type {
  ClientKind,
  CredentialKind,
  CredentialPosition,
  ExportFacts,
  ExportUse,
  RequestClass,
  RequestFacts,
} from './method-facts.ts'

type Export = Omit<ExportFacts, 'module'>

const trackClient: Omit<Export, 'exportPath'> = {
  use: 'construct',
  kind: 'track',
  credentials: [credential('site-id', 0), credential('track-key', 1)],
  options: 2,
}

/** `module.exports = class TrackClient` (0.x to 2.x), and `export default class` in the compiled files of 2.1. */
const legacyTrackClient: Export = { exportPath: [], ...trackClient }

const trackExports: readonly Export[] = [{ exportPath: ['TrackClient'], ...trackClient }, legacyTrackClient]
const appExports = [client('APIClient', 'app', [credential('app-key', 0)], 1)]
const pipelinesExports = [client('PipelinesClient', 'pipelines', [credential('write-key', 0)], 1)]

/** Exports of customerio-node by file, read from the packed 0.5, 1.1, 2.1, 3.0, 3.5, 4.4, 4.5 and 5.2. */
const nodeFiles: ReadonlyMap<string, readonly Export[]> = new Map([
  ['', [...trackExports, ...appExports, ...pipelinesExports]],
  ['track', trackExports],
  ['api', appExports],
  ['pipelines', pipelinesExports],
])

const nodeFilesWithRequests: ReadonlySet<string> = new Set(['', 'api', 'api/requests'])

/** Source: the packed 0.5.9 (`Analytics`, named and default) and 0.5.11 (`AnalyticsBrowser`), 6.12.0 (`CustomerIO`). */
const otherPackages: ReadonlyMap<string, readonly Export[]> = new Map([
  [
    '@customerio/cdp-analytics-node',
    [
      client('Analytics', 'cdp', [credential('write-key', 0, 'writeKey')], 0),
      client('default', 'cdp', [credential('write-key', 0, 'writeKey')], 0),
    ],
  ],
  [
    '@customerio/cdp-analytics-browser',
    [
      client('AnalyticsBrowser', 'browser', [], null),
      client('AnalyticsBrowser.load', 'browser', [credential('public-write-key', 0, 'writeKey')], 0, 'call'),
      client('AnalyticsBrowser.standalone', 'browser', [credential('public-write-key', 0)], null, 'call'),
      client('Analytics', 'browser', [credential('public-write-key', 0, 'writeKey')], 0),
      client('getGlobalAnalytics', 'browser', [], null, 'call'),
    ],
  ],
  ['customerio-reactnative', [client('CustomerIO', 'mobile', [], null, 'instance')]],
])

/** The packages whose clients the tables know. */
export const clientPackages: readonly string[] = ['customerio-node', ...otherPackages.keys()]

const requestClasses = Object.keys(requestPositions) as RequestClass[]

/** The clients that a module specifier exports. */
export function clientExports(module: string): readonly ExportFacts[] {
  const file = nodeFileOf(module)
  const exports = file === null ? otherPackages.get(module) : nodeFiles.get(file)
  return (exports ?? []).map((facts) => ({ module, ...facts }))
}

/** The transactional request classes that a module specifier exports. */
export function requestExports(module: string): readonly RequestFacts[] {
  const file = nodeFileOf(module)
  if (file === null || !nodeFilesWithRequests.has(file)) return []
  return requestClasses.map((name) => ({
    module,
    exportPath: [name],
    class: name,
    argument: 0,
    ...requestPositions[name],
  }))
}

/** The file of customerio-node that a specifier names, '' for its entry, or null for another module. */
export function nodeFileOf(module: string): string | null {
  const match = /^customerio-node(?:\/(?:dist(?:\/|$))?(?:lib(?:\/|$))?(.*?)(?:\.(?:js|cjs|mjs|ts))?)?$/.exec(
    module,
  )
  if (!match) return null
  const file = match[1] ?? ''
  return file === 'index' ? '' : file
}

function client(
  path: string,
  kind: ClientKind,
  credentials: readonly CredentialPosition[],
  options: number | null,
  use: ExportUse = 'construct',
): Export {
  return { exportPath: path.split('.'), use, kind, credentials, options }
}

function credential(kind: CredentialKind, argument: number, ...path: string[]): CredentialPosition {
  return { ...at(argument, ...path), credential: kind }
}
