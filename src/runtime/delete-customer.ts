/** Answers: how is a person erased so that they stay erased? */

import { assertMemberMay, type MemberOptions } from './access/assert-member-may.ts'
import { assertDeletionClient, assertDeletionOptions, assertPersonId } from './erasure/deletion-arguments.ts'
import { Erasure } from './erasure/erasure.ts'

/** What is needed of a `TrackClient` of customerio-node 4 or 5. */
export interface DeletionClient {
  suppress(id: string | number): Promise<unknown>
  destroy(id: string | number): Promise<unknown>
}

/** What is written to the audit trail about an erasure. */
export interface ErasureRecord {
  readonly action: 'erasure_started' | 'erasure_completed' | 'erasure_failed'
  readonly subject: string
  readonly actor?: string
  readonly reason?: string
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

/** An audit trail, or anything else that keeps records of erasures. */
export interface ErasureAudit {
  record(entry: ErasureRecord): unknown
}

export interface DeleteCustomerOptions extends MemberOptions {
  /**
   * Written to before the first request and after the last one; if the first entry fails, nothing is deleted. Also gets the
   * `AccessRecord` when `member` is refused.
   */
  readonly audit?: ErasureAudit | undefined
  /** Who asked for the erasure, for the audit trail. */
  readonly actor?: string | undefined
  /** Why, for the audit trail. */
  readonly reason?: string | undefined
  /** Where the workspace is, for the audit trail; requests go where the client sends them. */
  readonly region?: string | undefined
  /**
   * How many milliseconds one call of the SDK may take, its own retries included; default 10 000 for a client that does
   * not retry (customerio-node 4), the time that its retries may take for one that does (5.x: 71 000).
   */
  readonly timeoutMs?: number | undefined
  /** How often a request is repeated after 429, where the SDK did not do so itself; default 3. */
  readonly maxRetries?: number | undefined
  /** The longest `Retry-After` that is waited for, in seconds; default 120. */
  readonly maxRetryAfterSeconds?: number | undefined
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: (() => number) | undefined
  /** Waits; default a timer. */
  readonly sleep?: ((milliseconds: number) => Promise<unknown>) | undefined
}

/** An erasure that is done. */
export interface DeletionReceipt {
  readonly id: string | number
  readonly suppressed: true
  readonly destroyed: true
  /** ISO 8601. */
  readonly startedAt: string
  readonly completedAt: string
  /** Whether the audit trail has both entries; `null` without one. */
  readonly audited: boolean | null
}

/**
 * Erases a person: suppresses the identifier, which deletes the profile and keeps it from coming back, then destroys what may
 * be left. Waits as long as `Retry-After` asks after 429, unless the SDK has done so itself.
 *
 * @param client A `TrackClient`.
 * @param id The person's id, e-mail address or `cio_…`.
 * @throws {DeletionError} when a step failed; see `code`. Holds no id and no text of the server, so it can be logged.
 * @throws {AccessDeniedError} when `member` may not `manage_integrations`; nothing was deleted.
 * @throws {TypeError} when the client, the id or an option is unusable.
 *
 * @example
 * const receipt = await deleteCustomer(trackClient, 'user-17', { actor: 'support', reason: 'GDPR request' })
 */
export async function deleteCustomer(
  client: DeletionClient,
  id: string | number,
  options: DeleteCustomerOptions = {},
): Promise<DeletionReceipt> {
  assertDeletionClient(client)
  assertPersonId(id)
  assertDeletionOptions(options)
  await assertMemberMay('manage_integrations', options, String(id))
  return new Erasure(client, id, options).run()
}
