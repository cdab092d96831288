import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import {
  CredentialError,
  fromFile,
  loadCredentials,
  type CredentialSource,
} from '../../../src/runtime/index.ts'
import { everythingShown } from '../../support/everything-shown.ts'
import { madeUpAppKey, madeUpCredentials } from '../../support/made-up-keys.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const values = madeUpCredentials()

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function failureOf(from: CredentialSource): Promise<CredentialError> {
  const outcome: unknown = await loadCredentials({ from }).catch((error: unknown) => error)
  if (!(outcome instanceof CredentialError)) throw new Error('no CredentialError', { cause: outcome })
  return outcome
}

describe('fromFile with a JSON file', () => {
  it.each(['a path', 'a URL', 'options'])('reads it by %s', async (how) => {
    const path = write('customerio.json', JSON.stringify(values))
    const from = { 'a path': path, 'a URL': pathToFileURL(path), options: { path } }[how] ?? path
    expect(await loadCredentials({ from: fromFile(from) })).toMatchObject(values)
  })

  it('reads names of the environment, others by option, and leaves the rest alone', async () => {
    const entries = { CUSTOMERIO_SITE_ID: values.siteId, mine: values.trackApiKey, port: 8080 }
    const path = write('all.json', `\ufeff${JSON.stringify(entries)}`)
    const credentials = await loadCredentials({ from: fromFile({ path, names: { trackApiKey: 'mine' } }) })
    expect(JSON.parse(JSON.stringify(credentials))).toEqual({
      siteId: '[redacted]',
      trackApiKey: '[redacted]',
    })
    expect(credentials.trackApiKey).toBe(values.trackApiKey)
  })

  it('reads it anew every time', async () => {
    const path = write('customerio.json', JSON.stringify(values))
    const from = fromFile(path)
    await loadCredentials({ from })
    const renewed = { ...values, appApiKey: madeUpAppKey() }
    write('customerio.json', JSON.stringify(renewed))
    expect(await loadCredentials({ from })).toMatchObject(renewed)
  })

  it.each([
    ['half a file', (text: string) => text.slice(0, -5)],
    ['a bare key', () => values.appApiKey],
    ['a list', (text: string) => `[${text}]`],
    ['nothing', () => ''],
    ['dotenv', () => `CUSTOMERIO_APP_API_KEY=${values.appApiKey}`],
  ])('refuses %s without quoting it', async (_situation, spoil) => {
    const path = write('customerio.json', spoil(JSON.stringify(values)))
    const error = await failureOf(fromFile(path))
    expect(error).toMatchObject({ code: 'malformed_secret', source: `the file ${path}` })
    const shown = everythingShown(error)
    for (const value of Object.values(values)) expect(shown).not.toContain(value.slice(0, 8))
  })

  it('says that a file is missing', async () => {
    const error = await failureOf(fromFile(join(folder, 'nowhere.json')))
    expect(error).toMatchObject({ code: 'not_found', reason: 'ENOENT' })
    expect(error.message).toContain('Check the path, and that the secret is mounted.')
  })

  it.skipIf(process.getuid?.() === 0)('says that a file may not be read', async () => {
    const path = write('customerio.json', JSON.stringify(values))
    chmodSync(path, 0o000)
    expect((await failureOf(fromFile(path))).code).toBe('access_denied')
  })

  it.each([undefined, '', { path: '' }, {}])('%j is a TypeError', (path) => {
    expect(() => fromFile(path as string)).toThrow(TypeError)
  })
})

describe('fromFile with a folder', () => {
  it('reads a file for each credential, as Docker mounts them, less the line break that editors add', async () => {
    write('CUSTOMERIO_SITE_ID', `${values.siteId}\n`)
    write('track-api-key', `${values.trackApiKey}\r\n`)
    write('appApiKey', values.appApiKey)
    write('unrelated', 'something else')
    const { siteId, trackApiKey, appApiKey } = values
    const credentials = await loadCredentials({ from: fromFile(folder) })
    expect(credentials).toMatchObject({ siteId, trackApiKey, appApiKey })
    expect(credentials.webhookSecret).toBeUndefined()
  })

  it('reads the links of Kubernetes, and none of its hidden folders', async () => {
    mkdirSync(join(folder, '..2026_01_01'))
    writeFileSync(join(folder, '..2026_01_01', 'app-api-key'), values.appApiKey)
    symlinkSync('..2026_01_01', join(folder, '..data'))
    symlinkSync(join('..data', 'app-api-key'), join(folder, 'app-api-key'))
    expect((await loadCredentials({ from: fromFile(folder), require: ['appApiKey'] })).appApiKey).toBe(
      values.appApiKey,
    )
  })

  it('takes other names of files', async () => {
    write('cio', values.appApiKey)
    const from = fromFile({ path: folder, names: { appApiKey: 'cio' } })
    expect((await loadCredentials({ from })).appApiKey).toBe(values.appApiKey)
  })

  it('says what an empty folder lacks', async () => {
    expect((await failureOf(fromFile(folder))).code).toBe('missing_field')
  })
})
