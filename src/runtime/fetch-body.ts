/** Answers: which bytes did this `Request` carry, if they can still be had? */

import { aborted, afterTimeout, tooLarge, tooSlow, type BodyLimits, type BodyRead } from './body-read.ts'

/** What is read of a `Request`. */
export type FetchRequest = Pick<Request, 'body' | 'bodyUsed' | 'headers'>

/** The raw body. Never rejects, and always ends: when the body is too large, too slow, or its sender is gone. */
export async function readFetchBody(
  request: FetchRequest,
  { maxBytes, timeoutMs }: BodyLimits,
): Promise<BodyRead> {
  const { body } = request
  if (request.bodyUsed || body?.locked === true) return { state: 'parsed' }
  if (!body) return { state: 'raw', bytes: new Uint8Array() }
  if (Number(request.headers.get('content-length')) > maxBytes) return tooLarge
  const reader = body.getReader()
  return new Promise((resolve) => {
    const stopWaiting = afterTimeout(timeoutMs, () => {
      finish(tooSlow)
    })
    function finish(read: BodyRead): void {
      stopWaiting()
      resolve(read)
      // What is left is of no interest; a source that is gone already may say so.
      if (read.state === 'refused') reader.cancel().catch(() => undefined)
    }
    collect(reader, maxBytes).then(finish, () => {
      finish(aborted)
    })
  })
}

async function collect(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<BodyRead> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { state: 'raw', bytes: joined(chunks, size) }
    // Streams may hold anything; counting it would never come to an end.
    if (!ArrayBuffer.isView(value)) throw new TypeError('The body is no stream of bytes.')
    size += value.byteLength
    if (size > maxBytes) return tooLarge
    chunks.push(value)
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks
  if (first !== undefined && chunks.length === 1) return first
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}
