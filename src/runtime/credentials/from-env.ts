/** Answers: which credentials stand in the environment? */

import {
  credentialFields,
  envNameOf,
  type CredentialField,
  type CredentialNames,
  type FoundCredentials,
} from './credential-fields.ts'
import type { CredentialSource } from './credential-source.ts'

export interface FromEnvOptions {
  /** The environment; default `process.env`, read whenever the credentials are loaded. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** Other names of the variables, such as `{ trackApiKey: 'CIO_API_KEY' }`. */
  readonly names?: CredentialNames | undefined
}

/**
 * Credentials from environment variables: `CUSTOMERIO_SITE_ID`, `CUSTOMERIO_TRACK_API_KEY`, `CUSTOMERIO_APP_API_KEY`,
 * `CUSTOMERIO_PIPELINES_WRITE_KEY`, `CUSTOMERIO_WEBHOOK_SECRET`.
 *
 * @example
 * const credentials = await loadCredentials({ from: fromEnv(), require: ['appApiKey'] })
 */
export function fromEnv(options: FromEnvOptions = {}): CredentialSource {
  const names = options.names ?? {}
  const nameOf = (field: CredentialField): string => names[field] ?? envNameOf(field)
  return {
    name: 'the environment',
    load() {
      const env = options.env ?? process.env
      const found: FoundCredentials = {}
      for (const field of credentialFields) found[field] = env[nameOf(field)]
      return found
    },
    placeOf: (field) => `environment variable \`${nameOf(field)}\``,
  }
}
