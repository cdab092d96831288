/** What does each method of `TrackClient` (customerio-node 0.x to 5.x) send, about whom, and to what effect? */
import { at, requesting } from './method-facts.ts'
import type { IdentifierPosition, MethodFacts, PayloadPosition } from './method-facts.ts'
import { operationPositions } from './track-operations.ts'

const person: IdentifierPosition = { ...at(0), of: 'person' }
const device: IdentifierPosition = { ...at(1), of: 'device' }

const broadcastPayloads: readonly PayloadPosition[] = [
  { ...at(1), slot: 'broadcast-data' },
  { ...at(2, 'per_user_data', '*', 'data'), slot: 'broadcast-data' },
]

const recipients: readonly IdentifierPosition[] = [
  { ...at(2, 'ids', '*'), of: 'person' },
  { ...at(2, 'emails', '*'), of: 'person' },
  { ...at(2, 'per_user_data', '*', 'id'), of: 'person' },
  { ...at(2, 'per_user_data', '*', 'email'), of: 'person' },
]

/** `triggerBroadcast` of `APIClient` (2.x to 5.x), and of the track client before 2.0. */
export const triggerBroadcast: MethodFacts = requesting('send', {
  payloads: broadcastPayloads,
  identifiers: recipients,
})

const segmentMembers = requesting('write', { identifiers: [{ ...at(1, '*'), of: 'person' }] })

/** Methods of 0.x and 1.x that the installed SDKs no longer have. */
export const legacyTrackMethods = {
  addToSegment: segmentMembers,
  removeFromSegment: segmentMembers,
  triggerBroadcast,
} as const satisfies Record<string, MethodFacts>

/** Source: lib/track of the packed 0.5, 1.1, 2.1, 3.0, 3.5, 4.4, 4.5 and 5.2. */
export const trackMethods = {
  ...legacyTrackMethods,
  addCustomersToSegment: segmentMembers,
  addDevice: requesting('write', {
    payloads: [{ ...at(3), slot: 'device-attributes', envelopeKeys: ['last_used'] }],
    identifiers: [person, device],
  }),
  batch: requesting('write', { ...operationPositions('*'), operations: [at(0, '*')] }),
  deleteDevice: requesting('write', { identifiers: [person, device] }),
  destroy: requesting('destroy', { identifiers: [person] }),
  entity: requesting('write', { ...operationPositions(), operations: [at(0)] }),
  getAccountRegion: requesting('read'),
  identify: requesting('identify', { payloads: [{ ...at(1), slot: 'attributes' }], identifiers: [person] }),
  mergeCustomers: requesting('merge', {
    identifiers: [
      { ...at(1), of: 'person' },
      { ...at(3), of: 'person' },
    ],
  }),
  removeCustomersFromSegment: segmentMembers,
  reportMetric: requesting('write', {
    identifiers: [{ ...at(0, 'recipient'), of: 'person' }],
    urls: [at(0, 'href')],
  }),
  submitForm: requesting('write', { payloads: [{ ...at(1), slot: 'form-data' }] }),
  suppress: requesting('suppress', { identifiers: [person] }),
  track: requesting('event', {
    payloads: [{ ...at(1, 'data'), slot: 'event-data' }],
    identifiers: [person],
    eventNames: [at(1, 'name')],
  }),
  /** `trackAnonymous(anonymousId, event)`; before 3.0 `trackAnonymous(event)`. */
  trackAnonymous: requesting('event', {
    payloads: [
      { ...at(1, 'data'), slot: 'event-data', arguments: { min: 2 } },
      { ...at(0, 'data'), slot: 'event-data', arguments: { max: 1 } },
    ],
    identifiers: [
      { ...at(0), of: 'anonymous', arguments: { min: 2 } },
      { ...at(0, 'anonymous_id'), of: 'anonymous', arguments: { max: 1 } },
    ],
    eventNames: [
      { ...at(1, 'name'), arguments: { min: 2 } },
      { ...at(0, 'name'), arguments: { max: 1 } },
    ],
  }),
  trackPageView: requesting('event', { identifiers: [person], urls: [at(1)] }),
  trackPush: requesting('write', { identifiers: [{ ...at(0, 'device_id'), of: 'device' }] }),
  unsubscribe: requesting('write'),
  unsuppress: requesting('unsuppress', { identifiers: [person] }),
} as const satisfies Record<string, MethodFacts>
