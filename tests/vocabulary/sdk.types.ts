// `tsc` fails here when an installed SDK has a method or a request class that the tables do not classify.
import type * as Sdk from 'customerio-node'
import type * as Sdk4 from 'customerio-node-4'

import { apiMethods, requestPositions } from '../../src/vocabulary/app-methods.ts'
import type { MethodFacts } from '../../src/vocabulary/method-facts.ts'
import { pipelinesMethods } from '../../src/vocabulary/pipelines-methods.ts'
import { trackMethods } from '../../src/vocabulary/track-methods.ts'

/** The public methods of a class. */
type MethodNames<T> = {
  [K in keyof T]-?: T[K] extends (...parameters: never[]) => unknown ? K : never
}[keyof T]

/** The exported `Send…Request` classes of a package. */
type RequestNames<Package> = Extract<keyof Package, `Send${string}Request`>

export const track = trackMethods satisfies Record<
  MethodNames<Sdk.TrackClient> | MethodNames<Sdk4.TrackClient>,
  MethodFacts
>

export const app = apiMethods satisfies Record<
  MethodNames<Sdk.APIClient> | MethodNames<Sdk4.APIClient>,
  MethodFacts
>

export const pipelines = pipelinesMethods satisfies Record<MethodNames<Sdk.PipelinesClient>, MethodFacts>

export const requests = requestPositions satisfies Record<
  RequestNames<typeof Sdk> | RequestNames<typeof Sdk4>,
  unknown
>
