/** Answers: what does this project want done with an attribute? The shape shared by settings and runtime. */

import {
  actionOf,
  classifyAttribute,
  segmentsOf,
  squashedName,
  type AttributeAction,
  type AttributeCategory,
} from './sensitive-fields.ts'

/** The category of a name that only the policy calls sensitive. */
export type PolicyCategory = AttributeCategory | 'custom'

/** What the sanitizer did to one attribute. Never holds the value. */
export interface SanitizerFinding {
  /** Where it was: `address.street`, `contacts[0].phone`. */
  readonly path: string
  readonly category: PolicyCategory
  readonly action: 'removed' | 'hashed' | 'redacted'
  /** `no_hash_key`, `replaced_by_hash`, or the kind of a redacted value (`card`, `ssn`, `iban`, `jwt`, `private_key`). */
  readonly reason?: string
}

/** What to do with attributes, beyond the defaults. Names match whole attribute names in every spelling, at any depth. */
export interface SanitizerPolicy {
  /** Names that are never sent, besides the ones removed by default. */
  readonly neverSend?: readonly string[] | undefined
  /** Names sent as a keyed digest under `<name>_hash`. */
  readonly hash?: readonly string[] | undefined
  /** Names sent as they are, whatever the other lists and the defaults say. */
  readonly keep?: readonly string[] | undefined
  /** The key of the digests; default: the environment variable `CUSTOMERIO_PII_KEY`. Without a key the value is removed. */
  readonly hashKey?: string | undefined
  /** Hex digits of a digest, 32 to 64; default 64. */
  readonly hashLength?: number | undefined
  /** Whether card numbers, SSNs, IBANs, JWTs and private keys inside texts are redacted; default true. */
  readonly detectValues?: boolean | undefined
  /** How deep objects may be nested below the attributes; default 32. */
  readonly maxDepth?: number | undefined
  /** Told of every attribute that was removed, hashed or redacted; never of a value. */
  readonly onRemove?: ((finding: SanitizerFinding) => void) | undefined
}

/** The name lists of a policy, ready to be asked. */
export interface CompiledPolicy {
  readonly keep: ReadonlySet<string>
  readonly neverSend: ReadonlySet<string>
  readonly hash: ReadonlySet<string>
  /** Digests that the policy's own `hash` entries lead to; kept, so that sanitizing twice is sanitizing once. */
  readonly hashed: ReadonlySet<string>
}

/** What happens to an attribute, and who says so. */
export interface PolicyAnswer {
  readonly category: PolicyCategory
  readonly action: AttributeAction
  readonly source: 'keep' | 'neverSend' | 'hash' | 'default'
}

export const defaultHashLength = 64
export const shortestHashLength = 32
export const defaultMaxDepth = 32

interface Check {
  readonly allowed: string
  readonly accepts: (value: unknown) => boolean
  readonly secret?: boolean
}

const nameList: Check = { allowed: 'an array of non-empty strings', accepts: isNameList }

const checks: ReadonlyMap<string, Check> = new Map(
  Object.entries({
    neverSend: nameList,
    hash: nameList,
    keep: nameList,
    hashKey: { allowed: 'a non-empty string', accepts: isNonEmptyString, secret: true },
    hashLength: {
      allowed: `a whole number from ${shortestHashLength} to ${defaultHashLength}`,
      accepts: (value: unknown) => isWholeNumber(value, shortestHashLength, defaultHashLength),
    },
    detectValues: { allowed: 'true or false', accepts: (value: unknown) => typeof value === 'boolean' },
    maxDepth: {
      allowed: 'a whole number from 0 to 256',
      accepts: (value: unknown) => isWholeNumber(value, 0, 256),
    },
    onRemove: { allowed: 'a function', accepts: (value: unknown) => typeof value === 'function' },
  } satisfies Record<keyof SanitizerPolicy, Check>),
)

/**
 * Checks a policy, however it was written.
 *
 * @throws {TypeError} naming the key, the value (never that of `hashKey`) and what is allowed.
 */
export function assertPolicy(policy: unknown, where = 'policy'): asserts policy is SanitizerPolicy {
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) {
    throw new TypeError(`\`${where}\` must be an object, not ${describe(policy)}.`)
  }
  for (const [key, value] of Object.entries(policy)) {
    const check = checks.get(key)
    if (check === undefined) {
      const allowed = [...checks.keys()].map((name) => `\`${name}\``).join(', ')
      throw new TypeError(`\`${where}\` has an unknown key \`${key}\`; allowed are ${allowed}.`)
    }
    if (value === undefined || check.accepts(value)) continue
    const given = check.secret ? describeSecret(value) : describe(value)
    throw new TypeError(`\`${where}.${key}\` must be ${check.allowed}, not ${given}.`)
  }
}

/** Makes a policy that was checked quick to ask. */
export function compilePolicy(policy: SanitizerPolicy): CompiledPolicy {
  const hash = namesOf(policy.hash)
  return {
    keep: namesOf(policy.keep),
    neverSend: namesOf(policy.neverSend),
    hash,
    hashed: new Set([...hash].map((name) => `${name}hash`)),
  }
}

/** What happens to an attribute of this name: `keep` over `neverSend` over `hash` over the defaults; `null`: ordinary. */
export function actionFor(name: string, policy: CompiledPolicy): PolicyAnswer | null {
  const category = classifyAttribute(name)
  const source = sourceFor(name, policy)
  if (source !== null) return { category: category ?? 'custom', action: actions[source], source }
  return category === null ? null : { category, action: actionOf(category), source: 'default' }
}

/** Whether a name is the one that this policy's hashing gives: `phone_hash`, `address-hash`. */
export function isHashedName(name: string, policy: CompiledPolicy): boolean {
  if (!/hash$/i.test(name)) return false
  const segments = segmentsOf(name)
  if (segments.pop() !== 'hash' || segments.length === 0) return false
  return (
    policy.hashed.has(`${segments.join('')}hash`) || actionFor(segments.join('_'), policy)?.action === 'hash'
  )
}

/** The name under which a digest is sent, in the key's own style: `phone_hash`, `workPhoneHash`, `PHONE_HASH`. */
export function hashedNameOf(name: string): string {
  if (/[a-z][A-Z]/.test(name) || /^[A-Z][a-z]/.test(name)) return `${name}Hash`
  const isUpper = name !== name.toLowerCase() && name === name.toUpperCase()
  const joint = lastSeparatorOf(name)
  return name + joint + (isUpper ? 'HASH' : 'hash')
}

/** What stands between the last two words; an underscore where that is nothing, or nothing that belongs in a name. */
function lastSeparatorOf(name: string): string {
  const separators = ['_', '-', '.', ' ']
  const last = separators.reduce((found, separator) => Math.max(found, name.lastIndexOf(separator)), -1)
  return last < 0 ? '_' : name.charAt(last)
}

const actions = { keep: 'keep', neverSend: 'remove', hash: 'hash' } as const

function sourceFor(name: string, policy: CompiledPolicy): keyof typeof actions | null {
  if (policy.keep.size + policy.neverSend.size + policy.hash.size === 0) return null
  const squashed = squashedName(name)
  if (policy.keep.has(squashed) || policy.hashed.has(squashed)) return 'keep'
  if (policy.neverSend.has(squashed)) return 'neverSend'
  if (!policy.hash.has(squashed)) return null
  // A digest is not hashed again.
  return isHashedName(name, policy) ? 'keep' : 'hash'
}

function namesOf(list: readonly string[] | undefined): ReadonlySet<string> {
  return new Set((list ?? []).map(squashedName))
}

function isNameList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isNonEmptyString)
}

function isNonEmptyString(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function isWholeNumber(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

function describeSecret(value: unknown): string {
  return typeof value === 'string' ? 'an empty one' : `a value of type ${typeof value}`
}

/** The value as a reader would write it, short. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60))
  if (Array.isArray(value))
    return `[${value.slice(0, 5).map(describe).join(', ')}${value.length > 5 ? ', …' : ''}]`
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}
