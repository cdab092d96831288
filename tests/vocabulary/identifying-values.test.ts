import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { findIdentifyingValues, withoutRanges } from '../../src/vocabulary/identifying-values.ts'

const found = (text: string, key = 'note') =>
  findIdentifyingValues(text, key).map(({ start, end }) => text.slice(start, end))

describe('findIdentifyingValues', () => {
  it.each([
    ['write to jane.doe+crm@mail.example.com, please', 'jane.doe+crm@mail.example.com'],
    ['/unsubscribe?who=jane%40example.com&x=1', 'jane%40example.com'],
    ['call +49 30 901820 today', '+49 30 901820'],
    ['(555) 010-9999', '(555) 010-9999'],
    ['from 203.0.113.7:443', '203.0.113.7'],
    ['via 2001:db8::7', '2001:db8::7'],
  ])('finds the person in %j', (text, value) => {
    expect(found(text)).toContain(value)
  })

  it.each(['at 10:30:00', 'x@y', 'order 1234567890123', '1.2.3', 'std::vector'])(
    'finds nobody in %j',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )

  it('takes four numbers for a version where the name says so', () => {
    expect(found('10.1.2.3', 'app_version')).toEqual([])
    expect(found('10.1.2.3', 'seen_from')).toEqual(['10.1.2.3'])
  })
})

describe('withoutRanges', () => {
  it('leaves nothing of what was found, and all the rest', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/)
    fc.assert(
      fc.property(word, word, word, (before, name, after) => {
        const email = `${name}@example.com`
        const text = `${before} ${email} ${after}`
        expect(withoutRanges(text, findIdentifyingValues(text, 'note'))).toBe(
          `${before} [redacted:person] ${after}`,
        )
      }),
    )
  })

  it('takes ranges in any order, overlapping or not', () => {
    const ranges = [
      { start: 6, end: 9 },
      { start: 0, end: 3 },
      { start: 2, end: 4 },
    ]
    expect(withoutRanges('abcdefghijk', ranges)).toBe('[redacted:person]ef[redacted:person]jk')
    expect(withoutRanges('abc', [])).toBe('abc')
  })
})
