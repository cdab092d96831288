import { describe, expect, it } from 'vitest'

import { fencesOf, headingsOf, localLinksOf, withGenerated } from './markdown.ts'

const page = `# Title

## Examples

\`\`\`ts incorrect
# not a heading
[not a link](nowhere.md)
\`\`\`

### \`word\`

\`\`\`js correct {"options":[{"word":"a"}]}
const a = 1
\`\`\`

\`\`\`\`md
\`\`\`js
inner
\`\`\`
\`\`\`\`

[one](docs/one.md#part), [web](https://example.com), [here](#examples), <img src="docs/two.svg">
`

describe('fences', () => {
  it('come with language, label, details, place and heading', () => {
    expect(fencesOf(page)).toEqual([
      {
        language: 'ts',
        label: 'incorrect',
        details: {},
        code: '# not a heading\n[not a link](nowhere.md)',
        line: 6,
        heading: 'Examples',
      },
      {
        language: 'js',
        label: 'correct',
        details: { options: [{ word: 'a' }] },
        code: 'const a = 1',
        line: 13,
        heading: '`word`',
      },
      { language: 'md', label: '', details: {}, code: '```js\ninner\n```', line: 17, heading: '`word`' },
    ])
  })

  it('must be closed', () => {
    expect(() => fencesOf('```js\na')).toThrow('line 1 is not closed')
  })
})

describe('headings', () => {
  it('are those outside fences', () => {
    expect(headingsOf(page)).toEqual([
      { level: 1, text: 'Title' },
      { level: 2, text: 'Examples' },
      { level: 3, text: '`word`' },
    ])
  })
})

describe('links', () => {
  it('are those to files of the project, outside fences', () => {
    expect(localLinksOf(page)).toEqual(['docs/one.md', 'docs/two.svg'])
  })
})

describe('generated parts', () => {
  const before = 'a\n<!-- generated table: old hint -->\nold\n<!-- end generated table -->\nb'

  it('are replaced as they are, and again give the same page', () => {
    const once = withGenerated(before, 'table', '| $& |')
    expect(once).toMatch(/^a\n<!-- generated table: .* -->\n\n\| \$& \|\n\n<!-- end generated table -->\nb$/)
    expect(withGenerated(once, 'table', '| $& |')).toBe(once)
  })

  it('need a place', () => {
    expect(() => withGenerated('a', 'table', 'b')).toThrow('No place')
  })
})
