/** Answers: what must a place have, in which credentials are kept? */

import { CredentialError } from '../errors.ts'
import {
  credentialsAmong,
  type CredentialField,
  type CredentialNames,
  type FoundCredentials,
} from './credential-fields.ts'

/** A place in which credentials are kept. `fromEnv()` and its kin make one; so can an application. */
export interface CredentialSource {
  /** For messages: `the environment`, `AWS Secrets Manager (prod/customerio)`. Never a value. */
  readonly name: string
  /** Gives what is there, by the names of `CredentialField` or those of the environment. The signal says that time is up. */
  load(options: { readonly signal: AbortSignal }): unknown
  /** Where one credential stands, for messages: `the environment variable \`CUSTOMERIO_SITE_ID\``. */
  placeOf?(field: CredentialField): string
}

/**
 * The credentials in the text of a secret that holds a JSON object.
 *
 * @throws {CredentialError} `malformed_secret`, which does not quote the text as `JSON.parse` would.
 */
export function credentialsInJson(text: string, names: CredentialNames, source: string): FoundCredentials {
  const entries = parseObject(text.replace(/^\uFEFF/, ''))
  if (entries === null) {
    throw new CredentialError(
      'malformed_secret',
      `${capitalized(source)} does not hold a JSON object. Store the credentials as ` +
        '`{ "siteId": "…", "trackApiKey": "…" }`, or each one in a secret of its own.',
      { source },
    )
  }
  return credentialsAmong(entries, names, source)
}

/** The value of a text that holds one credential alone: editors and `echo` end it with a line break. */
export function credentialInText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '')
}

/** For the start of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
