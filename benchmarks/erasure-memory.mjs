// Does erasing from a generator keep its memory, however many people there are?
// Usage: node --expose-gc benchmarks/erasure-memory.mjs [ids]
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { deleteCustomers } from '../dist/runtime/index.mjs'

const count = Number(process.argv[2] ?? 100_000)
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')

const client = { suppress: () => Promise.resolve({}), destroy: () => Promise.resolve({}) }
const curve = []

async function* ids() {
  for (let index = 0; index < count; index++) {
    if (index % (count / 10) === 0) note(index)
    yield `user-${index}@example.com`
  }
}

function note(index) {
  collectGarbage()
  const { heapUsed, rss } = process.memoryUsage()
  curve.push({ ids: index, 'heap MB': mega(heapUsed), 'resident MB': mega(rss) })
}

const mega = (bytes) => (bytes / 2 ** 20).toFixed(1)

const { deleted } = await deleteCustomers(client, ids(), { requestsPerSecond: Infinity })
note(deleted)
console.table(curve)
