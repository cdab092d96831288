import { RegionEU, RegionUS } from 'customerio-node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { baseUrls, findHttpOperation, hostOf, httpAuthorization } from '../../src/vocabulary/http-api.ts'
import { operationRows } from '../../src/vocabulary/http-operations.ts'

describe('hostOf', () => {
  it('has the base URLs of the regions of the SDK', () => {
    expect(baseUrls.us).toEqual({
      track: RegionUS.trackUrl,
      app: RegionUS.apiUrl,
      pipelines: RegionUS.pipelinesUrl,
    })
    expect(baseUrls.eu).toEqual({
      track: RegionEU.trackUrl,
      app: RegionEU.apiUrl,
      pipelines: RegionEU.pipelinesUrl,
    })
  })

  it.each([
    ['https://track.customer.io/api/v1/customers/{}', 'track', 'us', 'https', '/api/v1/customers/{}'],
    ['https://track-eu.customer.io', 'track', 'eu', 'https', ''],
    ['http://api.customer.io/v1/send/email?x=1', 'app', 'us', 'http', '/v1/send/email?x=1'],
    ['https://api-eu.customer.io:443/v1', 'app', 'eu', 'https', '/v1'],
    ['https://beta-api.customer.io/v1/api/customers', 'app', 'us', 'https', '/v1/api/customers'],
    ['HTTPS://CDP.Customer.IO/v1/track', 'pipelines', 'us', 'https', '/v1/track'],
    ['cdp-eu.customer.io', 'pipelines', 'eu', null, ''],
    ['//track.customer.io/api/v2/batch', 'track', 'us', null, '/api/v2/batch'],
    ['https://site:key@track.customer.io/api/v1', 'track', 'us', 'https', '/api/v1'],
    ['https://track{}.customer.io/api/v1', 'track', null, 'https', '/api/v1'],
    ['https://api-{region}.customer.io/v1', 'app', null, 'https', '/v1'],
  ])('reads %s', (url, api, region, scheme, path) => {
    expect(hostOf(url)).toMatchObject({ api, region, scheme, path })
  })

  it.each([
    'https://track.customer.io.example.com/api/v1',
    'https://example.com/track.customer.io/api/v1',
    'https://example.com?to=track.customer.io',
    'https://track.customer.io@example.com/',
    'https://mytrack.customer.io',
    'https://customer.io/docs',
    'https://fly.customer.io/settings',
    'https://docs.customer.io/api/track',
    'https://{}.customer.io/api/v1',
    'https://{}/api/v1',
    'https://track.customer.i',
    'https://track',
    'mailto:someone@track.customer.io',
    'someone@track.customer.io',
    '/track.customer.io/api/v1',
    'ftp://track.customer.io/',
    '',
  ])('does not take %s for an API', (url) => {
    expect(hostOf(url)).toBeNull()
  })

  it('never takes a longer host for one of its own', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('track', 'track-eu', 'api', 'api-eu', 'cdp', 'cdp-eu'),
        fc.domain(),
        (name, domain) => {
          expect(hostOf(`https://${name}.customer.io.${domain}/x`)).toBeNull()
          expect(hostOf(`https://${domain}/${name}.customer.io`)).toBeNull()
        },
      ),
    )
  })

  it('answers quickly for a long text that is no URL', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), (text) => {
        expect(hostOf(text.repeat(2000))).toBeNull()
      }),
      { numRuns: 20 },
    )
  })
})

describe('findHttpOperation', () => {
  it('finds the person in the path and the attributes in the body of an identify', () => {
    const operation = findHttpOperation('track', 'PUT', '/api/v1/customers/{}')
    expect(operation).toMatchObject({
      name: 'identify',
      effect: 'identify',
      payloads: [{ argument: 0, path: [], slot: 'attributes' }],
      pathIdentifiers: [{ segment: 3, of: 'person' }],
    })
  })

  it.each([
    ['DELETE', '/api/v1/customers/{}', 'destroy', 'destroy'],
    ['delete', '/api/v1/customers/42', 'destroy', 'destroy'],
    ['DELETE', '/api/v1/customers/cio_{}/', 'destroy', 'destroy'],
    ['POST', '/api/v1/customers/{}/events?x=1', 'track', 'event'],
    ['POST', '/api/v1/customers/{}/suppress', 'suppress', 'suppress'],
    ['POST', '/api/v1/customers/{}/unsuppress', 'unsuppress', 'unsuppress'],
    ['POST', '/api/v1/events', 'trackAnonymous', 'event'],
    ['POST', '/api/v1/merge_customers', 'mergeCustomers', 'merge'],
    ['GET', '/api/v1/accounts/region', 'getAccountRegion', 'read'],
    ['POST', '/api/v2/entity', 'entity', 'write'],
    ['POST', '/unsubscribe/{}', 'unsubscribe', 'write'],
  ])('Track: %s %s is %s', (verb, path, name, effect) => {
    expect(findHttpOperation('track', verb, path)).toMatchObject({ name, effect })
  })

  it.each([
    ['track', 'GET', '/api/v1/customers/{}'],
    ['track', 'POST', '/api/v1/customers/{}/{}'],
    ['track', 'POST', '/api/v1/customers/{}/forget'],
    ['track', 'PUT', '/api/v1/customers'],
    ['track', 'PUT', '/customers/{}'],
    ['track', 'PUT', '/api/v3/customers/{}'],
    ['track', 'POST', ''],
    ['track', 'POST', '/v1/send/email'],
    ['app', 'POST', '/v1/{}/{}'],
    ['app', 'POST', '/v1/people'],
    ['app', 'POST', '/v2/campaigns'],
    ['pipelines', 'GET', '/v1/track'],
    ['pipelines', 'POST', '/v1/forget'],
    ['pipelines', 'POST', '/v1/track/{}'],
  ] as const)('%s: %s %s is nothing that is known', (api, verb, path) => {
    expect(findHttpOperation(api, verb, path)).toBeNull()
  })

  it('finds the device token in the path and the attributes of a device in the body', () => {
    expect(findHttpOperation('track', 'DELETE', '/api/v1/customers/{}/devices/{}')?.pathIdentifiers).toEqual([
      { segment: 3, of: 'person' },
      { segment: 5, of: 'device' },
    ])
    expect(findHttpOperation('track', 'PUT', '/api/v1/customers/{}/devices')?.payloads).toEqual([
      { argument: 0, path: ['device', 'attributes'], slot: 'device-attributes' },
    ])
  })

  it('reads the paths of the App API below /v1/api too, counting segments in the path it was given', () => {
    expect(findHttpOperation('app', 'POST', '/v1/api/campaigns/{}/triggers')?.name).toBe('triggerBroadcast')
    expect(findHttpOperation('app', 'GET', '/v1/api/customers/{}/attributes')).toMatchObject({
      name: 'getAttributes',
      pathIdentifiers: [{ segment: 3, of: 'person' }],
    })
    expect(findHttpOperation('app', 'GET', '/v1/customers/{}/attributes')?.pathIdentifiers).toEqual([
      { segment: 2, of: 'person' },
    ])
  })

  it('has no two rows for the same request', () => {
    const isParameter = (segment: string | undefined) => segment?.startsWith('{') ?? false
    for (const rows of Object.values(operationRows)) {
      const overlapping = rows.flatMap((row, index) =>
        rows
          .slice(index + 1)
          .filter((other) => {
            const [mine, theirs] = [row.template.split('/'), other.template.split('/')]
            return (
              row.verb === other.verb &&
              mine.length === theirs.length &&
              mine.every(
                (segment, at) => segment === theirs[at] || isParameter(segment) || isParameter(theirs[at]),
              )
            )
          })
          .map((other) => `${row.name} and ${other.name}`),
      )
      expect(overlapping).toEqual([])
    }
    expect(findHttpOperation('app', 'POST', '/v1/customers/attributes')?.name).toBe('getCustomersAttributes')
  })

  it('knows the resources of the App API that hold no data of people, by their verb', () => {
    expect(findHttpOperation('app', 'GET', '/v1/newsletters/{}/metrics')).toMatchObject({
      name: null,
      effect: 'read',
      payloads: [],
    })
    expect(findHttpOperation('app', 'PUT', '/v1/snippets')).toMatchObject({ name: null, effect: 'write' })
    expect(findHttpOperation('app', 'POST', '/v1/newsletters/{}/send')).toMatchObject({ effect: 'send' })
  })

  it('says which credentials each API takes', () => {
    expect(httpAuthorization.track).toEqual({ scheme: 'Basic', credentials: ['site-id', 'track-key'] })
    expect(httpAuthorization.app).toEqual({ scheme: 'Bearer', credentials: ['app-key'] })
    expect(httpAuthorization.pipelines).toEqual({ scheme: 'Basic', credentials: ['write-key'] })
  })
})
