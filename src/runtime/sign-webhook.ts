/** Answers: which headers would Customer.io send with this body? For tests. */

import { isTimestamp, signatureHeader, timestampHeader } from '../vocabulary/webhook-signature.ts'
import { bytesOf, expectedSignature, secretsOf, type RawBody } from './webhook-signatures.ts'

export interface SignWebhookOptions {
  readonly body: RawBody
  /** The webhook signing key. */
  readonly secret: string
  /** Unix seconds; default now. */
  readonly timestamp?: number | string | undefined
}

/** The two headers of a signed webhook, names in lower case as Node gives them. */
export interface SignedWebhookHeaders extends Record<string, string> {
  readonly [signatureHeader]: string
  readonly [timestampHeader]: string
}

/**
 * The headers that Customer.io would send with a body, so that a test can send a genuine webhook to its own server.
 *
 * @throws {TypeError} when the body is not raw, or the secret or the timestamp is unusable.
 *
 * @example
 * const headers = signWebhook({ body: '{"metric":"delivered"}', secret: 'signing-secret' })
 */
export function signWebhook({ body, secret, timestamp }: SignWebhookOptions): SignedWebhookHeaders {
  if (typeof secret !== 'string') throw new TypeError('`secret` must be one string.')
  secretsOf(secret)
  const bytes = bytesOf(body)
  if (bytes === null) throw new TypeError('`body` must be the raw body: a string or bytes.')
  const seconds = String(timestamp ?? Math.floor(Date.now() / 1000))
  if (!isTimestamp(seconds)) throw new TypeError('`timestamp` must be a whole number of Unix seconds.')
  return { [signatureHeader]: expectedSignature(secret, seconds, bytes), [timestampHeader]: seconds }
}
