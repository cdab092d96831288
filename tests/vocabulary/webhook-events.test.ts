import { describe, expect, expectTypeOf, it } from 'vitest'
import { isReportingEvent, type verifyWebhook } from '../../src/runtime/index.ts'
import type {
  OtherWebhookEvent,
  ReportingEvent,
  WebhookEvent,
  WebhookMetric,
  WebhookObjectType,
} from '../../src/runtime/index.ts'
import { isReportingPair, messageMetrics, subscriptionMetrics } from '../../src/vocabulary/webhook-events.ts'
import { readProjectFile } from '../support/module-imports.ts'

type Pairs<Event> = Event extends { object_type: infer ObjectType; metric: infer Metric }
  ? `${ObjectType & string} ${Metric & string}`
  : never

type TablePairs = {
  [ObjectType in keyof typeof messageMetrics]: `${ObjectType} ${(typeof messageMetrics)[ObjectType][number]}`
}[keyof typeof messageMetrics]

type SubscriptionPairs = `${WebhookObjectType} ${'subscribed' | 'unsubscribed'}`

describe('the types of events', () => {
  it('know every pair of the table, and no other', () => {
    expectTypeOf<Pairs<ReportingEvent>>().toEqualTypeOf<TablePairs | SubscriptionPairs>()
    expectTypeOf<(typeof subscriptionMetrics)[number]>().toExtend<WebhookMetric>()
    expectTypeOf<WebhookObjectType>().toEqualTypeOf<'customer' | keyof typeof messageMetrics>()
    expectTypeOf<ReturnType<typeof verifyWebhook>>().toEqualTypeOf<WebhookEvent>()
  })

  it('tell by object type and metric what is in the data', () => {
    // Never called: what matters is that it type-checks.
    const read = (event: WebhookEvent): unknown => {
      if (event.object_type === 'email' && event.metric === 'clicked') {
        expectTypeOf(event.data.href).toEqualTypeOf<string>()
        expectTypeOf(event.data.machine).toEqualTypeOf<boolean | undefined>()
        expectTypeOf(event.data.identifiers.email).toEqualTypeOf<string | null | undefined>()
        return event.data.subject
      }
      if (event.object_type === 'push' && event.metric === 'sent') return event.data.recipients[0]?.device_id
      if (event.object_type === 'sms' && event.metric === 'replied') return event.data.to
      // @ts-expect-error -- text messages are not opened
      if (event.object_type === 'sms' && event.metric === 'opened') return null
      // @ts-expect-error -- there is no such metric
      if (event.metric === 'complained') return null
      if (event.metric === 'bounced') return event.data.delivery_id
      if (event.metric === 'unsubscribed') return event.data.identifiers.id
      if (event.metric === 'cio_subscription_preferences_changed') return event.data.content
      if (event.metric === undefined) {
        expectTypeOf(event).toEqualTypeOf<OtherWebhookEvent>()
        return event.order_number
      }
      // @ts-expect-error -- not every event has a link
      return event.data.href
    }
    expect(read).toBeTypeOf('function')
  })

  it('has an id and a time in every documented event, and perhaps in others', () => {
    expectTypeOf<ReportingEvent['event_id']>().toEqualTypeOf<string>()
    expectTypeOf<ReportingEvent['timestamp']>().toEqualTypeOf<number>()
    expectTypeOf<WebhookEvent['event_id']>().toEqualTypeOf<string | undefined>()
  })
})

describe('the page about the runtime', () => {
  it('lists every pair', () => {
    const page = readProjectFile('docs/runtime.md')
    for (const [objectType, metrics] of Object.entries(messageMetrics)) {
      const row = metrics.map((metric) => `\`${metric}\``).join(', ')
      expect(page).toMatch(new RegExp(`\\| \`${objectType}\` +\\| ${row} +\\|`))
    }
  })
})

describe('isReportingEvent', () => {
  const eventOf = (objectType: unknown, metric: unknown) =>
    ({ event_id: 'x', object_type: objectType, metric, timestamp: 1, data: {} }) as unknown as WebhookEvent

  it('knows every documented pair', () => {
    for (const [objectType, metrics] of Object.entries(messageMetrics)) {
      for (const metric of [...metrics, ...subscriptionMetrics])
        expect(isReportingEvent(eventOf(objectType, metric)), `${objectType} ${metric}`).toBe(true)
    }
    for (const metric of subscriptionMetrics) expect(isReportingPair('customer', metric)).toBe(true)
    expect(isReportingPair(undefined, 'cio_subscription_preferences_changed')).toBe(true)
  })

  it('is false for what webhook actions send, and for what is not documented', () => {
    const others: [unknown, unknown][] = [
      [undefined, undefined],
      ['customer', 'sent'],
      ['email', 'replied'],
      ['sms', 'opened'],
      ['slack', 'delivered'],
      ['carrier_pigeon', 'sent'],
      ['toString', 'sent'],
      ['__proto__', 'sent'],
      [undefined, 'subscribed'],
      [null, 'cio_subscription_preferences_changed'],
      ['email', undefined],
      ['email', ['sent']],
      [5, 'sent'],
    ]
    for (const [objectType, metric] of others)
      expect(isReportingEvent(eventOf(objectType, metric)), `${String(objectType)} ${String(metric)}`).toBe(
        false,
      )
  })

  it('gives the type of the documented events', () => {
    const event = eventOf('email', 'sent')
    if (isReportingEvent(event)) expectTypeOf(event).toEqualTypeOf<ReportingEvent>()
  })
})
