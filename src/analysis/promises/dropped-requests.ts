// Which requests to Customer.io are sent by code that never hears when they fail?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { ClientCall } from '../clients/calls.ts'
import { ownErasureAt } from '../own-role.ts'
import { callsWithin } from '../values/calls-within.ts'
import { receiverAt } from './callback-receivers.ts'
import type { PromiseFate } from './promise-fate.ts'
import { fateOf } from './promise-fate.ts'

/** A promise that nobody looks at. */
export interface DroppedRequest {
  /** the expression that stands for it: the call, a chain on it, `Promise.all([…])`, or the callback that gives it */
  readonly promise: TSESTree.Node
  /** as `promise`, with the choices around it: `isNew ? first() : second()` */
  readonly expression: TSESTree.Node
  /** true when the expression is a list of promises */
  readonly isList: boolean
  /** true when the expression is a function whose results are dropped: `users.forEach(sync)` */
  readonly isCallback: boolean
  /** what is asked of Customer.io */
  readonly method: string
}

/** Finds the requests of one file that are dropped. */
export class DroppedRequests {
  readonly #tracer: Tracer
  readonly #callAt: (node: TSESTree.CallExpression) => ClientCall | null
  readonly #given = new Map<FunctionNode, GivenRequest | null>()

  constructor(tracer: Tracer, callAt: (node: TSESTree.CallExpression) => ClientCall | null) {
    this.#tracer = tracer
    this.#callAt = callAt
  }

  /** The request that a call sends, itself or through a function that it hands over, when its promise is dropped. */
  at(node: TSESTree.CallExpression): DroppedRequest | null {
    const method = this.#requestOf(node)
    const fate = method === null ? null : fateOf(node, this.#tracer)
    if (method !== null && fate?.kind === 'dropped' && isLost(fate))
      return { ...fate, isCallback: false, method }
    return this.#atCallback(node)
  }

  /** `users.forEach(sync)`, `Promise.all(users.map(sync))`: the function stands somewhere else. */
  #atCallback(node: TSESTree.CallExpression): DroppedRequest | null {
    for (const [index, argument] of node.arguments.entries()) {
      const { type } = unwrap(argument)
      if (type !== 'Identifier' && type !== 'MemberExpression') continue
      const receiver = receiverAt(node, index, this.#tracer)
      if (!receiver) continue
      const [request] = this.#tracer.functionsAt(argument).flatMap((fn) => this.#requestGivenBy(fn) ?? [])
      if (!request) continue
      const { method, isAwaited } = request
      if (receiver.kind === 'dropped') {
        if (isAwaited) continue
        return { promise: argument, expression: argument, isList: false, isCallback: true, method }
      }
      const fate = fateOf(receiver.node, this.#tracer, receiver.kind === 'list')
      if (fate.kind === 'dropped' && (fate.isCollected || !isAwaited))
        return { ...fate, isCallback: false, method }
    }
    return null
  }

  /** What a call asks of Customer.io, itself or through functions that return the promise as it is. */
  #requestOf(node: TSESTree.CallExpression): string | null {
    const call = this.#callAt(node)
    if (call) return call.facts.returnsPromise ? call.method : null
    const erasure = ownErasureAt(node, this.#tracer)
    if (erasure !== null) return erasure
    const given = this.#tracer.functionsAt(node.callee).flatMap((fn) => this.#requestGivenBy(fn) ?? [])
    // What a longer function awaits is one step of many; whoever calls it waits for all of them, or for none.
    return given.find(({ isAwaited }) => !isAwaited)?.method ?? null
  }

  /** The request whose failure rejects the promise that a function gives back. */
  #requestGivenBy(fn: FunctionNode): GivenRequest | null {
    const known = this.#given.get(fn)
    if (known !== undefined) return known
    // A function that calls itself gives nothing more.
    this.#given.set(fn, null)
    const given = callsWithin(fn, this.#tracer).flatMap((call): GivenRequest[] => {
      const method = this.#requestOf(call)
      const fate = method === null ? null : fateOf(call, this.#tracer)
      if (method === null || fate?.kind !== 'given' || fate.function !== fn) return []
      return [{ method, isAwaited: fate.isAwaited }]
    })
    const request = given.find(({ isAwaited }) => !isAwaited) ?? given[0] ?? null
    this.#given.set(fn, request)
    return request
  }
}

interface GivenRequest {
  readonly method: string
  /** true when the function awaits the request, and goes on */
  readonly isAwaited: boolean
}

/** `forEach(async …)` that awaits inside is left to others; `Promise.all([…])` is there to be awaited. */
function isLost(fate: PromiseFate): boolean {
  return fate.kind === 'dropped' && (fate.isCollected || !fate.isAwaited)
}
