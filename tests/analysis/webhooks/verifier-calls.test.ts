// Which calls verify a webhook of Customer.io?
import { describe, expect, it } from 'vitest'

import { verifierCallAt } from '../../../src/analysis/webhooks/verifier-calls.ts'
import { analysedSample } from '../../support/analysed-sample.ts'

function verifierIn(sample: string, settings = {}): string | null {
  const { file, callsAt } = analysedSample(sample, { settings })
  const [call] = callsAt('call')
  const found = call ? verifierCallAt(call, file.context) : null
  return found && `${found.kind} ${found.name}`
}

describe('verifiers', () => {
  it.each([
    [
      'own verifyWebhook',
      `import { verifyWebhook } from 'eslint-plugin-customerio/runtime'\n/* call */ verifyWebhook({})`,
    ],
    [
      'own isValidWebhook',
      `import * as cio from 'eslint-plugin-customerio/runtime'\n/* call */ cio.isValidWebhook({})`,
    ],
    [
      'own-middleware expressWebhook',
      `const { expressWebhook } = require('eslint-plugin-customerio/runtime')\napp.post('/', /* call */ expressWebhook({}))`,
    ],
    [
      'sdk verifyRequestSignature',
      `import { verifyRequestSignature as verify } from 'customerio-node'\n/* call */ verify({})`,
    ],
  ])('%s', (expected, code) => {
    expect(verifierIn(code)).toBe(expected)
  })

  it('takes a function that a setting names', () => {
    const verifiers = [{ module: '@acme/webhooks', name: 'check' }]
    expect(verifierIn(`import { check } from '@acme/webhooks'\n/* call */ check(req)`, { verifiers })).toBe(
      'setting check',
    )
  })

  it.each([
    [
      'the same name of another module',
      `import { verifyRequestSignature } from './verify'\n/* call */ verifyRequestSignature({})`,
    ],
    [
      'the signer',
      `import { signWebhook } from 'eslint-plugin-customerio/runtime'\n/* call */ signWebhook({})`,
    ],
    [
      'a shadowed name',
      `import { verifyWebhook } from 'eslint-plugin-customerio/runtime'\nfunction f(verifyWebhook) { /* call */ verifyWebhook({}) }`,
    ],
  ])('leaves out %s', (_situation, code) => {
    expect(verifierIn(code)).toBeNull()
  })
})
