/** Answers: where in a text does a payment card's number stand? */

import { isNeutralTail, segmentsOf } from './name-segments.ts'

/** A stretch of text, end exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** First digits of each issuer (from, to) and the lengths it gives out (ISO/IEC 7812; the networks' published ranges). */
const issuers: readonly { from: string; to: string; lengths: readonly number[] }[] = [
  { from: '4', to: '4', lengths: [16, 19] }, // Visa
  { from: '51', to: '55', lengths: [16] }, // Mastercard
  { from: '2221', to: '2720', lengths: [16] }, // Mastercard
  { from: '34', to: '34', lengths: [15] }, // American Express
  { from: '37', to: '37', lengths: [15] }, // American Express
  { from: '300', to: '305', lengths: [14, 16, 17, 18, 19] }, // Diners Club
  { from: '36', to: '36', lengths: [14, 16, 17, 18, 19] }, // Diners Club
  { from: '38', to: '39', lengths: [14, 16, 17, 18, 19] }, // Diners Club
  { from: '6011', to: '6011', lengths: [16, 17, 18, 19] }, // Discover
  { from: '644', to: '659', lengths: [16, 17, 18, 19] }, // Discover, RuPay
  { from: '3528', to: '3589', lengths: [16, 17, 18, 19] }, // JCB
  { from: '62', to: '62', lengths: [16, 17, 18, 19] }, // UnionPay
  { from: '2200', to: '2204', lengths: [16, 17, 18, 19] }, // Mir
  { from: '5018', to: '5018', lengths: [14, 15, 16, 17, 18, 19] }, // Maestro
  { from: '5020', to: '5020', lengths: [14, 15, 16, 17, 18, 19] },
  { from: '5038', to: '5038', lengths: [14, 15, 16, 17, 18, 19] },
  { from: '5893', to: '5893', lengths: [14, 15, 16, 17, 18, 19] },
  { from: '6304', to: '6304', lengths: [14, 15, 16, 17, 18, 19] },
  { from: '6759', to: '6763', lengths: [14, 15, 16, 17, 18, 19] },
]

/** What may stand between the groups of a printed number: one space or dash, the typographic ones too. */
const groupSeparator = /^[ \u00a0\u2007\u2009\u202f\-\u2010-\u2015\u2212]$/

/** A bare run of digits under such a head is some other number; a tenth of all numbers have a right Luhn digit. */
const numberedThings = new Set(['id', 'ean', 'gtin', 'upc', 'isbn', 'sku', 'imei', 'barcode'])
const numberWords = new Set(['number', 'no', 'num', 'nr'])
const countedThings = new Set(['order', 'invoice', 'parcel', 'page', 'tracking', 'shipment', 'package'])

/**
 * Card numbers in a text: 14 to 19 digits in printed groups, or 15 or 16 in one run, of a known issuer and with a right
 * Luhn digit. `key` is the name of the attribute that holds the text.
 */
export function findCardNumbers(text: string, key: string | null): TextRange[] {
  const found: TextRange[] = []
  const bareRunsCount = key === null || !namesAnotherNumber(key)
  for (const groups of groupSequences(text)) {
    for (let first = 0; first < groups.length; first += 1) {
      const last = lastGroupOfCard(text, groups, first, bareRunsCount)
      const start = groups[first]?.start
      const end = last === null ? undefined : groups[last]?.end
      if (last === null || start === undefined || end === undefined) continue
      found.push({ start, end })
      first = last
    }
  }
  return found
}

/** Runs of digits, those together that one separator keeps apart. */
function groupSequences(text: string): TextRange[][] {
  const sequences: TextRange[][] = []
  let current: TextRange[] = []
  for (const match of text.matchAll(/[0-9]+/g)) {
    const run = { start: match.index, end: match.index + match[0].length }
    const previous = current.at(-1)
    const joins = previous?.end === run.start - 1 && groupSeparator.test(text.charAt(run.start - 1))
    if (!joins) sequences.push((current = []))
    current.push(run)
  }
  return sequences
}

/** The last group of the longest card number that begins with the group `first`, or `null`. */
function lastGroupOfCard(
  text: string,
  groups: readonly TextRange[],
  first: number,
  bareRunsCount: boolean,
): number | null {
  let digits = ''
  let found: number | null = null
  for (let index = first; index < groups.length; index += 1) {
    const group = groups[index]
    if (group === undefined || digits.length + group.end - group.start > 19) break
    digits += text.slice(group.start, group.end)
    const isBare = index === first
    const hasLength = isBare
      ? bareRunsCount && (digits.length === 15 || digits.length === 16)
      : digits.length >= 14
    if (!hasLength || !(isBare || isPrintedInGroups(groups.slice(first, index + 1)))) continue
    const start = groups[first]?.start ?? 0
    if (isCardNumber(digits) && standsAlone(text, start, group.end)) found = index
  }
  return found
}

/** Groups as cards have them: three to seven digits each, the last at least two; or six and thirteen (UnionPay). */
function isPrintedInGroups(groups: readonly TextRange[]): boolean {
  const lengths = groups.map((group) => group.end - group.start)
  if (lengths.length === 2 && lengths[0] === 6 && lengths[1] === 13) return true
  const isRegular = (length: number, index: number) =>
    length >= (index === lengths.length - 1 ? 2 : 3) && length <= 7
  return (lengths[0] ?? 0) >= 4 && lengths.every(isRegular)
}

function isCardNumber(digits: string): boolean {
  const issued = issuers.some(({ from, to, lengths }) => {
    const prefix = digits.slice(0, from.length)
    return prefix >= from && prefix <= to && lengths.includes(digits.length)
  })
  return issued && hasLuhnDigit(digits)
}

function hasLuhnDigit(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Not the digits of a telephone number (`+34…`), of a fraction, or of a code such as a hexadecimal digest. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1)
  if (before === '+' || isLetter(text.charAt(end))) return false
  if (before === '.' && isDigit(text.charAt(start - 2))) return false
  if (text.charAt(end) === '.' && isDigit(text.charAt(end + 1))) return false
  let letters = start
  while (letters > start - 24 && isLetter(text.charAt(letters - 1))) letters -= 1
  if (letters === start) return true
  return !/^[a-f]+$/i.test(text.slice(letters, start)) && !isDigit(text.charAt(letters - 1))
}

/** `order_id`, `ean`, `invoiceNumber`: the head noun says that the digits are not a card's. */
function namesAnotherNumber(key: string): boolean {
  const segments = segmentsOf(key)
  while (segments.length > 1 && isNeutralTail(segments, segments.length - 1)) segments.pop()
  const head = withoutPlural(segments.pop() ?? '')
  if (numberedThings.has(head)) return true
  return numberWords.has(head) && countedThings.has(segments.at(-1) ?? '')
}

function withoutPlural(word: string): string {
  return word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word
}

function isLetter(character: string): boolean {
  const code = character.charCodeAt(0) | 32
  return code >= 97 && code <= 122
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9' && character !== ''
}
