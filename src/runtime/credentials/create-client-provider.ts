/** Answers: how does an application get new keys without a restart, and without losing a request? */

import { CredentialError } from '../errors.ts'
import { requestFailureOf } from '../request-failure.ts'
import { CredentialCache, type CurrentCredentials, type Reload } from './credential-cache.ts'
import type { CredentialField } from './credential-fields.ts'
import type { Credentials } from './credentials.ts'
import {
  clientClasses,
  clientClassIn,
  importSdk,
  type ClientApi,
  type ClientOf,
  type CustomerioSdk,
} from './customerio-sdk.ts'
import { renewingClient } from './renewing-client.ts'

export interface ClientProviderOptions<Sdk extends CustomerioSdk = CustomerioSdk> {
  /** Gives the credentials: `() => loadCredentials({ from: fromFile('/run/secrets/customerio') })`. */
  readonly load: () => unknown
  /** For how many seconds they serve before they are loaded anew; default 300. `0`: loaded for every request. */
  readonly maxAgeSeconds?: number | undefined
  /** For how many seconds a reload that brought nothing new is not repeated for refused requests; default 1. */
  readonly minReloadSeconds?: number | undefined
  /** Where the workspace is; default: that of the SDK, the United States. */
  readonly region?: 'us' | 'eu' | undefined
  /** Handed to the clients of the SDK: `timeout`, `retry`, `url`, … */
  readonly clientOptions?: Readonly<Partial<Record<ClientApi, object>>> | undefined
  /** The SDK, `import * as sdk from 'customerio-node'`; default: it is loaded when it is needed. */
  readonly sdk?: Sdk | undefined
  /** Told whenever credentials were loaded, or could not be. */
  readonly onReload?: ((reload: Reload) => void) | undefined
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: (() => number) | undefined
}

/** Clients that always use the keys that count now. Each is the same object for ever. */
export interface ClientProvider<Sdk = CustomerioSdk> {
  track(): ClientOf<Sdk, 'track'>
  app(): ClientOf<Sdk, 'app'>
  pipelines(): ClientOf<Sdk, 'pipelines'>
  /** The credentials that count now, for whatever is no client: the webhook secret. */
  credentials(): Promise<Credentials>
  /** Loads the credentials anew, as on a signal of the deployment. */
  reload(): Promise<void>
}

/**
 * Makes clients of `customerio-node` 4 or 5 that follow a rotation of keys. Credentials are loaded once for all requests and
 * again after `maxAgeSeconds`; when Customer.io answers 401 they are loaded once more, and where they have changed the request
 * is repeated with the new key. If the store is down, those that were loaded before serve on.
 *
 * The methods of the clients are those of the SDK, and always give a promise. Their errors are those of the SDK, less the
 * request with its authorization that version 4 attaches.
 *
 * @throws {TypeError} when an option is unusable.
 *
 * @example
 * const customerio = createClientProvider({ load: () => loadCredentials({ from: fromEnv() }), region: 'eu', sdk })
 * await customerio.track().identify('user-17', { plan: 'pro' })
 */
export function createClientProvider<Sdk extends CustomerioSdk = CustomerioSdk>(
  options: ClientProviderOptions<Sdk>,
): ClientProvider<Sdk> {
  assertOptions(options)
  const { load, onReload, now = Date.now } = options
  const cache = new CredentialCache({
    load,
    maxAgeMs: (options.maxAgeSeconds ?? 300) * 1000,
    minReloadMs: (options.minReloadSeconds ?? 1) * 1000,
    now,
    onReload: (reload) => {
      tell(onReload, reload)
    },
  })
  const renewing = <Api extends ClientApi>(api: Api): ClientOf<Sdk, Api> => {
    const makeClient = clientMaker(api, options)
    const client = renewingClient(clientClasses[api], {
      current: async () => makeClient(await cache.current()),
      replacementFor: async ({ current }) => {
        const fresh = await cache.replacementFor(current)
        return fresh === null ? null : makeClient(fresh)
      },
      isRefused: (error) => requestFailureOf(error, now()).statusCode === 401,
    })
    return client as ClientOf<Sdk, Api>
  }
  const clients = { track: renewing('track'), app: renewing('app'), pipelines: renewing('pipelines') }
  return {
    track: () => clients.track,
    app: () => clients.app,
    pipelines: () => clients.pipelines,
    credentials: async () => (await cache.current()).credentials,
    reload: async () => {
      await cache.reload()
    },
  }
}

/** A client, and the credentials it was made with. */
interface MadeClient {
  readonly client: object
  readonly current: CurrentCredentials
}

/** Makes the client for credentials, and gives the same one until they change. */
function clientMaker(
  api: ClientApi,
  { sdk, region, clientOptions = {} }: ClientProviderOptions,
): (current: CurrentCredentials) => Promise<MadeClient> {
  let made: MadeClient | null = null
  return async (current) => {
    if (made?.current.generation === current.generation) return made
    const used = sdk ?? (await importSdk())
    const regions = { us: used.RegionUS, eu: used.RegionEU }
    const regionOption = region === undefined ? {} : { region: regions[region] }
    const Client = clientClassIn(used, api) as new (...args: unknown[]) => object
    const keys = fieldsOf[api].map((field) => presentIn(current.credentials, field, api))
    made = { client: new Client(...keys, { ...regionOption, ...clientOptions[api] }), current }
    return made
  }
}

/** What each client is made with, in this order. */
const fieldsOf: Readonly<Record<ClientApi, readonly Exclude<CredentialField, 'webhookSecret'>[]>> = {
  track: ['siteId', 'trackApiKey'],
  app: ['appApiKey'],
  pipelines: ['pipelinesWriteKey'],
}

function presentIn(
  credentials: Credentials,
  field: Exclude<CredentialField, 'webhookSecret'>,
  api: ClientApi,
): string {
  const value = credentials[field]
  if (typeof value === 'string' && value !== '') return value
  throw new CredentialError(
    'missing_field',
    `\`${api}()\` needs the credential \`${field}\`, and \`load\` did not give it. ` +
      `Name it in the \`require\` of \`loadCredentials\` to notice at the start.`,
    { source: '`load`', fields: [field] },
  )
}

/** Whoever listens cannot disturb a request. */
function tell(onReload: ((reload: Reload) => void) | undefined, reload: Reload): void {
  try {
    onReload?.(reload)
  } catch {
    // Nothing to be done about it here, and no request may be lost for it.
  }
}

function assertOptions(options: ClientProviderOptions): void {
  for (const name of ['load', 'now', 'onReload'] as const) {
    const value: unknown = options[name]
    if (typeof value !== 'function' && (name === 'load' || value !== undefined))
      throw new TypeError(`\`${name}\` must be a function.`)
  }
  for (const name of ['maxAgeSeconds', 'minReloadSeconds'] as const) {
    const value: unknown = options[name] ?? 0
    if (typeof value !== 'number' || !(value >= 0))
      throw new TypeError(`\`${name}\` must be a number, 0 or more.`)
  }
  const region: unknown = options.region
  if (region !== undefined && region !== 'us' && region !== 'eu')
    throw new TypeError("`region` must be 'us' or 'eu'.")
}
