/** Answers: can an erasure be made with these arguments? */

import type { DeleteCustomerOptions, ErasureAudit } from '../delete-customer.ts'
import type { DeleteCustomersOptions } from '../delete-customers.ts'

/**
 * @throws {TypeError} when it cannot suppress and destroy.
 */
export function assertDeletionClient(client: unknown): void {
  const isClient = ['suppress', 'destroy'].every(
    (method) =>
      typeof client === 'object' && client !== null && typeof Reflect.get(client, method) === 'function',
  )
  if (!isClient)
    throw new TypeError('`client` must be a `TrackClient`: it needs the methods `suppress` and `destroy`.')
}

/** Whether this can name a person. A path of `.` or `..` would name another resource than a person's. */
export function isPersonId(id: unknown): id is string | number {
  if (typeof id === 'number') return Number.isFinite(id)
  return typeof id === 'string' && !/^(?:\s*|\.\.?)$/.test(id)
}

/**
 * @throws {TypeError} when it names nobody.
 */
export function assertPersonId(id: unknown): void {
  if (!isPersonId(id)) throw new TypeError('`id` must be a string that is not empty, or a number.')
}

/**
 * @throws {TypeError} when one is unusable.
 */
export function assertDeletionOptions(options: DeleteCustomerOptions): void {
  for (const name of ['timeoutMs', 'maxRetries', 'maxRetryAfterSeconds'] as const) {
    const value: unknown = options[name] ?? 0
    if (typeof value !== 'number' || !(value >= 0))
      throw new TypeError(`\`${name}\` must be a number, 0 or more.`)
  }
  for (const name of ['now', 'sleep'] as const) {
    const value: unknown = options[name]
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`\`${name}\` must be a function.`)
  }
  const { audit } = options
  if (audit !== undefined && typeof (audit as Partial<ErasureAudit> | null)?.record !== 'function') {
    throw new TypeError('`audit` must have a method `record`.')
  }
}

/**
 * @throws {TypeError} when one is unusable.
 */
export function assertRunOptions(options: DeleteCustomersOptions): void {
  assertDeletionOptions(options)
  const { concurrency, requestsPerSecond, total } = options
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency > 0))
    throw new TypeError('`concurrency` must be a whole number, 1 or more.')
  if (requestsPerSecond !== undefined && !(typeof requestsPerSecond === 'number' && requestsPerSecond > 0))
    throw new TypeError('`requestsPerSecond` must be a number above 0; `Infinity` means no limit.')
  if (total !== undefined && !(typeof total === 'number' && total >= 0))
    throw new TypeError('`total` must be a number, 0 or more.')
  for (const name of ['journal', 'journalKey'] as const) {
    const value: unknown = options[name]
    if (value !== undefined && (typeof value !== 'string' || value.trim() === ''))
      throw new TypeError(`\`${name}\` must be a string that is not empty.`)
  }
  assertHooks(options)
}

function assertHooks({ onProgress, signal }: DeleteCustomersOptions): void {
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new TypeError('`onProgress` must be a function.')
  if (signal !== undefined && typeof (signal as Partial<AbortSignal> | null)?.addEventListener !== 'function')
    throw new TypeError('`signal` must be an `AbortSignal`.')
}

/**
 * The iterator of a list, a set, a generator, a stream.
 *
 * @throws {TypeError} when there is none. A text is refused: its letters are nobody's ids.
 */
export function iteratorOf(ids: unknown): Iterator<unknown> | AsyncIterator<unknown> {
  if (typeof ids === 'object' && ids !== null) {
    const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = ids as Partial<
      AsyncIterable<unknown> & Iterable<unknown>
    >
    if (typeof later === 'function') return later.call(ids)
    if (typeof now === 'function') return now.call(ids)
  }
  throw new TypeError('`ids` must be iterable: a list, a set, a generator or a stream of ids.')
}
