/** Answers: what is known about the type of attributes after they were sanitized? Types only. */

import type { canonicalNames } from '../vocabulary/sensitive-names.ts'
import type { SanitizerPolicy } from '../vocabulary/policy.ts'

/** Names that are removed or hashed by default, without their separators: `phonenumber`. */
type SensitiveName = Squashed<
  (typeof canonicalNames)[
    'credential' | 'payment' | 'government_id' | 'special_category' | 'personal'][number]
>

type Squashed<Name extends string> = Name extends `${infer Head}${'_' | '-' | ' ' | '.'}${infer Tail}`
  ? Squashed<`${Head}${Tail}`>
  : Lowercase<Name>

type HarmlessKey<Key> = Key extends string ? (Squashed<Key> extends SensitiveName ? never : Key) : never

type SanitizedValue<Value> = 0 extends 1 & Value
  ? Value
  : Value extends string | number | boolean | null | undefined
    ? Value
    : Value extends bigint | Date
      ? string
      : Value extends readonly (infer Item)[] | ReadonlySet<infer Item>
        ? SanitizedValue<Item>[]
        : Value extends ReadonlyMap<unknown, infer Item>
          ? Record<string, SanitizedValue<Item>>
          : Value extends symbol | ArrayBufferView | ((...args: never) => unknown)
            ? undefined
            : Value extends object
              ? SanitizedRecord<Value>
              : unknown

type SanitizedProperties<Attributes> = {
  -readonly [
    Key in keyof Attributes as Attributes[Key] extends (...args: never) => unknown ? never : HarmlessKey<Key>
  ]: SanitizedValue<Attributes[Key]>
}

/**
 * Attributes as they are sent. Harmless properties keep their types; the sensitive ones of the table are not in it, for
 * they are gone or have become digests under another name. It always fits what the SDK takes.
 */
export type SanitizedRecord<Attributes> = SanitizedProperties<NonNullable<Attributes>>

/** `sanitizeAttributes`, or one with a policy of its own. */
export interface Sanitizer {
  /** What is untyped stays so. */
  <Untyped>(
    attributes: Untyped & (0 extends 1 & Untyped ? unknown : never),
    policy?: SanitizerPolicy,
  ): Untyped
  <Row>(attributes: readonly Row[], policy?: SanitizerPolicy): SanitizedRecord<Row>[]
  <Attributes>(attributes: Attributes, policy?: SanitizerPolicy): SanitizedRecord<Attributes>
}
