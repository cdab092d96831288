import type { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

import { envFiles, jsonFiles, recommended, strict } from '../src/configs.ts'

const plugin: ESLint.Plugin = {}
const rules = {
  'no-fault': { meta: { docs: { recommended: true } } },
  'no-taste': { meta: { docs: { recommended: false } } },
  'require-freshness': { meta: { docs: { recommended: true, strictOptions: [{ requireFreshness: true }] } } },
}

describe('recommended', () => {
  it('turns on the rules that say so of themselves, with their defaults', () => {
    expect(recommended(plugin, rules).rules).toEqual({
      'customerio/no-fault': 'error',
      'customerio/require-freshness': 'error',
    })
  })
})

describe('strict', () => {
  it('turns on every rule, with the stricter options of those that have some', () => {
    expect(strict(plugin, rules).rules).toEqual({
      'customerio/no-fault': 'error',
      'customerio/no-taste': 'error',
      'customerio/require-freshness': ['error', { requireFreshness: true }],
    })
  })
})

describe.each([recommended, strict])('each config', (makeConfig) => {
  const config = makeConfig(plugin, rules)

  it('is named after the plugin', () => {
    expect(config.name).toBe(`customerio/${makeConfig.name}`)
  })

  it('brings the very plugin it was made for', () => {
    expect(config.plugins?.customerio).toBe(plugin)
  })

  it('is for JavaScript and TypeScript alone', () => {
    expect(config.files).toEqual(['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'])
  })
})

describe('the config for .env files', () => {
  it('brings the language it needs, under the name of the plugin', () => {
    expect(envFiles(plugin)).toMatchObject({
      name: 'customerio/env-files',
      language: 'customerio/env',
      plugins: { customerio: plugin },
    })
  })
})

describe('the config for JSON files', () => {
  it('leaves the language to the project', () => {
    expect(jsonFiles(plugin)).toMatchObject({
      name: 'customerio/json-files',
      plugins: { customerio: plugin },
    })
    expect(jsonFiles(plugin)).not.toHaveProperty('language')
  })
})
