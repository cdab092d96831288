import { describe, expect, it } from 'vitest'

import { code } from './code.ts'
import { readSquiggles } from './squiggles.ts'

describe('squiggle lines', () => {
  it('are taken out of the code and give line, columns and message id', () => {
    const sample = ['first()', 'second(a, b);', '       ~ [one] ', 'third()'].join('\n')
    expect(readSquiggles(sample)).toEqual({
      code: 'first()\nsecond(a, b);\nthird()',
      squiggles: [{ messageId: 'one', line: 2, column: 8, endColumn: 9, reachesLineEnd: false }],
    })
  })

  it('may be several below one line, and come out in the order of reports', () => {
    const sample = ['call(first, second)', '            ~~~~~~ [two]', '     ~~~~~ [one]'].join('\n')
    const { squiggles } = readSquiggles(sample)
    expect(squiggles.map(({ messageId, line, column }) => [messageId, line, column])).toEqual([
      ['one', 1, 6],
      ['two', 1, 13],
    ])
  })

  it('may hold several squiggles each', () => {
    const { squiggles } = readSquiggles(
      'a(first, "a long text", second)\n  ~~~~~ [one]           ~~~~~~ [two]',
    )
    expect(squiggles.map(({ column, endColumn }) => [column, endColumn])).toEqual([
      [3, 8],
      [25, 31],
    ])
  })

  it('know whether they reach the end of their line', () => {
    expect(readSquiggles('call(\n~~~~~ [one]').squiggles[0]?.reachesLineEnd).toBe(true)
    expect(readSquiggles('call()\n~~~~~ [one]').squiggles[0]?.reachesLineEnd).toBe(false)
  })

  it.each([
    ['there is no line above', '~~~ [one]\ncode()', /needs a line of code/],
    ['they are longer than the line', 'code()\n~~~~~~~ [one]', /past the end/],
    ['the label is missing', 'code()\n~~~~', /Not a squiggle line/],
    ['the label is misspelt', 'code()\n~~~~ (one)', /Not a squiggle line/],
  ])('are refused when %s', (_situation, sample, reason) => {
    expect(() => readSquiggles(sample)).toThrow(reason)
  })

  it('are not confused with a negation', () => {
    expect(readSquiggles('a =\n  ~b').squiggles).toEqual([])
  })
})

describe('the code tag', () => {
  it('drops the common indentation, the first and the last line break', () => {
    const sample = code`
      if (a) {
        b()

      }
    `
    expect(sample).toBe('if (a) {\n  b()\n\n}')
  })

  it('keeps one line as it is', () => {
    expect(code`a(1)`).toBe('a(1)')
  })

  it('keeps backslashes, and lets a backtick and a placeholder be written', () => {
    expect(code`a('\n', \`\${b}\`, /\d/)`).toBe("a('\\n', `${b}`, /\\d/)")
  })

  it('indents a value of several lines like the line it stands in', () => {
    const body = 'b()\nc()'
    const sample = code`
      if (a) {
        ${body}
      }
      d(${1})
    `
    expect(sample).toBe('if (a) {\n  b()\n  c()\n}\nd(1)')
  })

  it('does not dedent what a value brings along', () => {
    const sample = code`
      a
      ${'  b'}
    `
    expect(sample).toBe('a\n  b')
  })
})
