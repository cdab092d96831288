/** Answers: did this webhook come from Customer.io, lately and unchanged? */

import { Buffer, isUtf8 } from 'node:buffer'
import {
  defaultToleranceSeconds,
  isSignature,
  isTimestamp,
  signatureHeader,
  timestampHeader,
} from '../vocabulary/webhook-signature.ts'
import type { ReportingEvent } from '../vocabulary/webhook-events.ts'
import { WebhookVerificationError } from './errors.ts'
import { headerValues, type WebhookHeaders } from './webhook-headers.ts'
import { bytesOf, expectedSignature, isSameSignature, secretsOf, type RawBody } from './webhook-signatures.ts'

export interface VerifyWebhookOptions {
  /** The body exactly as it was received. A parsed body is refused: serialized again it is another text. */
  readonly body: RawBody
  /** The headers of the request, names in any case. */
  readonly headers: WebhookHeaders
  /** The webhook signing key; several during a rotation, or for reporting webhooks and webhook actions. */
  readonly secret: string | readonly string[]
  /** How many seconds the timestamp may be from now, either way; default 300, `0` none, `Infinity` any. */
  readonly toleranceSeconds?: number | undefined
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * What a webhook carries that is no documented event of reporting webhooks: the body that the author of a webhook action wrote,
 * or an event newer than this package.
 */
export interface OtherWebhookEvent {
  /** Absent here to TypeScript, so that the documented events are told apart by it; a new kind of event may have one. */
  readonly object_type?: undefined
  readonly metric?: undefined
  readonly event_id?: string
  readonly timestamp?: number
  readonly data?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** What Customer.io sends. `object_type` and `metric` tell which event it is, and so what is in `data`. */
export type WebhookEvent = ReportingEvent | OtherWebhookEvent

/**
 * Checks that a webhook came from Customer.io and is recent, and returns its event.
 *
 * @throws {WebhookVerificationError} when the request must not be trusted; see `code`.
 * @throws {TypeError} when the secret, the tolerance or the headers are unusable.
 *
 * @example
 * const event = verifyWebhook({ body: rawBody, headers: request.headers, secret: webhookSigningKey })
 */
export function verifyWebhook(options: VerifyWebhookOptions): WebhookEvent {
  return parseEvent(verifiedBytes(options))
}

/** The bytes of a body that is genuine and recent. In this order: options, presence, form, signature, freshness. */
export function verifiedBytes(options: VerifyWebhookOptions): Uint8Array {
  const { secrets, toleranceSeconds, nowMs } = trustOf(options)
  const signatures = headerValues(options.headers, signatureHeader)
  const timestamps = headerValues(options.headers, timestampHeader)
  const bytes = bytesOf(options.body)
  if (bytes === null) throw bodyNotRaw(options.body)

  if (signatures.length === 0) throw refusal('missing_signature', 'The header `X-CIO-Signature` is missing.')
  if (timestamps.length === 0) throw refusal('missing_timestamp', 'The header `X-CIO-Timestamp` is missing.')
  const signature = onlyText(signatures, isSignature)
  if (signature === null) {
    throw refusal(
      'malformed_signature',
      'The header `X-CIO-Signature` must be one value of 64 hexadecimal digits.',
    )
  }
  const timestamp = onlyText(timestamps, isTimestamp)
  if (timestamp === null) {
    throw refusal('malformed_timestamp', 'The header `X-CIO-Timestamp` must be one value in Unix seconds.')
  }

  // Every secret is tried, so that the time taken does not tell which one matched.
  const matches = secrets.filter((secret) =>
    isSameSignature(expectedSignature(secret, timestamp, bytes), signature),
  )
  if (matches.length === 0) {
    throw refusal(
      'signature_mismatch',
      'The signature is not that of this body and timestamp under any given secret.',
    )
  }
  assertFresh(Number(timestamp), nowMs, toleranceSeconds)
  return bytes
}

/**
 * What is trusted: the secrets, the tolerance and the clock.
 *
 * @throws {TypeError} when one of them is unusable.
 */
export function trustOf({
  secret,
  toleranceSeconds,
  now,
}: Pick<VerifyWebhookOptions, 'secret' | 'toleranceSeconds' | 'now'>): {
  secrets: readonly string[]
  toleranceSeconds: number
  nowMs: number
} {
  return { secrets: secretsOf(secret), toleranceSeconds: toleranceOf(toleranceSeconds), nowMs: nowOf(now) }
}

function assertFresh(timestamp: number, nowMs: number, toleranceSeconds: number): void {
  const ageSeconds = nowMs / 1000 - timestamp
  if (ageSeconds > toleranceSeconds) {
    throw refusal('timestamp_too_old', `The webhook was signed more than ${toleranceSeconds} seconds ago.`)
  }
  if (-ageSeconds > toleranceSeconds) {
    throw refusal(
      'timestamp_in_future',
      `The webhook was signed more than ${toleranceSeconds} seconds in the future.`,
    )
  }
}

function parseEvent(bytes: Uint8Array): WebhookEvent {
  let event: unknown
  try {
    event = JSON.parse(textOf(bytes))
  } catch {
    throw refusal('invalid_json', 'The body is genuine but is no JSON.')
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw refusal('invalid_json', 'The body is genuine but is no JSON object.')
  }
  return event as WebhookEvent
}

/**
 * UTF-8 as text, without a byte order mark. Quicker than a `TextDecoder`, which would say the same.
 *
 * @throws {TypeError} where the bytes are no UTF-8: letters that were replaced are not what was signed.
 */
function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new TypeError('The bytes are no UTF-8.')
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const start = bytes.byteOffset + (hasMark ? 3 : 0)
  const { buffer, byteOffset, byteLength } = bytes
  return Buffer.from(buffer, start, byteOffset + byteLength - start).toString('utf8')
}

function onlyText(values: readonly unknown[], hasForm: (text: string) => boolean): string | null {
  const [value] = values
  return values.length === 1 && typeof value === 'string' && hasForm(value) ? value : null
}

function toleranceOf(toleranceSeconds: unknown = defaultToleranceSeconds): number {
  if (typeof toleranceSeconds === 'number' && toleranceSeconds >= 0) return toleranceSeconds
  throw new TypeError(
    '`toleranceSeconds` must be a number of seconds, 0 or more; `Infinity` accepts any age.',
  )
}

function nowOf(now: unknown = Date.now): number {
  const nowMs: unknown = typeof now === 'function' ? (now as () => unknown)() : undefined
  if (typeof nowMs === 'number' && Number.isFinite(nowMs)) return nowMs
  throw new TypeError('`now` must be a function that gives the time in milliseconds.')
}

function bodyNotRaw(body: unknown): WebhookVerificationError {
  const given =
    body === null || body === undefined ? `\`body\` is ${String(body)}` : '`body` was parsed already'
  return refusal(
    'body_not_raw',
    `${given}: the signature is that of the bytes received. Give the raw body: in Express \`express.raw({ type: '*/*' })\` ` +
      'on this route, or `expressWebhook`; in fetch-style handlers `await request.arrayBuffer()`.',
  )
}

function refusal(code: WebhookVerificationError['code'], message: string): WebhookVerificationError {
  return new WebhookVerificationError(code, message)
}
