// Does this call hand its arguments on to Customer.io, through a house wrapper of the project?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import type { Arguments } from '../../ast/text-pattern.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { MethodFacts, Position } from '../../vocabulary/sdk.ts'
import type { ClientCall } from './calls.ts'
import { operationAt, withPositionsOf } from './calls.ts'
import type { ClientContext } from './clients.ts'
import { sitesAt } from '../payloads/payload-sites.ts'
import { fateOf } from '../promises/promise-fate.ts'
import { callsWithin } from '../values/calls-within.ts'
import { RequestsBehind } from './requests-behind.ts'

/** Wrappers of wrappers are followed this deep. */
const deepest = 4

/**
 * The operation that a wrapper performs with this call's arguments: positions are those of the wrapper's own
 * parameters. `null` when the callee is no wrapper, or hands none of its parameters on.
 */
export function forwardedCallAt(
  node: TSESTree.CallExpression,
  context: ClientContext,
  within: Arguments = new Map(),
): ClientCall | null {
  if (within.size >= deepest || !context.mayCall()) return null
  for (const fn of context.tracer.functionsAt(node.callee)) {
    if (within.has(fn) || contains(fn, node) || !requestsOf(context).areBehind(fn)) continue
    const given: Arguments = new Map([
      ...within,
      [fn, node.arguments.map((argument): TSESTree.Node => argument)],
    ])
    const calls = callsWithin(fn, context.tracer).flatMap((inner) => {
      const operation = operationAt(inner, context, given)
      const call = operation ?? forwardedCallAt(inner, context, given)
      if (!call) return []
      const carried = carriedBodies(call, fn)
      if (carried.length > 0) return withBodies(node, fn, call, carried, context)
      // A helper that is told the whole URL sends to Customer.io for this caller only: it is no wrapper of its own.
      const isWrapper = operation
        ? operationAt(inner, context) !== null
        : call.forwardedTo !== null || (call.http !== null && forwardedCallAt(inner, context) !== null)
      return throughWrapper(node, fn, call, isWrapper, context) ?? []
    })
    const [first, ...others] = calls
    if (first) return others.reduce(merged, first)
  }
  return null
}

/** The bodies of a request that the wrapper's caller wrote: `cioFetch(path, { method, body: JSON.stringify(data) })`. */
function carriedBodies({ http, arguments: bodies }: ClientCall, fn: FunctionNode): readonly TSESTree.Node[] {
  return http ? bodies.filter((body) => !contains(fn, body)) : []
}

/** A wrapper that sends what its caller wrote as it stands: the caller's call is the request, and the place to repair. */
function withBodies(
  node: TSESTree.CallExpression,
  fn: FunctionNode,
  inner: ClientCall,
  bodies: readonly TSESTree.Node[],
  context: ClientContext,
): ClientCall {
  const returnsPromise = inner.facts.returnsPromise && givesItsPromise(fn, inner.node, context)
  return { ...inner, node, facts: { ...inner.facts, returnsPromise }, arguments: bodies }
}

const knownRequests = new WeakMap<ClientContext, RequestsBehind>()

function requestsOf(context: ClientContext): RequestsBehind {
  const known = knownRequests.get(context) ?? new RequestsBehind(context)
  knownRequests.set(context, known)
  return known
}

/** A wrapper that performs several operations hands its parameters to all of them. */
function merged(call: ClientCall, { facts }: ClientCall): ClientCall {
  return { ...call, facts: withPositionsOf(call.facts, facts) }
}

function contains(fn: FunctionNode, node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) if (current === fn) return true
  return false
}

/** The inner operation, seen from the wrapper's caller. */
function throughWrapper(
  node: TSESTree.CallExpression,
  fn: FunctionNode,
  inner: ClientCall,
  isWrapper: boolean,
  context: ClientContext,
): ClientCall | null {
  const { facts } = inner
  const seen = <Kind extends Position>(positions: readonly Kind[]): readonly Kind[] =>
    positions.flatMap((position) =>
      parameterPlaces(inner, position, fn, context).map((place) => ({
        ...withoutCounts(position),
        ...place,
      })),
    )
  const forwarded: MethodFacts = {
    ...facts,
    payloads: seen(facts.payloads),
    identifiers: seen(facts.identifiers),
    eventNames: seen(facts.eventNames),
    urls: seen(facts.urls),
    returnsPromise: facts.returnsPromise && givesItsPromise(fn, inner.node, context),
  }
  const { payloads, identifiers, eventNames, urls } = forwarded
  if (payloads.length + identifiers.length + eventNames.length + urls.length === 0 && !isAboutPerson(inner))
    return null
  return {
    node,
    client: inner.client,
    method: inner.method,
    facts: forwarded,
    arguments: node.arguments,
    http: null,
    request: inner.request,
    forwardedTo: isWrapper ? inner : null,
  }
}

/** A raw request whose path names a person does something to them, whatever its body. */
function isAboutPerson({ http }: ClientCall): boolean {
  return (http?.operation?.pathIdentifiers.length ?? 0) > 0
}

/** Counts of arguments are those of the inner call. */
function withoutCounts<Kind extends Position>(position: Kind): Kind {
  return Object.fromEntries(
    Object.entries(position).filter(([key]) => key !== 'arguments'),
  ) as unknown as Kind
}

/** Where a position of the inner call gets its value from the wrapper's parameters. */
function parameterPlaces(
  inner: ClientCall,
  position: Position,
  fn: FunctionNode,
  context: ClientContext,
): readonly Position[] {
  return sitesAt(inner, position, context).flatMap((site) =>
    [site.node, ...spreadsIn(site.node)].flatMap((value) =>
      context.tracer
        .sourcesOf(value)
        .flatMap((source) =>
          source.kind === 'parameter' && source.function === fn && source.path[0] !== '...'
            ? [{ argument: source.index, path: [...source.path, ...site.path] }]
            : [],
        ),
    ),
  )
}

/** `{ ...attributes, source: 'api' }` hands the spread on. */
function spreadsIn(node: TSESTree.Node): readonly TSESTree.Node[] {
  const inner = unwrap(node)
  if (inner.type !== 'ObjectExpression') return []
  return inner.properties.flatMap((property) =>
    property.type === 'SpreadElement' ? [property.argument] : [],
  )
}

/** Whether the wrapper's own promise is rejected when the inner request fails: it catches nothing, and drops nothing. */
function givesItsPromise(fn: FunctionNode, call: TSESTree.Node, { tracer }: ClientContext): boolean {
  const fate = fateOf(call, tracer)
  return fate.kind === 'given' && fate.function === fn
}
