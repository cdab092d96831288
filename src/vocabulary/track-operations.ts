/** Where do data and people sit in a Track v2 operation, and what does it do? */
import { at } from './method-facts.ts'
import type { Effect, MethodFacts } from './method-facts.ts'

/**
 * Positions of one operation of `entity` and `batch`, below `prefix`.
 * Source: docs.customer.io/integrations/api/track, tag "track_v2" (OpenAPI, person/object/delivery operations).
 */
export function operationPositions(
  ...prefix: string[]
): Pick<MethodFacts, 'payloads' | 'identifiers' | 'eventNames'> {
  const inOperation = (...path: string[]) => at(0, ...prefix, ...path)
  return {
    payloads: [
      { ...inOperation('attributes'), slot: 'attributes' },
      { ...inOperation('device', 'attributes'), slot: 'device-attributes' },
      {
        ...inOperation('cio_relationships', '*', 'relationship_attributes'),
        slot: 'relationship-attributes',
      },
    ],
    identifiers: [
      { ...inOperation('identifiers'), of: 'person' },
      { ...inOperation('primary'), of: 'person' },
      { ...inOperation('secondary'), of: 'person' },
      { ...inOperation('device', 'token'), of: 'device' },
      { ...inOperation('cio_relationships', '*', 'identifiers'), of: 'object' },
    ],
    eventNames: [inOperation('name')],
  }
}

/** Source: as above, the `action` of each person operation. */
const personActions: Readonly<Record<string, Effect>> = {
  add_device: 'write',
  add_relationships: 'write',
  delete: 'destroy',
  delete_device: 'write',
  delete_relationships: 'write',
  event: 'event',
  identify: 'identify',
  merge: 'merge',
  page: 'event',
  screen: 'event',
  suppress: 'suppress',
  unsuppress: 'unsuppress',
}

/** Deleting an object (a company, a course) erases nobody. */
const otherActions: Readonly<Record<string, Effect>> = {
  add_relationships: 'write',
  delete: 'write',
  delete_relationships: 'write',
  event: 'write',
  identify: 'write',
  identify_anonymous: 'write',
}

/** What a Track v2 operation does by its `type` and `action`, or null when they do not say. */
export function classifyEntityOperation(type: string, action: string): Effect | null {
  if (type === 'person') return own(personActions, action)
  return type === 'object' || type === 'delivery' ? own(otherActions, action) : null
}

function own(actions: Readonly<Record<string, Effect>>, action: string): Effect | null {
  return Object.hasOwn(actions, action) ? (actions[action] ?? null) : null
}
