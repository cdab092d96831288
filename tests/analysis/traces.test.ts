import { describe, expect, it } from 'vitest'

import { readSettings } from '../../src/analysis/settings.ts'
import {
  leadsToCustomerio,
  leadTraceOf,
  mayConcernCustomerio,
  wordTraceOf,
} from '../../src/analysis/traces.ts'
import { clientPackages } from '../../src/vocabulary/client-exports.ts'
import { packageName } from '../../src/vocabulary/own-exports.ts'
import { browserGlobals } from '../../src/vocabulary/sdk.ts'

import { projectFolder } from '../support/project-folder.ts'

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

describe('a file leads to Customer.io', () => {
  const project = projectFolder({
    'crm.ts': `
      import { TrackClient } from 'customerio-node'
      export class Crm {
        client = new TrackClient(key, secret)
        identify(user) {
          return this.client.identify(user.id, user)
        }
      }
    `,
    'verify.ts': `
      export const verify = (headers) => headers['X-CIO-Signature'] === expected
    `,
    'config.ts': `export const config = { customerioKey: process.env.CIO_KEY }`,
  })
  const leads = (text: string, settings = {}) =>
    leadsToCustomerio(project.file('linted.ts'), text, readSettings({ customerio: settings }))

  it.each([
    [`fetch('https://track.customer.io/api/v1/customers/1')`, true],
    [`fetch('HTTPS://Track.Customer.IO/api/v1/customers/1')`, true],
    [`// told by Customer.io`, false],
    [`const signature = request.headers['x-CIO-signature']`, true],
    [`import { Crm } from './crm'\ncontainer.get(Crm).identify(user)`, true],
    [`import { verify } from './verify'\nverify(headers)`, true],
    [`import { Crm } from './crm'\nconst crm: Crm = customerio`, false],
    [`import { config } from './config'\nsync(config.customerioKey)`, false],
    [`deploy('--set customerio.token=' + CUSTOMERIO_TOKEN)`, false],
  ])('%s: %s', (text, expected) => {
    expect(leads(text)).toBe(expected)
  })

  it('by itself alone where imports are not followed', () => {
    expect(leads(`import { Crm } from './crm'\nnew Crm().identify(user)`, { followImports: false })).toBe(
      false,
    )
  })
})
