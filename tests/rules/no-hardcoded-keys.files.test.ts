// Does the rule find keys in JSON and .env files, through the ESLint that users run, in both majors?
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import json from '@eslint/json'
import { ESLint } from 'eslint'
import type { Linter } from 'eslint'
import { ESLint as ESLint9 } from 'eslint-9'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import plugin from '../../src/index.ts'

const trackKey = '0123456789abcdef0123'
const appKey = '0123456789abcdef'.repeat(2)

/** As a project that lints its JSON with ESLint's own plugin has it. */
const jsonLanguages: Linter.Config[] = [
  { files: ['**/*.json'], plugins: { json }, language: 'json/json' },
  { files: ['**/*.jsonc'], plugins: { json }, language: 'json/jsonc' },
  { files: ['**/*.json5'], plugins: { json }, language: 'json/json5' },
]

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-files-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const majors = [
  ['ESLint 10', ESLint],
  ['ESLint 9.15', ESLint9 as unknown as typeof ESLint],
] as const

describe.each(majors)('%s', (_name, AnyEslint) => {
  /** Findings as `file:line:column-endColumn message id`. */
  async function findingsIn(files: Record<string, string>, config: Linter.Config[]): Promise<string[]> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), text)
    }
    const eslint = new AnyEslint({ cwd: folder, overrideConfigFile: true, overrideConfig: config })
    const results = await eslint.lintFiles(['.'])
    return results.flatMap(({ filePath, messages }) =>
      messages.map((message) => {
        expect(message.message).not.toContain(trackKey.slice(0, 8))
        const place = `${message.line}:${message.column}-${String(message.endColumn)}`
        return `${relative(folder, filePath)}:${place} ${message.messageId ?? message.message}`
      }),
    )
  }

  describe('with the config for .env files', () => {
    const config = [plugin.configs['env-files']]

    it('reports keys by the names of their variables, at the value', async () => {
      const text = [
        '# keys of the shop',
        `CUSTOMERIO_TRACK_API_KEY=${trackKey}`,
        `export CIO_APP_KEY = "${appKey}" # new`,
        `NEXT_PUBLIC_CUSTOMER_IO_API_KEY='${trackKey}'`,
        `CIO_TOKEN=sa_live_${trackKey}`,
        '',
      ].join('\n')
      expect(await findingsIn({ '.env.production': text }, config)).toEqual([
        `.env.production:2:26-46 keptKey`,
        `.env.production:3:22-56 keptKey`,
        `.env.production:4:33-55 keptKey`,
        `.env.production:5:11-39 keptKey`,
      ])
    })

    it('finds them in every file of the kind, whatever its line ends and byte order mark', async () => {
      const text = `\uFEFFA=1\r\nCUSTOMERIO_API_KEY=${trackKey}\r\n`
      const files = { '.env': text, 'config/prod.env': text, '.env.local': text, 'apps/a/.envrc': text }
      const places = Object.keys(files).map((name) => `${name}:2:20-40 keptKey`)
      expect((await findingsIn(files, config)).sort()).toEqual(places.sort())
    })

    it('is silent about placeholders, references, public ids and what is not of Customer.io', async () => {
      const text = [
        'CUSTOMERIO_API_KEY=',
        'CUSTOMERIO_TRACK_API_KEY=your-track-api-key',
        'CUSTOMERIO_APP_API_KEY=<app api key>',
        'CIO_APP_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
        'CIO_API_KEY=00000000000000000000',
        'CIO_WEBHOOK_SECRET=${WEBHOOK_SECRET}',
        'CUSTOMERIO_API_KEY=op://vault/customerio/key',
        `CUSTOMERIO_SITE_ID=${trackKey}`,
        `API_KEY=${trackKey}`,
        `SEGMENT_WRITE_KEY=${trackKey}`,
        `CUSTOMERIO_COMMIT=${trackKey}`,
        `# CUSTOMERIO_API_KEY=${trackKey}`,
      ].join('\n')
      expect(await findingsIn({ '.env.example': text }, config)).toEqual([])
    })

    it('reports public ids where the project asks for it', async () => {
      const strictly: Linter.Config = {
        ...plugin.configs['env-files'],
        rules: { 'customerio/no-hardcoded-keys': ['error', { checkPublicIds: true }] },
      }
      expect(await findingsIn({ '.env': `CUSTOMERIO_SITE_ID=${trackKey}` }, [strictly])).toEqual([
        '.env:1:20-40 keptKey',
      ])
    })

    it('accepts a key on purpose, by a comment as in JavaScript', async () => {
      const line = `CUSTOMERIO_API_KEY=${trackKey}`
      const text = [
        '# eslint-disable-next-line customerio/no-hardcoded-keys -- revoked',
        line,
        `${line} # eslint-disable-line customerio/no-hardcoded-keys`,
        '# eslint-disable',
        line,
        '# eslint-enable',
        line,
        '# eslint-disable-next-line other',
        line,
      ].join('\n')
      const found = await findingsIn({ '.env': text }, config)
      expect(found.filter((finding) => finding.endsWith('keptKey'))).toEqual([
        '.env:7:20-40 keptKey',
        '.env:9:20-40 keptKey',
      ])
    })

    it('leaves code that is only called like such a file to its own language', async () => {
      expect(await findingsIn({ '.env.js': 'export default {}' }, config)).toEqual([])
    })

    it('stands beside the recommended config, whose other rules say nothing there', async () => {
      const files = { '.env': `CUSTOMERIO_API_KEY=${trackKey}`, 'a.js': 'const customerio = 1' }
      const both = [plugin.configs.strict, plugin.configs['env-files']]
      expect(await findingsIn(files, both)).toEqual(['.env:1:20-40 keptKey'])
      const everywhere: Linter.Config = {
        plugins: { customerio: plugin },
        rules: plugin.configs.strict.rules ?? {},
      }
      expect(await findingsIn({ '.env': files['.env'] }, [plugin.configs['env-files'], everywhere])).toEqual([
        '.env:1:20-40 keptKey',
      ])
    })

    it('survives files that are something else', async () => {
      const files = { '.env': `\0\n"'\`=${'customerio='.repeat(5000)}\n"`, '.env.bin': '\xff\xfe customerio' }
      expect(await findingsIn(files, config)).toEqual([])
    })
  })

  describe('with the config for JSON files and the language of @eslint/json', () => {
    const config = [...jsonLanguages, plugin.configs['json-files']]

    it('reports keys by the names on the way to them, at the value', async () => {
      const text = JSON.stringify(
        {
          CUSTOMERIO_API_KEY: trackKey,
          customerio: { siteId: trackKey, apiKey: trackKey, regions: [{ appKey: `Bearer ${appKey}` }] },
          env: { CIO_WEBHOOK_SECRET: { value: appKey.repeat(2) } },
          environment: [
            { name: 'CUSTOMERIO_APP_API_KEY', value: appKey },
            { name: 'OTHER_KEY', value: appKey },
          ],
          cli: { arguments: ['--token', `sa_sandbox_${trackKey}`] },
        },
        null,
        1,
      )
      expect(await findingsIn({ 'config.json': text }, config)).toEqual([
        'config.json:2:24-46 keptKey',
        'config.json:5:13-35 keptKey',
        'config.json:8:15-56 keptKey',
        'config.json:14:13-79 keptKey',
        'config.json:20:13-47 keptKey',
        'config.json:30:4-37 keptKey',
      ])
    })

    it('reads JSON with comments, and JSON5 with names without quotes', async () => {
      const files = {
        'a.jsonc': `{ // customerio\n  "customerio": { "apiKey": "${trackKey}" } }`,
        'b.json5': `{ customerio: { apiKey: '${trackKey}', }, }`,
      }
      expect((await findingsIn(files, config)).sort()).toEqual([
        'a.jsonc:2:29-51 keptKey',
        'b.json5:1:25-47 keptKey',
      ])
    })

    it('is silent about placeholders, other vendors, lock files and other values', async () => {
      const files = {
        'config.json': JSON.stringify({
          customerio: {
            apiKey: 'your-api-key',
            appKey: '${CIO_APP_KEY}',
            siteId: trackKey,
            key: 5,
            secret: null,
          },
          segment: { writeKey: trackKey },
          apiKey: trackKey,
          customerioTemplates: { welcome: trackKey },
        }),
        'package.json': JSON.stringify({ name: 'shop', dependencies: { 'customerio-node': '5.2.0' } }),
        'package-lock.json': JSON.stringify({ customerio: { apiKey: trackKey } }),
      }
      expect(await findingsIn(files, config)).toEqual([])
    })

    it('goes as deep as the file', async () => {
      const deep = `${'{"customerio":['.repeat(200)}{"apiKey":"${trackKey}"}${']}'.repeat(200)}`
      expect(await findingsIn({ 'deep.json': deep }, config)).toHaveLength(1)
    })
  })

  it('lints a project that also lints JSON with the recommended config as before', async () => {
    const files = { 'a.json': `{ "customerio": { "apiKey": "${trackKey}" } }`, 'a.js': '' }
    expect(await findingsIn(files, [...jsonLanguages, plugin.configs.recommended])).toEqual([])
  })

  it('says nothing of JSON from rules that are for scripts, even where they are on', async () => {
    const everywhere: Linter.Config = {
      plugins: { customerio: plugin },
      rules: { ...plugin.configs.strict.rules, 'customerio/no-hardcoded-keys': 'off' },
    }
    const text = `{ "customerio": { "apiKey": "${trackKey}", "hmac": "x-cio-signature" } }`
    expect(await findingsIn({ 'a.json': text }, [...jsonLanguages, everywhere])).toEqual([])
  })
})
