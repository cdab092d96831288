/** Answers: what went wrong with a request of the SDK, told without a word of the server's answer? */

/** What can safely be said about a failed request. */
export interface RequestFailure {
  readonly statusCode: number | null
  readonly timedOut: boolean
  /** The name of a network error, such as `ECONNREFUSED`. */
  readonly networkCode: string | null
  readonly retryAfterSeconds: number | null
}

export const timeOutFailure: RequestFailure = {
  statusCode: null,
  timedOut: true,
  networkCode: null,
  retryAfterSeconds: null,
}

/**
 * Reads an error of customerio-node 4 or 5: `CustomerIORequestError`, a network error, a time-out of `fetch`. Texts are left
 * behind: both majors quote the server's answer, and 4.x keeps the whole request, authorization included.
 */
export function requestFailureOf(error: unknown, nowMs: number): RequestFailure {
  const statusCode = field(error, 'statusCode')
  const name = field(error, 'name')
  const code = field(error, 'code') ?? field(field(error, 'cause'), 'code')
  const retryAfter = field(field(field(error, 'response'), 'headers'), 'retry-after')
  return {
    statusCode: typeof statusCode === 'number' && statusCode > 0 ? statusCode : null,
    timedOut: name === 'TimeoutError' || code === 'ETIMEDOUT',
    networkCode: typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : null,
    retryAfterSeconds: typeof retryAfter === 'string' ? retryAfterSecondsOf(retryAfter, nowMs) : null,
  }
}

/** A short account for messages: `HTTP 401`, `ECONNREFUSED`. */
export function describeFailure(failure: RequestFailure): string {
  if (failure.statusCode !== null) return `HTTP ${failure.statusCode}`
  if (failure.timedOut) return 'no answer in time'
  return failure.networkCode ?? 'no usable answer'
}

/** `Retry-After` in seconds or as a date (RFC 9110), never negative; `null` when it is neither. */
function retryAfterSecondsOf(text: string, nowMs: number): number | null {
  const value = text.trim()
  if (/^[0-9]{1,9}(?:\.[0-9]{1,9})?$/.test(value)) return Number(value)
  const date = /[a-z]/i.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(date) ? null : Math.max(0, (date - nowMs) / 1000)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
