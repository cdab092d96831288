/** Answers: what can come of reading the body of a request? The same for every kind of server. */

import { bytesOf } from './webhook-signatures.ts'

/** Why a body could not be read. */
export type BodyRefusalCode = 'body_too_large' | 'body_timeout' | 'body_aborted'

export type BodyRead =
  | { readonly state: 'raw'; readonly bytes: Uint8Array }
  /** A body parser was here and kept nothing. */
  | { readonly state: 'parsed' }
  | { readonly state: 'refused'; readonly code: BodyRefusalCode; readonly status: number }

export interface BodyLimits {
  readonly maxBytes: number
  readonly timeoutMs: number
}

export const tooLarge: BodyRead = { state: 'refused', code: 'body_too_large', status: 413 }
export const tooSlow: BodyRead = { state: 'refused', code: 'body_timeout', status: 408 }
export const aborted: BodyRead = { state: 'refused', code: 'body_aborted', status: 400 }

/** Bytes that are all there; `null` where the value is no raw body. */
export function wholeBody(body: unknown, { maxBytes }: BodyLimits): BodyRead | null {
  const bytes = bytesOf(body)
  if (bytes === null) return null
  return bytes.length > maxBytes ? tooLarge : { state: 'raw', bytes }
}

/** Calls back when the time is over, unless that is never; gives the function that stops waiting. */
export function afterTimeout(timeoutMs: number, onTimeout: () => void): () => void {
  if (timeoutMs > longestTimerMs) return () => undefined
  const timer = setTimeout(onTimeout, timeoutMs)
  return () => {
    clearTimeout(timer)
  }
}

/** Node's timers run out at once when they are longer. */
const longestTimerMs = 2 ** 31 - 1
