// Is every rule complete, and is the plugin what ESLint expects?

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Linter } from 'eslint'
import { defineConfig } from 'eslint/config'
import { describe, expect, it } from 'vitest'

import packageJson from '../package.json' with { type: 'json' }
import plugin, * as pluginModule from '../src/index.ts'
import { rules } from '../src/rules/index.ts'
import type { CustomerioRule } from '../src/rules/create-rule.ts'
import { filesIn, projectFolder, readProjectFile } from './support/module-imports.ts'

/** What the plugin is made of besides rules. */
const notRules = ['create-rule', 'index', 'scope-option']

/** Rules that have something to say of files that are no code. */
const readsData = ['no-hardcoded-keys']

const ruleFiles = filesIn('src/rules', '.ts')
  .map((path) => path.slice('src/rules/'.length, -'.ts'.length))
  .filter((name) => !notRules.includes(name))

const allRules: Readonly<Record<string, CustomerioRule>> = rules
const namesAndRules = Object.entries(allRules)

const camelCase = (name: string): string =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

interface ObjectSchema {
  readonly type?: unknown
  readonly additionalProperties?: unknown
  readonly properties?: Readonly<Record<string, { readonly description?: unknown }>>
}

describe('the list of rules', () => {
  it('holds every rule file and nothing else', () => {
    expect(Object.keys(rules)).toEqual(ruleFiles)
  })

  it('is alphabetical', () => {
    expect(Object.keys(rules)).toEqual(Object.keys(rules).sort())
  })
})

describe.each(namesAndRules)('%s', (name, rule) => {
  it('is exported by the file of its name', async () => {
    const exports = (await import(`../src/rules/${name}.ts`)) as Record<string, unknown>
    expect(exports[camelCase(name)]).toBe(rule)
    expect(exports).not.toHaveProperty('default')
    expect(rule.name).toBe(name)
  })

  it.each([
    ['a page', `docs/rules/${name}.md`],
    ['tests', `tests/rules/${name}.test.ts`],
  ])('has %s', (_what, path) => {
    expect(existsSync(join(projectFolder, path))).toBe(true)
  })

  it('is in the change log', () => {
    expect(readProjectFile('CHANGELOG.md')).toContain(`\`${name}\``)
  })

  it('is in the configs its meta says', () => {
    const severities = Object.entries(plugin.configs).map(([config, { rules: on }]) => [
      config,
      [on?.[`customerio/${name}`]].flat()[0],
    ])
    expect(Object.fromEntries(severities)).toEqual({
      recommended: rule.meta.docs.recommended ? 'error' : undefined,
      strict: 'error',
      'env-files': readsData.includes(name) ? 'error' : undefined,
      'json-files': readsData.includes(name) ? 'error' : undefined,
    })
  })

  it('describes itself in one line without a full stop', () => {
    expect(rule.meta.docs.description).toMatch(/^(Require|Disallow) [^\n]*[^.\s]$/)
  })

  it.each(Object.entries(rule.meta.messages))('says %s in sentences', (_messageId, message) => {
    expect(message).toMatch(/^[A-Z`{'][\s\S]*[^.]\.$/)
    expect(message).not.toMatch(/\n| {2}/)
  })

  it('takes at most one options object', () => {
    expect(rule.meta.schema).toSatisfy((schema: unknown) => Array.isArray(schema) && schema.length <= 1)
    expect(rule.meta.defaultOptions).toHaveLength(schemasOf(rule).length)
  })

  it('describes every option and gives its default', () => {
    for (const { type, properties = {} } of schemasOf(rule)) {
      expect(type).toBe('object')
      expect(Object.keys(rule.meta.defaultOptions?.[0] ?? {})).toEqual(Object.keys(properties))
      for (const { description } of Object.values(properties)) expect(description).toMatch(/^[A-Z`].*\.$/)
    }
  })

  it('exports the type of its options from the package', () => {
    const typeName = `${camelCase(`-${name}`)}Options`
    const exported = `export type { ${typeName} } from './rules/${name}.ts'`
    expect(readProjectFile('src/index.ts').includes(exported)).toBe(schemasOf(rule).length > 0)
  })

  it('refuses options it does not know', () => {
    const entry: Linter.RuleEntry = ['error', { unknown: 1 }]
    const config: Linter.Config = {
      plugins: { customerio: plugin },
      rules: { [`customerio/${name}`]: entry },
    }
    expect(() => new Linter().verify('', config)).toThrow(/unknown|should NOT have more than 0 items/)
  })
})

describe('the plugin', () => {
  it('says who it is', () => {
    expect(plugin.meta).toEqual({
      name: packageJson.name,
      version: packageJson.version,
      namespace: 'customerio',
    })
  })

  it('is what require() gives, too', () => {
    expect(pluginModule['module.exports']).toBe(plugin)
  })

  it('has no more parts than ESLint knows', () => {
    expect(Object.keys(plugin).sort()).toEqual(['configs', 'languages', 'meta', 'rules'])
  })

  it('is the very object that its configs name, so that both can be used together', () => {
    for (const config of Object.values(plugin.configs)) expect(config.plugins?.customerio).toBe(plugin)
  })
})

describe('the configs for files that are no code', () => {
  it.each(['env-files', 'json-files'] as const)('work by their name in `extends`: %s', (name) => {
    const configs = defineConfig([{ plugins: { customerio: plugin }, extends: [`customerio/${name}`] }])
    expect(configs.map(({ rules: on }) => on)).toContainEqual({ 'customerio/no-hardcoded-keys': 'error' })
  })
})

describe('the recommended config', () => {
  // Made up; the shape of an App API key.
  const key = '0123456789abcdef'.repeat(2)
  const faulty = `import { APIClient } from 'customerio-node'\nexport const cio = new APIClient('${key}')`

  const reported = (config: Linter.Config[], filename: string): string[] =>
    new Linter().verify(faulty, config, filename).map(({ ruleId, message }) => ruleId ?? message)

  it('works by its name in `extends`', () => {
    const config = defineConfig([
      {
        files: ['**/*.{js,ts}'],
        plugins: { customerio: plugin },
        extends: ['customerio/recommended'],
      },
    ])
    expect(reported(config, 'a.js')).toEqual(['customerio/no-hardcoded-keys'])
  })

  it('works as an object in the list of configs', () => {
    expect(reported([plugin.configs.recommended], 'a.js')).toEqual(['customerio/no-hardcoded-keys'])
  })

  it('leaves other languages alone', () => {
    expect(reported([{ files: ['**/*.json'] }, plugin.configs.recommended], 'a.json')).toEqual([])
  })
})

function schemasOf(rule: CustomerioRule): readonly ObjectSchema[] {
  return rule.meta.schema as readonly ObjectSchema[]
}
