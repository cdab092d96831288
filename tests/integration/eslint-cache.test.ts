// Is it true what docs/settings.md says of ESLint's `--cache`, which knows the linted file alone?
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import plugin from '../../src/index.ts'

const importer = `
  import { TrackClient } from 'customerio-node'
  import { toAttributes } from './attributes.js'
  const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
  export const update = (user) => cio.identify(user.id, toAttributes(user))
`
const harmless = 'export const toAttributes = (user) => ({ plan: user.plan })'
const faulty = 'export const toAttributes = (user) => ({ plan: user.plan, ssn: user.ssn })'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eslint-cache-'))
  await mkdir(join(folder, 'src'))
  await write('update.js', importer)
  await write('attributes.js', harmless)
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder, 'src', name), text)
}

/** As two runs of `eslint` would: nothing but the cache file is handed on. */
async function faultsFound(options: ESLint.Options): Promise<number> {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [plugin.configs.recommended],
    cacheLocation: join(folder, '.eslintcache'),
    ...options,
  })
  const results = await eslint.lintFiles(['src'])
  return results.flatMap(({ messages }) => messages).length
}

describe.each(['metadata', 'content'] as const)('with --cache and the strategy %s', (cacheStrategy) => {
  const cached = { cache: true, cacheStrategy }

  it('a fault that comes with a change of an imported module is not seen, but without the cache it is', async () => {
    expect(await faultsFound(cached)).toBe(0)
    await write('attributes.js', faulty)
    expect(await faultsFound(cached)).toBe(0)
    expect(await faultsFound({ cache: false })).toBeGreaterThan(0)
  })

  it('it is seen as soon as the importing file changes as well', async () => {
    expect(await faultsFound(cached)).toBe(0)
    await write('attributes.js', faulty)
    await write('update.js', `${importer}// changed\n`)
    expect(await faultsFound(cached)).toBeGreaterThan(0)
  })

  it('it is seen with a new cache', async () => {
    expect(await faultsFound(cached)).toBe(0)
    await write('attributes.js', faulty)
    await rm(join(folder, '.eslintcache'))
    expect(await faultsFound(cached)).toBeGreaterThan(0)
  })

  it('a fault that is mended in an imported module is still reported, but without the cache it is not', async () => {
    await write('attributes.js', faulty)
    expect(await faultsFound(cached)).toBeGreaterThan(0)
    await write('attributes.js', harmless)
    expect(await faultsFound(cached)).toBeGreaterThan(0)
    expect(await faultsFound({ cache: false })).toBe(0)
  })

  it('a change of the settings is seen', async () => {
    expect(await faultsFound(cached)).toBe(0)
    const settings = { customerio: { sensitiveFields: { neverSend: ['plan'] } } }
    const overrideConfig = [plugin.configs.recommended, { settings }]
    expect(await faultsFound({ ...cached, overrideConfig })).toBeGreaterThan(0)
  })
})

it('a file that is only touched is linted again by time, not by content', async () => {
  for (const [cacheStrategy, isSeen] of [
    ['metadata', true],
    ['content', false],
  ] as const) {
    const cached = { cache: true, cacheStrategy, cacheLocation: join(folder, `.cache-${cacheStrategy}`) }
    await write('attributes.js', harmless)
    expect(await faultsFound(cached)).toBe(0)
    await write('attributes.js', faulty)
    const later = new Date(Date.now() + 60_000)
    await utimes(join(folder, 'src', 'update.js'), later, later)
    expect((await faultsFound(cached)) > 0).toBe(isSeen)
  }
})

it('without `followImports` the answer is about the linted file alone, so the cache cannot be wrong', async () => {
  const settings = { customerio: { followImports: false } }
  const options = { cache: true, overrideConfig: [plugin.configs.recommended, { settings }] }
  const before = await faultsFound(options)
  await write('attributes.js', faulty)
  expect(await faultsFound(options)).toBe(before)
  expect(await faultsFound({ ...options, cache: false })).toBe(before)
})
