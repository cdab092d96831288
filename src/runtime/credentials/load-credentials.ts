/** Answers: which credentials does the application run with, and are they what they should be? */

import { CredentialError } from '../errors.ts'
import { shapeFaultOf } from './check-shapes.ts'
import {
  credentialFields,
  credentialsAmong,
  isCredentialField,
  type CredentialField,
  type FoundCredentials,
} from './credential-fields.ts'
import { capitalized, type CredentialSource } from './credential-source.ts'
import { makeCredentials, type Credentials, type CredentialValues } from './credentials.ts'
import { failureOf, timeOutFailure } from './source-failure.ts'

export interface LoadCredentialsOptions<Required extends readonly CredentialField[]> {
  /** Where the credentials are kept: `fromEnv()`, `fromFile(…)`, …, or a function that gives them. */
  readonly from: CredentialSource | (() => unknown)
  /** Those the application cannot run without. Default: at least one of any kind must be there. */
  readonly require?: Required | undefined
  /** How many milliseconds the source may take; default 10 000. */
  readonly timeoutMs?: number | undefined
  /** Take values of a shape that is not known, should Customer.io change its format; default false. */
  readonly allowUnknownShapes?: boolean | undefined
}

/**
 * Loads credentials, checks that the required ones are there and that each looks like what it is said to be, and gives them
 * as an object that shows `[redacted]` wherever it is printed.
 *
 * A site id and a Track API key look alike: whether those two are swapped only `checkCredentials` finds out.
 *
 * @throws {CredentialError} when the credentials cannot be had or are no such thing; see `code`. Never holds a value.
 * @throws {TypeError} when an option is unusable.
 *
 * @example
 * const { siteId, trackApiKey } = await loadCredentials({ from: fromEnv(), require: ['siteId', 'trackApiKey'] })
 */
export async function loadCredentials<const Required extends readonly CredentialField[] = readonly []>(
  options: LoadCredentialsOptions<Required>,
): Promise<Credentials<Required[number]>> {
  assertOptions(options)
  const source = sourceOf(options.from)
  const found = await loadInTime(source, options.timeoutMs ?? 10_000)
  const values = presentAmong(found)
  assertPresent(source, values, options.require ?? [])
  assertShapes(source, values, options.allowUnknownShapes ?? false)
  // What is required is there: that is what `assertPresent` says, in words that the compiler does not read.
  return makeCredentials(values as Partial<CredentialValues>) as Credentials<Required[number]>
}

function sourceOf(from: CredentialSource | (() => unknown)): CredentialSource {
  return typeof from === 'function' ? { name: 'the custom source', load: from } : from
}

async function loadInTime(source: CredentialSource, timeoutMs: number): Promise<FoundCredentials> {
  const found = await answerInTime(source, timeoutMs)
  if (typeof found === 'object' && found !== null) return credentialsAmong(flattened(found), {}, source.name)
  throw new CredentialError(
    'malformed_secret',
    `${capitalized(source.name)} gave no object. Give the credentials as \`{ siteId, trackApiKey, … }\`.`,
    { source: source.name },
  )
}

async function answerInTime(source: CredentialSource, timeoutMs: number): Promise<unknown> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const timeOut = new Promise<never>((_resolve, reject) => {
    if (timeoutMs > longestTimerMs) return
    timer = setTimeout(() => {
      reject(timeOutFailure(source.name, timeoutMs))
      controller.abort()
    }, timeoutMs)
  })
  try {
    return await Promise.race([
      new Promise((resolve) => {
        resolve(source.load({ signal: controller.signal }))
      }),
      timeOut,
    ])
  } catch (error) {
    throw failureOf(error, source)
  } finally {
    clearTimeout(timer)
  }
}

/** Credentials that were loaded before have getters, which `Object.hasOwn` does not see. */
function flattened(found: object): Record<string, unknown> {
  const inherited = credentialFields.filter((field) => field in found)
  return { ...found, ...Object.fromEntries(inherited.map((field) => [field, Reflect.get(found, field)])) }
}

/** Empty texts and `null` are as good as nothing. */
function presentAmong(found: FoundCredentials): FoundCredentials {
  const isPresent = (value: unknown): boolean =>
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(found).filter(([, value]) => isPresent(value)))
}

function assertPresent(
  source: CredentialSource,
  values: FoundCredentials,
  required: readonly CredentialField[],
): void {
  const missing = required.filter((field) => values[field] === undefined)
  if (missing.length > 0) {
    const places = missing.map((field) => `\`${field}\` (${placeIn(source, field)})`)
    throw new CredentialError(
      'missing_field',
      `Credentials are missing: ${places.join(', ')}. Set what is missing and start again.`,
      { source: source.name, fields: missing },
    )
  }
  if (Object.keys(values).length > 0) return
  throw new CredentialError(
    'missing_field',
    `${capitalized(source.name)} holds no credentials of Customer.io. Expected are some of ` +
      `${credentialFields.map((field) => `\`${field}\` (${placeIn(source, field)})`).join(', ')}.`,
    { source: source.name, fields: credentialFields },
  )
}

function assertShapes(source: CredentialSource, values: FoundCredentials, allowUnknownShapes: boolean): void {
  const faults = credentialFields.flatMap((field) => {
    const value = values[field]
    const fault = value === undefined ? null : shapeFaultOf(field, value, allowUnknownShapes)
    return fault === null ? [] : [{ ...fault, field }]
  })
  const [first] = faults
  if (first === undefined) return
  const said = faults.map(({ field, text }) => `\`${field}\` (${placeIn(source, field)}) ${text}`)
  throw new CredentialError(first.code, `${said.join('. ')}.`, {
    source: source.name,
    fields: faults.map(({ field }) => field),
  })
}

function placeIn(source: CredentialSource, field: CredentialField): string {
  return source.placeOf?.(field) ?? `in ${source.name}`
}

function assertOptions(options: LoadCredentialsOptions<readonly CredentialField[]>): void {
  const from: unknown = options.from
  const isSource =
    typeof from === 'function' ||
    (typeof from === 'object' && from !== null && typeof Reflect.get(from, 'load') === 'function')
  if (!isSource) throw new TypeError('`from` must be a source such as `fromEnv()`, or a function.')
  const required: unknown = options.require ?? []
  if (!Array.isArray(required) || !required.every(isCredentialField)) {
    throw new TypeError(`\`require\` must be a list of some of: ${credentialFields.join(', ')}.`)
  }
  const timeoutMs: unknown = options.timeoutMs ?? 0
  if (typeof timeoutMs !== 'number' || !(timeoutMs >= 0))
    throw new TypeError('`timeoutMs` must be a number, 0 or more.')
}

/** Node's timers run out at once when they are longer. */
const longestTimerMs = 2 ** 31 - 1
