/** Answers: which stretches of a text name or reach a person, whatever the text is called? */

import type { TextRange } from './card-numbers.ts'

// No look-behind here: this also runs on JavaScript engines of phones that lack it. Every repetition has a bound.

/** `%40` is `@` in a URL. */
const emailAddress =
  /[^\s@"'`<>()[\]{},;:/\\=&?#]{1,64}(?:@|%40)(?:[^\s@"'`<>()[\]{},;:/\\=&?#.]{1,63}\.){1,8}[^\s@"'`<>()[\]{},;:/\\=&?#.%\d]{2,24}/gi

/** `+49 30 901820`, `(555) 010-9999`, `555-010-9999` */
const telephoneNumber =
  /\+\d[\d\s().\u2010-\u2012-]{6,18}\d|\(\d{3}\)\s?\d{3}[-.\s]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}/g

const ipv4Address = /(?:\d{1,3}\.){3}\d{1,3}/g
const ipv6Address = /[\da-f:]{3,39}/gi

/** Under these names `10.1.2.3` is no IP address. */
const versionWords = /version|build|release/i

/** E-mail addresses, telephone numbers and IP addresses in the text under a name, unordered. Linear in the text. */
export function findIdentifyingValues(text: string, key: string): TextRange[] {
  return [
    ...matchesOf(emailAddress, text),
    ...matchesOf(telephoneNumber, text).filter((range) => isWhole(text, range)),
    ...matchesOf(ipv4Address, text).filter((range) => isWhole(text, range, '.') && !versionWords.test(key)),
    ...matchesOf(ipv6Address, text).filter(
      (range) => isIpv6(text.slice(range.start, range.end)) && isWhole(text, range),
    ),
  ]
}

/** The text with `[redacted:person]` in place of the ranges, which may overlap. */
export function withoutRanges(text: string, ranges: readonly TextRange[]): string {
  const parts: string[] = []
  let from = 0
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    if (start >= from) parts.push(text.slice(from, start), '[redacted:person]')
    from = Math.max(from, end)
  }
  return parts.join('') + text.slice(from)
}

function matchesOf(pattern: RegExp, text: string): TextRange[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }))
}

/** Eight groups, or `::` in their stead. */
function isIpv6(candidate: string): boolean {
  const groups = candidate.split(':')
  if (groups.length > 8 || groups.some((group) => group.length > 4)) return false
  const halves = candidate.split('::')
  if (halves.length > 2 || candidate.includes(':::')) return false
  return halves.length === 2 ? groups.length > 2 : groups.length === 8 && !groups.includes('')
}

/** Not a part of a longer word or number. */
function isWhole(text: string, { start, end }: TextRange, joint = ''): boolean {
  return !goesOn(text.charAt(start - 1), joint) && !goesOn(text.charAt(end), joint, text.charAt(end + 1))
}

function goesOn(character: string, joint: string, next = '0'): boolean {
  if (character === '') return false
  return character === joint ? /\d/.test(next) : isLetterOrDigit(character)
}

function isLetterOrDigit(character: string): boolean {
  return /[a-z0-9]/i.test(character) || character > '\u00bf'
}
