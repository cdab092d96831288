/** Answers: how does a policy become a sanitizer? Shared by the platforms, which differ in their digests. */

import {
  assertPolicy,
  compilePolicy,
  defaultHashLength,
  defaultMaxDepth,
  type SanitizerPolicy,
} from '../vocabulary/policy.ts'
import type { Sanitizer } from './sanitized.ts'
import { walkAttributes, type WalkSettings } from './walk-attributes.ts'

/** Gives the full digests of a policy's key, `null` without one. */
export type DigestsOf = (hashKey: string | undefined) => WalkSettings['digest']

/**
 * A sanitizer for a policy. Policies handed over with a call add to it: lists are joined, single settings replaced.
 *
 * @throws {TypeError} when the policy is wrong.
 */
export function makeSanitizer(policy: SanitizerPolicy, digestsOf: DigestsOf): Sanitizer {
  assertPolicy(policy)
  const own = mergePolicies(policy, {})
  const ownSettings = settingsOf(own)

  function sanitize(attributes: unknown, extra?: SanitizerPolicy): object {
    if (extra !== undefined) assertPolicy(extra)
    if (attributes === null || attributes === undefined) return {}
    if (typeof attributes !== 'object') {
      throw new TypeError(`Attributes must be an object, not a ${typeof attributes}.`)
    }
    const merged = extra === undefined ? own : mergePolicies(own, extra)
    const settings = extra === undefined ? ownSettings : settingsOf(merged)
    const digest = shortened(digestsOf(merged.hashKey), merged.hashLength ?? defaultHashLength)
    const sent = walkAttributes(attributes, { ...settings, digest })
    if (sent === null) throw new TypeError('Attributes must be an object; this one is none as JSON.')
    return sent
  }
  return sanitize as Sanitizer
}

function settingsOf(policy: SanitizerPolicy): Omit<WalkSettings, 'digest'> {
  return {
    policy: compilePolicy(policy),
    detectValues: policy.detectValues ?? true,
    maxDepth: policy.maxDepth ?? defaultMaxDepth,
    onRemove: policy.onRemove,
  }
}

function shortened(digest: WalkSettings['digest'], length: number): WalkSettings['digest'] {
  return digest === null ? null : (text, kind) => digest(text, kind).slice(0, length)
}

function mergePolicies(own: SanitizerPolicy, extra: SanitizerPolicy): SanitizerPolicy {
  return {
    neverSend: [...(own.neverSend ?? []), ...(extra.neverSend ?? [])],
    hash: [...(own.hash ?? []), ...(extra.hash ?? [])],
    keep: [...(own.keep ?? []), ...(extra.keep ?? [])],
    hashKey: extra.hashKey ?? own.hashKey,
    hashLength: extra.hashLength ?? own.hashLength,
    detectValues: extra.detectValues ?? own.detectValues,
    maxDepth: extra.maxDepth ?? own.maxDepth,
    onRemove: extra.onRemove ?? own.onRemove,
  }
}
