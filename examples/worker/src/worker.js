import { Worker } from 'bullmq'

import { jobs } from './jobs.js'

const worker = new Worker(
  'customerio',
  async (job) => {
    const run = jobs[job.name]
    if (!run) throw new Error(`There is no job ${job.name}`)
    await run(job.data)
  },
  { connection: { host: '127.0.0.1', port: 6379 }, limiter: { max: 100, duration: 1000 } },
)

worker.on('failed', (job, error) => {
  console.error(`Job ${job?.name} failed: ${error.message}`)
})
