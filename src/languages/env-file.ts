// What does a file of environment variables say? As dotenv reads it; whatever is written there, it parses.

/** Offsets into the text, end exclusive. */
export type EnvRange = readonly [start: number, end: number]

export interface EnvKey {
  readonly type: 'EnvKey'
  readonly range: EnvRange
  readonly name: string
}

export interface EnvValue {
  readonly type: 'EnvValue'
  /** With its quotes. */
  readonly range: EnvRange
  /** Without its quotes; escapes stay as they are written. */
  readonly value: string
}

/** `KEY=value`, with `export` before it or not. */
export interface EnvPair {
  readonly type: 'EnvPair'
  readonly range: EnvRange
  readonly key: EnvKey
  /** `null` for `KEY=`. */
  readonly value: EnvValue | null
}

/** From the `#` to the end of the line. */
export interface EnvComment {
  readonly type: 'EnvComment'
  readonly range: EnvRange
  /** Without the `#`. */
  readonly value: string
}

export interface EnvFile {
  readonly type: 'EnvFile'
  readonly range: EnvRange
  readonly body: readonly EnvPair[]
  readonly comments: readonly EnvComment[]
}

export type EnvNode = EnvFile | EnvPair | EnvKey | EnvValue | EnvComment

/** Everything up to the value; a line that does not begin like this is none. */
const beginning = /[^\S\r\n]*(?:export[^\S\r\n]+)?([\w.-]+)[^\S\r\n]*(?:=|:[^\S\r\n])[^\S\r\n]*/dy
const comment = /[^\S\r\n]*#/y
const restAfterQuote = /[^\S\r\n]*(?:#[^\r\n]*)?(?:\r?\n|\r|$)/y
const restOfLine = /[^\r\n]*/y
const lineEnd = /\r?\n|\r|$/g

/** Parses the text of a `.env` file; linear in it. */
export function parseEnvFile(text: string): EnvFile {
  const body: EnvPair[] = []
  const comments: EnvComment[] = []
  let at = 0
  while (at < text.length) {
    const pair = pairAt(text, at)
    if (pair) body.push(pair)
    const end = pair?.range[1] ?? at
    const note = commentAt(text, end)
    if (note) comments.push(note)
    lineEnd.lastIndex = note?.range[1] ?? end
    lineEnd.exec(text)
    at = Math.max(lineEnd.lastIndex, at + 1)
  }
  return { type: 'EnvFile', range: [0, text.length], body, comments }
}

function pairAt(text: string, at: number): EnvPair | null {
  const match = matchAt(beginning, text, at)
  if (!match) return null
  const [whole, name = ''] = match
  const [keyStart, keyEnd] = match.indices?.[1] ?? [at, at]
  const valueStart = at + whole.length
  const value = quotedAt(text, valueStart) ?? unquotedAt(text, valueStart)
  return {
    type: 'EnvPair',
    range: [keyStart, value?.range[1] ?? valueStart],
    key: { type: 'EnvKey', range: [keyStart, keyEnd], name },
    value,
  }
}

/** A value in quotes may go on over lines; after it there is nothing but a comment. */
function quotedAt(text: string, start: number): EnvValue | null {
  const quote = text.charAt(start)
  if (!/^["'`]$/.test(quote)) return null
  let end = text.indexOf(quote, start + 1)
  while (end >= 0 && text.charAt(end - 1) === '\\') end = text.indexOf(quote, end + 1)
  if (end < 0 || !matchAt(restAfterQuote, text, end + 1)) return null
  return { type: 'EnvValue', range: [start, end + 1], value: text.slice(start + 1, end) }
}

function unquotedAt(text: string, start: number): EnvValue | null {
  const [line = ''] = matchAt(restOfLine, text, start) ?? []
  const value = line.replace(/#.*$/, '').trimEnd()
  return value === '' ? null : { type: 'EnvValue', range: [start, start + value.length], value }
}

function commentAt(text: string, at: number): EnvComment | null {
  const match = matchAt(comment, text, at)
  if (!match) return null
  const start = at + match[0].length - 1
  const [line = ''] = matchAt(restOfLine, text, start) ?? []
  return { type: 'EnvComment', range: [start, start + line.length], value: line.slice(1) }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
