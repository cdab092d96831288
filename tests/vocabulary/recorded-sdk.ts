// Calls the installed SDKs with the network cut off and hands back the requests they would have made.
import * as sdk5 from 'customerio-node'
import * as sdk4 from 'customerio-node-4'

import { methodFactsOf } from '../../src/vocabulary/sdk.ts'
import type { ClientKind, Position } from '../../src/vocabulary/sdk.ts'

export interface RecordedRequest {
  readonly verb: string
  readonly url: string
  readonly body: unknown
}

/** A call's request, and whether the call answered with a promise. */
export interface RecordedCall extends RecordedRequest {
  readonly isPromise: boolean
}

type Method = (...parameters: unknown[]) => unknown

/** One client of one major, whose calls are recorded. */
export interface RecordedClient {
  readonly major: 4 | 5
  readonly kind: ClientKind
  readonly methods: readonly string[]
  /** A transactional method takes the options of its request class here. */
  readonly call: (method: string, parameters: readonly unknown[]) => Promise<RecordedCall>
}

/** Every client class of both majors. */
export function recordedClients(): RecordedClient[] {
  return [
    recorded(5, 'track', new sdk5.TrackClient('site', 'key'), sdk5),
    recorded(5, 'app', new sdk5.APIClient('key'), sdk5),
    recorded(5, 'pipelines', new sdk5.PipelinesClient('key'), sdk5),
    recorded(4, 'track', new sdk4.TrackClient('site', 'key'), sdk4),
    recorded(4, 'app', new sdk4.APIClient('key'), sdk4),
  ]
}

function recorded(
  major: 4 | 5,
  kind: ClientKind,
  client: sdk5.TrackClient | sdk5.APIClient | sdk5.PipelinesClient | sdk4.TrackClient | sdk4.APIClient,
  sdk: object,
): RecordedClient {
  const prototype = Object.getPrototypeOf(client) as object
  return {
    major,
    kind,
    methods: Object.getOwnPropertyNames(prototype).filter(
      (name) => !['constructor', 'resourceBase', 'envelope'].includes(name),
    ),
    call: (method, parameters) => {
      const request = methodFactsOf(kind, method)?.request
      const made = request ? [construct(sdk, request, parameters[0])] : parameters
      return major === 5
        ? callThroughFetch(client, method, made)
        : callThroughHandler(client as sdk4.TrackClient, method, made)
    },
  }
}

function construct(sdk: object, name: string, options: unknown): unknown {
  const Class = Reflect.get(sdk, name) as new (options: unknown) => unknown
  return new Class(options)
}

async function callThroughFetch(client: object, method: string, parameters: readonly unknown[]) {
  const requests: RecordedRequest[] = []
  const original = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const body = init?.body
    requests.push({
      verb: init?.method ?? 'GET',
      url: input instanceof Request ? input.url : String(input),
      body: typeof body === 'string' ? JSON.parse(body) : null,
    })
    return Promise.resolve(new Response('{}', { status: 200 }))
  }
  try {
    const answer = (Reflect.get(client, method) as Method).apply(client, [...parameters])
    await answer
    return { ...only(requests), isPromise: answer instanceof Promise }
  } finally {
    globalThis.fetch = original
  }
}

async function callThroughHandler(client: sdk4.TrackClient, method: string, parameters: readonly unknown[]) {
  const requests: RecordedRequest[] = []
  client.request.handler = ({ method: verb, uri, body }) => {
    requests.push({ verb: verb ?? 'GET', url: uri, body: body ? JSON.parse(body) : null })
    return Promise.resolve({})
  }
  const answer = (Reflect.get(client, method) as Method).apply(client, [...parameters])
  await answer
  return { ...only(requests), isPromise: answer instanceof Promise }
}

function only(requests: readonly RecordedRequest[]): RecordedRequest {
  const [request] = requests
  if (!request || requests.length > 1) throw new Error(`expected one request, got ${requests.length}`)
  return request
}

/** Values that satisfy the SDK's own checks of required parameters. */
const person = 'person 7'
const required: Readonly<Record<string, readonly unknown[]>> = {
  addCustomersToSegment: [3, [person]],
  addDevice: [person, 'device', 'ios', {}],
  batch: [[{ type: 'person', userId: person, event: 'e' }]],
  createAsset: [{ data: 'x', filename: 'x.png' }],
  createCollection: [{ name: 'n', data: [] }],
  createCustomersExport: [{ and: [] }],
  createDesignStudioComponent: [{ name: 'n', tag: 't' }],
  createDesignStudioEmail: [{ name: 'n' }],
  createDesignStudioEmailLanguage: ['e', { language: 'en' }],
  createDesignStudioFolder: [{ name: 'n' }],
  createAssetFolder: [{ name: 'n' }],
  createImport: [{ data_file_url: 'https://files.example', type: 'people' }],
  createReportingWebhook: [{ endpoint: 'https://hooks.example', events: [] }],
  createSegment: [{ name: 'n' }],
  createSnippet: [{ name: 'n', value: 'v' }],
  batchUpdateAttributes: [[{ name: 'n' }]],
  batchUpdateEvents: [[{ name: 'n' }]],
  entity: [{ type: 'person' }],
  findObjects: [1, { and: [] }],
  getAttributes: [person, 'id'],
  getCampaignJourneyMetrics: [1, { start: 1, end: 2, res: 'days' }],
  getCustomerSegments: [person, 'id'],
  getCustomersAttributes: [[person]],
  getObjectAttributes: [1, 'object'],
  getObjectRelationships: [1, 'object', {}],
  getDomainSuppressions: ['example.com', 'bounces', {}],
  getSuppressions: ['bounces', {}],
  listActivities: [{}],
  mergeCustomers: ['id', person, 'email', 'p@example.com'],
  removeCustomersFromSegment: [3, [person]],
  reportMetric: [{ delivery_id: 'd' }],
  searchCustomers: [{ and: [] }],
  submitForm: [4, { field: 'x' }],
  track: [person, { name: 'e' }],
  trackAnonymous: ['anonymous', { name: 'e' }],
  trackPageView: [person, '/p'],
  trackPush: [{}],
  triggerBroadcast: [5, {}, {}],
  updateAsset: [1, {}],
  updateAssetFolder: [1, {}],
  updateCollection: [6, {}],
  updateCollectionContent: [6, []],
  updateSnippet: [{ name: 'n', value: 'v' }],
  updateReportingWebhook: [1, {}],
  updateDesignStudioComponent: ['c', {}],
  updateDesignStudioEmail: ['e', {}],
  updateDesignStudioEmailLanguage: ['e', 'en', {}],
  updateDesignStudioFolder: ['f', {}],
}

const pipelinesMessage = { userId: person, event: 'e', groupId: 'g', previousId: 'p' }

/** Arguments with which the SDK accepts a call of the method; fresh ones each time. */
export function acceptableArguments(kind: ClientKind, method: string): unknown[] {
  if (methodFactsOf(kind, method)?.request) return [{ identifiers: { id: '7' }, transactional_message_id: 1 }]
  if (kind === 'pipelines' && method !== 'batch') return [structuredClone(pipelinesMessage)]
  const own = Object.hasOwn(required, method) ? required[method] : undefined
  return own ? structuredClone([...own]) : ['7', '8', '9']
}

/** Puts a value where a position points, making the objects and arrays on the way. */
export function place(parameters: unknown[], position: Position, value: unknown): void {
  if (position.argument === 'first-object') throw new Error('no SDK method has overloads')
  const steps = [String(position.argument), ...position.path]
  let holder: unknown = parameters
  steps.forEach((step, index) => {
    const key = step === '*' ? '0' : step
    const last = index === steps.length - 1
    const present: unknown = Reflect.get(holder as object, key)
    const fresh = steps[index + 1] === '*' ? [] : {}
    const next = last ? value : typeof present === 'object' && present !== null ? present : fresh
    Reflect.set(holder as object, key, next)
    holder = next
  })
}

/** The path of the value that holds a marker: `['batch', '0', 'attributes']`, or null. */
export function pathOf(body: unknown, marker: string): string[] | null {
  if (body === marker) return []
  if (typeof body !== 'object' || body === null) return null
  for (const [key, value] of Object.entries(body)) {
    const below = key === marker ? [] : pathOf(value, marker)
    if (below) return key === marker ? [] : [key, ...below]
  }
  return null
}
