/** Answers: how does a project state its policy once? */

import type { SanitizerPolicy } from '../vocabulary/policy.ts'
import { environmentKey } from './environment-key.ts'
import { hashPii } from './hash-pii.ts'
import { makeSanitizer } from './make-sanitizer.ts'
import type { Sanitizer } from './sanitized.ts'

/**
 * A `sanitizeAttributes` with the project's own policy, to be exported from one module of the project. A policy handed
 * over with a call adds to it.
 *
 * @throws {TypeError} when the policy is wrong, naming the key and what is allowed.
 *
 * @example
 * const sanitizeAttributes = createSanitizer({ keep: ['phone'], neverSend: ['internal_score'] })
 */
export function createSanitizer(policy: SanitizerPolicy): Sanitizer {
  return makeSanitizer(policy, (hashKey) => {
    const key = hashKey ?? environmentKey()
    return key === null ? null : (text, kind) => hashPii(text, key, kind)
  })
}
