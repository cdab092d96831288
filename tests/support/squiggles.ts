// Where does a sample say that a rule must complain? Under the code: `~~~~ [messageId]`.

/** One squiggle; lines and columns count from 1, as ESLint's do. */
export interface Squiggle {
  readonly messageId: string
  readonly line: number
  readonly column: number
  /** One past the last squiggle. */
  readonly endColumn: number
  /** The squiggle runs to the end of its line: what is reported ends there, or on a later line. */
  readonly reachesLineEnd: boolean
}

export interface DrawnSample {
  /** The sample without its squiggle lines: what is linted. */
  readonly code: string
  /** In the order in which ESLint reports: by line, then by column. */
  readonly squiggles: readonly Squiggle[]
}

const SQUIGGLE_LINE = /^[ \t]*(?:~+[ \t]*\[\w+\][ \t]*)+$/
const SQUIGGLE = /(~+)[ \t]*\[(\w+)\]/g

/** Takes the squiggle lines out of a sample. A line of code may have several of them below it. */
export function readSquiggles(sample: string): DrawnSample {
  const lines: string[] = []
  const squiggles: Squiggle[] = []
  for (const text of sample.split('\n')) {
    if (!SQUIGGLE_LINE.test(text)) {
      assertNoHalfSquiggle(text)
      lines.push(text)
      continue
    }
    for (const [whole, tildes, messageId] of matchesWithGroups(text)) {
      squiggles.push(squiggleAt(lines, whole, tildes.length, messageId))
    }
  }
  squiggles.sort((a, b) => a.line - b.line || a.column - b.column)
  return { code: lines.join('\n'), squiggles }
}

function* matchesWithGroups(text: string): Generator<[start: number, tildes: string, messageId: string]> {
  for (const match of text.matchAll(SQUIGGLE)) {
    const [, tildes, messageId] = match
    if (tildes !== undefined && messageId !== undefined) yield [match.index, tildes, messageId]
  }
}

function squiggleAt(lines: readonly string[], start: number, length: number, messageId: string): Squiggle {
  const above = lines.at(-1)
  if (above === undefined) throw new Error('A squiggle line needs a line of code above it.')
  const end = start + length
  if (end > above.length) {
    throw new Error(`The squiggle [${messageId}] runs past the end of its line:\n${above}`)
  }
  return {
    messageId,
    line: lines.length,
    column: start + 1,
    endColumn: end + 1,
    reachesLineEnd: end === above.length,
  }
}

/** A squiggle with a misspelt label would be parsed as code and give a puzzling syntax error. */
function assertNoHalfSquiggle(text: string): void {
  if (/^[ \t]*~{2,}/.test(text)) {
    throw new Error(`Not a squiggle line (write \`~~~~ [messageId]\`): ${text.trim()}`)
  }
}
