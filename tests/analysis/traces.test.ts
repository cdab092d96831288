import { describe, expect, it } from 'vitest'

import { readSettings } from '../../src/analysis/settings.ts'
import { leadTraceOf, mayConcernCustomerio, wordTraceOf } from '../../src/analysis/traces.ts'
import { clientPackages } from '../../src/vocabulary/client-exports.ts'
import { packageName } from '../../src/vocabulary/own-exports.ts'
import { browserGlobals } from '../../src/vocabulary/sdk.ts'

const globals = browserGlobals.map(({ name }) => name)
const hosts = ['track.customer.io', 'api-eu.customer.io', 'cdp.customer.io']

describe('the first look at a text', () => {
  it.each([...clientPackages, packageName, ...globals, ...hosts])(
    'lets pass %s, which leads to Customer.io',
    (word) => {
      expect(leadTraceOf(readSettings({})).isIn(`x = '${word}'`)).toBe(true)
      expect(mayConcernCustomerio(`x = '${word}'`)).toBe(true)
    },
  )

  it.each(['CUSTOMERIO_KEY', 'customer-io', 'window._cio'])(
    'lets pass %s, which says something of it',
    (word) => {
      expect(wordTraceOf(readSettings({})).isIn(word)).toBe(true)
      expect(mayConcernCustomerio(word)).toBe(true)
    },
  )

  it.each(['', 'customer', 'customers.io', 'sa_test_1', 'import { io } from "socket.io"'])(
    'stops at %j',
    (text) => {
      expect(mayConcernCustomerio(text)).toBe(false)
    },
  )
})

describe('a setting', () => {
  it('makes its module lead to Customer.io', () => {
    const clients = [{ module: './src/lib/crm.ts', name: 'crm', kind: 'track' }]
    const { isIn } = leadTraceOf(readSettings({ customerio: { clients } }))
    expect(isIn(`import { crm } from '@/lib/crm'`)).toBe(true)
    expect(isIn(`import { orm } from '@/lib/orm'`)).toBe(false)
  })
})
