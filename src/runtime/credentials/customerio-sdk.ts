/** Answers: what is needed of customerio-node, 4 or 5, to make clients of it? */

import type { apiMethods } from '../../vocabulary/app-methods.ts'
import type { pipelinesMethods } from '../../vocabulary/pipelines-methods.ts'
import type { trackMethods } from '../../vocabulary/track-methods.ts'
import { CredentialError } from '../errors.ts'
import { missingPackage } from './missing-package.ts'

/** A class of clients, whatever its options. */
export type ClientClass = new (...args: never) => object

/** What is needed of `customerio-node`; version 4 has no `PipelinesClient`. */
export interface CustomerioSdk {
  readonly TrackClient: ClientClass
  readonly APIClient: ClientClass
  readonly PipelinesClient?: ClientClass
  readonly RegionUS?: unknown
  readonly RegionEU?: unknown
}

/** The class of clients for one API. */
export const clientClasses = {
  track: 'TrackClient',
  app: 'APIClient',
  pipelines: 'PipelinesClient',
} as const

export type ClientApi = keyof typeof clientClasses

/** Clients whose exact types are not known: `createClientProvider({ sdk })` gives those. */
export interface UntypedClients {
  readonly track: UntypedClient<keyof typeof trackMethods>
  readonly app: UntypedClient<keyof typeof apiMethods>
  readonly pipelines: UntypedClient<keyof typeof pipelinesMethods>
}

type UntypedClient<Method extends string> = Readonly<
  Record<Method, (...args: readonly unknown[]) => Promise<unknown>>
>

/** The type of the client that a version of the SDK makes for an API. */
export type ClientOf<Sdk, Api extends ClientApi> =
  Sdk extends Readonly<Record<(typeof clientClasses)[Api], new (...args: never) => infer Client>>
    ? object extends Client
      ? UntypedClients[Api]
      : Client
    : UntypedClients[Api]

/** Loads the SDK, where the application has not handed it over. */
export async function importSdk(): Promise<CustomerioSdk> {
  try {
    return await import('customerio-node')
  } catch (error) {
    throw missingPackage(error, 'customerio-node', 'the clients of Customer.io')
  }
}

/** The class of the SDK for an API. */
export function clientClassIn(sdk: CustomerioSdk, api: ClientApi): ClientClass {
  const name = clientClasses[api]
  const found = sdk[name]
  if (found !== undefined) return found
  throw new CredentialError(
    'sdk_missing',
    `This version of \`customerio-node\` has no \`${name}\`. Run \`npm install customerio-node@5\`.`,
    { source: 'the clients of Customer.io' },
  )
}
