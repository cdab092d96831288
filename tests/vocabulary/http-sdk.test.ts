import { describe, expect, it } from 'vitest'

import { findHttpOperation, hostOf } from '../../src/vocabulary/http-api.ts'
import type { HttpOperation } from '../../src/vocabulary/http-api.ts'
import { methodFactsOf } from '../../src/vocabulary/sdk.ts'
import type { MethodFacts, Position } from '../../src/vocabulary/sdk.ts'
import { acceptableArguments, pathOf, place, recordedClients } from './recorded-sdk.ts'
import type { RecordedClient, RecordedRequest } from './recorded-sdk.ts'

const marker = 'marker-value'

function operationOf({ verb, url }: RecordedRequest): HttpOperation {
  const host = hostOf(url)
  const operation = host && findHttpOperation(host.api, verb, host.path)
  if (!operation) throw new Error(`unknown: ${verb} ${url}`)
  return operation
}

/** Whether one of the positions, whose argument is the body, covers a path in a body. */
function covers(positions: readonly Position[], path: readonly string[]): boolean {
  return positions.some(
    (position) =>
      position.path.length <= path.length &&
      position.path.every((step, index) => step === '*' || step === path[index]),
  )
}

async function requestWith(client: RecordedClient, method: string, position: Position, value: unknown) {
  const parameters = acceptableArguments(client.kind, method)
  place(parameters, position, value)
  return client.call(method, parameters)
}

describe.each(recordedClients())('requests of customerio-node $major, $kind', (client) => {
  const methods = client.methods.map((method) => {
    const facts = methodFactsOf(client.kind, method)
    if (!facts) throw new Error(method)
    return { method, facts }
  })

  it.each(methods)('$method is an operation of the same effect', async ({ method, facts }) => {
    const operation = operationOf(await client.call(method, acceptableArguments(client.kind, method)))
    expect(operation.effect).toBe(facts.effect)
    // A page view is an event whose body says so.
    expect([method === 'trackPageView' ? 'track' : method, null]).toContain(operation.name)
  })

  const withPositions = (pick: (facts: MethodFacts) => readonly Position[]) =>
    methods.flatMap(({ method, facts }) =>
      pick(facts)
        .filter(({ argument }) => Number(argument) < acceptableArguments(client.kind, method).length)
        .filter((position) => !isLegacy(method, position))
        .map((position) => ({ method, position, at: [position.argument, ...position.path].join('.') })),
    )

  it.each(withPositions((facts) => facts.payloads))(
    'the data at $at of $method arrives at a payload of the body',
    async ({ method, position }) => {
      const request = await requestWith(client, method, position, { [marker]: true })
      expect(covers(operationOf(request).payloads, pathOf(request.body, marker) ?? ['absent'])).toBe(true)
    },
  )

  it.each(withPositions((facts) => facts.identifiers))(
    'the identifier at $at of $method arrives at an identifier of path, query or body',
    async ({ method, position }) => {
      const request = await requestWith(client, method, position, marker)
      const operation = operationOf(request)
      const { pathname, searchParams } = new URL(request.url)
      const segment = pathname.split('/').slice(1).indexOf(marker)
      const parameter = [...searchParams].find(([, value]) => value === marker)?.[0]
      const bodyPath = pathOf(request.body, marker)
      if (segment >= 0) {
        expect(operation.pathIdentifiers.map((identifier) => identifier.segment)).toContain(segment)
      } else if (parameter !== undefined) {
        expect(operation.queryIdentifiers).toContain(parameter)
      } else {
        expect(covers(operation.identifiers, bodyPath ?? ['absent'])).toBe(true)
      }
    },
  )

  it.each(withPositions((facts) => [...facts.eventNames, ...facts.urls]))(
    'the name or URL at $at of $method arrives at one of the body',
    async ({ method, position }) => {
      const request = await requestWith(client, method, position, marker)
      const { eventNames, urls } = operationOf(request)
      expect(covers([...eventNames, ...urls], pathOf(request.body, marker) ?? ['absent'])).toBe(true)
    },
  )
})

/** `trackAnonymous(event)` before 3.0. */
function isLegacy(method: string, { argument, path }: Position): boolean {
  return method === 'trackAnonymous' && argument === 0 && path.length > 0
}
