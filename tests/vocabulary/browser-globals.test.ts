import { describe, expect, it } from 'vitest'

import {
  browserGlobals,
  findBrowserGlobal,
  globalObjects,
  methodFactsOf,
  methodFactsOfGlobal,
} from '../../src/vocabulary/sdk.ts'

describe('browser globals', () => {
  it('are the two snippets, and nothing of other vendors', () => {
    expect(browserGlobals.map(({ name }) => name)).toEqual(['_cio', 'cioanalytics'])
    for (const name of ['analytics', 'window', 'cio', 'customerio', 'toString']) {
      expect(findBrowserGlobal(name)).toBeNull()
    }
    expect(globalObjects).toEqual(['window', 'globalThis', 'self'])
  })

  it('take the arguments of the classic snippet by position', () => {
    expect(methodFactsOfGlobal('_cio', 'identify')).toMatchObject({
      payloads: [{ argument: 0, path: [], slot: 'attributes', envelopeKeys: ['id'] }],
      identifiers: [{ argument: 0, path: ['id'], of: 'person' }],
    })
    expect(methodFactsOfGlobal('_cio', 'track')).toMatchObject({
      payloads: [{ argument: 1, path: [] }],
      eventNames: [{ argument: 0, path: [] }],
    })
    expect(methodFactsOfGlobal('_cio', 'page')).toMatchObject({ urls: [{ argument: 0 }] })
  })

  it('take the queue form, which is no method of its own', () => {
    expect(browserGlobals.map(({ queueMethod }) => queueMethod)).toEqual(['push', 'push'])
    expect(methodFactsOfGlobal('_cio', 'push')).toBeNull()
  })

  it('give `cioanalytics` the methods of AnalyticsBrowser', () => {
    expect(methodFactsOfGlobal('cioanalytics', 'identify')).toBe(methodFactsOf('browser', 'identify'))
  })

  it('know no method by an inherited name, and none of an unknown global', () => {
    expect(methodFactsOfGlobal('_cio', 'constructor')).toBeNull()
    expect(methodFactsOfGlobal('analytics', 'identify')).toBeNull()
  })
})

describe('AnalyticsBrowser', () => {
  it('finds traits behind an id that was left out, and takes argument 1 where nothing is evident', () => {
    expect(methodFactsOf('browser', 'identify')?.payloads[0]).toEqual({
      argument: 'first-object',
      path: [],
      slot: 'traits',
      otherwise: 1,
    })
    expect(methodFactsOf('browser', 'page')?.payloads[0]).toMatchObject({ otherwise: 2 })
  })

  it('tells the object form of track by its single argument', () => {
    expect(methodFactsOf('browser', 'track')?.payloads.slice(0, 2)).toEqual([
      { argument: 1, path: [], slot: 'properties', arguments: { min: 2 } },
      { argument: 0, path: ['properties'], slot: 'properties', arguments: { max: 1 } },
    ])
  })

  it('says where `load` takes its write key, which is public in a browser', () => {
    const credentials = methodFactsOf('browser', 'load')?.credentials ?? []
    expect(credentials.map(({ path }) => path)).toEqual([['writeKey'], []])
    expect(new Set(credentials.map(({ credential }) => credential))).toEqual(new Set(['public-write-key']))
  })

  it('takes an anonymous id for an identifier', () => {
    expect(methodFactsOf('browser', 'setAnonymousId')?.identifiers).toEqual([
      { argument: 0, path: [], of: 'anonymous' },
    ])
  })
})
