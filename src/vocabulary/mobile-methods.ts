/** What do the statics of React Native's `CustomerIO` send? */
import { at, queueing } from './method-facts.ts'
import type { MethodFacts } from './method-facts.ts'

/**
 * Source: src/customerio-cdp.ts of customerio-reactnative 6.12.0 and src/CustomerioTracking.tsx of 2.3.3 and 3.9.1
 * (`identify(identifier, body)`, `initialize({ siteId, apiKey })`).
 */
export const mobileMethods = {
  clearIdentify: queueing('write'),
  deleteDeviceToken: queueing('write'),
  identify: queueing('identify', {
    payloads: [
      { ...at(0, 'traits'), slot: 'traits', arguments: { max: 1 } },
      { ...at(1), slot: 'attributes', arguments: { min: 2 } },
    ],
    identifiers: [
      { ...at(0, 'userId'), of: 'person', arguments: { max: 1 } },
      { ...at(0), of: 'person', arguments: { min: 2 } },
    ],
  }),
  initialize: queueing('read', {
    credentials: [
      { ...at(0, 'cdpApiKey'), credential: 'public-write-key' },
      { ...at(0, 'migrationSiteId'), credential: 'site-id' },
      { ...at(0, 'inApp', 'siteId'), credential: 'site-id' },
      { ...at(0, 'siteId'), credential: 'site-id' },
    ],
  }),
  registerDeviceToken: queueing('write', { identifiers: [{ ...at(0), of: 'device' }] }),
  screen: queueing('event', { payloads: [{ ...at(1), slot: 'properties' }], eventNames: [at(0)] }),
  setDeviceAttributes: queueing('write', { payloads: [{ ...at(0), slot: 'device-attributes' }] }),
  setProfileAttributes: queueing('write', { payloads: [{ ...at(0), slot: 'attributes' }] }),
  track: queueing('event', { payloads: [{ ...at(1), slot: 'properties' }], eventNames: [at(0)] }),
  trackMetric: queueing('write', { identifiers: [{ ...at(0, 'deviceToken'), of: 'device' }] }),
} as const satisfies Record<string, MethodFacts>
