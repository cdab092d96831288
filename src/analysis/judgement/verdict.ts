// What can be said of a payload: sanitized, harmless, or raw, and why?
import type { TSESTree } from '@typescript-eslint/utils'

/**
 * `raw` is neither sanitized nor provably harmless; `absent` sends nothing: `undefined`, `null`, `{}`. Only while it is
 * worked out, `pending` stands for the very question that is being asked: `attributes = { ...attributes, plan }`.
 */
export type PayloadState = 'sanitized' | 'harmless' | 'raw' | 'absent' | 'pending'

/**
 * | reason          | the value …                                                     |
 * |-----------------|-----------------------------------------------------------------|
 * | record          | is a whole record, or of a shape that is not known              |
 * | computed-key    | has properties whose names are computed                         |
 * | sensitive-key   | stands under a sensitive name                                   |
 * | sensitive-value | is read from a sensitive name                                   |
 * | sensitive-type  | has a sensitive property by its type                            |
 * | sensitive-text  | is written down, and holds a card number, a token …             |
 */
export type FaultReason =
  'record' | 'computed-key' | 'sensitive-key' | 'sensitive-value' | 'sensitive-type' | 'sensitive-text'

/** One reason why a payload is raw. */
export interface Fault {
  readonly reason: FaultReason
  readonly node: TSESTree.Node
  /** the name that is sensitive, or of the record; `null` when it has none */
  readonly name: string | null
  /** the innermost property of the payload that holds the value; `null` when none does */
  readonly property: TSESTree.Node | null
}

/** A property of a payload, at any depth. */
export interface Entry {
  readonly name: string
  readonly node: TSESTree.Node
  readonly value: TSESTree.Node
}

/** What is known of a payload. */
export interface Verdict {
  readonly state: PayloadState
  readonly faults: readonly Fault[]
  /** written texts that hold a card number, a token …: a sanitizer redacts them, but no data of people makes them raw */
  readonly texts: readonly Fault[]
  readonly entries: readonly Entry[]
  /** where raw data was added to data that had been sanitized; `null` when none had */
  readonly lostAt: TSESTree.Node | null
  /** every property name that can be read in the payload, at any depth */
  readonly keys: ReadonlySet<string>
}

/** Alternatives: as bad as the worst, and only as proven as all that send something. */
export function anyOf(states: readonly PayloadState[]): PayloadState {
  return first(['raw', 'harmless', 'sanitized', 'pending'], states)
}

/** Parts of one object: a sanitized part beside harmless ones leaves it sanitized. */
export function allOf(states: readonly PayloadState[]): PayloadState {
  return first(['raw', 'sanitized', 'pending', 'harmless'], states)
}

function first(order: readonly PayloadState[], states: readonly PayloadState[]): PayloadState {
  return order.find((state) => states.includes(state)) ?? 'absent'
}
