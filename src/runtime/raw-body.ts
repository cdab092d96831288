/** Answers: which bytes did this Node request carry, if they can still be had? */

import { Buffer } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import {
  aborted,
  afterTimeout,
  tooLarge,
  tooSlow,
  wholeBody,
  type BodyLimits,
  type BodyRead,
} from './body-read.ts'

/** A request of Node, or the stream of its body, with the flag that body parsers of Connect set. */
type BodyStream = Readable & { _body?: boolean }

/**
 * The raw body that a body parser kept at `rawBody` (bytes or text) or at `body` (bytes), `null` where none did. Text at `body`
 * counts for nothing: it may be anything.
 */
export function keptBody(request: object, limits: BodyLimits): BodyRead | null {
  const { rawBody, body } = request as { rawBody?: unknown; body?: unknown }
  return wholeBody(rawBody, limits) ?? (typeof body === 'string' ? null : wholeBody(body, limits))
}

/** The raw body, read from the stream. Never rejects, and always ends: when it is too large, too slow, or its sender is gone. */
export function readRawBody(
  stream: BodyStream,
  headers: IncomingHttpHeaders,
  limits: BodyLimits,
): Promise<BodyRead> {
  if (stream.readableDidRead || stream.readableEnded) {
    // Nothing was lost where there was nothing.
    const isEmpty = headers['content-length'] === '0'
    return Promise.resolve(isEmpty ? { state: 'raw', bytes: new Uint8Array() } : { state: 'parsed' })
  }
  if (stream.destroyed) return Promise.resolve(aborted)
  if (Number(headers['content-length']) > limits.maxBytes) {
    stream.resume()
    return Promise.resolve(tooLarge)
  }
  return collect(stream, limits)
}

function collect(stream: BodyStream, { maxBytes, timeoutMs }: BodyLimits): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const stopWaiting = afterTimeout(timeoutMs, () => {
      finish(tooSlow)
    })

    function finish(read: BodyRead): void {
      stopWaiting()
      stream.off('data', take).off('end', end).off('close', leave)
      // The listener of `error` stays: a connection that breaks later must not end the process.
      stream.resume()
      resolve(read)
    }
    function take(chunk: Uint8Array | string): void {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, stream.readableEncoding ?? 'utf8') : chunk
      size += bytes.length
      if (size > maxBytes) finish(tooLarge)
      else chunks.push(bytes)
    }
    function end(): void {
      // A body parser further down must not wait for what was read here.
      stream._body = true
      finish({ state: 'raw', bytes: Buffer.concat(chunks) })
    }
    function leave(): void {
      finish(aborted)
    }
    stream.on('data', take).on('end', end).on('close', leave).on('error', leave)
  })
}
