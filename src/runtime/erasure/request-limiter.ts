/** Answers: when may the next request of a run be sent? */

import pThrottle from 'p-throttle'
import type { RequestFailure } from '../request-failure.ts'
import { sleep, type RequestGate } from './erasure.ts'

export interface RequestLimiterOptions {
  /** Infinity: as many as there are. */
  readonly requestsPerSecond: number
  /** A longer `Retry-After` is not waited for. */
  readonly maxRetryAfterSeconds: number
  readonly sleep: (milliseconds: number) => Promise<unknown>
}

/**
 * A gate through which no more requests go in any second than allowed, evenly spread, so that there is no burst at the start
 * either. It stays shut for as long as `Retry-After` asks, for everybody: the limit is that of the whole workspace.
 */
export class RequestLimiter implements RequestGate {
  readonly #options: RequestLimiterOptions
  readonly #distanceMs: number
  readonly #countedTurn: () => Promise<void>
  #startedAt: number | null = null
  #nextAt = -Infinity
  #pause: Promise<unknown> | null = null

  constructor(options: RequestLimiterOptions) {
    this.#options = options
    this.#distanceMs = pacedSecondMs / options.requestsPerSecond
    this.#countedTurn = countedTurns(options.requestsPerSecond)
  }

  async enter(): Promise<void> {
    do {
      while (this.#pause !== null) await this.#pause
      await this.#pacedTurn()
      await this.#countedTurn()
    } while (this.#isShut())
  }

  noteFailure({ statusCode, retryAfterSeconds }: RequestFailure): void {
    const seconds = retryAfterSeconds ?? 1
    if (statusCode !== 429 || seconds === 0 || seconds > this.#options.maxRetryAfterSeconds) return
    const pause = Promise.all([this.#pause, this.#options.sleep(seconds * 1000)]).then(() => {
      if (this.#pause === pause) this.#pause = null
    })
    this.#pause = pause
  }

  /** Asked anew, for it may have been shut while somebody waited for their turn. */
  #isShut(): boolean {
    return this.#pause !== null
  }

  /**
   * Spreads requests over a grid of times. What a busy process has missed of it is made up for, but never much at a time: the
   * very first request often blocks the process for a while, and must not be followed by a burst.
   */
  async #pacedTurn(): Promise<void> {
    const now = performance.now()
    this.#startedAt ??= now
    const madeUpForMs = Math.min(mostMadeUpForMs, (now - this.#startedAt) / 10)
    const at = Math.max(this.#nextAt, now - madeUpForMs)
    this.#nextAt = at + this.#distanceMs
    if (at > now) await sleep(at - now)
  }
}

/**
 * Holds back whoever would be one too many within a second, counted when they really leave. With a weight, p-throttle looks
 * again at the moment when a call is made, and not only when it is planned: timers may be late, and then come together.
 */
function countedTurns(requestsPerSecond: number): () => Promise<void> {
  const pass = () => Promise.resolve()
  if (requestsPerSecond === Infinity) return pass
  const limit = Math.max(1, Math.floor(requestsPerSecond))
  const interval = requestsPerSecond < 1 ? countedSecondMs / requestsPerSecond : countedSecondMs
  return pThrottle({ limit, interval, strict: true, weight: () => 1 })(pass)
}

/** Timers tell milliseconds, so a counted second has one more. */
const countedSecondMs = 1001

/**
 * The pace is a little slower than the limit, for two reasons: distances at the server differ from ours by the jitter of the
 * network, and a request that was late must not make the one that is counted against it late for ever.
 */
const pacedSecondMs = 1007

const mostMadeUpForMs = 500
