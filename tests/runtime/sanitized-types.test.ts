import type { APIClient, PipelinesClient, TrackClient } from 'customerio-node'
import { SendEmailRequest, SendPushRequest } from 'customerio-node'
import type { TrackClient as TrackClient4 } from 'customerio-node-4'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { createSanitizer, sanitizeAttributes } from '../../src/runtime/index.ts'

interface Attributes {
  plan: 'free' | 'pro'
  ssn: string
  phoneNumber?: string
  created: Date
  readonly tags: readonly string[]
  billing?: { address: string; total: number }
  greet(): string
}

interface Clients {
  track: TrackClient
  track4: TrackClient4
  app: APIClient
  pipelines: PipelinesClient
}

const ownSanitizer = createSanitizer({ keep: ['phone'] })

/** Never called: what matters is that it type-checks. */
export async function everyPayload({ track, track4, app, pipelines }: Clients, given: Attributes) {
  await track.identify('1', sanitizeAttributes(given))
  await track4.identify('1', sanitizeAttributes(given))
  await track.track('1', { name: 'x', data: sanitizeAttributes(given) })
  await track.addDevice('1', 'd', 'ios', sanitizeAttributes(given))
  await track.batch([sanitizeAttributes(given)])
  await track.entity(sanitizeAttributes(given))
  await pipelines.identify({ userId: 1, traits: sanitizeAttributes(given) })
  await pipelines.track({ userId: 1, event: 'x', properties: ownSanitizer(given) })
  await app.triggerBroadcast(1, sanitizeAttributes(given), { emails: [] })
  await app.createCollection({ name: 'x', data: sanitizeAttributes([given]) })
  const identifiers = { id: '1' }
  const message = { to: 'a', identifiers, transactional_message_id: 1 }
  new SendEmailRequest({ ...message, message_data: sanitizeAttributes(given, { keep: ['otp'] }) })
  const custom_payload = sanitizeAttributes({ ios: { aps: {} }, android: { priority: 1 } })
  new SendPushRequest({ ...message, custom_payload, custom_data: sanitizeAttributes({ a: 'b' }) })
  return JSON.stringify(sanitizeAttributes(given))
}

/** Never called: the same with every kind of argument. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- type parameters are what is tested
export async function everyArgument<Known extends { id: string }, Constrained extends object, Unconstrained>(
  track: TrackClient,
  known: Known,
  constrained: Constrained,
  unconstrained: Unconstrained,
  optional: Attributes | undefined,
  nullable: Attributes | null | undefined,
  union: Attributes | { kind: 'b'; token: string },
  record: Record<string, unknown>,
  partial: Partial<Attributes>,
  unknownValue: unknown,
  someObject: object,
  rows: readonly Known[],
  requestData: Parameters<TrackClient['identify']>[1],
) {
  await track.identify('1', sanitizeAttributes(known))
  await track.identify('1', sanitizeAttributes({ ...known, plan: 'pro' }))
  await track.identify('1', sanitizeAttributes(constrained))
  await track.identify('1', sanitizeAttributes(unconstrained))
  await track.identify('1', sanitizeAttributes(optional))
  await track.identify('1', sanitizeAttributes(nullable))
  await track.identify('1', sanitizeAttributes(union))
  await track.identify('1', sanitizeAttributes(record))
  await track.identify('1', sanitizeAttributes(partial))
  await track.identify('1', sanitizeAttributes(unknownValue))
  await track.identify('1', sanitizeAttributes(someObject))
  await track.identify('1', sanitizeAttributes({}))
  // eslint-disable-next-line @typescript-eslint/no-unsafe-argument -- what is untyped stays so
  await track.identify('1', sanitizeAttributes(JSON.parse('{}')))
  await track.batch(sanitizeAttributes(rows))
  await track.identify('1', sanitizeAttributes(requestData))
  const traits: Record<string, unknown>[] = [known, constrained, unconstrained, union, optional].map(
    (value) => sanitizeAttributes(value),
  )
  const own: Record<string, unknown> = ownSanitizer(constrained, { keep: ['plan'] })
  return [traits, own]
}

describe('the type of sanitized attributes', () => {
  it('keeps harmless properties, and has no sensitive ones', () => {
    const sanitized = sanitizeAttributes({ plan: 'pro' } as Attributes)
    type Sanitized = typeof sanitized
    expect(sanitized.plan).toBe('pro')
    expectTypeOf<Sanitized['plan']>().toEqualTypeOf<'free' | 'pro'>()
    expectTypeOf<Sanitized['created']>().toEqualTypeOf<string>()
    expectTypeOf<Sanitized['tags']>().toEqualTypeOf<string[]>()
    expectTypeOf<keyof Sanitized>().toEqualTypeOf<'plan' | 'created' | 'tags' | 'billing'>()
    expectTypeOf<NonNullable<Sanitized['billing']>['total']>().toEqualTypeOf<number>()
    expectTypeOf<keyof NonNullable<Sanitized['billing']>>().toEqualTypeOf<'total'>()
  })

  it('is untyped where the attributes are', () => {
    expectTypeOf(sanitizeAttributes(JSON.parse('{}'))).toBeAny()
  })
})
