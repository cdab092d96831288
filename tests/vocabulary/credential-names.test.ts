import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { credentialNamed, secretNamed } from '../../src/vocabulary/credential-names.ts'
import {
  canonicalEnvName,
  credentialLabel,
  credentialsOfShape,
  shortestKeyLength,
} from '../../src/vocabulary/credentials.ts'
import type { NamedCredential } from '../../src/vocabulary/credentials.ts'
import { publicEnvPrefixes } from '../../src/vocabulary/public-env.ts'

const named: readonly NamedCredential[] = [
  'api-key',
  'app-key',
  'service-token',
  'site-id',
  'track-key',
  'webhook-secret',
  'write-key',
]

describe('secretNamed', () => {
  it.each([
    ['CUSTOMERIO_TRACK_API_KEY', 'track-key'],
    ['customerIoAppKey', 'app-key'],
    ['cio.webhookSecret', 'webhook-secret'],
    ['CUSTOMER_IO_API_KEY', 'api-key'],
    ['CIO_TOKEN', 'service-token'],
  ])('is a secret by its name: %s', (name, credential) => {
    expect(secretNamed(name)).toBe(credential)
  })

  it.each([
    'CIO_SITE_ID',
    'CUSTOMERIO_PIPELINES_WRITE_KEY',
    'customerioCdpApiKey',
    'API_KEY',
    'MYAPP_API_KEY',
  ])('is none, or may be public: %s', (name) => {
    expect(secretNamed(name)).toBeNull()
  })

  it('leaves open what a mere key of the vendor is', () => {
    expect(['CUSTOMERIO_KEY', 'CIO_KEY', 'customerIoKey'].map(secretNamed)).toEqual([null, null, null])
  })

  it('never says another credential than the name', () => {
    const word = fc.constantFrom(
      'customer',
      'io',
      'cio',
      'app',
      'api',
      'key',
      'track',
      'write',
      'secret',
      'id',
      'site',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const name = words.join('_')
        const secret = secretNamed(name)
        return secret === null || secret === credentialNamed(name)
      }),
    )
  })

  it('does not depend on the prefix of a bundler', () => {
    const prefix = fc.constantFrom(...publicEnvPrefixes.map((one) => one.prefix))
    fc.assert(
      fc.property(prefix, fc.constantFrom(...named.map(canonicalEnvName)), (before, name) => {
        expect(secretNamed(`${before}${name}`)).toBe(secretNamed(name))
      }),
    )
  })
})

describe('the names for messages and for the environment', () => {
  it.each(named)('say the same: %s', (credential) => {
    expect(credentialLabel(credential)).toMatch(/ (?:key|ID|secret|token)$/)
    expect(credentialNamed(canonicalEnvName(credential))).toBe(credential)
  })
})

describe('shortestKeyLength', () => {
  it('is the length of the shortest text that may be a credential', () => {
    expect(credentialsOfShape('0a'.repeat(shortestKeyLength / 2))).toContain('track-key')
    for (let length = 0; length < shortestKeyLength; length++)
      expect(credentialsOfShape('0a'.repeat(shortestKeyLength).slice(0, length))).toEqual([])
  })
})
