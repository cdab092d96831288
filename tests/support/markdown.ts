// What stands in a Markdown page: its headings, its code fences, and the parts that are generated?

export interface Fence {
  readonly language: string
  /** The word after the language, such as `incorrect`; empty when there is none. */
  readonly label: string
  /** What follows the label: JSON with options, settings or a file name. */
  readonly details: Readonly<Record<string, unknown>>
  readonly code: string
  /** The line of its first line of code, counted from 1. */
  readonly line: number
  /** The nearest heading above it, without its hashes. */
  readonly heading: string
}

export interface Heading {
  readonly level: number
  readonly text: string
}

/** All fenced blocks of a page. */
export function fencesOf(page: string): Fence[] {
  const fences: Fence[] = []
  const lines = page.split('\n')
  let heading = ''
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    heading = headingIn(line)?.text ?? heading
    const [, ticks, language = '', label = '', details = ''] =
      /^(`{3,})(\S*) ?([^\s{]*) ?(.*)$/.exec(line) ?? []
    if (ticks === undefined) continue
    const end = lines.indexOf(ticks, index + 1)
    if (end === -1) throw new Error(`The fence in line ${String(index + 1)} is not closed.`)
    const code = lines.slice(index + 1, end).join('\n')
    fences.push({ language, label, details: detailsIn(details), code, line: index + 2, heading })
    index = end
  }
  return fences
}

/** All headings of a page; hashes inside fences are none. */
export function headingsOf(page: string): Heading[] {
  return withoutFences(page)
    .split('\n')
    .map(headingIn)
    .filter((heading) => heading !== null)
}

/** The targets of all links to files of the project, without their anchors. */
export function localLinksOf(page: string): string[] {
  const targets = Array.from(
    withoutFences(page).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g),
    (match) => (match[1] ?? match[2] ?? '').replace(/#.*$/, ''),
  )
  return targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target))
}

/** The page with the text between `<!-- generated name -->` and `<!-- end generated name -->` replaced. */
export function withGenerated(page: string, name: string, text: string): string {
  const part = new RegExp(`<!-- generated ${name}[^>]*-->[^]*?<!-- end generated ${name} -->`)
  if (!part.test(page)) throw new Error(`No place for the generated ${name}.`)
  const block = `<!-- generated ${name}: \`npx vitest run tests/docs.test.ts -u\` writes this -->\n\n${text.trim()}\n\n<!-- end generated ${name} -->`
  return page.replace(part, () => block)
}

function withoutFences(page: string): string {
  return page.replaceAll(/^(`{3,})[^]*?^\1$/gm, '')
}

function headingIn(line: string): Heading | null {
  const [, hashes, text] = /^(#{1,6}) +(.+?) *$/.exec(line) ?? []
  return hashes === undefined || text === undefined ? null : { level: hashes.length, text }
}

function detailsIn(text: string): Record<string, unknown> {
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
