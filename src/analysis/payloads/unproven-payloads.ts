// Which data of a call needs a sanitizer, and what must be sanitized together?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Payload } from './payload-sites.ts'
import type { Fault, Verdict } from '../judgement/verdict.ts'

/** One expression that reaches Customer.io with data that no sanitizer has seen. */
export interface UnprovenPayload {
  readonly node: TSESTree.Node
  /** the first of the payloads that the expression holds */
  readonly payload: Payload
  /** where in the expression the data is; an empty path is all of it */
  readonly paths: readonly (readonly string[])[]
  readonly verdict: Verdict
}

/** The payloads that are not proven, those of one expression together: an unknown message has traits and properties. */
export function unprovenAmong(
  payloads: readonly Payload[],
  verdictOf: (payload: Payload) => Verdict,
  isProven: (verdict: Verdict) => boolean,
): readonly UnprovenPayload[] {
  const found = new Map<TSESTree.Node, UnprovenPayload>()
  for (const payload of payloads) {
    const verdict = verdictOf(payload)
    if (isProven(verdict)) continue
    const known = found.get(payload.node)
    const paths = [...(known?.paths ?? []), payload.path]
    found.set(payload.node, {
      node: payload.node,
      payload: known?.payload ?? payload,
      paths,
      verdict: known ? joined(known.verdict, verdict) : verdict,
    })
  }
  return [...found.values()]
}

function joined(one: Verdict, other: Verdict): Verdict {
  const faults = new Set<Fault>([...one.faults, ...other.faults])
  return {
    state: one.state === 'raw' ? one.state : other.state,
    faults: [...faults],
    texts: [...one.texts, ...other.texts],
    entries: [...one.entries, ...other.entries],
    lostAt: one.lostAt ?? other.lostAt,
    keys: new Set([...one.keys, ...other.keys]),
  }
}
