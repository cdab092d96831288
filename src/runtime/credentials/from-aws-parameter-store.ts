/** Answers: which credentials does the Parameter Store of AWS Systems Manager hold? */

import { CredentialError } from '../errors.ts'
import { awsAdvice, type AwsClientOptions } from './aws-client-options.ts'
import { credentialFields, credentialsAmong, type CredentialField } from './credential-fields.ts'
import type { CredentialNames, FoundCredentials } from './credential-fields.ts'
import { credentialInText, credentialsInJson, type CredentialSource } from './credential-source.ts'
import { missingPackage } from './missing-package.ts'
import { failureOf } from './source-failure.ts'

export interface FromAwsParameterStoreOptions extends AwsClientOptions {
  /** A path below which each credential is a parameter: `/prod/customerio` holds `/prod/customerio/track-api-key`. */
  readonly path?: string | undefined
  /** Or one parameter that holds a JSON object with the credentials. */
  readonly parameter?: string | undefined
  /** Or the name of the parameter for each credential. */
  readonly parameters?: CredentialNames | undefined
  /** Other names below `path` or in the JSON object. */
  readonly names?: CredentialNames | undefined
}

/**
 * Credentials from the Parameter Store of AWS Systems Manager, by `@aws-sdk/client-ssm`, which is loaded when it is needed.
 * Secure strings are decrypted. The process needs `ssm:GetParametersByPath` (for `path`) or `ssm:GetParameters`, and
 * `kms:Decrypt`.
 *
 * @throws {TypeError} when not exactly one of `path`, `parameter` and `parameters` is given.
 *
 * @example
 * const from = fromAwsParameterStore({ path: '/prod/customerio' })
 */
export function fromAwsParameterStore(options: FromAwsParameterStoreOptions): CredentialSource {
  const { path, parameter, parameters } = options
  if ([path, parameter, parameters].filter((one) => one !== undefined).length !== 1)
    throw new TypeError('Give one of `path`, `parameter` and `parameters`.')
  const asked = path ?? parameter ?? Object.values(parameters ?? {}).join(', ')
  const name = `AWS Parameter Store (${asked})`
  const action = path === undefined ? 'ssm:GetParameters' : 'ssm:GetParametersByPath'
  return {
    name,
    async load({ signal }) {
      const store = await openStore(options, signal, name)
      try {
        return await read(options, store, name)
      } catch (error) {
        throw failureOf(error, { name, advice: awsAdvice(action) })
      } finally {
        store.close()
      }
    },
    placeOf: (field) => placeOf(field, options),
  }
}

interface Store {
  readonly valuesOf: (names: readonly string[]) => Promise<Record<string, string>>
  /** By the last part of their names. */
  readonly valuesBelow: (path: string) => Promise<Record<string, string>>
  readonly close: () => void
}

async function read(
  options: FromAwsParameterStoreOptions,
  store: Store,
  source: string,
): Promise<FoundCredentials> {
  const { path, parameter, parameters = {}, names = {} } = options
  if (path !== undefined) {
    const values = await store.valuesBelow(path)
    if (Object.keys(values).length === 0) throw noParameter([path], source)
    return credentialsAmong(values, names, source)
  }
  const asked = parameter === undefined ? Object.values(parameters) : [parameter]
  const values = await store.valuesOf(asked)
  const missing = asked.filter((name) => !Object.hasOwn(values, name))
  if (missing.length > 0) throw noParameter(missing, source)
  if (parameter !== undefined) return credentialsInJson(values[parameter] ?? '', names, source)
  const found: FoundCredentials = {}
  for (const field of credentialFields) {
    const name = parameters[field]
    if (name !== undefined) found[field] = values[name]
  }
  return found
}

async function openStore(
  options: FromAwsParameterStoreOptions,
  signal: AbortSignal,
  source: string,
): Promise<Store> {
  const sdk = await loadSdk(source)
  const client = new sdk.SSMClient({
    ...(options.region === undefined ? {} : { region: options.region }),
    ...options.clientOptions,
  })
  const until = { abortSignal: signal }
  return {
    async valuesOf(names) {
      const command = new sdk.GetParametersCommand({ Names: [...names], WithDecryption: true })
      const { Parameters } = await client.send(command, until)
      return Object.fromEntries(
        (Parameters ?? []).map(({ Name, Value }) => [Name ?? '', credentialInText(Value ?? '')]),
      )
    },
    async valuesBelow(path) {
      const values: Record<string, string> = {}
      const input = { Path: path.replace(/(?<=.)\/$/, ''), WithDecryption: true }
      for await (const page of sdk.paginateGetParametersByPath({ client }, input, until)) {
        for (const { Name, Value } of page.Parameters ?? [])
          values[Name?.split('/').at(-1) ?? ''] = credentialInText(Value ?? '')
      }
      return values
    },
    close: () => {
      client.destroy()
    },
  }
}

async function loadSdk(source: string): Promise<typeof import('@aws-sdk/client-ssm')> {
  try {
    return await import('@aws-sdk/client-ssm')
  } catch (error) {
    throw missingPackage(error, '@aws-sdk/client-ssm', source)
  }
}

function noParameter(names: readonly string[], source: string): CredentialError {
  return new CredentialError(
    'not_found',
    `There is no parameter ${names.join(', ')}. ${awsAdvice('').not_found}`,
    { source },
  )
}

function placeOf(field: CredentialField, { path, parameters }: FromAwsParameterStoreOptions): string {
  if (path !== undefined) return `a parameter below ${path}`
  return `parameter ${parameters?.[field] ?? 'not named'}`
}
