// How does an erasure request come into the queue?
import { Queue } from 'bullmq'

export const queueName = 'erasures'

export function openQueue(connection) {
  return new Queue(queueName, {
    connection,
    defaultJobOptions: {
      attempts: 8,
      backoff: { type: 'exponential', delay: 2000 },
      // The id of somebody who is erased must not stay in Redis.
      removeOnComplete: true,
    },
  })
}

export async function requestErasure(queue, { id, actor, reason }) {
  await queue.add('erase', { id, actor, reason })
}
