/** What do the methods of `PipelinesClient` (customerio-node 5.x) and of `@customerio/cdp-analytics-node` send? */
import { at, queueing, requesting } from './method-facts.ts'
import type {
  Effect,
  IdentifierPosition,
  MethodFacts,
  NamePosition,
  PartialMethodFacts,
  PayloadPosition,
} from './method-facts.ts'

/** The URL fields of page properties and of `context.page` (lib/pipelines/payloads.d.ts of customerio-node 5.2). */
const urlFields = ['url', 'path', 'referrer', 'search'] as const

type Message = Required<Pick<MethodFacts, 'payloads' | 'identifiers' | 'eventNames' | 'urls'>>

/** Positions that every message has; the rest of `context` (`ip`, `device.token`, `location`) is envelope. */
function messageAt(prefix: readonly string[], own: Partial<Message>): Message {
  const inMessage = (...path: string[]) => at(0, ...prefix, ...path)
  return {
    payloads: [...(own.payloads ?? []), { ...inMessage('context', 'traits'), slot: 'context-traits' }],
    identifiers: [
      { ...inMessage('userId'), of: 'person' },
      { ...inMessage('anonymousId'), of: 'anonymous' },
      { ...inMessage('context', 'device', 'token'), of: 'device' },
      ...(own.identifiers ?? []),
    ],
    eventNames: own.eventNames ?? [],
    urls: [...(own.urls ?? []), ...urlFields.map((field) => inMessage('context', 'page', field))],
  }
}

/** Positions of each message alone, below `prefix` of argument 0 (the body of the request, too). */
function messagesAt(prefix: readonly string[]): Record<PipelinesMessage, Message> {
  const inMessage = (...path: string[]) => at(0, ...prefix, ...path)
  const traits: PayloadPosition = { ...inMessage('traits'), slot: 'traits' }
  const properties: PayloadPosition = { ...inMessage('properties'), slot: 'properties' }
  const group: IdentifierPosition = { ...inMessage('groupId'), of: 'group' }
  const previous: IdentifierPosition = { ...inMessage('previousId'), of: 'person' }
  const view = {
    payloads: [properties],
    eventNames: [inMessage('name'), inMessage('category')],
    urls: urlFields.map((field) => inMessage('properties', field)),
  }
  return {
    identify: messageAt(prefix, { payloads: [traits] }),
    track: messageAt(prefix, { payloads: [properties], eventNames: [inMessage('event')] }),
    page: messageAt(prefix, view),
    screen: messageAt(prefix, view),
    group: messageAt(prefix, { payloads: [traits], identifiers: [group] }),
    alias: messageAt(prefix, { identifiers: [previous] }),
  }
}

type PipelinesMessage = 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias'

/** An item of `batch` may be any message, so it has the positions of all of them, each once. */
export function anyMessageAt(prefix: readonly string[]): PartialMethodFacts {
  const all = Object.values(messagesAt(prefix))
  return {
    payloads: distinct(all.flatMap((message) => message.payloads)),
    identifiers: distinct(all.flatMap((message) => message.identifiers)),
    eventNames: distinct(all.flatMap((message) => message.eventNames)),
    urls: distinct(all.flatMap((message) => message.urls)),
    operations: [at(0, ...prefix)],
  }
}

function distinct<T extends NamePosition>(positions: readonly T[]): T[] {
  return [...new Map(positions.map((position) => [position.path.join('.'), position])).values()]
}

/** The body of a Pipelines request is the argument of the SDK's method of that name. */
export const pipelinesMessages = messagesAt([])

/** Source: lib/pipelines of customerio-node 5.2. */
export const pipelinesMethods = {
  alias: requesting('merge', pipelinesMessages.alias),
  batch: requesting('write', anyMessageAt(['*'])),
  group: requesting('write', pipelinesMessages.group),
  identify: requesting('identify', pipelinesMessages.identify),
  page: requesting('event', pipelinesMessages.page),
  screen: requesting('event', pipelinesMessages.screen),
  track: requesting('event', pipelinesMessages.track),
} as const satisfies Record<string, MethodFacts>

/**
 * Source: dist/types/app/analytics-node.d.ts of @customerio/cdp-analytics-node 0.5.9. The data methods return
 * nothing (they queue); `closeAndFlush` resolves whatever happens to the requests.
 */
export const cdpMethods = {
  alias: queueing('merge', pipelinesMessages.alias),
  closeAndFlush: queueing('write'),
  deregister: queueing('write'),
  group: queueing('write', pipelinesMessages.group),
  identify: queueing('identify', pipelinesMessages.identify),
  page: queueing('event', pipelinesMessages.page),
  register: queueing('write'),
  screen: queueing('event', pipelinesMessages.screen),
  track: queueing('event', pipelinesMessages.track),
} as const satisfies Record<string, MethodFacts>

/** Event names that act on the person. Source: docs.customer.io "Customer.io events" and the Pipelines OpenAPI. */
const semanticEvents: Readonly<Record<string, Effect>> = {
  'User Deleted': 'destroy',
  'User Suppressed': 'suppress',
  'User Unsuppressed': 'unsuppress',
}

/** What a Pipelines `track` does to the person by the event's name, or null for an ordinary event. */
export function classifySemanticEvent(event: string): Effect | null {
  return Object.hasOwn(semanticEvents, event) ? (semanticEvents[event] ?? null) : null
}
