/** Answers: how is one policy written for the sanitizer and for the settings of the lint rules? */

import { assertPolicy, type SanitizerPolicy } from '../vocabulary/policy.ts'

/**
 * The policy itself, checked and frozen: give it to `createSanitizer` and to `settings.customerio.sensitiveFields`.
 *
 * @throws {TypeError} when the policy is wrong, naming the key and what is allowed.
 */
export function definePolicy<Policy extends SanitizerPolicy>(policy: Policy): Readonly<Policy> {
  assertPolicy(policy)
  const entries: [string, unknown][] = Object.entries(policy)
  const copies = entries.map(([key, value]) => [
    key,
    Array.isArray(value) ? Object.freeze([...(value as unknown[])]) : value,
  ])
  return Object.freeze(Object.fromEntries(copies)) as Readonly<Policy>
}
