// By which name is a value known that is read from a list?

/** Lists of these hold texts, whatever the variable is called that their elements go through. */
const textLists = /(?:ids|names|emails|keys|codes|slugs|labels|types)$/i

/** An element is called what the variable is called that holds it: `for (const user of list)`. */
export function elementName(
  ownName: string | null,
  path: readonly string[],
  readAs: string | null,
): string | null {
  const last = path.at(-1)
  if (last === undefined || (last !== '*' && !/^\d+$/.test(last))) return null
  return textLists.test(lastNameIn(path) ?? ownName ?? '') ? null : readAs
}

/** The last name that is read; elements of lists have none. */
export function lastNameIn(path: readonly string[]): string | null {
  return path.findLast((name) => name !== '*' && !/^\d+$/.test(name)) ?? null
}
