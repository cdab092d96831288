/** Answers: how are many people erased, at a steady rate, without losing one when something fails? */

import { assertMemberMay } from './access/assert-member-may.ts'
import type { DeleteCustomerOptions, DeletionClient } from './delete-customer.ts'
import { assertDeletionClient, assertRunOptions, iteratorOf } from './erasure/deletion-arguments.ts'
import { DeletionRun } from './erasure/deletion-run.ts'
import type { DeletionError } from './errors.ts'

/** How far a run is. */
export interface DeletionProgress {
  readonly deleted: number
  readonly failed: number
  readonly skipped: number
  /** How many there are, `null` where nobody knows. */
  readonly total: number | null
  /** `true` once, at the end. */
  readonly finished: boolean
}

export interface DeleteCustomersOptions extends DeleteCustomerOptions {
  /** How many people are erased at the same time; default 25. */
  readonly concurrency?: number | undefined
  /** How many API requests are sent in any second, retries included; two for each person. Default 100; `Infinity`: no limit. */
  readonly requestsPerSecond?: number | undefined
  /** When aborted, nobody new is begun; those in flight are finished and the summary comes back. */
  readonly signal?: AbortSignal | undefined
  /** Called after each person and at the end, see `terminalProgress`. What it throws is ignored. */
  readonly onProgress?: ((progress: DeletionProgress) => void) | undefined
  /** How many people there are, for `onProgress`; default the length of a list or the size of a set. */
  readonly total?: number | undefined
  /** Path of a file that remembers who was erased, so that an interrupted run can be taken up again. */
  readonly journal?: string | undefined
  /** The key of the digests in the journal; default the environment variable `CUSTOMERIO_PII_KEY`. */
  readonly journalKey?: string | undefined
  /** Whether the journal stays when the run ends with nobody failed; default false. */
  readonly keepJournal?: boolean | undefined
}

/** Somebody who was not erased. */
export interface FailedDeletion {
  /** As it came; whatever it was, where it could not be anybody's id. */
  readonly id: string | number
  readonly error: DeletionError
}

/** What a run has done. */
export interface DeletionSummary {
  readonly deleted: number
  readonly failed: readonly FailedDeletion[]
  /** Those that the journal knew to be erased. */
  readonly skipped: number
  /** Whether `signal` ended the run before everybody was dealt with. */
  readonly aborted: boolean
  /** How many of the deleted have no last entry in the audit trail. */
  readonly unaudited: number
}

/**
 * Erases many people, each as `deleteCustomer` does: suppress, then destroy. A failure is noted and the others go on. All
 * requests together keep to one rate, and after 429 everybody waits. With a `journal`, a run that was killed is taken up again
 * with the same ids: nobody is left out, and only those who were in flight are erased once more.
 *
 * @param client A `TrackClient`.
 * @param ids Ids, e-mail addresses or `cio_…`, in a list, a set, a generator or any other (async) iterable.
 * @throws {DeletionError} when the journal cannot be used (`journal_…`) or reading the ids fails (`source_failed`); its
 * `summary` tells what was done until then.
 * @throws {AccessDeniedError} when `member` may not `manage_integrations`; nothing was deleted.
 * @throws {TypeError} when the client, the ids or an option is unusable.
 *
 * @example
 * const summary = await deleteCustomers(trackClient, ids, { journal: 'erasure.jsonl' })
 */
export async function deleteCustomers(
  client: DeletionClient,
  ids: Iterable<string | number> | AsyncIterable<string | number>,
  options: DeleteCustomersOptions = {},
): Promise<DeletionSummary> {
  assertDeletionClient(client)
  assertRunOptions(options)
  await assertMemberMay('manage_integrations', options)
  const iterator = iteratorOf(ids)
  return new DeletionRun(client, options, totalOf(ids, options)).run(iterator)
}

function totalOf(ids: unknown, { total }: DeleteCustomersOptions): number | null {
  if (total !== undefined) return total
  if (Array.isArray(ids)) return ids.length
  return ids instanceof Set ? ids.size : null
}
