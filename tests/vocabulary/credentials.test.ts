import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  canonicalEnvName,
  contradicts,
  credentialNamed,
  credentialsOfShape,
  decodeBasicAuthorization,
  isKeyShaped,
  isPlaceholder,
  isSecretCredential,
  isServiceAccountToken,
} from '../../src/vocabulary/credentials.ts'

/** Random hex digits, as Customer.io hands them out. */
const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...Array.from('0123456789abcdef')), { minLength: length, maxLength: length })
    .map((digits) => digits.join(''))
    .filter((text) => new Set(text).size > 2 && /[a-f]/.test(text))

const key = fc.constantFrom(20, 32, 64).chain(hex)
const sample = (length: number) => fc.sample(hex(length), 1)[0] ?? ''

describe('isKeyShaped', () => {
  it('is true for 20, 32 and 64 hex digits', () => {
    fc.assert(fc.property(key, (text) => isKeyShaped(text)))
  })

  it.each([
    'abcdefabcdefabcdefa',
    'abcdefabcdefabcdefabc',
    'ABCDEFABCDEFABCDEFAB',
    'abcdefghijabcdefghij',
    'abcdefabcdefabcdefab ',
    '',
  ])('is false for %j', (text) => {
    expect(isKeyShaped(text)).toBe(false)
  })
})

describe('isPlaceholder', () => {
  it.each([
    '',
    '   ',
    'test',
    'xxx',
    'changeme',
    '<key>',
    '<your-api-key>',
    'YOUR_API_KEY',
    'your-site-id',
    'your_app_api_key_here',
    'yourApiKey',
    'ASK_ME_IF_YOU_NEED',
    'test-key-123456',
    'fake-track-key',
    'test-site',
    'dummy_customerio_key',
    'REPLACE_ME_BEFORE_DEPLOY',
    'INSERT-KEY-HERE',
    'placeholder-value',
    'example-api-key',
    'xxxxxxxxxxxxxxxxxxxx',
    'XXXX-XXXX-XXXX',
    'xxxxxxxx-1234-key',
    '********************',
    '00000000000000000000',
    'aaaaaaaaaaaaaaaaaaaa',
    'abababababababababab',
    '12345678901234567890',
    '1234567890',
    '${CUSTOMERIO_API_KEY}',
    'Bearer ${token}',
    '{{ customerio_key }}',
    '%CUSTOMERIO_KEY%',
    'CUSTOMERIO_APP_API_KEY',
    'process.env.CIO_KEY',
    'site-id',
    'apiKey',
    'my-secret-key',
    'webhook-signing-secret',
    'api-key-1',
    'Basic Zm9vOmJhcg==',
    'Basic',
    'Bearer ',
    'Bearer <token>',
    'Bearer your-app-key',
    'abc...def...ghi',
    'noreply@example.com',
    'https://track.customer.io/api/v1',
    './secrets/customerio.json',
    '/run/secrets/customerio',
    'projects/shop/secrets/customerio/versions/latest',
    'arn:aws:secretsmanager:eu-west-1:1:secret:cio',
    'op://vault/customerio/key',
    'Missing the Customer.io key',
  ])('is true for %j', (text) => {
    expect(isPlaceholder(text)).toBe(true)
  })

  it('is false for a real key, alone or in an authorization', () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(isPlaceholder(one)).toBe(false)
        expect(isPlaceholder(`Bearer ${one}`)).toBe(false)
        expect(isPlaceholder(`Basic ${btoa(`${one}:${other}`)}`)).toBe(false)
        expect(isPlaceholder(`Basic ${btoa(`${one}:`)}`)).toBe(false)
      }),
    )
  })

  it('is false where only one half of a basic authorization is made up', () => {
    expect(isPlaceholder(`Basic ${btoa(`your-site-id:${sample(20)}`)}`)).toBe(false)
  })

  it('is false for twenty random letters and digits, almost always', () => {
    const alphanumeric = fc
      .array(
        fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')),
        {
          minLength: 20,
          maxLength: 20,
        },
      )
      .map((characters) => characters.join(''))
    const taken = fc.sample(alphanumeric, 2000).filter(isPlaceholder)
    expect(taken.length).toBeLessThan(5)
  })

  it.each(['9fKq2LmZx7RtVbNw4YcD', 'whsec_9fKq2LmZx7RtVbNw4YcD', 'k7-92hq-skx1-p0zz-q8'])(
    'is false for %j, which Customer.io might have made',
    (text) => {
      expect(isPlaceholder(text)).toBe(false)
    },
  )
})

describe('isServiceAccountToken', () => {
  it('is true for tokens of both environments', () => {
    fc.assert(
      fc.property(hex(32), (text) => {
        expect(isServiceAccountToken(`sa_live_${text}`)).toBe(true)
        expect(isServiceAccountToken(`sa_sandbox_${text}`)).toBe(true)
      }),
    )
  })

  it.each([
    'sa_live_',
    'sa_live_xxxxxxxx',
    'sa_live_YOUR_TOKEN',
    'sa_live_dash_enc',
    'sa_livelihood1234',
    'sa_test_0a1b2c3d4e',
  ])('is false for %j', (text) => {
    expect(isServiceAccountToken(text)).toBe(false)
  })
})

describe('credentialNamed', () => {
  it.each([
    ['CUSTOMERIO_SITE_ID', 'site-id'],
    ['CUSTOMER_IO_SITE_ID', 'site-id'],
    ['CIO_SITE_ID', 'site-id'],
    ['cioSiteId', 'site-id'],
    ['customerIoSiteId', 'site-id'],
    ['NEXT_PUBLIC_CUSTOMERIO_SITE_ID', 'site-id'],
    ['SITE_ID_CUSTOMERIO', 'site-id'],
    ['CUSTOMERIO_TRACK_API_KEY', 'track-key'],
    ['NEXT_PUBLIC_CIO_TRACK_API_KEY', 'track-key'],
    ['customerIOTrackingKey', 'track-key'],
    ['customerio.track.apiKey', 'track-key'],
    ['CUSTOMERIO_APP_API_KEY', 'app-key'],
    ['CUSTOMERIO_APP_API_KEY_EU', 'app-key'],
    ['CUSTOMER_IO_APP_KEY', 'app-key'],
    ['CIO_APP_KEY', 'app-key'],
    ['CIOAppKey', 'app-key'],
    ['customerIoAppKey', 'app-key'],
    ['config.customerIo.appKey', 'app-key'],
    ['customer_io_transactional_api_key', 'app-key'],
    ['GATSBY_CIO_APP_API_KEY', 'app-key'],
    ['CUSTOMER_IO_APPLICATION_API_KEY', 'app-key'],
    ['DEV_CUSTOMERIO_TRACKING_API_KEY', 'track-key'],
    ['CUSTOMERIO_CLIENT_SITE_ID', 'site-id'],
    ['CIO_PIPELINES_WRITE_KEY', 'write-key'],
    ['CUSTOMERIO_CDP_API_KEY', 'write-key'],
    ['VUE_APP_CIO_WRITE_KEY', 'write-key'],
    ['CUSTOMERIO_WEBHOOK_SECRET', 'webhook-secret'],
    ['CIO_WEBHOOK_SECRET', 'webhook-secret'],
    ['CIO_WEBHOOK_SIGNING_KEY', 'webhook-secret'],
    ['customerioWebhookSecretKey', 'webhook-secret'],
    ['customerio.webhook.secret', 'webhook-secret'],
    ['CUSTOMERIO_API_KEY', 'api-key'],
    ['CIO_API_KEY', 'api-key'],
    ['CUSTOMER_IO_API_KEY_PROD', 'api-key'],
    ['customerio: apiKey', 'api-key'],
    ['VITE_CUSTOMER_IO_API_KEY', 'api-key'],
    ['CUSTOMERIOAPIKEY', 'api-key'],
    ['CUSTOMERIO_APIKEY', 'api-key'],
    ['cioSecret', 'api-key'],
    ['CUSTOMERIO_KEY', 'api-key'],
    ['customer.io key', 'api-key'],
    ['MYAPP_CUSTOMERIO_API_KEY', 'api-key'],
    ['REACT_APP_CUSTOMERIO_API_KEY', 'api-key'],
    ['CIO_TOKEN', 'service-token'],
    ['CUSTOMERIO_SERVICE_ACCOUNT_TOKEN', 'service-token'],
    ['CUSTOMERIO_TOKEN', 'api-key'],
  ])('%s is a %s', (name, kind) => {
    expect(credentialNamed(name)).toBe(kind)
  })

  it.each([
    'API_KEY',
    'APP_KEY',
    'MYAPP_API_KEY',
    'MY_APP_API_KEY_CIO',
    'SITE_ID',
    'WEBHOOK_SECRET',
    'STRIPE_API_KEY',
    'CUSTOMER_ID',
    'CUSTOMER_API_KEY',
    'CUSTOMERIO_REGION',
    'CUSTOMERIO_API_URL',
    'CUSTOMERIO_API_KEY_HEADER',
    'cioApiKeyName',
    'CIO_CACHE_KEY',
    'CUSTOMERIO_EVENT_KEY',
    'CIO_UNSUBSCRIBE_TOKEN',
    'hasCustomerioApiKey',
    'pinocchioApiKey',
    'SOCIO_API_KEY',
    'customerIonKey',
    'CUSTOMERIO',
    'cio',
    '',
  ])('%j announces no credential of Customer.io', (name) => {
    expect(credentialNamed(name)).toBeNull()
  })

  it('recognises every name that it suggests', () => {
    for (const kind of [
      'site-id',
      'track-key',
      'app-key',
      'write-key',
      'webhook-secret',
      'api-key',
      'service-token',
    ] as const) {
      expect(credentialNamed(canonicalEnvName(kind))).toBe(kind)
    }
    expect(canonicalEnvName('app-key')).toBe('CUSTOMERIO_APP_API_KEY')
    expect(canonicalEnvName('public-write-key')).toBe('CUSTOMERIO_PIPELINES_WRITE_KEY')
  })

  it('reads every spelling of a name alike', () => {
    for (const name of [
      'CUSTOMERIO_APP_API_KEY',
      'customerio-app-api-key',
      'customerioAppApiKey',
      'CustomerIOAppApiKey',
      'customerio.app.api_key',
    ]) {
      expect(credentialNamed(name)).toBe('app-key')
    }
  })
})

describe('kinds of credentials', () => {
  it('tells them by shape where the shape is documented', () => {
    expect(credentialsOfShape(sample(20))).toContain('track-key')
    expect(credentialsOfShape(sample(20))).not.toContain('app-key')
    expect(credentialsOfShape('9fKq2LmZx7RtVbNw4YcD')).toContain('site-id')
    expect(credentialsOfShape(sample(32))).toEqual(['app-key'])
    expect(credentialsOfShape(sample(64))).toEqual([])
    expect(credentialsOfShape('hunter2')).toEqual([])
  })

  it('tells secrets from public identifiers', () => {
    expect(
      ['track-key', 'app-key', 'write-key', 'webhook-secret', 'api-key', 'service-token'].filter(
        (kind) => !isSecretCredential(kind as 'app-key'),
      ),
    ).toEqual([])
    expect(isSecretCredential('site-id')).toBe(false)
    expect(isSecretCredential('public-write-key')).toBe(false)
  })

  it.each([
    ['app-key', 'track-key', true],
    ['track-key', 'app-key', true],
    ['site-id', 'track-key', true],
    ['app-key', 'webhook-secret', true],
    ['api-key', 'site-id', true],
    ['api-key', 'webhook-secret', true],
    ['service-token', 'app-key', true],
    ['api-key', 'track-key', false],
    ['api-key', 'app-key', false],
    ['app-key', 'app-key', false],
    ['write-key', 'public-write-key', false],
  ] as const)('a %s where a %s belongs is a contradiction: %s', (found, wanted, expected) => {
    expect(contradicts(found, wanted)).toBe(expected)
  })
})

describe('decodeBasicAuthorization', () => {
  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(hex(20), hex(20), (user, password) => {
        const encoded = btoa(`${user}:${password}`)
        expect(decodeBasicAuthorization(`Basic ${encoded}`)).toEqual({ user, password })
        expect(decodeBasicAuthorization(encoded)).toEqual({ user, password })
      }),
    )
  })

  it('reads the empty password of the Pipelines API', () => {
    expect(decodeBasicAuthorization(`basic ${btoa('write-key:')}`)).toEqual({
      user: 'write-key',
      password: '',
    })
  })

  it.each(['Bearer abc', 'Basic', 'Basic !!!', 'Basic YWJj', '', 'Basic /////w=='])(
    'is null for %j',
    (text) => {
      expect(decodeBasicAuthorization(text)).toBeNull()
    },
  )

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        decodeBasicAuthorization(text)
        isPlaceholder(text)
        isServiceAccountToken(text)
        credentialNamed(text)
      }),
    )
  })
})
