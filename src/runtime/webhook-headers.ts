/** Answers: which values does a header have, however the headers are held? */

/** Headers of Node (`req.headers`), a `Headers` object, a map, or pairs of name and value. */
export type WebhookHeaders =
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string | readonly string[] | undefined]>

/**
 * All values of a header, in any case, repeated ones one by one; absent and empty ones are left out.
 *
 * @throws {TypeError} when the headers are no object.
 */
export function headerValues(headers: unknown, name: string): readonly unknown[] {
  if (typeof headers !== 'object' || headers === null) {
    throw new TypeError('`headers` must be the headers of the request: an object, a `Headers` or a map.')
  }
  const values: unknown[] = []
  for (const [key, value] of pairsOf(headers)) {
    if (typeof key !== 'string' || key.toLowerCase() !== name) continue
    values.push(...(Array.isArray(value) ? (value as unknown[]) : [value]))
  }
  return values.filter((value) => value !== undefined && value !== null && value !== '')
}

function pairsOf(headers: object): readonly (readonly [unknown, unknown])[] {
  if (!(Symbol.iterator in headers)) return Object.entries(headers)
  const pairs: [unknown, unknown][] = []
  for (const pair of headers as Iterable<unknown>) {
    if (Array.isArray(pair)) pairs.push([pair[0], pair[1]])
  }
  return pairs
}
