/** Answers: how does a worker of a queue erase the person a job names? */

import {
  deleteCustomer,
  type DeleteCustomerOptions,
  type DeletionClient,
  type DeletionReceipt,
} from './delete-customer.ts'
import { assertDeletionClient, assertDeletionOptions, isPersonId } from './erasure/deletion-arguments.ts'
import { DeletionError } from './errors.ts'

/** What is needed of a job of BullMQ, or of a message of SQS and the like after `JSON.parse`. */
export interface DeletionJob {
  readonly data: {
    readonly id: string | number
    readonly actor?: string | undefined
    readonly reason?: string | undefined
  }
}

export interface DeletionProcessorOptions extends DeleteCustomerOptions {
  /** A `TrackClient`. */
  readonly client: DeletionClient
  /** How often a request is repeated after 429 while the job is held; default 0, for the queue knows how to wait. */
  readonly maxRetries?: number | undefined
}

/**
 * A processor for a queue: erases the person of each job as `deleteCustomer` does. How many jobs run at a time and how often
 * they are repeated is left to the queue; what fails is thrown, so that it repeats the job. Erasing somebody twice does no
 * harm. `actor` and `reason` of a job go before those of the options.
 *
 * @throws {TypeError} when the client or an option is unusable.
 *
 * @example
 * const worker = new Worker('erasures', createDeletionProcessor({ client: trackClient, audit }), { connection })
 */
export function createDeletionProcessor(
  options: DeletionProcessorOptions,
): (job: DeletionJob) => Promise<DeletionReceipt> {
  const { client, ...rest } = options
  assertDeletionClient(client)
  assertDeletionOptions(rest)
  return async (job) => {
    const { id, actor, reason } = dataOf(job)
    if (!isPersonId(id)) {
      throw new DeletionError('invalid_id', 'The job names nobody: `data.id` must be a string or a number.')
    }
    return deleteCustomer(client, id, {
      ...rest,
      maxRetries: rest.maxRetries ?? 0,
      actor: textOr(actor, rest.actor),
      reason: textOr(reason, rest.reason),
    })
  }
}

/** Jobs come from outside: whatever they are, they must not break the worker. */
function dataOf(job: unknown): Readonly<Record<'id' | 'actor' | 'reason', unknown>> {
  const data: unknown = typeof job === 'object' && job !== null ? Reflect.get(job, 'data') : null
  const field = (name: string): unknown =>
    typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined
  return { id: field('id'), actor: field('actor'), reason: field('reason') }
}

function textOr(value: unknown, otherwise: string | undefined): string | undefined {
  return typeof value === 'string' ? value : otherwise
}
