/** Answers: which credentials does a secret of AWS Secrets Manager hold? */

import { CredentialError } from '../errors.ts'
import { credentialFields, type CredentialNames, type FoundCredentials } from './credential-fields.ts'
import { credentialInText, credentialsInJson, type CredentialSource } from './credential-source.ts'
import { missingPackage } from './missing-package.ts'
import { awsAdvice, type AwsClientOptions } from './aws-client-options.ts'
import { failureOf } from './source-failure.ts'

export interface FromAwsSecretsManagerOptions extends AwsClientOptions {
  /** Name or ARN of a secret that holds a JSON object with the credentials. */
  readonly secretId?: string | undefined
  /** Or name or ARN of a secret for each credential, such as `{ trackApiKey: 'prod/customerio/track' }`. */
  readonly secretIds?: CredentialNames | undefined
  /** Default `AWSCURRENT`. */
  readonly versionStage?: string | undefined
  /** Other names of the properties in the JSON object. */
  readonly names?: CredentialNames | undefined
}

/**
 * Credentials from AWS Secrets Manager, by `@aws-sdk/client-secrets-manager`, which is loaded when it is needed. The process
 * needs `secretsmanager:GetSecretValue`, and `kms:Decrypt` where the secret has a key of its own.
 *
 * @throws {TypeError} when neither or both of `secretId` and `secretIds` are given.
 *
 * @example
 * const from = fromAwsSecretsManager({ secretId: 'prod/customerio', region: 'eu-central-1' })
 */
export function fromAwsSecretsManager(options: FromAwsSecretsManagerOptions): CredentialSource {
  const { secretId, secretIds } = options
  if ((secretId === undefined) === (secretIds === undefined))
    throw new TypeError('Give either `secretId` or `secretIds`.')
  const asked = secretId ?? Object.values(secretIds ?? {}).join(', ')
  const name = `AWS Secrets Manager (${asked})`
  return {
    name,
    load: async ({ signal }) => {
      const store = await openStore(options, signal, name)
      try {
        return secretId === undefined
          ? await readEach(secretIds ?? {}, store.read)
          : credentialsInJson(await store.read(secretId), options.names ?? {}, name)
      } catch (error) {
        throw failureOf(error, { name, advice: awsAdvice('secretsmanager:GetSecretValue') })
      } finally {
        store.close()
      }
    },
    placeOf: (field) => (secretIds?.[field] === undefined ? `in ${name}` : `secret ${secretIds[field]}`),
  }
}

interface Store {
  readonly read: (secretId: string) => Promise<string>
  readonly close: () => void
}

async function openStore(
  options: FromAwsSecretsManagerOptions,
  signal: AbortSignal,
  source: string,
): Promise<Store> {
  const { GetSecretValueCommand, SecretsManagerClient } = await loadSdk(source)
  const client = new SecretsManagerClient({
    ...(options.region === undefined ? {} : { region: options.region }),
    ...options.clientOptions,
  })
  const read = async (secretId: string): Promise<string> => {
    const command = new GetSecretValueCommand({ SecretId: secretId, VersionStage: options.versionStage })
    const { SecretString, SecretBinary } = await client.send(command, { abortSignal: signal })
    const text =
      SecretString ?? (SecretBinary === undefined ? '' : Buffer.from(SecretBinary).toString('utf8'))
    if (text !== '') return text
    throw new CredentialError(
      'malformed_secret',
      `The secret ${secretId} is empty. Store the credentials in it.`,
      {
        source,
      },
    )
  }
  return {
    read,
    close: () => {
      client.destroy()
    },
  }
}

async function readEach(secretIds: CredentialNames, read: Store['read']): Promise<FoundCredentials> {
  const found: FoundCredentials = {}
  for (const field of credentialFields) {
    const secretId = secretIds[field]
    if (secretId !== undefined) found[field] = credentialInText(await read(secretId))
  }
  return found
}

async function loadSdk(source: string): Promise<typeof import('@aws-sdk/client-secrets-manager')> {
  try {
    return await import('@aws-sdk/client-secrets-manager')
  } catch (error) {
    throw missingPackage(error, '@aws-sdk/client-secrets-manager', source)
  }
}
