/** Answers: what does the name of an attribute say about its value? The one classifier of rules and runtime. */

import { asksYesOrNo, isNeutralTail, segmentsOf, squashedName } from './name-segments.ts'
import { canonicalNames, harmlessNames, otherSpellings, type AttributeCategory } from './sensitive-names.ts'

export { canonicalNames, segmentsOf, squashedName, type AttributeCategory }

/** What is done with an attribute unless the policy says otherwise. */
export type AttributeAction = 'remove' | 'hash' | 'keep'

/** How a value is brought into one form before it is hashed, so that equal people get equal digests. */
export type ValueKind = 'email' | 'phone' | 'text'

const defaultActions: Readonly<Record<AttributeCategory, AttributeAction>> = {
  credential: 'remove',
  payment: 'remove',
  government_id: 'remove',
  special_category: 'remove',
  personal: 'hash',
  demographic: 'keep',
  contact: 'keep',
}

/** The name says that the value is no longer the thing itself: `masked_card_number` (`hashed_password` is in the table). */
const alreadySafeHeads = new Set(['hashed', 'masked', 'redacted'])

/** Ordinary words or abbreviations: sensitive only when they are the whole name (`frying_pan`, `cake_tin`, `flat_lat`). */
const wholeNameOnly = new Set(['pan', 'sin', 'tin', 'bic', 'lat', 'lng', 'lon', 'gps'])

/** The same, but a person, a device or signing in standing before them settles the doubt: `user_mobile`, `bank_credentials`. */
// prettier-ignore
const wholeNameOrOwned = new Set(
  ['sessionid', 'fingerprint', 'mobile', 'credentials', 'credential', 'accountnumber'],
)

// prettier-ignore
const personWords = new Set(
  [
    'user', 'customer', 'client', 'member', 'patient', 'person', 'contact', 'subscriber', 'employee', 'applicant',
    'guest', 'owner', 'holder', 'cardholder', 'buyer', 'recipient', 'student', 'driver', 'tenant', 'visitor', 'agent',
    'manager', 'admin',
  ],
)
// prettier-ignore
const deviceAndSignInWords = new Set(
  ['device', 'browser', 'auth', 'login', 'logon', 'signin', 'sso', 'oauth', 'bank'],
)

/** Words for what is not a person: a shop's telephone number is on its door. They disarm `personal` only. */
// prettier-ignore
const notAPerson = new Set(
  [
    'store', 'shop', 'venue', 'company', 'office', 'branch', 'support', 'restaurant', 'hotel', 'warehouse', 'pickup',
    'sender', 'from', 'server', 'web', 'website', 'site', 'business', 'organization', 'organisation', 'merchant',
    'vendor', 'supplier', 'retailer', 'school', 'university', 'hospital', 'clinic', 'pharmacy', 'facility', 'agency',
    'corporate', 'event', 'headquarters', 'hq', 'hotline', 'helpline', 'helpdesk', 'airport', 'station', 'depot', 'dns',
    'gateway', 'proxy',
  ],
)

/** Of these, variables often hold a person's data: a request, an order, a message's two ends. */
const oftenAPerson = new Set(['event', 'from', 'sender'])

/** `number_of_tokens`, `type_of_address`: the head noun is the word before `of`. */
const measures = new Set(['type', 'kind', 'length', 'count', 'status', 'format'])

interface KnownName {
  readonly category: AttributeCategory | null
  /** The squashed singular, by which the sets above know it. */
  readonly squashed: string
  readonly plural: boolean
}

const knownNames = buildKnownNames()
const longestName = Math.max(...[...knownNames.keys()].map((name) => name.length))
/** More words than any name of the table has, however it is split. */
const maxWords = 8

const cacheLimit = 4096
const longestCachedName = 128
const cache = new Map<string, AttributeCategory | null>()

/** The category that an attribute's name puts its value in, or `null` for an ordinary name. Any spelling, never substrings. */
export function classifyAttribute(name: string): AttributeCategory | null {
  const known = cache.get(name)
  if (known !== undefined) return known
  const category = headOf(name)?.category ?? null
  if (name.length > longestCachedName) return category
  if (cache.size >= cacheLimit) cache.clear()
  cache.set(name, category)
  return category
}

/** What is done by default with attributes of a category. */
export function actionOf(category: AttributeCategory): AttributeAction {
  return defaultActions[category]
}

/**
 * The canonical name (squashed: `phonenumber`) that is the head noun of an attribute's name, with its category; `null`
 * where nothing sensitive is. `customer_access_token` has the head `accesstoken`.
 */
export function headOf(name: string): { category: AttributeCategory; squashed: string } | null {
  const segments = segmentsOf(name)
  for (let end = segments.length; end > 0; end -= 1) {
    const run = longestRunEndingAt(segments, end)
    if (run !== null) {
      const { category, squashed } = run.known
      return category !== null && counts(segments, run) ? { category, squashed } : null
    }
    if (!isNeutralTail(segments, end - 1)) return null
  }
  return null
}

/**
 * Whether the object that a property is read from says that the value is none of a person's: `device.token` is what
 * `device_token` is, `store.phone` what `store_phone` is. Asked of reads, whose names are two words apart.
 */
export function isOrdinaryOf(holder: string, name: string): boolean {
  const before = segmentsOf(holder)
  const segments = [...before, ...segmentsOf(name)]
  const run = longestRunEndingAt(segments, segments.length)
  if (run === null) return false
  const { category } = run.known
  if (run.start < before.length) return category === null || actionOf(category) === 'keep'
  const last = before.at(-1) ?? ''
  return category === 'personal' && notAPerson.has(last) && !oftenAPerson.has(last)
}

/** How the value under this name is normalised before hashing: e-mail addresses, telephone numbers, other text. */
export function valueKindOf(name: string): ValueKind {
  const head = headOf(name)?.squashed ?? ''
  if (head.startsWith('email')) return 'email'
  return /phone|mobile|^fax|^(cell|contact|tel|whatsapp)number$/.test(head) ? 'phone' : 'text'
}

interface Run {
  readonly start: number
  readonly end: number
  readonly known: KnownName
}

/** The longest canonical name made of the segments just before `end`; joined, so that squashed spellings are the same. */
function longestRunEndingAt(segments: readonly string[], end: number): Run | null {
  let joined = ''
  let found: Run | null = null
  for (let start = end - 1; start >= 0 && end - start <= maxWords; start -= 1) {
    joined = (segments[start] ?? '') + joined
    if (joined.length > longestName) break
    const known = knownNames.get(joined)
    if (known !== undefined) found = { start, end, known }
  }
  return found
}

/** Whether the words before a canonical name leave it its meaning. */
function counts(segments: readonly string[], run: Run): boolean {
  const { start, known } = run
  if (start === 0) return true
  if (wholeNameOnly.has(known.squashed)) return false
  const before = segments.slice(0, start)
  if (wholeNameOrOwned.has(known.squashed) && !before.some(isOwner)) return false
  return (
    !asksYesOrNo(before) &&
    !saysAlreadySafe(before) &&
    !isAMeasure(before, known) &&
    !isOfNoPerson(segments, run)
  )
}

function isOwner(segment: string, index: number, segments: readonly string[]): boolean {
  if (segment === 'sign') return segments[index + 1] === 'in'
  return personWords.has(segment) || deviceAndSignInWords.has(segment)
}

/** `hashed_phone`, `last4_ssn`, `last_four_ssn`. */
function saysAlreadySafe(before: readonly string[]): boolean {
  if (before.some((segment) => alreadySafeHeads.has(segment))) return true
  const last = before.indexOf('last')
  return last >= 0 && ['4', 'four'].includes(before[last + 1] ?? '')
}

/** `number_of_tokens` and `num_addresses` are numbers; `number_of_credit_card` is not. */
function isAMeasure(before: readonly string[], known: KnownName): boolean {
  const last = before.at(-1) ?? ''
  if (last === 'of' && measures.has(before.at(-2) ?? '')) return true
  if (!known.plural) return false
  return ['num', 'total', 'max', 'min'].includes(last) || (last === 'of' && before.at(-2) === 'number')
}

/** The nearer word decides: `store_phone` is on the door, `store_manager_phone` is a person's. */
function isOfNoPerson(segments: readonly string[], run: Run): boolean {
  if (run.known.category !== 'personal') return false
  for (let index = run.end - 1; index >= 0; index -= 1) {
    const segment = segments[index] ?? ''
    if (personWords.has(segment)) return false
    if (index < run.start && (notAPerson.has(segment) || isAddressee(segments, index))) return true
  }
  return false
}

/** `to_address`, `reply_to_address`, but not `ship_to_address`, where a person lives. */
function isAddressee(segments: readonly string[], index: number): boolean {
  return (
    segments[index] === 'to' &&
    (index === 0 || ['reply', 'mail', 'email'].includes(segments[index - 1] ?? ''))
  )
}

function buildKnownNames(): ReadonlyMap<string, KnownName> {
  const names = new Map<string, KnownName>()
  for (const category of Object.keys(canonicalNames) as AttributeCategory[]) {
    for (const name of [...canonicalNames[category], ...otherSpellings[category]]) {
      for (const spelling of numberSpellings(name)) addName(names, spelling, name, category)
    }
  }
  for (const name of harmlessNames) addName(names, name, name, null)
  return names
}

function addName(
  names: Map<string, KnownName>,
  spelling: string,
  name: string,
  category: AttributeCategory | null,
): void {
  const squashed = name.replaceAll('_', '')
  const singular = spelling.replaceAll('_', '')
  if (category === null || names.get(singular)?.plural !== false) {
    names.set(singular, { category, squashed, plural: false })
  }
  for (const plural of pluralsOf(singular)) {
    if (!names.has(plural)) names.set(plural, { category, squashed, plural: true })
  }
}

/** `card_number` is also written `card_no`, `card_num` and `card_nr`. */
function numberSpellings(name: string): string[] {
  if (!name.endsWith('_number')) return [name]
  const stem = name.slice(0, -'number'.length)
  return ['number', 'no', 'num', 'nr'].map((word) => stem + word)
}

/** Regular plurals: `passwords`, `addresses`, `allergies`, `diagnoses`. */
function pluralsOf(name: string): string[] {
  if (name.endsWith('sis')) return [`${name.slice(0, -2)}es`, `${name}es`]
  if (/[^aeiou]y$/.test(name)) return [`${name.slice(0, -1)}ies`, `${name}s`]
  if (/(?:s|x|ch|sh)$/.test(name)) return [`${name}es`]
  return [`${name}s`]
}
