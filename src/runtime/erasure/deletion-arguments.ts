/** Answers: can an erasure be made with these arguments? */

import type { DeleteCustomerOptions, ErasureAudit } from '../delete-customer.ts'

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

/** Whether this can name a person. */
export function isPersonId(id: unknown): id is string | number {
  return typeof id === 'number' ? Number.isFinite(id) : typeof id === 'string' && id.trim() !== ''
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
