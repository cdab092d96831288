// Which Customer.io operation does this call perform, on which client, with which arguments?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Arguments } from '../../ast/text-pattern.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { MethodFacts } from '../../vocabulary/sdk.ts'
import { at, requesting } from '../../vocabulary/method-facts.ts'
import { findBrowserGlobal, isMethodName, methodFactsOf, methodFactsOfGlobal } from '../../vocabulary/sdk.ts'
import type { Client, ClientContext } from './clients.ts'
import { clientByType, clientsAmong } from './clients.ts'
import type { HttpRequest } from '../http/http-requests.ts'
import { httpRequestAt } from '../http/http-requests.ts'

/** A call of a client's method, whatever the way of calling. */
export interface ClientCall {
  readonly node: TSESTree.CallExpression
  readonly client: Client
  readonly method: string
  readonly facts: MethodFacts
  /** the method's arguments: without the receiver of `.call`, and out of the array of `.apply` and `_cio.push` */
  readonly arguments: readonly TSESTree.Node[]
  /** the raw request, whose JSON body stands for argument 0; `null` for a method of a client */
  readonly http: HttpRequest | null
  /** the raw request that is sent in the end, also by a helper that is told the whole URL */
  readonly request: HttpRequest | null
  /** the call inside the project's wrapper that this call's arguments are handed on to; `null` for a call of its own */
  readonly forwardedTo: ClientCall | null
}

const knownCalls = new WeakMap<ClientContext, Map<TSESTree.CallExpression, ClientCall | null>>()

/**
 * The operation that a call performs, by a client's method or by raw HTTP; `null` when it performs none. With `given`,
 * the arguments that a caller hands to the functions around it.
 */
export function operationAt(
  node: TSESTree.CallExpression,
  context: ClientContext,
  given?: Arguments,
): ClientCall | null {
  if (!context.mayCall()) return null
  const calls = knownCalls.get(context) ?? new Map<TSESTree.CallExpression, ClientCall | null>()
  knownCalls.set(context, calls)
  const known = calls.get(node)
  const call = known === undefined ? (clientCallAt(node, context) ?? requestAt(node, context)) : known
  calls.set(node, call)
  // What a caller says matters to the URL, verb and path of a request alone.
  if (!given || (call && !call.http)) return call
  return requestAt(node, context, given)
}

/** A body whose operation is up to the caller: it may be data, or an envelope. */
const genericRequest = requesting('write', { payloads: [{ ...at(0), slot: 'attributes' }] })
const otherRequest = requesting('write')

function requestAt(
  node: TSESTree.CallExpression,
  context: ClientContext,
  given?: Arguments,
): ClientCall | null {
  const http = httpRequestAt(node, context, given)
  if (!http) return null
  const facts = http.otherOperations.reduce(
    withPositionsOf,
    http.operation ?? (http.isGeneric ? genericRequest : otherRequest),
  )
  return {
    node,
    client: { kind: 'http', evidence: 'import', construction: null, facts: null, global: null },
    method: http.operation?.name ?? `${http.verb ?? ''} ${http.host.host}`.trim(),
    facts: { ...facts, returnsPromise: http.returnsPromise },
    arguments: http.bodies,
    http,
    request: http,
    forwardedTo: null,
  }
}

/** Facts of a call that does one thing or another, or both. */
export function withPositionsOf(facts: MethodFacts, other: MethodFacts): MethodFacts {
  return {
    ...facts,
    payloads: [...facts.payloads, ...other.payloads],
    identifiers: [...facts.identifiers, ...other.identifiers],
    eventNames: [...facts.eventNames, ...other.eventNames],
    urls: [...facts.urls, ...other.urls],
    returnsPromise: facts.returnsPromise || other.returnsPromise,
  }
}

/** The client call at a node; `null` when it is none that the table knows. */
function clientCallAt(node: TSESTree.CallExpression, context: ClientContext): ClientCall | null {
  const { callee, args } = calledMethod(node)
  for (const { client, rest } of clientsAmong(context.tracer.sourcesOf(callee), context)) {
    const [method] = rest
    if (method === undefined || rest.length !== 1) continue
    const call = callOf(client, method, args)
    if (call) return { node, client, ...call, http: null, request: null, forwardedTo: null }
  }
  return typedCallAt(node, callee, args, context)
}

/** `deps.cio.identify(…)`, where only TypeScript knows what `deps.cio` is. */
function typedCallAt(
  node: TSESTree.CallExpression,
  callee: TSESTree.Node,
  args: readonly TSESTree.Node[],
  context: ClientContext,
): ClientCall | null {
  if (!context.types || callee.type !== 'MemberExpression') return null
  const method = propertyName(callee)
  // The checker is asked only where the name is one of a client's methods.
  if (method === null || !isMethodName(method)) return null
  const client = clientByType(callee.object, context)
  const call = client && callOf(client, method, args)
  return client && call ? { node, client, ...call, http: null, request: null, forwardedTo: null } : null
}

interface CalledMethod {
  readonly callee: TSESTree.Node
  readonly args: readonly TSESTree.Node[]
}

/** Sees through `method.call(client, …)` and `method.apply(client, […])`. */
function calledMethod(node: TSESTree.CallExpression): CalledMethod {
  const callee = unwrap(node.callee)
  if (callee.type !== 'MemberExpression') return { callee, args: node.arguments }
  const name = propertyName(callee)
  if (name === 'call') return { callee: callee.object, args: node.arguments.slice(1) }
  const list = node.arguments[1]
  if (name === 'apply' && list?.type === 'ArrayExpression') {
    return { callee: callee.object, args: elementsOf(list) }
  }
  return { callee, args: node.arguments }
}

function callOf(
  client: Client,
  method: string,
  args: readonly TSESTree.Node[],
): Pick<ClientCall, 'method' | 'facts' | 'arguments'> | null {
  if (client.global !== null) {
    const queue = findBrowserGlobal(client.global)?.queueMethod
    if (method === queue) return queuedCall(client.global, args)
    const facts = methodFactsOfGlobal(client.global, method)
    return facts && { method, facts, arguments: args }
  }
  const facts = methodFactsOf(client.kind, method)
  return facts && { method, facts, arguments: args }
}

/** `_cio.push(['track', name, data])` */
function queuedCall(
  global: string,
  [list]: readonly TSESTree.Node[],
): Pick<ClientCall, 'method' | 'facts' | 'arguments'> | null {
  if (list?.type !== 'ArrayExpression') return null
  const [first, ...rest] = elementsOf(list)
  const method = first ? staticStringOf(first) : null
  const facts = method === null ? null : methodFactsOfGlobal(global, method)
  return method !== null && facts ? { method, facts, arguments: rest } : null
}

function elementsOf(list: TSESTree.ArrayExpression): readonly TSESTree.Node[] {
  return list.elements.filter((element) => element !== null)
}
