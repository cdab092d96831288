import { createHmac } from 'node:crypto'
import type { ESLint } from 'eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareShops } from '../../examples/demo/comparison.mjs'
import type { Row } from '../../examples/demo/comparison.mjs'
import { freshKeys, keysInSource, observeShop } from '../../examples/demo/drive-shop.mjs'
import type { Observation } from '../../examples/demo/drive-shop.mjs'
import { copyShop } from '../../examples/demo/shop-copies.mjs'
import type { ShopCopies } from '../../examples/demo/shop-copies.mjs'
import {
  acceptSuggestions,
  compareWithFaults,
  fixShop,
  lintShop,
  readFaults,
} from '../../examples/demo/shop-lint.mjs'
import { diffFolders } from '../../examples/demo/unified-diff.mjs'
import { rules } from '../../src/rules/index.ts'
import { buildPlugin } from '../support/built-plugin.ts'
import type { BuiltPlugin } from '../support/built-plugin.ts'

const environment = freshKeys()
const hasRule = (name: string) => Object.hasOwn(rules, name)

let plugin: BuiltPlugin
let shop: ShopCopies
let found: ESLint.LintResult[]
let before: Observation
let after: Observation

beforeAll(async () => {
  plugin = await buildPlugin()
  shop = await copyShop(plugin.folder)
  found = await lintShop(shop.before)
  await fixShop(shop.after)
  await acceptSuggestions(shop.after)

  const { webhook: forgersKey = '' } = await keysInSource(shop.before)
  before = await observeShop(shop.before, { environment, forgersKey })
  after = await observeShop(shop.after, { environment, forgersKey })
}, 60_000)

afterAll(async () => {
  await shop.remove()
  await plugin.remove()
})

describe('the findings in the express shop', () => {
  it('are the listed faults of every rule there is, each on its line, and nothing else', async () => {
    const faults = (await readFaults()).filter(({ rule }) => hasRule(rule))

    expect(compareWithFaults(found, shop.before, faults)).toEqual({ missed: [], unexpected: [] })
  })

  it('never print a key', async () => {
    const printed = found.flatMap(({ messages }) =>
      messages.flatMap(({ message, suggestions = [] }) => [message, ...suggestions.map(({ desc }) => desc)]),
    )

    for (const key of Object.values(await keysInSource(shop.before))) {
      expect(printed.filter((text) => text.includes(key))).toEqual([])
    }
  })
})

describe('the repaired express shop', () => {
  it('has no finding left that a fix or a suggestion could repair', async () => {
    const left = (await lintShop(shop.after)).flatMap(({ messages }) => messages)
    const byHand = (await readFaults()).filter(({ repair }) => repair === 'by hand').map(({ rule }) => rule)

    expect(left.filter(({ ruleId }) => !byHand.includes(ruleId?.replace('customerio/', '') ?? ''))).toEqual(
      [],
    )
  })

  it('is not changed by another round', async () => {
    const diff = await diffFolders(shop.root, 'before', 'after')
    await fixShop(shop.after)
    await acceptSuggestions(shop.after)

    expect(await diffFolders(shop.root, 'before', 'after')).toBe(diff)
  })
})

describe('the express shop at work', () => {
  it('serves its customers before and after the repairs', () => {
    expect(before.failures).toEqual([])
    expect(after.failures).toEqual([])
  })

  it('asks Customer.io for the same as before, but for what the forged webhook made it do', () => {
    const added = hasRule('no-destroy-without-suppress') ? ['suppress'] : []
    // Sorted, because one request of the shop is not awaited.
    const operations = ({ requests, victim }: Observation) =>
      requests
        .filter(({ operation }) => !added.includes(operation))
        .map(
          ({ operation, person, status }) =>
            `${operation}${person === victim ? ' of the victim' : ''}: ${status}`,
        )
        .sort()
    const expected = operations(before)
    expected.splice(expected.indexOf('identify of the victim: 200'), 1)

    expect(operations(after)).toEqual(expected)
  })

  it('sends the phone number as an HMAC under the key of the environment', () => {
    const hash = createHmac('sha256', environment.pii).update('+4930901820').digest('hex')

    expect(after.requests.filter(({ text }) => text.includes(`"phone_hash":"${hash}"`))).not.toEqual([])
  })

  it('shows each fault before, and keeps each promise after, of every rule there is', () => {
    const { data, safety } = compareShops(before, after)
    const rows: Row[] = [...data, ...safety]
    const wrong = rows.filter(
      ({ shown, kept, rule }) => !shown || (!kept && (rule === null || hasRule(rule))),
    )

    expect(wrong).toEqual([])
    expect(rows.length).toBeGreaterThan(15)
  })
})
