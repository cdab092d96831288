/** Answers: which credentials does an application hold, and which entries of a secret are they? */

import { canonicalEnvName, credentialNamed, type CredentialKind } from '../../vocabulary/credentials.ts'
import { CredentialError } from '../errors.ts'

/** The credentials that can be loaded. */
export type CredentialField = 'siteId' | 'trackApiKey' | 'appApiKey' | 'pipelinesWriteKey' | 'webhookSecret'

/** Other names for the credentials where they are kept. */
export type CredentialNames = Readonly<Partial<Record<CredentialField, string>>>

/** What a source found, unchecked. */
export type FoundCredentials = Partial<Record<CredentialField, unknown>>

export const kindOfField: Readonly<Record<CredentialField, CredentialKind>> = {
  siteId: 'site-id',
  trackApiKey: 'track-key',
  appApiKey: 'app-key',
  pipelinesWriteKey: 'write-key',
  webhookSecret: 'webhook-secret',
}

export const credentialFields = Object.keys(kindOfField) as readonly CredentialField[]

/** `CUSTOMERIO_TRACK_API_KEY`. */
export function envNameOf(field: CredentialField): string {
  return canonicalEnvName(kindOfField[field])
}

/** Whether a text is the name of a credential. */
export function isCredentialField(name: unknown): name is CredentialField {
  return typeof name === 'string' && Object.hasOwn(kindOfField, name)
}

/**
 * The credentials among the entries of one secret: by the names the application gives, else by their own
 * (`trackApiKey`), else by those of the environment (`CUSTOMERIO_TRACK_API_KEY`), else in other spellings
 * (`track-api-key`). Everything else in the secret is left alone.
 *
 * @throws {CredentialError} `malformed_secret` when two entries could be meant.
 */
export function credentialsAmong(
  entries: Readonly<Record<string, unknown>>,
  names: CredentialNames,
  source: string,
): FoundCredentials {
  const found: FoundCredentials = {}
  for (const field of credentialFields) {
    const key = entryFor(field, entries, names[field], source)
    if (key !== null) found[field] = entries[key]
  }
  return found
}

/** The entry that holds a credential, or `null`. */
export function entryFor(
  field: CredentialField,
  entries: Readonly<Record<string, unknown>>,
  name: string | undefined,
  source: string,
): string | null {
  const exact = name === undefined ? [field, envNameOf(field)] : [name]
  const key = exact.find((candidate) => Object.hasOwn(entries, candidate))
  if (key !== undefined || name !== undefined) return key ?? null
  const alike = Object.keys(entries).filter((entry) => fieldSpelled(entry) === field)
  if (alike.length < 2) return alike[0] ?? null
  throw new CredentialError(
    'malformed_secret',
    `Two entries of ${source} could be \`${field}\`: ${alike.map((entry) => `\`${entry}\``).join(' and ')}. ` +
      `Rename one, or say which with \`names: { ${field}: … }\`.`,
    { source, fields: [field] },
  )
}

function fieldSpelled(entry: string): CredentialField | null {
  const kind = credentialNamed(entry) ?? credentialNamed(`customerio_${entry}`)
  return credentialFields.find((field) => kindOfField[field] === kind) ?? null
}
