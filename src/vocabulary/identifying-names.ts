/** Answers: does the value under this name tell who a person is? Wider than `classifyAttribute`: for copies without people. */

import { segmentsOf } from './name-segments.ts'
import { actionOf, classifyAttribute, headOf } from './sensitive-fields.ts'

/**
 * What becomes of a value in a copy without people. `dropped`: nothing of it stays. `leaf`: it goes, unless it is an
 * object, which is looked into (`customer: { plan }`). `text`: the same, but numbers are counts and stay (`photos: 3`).
 */
export type IdentifyingKind = 'dropped' | 'leaf' | 'text'

/** Last words of names that point at one thing or person. */
// prettier-ignore
const pointers = new Set([
  'id', 'uuid', 'guid', 'oid', 'name', 'slug', 'handle', 'nickname', 'alias', 'login', 'number', 'ref', 'reference',
  'serial', 'hash', 'digest', 'sha1', 'sha256', 'md5', 'avatar', 'photo', 'picture', 'portrait', 'signature', 'location',
  'coordinate', 'coord', 'geohash', 'token', 'by', 'gclid', 'fbclid', 'msclkid', 'initial', 'hostname', 'subdomain',
])

/** The same for places on the web, whose paths and queries tell who was there. */
const webAddresses = new Set(['url', 'uri', 'link', 'href', 'referrer', 'referer'])

/** Shared by many, but the address of a visit to one of them is not. */
const visitedThings = new Set(['page', 'screen', 'app', 'source', 'event', 'step'])

/** What a pointer may point at, because many people share it: `plan_id`, `product: { name }`. */
// prettier-ignore
const sharedThings = new Set([
  'plan', 'tier', 'level', 'product', 'item', 'price', 'pricing', 'sku', 'variant', 'category', 'subcategory',
  'collection', 'brand', 'model', 'segment', 'cohort', 'campaign', 'broadcast', 'newsletter', 'template', 'experiment',
  'feature', 'flag', 'event', 'action', 'metric', 'currency', 'locale', 'language', 'channel', 'source', 'medium', 'app',
  'application', 'platform', 'os', 'browser', 'screen', 'page', 'step', 'stage', 'course', 'lesson', 'quiz', 'badge', 'game',
  'department', 'role', 'promo', 'promotion', 'coupon', 'offer', 'list', 'tag', 'topic', 'theme', 'edition', 'version',
  'build', 'release', 'timezone', 'status', 'type', 'service', 'unit', 'genre', 'industry', 'sector', 'package', 'bundle',
  'addon', 'license', 'store', 'shop', 'venue', 'branch', 'warehouse', 'restaurant', 'hotel', 'company', 'organization',
  'organisation', 'business', 'merchant', 'vendor', 'supplier', 'school', 'university', 'week', 'month', 'quarter', 'year',
  'season', 'phase', 'trial', 'carrier', 'provider', 'gateway',
])

/** Words for a person: alone they hold a name or an id, or an object about the person. */
// prettier-ignore
const personWords = new Set([
  'user', 'customer', 'client', 'member', 'patient', 'person', 'contact', 'subscriber', 'employee', 'applicant', 'guest',
  'owner', 'holder', 'cardholder', 'buyer', 'seller', 'recipient', 'student', 'teacher', 'driver', 'tenant', 'visitor',
  'agent', 'manager', 'admin', 'author', 'assignee', 'reviewer', 'sender', 'friend', 'spouse', 'partner', 'parent',
  'inviter', 'invitee', 'profile', 'account', 'doctor', 'lead',
])

/** Last words of names under which people write freely. */
// prettier-ignore
const writtenTexts = new Set([
  'note', 'comment', 'message', 'bio', 'biography', 'about', 'feedback', 'complaint', 'remark', 'memo', 'transcript',
  'testimonial', 'body', 'content', 'text', 'answer', 'query', 'search', 'subject', 'signature', 'review',
])

/** Pointers that are numbers now and then, in lists too. */
const numberedPointers = new Set(['id', 'number', 'name', 'address', 'code', 'token'])

const codes = new Set(['code'])

/** Codes made for one person. */
const personalCodes = new Set(['referral', 'invite', 'invitation', 'affiliate', 'member', 'customer', 'user'])

/** Addresses that are nobody's by name, but somebody's. */
// prettier-ignore
const ownedAddresses = new Set([
  'wallet', 'crypto', 'blockchain', 'onchain', 'eth', 'ethereum', 'evm', 'btc', 'bitcoin', 'solana', 'sol', 'polygon', 'nft',
  'coin',
])

/** Objects that only group what is said about the thing around them. */
// prettier-ignore
const groupings = new Set([
  'data', 'attributes', 'properties', 'traits', 'details', 'detail', 'info', 'metadata', 'meta', 'fields', 'values', 'record',
  'context', 'extra', 'custom',
])

/** Heads (squashed) of sensitive names whose values are shared by so many that they tell of nobody elsewhere. */
// prettier-ignore
const sharedValues = new Set([
  'city', 'region', 'country', 'salary', 'income', 'networth', 'creditscore', 'cardexpiry', 'cardexpiration', 'heartrate',
  'bmi', 'bloodtype', 'bloodgroup', 'pregnancy',
])

/**
 * What becomes of the value under a name; `null`: it may stay. `container` is the name of the object around it as
 * `containerAfter` gives it, `null` at the top, where a bare `id` or `name` is the person's.
 */
export function identifyingKindOf(name: string, container: string | null): IdentifyingKind | null {
  const category = classifyAttribute(withoutDisguise(name))
  if (category !== null && (actionOf(category) !== 'keep' || category === 'contact')) return 'dropped'
  const segments = trimmed(segmentsOf(name))
  const last = segments.at(-1) ?? ''
  const pointer = pointerIn(segments)
  if (pointer !== null) {
    const of = segments.length > 1 ? segments.at(-2) : trimmed(segmentsOf(container ?? '')).at(-1)
    if (of !== undefined && isIn(sharedThings, of) && !isVisit(pointer, of)) return null
    // `links: 4`, but `ids: [7]`
    return pointer === last || numberedPointers.has(pointer) ? 'dropped' : 'text'
  }
  if (category !== null) return null
  if (isIn(personWords, last)) return personWords.has(last) ? 'leaf' : 'text'
  return isIn(writtenTexts, last) ? 'text' : null
}

/** `hashed_email` and `masked_phone` are safe to send, but still somebody's. */
function withoutDisguise(name: string): string {
  const [first = '', ...rest] = segmentsOf(name)
  return rest.length > 0 && ['hashed', 'masked', 'encrypted'].includes(first) ? rest.join('_') : name
}

/** Whether a value dropped under this name, found in another text, tells of the person there too. */
export function identifiesElsewhere(name: string): boolean {
  return !sharedValues.has(headOf(name)?.squashed ?? '')
}

/** Whether the words of the value are a person's names, each telling by itself. */
export function isPersonalName(name: string): boolean {
  const last = trimmed(segmentsOf(name)).at(-1) ?? ''
  return ['name', 'names', 'surname', 'nickname', 'by'].includes(last) || isIn(personWords, last)
}

/** The container of what stands inside an object: its name, unless that only groups. */
export function containerAfter(name: string, container: string | null): string | null {
  const last = trimmed(segmentsOf(name)).at(-1)
  return last === undefined || groupings.has(last) ? container : name
}

/** The pointer that a name ends with, in the singular. */
function pointerIn(segments: readonly string[]): string | null {
  const last = segments.at(-1) ?? ''
  const before = segments.at(-2) ?? ''
  if (singularIn(codes, last) !== null) return personalCodes.has(before) ? singularIn(codes, last) : null
  if (last === 'address' || last === 'addresses') return ownedAddresses.has(before) ? 'address' : null
  return singularIn(pointers, last) ?? singularIn(webAddresses, last)
}

function isVisit(pointer: string, thing: string): boolean {
  return webAddresses.has(pointer) && visitedThings.has(thing)
}

function isIn(words: ReadonlySet<string>, word: string): boolean {
  return singularIn(words, word) !== null
}

function singularIn(words: ReadonlySet<string>, word: string): string | null {
  const forms = [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')]
  return forms.find((form) => words.has(form)) ?? null
}

/** Without numbers at the end: `name2`, `line 1`; `sha256` is one word. */
function trimmed(segments: readonly string[]): readonly string[] {
  const joined = segments.flatMap((segment, index) => {
    if (/^(?:1|256|5)$/.test(segment) && /^(?:sha|md)$/.test(segments[index - 1] ?? '')) return []
    return /^(?:sha|md)$/.test(segment) ? [`${segment}${segments[index + 1] ?? ''}`] : [segment]
  })
  let end = joined.length
  while (end > 0 && /^\d+$/.test(joined[end - 1] ?? '')) end -= 1
  return joined.slice(0, end)
}
