/** Answers: is this webhook genuine and recent, yes or no? */

import { WebhookVerificationError } from './errors.ts'
import { verifiedBytes, type VerifyWebhookOptions } from './verify-webhook.ts'

/**
 * Whether a webhook came from Customer.io and is recent. Speaks of signature and time only: true for a rightly signed body
 * that is no JSON.
 *
 * @throws {WebhookVerificationError} `body_not_raw` when the body was parsed: that is a fault of the server, not the sender.
 * @throws {TypeError} when the secret, the tolerance or the headers are unusable.
 *
 * @example
 * if (!isValidWebhook({ body: rawBody, headers: request.headers, secret: webhookSigningKey })) response.status(401).end()
 */
export function isValidWebhook(options: VerifyWebhookOptions): boolean {
  try {
    verifiedBytes(options)
    return true
  } catch (error) {
    if (error instanceof WebhookVerificationError && error.code !== 'body_not_raw') return false
    throw error
  }
}
