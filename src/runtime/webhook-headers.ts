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
  const add = (value: unknown): void => {
    if (Array.isArray(value)) values.push(...(value as unknown[]).filter(isGiven))
    else if (isGiven(value)) values.push(value)
  }
  if (Symbol.iterator in headers) {
    for (const pair of headers as Iterable<unknown>) {
      if (Array.isArray(pair) && isNamed(pair[0], name)) add(pair[1])
    }
    return values
  }
  for (const key of Object.keys(headers)) {
    if (isNamed(key, name)) add((headers as Record<string, unknown>)[key])
  }
  return values
}

/** Most headers differ in length already, so that few are put into lower case. */
function isNamed(key: unknown, name: string): boolean {
  return typeof key === 'string' && key.length === name.length && key.toLowerCase() === name
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}
