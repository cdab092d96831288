/** Answers: what of these attributes may be sent to Customer.io? */

import { createSanitizer } from './create-sanitizer.ts'
import type { Sanitizer } from './sanitized.ts'

/**
 * Attributes, event data or message data without what must not be sent: credentials, payment data, government ids and
 * special categories are removed; telephone numbers, addresses and the like are replaced by keyed digests (`phone` by
 * `phone_hash`), or removed without a key; secrets inside texts are redacted. The input is not changed.
 *
 * @param attributes Any object or list of rows; `null` and `undefined` give `{}`.
 * @param policy What to do beyond the defaults. The key of the digests is `hashKey` or `CUSTOMERIO_PII_KEY`.
 * @throws {TypeError} when the attributes are no object or the policy is wrong.
 * @throws {SanitizeError} when the attributes are circular, too deep, or a getter throws; see `code`.
 *
 * @example
 * const attributes = sanitizeAttributes({ plan: 'pro', ssn: '078-05-1120' }) // { plan: 'pro' }
 */
export const sanitizeAttributes: Sanitizer = createSanitizer({})
