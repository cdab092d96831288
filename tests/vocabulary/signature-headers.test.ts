// Which names say signature, and which only look like it?
import { describe, expect, it } from 'vitest'

import {
  isCustomerioHeader,
  isSignatureHeader,
  saysComputedSignature,
  saysSignatureFact,
} from '../../src/vocabulary/signature-headers.ts'

describe('isSignatureHeader', () => {
  it.each([
    'x-cio-signature',
    'X-CIO-Signature',
    'x-hub-signature',
    'X-Hub-Signature-256',
    'stripe-signature',
    'x-shopify-hmac-sha256',
    'x-slack-signature',
    'x-twilio-signature',
    'typeform-signature',
    'webhook-signature',
    'svix-signature',
    'x-wc-webhook-signature',
    'x-signature-sha256',
    'X-Zm-Signature',
    'sentry-hook-signature',
    'x-sig',
    'signature',
  ])('%s carries a signature', (name) => {
    expect(isSignatureHeader(name)).toBe(true)
  })

  it.each([
    'x-cio-timestamp',
    'x-slack-request-timestamp',
    'x-signature-timestamp',
    'x-signature-version',
    'x-hmac-algorithm',
    'signature-input',
    'x-signature-key-id',
    'x-sign-in-url',
    'content-md5',
    'digest',
    'if-none-match',
    'authorization',
    'x-design',
    'x-assigned-to',
    'etag',
    'x-request-id',
    '',
  ])('%s does not', (name) => {
    expect(isSignatureHeader(name)).toBe(false)
  })
})

describe('isCustomerioHeader', () => {
  it('knows the two headers in any case', () => {
    expect(['X-CIO-Signature', 'x-cio-timestamp'].map(isCustomerioHeader)).toEqual([true, true])
  })

  it('knows no other header', () => {
    expect(['x-hub-signature', 'cio-signature', ''].map(isCustomerioHeader)).toEqual([false, false, false])
  })
})

describe('names of values', () => {
  it.each(['expectedSignature', 'computedDigest', 'hmac', 'calculated_hash', 'generatedMac'])(
    '%s is worked out',
    (name) => {
      expect(saysComputedSignature(name)).toBe(true)
    },
  )

  it.each(['signature', 'given', 'expectedLength', 'hmacKey', 'macAddressId'])('%s is not', (name) => {
    expect(saysComputedSignature(name)).toBe(false)
  })

  it.each(['scheme', 'signatureVersion', 'timestamp', 't', 'algorithm', 'keyId'])('%s is a fact', (name) => {
    expect(saysSignatureFact(name)).toBe(true)
  })

  it('the signature itself is no fact about it', () => {
    expect(saysSignatureFact('signature')).toBe(false)
  })
})
