/** Answers: what could be seen of a value in a log, an error report or a response? */

import { inspect } from 'node:util'

/** All the ways in which values commonly become text, one after the other. */
export function everythingShown(value: unknown): string {
  const wrapped = new Error('wrapped', { cause: value })
  const shown = [
    () => inspect(value, { depth: Infinity, showHidden: true }),
    () => inspect(value, { depth: Infinity, customInspect: false, showHidden: true }),
    () => inspect(wrapped, { depth: Infinity, showHidden: true }),
    () => inspect({ nested: [value] }, { depth: Infinity }),
    () => inspect(new Map([[value, value]]), { depth: Infinity }),
    () => JSON.stringify(value),
    () => JSON.stringify({ nested: [value] }),
    () => JSON.stringify(Object.entries(value as object)),
    () => JSON.stringify({ ...(value as object) }),
    () => JSON.stringify(structuredClone(value)),
    () => String(value),
    () => `a text with ${value as string}`,
    () => [value].join(),
    () => (value instanceof Error ? `${value.message} ${value.stack ?? ''} ${String(value.cause)}` : ''),
    () => Object.getOwnPropertyNames(value).join(),
  ]
  return shown.map(tried).join('\n')
}

function tried(show: () => string | undefined): string {
  try {
    return show() ?? ''
  } catch (error) {
    return String(error)
  }
}
