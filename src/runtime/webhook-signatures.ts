/** Answers: which signature does Customer.io give a body, and is it this one? The one comparison of the code base. */

import { Buffer } from 'node:buffer'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { signatureAlgorithm, signedPrefix } from '../vocabulary/webhook-signature.ts'

/** A body as it was received. Text is taken for its UTF-8 bytes. */
export type RawBody = string | Uint8Array | ArrayBuffer

/** Lower-case hexadecimal HMAC-SHA256 of `v0:<timestamp>:<body>`. */
export function expectedSignature(secret: string, timestamp: string, body: Uint8Array): string {
  return createHmac(signatureAlgorithm, secret).update(signedPrefix(timestamp)).update(body).digest('hex')
}

/** Compares in constant time; texts of different length are different. */
export function isSameSignature(one: string, other: string): boolean {
  const [oneBytes, otherBytes] = [Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8')]
  return oneBytes.length === otherBytes.length && timingSafeEqual(oneBytes, otherBytes)
}

/** The bytes of a body, `null` for anything that is not one: a parsed object, `null`, `undefined`. */
export function bytesOf(body: unknown): Uint8Array | null {
  if (typeof body === 'string') return Buffer.from(body, 'utf8')
  if (body instanceof Uint8Array) return body
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
  // By its tag, for `instanceof` fails on buffers of another realm (test runners, workers).
  if (Object.prototype.toString.call(body) === '[object ArrayBuffer]')
    return new Uint8Array(body as ArrayBuffer)
  return null
}

/**
 * The secrets as a list.
 *
 * @throws {TypeError} when there is none, or one is empty or padded.
 */
export function secretsOf(secret: unknown): readonly string[] {
  const secrets: readonly unknown[] = Array.isArray(secret) ? secret : [secret]
  if (secrets.length === 0)
    throw new TypeError('`secret` is an empty list: give at least one webhook signing key.')
  return secrets.map((one) => {
    if (typeof one !== 'string')
      throw new TypeError(`\`secret\` must be a string or a list of strings, not ${typeof one}.`)
    if (one.trim() === '') throw new TypeError('`secret` is empty: is the webhook signing key configured?')
    if (one !== one.trim()) {
      throw new TypeError(
        '`secret` begins or ends with white space: it was probably copied with a line break.',
      )
    }
    return one
  })
}
