// Which rules are on in `recommended` and in `strict`, and for which files: computed from the rules' own meta.

import type { ESLint, Linter } from 'eslint'

/** JavaScript and TypeScript only: on other languages (JSON, CSS, …) ESLint must not even try these rules. */
const FILES = ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}']

/** `.env`, `.env.example`, `prod.env`, direnv's `.envrc`; not `.env.ts`. */
const ENV_FILES = ['**/.env', '**/.env.*', '**/*.env', '**/.envrc']
const NOT_ENV_FILES = ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts,json,yml,yaml,md,gpg,age,enc}']

const JSON_FILES = ['**/*.{json,jsonc,json5}']
/** Written by tools, long, and without anything of the project's own. */
const NOT_JSON_FILES = ['**/package-lock.json', '**/npm-shrinkwrap.json']

/** What the configs read of a rule. */
interface ConfigurableRule {
  readonly meta: {
    readonly docs: { readonly recommended: boolean; readonly strictOptions?: readonly unknown[] }
  }
}

type ConfigurableRules = Readonly<Record<string, ConfigurableRule>>

/** Rules whose findings are almost surely faults. */
export function recommended(plugin: ESLint.Plugin, rules: ConfigurableRules): Linter.Config {
  const entries = Object.entries(rules)
    .filter(([, rule]) => rule.meta.docs.recommended)
    .map(([name]): [string, Linter.RuleSeverity] => [`customerio/${name}`, 'error'])
  return flatConfig('recommended', plugin, entries)
}

/** All rules, with the stricter options where a rule names some. */
export function strict(plugin: ESLint.Plugin, rules: ConfigurableRules): Linter.Config {
  const entries = Object.entries(rules).map(([name, { meta }]): [string, Linter.RuleEntry] => [
    `customerio/${name}`,
    meta.docs.strictOptions ? ['error', ...meta.docs.strictOptions] : 'error',
  ])
  return flatConfig('strict', plugin, entries)
}

/** Keys in files of environment variables; brings the language that reads them. */
export function envFiles(plugin: ESLint.Plugin): Linter.Config {
  return {
    name: 'customerio/env-files',
    files: ENV_FILES,
    ignores: NOT_ENV_FILES,
    plugins: { customerio: plugin },
    language: 'customerio/env',
    rules: { 'customerio/no-hardcoded-keys': 'error' },
  }
}

/** Keys in JSON files; the project says with `@eslint/json` how they are read. */
export function jsonFiles(plugin: ESLint.Plugin): Linter.Config {
  return {
    name: 'customerio/json-files',
    files: JSON_FILES,
    ignores: NOT_JSON_FILES,
    plugins: { customerio: plugin },
    rules: { 'customerio/no-hardcoded-keys': 'error' },
  }
}

function flatConfig(
  name: string,
  plugin: ESLint.Plugin,
  rules: readonly (readonly [string, Linter.RuleEntry])[],
): Linter.Config {
  return {
    name: `customerio/${name}`,
    files: FILES,
    plugins: { customerio: plugin },
    rules: Object.fromEntries(rules),
  }
}
