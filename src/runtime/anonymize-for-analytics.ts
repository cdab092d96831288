/** Answers: what of a record can be counted and compared without anybody being known by it? */

import type { TextRange } from '../vocabulary/card-numbers.ts'
import {
  containerAfter,
  identifiesElsewhere,
  identifyingKindOf,
  isPersonalName,
  type IdentifyingKind,
} from '../vocabulary/identifying-names.ts'
import { findIdentifyingValues, withoutRanges } from '../vocabulary/identifying-values.ts'
import { assertPolicy, defaultMaxDepth } from '../vocabulary/policy.ts'
import { squashedName } from '../vocabulary/sensitive-fields.ts'
import { redactValues } from '../vocabulary/sensitive-values.ts'
import { KnownPeople } from './known-people.ts'
import type { SanitizedRecord } from './sanitized.ts'
import { walkAttributes } from './walk-attributes.ts'

/** Options of `anonymizeForAnalytics`. */
export interface AnonymizeOptions {
  /** Names that stay as they are, in every spelling and at any depth: `['city', 'plan_name']`. */
  readonly keep?: readonly string[] | undefined
}

/** The record's harmless properties; which of them stay also depends on what surrounds them. */
export type AnonymizedRecord<Attributes> = 0 extends 1 & Attributes
  ? Attributes
  : Anonymized<SanitizedRecord<Attributes>>

type Anonymized<Value> = 0 extends 1 & Value
  ? Value
  : Value extends readonly (infer Item)[]
    ? Anonymized<Item>[]
    : Value extends object
      ? { [Key in keyof Value]?: Anonymized<Value[Key]> }
      : Value

/**
 * A copy of a record for analytics, without the person: contact data, personal and sensitive data, identifiers, names,
 * links and free texts are dropped; plan, dates, counts, flags and other plain values stay. What was dropped is also cut
 * out of the texts that stay, with every e-mail address, telephone number and IP address. The input is not changed.
 *
 * @param record Any object or list of rows; `null` and `undefined` give `{}`.
 * @param options `keep` adds names to what stays.
 * @throws {TypeError} when the record is no object or the options are wrong.
 * @throws {SanitizeError} when the record is circular, too deep, or a getter throws; see `code`.
 *
 * @example
 * anonymizeForAnalytics({ id: 7, email: 'jane@example.com', plan: 'pro', orders: 3 }) // { plan: 'pro', orders: 3 }
 */
export function anonymizeForAnalytics<Row>(
  record: readonly Row[],
  options?: AnonymizeOptions,
): AnonymizedRecord<Row>[]
export function anonymizeForAnalytics<Attributes>(
  record: Attributes,
  options?: AnonymizeOptions,
): AnonymizedRecord<Attributes>
export function anonymizeForAnalytics(record: unknown, options: AnonymizeOptions = {}): unknown {
  const keep = namesToKeep(options)
  if (record === null || record === undefined) return {}
  if (typeof record !== 'object') throw new TypeError(`A record must be an object, not a ${typeof record}.`)
  const plain = walkAttributes(record, plainCopy) as Plain | null
  if (plain === null) throw new TypeError('A record must be an object; this one is none as JSON.')
  const copy = new AnonymousCopy(keep)
  copy.learn(plain, top)
  return copy.of(plain, top)
}

function namesToKeep(options: unknown): ReadonlySet<string> {
  assertPolicy(options, 'options')
  const other = Object.keys(options).find((key) => key !== 'keep')
  if (other !== undefined)
    throw new TypeError(`\`options\` has an unknown key \`${other}\`; allowed is \`keep\`.`)
  return new Set((options.keep ?? []).map(squashedName))
}

/** Settings with which the walk over attributes only makes plain JSON data of them. */
const plainCopy = {
  policy: null,
  digest: null,
  detectValues: false,
  maxDepth: defaultMaxDepth,
  onRemove: undefined,
}

type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain }

/** Where a value stands: below which name (of the list it is in), and what that name says of it. */
interface Place {
  readonly name: string
  readonly kind: IdentifyingKind | 'kept' | null
  readonly container: string | null
  /** Below a dropped name: what the value found elsewhere would tell, and whether its words would. */
  readonly tells: boolean
  readonly byWord: boolean
}

const top: Place = { name: '', kind: null, container: null, tells: true, byWord: false }

class AnonymousCopy {
  readonly #keep: ReadonlySet<string>
  readonly #people = new KnownPeople()
  readonly #places = new Map<string, Place>()
  /** Objects that stand in a record many times over are gone through once for every meaning of their place. */
  readonly #learnt = new Map<object, Set<string>>()
  readonly #copies = new Map<object, Map<string, Plain | undefined>>()

  constructor(keep: ReadonlySet<string>) {
    this.#keep = keep
  }

  /** Remembers the values that are going to be dropped. */
  learn(value: Plain, place: Place): void {
    if (typeof value === 'string' || typeof value === 'number') {
      if (isTaken(value, place.kind) && place.kind !== 'text' && place.tells) this.#people.add(value, place)
    }
    if (typeof value !== 'object' || value === null) return
    const variants = this.#learnt.get(value) ?? new Set()
    this.#learnt.set(value, variants)
    if (variants.has(variantOf(place))) return
    variants.add(variantOf(place))
    for (const [name, inner] of Object.entries(value)) {
      this.learn(inner, Array.isArray(value) ? place : this.#placeOf(name, place))
    }
  }

  /** What stays of a value; `undefined`: nothing. */
  of(value: Plain, place: Place): Plain | undefined {
    if (place.kind === 'dropped' || isTaken(value, place.kind)) return undefined
    if (typeof value === 'string') return place.kind === 'kept' ? value : this.#redacted(value, place.name)
    if (typeof value === 'number') {
      const isHarmless = place.kind === 'kept' || this.#redacted(String(value), place.name) === String(value)
      return isHarmless ? value : undefined
    }
    if (typeof value !== 'object' || value === null) return value
    const variants = this.#copies.get(value) ?? new Map<string, Plain | undefined>()
    this.#copies.set(value, variants)
    const known = variants.get(variantOf(place))
    if (known !== undefined) return known
    const copy = Array.isArray(value) ? this.#listOf(value, place) : this.#recordOf(value, place)
    variants.set(variantOf(place), copy)
    return copy
  }

  #listOf(list: readonly Plain[], place: Place): Plain[] {
    return list.flatMap((item) => {
      const copy = this.of(item, place)
      return copy === undefined ? [] : [copy]
    })
  }

  #recordOf(record: Readonly<Record<string, Plain>>, place: Place): Plain {
    const copies: Record<string, Plain> = {}
    for (const [name, value] of Object.entries(record)) {
      const inner = this.#placeOf(name, place)
      const copy = this.of(value, inner)
      if (copy !== undefined && (inner.kind === 'kept' || !this.#isPerson(name))) copies[name] = copy
    }
    return copies
  }

  /** Worked out once for the rows of a list, which have the same names. */
  #placeOf(name: string, above: Place): Place {
    const variant = `${name} ${variantOf(above)}`
    const place = this.#places.get(variant) ?? this.#newPlaceOf(name, above)
    this.#places.set(variant, place)
    return place
  }

  #newPlaceOf(name: string, above: Place): Place {
    const container = above.name === '' ? null : containerAfter(above.name, above.container)
    const isInside = above.kind === 'dropped'
    const own = this.#keep.has(squashedName(name)) ? 'kept' : identifyingKindOf(name, container)
    return {
      name,
      kind: isInside ? 'dropped' : own,
      container,
      tells: (!isInside || above.tells) && identifiesElsewhere(name),
      byWord: (isInside && above.byWord) || isPersonalName(name),
    }
  }

  /** Where names are data, they may be people: `visits: { 'jane@example.com': 3 }`. A user called Price has a price, too. */
  #isPerson(name: string): boolean {
    const isTelling = ({ start, end }: TextRange): boolean => !/^[a-z]+$/i.test(name.slice(start, end))
    return findIdentifyingValues(name, '').length > 0 || this.#people.find(name).some(isTelling)
  }

  #redacted(text: string, key: string): string {
    const { text: withoutSecrets } = redactValues(text, { key })
    const ranges = [...findIdentifyingValues(withoutSecrets, key), ...this.#people.find(withoutSecrets)]
    return withoutRanges(withoutSecrets, ranges)
  }
}

/** Whether a single value goes for what its place is called. */
function isTaken(value: Plain, kind: Place['kind']): boolean {
  if (kind === 'dropped') return true
  if (typeof value === 'string') return kind === 'leaf' || kind === 'text'
  return typeof value === 'number' && kind === 'leaf'
}

function variantOf({ name, kind, container, tells, byWord }: Place): string {
  return JSON.stringify([name, kind, container, tells, byWord])
}
