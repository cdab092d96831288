/** Answers: how does a project state its policy once, in code that everybody can read? */

import type { SanitizerPolicy } from '../vocabulary/policy.ts'
import { makeSanitizer } from './make-sanitizer.ts'
import type { Sanitizer } from './sanitized.ts'

/**
 * A `sanitizeAttributes` with the project's own policy, for browsers: what would be hashed is removed, for a key that is
 * sent to everybody protects nobody. `hashKey` is ignored.
 *
 * @throws {TypeError} when the policy is wrong, naming the key and what is allowed.
 */
export function createBrowserSanitizer(policy: SanitizerPolicy): Sanitizer {
  return makeSanitizer(policy, () => null)
}
