// Do the names and addresses of a call tell about a person?
import type { TSESTree } from '@typescript-eslint/utils'

import { programOf } from '../../ast/source-file.ts'
import type { ClientCall } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import { sitesAt } from '../payloads/payload-sites.ts'
import { personalReadIn } from './personal-reads.ts'
import type { PersonalRead } from './personal-words.ts'

/** Personal data where Customer.io takes a name. */
export interface PersonalName extends PersonalRead {
  readonly node: TSESTree.Node
  readonly position: 'event' | 'url' | 'anonymous'
}

/** The event names, page addresses and anonymous ids of a call that hold personal data. */
export function personalNamesOf(call: ClientCall, context: ClientContext): readonly PersonalName[] {
  const { eventNames, urls, identifiers } = call.facts
  const anonymous = identifiers.filter((identifier) => identifier.of === 'anonymous')
  const found = [
    ...inPositions(call, 'event', eventNames, context),
    ...inPositions(call, 'url', urls, context),
    ...inPositions(call, 'anonymous', anonymous, context),
  ]
  if (found.length === 0 || !call.forwardedTo) return found
  // What the wrapper itself takes for personal data is reported there.
  const inside = new Set(personalNamesOf(call.forwardedTo, context).map(({ position }) => position))
  return found.filter(({ position }) => !inside.has(position))
}

function inPositions(
  call: ClientCall,
  position: PersonalName['position'],
  places: readonly Parameters<typeof sitesAt>[1][],
  context: ClientContext,
): readonly PersonalName[] {
  const program = programOf(call.node)
  return places.flatMap((place) =>
    sitesAt(call, place, context).flatMap(({ node, path }) => {
      const read = path.length === 0 ? personalReadIn(node, context.tracer) : null
      return read ? [{ ...read, position, node: programOf(node) === program ? node : call.node }] : []
    }),
  )
}
