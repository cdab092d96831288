/** What do the calls of the browser libraries send: `AnalyticsBrowser`, `cioanalytics` and the `_cio` snippet? */
import { at, queueing } from './method-facts.ts'
import type { MethodFacts } from './method-facts.ts'

/**
 * Source: src/core/arguments-resolver of @customerio/cdp-analytics-browser 0.5.11. The object form
 * `track({ event, properties })` is known by its single argument.
 */
export const browserMethods = {
  alias: queueing('merge', {
    identifiers: [
      { ...at(0), of: 'person' },
      { ...at(1), of: 'person' },
    ],
  }),
  group: queueing('write', {
    payloads: [{ ...at('first-object'), slot: 'traits', otherwise: 1 }],
    identifiers: [{ ...at(0), of: 'group' }],
  }),
  identify: queueing('identify', {
    payloads: [{ ...at('first-object'), slot: 'traits', otherwise: 1 }],
    identifiers: [{ ...at(0), of: 'person' }],
  }),
} as const satisfies Record<string, MethodFacts>
