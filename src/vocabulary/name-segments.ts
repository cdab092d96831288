/** Answers: of which words does an attribute's name consist, however it is spelled? */

// No `\p{…}` and no look-behind here or below: the sanitizer also runs on JavaScript engines of phones that lack them.

/** Characters that print nothing (zero-width joiners, soft hyphens): they must not hide a name. */
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const nonAscii = /[^ -~]/
/** Latin-1 signs, general punctuation and CJK punctuation; every other character beyond ASCII is taken for a letter. */
const separator =
  /[\u0080-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020]/

/** Words after the head noun that do not change what the value is: `ssn_raw`, `phone2`, `passwordField`. */
// prettier-ignore
const neutralTails = new Set(
  ['raw', 'plain', 'text', 'value', 'string', 'field', 'input', 'encrypted', 'line'],
)

/** First words that make a name a yes-or-no question: `hasPassword`, `use_ip_address`. */
// prettier-ignore
const booleanHeads = new Set(
  [
    'is', 'has', 'should', 'can', 'needs', 'need', 'have', 'did', 'was', 'will', 'must', 'allow', 'allows',
    'enable', 'enables', 'require', 'requires', 'use', 'uses', 'show', 'shows', 'hide', 'hides', 'supports',
    'accept', 'accepts', 'include', 'includes', 'send', 'sends', 'with', 'without',
  ],
)

/** Those of them that cannot be a noun, so that they ask a question in the middle of a name too: `user_has_password`. */
const booleanWords = new Set(['is', 'has', 'should', 'can', 'needs', 'requires', 'with', 'without'])

type CharacterClass = 'lower' | 'upper' | 'digit' | 'other'

/**
 * The lower-cased words of a name: `billingPhoneNumber`, `billing_phone-number` and `BILLING.PHONE NUMBER` all give
 * `['billing', 'phone', 'number']`; digits are words of their own (`line1` is `['line', '1']`). Linear in the name.
 */
export function segmentsOf(name: string): string[] {
  const text = nonAscii.test(name) ? name.normalize('NFKC').replace(invisible, '') : name
  const segments: string[] = []
  let current = ''
  let previous: CharacterClass = 'other'
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    const kind = classOf(character)
    if (current !== '' && startsSegment(previous, kind, text.charAt(index + 1))) {
      segments.push(current.toLowerCase())
      current = ''
    }
    if (kind !== 'other') current += character
    previous = kind
  }
  if (current !== '') segments.push(current.toLowerCase())
  return segments
}

/**
 * One text for every spelling of a name (`phoneNumber`, `phone_number`, `PHONENUMBER`), used where whole names are
 * compared. A name without a letter or digit stands for itself.
 */
export function squashedName(name: string): string {
  return segmentsOf(name).join('') || name
}

/** Digits, versions (`v4`, `v6`) and words that only say how the value is written do not move the head noun. */
export function isNeutralTail(segments: readonly string[], index: number): boolean {
  const segment = segments[index] ?? ''
  if (isDigits(segment) || neutralTails.has(segment)) return true
  return segment === 'v' && isDigits(segments[index + 1] ?? '')
}

/** Whether the words before a head noun make the name a question: `hasPassword`, `use_ip_address`. */
export function asksYesOrNo(before: readonly string[]): boolean {
  return booleanHeads.has(before[0] ?? '') || before.some((segment) => booleanWords.has(segment))
}

/** A new word begins after a separator, at a change to or from digits, at `aB`, and before the last capital of `ABc`. */
function startsSegment(previous: CharacterClass, kind: CharacterClass, next: string): boolean {
  if (kind === 'other' || previous === 'other') return true
  if ((kind === 'digit') !== (previous === 'digit')) return true
  if (kind !== 'upper') return false
  return previous === 'lower' || classOf(next) === 'lower'
}

function classOf(character: string): CharacterClass {
  const code = character.charCodeAt(0)
  if (!(code >= 128)) {
    if (code >= 97 && code <= 122) return 'lower'
    if (code >= 65 && code <= 90) return 'upper'
    return code >= 48 && code <= 57 ? 'digit' : 'other'
  }
  if (separator.test(character)) return 'other'
  return character === character.toLowerCase() ? 'lower' : 'upper'
}

function isDigits(segment: string): boolean {
  const code = segment.charCodeAt(0)
  return code >= 48 && code <= 57
}
