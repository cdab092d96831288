// How long does a fresh process take to load the plugin and the runtime, beside bare node and ESLint itself?
// Usage: node benchmarks/load-time.mjs [rounds]
import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'

const rounds = Number(process.argv[2] ?? 9)
const folder = new URL('..', import.meta.url)

const subjects = {
  'bare node': '0',
  'the runtime': "await import('./dist/runtime/index.mjs')",
  'the plugin': "await import('./dist/index.mjs')",
  eslint: "await import('eslint')",
  'eslint, then the plugin': "await import('eslint'); await import('./dist/index.mjs')",
}

function timeOf(code) {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder })
  if (status !== 0) throw new Error(`loading failed: ${stderr}`)
  return performance.now() - started
}

const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
for (let round = 0; round <= rounds; round++) {
  for (const [name, code] of Object.entries(subjects)) {
    const time = timeOf(code)
    if (round > 0) times[name].push(time)
  }
}
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const bare = median(times['bare node'])
console.table(
  Object.entries(times).map(([name, values]) => ({
    name,
    'median ms': median(values).toFixed(0),
    'above bare node ms': (median(values) - bare).toFixed(0),
  })),
)
