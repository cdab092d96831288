/** Answers: how do the repetitions that the SDK makes by itself keep to the rate of a run? */

import type { DeletionClient } from '../delete-customer.ts'
import { requestFailureOf } from '../request-failure.ts'
import type { RequestGate } from './erasure.ts'

type Execute = (options: { headers?: Record<string, unknown> }) => Promise<unknown>

/**
 * The same client, whose own repetitions pass the gate: customerio-node 5 repeats requests behind its methods, where nobody
 * could count them. The client itself is not changed. Any other client comes back as it is: version 4 does not repeat, and
 * what a wrapper does is not known.
 */
export function limitedClient(client: DeletionClient, gate: RequestGate): DeletionClient {
  const request: unknown = Reflect.get(client, 'request')
  const execute: unknown = isObject(request) ? Reflect.get(request, 'execute') : undefined
  if (!isObject(request) || typeof execute !== 'function' || !isPlainInstance(client)) return client
  const gated: Execute = async (options) => {
    if (options.headers !== undefined && retryCountHeader in options.headers) await gate.enter()
    try {
      return await (execute as Execute).call(request, options)
    } catch (error) {
      gate.noteFailure(requestFailureOf(error, Date.now()))
      throw error
    }
  }
  const gatedRequest: unknown = Object.create(request, { execute: { value: gated } })
  return Object.create(client, { request: { value: gatedRequest } }) as DeletionClient
}

/** Set by the SDK on every attempt but the first (`dist/lib/request.js`), which has passed the gate already. */
const retryCountHeader = 'X-Retry-Count'

/** Made by a class that extends nothing: those of the SDK have no private fields, which no other object could reach. */
function isPlainInstance(client: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(client)
  return isObject(prototype) && Object.getPrototypeOf(prototype) === Object.prototype
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
