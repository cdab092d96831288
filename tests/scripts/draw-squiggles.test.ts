import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { drawEditor } from '../../scripts/draw-squiggles/editor.mjs'
import { drawSquiggles, picture } from '../../scripts/draw-squiggles.mjs'
import plugin from '../../src/index.ts'

const code = `const a = 1 // < & "quoted"
const b = 2
const c = 3
const d = 4
const e = 5
const f = {
  g: 6,
}
`

function draw(messages: readonly Partial<Linter.LintMessage>[]): string {
  const linter = new Linter()
  linter.verify(code, {})
  const { ast } = linter.getSourceCode()
  return drawEditor({
    file: 'a.js',
    code,
    tokens: ast.tokens,
    comments: ast.comments,
    messages: messages.map((message) => ({
      ruleId: 'x/y',
      severity: 2,
      line: 1,
      column: 1,
      message: 'Wrong.',
      ...message,
    })),
  })
}

const count = (text: string, part: string) => text.split(part).length - 1

describe('the picture of squiggles', () => {
  it('is what the plugin says today (vitest -u draws it anew)', async () => {
    await expect(await drawSquiggles(plugin)).toMatchFileSnapshot(picture)
  })

  it('is the same each time', async () => {
    expect(await drawSquiggles(plugin)).toBe(await drawSquiggles(plugin))
  })
})

describe('the drawn editor', () => {
  it('shows the lines around a finding and folds the others', () => {
    const svg = draw([{ line: 5, column: 7, endLine: 5, endColumn: 8 }])

    expect([...svg.matchAll(/class="number"[^>]*>(\d+)</g)].map(([, line]) => line)).toEqual([
      '3',
      '4',
      '5',
      '6',
      '7',
    ])
    expect(count(svg, 'class="fold"')).toBe(2)
    expect(count(svg, 'class="squiggle"')).toBe(1)
  })

  it('draws a squiggle on every line of a finding', () => {
    expect(count(draw([{ line: 6, column: 11, endLine: 8, endColumn: 2 }]), 'class="squiggle"')).toBe(3)
  })

  it('puts the squiggle under the code, as far as the code goes', () => {
    const svg = draw([{ line: 1, column: 7, endLine: 1, endColumn: 12 }])
    const left = /x="([\d.]+)" y="[\d.]+" textLength="7.8"[^>]*>a</.exec(svg)?.[1]
    const [, start, waves] = /class="squiggle" d="M([\d.]+) [\d.]+((?:q[^q]+)+)"/.exec(svg) ?? []

    expect(start).toBe(left)
    expect(count(waves ?? '', 'q') * 6).toBeLessThanOrEqual(5 * 7.8)
    expect((count(waves ?? '', 'q') + 1) * 6).toBeGreaterThan(5 * 7.8)
  })

  it('escapes code and messages', () => {
    const svg = draw([{ message: 'Not <this> & "that".' }])

    expect(svg).toContain('Not &lt;this&gt; &amp; &quot;that&quot;.')
    expect(svg).toContain('// &lt; &amp; &quot;quoted&quot;')
  })

  it('wraps a long message, losing nothing of it', () => {
    const message = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')
    const svg = draw([{ message }])
    const rows = [...svg.matchAll(/<text x="40" y="\d+">([^<]+)</g)].map(([, row]) => row)

    expect(rows.length).toBeGreaterThan(3)
    expect(rows.join(' ')).toBe(message)
  })
})
