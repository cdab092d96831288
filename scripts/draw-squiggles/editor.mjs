// @ts-check
/** How does an editor show code with findings? As an SVG: coloured lines with squiggles, and the list of problems below. */

const charWidth = 7.8
const lineHeight = 20
const gutter = 52
const width = 940
const top = 46
const contextLines = 2
const messageColumns = 108

const style = `
    .window { fill: #ffffff; stroke: #d0d7de; } .bar { fill: #f6f8fa; } .rule { stroke: #d0d7de; }
    text { fill: #1f2328; font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre; }
    .number, .fold { fill: #6e7781; } .tab, .place { fill: #57606a; }
    .keyword { fill: #cf222e; } .string { fill: #0a3069; } .comment { fill: #6e7781; } .literal { fill: #0550ae; }
    .name { fill: #8250df; } .squiggle { fill: none; stroke: #e51400; stroke-width: 1.2; } .error { fill: #e51400; }
    .cross { stroke: #ffffff; stroke-width: 1.4; }
    @media (prefers-color-scheme: dark) {
      .window { fill: #0d1117; stroke: #30363d; } .bar { fill: #161b22; } .rule { stroke: #30363d; }
      text { fill: #e6edf3; } .number, .fold { fill: #7d8590; } .tab, .place { fill: #9198a1; }
      .keyword { fill: #ff7b72; } .string { fill: #a5d6ff; } .comment { fill: #8b949e; } .literal { fill: #79c0ff; }
      .name { fill: #d2a8ff; } .squiggle { stroke: #f85149; } .error { fill: #f85149; } .cross { stroke: #0d1117; }
    }`

/** @typedef {{ line: number, column: number }} Position 1-based line, 0-based column, as in ESLint's syntax tree */
/** @typedef {{ start: Position, end: Position }} Location */
/** @typedef {{ type: string, value: string, loc?: Location | null | undefined }} Token */

/**
 * @param {object} parts
 * @param {string} parts.file
 * @param {string} parts.code
 * @param {Token[]} parts.tokens
 * @param {Token[]} parts.comments
 * @param {import('eslint').Linter.LintMessage[]} parts.messages
 */
export function drawEditor({ file, code, tokens, comments, messages }) {
  const lines = code.replace(/\n$/, '').split('\n')
  const rows = visibleRows(lines, messages)
  const marks = [...tokens.map((token, index) => ({ token, kind: kindOf(token, tokens[index + 1]) }))]
  marks.push(...comments.map((token) => ({ token, kind: 'comment' })))

  const body = rows.flatMap((line, row) => {
    const y = top + 18 + row * lineHeight
    if (line === null) return [`<text class="fold" x="${gutter}" y="${y}">⋯</text>`]
    return [
      `<text class="number" x="${gutter - 16}" y="${y}" text-anchor="end">${line}</text>`,
      ...marks
        .filter(({ token }) => token.loc?.start.line === line)
        .map(({ token, kind }) => drawToken(token, kind, y)),
      ...messages.map((message) => drawSquiggle(message, line, lines[line - 1] ?? '', y)).filter(Boolean),
    ]
  })
  const panelTop = top + 18 + rows.length * lineHeight
  const panel = drawProblems(messages, panelTop + 8)
  return svg({
    file,
    height: panel.bottom + 14,
    panelTop,
    body: [...body, ...panel.parts],
    count: messages.length,
  })
}

/**
 * The lines around findings; `null` where lines are left out.
 *
 * @param {string[]} lines
 * @param {import('eslint').Linter.LintMessage[]} messages
 */
function visibleRows(lines, messages) {
  const near = (/** @type {number} */ line) =>
    messages.some(
      (message) =>
        line >= message.line - contextLines && line <= (message.endLine ?? message.line) + contextLines,
    )
  /** @type {(number | null)[]} */
  const rows = []
  for (let line = 1; line <= lines.length; line++) {
    const opensWithNothing = lines[line - 1] === '' && (rows.at(-1) ?? null) === null
    if (near(line) && !opensWithNothing) rows.push(line)
    else if (rows.at(-1) !== null) rows.push(null)
  }
  return rows
}

/**
 * @param {Token} token
 * @param {Token | undefined} next
 */
function kindOf({ type, value }, next) {
  if (type === 'Keyword' || /^(?:async|await|from|of|let)$/.test(value)) return 'keyword'
  if (type === 'String' || type === 'Template') return 'string'
  if (['Numeric', 'Boolean', 'Null', 'RegularExpression'].includes(type)) return 'literal'
  return type === 'Identifier' && next?.value === '(' ? 'name' : null
}

/**
 * @param {Token} token
 * @param {string | null} kind
 * @param {number} y
 */
function drawToken({ type, value, loc }, kind, y) {
  const text = type === 'Line' ? `//${value}` : type === 'Block' ? `/*${value}*/` : value
  const className = kind === null ? '' : ` class="${kind}"`
  // The length is given, so that squiggles meet their code in whatever font there is.
  const length = `textLength="${rounded(text.length * charWidth)}" lengthAdjust="spacingAndGlyphs"`
  return `<text${className} x="${xAt(loc?.start.column ?? 0)}" y="${y}" ${length}>${escaped(text)}</text>`
}

/**
 * The part of a finding's squiggle that lies on one line.
 *
 * @param {import('eslint').Linter.LintMessage} message columns are 1-based
 * @param {number} line
 * @param {string} text
 * @param {number} y
 */
function drawSquiggle(message, line, text, y) {
  const endLine = message.endLine ?? message.line
  if (line < message.line || line > endLine) return ''
  const start = line === message.line ? message.column - 1 : text.search(/\S/)
  const end = line === endLine ? (message.endColumn ?? message.column + 1) - 1 : text.length
  const waves = Math.max(1, Math.floor(((end - start) * charWidth) / 6))
  return `<path class="squiggle" d="M${xAt(start)} ${y + 5}${'q1.5 -3.5 3 0t3 0'.repeat(waves)}"/>`
}

/**
 * @param {import('eslint').Linter.LintMessage[]} messages
 * @param {number} startY
 */
function drawProblems(messages, startY) {
  const parts = []
  let y = startY
  for (const { message, ruleId, line, column } of messages) {
    y += lineHeight
    parts.push(`<circle class="error" cx="24" cy="${y - 4.5}" r="6"/>`)
    parts.push(`<path class="cross" d="M21.5 ${y - 7}l5 5m0 -5l-5 5"/>`)
    const rows = wrapped(message)
    rows.forEach((row, index) =>
      parts.push(`<text x="40" y="${y + index * lineHeight}">${escaped(row)}</text>`),
    )
    y += rows.length * lineHeight
    parts.push(
      `<text class="place" x="40" y="${y}">${escaped(ruleId ?? '')}  [Ln ${line}, Col ${column}]</text>`,
    )
    y += 6
  }
  return { parts, bottom: y }
}

/** @param {string} text */
function wrapped(text) {
  const rows = ['']
  for (const word of text.split(' ')) {
    const row = rows.at(-1) ?? ''
    if (row !== '' && row.length + word.length >= messageColumns) rows.push(word)
    else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`
  }
  return rows
}

/** @param {{ file: string, height: number, panelTop: number, body: string[], count: number }} parts */
function svg({ file, height, panelTop, body, count }) {
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${22 + index * 18}" cy="18" r="5.5" fill="${fill}"/>`,
  )
  const title = `${file} in an editor, with ${count} findings of eslint-plugin-customerio`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
  <title>${escaped(title)}</title>
  <style>${style}
  </style>
  <rect class="window" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
  <path class="bar" d="M1 36V9a8 8 0 0 1 8 -8H${width - 9}a8 8 0 0 1 8 8v27z"/>
  <path class="rule" d="M1 36.5H${width - 1}M1 ${panelTop + 0.5}H${width - 1}"/>
  ${dots.join('')}
  <text class="tab" x="92" y="22">${escaped(file)}</text>
  ${body.join('\n  ')}
</svg>
`
}

/** @param {number} column */
function xAt(column) {
  return rounded(gutter + column * charWidth)
}

/** @param {number} value */
function rounded(value) {
  return Math.round(value * 10) / 10
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
