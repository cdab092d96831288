/** What do the calls of the browser libraries send: `AnalyticsBrowser`, `cioanalytics` and the classic `_cio`? */
import { at, queueing } from './method-facts.ts'
import type { CredentialPosition, MethodFacts, NamePosition, PayloadPosition } from './method-facts.ts'

/** Arguments may be left out from the left: `identify(traits)`, `page(name, properties)`. */
const traits: PayloadPosition = { ...at('first-object'), slot: 'traits', otherwise: 1 }
const viewProperties: PayloadPosition = { ...at('first-object'), slot: 'properties', otherwise: 2 }
const optionTraits: PayloadPosition = {
  ...at(2, 'context', 'traits'),
  slot: 'context-traits',
  arguments: { min: 3 },
}

/** Fields of page properties that hold a URL or a part of one. */
const pageUrls: readonly NamePosition[] = [
  at('first-object', 'url'),
  at('first-object', 'path'),
  at('first-object', 'referrer'),
  at('first-object', 'search'),
]

const view: MethodFacts = queueing('event', {
  payloads: [viewProperties],
  eventNames: [at(0), at(1)],
  urls: pageUrls,
})

/** `trackLink(elements, event, properties)` and its like. */
const bound: MethodFacts = queueing('event', {
  payloads: [{ ...at(2), slot: 'properties' }],
  eventNames: [at(1)],
})

const pageview: MethodFacts = queueing('event', { urls: [at(0)] })
const quiet: MethodFacts = queueing('read')

/** `AnalyticsBrowser#load({ writeKey })`, and `cioanalytics.load('<write key>')` of the snippet. */
const loadCredentials: readonly CredentialPosition[] = [
  { ...at(0, 'writeKey'), credential: 'public-write-key' },
  { ...at(0), credential: 'public-write-key' },
]

/**
 * Source: src/core/arguments-resolver, core/analytics and core/buffer of @customerio/cdp-analytics-browser 0.5.11,
 * and docs.customer.io "JavaScript method reference". The calls queue; a failed request rejects no promise.
 */
export const browserMethods = {
  addDestinationMiddleware: quiet,
  addSourceMiddleware: quiet,
  alias: queueing('merge', {
    identifiers: [
      { ...at(0), of: 'person' },
      { ...at(1), of: 'person' },
    ],
  }),
  debug: quiet,
  deregister: quiet,
  group: queueing('write', { payloads: [traits, optionTraits], identifiers: [{ ...at(0), of: 'group' }] }),
  identify: queueing('identify', {
    payloads: [traits, optionTraits],
    identifiers: [{ ...at(0), of: 'person' }],
  }),
  inbox: quiet,
  load: queueing('read', { credentials: loadCredentials }),
  off: quiet,
  on: quiet,
  once: quiet,
  page: view,
  pageView: pageview,
  pageview,
  ready: quiet,
  register: quiet,
  reset: quiet,
  screen: view,
  setAnonymousId: queueing('write', { identifiers: [{ ...at(0), of: 'anonymous' }] }),
  /** `track(event, properties?, options?)`; the object form is known by its single argument. */
  track: queueing('event', {
    payloads: [
      { ...at(1), slot: 'properties', arguments: { min: 2 } },
      { ...at(0, 'properties'), slot: 'properties', arguments: { max: 1 } },
      optionTraits,
    ],
    eventNames: [at(0), { ...at(0, 'event'), arguments: { max: 1 } }],
  }),
  trackClick: bound,
  trackForm: bound,
  trackLink: bound,
  trackSubmit: bound,
  user: quiet,
} as const satisfies Record<string, MethodFacts>

/**
 * Source: the classic snippet (docs.customer.io, "legacy JavaScript"): `_cio.identify({ id, ...attributes })`,
 * `_cio.track(name, data)`, `_cio.page(url, data)`. Its `sidentify` is documented nowhere and left out.
 */
export const snippetMethods = {
  identify: queueing('identify', {
    payloads: [{ ...at(0), slot: 'attributes', envelopeKeys: ['id'] }],
    identifiers: [{ ...at(0, 'id'), of: 'person' }],
  }),
  load: quiet,
  off: quiet,
  on: quiet,
  page: queueing('event', { payloads: [{ ...at(1), slot: 'properties' }], urls: [at(0)] }),
  reset: quiet,
  track: queueing('event', { payloads: [{ ...at(1), slot: 'event-data' }], eventNames: [at(0)] }),
} as const satisfies Record<string, MethodFacts>
