// What does linting with the plugin cost, beside parsing the same files? Ratios within one run.
// Usage: node benchmarks/lint-cost.mjs [rounds]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import parser from '@typescript-eslint/parser'
import { ESLint } from 'eslint'

import plugin from '../dist/index.mjs'

const rounds = Number(process.argv[2] ?? 7)
const folder = mkdtempSync(join(tmpdir(), 'lint-cost-'))

/** One service as applications have them; each copy has names of its own. */
const plainService = (n) => `
export interface Order${n} { id: string; total: number; items: { sku: string; quantity: number }[] }

export class OrderService${n} {
  private readonly cache = new Map<string, Order${n}>()

  constructor(private readonly database: { find(id: string): Promise<Order${n} | null> }) {}

  async load(id: string): Promise<Order${n}> {
    const cached = this.cache.get(id)
    if (cached) return cached
    const order = await this.database.find(id)
    if (!order) throw new Error(\`no order \${id}\`)
    this.cache.set(id, order)
    return order
  }

  summarise(orders: readonly Order${n}[]): { count: number; total: number; skus: string[] } {
    const skus = new Set<string>()
    let total = 0
    for (const order of orders) {
      total += order.total
      for (const { sku, quantity } of order.items) if (quantity > 0) skus.add(sku)
    }
    return { count: orders.length, total: Math.round(total * 100) / 100, skus: [...skus].sort() }
  }
}
`

/** The same size of code, with the calls that a service around Customer.io makes. */
const customerioService = (n) => `
interface Member${n} { id: string; email: string; plan: { name: string; seats: number }; passwordHash: string }

function toAttributes${n}(member: Member${n}) {
  return { email: member.email, plan: member.plan.name, seats: member.plan.seats, active: Boolean(member.plan) }
}

export class MemberEvents${n} {
  private readonly client: TrackClient
  constructor(siteId: string, apiKey: string) {
    this.client = new TrackClient(siteId, apiKey, { region: RegionEU })
  }

  async joined(member: Member${n}): Promise<void> {
    await this.client.identify(member.id, toAttributes${n}(member))
    await this.client.track(member.id, { name: 'joined', data: { plan: member.plan.name } })
  }

  async changed(member: Member${n}, changes: Record<string, unknown>): Promise<void> {
    const data: Record<string, unknown> = { plan: member.plan.name }
    data.seats = member.plan.seats
    await this.client.track(member.id, { name: 'changed', data: { ...data, ...changes } })
  }
}
`
const customerioHeader = `import { RegionEU, TrackClient } from 'customerio-node'\n`

function fileOf(bytes, makePart, header = '') {
  let text = header
  for (let n = 0; text.length < bytes; n++) text += makePart(n)
  return text
}

const samples = [1, 10, 100].flatMap((kilobytes) => [
  { name: `no trace, ${kilobytes} kB`, text: fileOf(kilobytes * 1024, plainService) },
  {
    name: `Customer.io, ${kilobytes} kB`,
    text: fileOf(kilobytes * 1024, customerioService, customerioHeader),
  },
])

const eslint = new ESLint({
  cwd: folder,
  stats: true,
  overrideConfigFile: true,
  overrideConfig: [
    ...[plugin.configs.recommended].flat(),
    { files: ['**/*.ts'], languageOptions: { parser } },
  ],
})

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

async function measure({ name, text }) {
  const filePath = join(folder, `${name.replace(/\W+/g, '-')}.ts`)
  writeFileSync(filePath, text)
  const parses = []
  const rules = []
  for (let round = 0; round <= rounds; round++) {
    const [{ stats }] = await eslint.lintFiles([filePath])
    const [pass] = stats.times.passes
    // The first round warms the engine up.
    if (round === 0) continue
    parses.push(pass.parse.total)
    rules.push(Object.values(pass.rules ?? {}).reduce((sum, { total }) => sum + total, 0))
  }
  const parse = median(parses)
  const rule = median(rules)
  return {
    name,
    'parse ms': parse.toFixed(2),
    'rules ms': rule.toFixed(2),
    'rules / parse': (rule / parse).toFixed(3),
  }
}

try {
  const rows = []
  for (const sample of samples) rows.push(await measure(sample))
  console.table(rows)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
