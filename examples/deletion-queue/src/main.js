// One worker of the fleet; start as many as there is work for.
import { RegionEU, TrackClient } from 'customerio-node'
import { createAuditLog, fileSink } from 'eslint-plugin-customerio/runtime'

import { startWorker } from './worker.js'

const {
  REDIS_PORT = '6379',
  CUSTOMERIO_SITE_ID,
  CUSTOMERIO_TRACK_API_KEY,
  CUSTOMERIO_TRACK_URL,
  AUDIT_FILE = 'audit.jsonl',
  AUDIT_SUBJECT_KEY,
} = process.env

const client = new TrackClient(CUSTOMERIO_SITE_ID, CUSTOMERIO_TRACK_API_KEY, {
  region: RegionEU,
  // Repeating is left to the queue.
  retry: { maxRetries: 0 },
  ...(CUSTOMERIO_TRACK_URL === undefined ? {} : { url: CUSTOMERIO_TRACK_URL }),
})
const worker = startWorker({
  connection: { host: '127.0.0.1', port: Number(REDIS_PORT) },
  client,
  audit: createAuditLog({ sink: fileSink(AUDIT_FILE), subjectKey: AUDIT_SUBJECT_KEY }),
})

// Jobs in hand are finished; the others stay in the queue.
process.once('SIGTERM', () => worker.close())
