// @ts-check
/** How is the demo shown on a terminal, and in plain text where there is none? */

/** @typedef {'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'} Style */

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
}
const coloured = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR

/**
 * @param {Style} style
 * @param {string} text
 */
export function styled(style, text) {
  const [start, end] = codes[style]
  return coloured ? `\x1b[${start}m${text}\x1b[${end}m` : text
}

/** @param {string} [text] */
export function print(text = '') {
  process.stdout.write(`${text}\n`)
}

/** @param {string} text */
export function heading(text) {
  print(`\n${styled('bold', text)}\n${styled('dim', '-'.repeat(text.length))}`)
}

/** @param {string} diff a unified diff */
export function printDiff(diff) {
  for (const line of diff.trimEnd().split('\n')) {
    if (/^(?:\+\+\+|---) /.test(line)) print(styled('bold', line))
    else if (line.startsWith('@@')) print(styled('cyan', line))
    else if (line.startsWith('+')) print(styled('green', line))
    else if (line.startsWith('-')) print(styled('red', line))
    else print(line)
  }
}

/**
 * Columns as wide as their widest cell; a last column may hold a verdict with a colour of its own.
 *
 * @param {string[]} head
 * @param {{ cells: string[], style?: Style }[]} rows
 */
export function printTable(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  )
  const line = (/** @type {string[]} */ cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  print(styled('dim', `  ${line(head)}`))
  for (const { cells, style } of rows) {
    const text = `  ${line(cells)}`
    print(style ? styled(style, text) : text)
  }
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`
}
