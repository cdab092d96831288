/** Answers: does the SDK retry by itself, so that nobody else should? */

/** How customerio-node 5 retries (`dist/lib/request.js`, `DEFAULT_RETRY`); 4.x does not. */
export interface SdkRetries {
  readonly maxRetries: number
  /** The longest that it waits in all; with a longer `Retry-After` it gives up at once. */
  readonly maxTotalBackoffMs: number
  /** The longest `Retry-After` that it believes, in seconds; 0 where it does not look at that header. */
  readonly retryAfterMaxSeconds: number
}

const defaults: SdkRetries = { maxRetries: 3, maxTotalBackoffMs: 30_000, retryAfterMaxSeconds: 300 }

/** The SDK's time limit for one attempt unless the application says otherwise; 4.x has one but ignores it. */
const defaultAttemptMs = 10_000

/**
 * What is known of a client's own retries; `null`: it has none. A client that hides its insides (a wrapper) is taken for
 * one that retries when an error looks like one of 5.x: its `response` has `ok`, which that of 4.x has not.
 */
export function sdkRetriesOf(client: unknown, error: unknown): SdkRetries | null {
  const request = field(client, 'request')
  if (isObject(request)) {
    const retry = field(request, 'retry')
    return isObject(retry) ? retriesFrom(retry) : null
  }
  return typeof field(field(error, 'response'), 'ok') === 'boolean' ? defaults : null
}

/** Whether the SDK waited and tried again by itself before it gave this 429 back. */
export function hasRetried(retries: SdkRetries | null, retryAfterSeconds: number | null): boolean {
  if (retries === null || retries.maxRetries === 0) return false
  const waitedSeconds = Math.min(retryAfterSeconds ?? 0, retries.retryAfterMaxSeconds)
  return waitedSeconds * 1000 <= retries.maxTotalBackoffMs
}

/** How long one call may take by default: a single attempt, or all those of a client that may retry. */
export function defaultTimeoutMs(client: unknown): number {
  const request = field(client, 'request')
  const retries = isObject(request) ? sdkRetriesOf(client, null) : defaults
  if (retries === null) return defaultAttemptMs
  const attemptMs = field(field(request, 'defaults'), 'timeout')
  const eachMs = typeof attemptMs === 'number' && attemptMs > 0 ? attemptMs : defaultAttemptMs
  return (retries.maxRetries + 1) * eachMs + (retries.maxRetries > 0 ? retries.maxTotalBackoffMs : 0) + 1000
}

function retriesFrom(retry: object): SdkRetries {
  const statusCodes = field(retry, 'retryStatusCodes')
  const retries429 = !Array.isArray(statusCodes) || statusCodes.includes(429)
  const maxRetries = retries429 ? numberOr(field(retry, 'maxRetries'), defaults.maxRetries) : 0
  const believesHeader = field(retry, 'respectRetryAfter') !== false
  return {
    maxRetries,
    maxTotalBackoffMs: numberOr(field(retry, 'maxTotalBackoffMs'), defaults.maxTotalBackoffMs),
    retryAfterMaxSeconds: believesHeader
      ? numberOr(field(retry, 'retryAfterMaxSeconds'), defaults.retryAfterMaxSeconds)
      : 0,
  }
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value >= 0 ? value : otherwise
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function field(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined
}
