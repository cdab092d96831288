/** Answers: how is an error of the SDK passed on without the key that was used? */

/**
 * The same error. `customerio-node` 4 attaches Node's answer, from which the request and its `Authorization` can be reached:
 * what is told about the answer stays, the way to the request goes.
 */
export function withoutRequest(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const response: unknown = Reflect.get(error, 'response')
  if (typeof response !== 'object' || response === null || !('req' in response)) return error
  const { statusCode, statusMessage, headers } = response as Readonly<Record<string, unknown>>
  Object.defineProperty(error, 'response', {
    value: { statusCode, statusMessage, headers },
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return error
}
