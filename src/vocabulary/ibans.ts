/** Answers: where in a text does an international bank account number stand? */

import type { TextRange } from './card-numbers.ts'

/** Length of the number by country (SWIFT IBAN registry, release 99). */
// prettier-ignore
const lengths: ReadonlyMap<string, number> = new Map(Object.entries({
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22,
  CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22,
  GE: 22, GI: 23, GL: 18, GR: 27, GT: 28, HN: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30,
  KW: 30, KZ: 20, LB: 28, LC: 32, LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20,
  MR: 27, MT: 31, MU: 30, NI: 28, NL: 18, NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22,
  RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26,
  UA: 29, VA: 22, VG: 24, XK: 20, YE: 30,
}))

/** IBANs in a text: upper case, with or without spaces, right length for the country and right check digits. */
export function findIbans(text: string): TextRange[] {
  const found: TextRange[] = []
  for (const match of text.matchAll(/[A-Z]{2}[0-9]{2}/g)) {
    const start = match.index
    if (start < (found.at(-1)?.end ?? 0) || isAlphanumeric(text.charAt(start - 1))) continue
    const length = lengths.get(match[0].slice(0, 2))
    const read = length === undefined ? null : readCharacters(text, start, length)
    if (read !== null && hasRightCheckDigits(read.characters)) found.push({ start, end: read.end })
  }
  return found
}

/** The given number of capitals and digits from `start` on, single spaces between them left out. */
function readCharacters(
  text: string,
  start: number,
  length: number,
): { characters: string; end: number } | null {
  let characters = ''
  let index = start
  while (characters.length < length) {
    const character = text.charAt(index)
    if (isCapitalOrDigit(character)) characters += character
    else if (!isSpace(character) || !isCapitalOrDigit(text.charAt(index + 1))) return null
    index += 1
  }
  return isAlphanumeric(text.charAt(index)) ? null : { characters, end: index }
}

/** ISO 7064 MOD 97-10 over the number with its first four characters moved to the end. */
function hasRightCheckDigits(iban: string): boolean {
  let remainder = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder === 1
}

function isCapitalOrDigit(character: string): boolean {
  return /^[A-Z0-9]$/.test(character)
}

function isAlphanumeric(character: string): boolean {
  return /^[A-Za-z0-9]$/.test(character)
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\u00a0' || character === '\u202f'
}
