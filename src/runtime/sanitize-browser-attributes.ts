/** Answers: what of these attributes may be sent to Customer.io from a browser or a phone? */

import { createBrowserSanitizer } from './create-browser-sanitizer.ts'
import type { Sanitizer } from './sanitized.ts'

/**
 * As `sanitizeAttributes`, without digests: what would be hashed is removed.
 *
 * @throws {TypeError} when the attributes are no object or the policy is wrong.
 * @throws {SanitizeError} when the attributes are circular, too deep, or a getter throws; see `code`.
 */
export const sanitizeBrowserAttributes: Sanitizer = createBrowserSanitizer({})
