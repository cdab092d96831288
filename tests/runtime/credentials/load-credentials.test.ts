import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  CredentialError,
  fromEnv,
  loadCredentials,
  type CredentialField,
  type LoadCredentialsOptions,
} from '../../../src/runtime/index.ts'
import { everythingShown } from '../../support/everything-shown.ts'
import { madeUpAppKey, madeUpCredentials, madeUpSecret, madeUpTrackKey } from '../../support/made-up-keys.ts'

type Options = LoadCredentialsOptions<readonly CredentialField[]>

async function failureOf(options: Options): Promise<CredentialError> {
  const outcome: unknown = await loadCredentials(options).catch((error: unknown) => error)
  if (!(outcome instanceof CredentialError)) throw new Error('no CredentialError', { cause: outcome })
  return outcome
}

describe('loadCredentials from the environment', () => {
  const values = madeUpCredentials()
  const env = {
    CUSTOMERIO_SITE_ID: values.siteId,
    CUSTOMERIO_TRACK_API_KEY: values.trackApiKey,
    CUSTOMERIO_APP_API_KEY: values.appApiKey,
    CUSTOMERIO_PIPELINES_WRITE_KEY: values.pipelinesWriteKey,
    CUSTOMERIO_WEBHOOK_SECRET: values.webhookSecret,
    OTHER_KEY: 'something else',
  }

  it('gives every credential by its name', async () => {
    expect(await loadCredentials({ from: fromEnv({ env }) })).toMatchObject(values)
  })

  it('reads the environment of the process when it loads, not before', async () => {
    const from = fromEnv({ names: { appApiKey: 'CREDENTIALS_TEST_APP_KEY' } })
    process.env.CREDENTIALS_TEST_APP_KEY = values.appApiKey
    try {
      expect((await loadCredentials({ from, require: ['appApiKey'] })).appApiKey).toBe(values.appApiKey)
    } finally {
      delete process.env.CREDENTIALS_TEST_APP_KEY
    }
  })

  it('takes other names, and then only those', async () => {
    const names = { trackApiKey: 'CIO_KEY' } as const
    const both = await loadCredentials({ from: fromEnv({ env: { ...env, CIO_KEY: values.siteId }, names }) })
    expect(both.trackApiKey).toBe(values.siteId)
    const error = await failureOf({ from: fromEnv({ env, names }), require: ['trackApiKey'] })
    expect(error.message).toContain('environment variable `CIO_KEY`')
  })

  it('names every variable that is missing at once; an empty one is missing', async () => {
    const from = fromEnv({ env: { CUSTOMERIO_SITE_ID: '', CUSTOMERIO_APP_API_KEY: values.appApiKey } })
    const error = await failureOf({ from, require: ['siteId', 'trackApiKey', 'appApiKey'] })
    expect(error).toMatchObject({
      code: 'missing_field',
      source: 'the environment',
      fields: ['siteId', 'trackApiKey'],
      statusCode: null,
      reason: null,
    })
    expect(error.message).toBe(
      'Credentials are missing: `siteId` (environment variable `CUSTOMERIO_SITE_ID`), `trackApiKey` (environment ' +
        'variable `CUSTOMERIO_TRACK_API_KEY`). Set what is missing and start again.',
    )
  })

  it('does not take an empty environment for success when nothing is required', async () => {
    expect((await failureOf({ from: fromEnv({ env: {} }) })).code).toBe('missing_field')
  })

  it('does not take variables of other services', async () => {
    const foreign = { SITE_ID: values.siteId, trackApiKey: values.trackApiKey, APP_API_KEY: values.appApiKey }
    expect((await failureOf({ from: fromEnv({ env: foreign }) })).code).toBe('missing_field')
  })
})

describe('loadCredentials from a function', () => {
  const values = madeUpCredentials()

  it('takes what it gives, in the spelling of fields, of the environment, and others', async () => {
    const { siteId, trackApiKey, appApiKey, pipelinesWriteKey, webhookSecret } = values
    const credentials = await loadCredentials({
      from: () => ({
        siteId,
        CUSTOMERIO_TRACK_API_KEY: trackApiKey,
        'app-api-key': appApiKey,
        pipelines_write_key: pipelinesWriteKey,
        WEBHOOK_SIGNING_SECRET: webhookSecret,
        database_url: 'postgres://somewhere',
      }),
    })
    expect(credentials).toMatchObject(values)
  })

  it('takes credentials that were loaded before', async () => {
    const loaded = await loadCredentials({ from: () => Promise.resolve(values) })
    expect(await loadCredentials({ from: () => loaded })).toMatchObject(values)
  })

  it('prefers the plain name to one with an addition', async () => {
    const from = () => ({ trackApiKey: values.trackApiKey, track_api_key_old: madeUpTrackKey() })
    expect((await loadCredentials({ from })).trackApiKey).toBe(values.trackApiKey)
  })

  it('does not choose between two names that mean the same', async () => {
    const from = () => ({ 'track-key': madeUpTrackKey(), track_api_key: madeUpTrackKey() })
    const error = await failureOf({ from })
    expect(error).toMatchObject({ code: 'malformed_secret', fields: ['trackApiKey'] })
    expect(error.message).toContain('`track-key` and `track_api_key`')
  })

  it('takes several webhook secrets', async () => {
    const webhookSecret = [madeUpSecret(), madeUpSecret()]
    expect((await loadCredentials({ from: () => ({ webhookSecret }) })).webhookSecret).toEqual(webhookSecret)
  })

  it.each([undefined, null, 'text', 7])('refuses %s', async (given) => {
    expect((await failureOf({ from: () => given })).code).toBe('malformed_secret')
  })

  it('tells what kind of failure a source of one’s own had, without its words', async () => {
    const secret = madeUpAppKey()
    const thrown = Object.assign(new Error(`vault said no to ${secret}`), { code: 'ECONNREFUSED' })
    const error = await failureOf({ from: { name: 'our vault', load: () => Promise.reject(thrown) } })
    expect(error).toMatchObject({ code: 'unavailable', source: 'our vault', reason: 'ECONNREFUSED' })
    expect(error.message).toBe('Our vault did not answer (ECONNREFUSED). Check the network, and try again.')
    expect(error.cause).toBeUndefined()
    expect(everythingShown(error)).not.toContain(secret)
  })

  it('survives whatever a source throws', async () => {
    const secret = madeUpAppKey()
    for (const thrown of [
      secret,
      undefined,
      null,
      { message: secret },
      Object.create(null),
      new Error(secret),
    ]) {
      const load = () => {
        throw thrown
      }
      const error = await failureOf({ from: load })
      expect(error.code).toBe('source_failed')
      expect(everythingShown(error)).not.toContain(secret)
    }
  })

  it('lets a CredentialError of a source pass', async () => {
    const own = new CredentialError('not_found', 'There is no such thing.', { source: 'our vault' })
    expect(await failureOf({ from: () => Promise.reject(own) })).toBe(own)
  })

  it('gives up after `timeoutMs`, and tells the source', async () => {
    let signal: AbortSignal | undefined
    const load = (options: { signal: AbortSignal }) => {
      signal = options.signal
      return new Promise(() => undefined)
    }
    const error = await failureOf({ from: { name: 'our vault', load }, timeoutMs: 5 })
    expect(error).toMatchObject({ code: 'unavailable', reason: 'timeout' })
    expect(signal?.aborted).toBe(true)
  })
})

describe('the shape of credentials', () => {
  const trackKey = madeUpTrackKey()
  const appKey = madeUpAppKey()

  it.each<[string, CredentialField, unknown, string, RegExp]>([
    ['an App key as Track key', 'trackApiKey', appKey, 'wrong_kind', /looks like an App API key/],
    ['an App key as site id', 'siteId', appKey, 'wrong_kind', /looks like an App API key/],
    ['an App key as write key', 'pipelinesWriteKey', appKey, 'wrong_kind', /looks like an App API key/],
    ['a Track key as App key', 'appApiKey', trackKey, 'wrong_kind', /site id or a Track API key/],
    ['a service token', 'appApiKey', `sa_live_${appKey}`, 'wrong_kind', /service account/],
    [
      'a service token as webhook secret',
      'webhookSecret',
      `sa_sandbox_${appKey}`,
      'wrong_kind',
      /service account/,
    ],
    ['white space around it', 'trackApiKey', ` ${trackKey}`, 'malformed_field', /white space/],
    ['a line break at its end', 'appApiKey', `${appKey}\n`, 'malformed_field', /white space/],
    ['a key too short', 'trackApiKey', trackKey.slice(1), 'malformed_field', /20 letters and digits/],
    ['an App key with capitals', 'appApiKey', `A${appKey.slice(1)}`, 'malformed_field', /32 hexadecimal/],
    ['a number', 'siteId', 12345, 'malformed_field', /is not a text/],
    ['a placeholder', 'pipelinesWriteKey', 'your-write-key', 'malformed_field', /placeholder/],
    [
      'an invisible character',
      'webhookSecret',
      `abc\u200bdef123`,
      'malformed_field',
      /characters that no key has/,
    ],
    ['a list where one is wanted', 'appApiKey', [appKey], 'malformed_field', /is not a text/],
    ['an empty one among webhook secrets', 'webhookSecret', [madeUpSecret(), ''], 'malformed_field', /empty/],
  ])('tells %s', async (_situation, field, value, code, message) => {
    const error = await failureOf({ from: () => ({ [field]: value }) })
    expect(error).toMatchObject({ code, fields: [field] })
    expect(error.message).toMatch(message)
    expect(error.message).toContain(`\`${field}\``)
  })

  it('lets 20 letters and digits be a site id, a Track key and a write key, hexadecimal or not', async () => {
    const values = {
      siteId: 'ABCDEFGHIJKLMNOP1234',
      trackApiKey: trackKey,
      pipelinesWriteKey: 'Zq3xkLw9PvT2mNd8RsYc',
    }
    expect(await loadCredentials({ from: () => values })).toMatchObject(values)
  })

  it('reports all that is wrong in one error', async () => {
    const error = await failureOf({ from: () => ({ siteId: appKey, trackApiKey: 'x', appApiKey: appKey }) })
    expect(error.fields).toEqual(['siteId', 'trackApiKey'])
  })

  it('can be taken on trust, but not what is surely another kind', async () => {
    const allowUnknownShapes = true
    const from = () => ({ appApiKey: 'v2.0123456789-new-format', trackApiKey: 'test' })
    expect((await loadCredentials({ from, allowUnknownShapes })).trackApiKey).toBe('test')
    const swapped = await failureOf({ from: () => ({ trackApiKey: appKey }), allowUnknownShapes })
    expect(swapped.code).toBe('wrong_kind')
  })
})

describe('misuse', () => {
  it.each<[string, unknown, RegExp]>([
    ['no source', {}, /`from`/],
    ['a source without `load`', { from: { name: 'a' } }, /`from`/],
    ['a required field that does not exist', { from: () => ({}), require: ['apiKey'] }, /`require`/],
    ['a single name to require', { from: () => ({}), require: 'siteId' }, /`require`/],
    ['a time limit that is no number', { from: () => ({}), timeoutMs: NaN }, /`timeoutMs`/],
  ])('%s is a TypeError', async (_situation, options, message) => {
    const outcome: unknown = await loadCredentials(options as Options).catch((error: unknown) => error)
    expect(outcome).toBeInstanceOf(TypeError)
    expect((outcome as TypeError).message).toMatch(message)
  })
})

describe('credentials', () => {
  it('are shown as [redacted], by their names', async () => {
    const credentials = await loadCredentials({ from: () => madeUpCredentials() })
    expect(JSON.stringify(credentials)).toBe(
      '{"siteId":"[redacted]","trackApiKey":"[redacted]","appApiKey":"[redacted]","pipelinesWriteKey":"[redacted]",' +
        '"webhookSecret":"[redacted]"}',
    )
    expect(`${String(credentials)} ${credentials as unknown as string}`).toBe('[redacted] [redacted]')
    const { inspect } = await import('node:util')
    expect(inspect(await loadCredentials({ from: () => ({ appApiKey: madeUpAppKey() }) }))).toBe(
      'Credentials { appApiKey: [redacted] }',
    )
  })

  it('cannot be changed', async () => {
    const credentials = await loadCredentials({ from: () => madeUpCredentials() })
    expect(() => Object.assign(credentials, { siteId: 'other' })).toThrow(TypeError)
  })

  it('are typed by what is required', async () => {
    const credentials = await loadCredentials({ from: () => madeUpCredentials(), require: ['siteId'] })
    const siteId: string = credentials.siteId
    // @ts-expect-error -- not required, so it may be missing
    const appApiKey: string = credentials.appApiKey
    expect([siteId, appApiKey]).toHaveLength(2)
  })

  it('show no value whatever they are and however they are printed', async () => {
    const secret = fc.stringMatching(/^[!-~]{8,40}$/)
    const given = fc.record(
      {
        siteId: secret,
        trackApiKey: secret,
        appApiKey: secret,
        pipelinesWriteKey: secret,
        webhookSecret: secret,
      },
      { requiredKeys: ['siteId'] },
    )
    await fc.assert(
      fc.asyncProperty(given, fc.boolean(), async (values, allowUnknownShapes) => {
        const outcome: unknown = await loadCredentials({ from: () => values, allowUnknownShapes }).catch(
          (error: unknown) => error,
        )
        const shown = everythingShown(outcome)
        for (const value of Object.values(values)) expect(shown).not.toContain(value)
      }),
    )
  })
})
