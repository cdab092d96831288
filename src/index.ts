// The plugin object that ESLint loads.

import type { ESLint, Linter, Rule } from 'eslint'

import packageJson from '../package.json' with { type: 'json' }
import { recommended, strict } from './configs.ts'
import { rules } from './rules/index.ts'

/** The plugin; `configs` holds flat configs, to spread or to name in `extends`. */
export interface CustomerioPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string }
  readonly rules: Record<string, Rule.RuleModule>
  readonly configs: { readonly recommended: Linter.Config; readonly strict: Linter.Config }
}

const plugin: CustomerioPlugin = {
  meta: { name: packageJson.name, version: packageJson.version, namespace: 'customerio' },
  // The rules are typed by typescript-eslint, whose context still lists members that ESLint 10 dropped.
  rules: rules as unknown as CustomerioPlugin['rules'],
  // A getter, because each config must name this very object: ESLint refuses a second one under the same name.
  get configs() {
    return { recommended: recommended(plugin, rules), strict: strict(plugin, rules) }
  },
}

export type {
  CustomerioSettings,
  SettingsClient,
  SettingsClientKind,
  SettingsExport,
} from './analysis/settings.ts'
export type { NoHardcodedKeysOptions } from './rules/no-hardcoded-keys.ts'
export type { RequireSanitizedAttributesOptions } from './rules/require-sanitized-attributes.ts'
export type { RequireTimingSafeComparisonOptions } from './rules/require-timing-safe-comparison.ts'
export type { SanitizerPolicy } from './vocabulary/policy.ts'

export default plugin
export { plugin as 'module.exports' }
