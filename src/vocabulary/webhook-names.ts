/** Answers: which names say that code receives webhooks of Customer.io, verifies them, or reads their timestamp? */
import { segmentsOf, squashedName } from './name-segments.ts'

const webhookWords = new Set('webhook webhooks hook hooks callback callbacks'.split(' '))

/** Other senders of webhooks, whose signatures are none of our business. */
// prettier-ignore
const otherVendors = new Set(
  [
    'stripe', 'shopify', 'github', 'gitlab', 'slack', 'mixpanel', 'hubspot', 'twilio', 'sendgrid', 'mailgun',
    'postmark', 'paddle', 'paypal', 'clerk', 'svix', 'typeform', 'calendly', 'intercom', 'zendesk', 'salesforce',
    'lemonsqueezy', 'chargebee', 'recurly', 'auth0', 'posthog', 'amplitude', 'braze', 'klaviyo', 'razorpay',
    'paystack', 'jira', 'telegram', 'sanity', 'contentful', 'iterable', 'onesignal', 'woocommerce', 'zapier',
    'revenuecat', 'hasura', 'workos',
  ],
)

/** Fields that only a reporting webhook has together. */
export const reportingFields: ReadonlySet<string> = new Set(['metric', 'object_type', 'event_id'])

/** Words with which code says that it makes sure who sent a request. */
// prettier-ignore
const verificationWords = new Set(
  [
    'verify', 'verifies', 'verified', 'verifier', 'verification', 'verifying', 'signature', 'signatures', 'signed', 'hmac',
    'auth', 'authenticate', 'authenticated', 'authentication', 'authenticator', 'authorize', 'authorized',
    'authorization', 'authentic', 'authenticity', 'genuine', 'guard', 'guards', 'protect', 'protected', 'secure',
    'secured', 'security', 'secret', 'token', 'allowlist', 'whitelist', 'trusted', 'basicauth', 'jwt', 'timingsafeequal',
  ],
)

/** With a word for the request, these say the same: `validateWebhook`, `checkRequest`. */
const checkWords = new Set(
  'validate validates validated valid validation validator check checks assert ensure require'.split(' '),
)
const requestWords = new Set(
  'webhook webhooks hook hooks request req cio customerio origin sender source access ip'.split(' '),
)

const timestampWords = new Set(['timestamp', 'ts', 'time', 'timestamps', 't', 'stamp', 'sent'])
const freshnessWords = new Set(
  'fresh freshness recent stale expired expiry replay replayed skew tolerance age old window outdated'.split(
    ' ',
  ),
)
const clockWords = new Set(['now', 'clock', 'today'])

/** Whether a route, a path or a name has the segments `customerio`, `customer-io` or `cio`; `customer` alone says nothing. */
export function namesCustomerio(name: string): boolean {
  const words = segmentsOf(name)
  return words.some(
    (word, index) =>
      word === 'customerio' || word === 'cio' || (word === 'customer' && words[index + 1] === 'io'),
  )
}

/** Whether a name says that something is called by another service. */
export function saysWebhook(name: string): boolean {
  return segmentsOf(name).some((word, index, words) => {
    return webhookWords.has(word) || (word === 'web' && /^hooks?$/.test(words[index + 1] ?? ''))
  })
}

/** Whether a name is that of another sender of webhooks. */
export function namesOtherVendor(name: string): boolean {
  return segmentsOf(name).some((word) => otherVendors.has(word))
}

/** Whether a name says that it makes sure who sent a request: `verifySignature`, `requireAuth`, `checkWebhook`. */
export function saysVerification(name: string): boolean {
  const words = segmentsOf(name)
  if (words.some((word) => verificationWords.has(word)) || verificationWords.has(squashedName(name)))
    return true
  return words.some((word) => checkWords.has(word)) && words.some((word) => requestWords.has(word))
}

/** Whether a name says that the value is the time at which a webhook was signed: `timestamp`, `cioTs`. */
export function saysTimestamp(name: string): boolean {
  return segmentsOf(name).some((word) => timestampWords.has(word))
}

/** Whether a name says that something is about the age of a request: `isFresh`, `MAX_SKEW`, `rejectReplays`. */
export function saysFreshness(name: string): boolean {
  return segmentsOf(name).some((word) => freshnessWords.has(word))
}

/** Whether a name says that the value is the present time: `now`, `nowMs`. */
export function saysNow(name: string): boolean {
  return segmentsOf(name).some((word) => clockWords.has(word))
}
