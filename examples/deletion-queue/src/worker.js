// How does one of many workers erase people, without the fleet asking too much of Customer.io?
import { Worker } from 'bullmq'
import { createDeletionProcessor, DeletionError } from 'eslint-plugin-customerio/runtime'

import { queueName } from './queue.js'

export function startWorker({ connection, client, audit }) {
  const erase = createDeletionProcessor({ client, audit, actor: 'erasure queue' })
  const worker = new Worker(queueName, (job) => eraseOrWait(worker, erase, job), {
    connection,
    concurrency: 10,
    // For the whole fleet. Two requests for each person: 100 in a second.
    limiter: { max: 50, duration: 1000 },
  })
  worker.on('failed', (job, error) => {
    // A DeletionError holds nothing personal.
    console.error(`Erasure failed, attempt ${job?.attemptsMade}: ${error.message}`)
  })
  return worker
}

/** What Customer.io asks to wait for is waited for by the whole fleet, and does not count as a failed attempt. */
async function eraseOrWait(worker, erase, job) {
  try {
    return await erase(job)
  } catch (error) {
    if (!(error instanceof DeletionError) || error.statusCode !== 429) throw error
    await worker.rateLimit((error.retryAfterSeconds ?? 1) * 1000)
    throw Worker.RateLimitError()
  }
}
