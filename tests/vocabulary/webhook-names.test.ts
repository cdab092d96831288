import { describe, expect, it } from 'vitest'

import {
  namesCustomerio,
  namesOtherVendor,
  saysFreshness,
  saysNow,
  saysTimestamp,
  saysVerification,
  saysWebhook,
} from '../../src/vocabulary/webhook-names.ts'

const tests: readonly (readonly [string, (name: string) => boolean, readonly string[], readonly string[]])[] =
  [
    [
      'namesCustomerio',
      namesCustomerio,
      [
        '/webhooks/customerio',
        'api/customer-io/route.ts',
        'customer_io',
        'cioEvents',
        'CustomerIoController',
      ],
      ['/webhooks/customer', 'customers/io', 'io', 'precious', 'socket.io'],
    ],
    [
      'saysWebhook',
      saysWebhook,
      ['/webhooks', 'handleWebHook', 'callback_url', 'onHook'],
      ['hooked', 'web', 'recall'],
    ],
    [
      'namesOtherVendor',
      namesOtherVendor,
      ['stripeWebhook', '/hooks/github'],
      ['striped', 'customerio', 'hub'],
    ],
    [
      'saysVerification',
      saysVerification,
      ['verifySignature', 'requireAuth', 'checkWebhook', 'validateRequest', 'hmacGuard', 'timingSafeEqual'],
      ['handleEvent', 'checkout', 'validateEmail', 'author', 'request'],
    ],
    [
      'saysTimestamp',
      saysTimestamp,
      ['timestamp', 'cioTs', 'x-cio-timestamp', 'sentAt'],
      ['items', 'runtime', 'tsv'],
    ],
    [
      'saysFreshness',
      saysFreshness,
      ['isFresh', 'MAX_SKEW', 'tolerance_seconds', 'isReplay'],
      ['page', 'windows', 'refresh'],
    ],
    ['saysNow', saysNow, ['now', 'nowMs', 'clock'], ['known', 'snow', 'unknown']],
  ]

describe.each(tests)('%s', (_name, says, yes, no) => {
  it.each(yes)('is true for %j', (name) => {
    expect(says(name)).toBe(true)
  })

  it.each([...no, ''])('is false for %j', (name) => {
    expect(says(name)).toBe(false)
  })
})
