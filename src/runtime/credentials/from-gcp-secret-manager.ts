/** Answers: which credentials does a secret of Google Cloud Secret Manager hold? */

import { CredentialError } from '../errors.ts'
import { credentialFields, type CredentialNames, type FoundCredentials } from './credential-fields.ts'
import { credentialInText, credentialsInJson, type CredentialSource } from './credential-source.ts'
import { missingPackage } from './missing-package.ts'
import { failureOf, textOf } from './source-failure.ts'

export interface FromGcpSecretManagerOptions {
  /** The id or number of the project. */
  readonly project: string
  /** The secret that holds a JSON object with the credentials. */
  readonly secret?: string | undefined
  /** Or a secret for each credential, such as `{ trackApiKey: 'customerio-track-api-key' }`. */
  readonly secrets?: CredentialNames | undefined
  /** Default `latest`. */
  readonly version?: string | undefined
  /** Where a regional secret is kept, such as `europe-west3`. */
  readonly location?: string | undefined
  /** Other names of the properties in the JSON object. */
  readonly names?: CredentialNames | undefined
  /** Handed to `SecretManagerServiceClient`: `keyFilename`, `apiEndpoint`, … It speaks REST unless `fallback` is false. */
  readonly clientOptions?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Credentials from Google Cloud Secret Manager, by `@google-cloud/secret-manager`, which is loaded when it is needed. The
 * process needs the role `roles/secretmanager.secretAccessor` on the secret.
 *
 * @throws {TypeError} when there is no project, or neither or both of `secret` and `secrets` are given.
 *
 * @example
 * const from = fromGcpSecretManager({ project: 'shop-prod', secret: 'customerio' })
 */
export function fromGcpSecretManager(options: FromGcpSecretManagerOptions): CredentialSource {
  const { project, secret, secrets } = options
  if (typeof project !== 'string' || project === '')
    throw new TypeError('`project` must be the id of a project.')
  if ((secret === undefined) === (secrets === undefined))
    throw new TypeError('Give either `secret` or `secrets`.')
  const asked = secret ?? Object.values(secrets ?? {}).join(', ')
  const name = `Google Cloud Secret Manager (${project}: ${asked})`
  return {
    name,
    async load() {
      const store = await openStore(options, name)
      try {
        return secret === undefined
          ? await readEach(secrets ?? {}, store.read)
          : credentialsInJson(await store.read(secret), options.names ?? {}, name)
      } catch (error) {
        throw failureOf(error, { name, advice }, codeInText(error))
      } finally {
        store.close()
      }
    },
    placeOf: (field) => (secrets?.[field] === undefined ? `in ${name}` : `secret ${secrets[field]}`),
  }
}

const advice = {
  unauthenticated:
    'Give this process a service account, set `GOOGLE_APPLICATION_CREDENTIALS`, or run `gcloud auth application-default login`.',
  access_denied: 'Grant its service account the role `roles/secretmanager.secretAccessor` on the secret.',
  not_found: 'Check the project, the name of the secret, and that this version of it is enabled.',
}

/** What Google's libraries say only in words: nobody is signed in, or the version of the secret is disabled. */
function codeInText(error: unknown): 'unauthenticated' | 'not_found' | undefined {
  const text = textOf(error)
  if (/default credentials|invalid_grant|GOOGLE_APPLICATION_CREDENTIALS|ENOENT/.test(text))
    return 'unauthenticated'
  return text.includes('FAILED_PRECONDITION') ? 'not_found' : undefined
}

interface Store {
  readonly read: (secret: string) => Promise<string>
  readonly close: () => void
}

async function openStore(options: FromGcpSecretManagerOptions, source: string): Promise<Store> {
  const { SecretManagerServiceClient } = await loadSdk(source)
  const { project, location, version = 'latest', clientOptions } = options
  const endpoint =
    location === undefined ? {} : { apiEndpoint: `secretmanager.${location}.rep.googleapis.com` }
  const client = new SecretManagerServiceClient({ fallback: true, ...endpoint, ...clientOptions })
  const where = location === undefined ? '' : `/locations/${location}`
  const read = async (secret: string): Promise<string> => {
    // Left to `accessSecretVersion`, a failure of this one would also be an unhandled rejection, which ends the process.
    await client.initialize()
    const name = `projects/${project}${where}/secrets/${secret}/versions/${version}`
    const [answer] = await client.accessSecretVersion({ name })
    const data = answer.payload?.data ?? ''
    const text = typeof data === 'string' ? data : Buffer.from(data).toString('utf8')
    if (text !== '') return text
    throw new CredentialError(
      'malformed_secret',
      `The secret ${secret} is empty. Store the credentials in it.`,
      {
        source,
      },
    )
  }
  return { read, close: () => void client.close().catch(() => undefined) }
}

async function readEach(secrets: CredentialNames, read: Store['read']): Promise<FoundCredentials> {
  const found: FoundCredentials = {}
  for (const field of credentialFields) {
    const secret = secrets[field]
    if (secret !== undefined) found[field] = credentialInText(await read(secret))
  }
  return found
}

async function loadSdk(source: string): Promise<typeof import('@google-cloud/secret-manager')> {
  try {
    return await import('@google-cloud/secret-manager')
  } catch (error) {
    throw missingPackage(error, '@google-cloud/secret-manager', source)
  }
}
