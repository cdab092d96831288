/** Answers: does a text hold one of the values that were taken away elsewhere in the same record? */

import type { TextRange } from '../vocabulary/card-numbers.ts'

/** Fewer characters say nothing by themselves. */
const shortest = 3

/** Digits that are no year, no count and no house number. */
const fewestDigits = 5

/** Values of people which are ordinary words everywhere else. */
// prettier-ignore
const ordinaryWords = new Set([
  'none', 'null', 'undefined', 'unknown', 'other', 'yes', 'true', 'false', 'n a', 'not set', 'the', 'and', 'for', 'guest',
  'anonymous', 'deleted', 'test', 'user', 'customer', 'admin', 'default', 'mr', 'mrs', 'http', 'https', 'www', 'com',
])

/** Longer values are prose, whose sentences nobody repeats word by word. */
const mostWords = 12

/** Values that tell of a person, to be found in other texts. Adding and finding take time linear in the texts. */
export class KnownPeople {
  readonly #phrases = new Set<string>()
  readonly #lengths = new Set<number>()

  /** Remembers a value; `byWord`: each of its words tells by itself, as in a person's name. */
  add(value: string | number, { byWord = false } = {}): void {
    const words = wordsIn(String(value)).map(({ word }) => word)
    this.#addPhrase(words)
    if (byWord) for (const word of words) this.#addPhrase([word])
  }

  /** Where the known values stand in a text, in order and not overlapping. */
  find(text: string): TextRange[] {
    if (this.#phrases.size === 0) return []
    const lengths = [...this.#lengths].sort((one, other) => other - one)
    const words = wordsIn(text)
    const found: TextRange[] = []
    for (let at = 0; at < words.length; at += 1) {
      const length =
        lengths.find((count) => {
          const inARow = words.slice(at, at + count)
          return inARow.length === count && this.#phrases.has(phraseOf(inARow))
        }) ?? 0
      const [first, last] = [words[at], words[at + length - 1]]
      if (length === 0 || first === undefined || last === undefined) continue
      found.push({ start: first.start, end: last.end })
      at += length - 1
    }
    return found
  }

  #addPhrase(words: readonly string[]): void {
    const phrase = words.join(' ')
    if (words.length === 0 || words.length > mostWords || !tells(phrase)) return
    this.#phrases.add(phrase)
    this.#lengths.add(words.length)
  }
}

function tells(phrase: string): boolean {
  if (/^[\d ]+$/.test(phrase)) return phrase.replaceAll(' ', '').length >= fewestDigits
  return phrase.length >= shortest && !ordinaryWords.has(phrase)
}

interface FoundWord extends TextRange {
  readonly word: string
}

function wordsIn(text: string): FoundWord[] {
  const words = text.matchAll(/[^\s!-/:-@[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+/g)
  return Array.from(words, ({ index, 0: word }) => ({
    word: word.normalize('NFKC').toLowerCase(),
    start: index,
    end: index + word.length,
  }))
}

function phraseOf(words: readonly FoundWord[]): string {
  return words.map(({ word }) => word).join(' ')
}
