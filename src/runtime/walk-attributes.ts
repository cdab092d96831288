/** Answers: what may be sent of these attributes? The sanitizer itself, without the digests, for every platform. */

import {
  actionFor,
  hashedNameOf,
  isHashedName,
  type CompiledPolicy,
  type PolicyAnswer,
  type PolicyCategory,
  type SanitizerFinding,
} from '../vocabulary/policy.ts'
import { valueKindOf, type ValueKind } from '../vocabulary/sensitive-fields.ts'
import { categoryOfValue, redactValues } from '../vocabulary/sensitive-values.ts'
import { SanitizeError, type SanitizeErrorCode } from './errors.ts'
import { containerOf, isBinary, jsonFormOf, type PlainContainer } from './plain-container.ts'
import { RepeatedWalks } from './repeated-walks.ts'

export interface WalkSettings {
  /** `null`: every name is ordinary. */
  readonly policy: CompiledPolicy | null
  /** Gives the digest of a text; `null` without a key. */
  readonly digest: ((text: string, kind: ValueKind) => string) | null
  readonly detectValues: boolean
  readonly maxDepth: number
  readonly onRemove: ((finding: SanitizerFinding) => void) | undefined
}

/** Plain JSON data; `undefined` is what is left out. */
type Sent = string | number | boolean | null | Sent[] | { [name: string]: Sent } | undefined

/** How values are treated below a name. */
interface Place {
  /** The name above, or that of the list the value stands in. */
  readonly key: string
  /**
   * `plain`: by their names. `hash`: below a name that is hashed, every leaf is. `hashed`: below the name of a digest, by
   * their names, but digests made before stay; `rehash`: there, every leaf that is not yet a digest is hashed.
   */
  readonly mode: 'plain' | 'hash' | 'hashed' | 'rehash'
  /** Whether the policy keeps the value as it is. */
  readonly isKept: boolean
  readonly category: PolicyCategory
}

interface SentProperty {
  readonly name: string
  readonly value: Sent
  /** The category of the value whose digest this is, `null` for other properties. */
  readonly digestOf: PolicyCategory | null
}

const digestShape = /^[0-9a-f]{32,64}$/
const root: Place = { key: '', mode: 'plain', isKept: false, category: 'custom' }

/** Attributes as plain JSON data without what must not be sent; `null` where they do not become an object. */
export function walkAttributes(attributes: object, settings: WalkSettings): object | null {
  const sent = new AttributeWalk(settings).sentOf(attributes, root)
  return typeof sent === 'object' ? sent : null
}

/** One pass over one input: only reads it, and every property at most once. */
class AttributeWalk {
  readonly #settings: WalkSettings
  readonly #path: { name: string; isIndex: boolean }[] = []
  readonly #ancestors = new Set<object>()
  readonly #repeated = new RepeatedWalks<Sent>()
  /** The depth of the deepest object seen inside the one being walked. */
  #deepest = 0

  constructor(settings: WalkSettings) {
    this.#settings = settings
  }

  sentOf(value: unknown, place: Place): Sent {
    switch (typeof value) {
      case 'string':
        return this.#sentText(value, place)
      case 'number':
        return this.#sentNumber(value, place)
      case 'bigint':
        return this.#sentText(String(value), place)
      case 'boolean':
        return value
      case 'object':
        return value === null ? null : this.#sentObject(value, place)
      default:
        return undefined
    }
  }

  #sentText(text: string, place: Place): Sent {
    if (place.mode === 'hash') return this.#digestOf(text, place)
    if (place.mode === 'rehash') return digestShape.test(text) ? text : this.#digestOf(text, place)
    return this.#redact(text, place) ?? text
  }

  #sentNumber(number: number, place: Place): Sent {
    if (!Number.isFinite(number)) return null
    if (place.mode === 'hash' || place.mode === 'rehash') return this.#digestOf(String(number), place)
    const redacted = Number.isInteger(number) ? this.#redact(String(number), place) : null
    // Minus zero is no JSON.
    return redacted ?? (number === 0 ? 0 : number)
  }

  #digestOf(text: string, place: Place): Sent {
    const { digest } = this.#settings
    if (digest !== null) return digest(text, valueKindOf(place.key))
    this.#report(place.category, 'removed', 'no_hash_key')
    return undefined
  }

  #redact(text: string, place: Place): string | null {
    if (place.isKept || !this.#settings.detectValues) return null
    const redacted = redactValues(text, { key: place.key })
    for (const kind of redacted.kinds) this.#report(categoryOfValue[kind], 'redacted', kind)
    return redacted.kinds.length > 0 ? redacted.text : null
  }

  #sentObject(value: object, place: Place): Sent {
    if (this.#read(() => isBinary(value))) return undefined
    const variant = `${place.mode} ${place.isKept} ${place.key}`
    const depthLeft = this.#settings.maxDepth - this.#path.length
    const walked = this.#repeated.find(value, variant, depthLeft)
    if (walked !== null) return walked.result
    return this.#inside(value, variant, () => {
      const form = this.#read(() => jsonFormOf(value, place.key))
      if (typeof form !== 'object' || form === null) return this.sentOf(form, place)
      if (form === value) return this.#sentContainer(value, place)
      // `toJSON` is not asked twice, as in JSON.stringify.
      if (this.#read(() => isBinary(form))) return undefined
      return this.#inside(form, `${variant} toJSON`, () => this.#sentContainer(form, place))
    })
  }

  #sentContainer(value: object, place: Place): Sent {
    if (this.#path.length > this.#settings.maxDepth) {
      throw this.#error('too_deep', `are nested deeper than ${this.#settings.maxDepth} levels`)
    }
    this.#deepest = Math.max(this.#deepest, this.#path.length)
    const container = this.#read(() => containerOf(value))
    return container.isList ? this.#sentList(container, place) : this.#sentRecord(container, place)
  }

  #sentList(list: PlainContainer, place: Place): Sent {
    const sent: Sent[] = []
    for (const name of list.names) {
      const item = this.#at(name, true, () =>
        this.sentOf(
          this.#read(() => list.read(name)),
          place,
        ),
      )
      if (item !== undefined) sent.push(item)
    }
    return sent
  }

  #sentRecord(record: PlainContainer, place: Place): Sent {
    const properties: SentProperty[] = []
    const digests = new Map<string, PolicyCategory>()
    for (const name of record.names) {
      // No attribute, and on its way to somebody's `Object.assign` a danger.
      if (name === '__proto__') continue
      const property = this.#at(name, false, () => this.#sentProperty(record, name, place))
      if (property?.value === undefined) continue
      properties.push(property)
      if (property.digestOf !== null) digests.set(property.name, property.digestOf)
    }
    const sent: Record<string, Sent> = {}
    for (const { name, value, digestOf } of properties) {
      const replacedBy = digestOf === null ? digests.get(name) : undefined
      if (replacedBy === undefined) sent[name] = value
      else
        this.#at(name, false, () => {
          this.#report(replacedBy, 'removed', 'replaced_by_hash')
        })
    }
    return sent
  }

  #sentProperty(record: PlainContainer, name: string, place: Place): SentProperty | null {
    const answer = this.#answerFor(name)
    const isRenamed = answer?.action === 'hash' && place.mode === 'plain'
    const reason = isRenamed && this.#settings.digest === null ? 'no_hash_key' : null
    if (
      answer?.action === 'remove' ||
      reason !== null ||
      (isRenamed && this.#isNeverSent(hashedNameOf(name)))
    ) {
      // The value is not even read: a getter may be slow, or log what it is asked for.
      if (!this.#read(() => record.isAbsent(name)))
        this.#report(answer?.category ?? 'custom', 'removed', reason)
      return null
    }
    const value = this.sentOf(
      this.#read(() => record.read(name)),
      this.#placeOf(name, answer, place),
    )
    if (!isRenamed) return { name, value, digestOf: null }
    if (value !== undefined) this.#report(answer.category, 'hashed', null)
    return { name: hashedNameOf(name), value, digestOf: answer.category }
  }

  /** A policy may ask for nothing of a value, not even its digest. */
  #isNeverSent(name: string): boolean {
    return this.#answerFor(name)?.action === 'remove'
  }

  #answerFor(name: string): PolicyAnswer | null {
    const { policy } = this.#settings
    return policy === null ? null : actionFor(name, policy)
  }

  #placeOf(name: string, answer: PolicyAnswer | null, above: Place): Place {
    const category = answer?.category ?? above.category
    const isKept = answer?.source === 'keep'
    const { policy } = this.#settings
    const isBelowDigest = policy !== null && isHashedName(name, policy)
    if (isKept) return { key: name, mode: isBelowDigest ? 'hashed' : 'plain', isKept, category }
    if (above.mode === 'hash' || above.mode === 'rehash')
      return { key: name, mode: above.mode, isKept, category }
    if (answer?.action === 'hash') {
      return { key: name, mode: above.mode === 'plain' ? 'hash' : 'rehash', isKept, category }
    }
    return { key: name, mode: isBelowDigest ? 'hashed' : above.mode, isKept, category }
  }

  #report(category: PolicyCategory, action: SanitizerFinding['action'], reason: string | null): void {
    const { onRemove } = this.#settings
    if (onRemove === undefined) return
    const finding = { path: this.#pathText(), category, action }
    onRemove(reason === null ? finding : { ...finding, reason })
  }

  #at<Result>(name: string, isIndex: boolean, act: () => Result): Result {
    this.#path.push({ name, isIndex })
    const result = act()
    this.#path.pop()
    return result
  }

  #inside(value: object, variant: string, walk: () => Sent): Sent {
    if (this.#ancestors.has(value)) throw this.#error('circular', 'contain an object that contains itself')
    this.#ancestors.add(value)
    const deepestBefore = this.#deepest
    this.#deepest = this.#path.length
    const result = walk()
    this.#repeated.add(value, variant, { result, height: this.#deepest - this.#path.length })
    this.#deepest = Math.max(this.#deepest, deepestBefore)
    this.#ancestors.delete(value)
    return result
  }

  /** Runs what may be the application's own code: a getter, `toJSON`, a proxy's trap. */
  #read<Result>(read: () => Result): Result {
    try {
      return read()
    } catch {
      throw this.#error('unreadable_property', 'cannot be read: reading them throws')
    }
  }

  #error(code: SanitizeErrorCode, what: string): SanitizeError {
    const path = this.#pathText()
    return new SanitizeError(code, `The attributes${path === '' ? '' : ` at \`${path}\``} ${what}.`, path)
  }

  #pathText(): string {
    return this.#path
      .map(({ name, isIndex }, index) => (isIndex ? `[${name}]` : index === 0 ? name : `.${name}`))
      .join('')
  }
}
