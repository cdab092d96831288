/** Answers: which bytes did this Node request carry, if they can still be had? */

import type { IncomingMessage } from 'node:http'
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

/** The parts of a request that body parsers add or leave traces in. */
type ParsedRequest = IncomingMessage & { rawBody?: unknown; body?: unknown; _body?: boolean }

const tooLarge: BodyRead = { state: 'refused', code: 'body_too_large', status: 413 }
const tooSlow: BodyRead = { state: 'refused', code: 'body_timeout', status: 408 }
const aborted: BodyRead = { state: 'refused', code: 'body_aborted', status: 400 }

/**
 * The raw body: bytes that a parser kept at `rawBody` or, as a buffer, at `body`; otherwise read from the request. Never
 * rejects, and always ends: when the body is too large, too slow, or its sender is gone.
 */
export function readRawBody(request: ParsedRequest, limits: BodyLimits): Promise<BodyRead> {
  const kept = bytesOf(request.rawBody) ?? (typeof request.body === 'string' ? null : bytesOf(request.body))
  if (kept !== null)
    return Promise.resolve(kept.length > limits.maxBytes ? tooLarge : { state: 'raw', bytes: kept })
  if (request.readableDidRead || request.readableEnded) {
    // Nothing was lost where there was nothing.
    const isEmpty = request.headers['content-length'] === '0'
    return Promise.resolve(isEmpty ? { state: 'raw', bytes: new Uint8Array() } : { state: 'parsed' })
  }
  if (request.destroyed) return Promise.resolve(aborted)
  if (Number(request.headers['content-length']) > limits.maxBytes) {
    request.resume()
    return Promise.resolve(tooLarge)
  }
  return collect(request, limits)
}

function collect(request: ParsedRequest, { maxBytes, timeoutMs }: BodyLimits): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const timer =
      timeoutMs <= longestTimerMs
        ? setTimeout(() => {
            finish(tooSlow)
          }, timeoutMs)
        : undefined

    function finish(read: BodyRead): void {
      clearTimeout(timer)
      request.off('data', take).off('end', end).off('close', leave)
      // The listener of `error` stays: a connection that breaks later must not end the process.
      request.resume()
      resolve(read)
    }
    function take(chunk: Uint8Array | string): void {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, request.readableEncoding ?? 'utf8') : chunk
      size += bytes.length
      if (size > maxBytes) finish(tooLarge)
      else chunks.push(bytes)
    }
    function end(): void {
      // A body parser further down must not wait for what was read here.
      request._body = true
      finish({ state: 'raw', bytes: Buffer.concat(chunks) })
    }
    function leave(): void {
      finish(aborted)
    }
    request.on('data', take).on('end', end).on('close', leave).on('error', leave)
  })
}

/** Node's timers run out at once when they are longer. */
const longestTimerMs = 2 ** 31 - 1
