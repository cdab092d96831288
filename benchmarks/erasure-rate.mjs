// Do many erasures take the time that their rate gives them, and does no second hold more requests than allowed?
// Usage: node benchmarks/erasure-rate.mjs [ids] [requestsPerSecond]; 10000 ids at 100 a second take 200 seconds.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { performance } from 'node:perf_hooks'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

import { TrackClient } from 'customerio-node'

import { deleteCustomers, terminalProgress } from '../dist/runtime/index.mjs'

if (isMainThread) await measure(Number(process.argv[2] ?? 500), Number(process.argv[3] ?? 100))
else serve()

async function measure(count, requestsPerSecond) {
  const server = new Worker(new URL(import.meta.url))
  const [port] = await once(server, 'message')
  const client = new TrackClient('a-site', 'a-key', { url: `http://127.0.0.1:${port}/api/v1` })
  const left = []
  const noted = (step) => (id) => {
    left.push(performance.now())
    return client[step](id)
  }
  const ids = Array.from({ length: count }, (_, index) => `user-${index}`)
  const started = performance.now()
  const { deleted } = await deleteCustomers({ suppress: noted('suppress'), destroy: noted('destroy') }, ids, {
    requestsPerSecond,
    onProgress: terminalProgress(),
  })
  const seconds = (performance.now() - started) / 1000
  server.postMessage('stop')
  const [{ requests, mostInASecond, inFirstTenth }] = await once(server, 'message')
  const expected = (2 * count) / requestsPerSecond
  console.table({
    'ids deleted': deleted,
    'requests received': requests,
    'seconds expected': expected.toFixed(1),
    'seconds taken': seconds.toFixed(1),
    'difference %': (100 * (seconds / expected - 1)).toFixed(1),
    'most requests in any second, as sent': mostWithin(1000, left),
    'most requests in any second, as received': mostInASecond,
    'requests in the first tenth of a second, as sent': left.filter((time) => time - left[0] < 100).length,
    'requests in the first tenth of a second, as received': inFirstTenth,
  })
}

/** In a thread of its own, so that what it measures is not delayed by the one who asks. */
function serve() {
  const times = []
  const server = createServer((request, response) => {
    times.push(performance.now())
    request.resume()
    response.end('{}')
  })
  server.listen(0, '127.0.0.1', () => {
    parentPort.postMessage(server.address().port)
  })
  parentPort.once('message', () => {
    parentPort.postMessage({
      requests: times.length,
      mostInASecond: mostWithin(1000, times),
      inFirstTenth: times.filter((time) => time - times[0] < 100).length,
    })
    server.close()
    server.closeAllConnections()
  })
}

function mostWithin(milliseconds, times) {
  let most = 0
  let first = 0
  for (const [last, time] of times.entries()) {
    while (time - times[first] >= milliseconds) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}
