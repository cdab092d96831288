import { describe, expect, it } from 'vitest'

import { clientExports, nodeFileOf, requestExports } from '../../src/vocabulary/client-exports.ts'
import { isMethodName, methodNames } from '../../src/vocabulary/sdk.ts'

describe('nodeFileOf', () => {
  it.each([
    ['customerio-node', ''],
    ['customerio-node/dist/index.js', ''],
    ['customerio-node/track', 'track'],
    ['customerio-node/dist/lib/api/requests', 'api/requests'],
    ['customerio-node/lib/track.js', 'track'],
  ])('knows the file that %s names', (specifier, file) => {
    expect(nodeFileOf(specifier)).toBe(file)
  })

  it.each(['customerio', 'customerio-node-4', './customerio-node', '@acme/customerio-node', ''])(
    'is null for another module: %j',
    (specifier) => {
      expect(nodeFileOf(specifier)).toBeNull()
    },
  )
})

describe('clientExports and requestExports', () => {
  it('give what a file of the SDK exports, and nothing of another module', () => {
    const names = (specifier: string) =>
      clientExports(specifier).map(({ exportPath }) => exportPath.join('.'))
    expect(names('customerio-node')).toEqual(['TrackClient', '', 'APIClient', 'PipelinesClient'])
    expect(names('customerio-node/api')).toEqual(['APIClient'])
    expect(names('customerio-node/regions')).toEqual([])
    expect(names('@segment/analytics-node')).toEqual([])
    expect(requestExports('customerio-node/api/requests').map(({ class: name }) => name)).toContain(
      'SendEmailRequest',
    )
    expect(requestExports('customerio-node/track')).toEqual([])
  })

  it('carry the specifier that was asked for', () => {
    for (const { module } of clientExports('customerio-node/dist/index.js'))
      expect(module).toBe('customerio-node/dist/index.js')
  })
})

describe('isMethodName', () => {
  it('knows the methods of every client, and no others', () => {
    for (const kind of ['track', 'app', 'pipelines', 'cdp', 'browser', 'mobile'] as const)
      for (const name of methodNames(kind)) expect(isMethodName(name)).toBe(true)
    expect(['toString', 'constructor', ''].map(isMethodName)).toEqual([false, false, false])
  })
})
