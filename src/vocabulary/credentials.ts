/** What are Customer.io's credentials: their shapes, their names, and where a project should keep them? */
import type { NamedCredential } from './credential-names.ts'
import type { CredentialKind } from './method-facts.ts'
import { decodeBase64, isPlaceholder } from './placeholder.ts'

export { credentialNamed, secretNamed } from './credential-names.ts'
export type { NamedCredential } from './credential-names.ts'
export type { CredentialKind } from './method-facts.ts'
export { isKeyShaped, isPlaceholder } from './placeholder.ts'

/** The environment variable that a project should read each credential from (runtime.md, "Credentials"). */
const envNames: Readonly<Record<NamedCredential, string>> = {
  'api-key': 'CUSTOMERIO_API_KEY',
  'app-key': 'CUSTOMERIO_APP_API_KEY',
  'public-write-key': 'CUSTOMERIO_PIPELINES_WRITE_KEY',
  'service-token': 'CIO_TOKEN',
  'site-id': 'CUSTOMERIO_SITE_ID',
  'track-key': 'CUSTOMERIO_TRACK_API_KEY',
  'webhook-secret': 'CUSTOMERIO_WEBHOOK_SECRET',
  'write-key': 'CUSTOMERIO_PIPELINES_WRITE_KEY',
}

/** The name for suggestions: `process.env.CUSTOMERIO_APP_API_KEY`. */
export function canonicalEnvName(kind: NamedCredential): string {
  return envNames[kind]
}

/** What Customer.io calls each credential. */
const labels: Readonly<Record<NamedCredential, string>> = {
  'api-key': 'API key',
  'app-key': 'App API key',
  'public-write-key': 'write key',
  'service-token': 'service account token',
  'site-id': 'site ID',
  'track-key': 'Track API key',
  'webhook-secret': 'webhook signing secret',
  'write-key': 'write key',
}

/** The name for messages: `App API key`. */
export function credentialLabel(kind: NamedCredential): string {
  return labels[kind]
}

/** Whether a credential must stay out of source code; site ids and browser or mobile write keys are public. */
export function isSecretCredential(kind: NamedCredential): boolean {
  return kind !== 'site-id' && kind !== 'public-write-key'
}

/** Digits of the shortest credentials, site ids and Track API keys. */
export const shortestKeyLength = 20

/**
 * The credentials that have the shape of a text: 20 letters and digits or 32 hex digits say something, a webhook
 * secret's format is not documented. Source: docs.customer.io "Manage API credentials" and public detectors.
 */
export function credentialsOfShape(text: string): readonly CredentialKind[] {
  if (/^[0-9a-zA-Z]{20}$/.test(text)) return ['site-id', 'track-key', 'write-key', 'public-write-key']
  return /^[0-9a-f]{32}$/.test(text) ? ['app-key'] : []
}

/**
 * Whether a text is a token of a service account (Customer.io's command line tool).
 * Source: github.com/customerio/cli, internal/client/auth.go (prefix, then hex digits).
 */
export function isServiceAccountToken(text: string): boolean {
  const secret = /^sa_(?:live|sandbox)_([0-9a-zA-Z]{8,})$/.exec(text)?.[1]
  return secret !== undefined && /\d/.test(secret) && !isPlaceholder(secret)
}

/** What a name announces and a position wants, when they contradict each other: an App key as Track key. */
export function contradicts(found: NamedCredential, wanted: CredentialKind): boolean {
  if (found === wanted) return false
  // "API key" does not say of which API, but it is neither a site id nor a webhook secret.
  if (found === 'api-key') return wanted === 'site-id' || wanted === 'webhook-secret'
  const isWriteKey = (kind: NamedCredential) => kind === 'write-key' || kind === 'public-write-key'
  return !(isWriteKey(found) && isWriteKey(wanted))
}

/** User and password of basic authentication: `Basic <base64>`, or the base64 alone; null when it is no such thing. */
export function decodeBasicAuthorization(text: string): { user: string; password: string } | null {
  const decoded = decodeBase64(text.trim().replace(/^basic\s+/i, ''))
  const colon = decoded?.indexOf(':') ?? -1
  if (decoded === null || colon < 0 || !/^[\x20-\x7e]*$/.test(decoded)) return null
  return { user: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
}
