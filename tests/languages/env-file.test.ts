import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { EnvNode } from '../../src/languages/env-file.ts'
import { parseEnvFile } from '../../src/languages/env-file.ts'

function pairsOf(text: string): Record<string, string | null> {
  return Object.fromEntries(parseEnvFile(text).body.map(({ key, value }) => [key.name, value?.value ?? null]))
}

describe('a line of a .env file', () => {
  it.each([
    ['KEY=value', 'value'],
    ['  KEY = value  ', 'value'],
    ['export KEY=value', 'value'],
    ['export\tKEY="value"', 'value'],
    ['KEY: value', 'value'],
    ['KEY=', null],
    ['KEY= # nothing', null],
    ['KEY=value # why', 'value'],
    ['KEY=value#why', 'value'],
    ["KEY='a # b' # why", 'a # b'],
    ['KEY="a=b"', 'a=b'],
    ['KEY=`a`', 'a'],
    ['KEY="a\\"b"', 'a\\"b'],
    ['KEY="one\ntwo"', 'one\ntwo'],
    ['KEY="a"b', '"a"b'],
    ['KEY="open', '"open'],
    ["KEY=it's", "it's"],
    ['KEY=a b', 'a b'],
    ['KEY=${OTHER}', '${OTHER}'],
  ])('%j', (line, value) => {
    expect(pairsOf(line)).toEqual({ KEY: value })
  })

  it.each([
    '',
    '# KEY=value',
    '  # KEY=value',
    'KEY',
    'KEY value',
    '=value',
    'KEY:value',
    '{"KEY": 1}',
    '- KEY=1',
  ])('without a variable: %j', (line) => {
    expect(pairsOf(line)).toEqual({})
  })
})

describe('a .env file', () => {
  it.each(['\n', '\r\n', '\r'])('has lines that end in %j', (end) => {
    const text = ['# first', '', 'A=1', "B='2'  # two", 'C="3', '4"', 'D=', 'E=5', ''].join(end)
    expect(pairsOf(text)).toEqual({ A: '1', B: '2', C: `3${end}4`, D: null, E: '5' })
    expect(parseEnvFile(text).comments.map(({ value }) => value)).toEqual([' first', ' two'])
  })

  it('says where its parts are', () => {
    const text = 'A=1\nexport export = "x"\n'
    const textOf = ({ range }: EnvNode): string => text.slice(...range)
    const [, second] = parseEnvFile(text).body
    if (!second?.value) throw new Error('The second pair is missing.')
    expect([second, second.key, second.value].map(textOf)).toEqual(['export = "x"', 'export', '"x"'])
  })

  it('goes on after a quote that never ends', () => {
    expect(pairsOf('A="x\nB=2\nC=\'y\nD=4')).toEqual({ A: '"x', B: '2', C: "'y", D: '4' })
  })

  it('is parsed whatever it holds, into parts that lie in it one after the other', () => {
    const piece = fc.constantFrom(
      'A',
      '=',
      '"',
      "'",
      '`',
      '\\',
      '#',
      '\n',
      '\r',
      ' ',
      'export ',
      ':',
      'x',
      '\0',
      'é',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        let end = 0
        for (const { range, key, value } of parseEnvFile(text).body) {
          expect(range[0]).toBeGreaterThanOrEqual(end)
          expect(text.slice(...key.range)).toBe(key.name)
          if (value) expect(text.slice(...value.range)).toContain(value.value)
          end = range[1]
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['quotes that never end', 'A="\\"'],
    ['quotes of three kinds', 'A="\nB=\'\nC=`\n'],
    ['spaces', ' '],
    ['exports', 'export '],
    ['equals signs', '='],
    ['comments', '#\n'],
  ])('is parsed in time with many %s', (_what, piece) => {
    expect(() => parseEnvFile(piece.repeat(100_000))).not.toThrow()
  })
})
