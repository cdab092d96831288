// What did the project say about itself in `settings.customerio`?
import path from 'node:path'

import { resolveModule } from '../project/resolve-module.ts'
import type { ClientKind } from '../vocabulary/sdk.ts'
import type { CompiledPolicy, SanitizerPolicy } from '../vocabulary/policy.ts'
import { assertPolicy, compilePolicy } from '../vocabulary/policy.ts'

/** A client kind that a setting may name. */
export type SettingsClientKind = Exclude<ClientKind, 'http'>

/** An export of a module: `module` is the specifier as written, or a path from the project's root. */
export interface SettingsExport {
  readonly module: string
  /** The export's name; `default` for the default export. */
  readonly name: string
}

/** An instance, a class or a factory that gives a Customer.io client. */
export interface SettingsClient extends SettingsExport {
  readonly kind: SettingsClientKind
}

/** `settings.customerio`, as a project writes it. */
export interface CustomerioSettings {
  readonly clients?: readonly SettingsClient[]
  readonly sanitizers?: readonly SettingsExport[]
  readonly verifiers?: readonly SettingsExport[]
  /** The same shape as the runtime's policy, so one object can serve both. */
  readonly sensitiveFields?: SanitizerPolicy
  /** From where fixes import `sanitizeAttributes`; default: our runtime. */
  readonly importFrom?: string
  /** Whether other files of the project are read; default true. */
  readonly followImports?: boolean
}

/** The settings after checking, with their defaults. */
export interface ReadSettings {
  readonly clients: readonly SettingsClient[]
  readonly sanitizers: readonly SettingsExport[]
  readonly verifiers: readonly SettingsExport[]
  readonly sensitiveFields: SanitizerPolicy | null
  readonly policy: CompiledPolicy
  readonly importFrom: string | null
  readonly followImports: boolean
}

const clientKinds: readonly SettingsClientKind[] = ['track', 'app', 'pipelines', 'cdp', 'browser', 'mobile']
const knownKeys = ['clients', 'sanitizers', 'verifiers', 'sensitiveFields', 'importFrom', 'followImports']

const defaults: ReadSettings = {
  clients: [],
  sanitizers: [],
  verifiers: [],
  sensitiveFields: null,
  policy: compilePolicy({}),
  importFrom: null,
  followImports: true,
}

/** Settings are one object for all files of a run: each is checked once. */
const checked = new WeakMap<object, ReadSettings>()

/**
 * Reads `settings.customerio`.
 *
 * @throws {TypeError} naming the setting, the value and what is allowed.
 */
export function readSettings(settings: Readonly<Record<string, unknown>>): ReadSettings {
  const own = settings.customerio
  if (own === undefined) return defaults
  if (!isRecord(own)) throw wrong('settings.customerio', own, 'an object')
  const known = checked.get(own)
  if (known) return known
  const read = checkSettings(own)
  checked.set(own, read)
  return read
}

function checkSettings(own: Readonly<Record<string, unknown>>): ReadSettings {
  for (const key of Object.keys(own)) {
    if (!knownKeys.includes(key)) {
      const allowed = knownKeys.map((name) => `\`${name}\``).join(', ')
      throw new TypeError(`\`settings.customerio\` has an unknown key \`${key}\`; allowed are ${allowed}.`)
    }
  }
  const { sensitiveFields, importFrom, followImports } = own
  if (sensitiveFields !== undefined) assertPolicy(sensitiveFields, 'settings.customerio.sensitiveFields')
  if (importFrom !== undefined && !isText(importFrom)) {
    throw wrong('settings.customerio.importFrom', importFrom, 'a module specifier')
  }
  if (followImports !== undefined && typeof followImports !== 'boolean') {
    throw wrong('settings.customerio.followImports', followImports, 'true or false')
  }
  return {
    clients: listOf(own.clients, 'clients', readClient),
    sanitizers: listOf(own.sanitizers, 'sanitizers', readExport),
    verifiers: listOf(own.verifiers, 'verifiers', readExport),
    sensitiveFields: sensitiveFields ?? null,
    policy: compilePolicy(sensitiveFields ?? {}),
    importFrom: importFrom ?? null,
    followImports: followImports ?? true,
  }
}

function listOf<Item>(
  value: unknown,
  key: string,
  read: (item: Readonly<Record<string, unknown>>, where: string) => Item,
): readonly Item[] {
  const where = `settings.customerio.${key}`
  if (value === undefined) return []
  if (!Array.isArray(value)) throw wrong(where, value, 'an array')
  return value.map((item: unknown, index) => {
    if (!isRecord(item)) throw wrong(`${where}[${index}]`, item, 'an object')
    return read(item, `${where}[${index}]`)
  })
}

function readExport(item: Readonly<Record<string, unknown>>, where: string): SettingsExport {
  return readNamed(item, where, ['module', 'name'])
}

function readClient(item: Readonly<Record<string, unknown>>, where: string): SettingsClient {
  const kind = clientKinds.find((known) => known === item.kind)
  if (kind === undefined) {
    throw wrong(`${where}.kind`, item.kind, `one of ${clientKinds.map((known) => `\`${known}\``).join(', ')}`)
  }
  return { ...readNamed(item, where, ['module', 'name', 'kind']), kind }
}

function readNamed(
  item: Readonly<Record<string, unknown>>,
  where: string,
  allowed: readonly string[],
): SettingsExport {
  const { module, name } = item
  if (!isText(module))
    throw wrong(`${where}.module`, module, 'a module specifier or a path from the project root')
  if (!isText(name))
    throw wrong(`${where}.name`, name, 'the name of an export (`default` for the default export)')
  const unknown = Object.keys(item).find((key) => !allowed.includes(key))
  if (unknown !== undefined) {
    throw new TypeError(
      `\`${where}\` has an unknown key \`${unknown}\`; allowed are ${allowed.map((key) => `\`${key}\``).join(', ')}.`,
    )
  }
  return { module, name }
}

/** Whether an import written in a file means the module that a setting names. */
export function isModuleOfSetting(
  specifier: string,
  setting: string,
  { filename, cwd }: { readonly filename: string; readonly cwd: string },
): boolean {
  if (specifier === setting) return true
  const named = withoutExtension(path.resolve(cwd, setting))
  if (specifier.startsWith('.')) {
    return withoutExtension(path.resolve(path.dirname(filename), specifier)) === named
  }
  // An alias of tsconfig, or of package.json.
  const file = isPath(setting) ? resolveModule(specifier, filename) : null
  return file !== null && withoutExtension(file) === named
}

function isPath(module: string): boolean {
  return /^[./]|\.[cm]?[jt]sx?$/.test(module)
}

function withoutExtension(file: string): string {
  return file.replace(/(?:\/index)?\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '')
}

function wrong(where: string, value: unknown, allowed: string): TypeError {
  return new TypeError(`\`${where}\` must be ${allowed}, not ${described(value)}.`)
}

function described(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return 'an array'
  return isRecord(value) ? 'an object' : String(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}
