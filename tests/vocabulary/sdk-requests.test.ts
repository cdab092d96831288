import { describe, expect, it } from 'vitest'

import { methodFactsOf, methodNames } from '../../src/vocabulary/sdk.ts'
import type { ArgumentCount, MethodFacts, Position } from '../../src/vocabulary/sdk.ts'
import { legacyTrackMethods } from '../../src/vocabulary/track-methods.ts'
import { acceptableArguments, pathOf, place, recordedClients } from './recorded-sdk.ts'
import type { RecordedClient } from './recorded-sdk.ts'

type ConditionalPosition = Position & { readonly arguments?: ArgumentCount }

const marker = 'marker-value'

function factsOf(client: RecordedClient, method: string): MethodFacts {
  const facts = methodFactsOf(client.kind, method)
  if (!facts) throw new Error(`${method} is not classified`)
  return facts
}

/** The request of a call that is acceptable but for a value at one position. */
async function requestWith(client: RecordedClient, method: string, position: Position, value: unknown) {
  const parameters = acceptableArguments(client.kind, method)
  place(parameters, position, value)
  return client.call(method, parameters)
}

/** The positions that hold for the number of arguments with which this major is called. */
function holding<T extends ConditionalPosition>(
  client: RecordedClient,
  method: string,
  positions: readonly T[],
): T[] {
  const count = acceptableArguments(client.kind, method).length
  return positions.filter(
    ({ arguments: condition = {} }) => (condition.min ?? 0) <= count && count <= (condition.max ?? Infinity),
  )
}

const label = (position: Position) => [position.argument, ...position.path].join('.')

describe.each(recordedClients())('customerio-node $major, $kind', (client) => {
  it('has a table entry for every method, and each entry is a method of some version', () => {
    const names = new Set(methodNames(client.kind))
    expect(client.methods.filter((method) => !names.has(method))).toEqual([])
  })

  const classified = client.methods.flatMap((method) => {
    const facts = factsOf(client, method)
    return [
      ...holding(client, method, facts.payloads).map((position) => ({ method, position, role: 'payload' })),
      ...holding(client, method, facts.identifiers).map((position) => ({
        method,
        position,
        role: 'identifier',
      })),
      ...holding(client, method, facts.eventNames).map((position) => ({ method, position, role: 'name' })),
      ...holding(client, method, facts.urls).map((position) => ({ method, position, role: 'url' })),
    ].map((entry) => ({ ...entry, at: label(entry.position) }))
  })

  it.each(classified.filter(({ role }) => role === 'payload'))(
    'sends the data at $at of $method in the body',
    async ({ method, position }) => {
      const { body } = await requestWith(client, method, position, { [marker]: true })
      expect(pathOf(body, marker)).not.toBeNull()
    },
  )

  it.each(classified.filter(({ role }) => role === 'identifier'))(
    'sends the identifier at $at of $method in path, query or body',
    async ({ method, position }) => {
      const { body, url } = await requestWith(client, method, position, marker)
      expect(url.includes(marker) || pathOf(body, marker) !== null).toBe(true)
    },
  )

  it.each(classified.filter(({ role }) => role === 'name' || role === 'url'))(
    'sends the $role at $at of $method in the body',
    async ({ method, position }) => {
      const { body } = await requestWith(client, method, position, marker)
      expect(pathOf(body, marker)).not.toBeNull()
    },
  )

  it.each(client.methods)(
    'answers a call of %s as the table says: with a promise or without',
    async (method) => {
      const { isPromise } = await client.call(method, acceptableArguments(client.kind, method))
      expect(isPromise).toBe(factsOf(client, method).returnsPromise)
    },
  )
})

describe('methods that no installed SDK has', () => {
  it.each(['track', 'app', 'pipelines'] as const)('are those of older versions only (%s)', (kind) => {
    const installed = new Set(
      recordedClients().flatMap((client) => (client.kind === kind ? client.methods : [])),
    )
    const legacy = kind === 'track' ? Object.keys(legacyTrackMethods) : []
    expect(methodNames(kind).filter((method) => !installed.has(method))).toEqual(legacy)
  })
})
