// The plugin object that ESLint loads.

import type { ESLint, Linter, Rule } from 'eslint'

import packageJson from '../package.json' with { type: 'json' }
import { envFiles, jsonFiles, recommended, strict } from './configs.ts'
import { envLanguage } from './languages/env-language.ts'
import { rules } from './rules/index.ts'

type Language = NonNullable<ESLint.Plugin['languages']>[string]

/** The plugin; `configs` holds flat configs, to spread or to name in `extends`. */
export interface CustomerioPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string }
  readonly rules: Record<string, Rule.RuleModule>
  readonly languages: { readonly env: Language }
  readonly configs: Readonly<Record<'recommended' | 'strict' | 'env-files' | 'json-files', Linter.Config>>
}

const plugin: CustomerioPlugin = {
  meta: { name: packageJson.name, version: packageJson.version, namespace: 'customerio' },
  // The rules are typed by typescript-eslint, whose context still lists members that ESLint 10 dropped.
  rules: rules as unknown as CustomerioPlugin['rules'],
  languages: { env: envLanguage },
  // A getter, because each config must name this very object: ESLint refuses a second one under the same name.
  get configs() {
    return {
      recommended: recommended(plugin, rules),
      strict: strict(plugin, rules),
      'env-files': envFiles(plugin),
      'json-files': jsonFiles(plugin),
    }
  },
}

export type {
  CustomerioSettings,
  SettingsClient,
  SettingsClientKind,
  SettingsExport,
} from './analysis/settings.ts'
export type { NoHardcodedKeysOptions } from './rules/no-hardcoded-keys.ts'
export type { RequireRawWebhookBodyOptions } from './rules/require-raw-webhook-body.ts'
export type { RequireSanitizedAttributesOptions } from './rules/require-sanitized-attributes.ts'
export type { RequireSignatureLengthGuardOptions } from './rules/require-signature-length-guard.ts'
export type { RequireTimingSafeComparisonOptions } from './rules/require-timing-safe-comparison.ts'
export type { RequireWebhookTimestampOptions } from './rules/require-webhook-timestamp.ts'
export type { SanitizerPolicy } from './vocabulary/policy.ts'

export default plugin
export { plugin as 'module.exports' }
