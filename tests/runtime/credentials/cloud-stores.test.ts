// The real SDKs of AWS and Google, against local servers that speak their APIs.

import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import {
  CredentialError,
  fromAwsParameterStore,
  fromAwsSecretsManager,
  fromGcpSecretManager,
  loadCredentials,
  type CredentialSource,
} from '../../../src/runtime/index.ts'
import {
  startAnswering,
  type Answer,
  type AnsweringServer,
  type ReceivedRequest,
} from '../../support/answering-server.ts'
import { everythingShown } from '../../support/everything-shown.ts'
import { madeUpCredentials } from '../../support/made-up-keys.ts'

const values = madeUpCredentials()
const secretText = JSON.stringify(values)

let server: AnsweringServer
let answer: (request: ReceivedRequest) => Answer

beforeEach(async () => {
  server = await startAnswering((request) => answer(request))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

async function failureOf(from: CredentialSource, timeoutMs?: number): Promise<CredentialError> {
  const outcome: unknown = await loadCredentials({ from, timeoutMs }).catch((error: unknown) => error)
  if (!(outcome instanceof CredentialError)) throw new Error('no CredentialError', { cause: outcome })
  const shown = everythingShown(outcome)
  for (const value of Object.values(values)) expect(shown).not.toContain(value)
  for (const word of ['made-up-identity', 'quoted by the server']) expect(shown).not.toContain(word)
  return outcome
}

/** The failure of AWS, in the form of its JSON protocols. */
function awsFailure(type: string, status = 400): Answer {
  return { status, body: { __type: type, Message: `quoted by the server ${secretText}` } }
}

function awsOptions(port = server.port): { region: string; clientOptions: Record<string, unknown> } {
  const credentials = { accessKeyId: 'made-up', secretAccessKey: 'made-up-identity' }
  return {
    region: 'eu-central-1',
    clientOptions: { endpoint: `http://127.0.0.1:${port}`, credentials, maxAttempts: 1 },
  }
}

interface AwsStore {
  readonly source: (port?: number) => CredentialSource
  readonly action: string
}

const awsStores: Readonly<Record<string, AwsStore>> = {
  'AWS Secrets Manager': {
    source: (port) => fromAwsSecretsManager({ secretId: 'prod/customerio', ...awsOptions(port) }),
    action: 'secretsmanager:GetSecretValue',
  },
  'AWS Parameter Store': {
    source: (port) => fromAwsParameterStore({ path: '/prod/customerio', ...awsOptions(port) }),
    action: 'ssm:GetParametersByPath',
  },
}

describe.each(Object.entries(awsStores))('%s', (name, { source, action }) => {
  it.each([
    ['AccessDeniedException', 400, 'access_denied', 'Allow its role the action'],
    ['ResourceNotFoundException', 400, 'not_found', 'Check the name, the account and the region'],
    ['DecryptionFailure', 400, 'access_denied', 'kms:Decrypt'],
    ['UnrecognizedClientException', 400, 'unauthenticated', 'a role of IAM'],
    ['ExpiredTokenException', 403, 'unauthenticated', 'a role of IAM'],
    ['ThrottlingException', 400, 'unavailable', 'try again'],
    ['InternalServiceError', 500, 'unavailable', 'try again'],
    ['ValidationException', 400, 'source_failed', 'Check the name'],
    ['SomethingNewException', 503, 'unavailable', 'try again'],
  ])('tells %s (HTTP %d)', async (type, status, code, todo) => {
    answer = () => awsFailure(type, status)
    const error = await failureOf(source())
    expect(error).toMatchObject({ code, reason: type, statusCode: status })
    expect(error.source).toBe(`${name} (${name.endsWith('Store') ? '/' : ''}prod/customerio)`)
    expect(error.message).toContain(todo)
  })

  it('names the permission that is missing', async () => {
    answer = () => awsFailure('AccessDeniedException')
    expect((await failureOf(source())).message).toContain(`\`${action}\``)
  })

  it.each<[string, Answer]>([
    ['hangs up', 'hang up'],
    ['answers the page of a proxy', { status: 502, body: `<html>${secretText}` }],
  ])('tells of a server that %s', async (_situation, given) => {
    answer = () => given
    expect((await failureOf(source())).code).toBe('unavailable')
  })

  it('tells of a server that does not answer in time', async () => {
    answer = () => 'silence'
    expect(await failureOf(source(), 200)).toMatchObject({ code: 'unavailable', reason: 'timeout' })
  })

  it('tells of a server that is not there', async () => {
    const { port } = server
    await server.close()
    expect(await failureOf(source(port))).toMatchObject({ code: 'unavailable', reason: 'ECONNREFUSED' })
  })
})

describe('fromAwsSecretsManager', () => {
  const holds = (secrets: Record<string, string>) => {
    answer = ({ body }) => {
      const { SecretId } = JSON.parse(body) as { SecretId: string }
      const SecretString = secrets[SecretId]
      return SecretString === undefined
        ? awsFailure('ResourceNotFoundException')
        : { status: 200, body: { Name: SecretId, SecretString } }
    }
  }

  it('reads a JSON secret', async () => {
    holds({ 'prod/customerio': secretText })
    const from = fromAwsSecretsManager({ secretId: 'prod/customerio', ...awsOptions() })
    expect(await loadCredentials({ from })).toMatchObject(values)
    expect(server.requests.map(({ headers }) => headers['x-amz-target'])).toEqual([
      'secretsmanager.GetSecretValue',
    ])
    expect(server.requests[0]?.headers.authorization).toContain('/eu-central-1/secretsmanager/')
  })

  it('reads a secret for each credential, in the version asked for', async () => {
    holds({ 'cio/track': values.trackApiKey, 'cio/site': `${values.siteId}\n` })
    const secretIds = { trackApiKey: 'cio/track', siteId: 'cio/site' }
    const from = fromAwsSecretsManager({ secretIds, versionStage: 'AWSPENDING', ...awsOptions() })
    const { siteId, trackApiKey } = values
    expect(await loadCredentials({ from })).toMatchObject({ siteId, trackApiKey })
    expect(
      server.requests.map(({ body }) => (JSON.parse(body) as { VersionStage: string }).VersionStage),
    ).toEqual(['AWSPENDING', 'AWSPENDING'])
  })

  it('reads a binary secret', async () => {
    const SecretBinary = Buffer.from(secretText).toString('base64')
    answer = () => ({ status: 200, body: { Name: 'a', SecretBinary } })
    const from = fromAwsSecretsManager({ secretId: 'a', ...awsOptions() })
    expect(await loadCredentials({ from })).toMatchObject(values)
  })

  it.each([
    ['is empty', '', 'malformed_secret'],
    ['is no JSON', values.appApiKey, 'malformed_secret'],
    ['is cut off', secretText.slice(0, -3), 'malformed_secret'],
    ['holds other things', '{"username":"a"}', 'missing_field'],
    ['holds an App key as Track key', JSON.stringify({ trackApiKey: values.appApiKey }), 'wrong_kind'],
  ])('tells that a secret %s', async (_situation, text, code) => {
    holds({ 'prod/customerio': text })
    const from = fromAwsSecretsManager({ secretId: 'prod/customerio', ...awsOptions() })
    expect((await failureOf(from)).code).toBe(code)
  })

  it('says that no region is set', async () => {
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined)
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
    const { clientOptions } = awsOptions()
    const error = await failureOf(fromAwsSecretsManager({ secretId: 'a', clientOptions }))
    expect(error.code).toBe('source_failed')
    expect(error.message).toContain('`AWS_REGION`')
  })

  it('says that the process has no identity', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'])
      vi.stubEnv(name, undefined)
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
    const from = fromAwsSecretsManager({
      secretId: 'a',
      region: 'eu-central-1',
      clientOptions: { endpoint: server.url, maxAttempts: 1 },
    })
    expect(await failureOf(from)).toMatchObject({
      code: 'unauthenticated',
      reason: 'CredentialsProviderError',
    })
  })

  it.each([{}, { secretId: 'a', secretIds: { siteId: 'b' } }])('refuses %j', (options) => {
    expect(() => fromAwsSecretsManager(options)).toThrow(TypeError)
  })
})

describe('fromAwsParameterStore', () => {
  const parameter = (Name: string, Value: string) => ({ Name, Value, Type: 'SecureString' })
  const input = ({ body }: ReceivedRequest) => JSON.parse(body) as { NextToken?: string }

  it('reads all pages below a path, decrypted', async () => {
    const pages: Record<string, object> = {
      first: { Parameters: [parameter('/prod/customerio/site-id', values.siteId)], NextToken: 'second' },
      second: { Parameters: [parameter('/prod/customerio/track-api-key', `${values.trackApiKey}\n`)] },
    }
    answer = (request) => ({ status: 200, body: pages[input(request).NextToken ?? 'first'] })
    const from = fromAwsParameterStore({ path: '/prod/customerio/', ...awsOptions() })
    const { siteId, trackApiKey } = values
    expect(await loadCredentials({ from })).toMatchObject({ siteId, trackApiKey })
    expect(server.requests.map(input)).toEqual([
      { Path: '/prod/customerio', WithDecryption: true },
      { Path: '/prod/customerio', WithDecryption: true, NextToken: 'second' },
    ])
  })

  it('reads one parameter with JSON', async () => {
    answer = () => ({ status: 200, body: { Parameters: [parameter('/cio', secretText)] } })
    const from = fromAwsParameterStore({ parameter: '/cio', ...awsOptions() })
    expect(await loadCredentials({ from })).toMatchObject(values)
  })

  it('reads a parameter for each credential', async () => {
    answer = () => ({ status: 200, body: { Parameters: [parameter('/a', values.appApiKey)] } })
    const from = fromAwsParameterStore({ parameters: { appApiKey: '/a' }, ...awsOptions() })
    expect((await loadCredentials({ from, require: ['appApiKey'] })).appApiKey).toBe(values.appApiKey)
    expect(server.requests.map(input)).toEqual([{ Names: ['/a'], WithDecryption: true }])
  })

  it('names the parameters that do not exist', async () => {
    const parameters = { appApiKey: '/a', siteId: '/b' }
    answer = () => ({
      status: 200,
      body: { Parameters: [parameter('/a', values.appApiKey)], InvalidParameters: ['/b'] },
    })
    const error = await failureOf(fromAwsParameterStore({ parameters, ...awsOptions() }))
    expect(error.code).toBe('not_found')
    expect(error.message).toContain('no parameter /b.')
  })

  it('says that nothing is below the path', async () => {
    answer = () => ({ status: 200, body: { Parameters: [] } })
    expect((await failureOf(fromAwsParameterStore({ path: '/nothing', ...awsOptions() }))).code).toBe(
      'not_found',
    )
  })

  it.each([{}, { path: '/a', parameter: '/b' }])('refuses %j', (options) => {
    expect(() => fromAwsParameterStore(options)).toThrow(TypeError)
  })
})

describe('fromGcpSecretManager', () => {
  /** The Google client's own way to a token that is given, so that nobody is asked for one. */
  function clientOptions(port = server.port): Record<string, unknown> {
    const fromSdk = createRequire(createRequire(import.meta.url).resolve('google-gax'))
    const { OAuth2Client } = fromSdk('google-auth-library') as { OAuth2Client: new () => GoogleIdentity }
    const authClient = new OAuth2Client()
    authClient.setCredentials({ access_token: 'made-up-identity' })
    return { authClient, apiEndpoint: '127.0.0.1', port, protocol: 'http' }
  }

  interface GoogleIdentity {
    setCredentials(credentials: { access_token: string }): void
  }

  const source = (port?: number) =>
    fromGcpSecretManager({ project: 'shop', secret: 'customerio', clientOptions: clientOptions(port) })

  const googleFailure = (code: number, status: string): Answer => ({
    status: code,
    body: { error: { code, status, message: `quoted by the server ${secretText}` } },
  })

  const holds = (text: string) => {
    const data = Buffer.from(text).toString('base64')
    answer = ({ path }) => ({ status: 200, body: { name: path, payload: { data } } })
  }

  it('reads a JSON secret in its latest version', async () => {
    holds(secretText)
    expect(await loadCredentials({ from: source() })).toMatchObject(values)
    expect(server.requests.map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
      '/v1/projects/shop/secrets/customerio/versions/latest:access',
    ])
    expect(server.requests[0]?.headers.authorization).toBe('Bearer made-up-identity')
  })

  it('reads a secret for each credential, in a version and a location', async () => {
    holds(`${values.appApiKey}\n`)
    const from = fromGcpSecretManager({
      project: 'shop',
      secrets: { appApiKey: 'cio-app' },
      version: '7',
      location: 'europe-west3',
      clientOptions: clientOptions(),
    })
    expect((await loadCredentials({ from, require: ['appApiKey'] })).appApiKey).toBe(values.appApiKey)
    expect(server.requests[0]?.path).toContain(
      '/projects/shop/locations/europe-west3/secrets/cio-app/versions/7:access',
    )
  })

  it.each([
    [403, 'PERMISSION_DENIED', 'access_denied', 'roles/secretmanager.secretAccessor'],
    [404, 'NOT_FOUND', 'not_found', 'Check the project'],
    [401, 'UNAUTHENTICATED', 'unauthenticated', 'service account'],
    [400, 'FAILED_PRECONDITION', 'not_found', 'this version of it is enabled'],
    [400, 'INVALID_ARGUMENT', 'source_failed', 'configured'],
    [500, 'INTERNAL', 'unavailable', 'try again'],
  ])('tells HTTP %d %s', async (status, name, code, todo) => {
    answer = () => googleFailure(status, name)
    const error = await failureOf(source())
    expect(error).toMatchObject({ code, statusCode: status })
    expect(error.source).toBe('Google Cloud Secret Manager (shop: customerio)')
    expect(error.message).toContain(todo)
  })

  it.each([
    ['is empty', '', 'malformed_secret'],
    ['is no JSON', values.appApiKey, 'malformed_secret'],
    ['holds other things', '{"username":"a"}', 'missing_field'],
  ])('tells that a secret %s', async (_situation, text, code) => {
    holds(text)
    expect((await failureOf(source())).code).toBe(code)
  })

  it('tells of a server that does not answer in time', async () => {
    answer = () => 'silence'
    expect(await failureOf(source(), 200)).toMatchObject({ code: 'unavailable', reason: 'timeout' })
  })

  it('tells of a server that hangs up', async () => {
    answer = () => 'hang up'
    expect((await failureOf(source())).code).toBe('unavailable')
  })

  it('tells of a server that is not there', async () => {
    const { port } = server
    await server.close()
    expect(await failureOf(source(port))).toMatchObject({ code: 'unavailable', reason: 'ECONNREFUSED' })
  })

  it('says that the process has no identity', async () => {
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nonexistent')
    const from = fromGcpSecretManager({ project: 'shop', secret: 'a' })
    const error = await failureOf(from)
    expect(error.code).toBe('unauthenticated')
    expect(error.message).toContain('gcloud auth application-default login')
  })

  it.each([
    { project: '', secret: 'a' },
    { project: 'a' },
    { project: 'a', secret: 'b', secrets: { siteId: 'c' } },
  ])('refuses %j', (options) => {
    expect(() => fromGcpSecretManager(options)).toThrow(TypeError)
  })
})
