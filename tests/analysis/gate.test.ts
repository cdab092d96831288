// Which files are looked at?
import { describe, expect, it } from 'vitest'

import { isWorthAnalysing } from '../../src/analysis/gate.ts'
import { projectFolder } from '../support/project-folder.ts'

type Context = Parameters<typeof isWorthAnalysing>[0]

function contextOf(text: string, settings: object = {}, filename = 'sample.ts'): Context {
  return { sourceCode: { text }, settings: { customerio: settings }, filename } as unknown as Context
}

const isLookedAt = (text: string, settings?: object): boolean =>
  isWorthAnalysing(contextOf(text, settings), 'customerio')

describe('a file with a trace of Customer.io', () => {
  it.each([
    `import { TrackClient } from 'customerio-node'`,
    `fetch('https://track.customer.io/api/v1')`,
    'const CUSTOMER_IO_KEY = 1',
    'customer io',
    'window._cio.track()',
    'cioanalytics.identify()',
    'const cio = getClient()',
    'const myCio = 1',
    'process.env.CIO_API_KEY',
    `const token = 'sa_live_123'`,
  ])('is looked at: %s', (text) => {
    expect(isLookedAt(text)).toBe(true)
  })

  it.each([
    '',
    'const x = 1',
    'precious',
    'delicious meal',
    'customers.list()',
    'socioeconomic',
    'audacious',
    'appreciociation',
  ])('is told from: %s', (text) => {
    expect(isLookedAt(text)).toBe(false)
  })
})

describe('a file with calls to Customer.io', () => {
  const mayCall = (text: string, services?: object): boolean => {
    const context = { sourceCode: { text, parserServices: services }, settings: {}, filename: 'sample.ts' }
    return isWorthAnalysing(context as unknown as Context, 'customerio-calls')
  }

  it.each([
    `import { TrackClient } from 'customerio-node'`,
    `fetch('https://track.customer.io/api/v1')`,
    'window._cio.track()',
    `const signature = headers['X-CIO-Signature']`,
  ])('leads there: %s', (text) => {
    expect(mayCall(text)).toBe(true)
  })

  it.each([
    '// told by Customer.io',
    'process.env.CIO_API_KEY',
    `const token = 'sa_live_123'`,
    'const myCio = 1',
    '',
  ])('is told from one that names it only: %s', (text) => {
    expect(mayCall(text)).toBe(false)
  })

  it('may lead there by types, where there are any', () => {
    const services = { program: { getTypeChecker: () => ({}) }, esTreeNodeToTSNodeMap: new Map() }
    expect(mayCall('const myCio = getClient()', services)).toBe(true)
    expect(mayCall('const x = getClient()', services)).toBe(false)
  })
})

describe('a file that imports what a setting names', () => {
  const clients = [{ module: './src/lib/crm.ts', name: 'crm', kind: 'track' }]
  it.each([
    [`import { crm } from '../lib/crm'`, { clients }, true],
    [`import { crm } from '../lib/crm.js'`, { clients }, true],
    [`import { mail } from '../lib/mail'`, { clients }, false],
    [
      `import { verify } from '@acme/hooks'`,
      { verifiers: [{ module: '@acme/hooks', name: 'verify' }] },
      true,
    ],
    [
      `import { x } from './messaging'`,
      { clients: [{ module: './src/messaging/index.ts', name: 'x', kind: 'app' }] },
      true,
    ],
  ])('%s', (text, settings, expected) => {
    expect(isLookedAt(text, settings)).toBe(expected)
  })
})

describe('a file that imports a file with a trace', () => {
  const project = projectFolder({
    'client.ts': `export { TrackClient } from 'customerio-node'`,
    'plain.ts': `export const x = 1`,
  })
  const isImporterLookedAt = (name: string, specifier: string, settings: object = {}): boolean =>
    isWorthAnalysing(
      contextOf(
        `import { ${name} } from '${specifier}'\nexport const y = new ${name}()`,
        settings,
        project.file('app.ts'),
      ),
      'customerio',
    )

  it('is looked at', () => {
    expect(isImporterLookedAt('TrackClient', './client')).toBe(true)
    expect(isImporterLookedAt('x', './client')).toBe(false)
    expect(isImporterLookedAt('x', './plain')).toBe(false)
  })

  it('is not when files are not to be followed', () => {
    expect(isImporterLookedAt('TrackClient', './client', { followImports: false })).toBe(false)
  })
})

describe('a file about signed webhooks', () => {
  it.each([
    [`createHmac('sha256', key)`, true],
    [`req.headers['x-hub-signature']`, true],
    ['timingSafeEqual(a, b)', true],
    [`import { TrackClient } from 'customerio-node'`, false],
    ['const x = 1', false],
  ])('%s', (text, expected) => {
    expect(isWorthAnalysing(contextOf(text), 'signed-webhook')).toBe(expected)
  })
})

describe('a file about signed webhooks of Customer.io', () => {
  it.each([
    [`createHmac('sha256', key).update(cioBody)`, true],
    [`createHmac('sha256', key)`, false],
    [`import { TrackClient } from 'customerio-node'`, false],
  ])('%s', (text, expected) => {
    expect(isWorthAnalysing(contextOf(text), 'signed-customerio-webhook')).toBe(expected)
  })

  it('may be told by its place', () => {
    const context = { ...contextOf(`createHmac('sha256', key)`, {}, '/shop/api/customerio.ts'), cwd: '/shop' }
    expect(isWorthAnalysing(context, 'signed-customerio-webhook')).toBe(true)
  })
})

describe('the gate', () => {
  it('never lets a wrong setting pass in silence', () => {
    expect(() => isWorthAnalysing(contextOf('nothing here', { clients: 1 }), 'customerio')).toThrow(
      '`settings.customerio.clients` must be an array, not 1.',
    )
  })

  it('answers once for each file and subject', () => {
    const context = contextOf('cio')
    expect(isWorthAnalysing(context, 'customerio')).toBe(true)
    Object.assign(context.sourceCode, { text: '' })
    expect(isWorthAnalysing(context, 'customerio')).toBe(true)
    expect(isWorthAnalysing(context, 'signed-webhook')).toBe(false)
  })
})
