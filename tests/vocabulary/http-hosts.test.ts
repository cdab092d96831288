import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { baseUrls, connectionUrlOf } from '../../src/vocabulary/http-hosts.ts'

describe('connectionUrlOf', () => {
  const urls = Object.values(baseUrls).flatMap((apis) => Object.values(apis))

  it.each(urls)('knows a base URL of Customer.io, and its unencrypted twin: %s', (url) => {
    const { hostname: host } = new URL(url)
    const expected = { host, port: null, isCustomerio: true, isLoopback: false }
    expect(connectionUrlOf(url)).toEqual({ ...expected, isPlain: false })
    expect(connectionUrlOf(url.replace('https', 'http'))).toEqual({ ...expected, isPlain: true })
  })

  it.each([
    'http://track{}.customer.io/api/v1',
    'HTTP://API.CUSTOMER.IO',
    'http://user:key@cdp-eu.customer.io/v1',
    'http://assets.customer.io/assets/track.js',
    'http://{}.customer.io',
  ])('knows other spellings and hosts of Customer.io: %s', (url) => {
    expect(connectionUrlOf(url)).toMatchObject({ isPlain: true, isCustomerio: true })
  })

  it.each([
    'http://customer.io/docs',
    'http://fly.customer.io/env/1',
    'http://track.customer.io.example.com',
    'http://track.customer.io@example.com/',
    'http://nottrack.customer.io',
    'http://example.com/track.customer.io',
  ])('does not take another host for it: %s', (url) => {
    expect(connectionUrlOf(url)).toMatchObject({ isCustomerio: false })
  })

  it.each([
    'http://localhost:8080',
    'http://api.localhost',
    'http://127.0.0.1:{}',
    'http://127.1',
    'http://[::1]:3000/v1',
    'http://0.0.0.0',
  ])('knows that a request stays on the machine: %s', (url) => {
    expect(connectionUrlOf(url)).toMatchObject({ isLoopback: true, isCustomerio: false })
  })

  it.each(['http://localhost.example.com', 'http://128.0.0.1', 'http://[::2]', 'http://1127.0.0.1'])(
    'knows that it leaves the machine: %s',
    (url) => {
      expect(connectionUrlOf(url)).toMatchObject({ isLoopback: false })
    },
  )

  it('gives the port, computed or not', () => {
    expect(connectionUrlOf('http://localhost:8080/v1')?.port).toBe('8080')
    expect(connectionUrlOf('http://localhost:{}/v1')?.port).toBe('{}')
    expect(connectionUrlOf('http://localhost/v1:8')?.port).toBeNull()
  })

  it.each([
    'track.customer.io',
    '//track.customer.io',
    'ftp://track.customer.io',
    'see http://track.customer.io',
    '',
  ])('is null for what is no URL of HTTP: %j', (text) => {
    expect(connectionUrlOf(text)).toBeNull()
  })

  it('agrees with the platform about scheme and host', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const { protocol, hostname } = new URL(url)
        expect(connectionUrlOf(url)).toMatchObject({ host: hostname, isPlain: protocol === 'http:' })
      }),
    )
  })
})
