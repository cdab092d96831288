/**
 * Answers: which events do reporting webhooks carry, and what is in them? Source: docs.customer.io/api/webhooks (its OpenAPI
 * description) and, for `email` `deferred` and `converted` of `slack` and `webhook`, the list of events that
 * `POST /v1/reporting_webhooks` of the App API subscribes to.
 */

/** Whom an event is about. Workspaces that know people by id alone send `id` alone. */
export interface WebhookIdentifiers {
  readonly id: string | null
  readonly email?: string | null
  readonly cio_id?: string
}

/** The message an event is about, and what sent it: a campaign, a broadcast, a newsletter or the transactional API. */
export interface MessageData {
  readonly delivery_id: string
  readonly identifiers: WebhookIdentifiers
  /** Deprecated by Customer.io: `identifiers` says the same. */
  readonly customer_id?: string
  readonly campaign_id?: number | null
  readonly broadcast_id?: number | null
  readonly newsletter_id?: number | null
  readonly transactional_message_id?: number
  readonly action_id?: number
  readonly parent_action_id?: number
  readonly journey_id?: string
  readonly trigger_id?: number
  readonly trigger_event_id?: string | null
  /** The variant of a newsletter. */
  readonly content_id?: number
}

interface Failed {
  readonly failure_message: string
}

interface Clicked {
  readonly href: string
  readonly link_id: number
}

/** Only where the webhook is set up to include the body of messages. */
interface WithContent {
  readonly content?: string
}

/** A message to one address: an e-mail address, a telephone number, a channel, a URL. */
interface ToRecipient {
  readonly recipient: string
}

interface Replied extends ToRecipient {
  readonly inbound_event_id: string
  /** The number that was replied to. */
  readonly to: string
}

interface Email extends ToRecipient {
  readonly subject: string
}

interface EmailOpened extends ToRecipient {
  readonly subject?: string
  /** Fetched by a proxy that hides who reads. */
  readonly proxied?: boolean
  /** Opened by a machine. */
  readonly prefetched?: boolean
  /** Inferred from a click. */
  readonly synthetic?: boolean
}

/** A push notification goes to all devices of a person. */
interface ToDevices {
  readonly recipients: readonly {
    readonly device_id: string
    readonly device_platform?: 'ios' | 'android'
    readonly failure_message?: string
  }[]
}

/** What a person subscribes to has changed. The event names the channel whose message led to it, or `customer`. */
interface SubscriptionData extends Partial<Omit<MessageData, 'identifiers'>> {
  readonly identifiers: WebhookIdentifiers
  readonly email_address: string | null
}

interface EmailEvents {
  drafted: MessageData & Email
  attempted: MessageData & Failed
  deferred: MessageData & Partial<Email & Failed>
  sent: MessageData & Email & WithContent & { readonly headers?: Readonly<Record<string, readonly string[]>> }
  delivered: MessageData & Email
  opened: MessageData & EmailOpened
  clicked: MessageData & Email & Clicked & { readonly machine?: boolean }
  converted: MessageData & Email
  unsubscribed: MessageData & Email
  bounced: MessageData & Email & Failed
  dropped: MessageData & Email & Failed
  spammed: MessageData & Email
  failed: MessageData & Email & Failed
  undeliverable: MessageData & Email & Failed
}

interface PushEvents {
  drafted: MessageData
  attempted: MessageData & Failed
  sent: MessageData & ToDevices & WithContent
  delivered: MessageData & ToDevices
  opened: MessageData & ToDevices
  clicked: MessageData & ToDevices & Clicked
  converted: MessageData & ToDevices
  bounced: MessageData & ToDevices
  dropped: MessageData & ToDevices
  failed: MessageData & Failed
  undeliverable: MessageData & Failed
}

/** What every channel with one recipient reports. */
interface CommonEvents {
  drafted: MessageData
  attempted: MessageData & Failed
  sent: MessageData & ToRecipient & WithContent
  clicked: MessageData & ToRecipient & Clicked
  converted: MessageData & ToRecipient
  failed: MessageData & Failed
  undeliverable: MessageData & Failed
}

interface InAppEvents extends CommonEvents {
  opened: MessageData
  clicked: MessageData & ToRecipient & Clicked & { readonly tracked_response?: string }
}

interface SmsEvents extends CommonEvents {
  delivered: MessageData & ToRecipient
  bounced: MessageData & ToRecipient & Failed
  replied: MessageData & Replied
}

interface WhatsAppEvents extends SmsEvents {
  opened: MessageData & ToRecipient
  dropped: MessageData & ToRecipient & Failed
}

/** What `data` holds, by object type and metric. */
interface MessageEvents {
  email: EmailEvents
  push: PushEvents
  in_app: InAppEvents
  sms: SmsEvents
  whatsapp: WhatsAppEvents
  slack: CommonEvents
  webhook: CommonEvents
}

/** The channels, and `customer` for what happened without a message. */
export type WebhookObjectType = 'customer' | keyof MessageEvents

interface Envelope {
  /** The same when a delivery is repeated. */
  readonly event_id: string
  /** When it happened, in Unix seconds. */
  readonly timestamp: number
}

type MessageEventOf<ObjectType extends keyof MessageEvents> = {
  [Metric in keyof MessageEvents[ObjectType]]: Envelope & {
    readonly object_type: ObjectType
    readonly metric: Metric
    readonly data: MessageEvents[ObjectType][Metric]
  }
}[keyof MessageEvents[ObjectType]]

type MessageEvent = { [ObjectType in keyof MessageEvents]: MessageEventOf<ObjectType> }[keyof MessageEvents]

interface SubscribedEvent extends Envelope {
  readonly object_type: WebhookObjectType
  readonly metric: 'subscribed'
  readonly data: SubscriptionData
}

interface UnsubscribedEvent extends Envelope {
  readonly object_type: WebhookObjectType
  readonly metric: 'unsubscribed'
  readonly data: SubscriptionData
}

interface PreferencesChangedEvent extends Envelope {
  readonly object_type?: WebhookObjectType
  /** As the documentation spells `object_type` for this event. */
  readonly object_type_type?: WebhookObjectType
  readonly metric: 'cio_subscription_preferences_changed'
  /** `content` is the changed preferences as JSON text. */
  readonly data: SubscriptionData & WithContent
}

/** Every event that reporting webhooks are documented to send; `object_type` and `metric` tell them apart. */
export type ReportingEvent = MessageEvent | SubscribedEvent | UnsubscribedEvent | PreferencesChangedEvent

/** What happened: `sent`, `delivered`, `opened`, … */
export type WebhookMetric = ReportingEvent['metric']

/** Metrics of subscriptions: of people, whichever channel led to the change. */
export const subscriptionMetrics = [
  'subscribed',
  'unsubscribed',
  'cio_subscription_preferences_changed',
] as const

/** Metrics by object type; those of subscriptions may come with each. */
export const messageMetrics = {
  // prettier-ignore
  email: [
    'drafted', 'attempted', 'deferred', 'sent', 'delivered', 'opened', 'clicked', 'converted', 'unsubscribed', 'bounced',
    'dropped', 'spammed', 'failed', 'undeliverable',
  ],
  // prettier-ignore
  push: [
    'drafted', 'attempted', 'sent', 'delivered', 'opened', 'clicked', 'converted', 'bounced', 'dropped', 'failed',
    'undeliverable',
  ],
  in_app: ['drafted', 'attempted', 'sent', 'opened', 'clicked', 'converted', 'failed', 'undeliverable'],
  // prettier-ignore
  sms: [
    'drafted', 'attempted', 'sent', 'delivered', 'clicked', 'converted', 'bounced', 'failed', 'undeliverable', 'replied',
  ],
  // prettier-ignore
  whatsapp: [
    'drafted', 'attempted', 'sent', 'delivered', 'opened', 'clicked', 'converted', 'bounced', 'dropped', 'failed',
    'undeliverable', 'replied',
  ],
  slack: ['drafted', 'attempted', 'sent', 'clicked', 'converted', 'failed', 'undeliverable'],
  webhook: ['drafted', 'attempted', 'sent', 'clicked', 'converted', 'failed', 'undeliverable'],
} as const satisfies { [ObjectType in keyof MessageEvents]: readonly (keyof MessageEvents[ObjectType])[] }

/** Whether reporting webhooks are documented to send this pair. */
export function isReportingPair(objectType: unknown, metric: unknown): boolean {
  const metrics: Readonly<Record<string, readonly string[]>> = messageMetrics
  const isSubscription = (subscriptionMetrics as readonly unknown[]).includes(metric)
  if (objectType === 'customer') return isSubscription
  if (objectType === undefined) return metric === 'cio_subscription_preferences_changed'
  if (typeof objectType !== 'string' || !Object.hasOwn(metrics, objectType)) return false
  return isSubscription || (metrics[objectType] as readonly unknown[]).includes(metric)
}
