// How is a sample of code written inside a test? As a template, indented like the test around it.

/**
 * Dedents a sample and drops its first and last line breaks. Backslashes stay as they are written;
 * only a backtick and `${` need one before them.
 */
export function code({ raw }: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const parts = raw.map((part) => part.replaceAll(/\\(`|\$\{)/g, '$1'))
  const margin = marginOf(parts.map((part, index) => part + (index < values.length ? 'x' : '')).join(''))
  const lineStart = new RegExp(`\\n {0,${String(margin)}}`, 'g')
  const text = parts.reduce((before, part, index) => {
    const dedented = before + part.replaceAll(lineStart, '\n')
    return index < values.length ? dedented + indentedLike(dedented, String(values[index])) : dedented
  }, '')
  return text.replace(/^[ ]*\n/, '').replace(/\n[ ]*$/, '')
}

/** The smallest indentation of a line that has text on it. */
function marginOf(text: string): number {
  const indents = Array.from(text.matchAll(/\n( *)(?=[^ \n])/g), (match) => match[1]?.length ?? 0)
  return indents.length === 0 ? 0 : Math.min(...indents)
}

/** A value of several lines keeps the indentation of the line it is put into. */
function indentedLike(before: string, value: string): string {
  const indent = /\n?( *)[^\n]*$/.exec(before)?.[1] ?? ''
  return value.replaceAll('\n', `\n${indent}`)
}
