// Does the published package work where users install it? Packed, installed, linted with, and run.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import packageJson from '../package.json' with { type: 'json' }
import { fencesOf } from './support/markdown.ts'
import { filesIn, importsOf, readProjectFile } from './support/module-imports.ts'
import { installedPackages, installPacked, pack } from './support/packed-project.ts'
import type { Outcome, PackedProject } from './support/packed-project.ts'

const folders: string[] = []
let archive = ''

function install(name: string): PackedProject {
  const project = installPacked(archive, name)
  folders.push(project.folder)
  return project
}

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'))
  folders.push(folder)
  archive = pack(folder)
})

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

// Made up; the shape of an App API key.
const key = '0123456789abcdef'.repeat(2)
const faulty = `import { APIClient } from 'customerio-node'\nexport const cio = new APIClient('${key}')\n`

describe('the package', () => {
  it('brings nothing else along', () => {
    expect(packageJson).not.toHaveProperty('dependencies')
    expect(installedPackages(install('alone'))).toEqual(['eslint-plugin-customerio'])
  })

  it('holds what is built, and what npm always adds', () => {
    const root = join(install('contents').folder, 'node_modules/eslint-plugin-customerio')
    expect(readdirSync(root).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
    const built = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
    expect(built.filter((name) => !/^(runtime|LICENSES\.txt|[\w/-]+(\.d\.mts|\.mjs))$/.test(name))).toEqual(
      [],
    )
  })

  it('gives the licences of the packages whose code it copied', () => {
    const licences = readProjectFile('dist/LICENSES.txt')
    const copied = new Set(
      filesIn('dist', '.mjs').flatMap((file) =>
        Array.from(
          readProjectFile(file).matchAll(/^\/\/#region node_modules\/([^/\n]+)/gm),
          (match) => match[1] ?? '',
        ),
      ),
    )
    expect([...copied].filter((name) => !licences.includes(`${name}\n---`))).toEqual([])
  })

  it('gives each export its types first', () => {
    const conditions = Object.values(packageJson.exports).filter((entry) => typeof entry === 'object')
    expect(conditions.map((entry) => Object.keys(entry)[0])).toEqual(['types', 'types'])
  })
})

describe.each([
  ['ESLint 10', 'eslint', []],
  ['ESLint 9.15', 'eslint-9', ['--flag', 'unstable_ts_config']],
])('with %s', (_name, eslint, flags) => {
  let project: PackedProject

  /** The config of the README, word for word. */
  const [readmeConfig] = fencesOf(readProjectFile('README.md')).filter(
    ({ label }) => label === 'eslint.config.js',
  )
  const config = readmeConfig?.code ?? ''
  const commonJs = config
    .replace(/import (\w+) from '([^']+)'/, "const $1 = require('$2')")
    .replace('export default', 'module.exports =')

  beforeAll(() => {
    project = install(eslint)
    project.link(eslint, 'eslint')
  })

  function lint(configFile: string, text: string): { ruleIds: unknown[]; run: Outcome } {
    project.write({ [configFile]: text, 'src/client.mjs': faulty })
    const bin = join('node_modules', 'eslint', 'bin', 'eslint.js')
    const run = project.node(bin, ...flags, '--config', configFile, '--format', 'json', 'src')
    const [file] = (run.stdout === '' ? [] : JSON.parse(run.stdout)) as { messages: { ruleId: unknown }[] }[]
    return { ruleIds: file?.messages.map(({ ruleId }) => ruleId) ?? [], run }
  }

  it.each([
    ['an ES module', 'eslint.config.mjs', config],
    ['a CommonJS module', 'eslint.config.cjs', commonJs],
    ['TypeScript', 'eslint.config.mts', config],
  ])("the README's config works as %s", (_kind, file, text) => {
    const { ruleIds, run } = lint(file, text)
    expect(run.stderr.replace(/^.*ExperimentalWarning.*\n|^\(Use `node.*\n/gm, '')).toBe('')
    expect(ruleIds).toEqual(['customerio/no-hardcoded-keys'])
    expect(run.status).toBe(1)
  })
})

describe('the types', () => {
  it('fit a config and a program under the strictest options', () => {
    const project = install('types')
    for (const name of [
      'eslint',
      'typescript',
      '@types/node',
      '@types/estree',
      '@types/json-schema',
      '@eslint/core',
    ]) {
      project.link(name)
    }
    project.write({
      'tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'NodeNext',
          target: 'ES2022',
          strict: true,
          exactOptionalPropertyTypes: true,
          types: ['node'],
          skipLibCheck: false,
          noEmit: true,
        },
        include: ['*.mts', '*.cts'],
      }),
      'eslint.config.mts': `
        import customerio from 'eslint-plugin-customerio'
        import type { CustomerioSettings } from 'eslint-plugin-customerio'
        import { defineConfig } from 'eslint/config'
        const settings: CustomerioSettings = { clients: [{ module: './a.js', name: 'a', kind: 'track' }] }
        export default defineConfig([
          customerio.configs.strict,
          { files: ['**/*.ts'], plugins: { customerio }, extends: ['customerio/recommended'], settings: { customerio: settings } },
        ])
      `,
      'program.mts': `
        import { sanitizeAttributes, verifyWebhook } from 'eslint-plugin-customerio/runtime'
        export const plan: string = sanitizeAttributes({ plan: 'a', ssn: 'b' }).plan
        export const event = verifyWebhook({ body: '', headers: {}, secret: 'a' })
        // @ts-expect-error -- a secret is required
        verifyWebhook({ body: '', headers: {} })
      `,
      'program.cts': `
        import runtime = require('eslint-plugin-customerio/runtime')
        export const clean: object = runtime.sanitizeAttributes({ a: 1 })
      `,
    })
    expect(project.node('node_modules/typescript/bin/tsc', '--project', 'tsconfig.json').stdout).toBe('')
  })
})

describe('the runtime, in a project without ESLint, parser or TypeScript', () => {
  const use = `
    const secret = 'signing-secret'
    const body = '{"event_id":"abc","object_type":"email","metric":"delivered"}'
    const headers = signWebhook({ body, secret, timestamp: Math.floor(Date.now() / 1000) })
    console.log(verifyWebhook({ body, headers, secret }).event_id, isValidWebhook({ body: body + ' ', headers, secret }))
  `
  const names = '{ isValidWebhook, signWebhook, verifyWebhook }'

  it.each([
    ['import', 'use.mjs', `import ${names} from 'eslint-plugin-customerio/runtime'`],
    ['require', 'use.cjs', `const ${names} = require('eslint-plugin-customerio/runtime')`],
  ])('verifies a webhook after %s', (_how, file, load) => {
    const project = install('runtime')
    project.write({ [file]: load + use })
    const { stdout, stderr } = project.node('--no-warnings', file)
    expect(stderr).toBe('')
    expect(stdout).toBe('abc false\n')
  })

  it.each([
    ['the default', [], 'index.mjs'],
    ['browser', ['--conditions=browser'], 'browser.mjs'],
    ['react-native', ['--conditions=react-native'], 'browser.mjs'],
    // What bundlers for Cloudflare's workers ask for: they have `node:crypto`.
    ['workerd', ['--conditions=workerd', '--conditions=browser'], 'index.mjs'],
  ])('gives %s its own part', (_condition, flags, file) => {
    const project = install('conditions')
    project.write({
      'resolve.mjs': "console.log(import.meta.resolve('eslint-plugin-customerio/runtime').split('/').at(-1))",
    })
    expect(project.node(...flags, 'resolve.mjs').stdout.trim()).toBe(file)
  })

  it('loads modules of Node and its own files, and nothing else', () => {
    const loaded = filesIn('dist/runtime', '.mjs').flatMap((file) =>
      importsOf(readProjectFile(file), file)
        .filter(({ dynamic, specifier }) => !(dynamic && specifier in packageJson.peerDependenciesMeta))
        .map(({ specifier }) => resolvedIn(file, specifier)),
    )
    expect(loaded.filter((module) => !/^(node:|dist\/)/.test(module))).toEqual([])
    expect(loaded).not.toContain('dist/index.mjs')
  })

  it('is free of Node in its browser part', () => {
    const seen = new Set<string>()
    const visit = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      if (file.startsWith('node:')) return
      for (const { specifier } of importsOf(readProjectFile(file), file)) visit(resolvedIn(file, specifier))
    }
    visit('dist/runtime/browser.mjs')
    expect([...seen].filter((module) => !module.startsWith('dist/'))).toEqual([])
  })
})

describe('the plugin', () => {
  it('loads without any other package, by import and by require', () => {
    const project = install('plugin')
    project.write({
      'load.mjs':
        "import plugin from 'eslint-plugin-customerio'\nconsole.log(Object.keys(plugin.rules).length > 0)",
      'load.cjs': "console.log(Object.keys(require('eslint-plugin-customerio').rules).length > 0)",
    })
    expect(project.node('--no-warnings', 'load.mjs')).toEqual({ status: 0, stdout: 'true\n', stderr: '' })
    expect(project.node('--no-warnings', 'load.cjs')).toEqual({ status: 0, stdout: 'true\n', stderr: '' })
  })

  it('says its version', () => {
    const manifest = join(install('version').folder, 'node_modules/eslint-plugin-customerio/package.json')
    expect(JSON.parse(readFileSync(manifest, 'utf8'))).toMatchObject({ version: packageJson.version })
  })
})

function resolvedIn(file: string, specifier: string): string {
  return specifier.startsWith('.') ? relative('.', join(dirname(file), specifier)) : specifier
}
