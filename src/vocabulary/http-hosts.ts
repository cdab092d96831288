/** Does a URL point at an API of Customer.io, at which one, and in which region? */

/** The API that a host serves; Track v1 and v2 share one. */
export type HttpApi = 'track' | 'app' | 'pipelines'

export type Region = 'us' | 'eu'

/** What a URL says before its path. */
export interface HttpHost {
  readonly api: HttpApi
  /** Null where the host is computed (`track{}.customer.io`). */
  readonly region: Region | null
  readonly host: string
  /** Null where the URL does not say. */
  readonly scheme: 'http' | 'https' | null
  /** The rest of the URL: '' or '/…', with its query. */
  readonly path: string
}

/**
 * Source: docs.customer.io (Track, App and Pipelines API, "US/EU region") and lib/regions of customerio-node 5.2.
 * `beta-api` is the App API's former host, which public code still calls.
 */
const apiOfSubdomain: Readonly<Record<string, HttpApi>> = {
  api: 'app',
  'beta-api': 'app',
  cdp: 'pipelines',
  track: 'track',
}

/** The base URL of each API, as the SDK's regions have it. */
export const baseUrls: Readonly<Record<Region, Readonly<Record<HttpApi, string>>>> = {
  us: {
    track: 'https://track.customer.io/api/v1',
    app: 'https://api.customer.io/v1',
    pipelines: 'https://cdp.customer.io/v1',
  },
  eu: {
    track: 'https://track-eu.customer.io/api/v1',
    app: 'https://api-eu.customer.io/v1',
    pipelines: 'https://cdp-eu.customer.io/v1',
  },
}

/**
 * Reads a URL, its static prefix, or a bare host name, in which `{…}` stands for what is computed. Only a whole
 * host counts: `https://track.customer.io.example.com` is somebody else's.
 */
export function hostOf(url: string): HttpHost | null {
  const parts = /^(?:(?:(https?):)?\/\/(?:[^/?#@]*@)?)?([^/?#:@]+)(?::\d*)?([/?#].*)?$/is.exec(url.trim())
  if (!parts) return null
  const host = (parts[2] ?? '').toLowerCase()
  const name = /^(track|api|beta-api|cdp)(-eu|-?\{[^{}]*\})?\.customer\.io$/.exec(host)
  const api = name && apiOfSubdomain[name[1] ?? '']
  if (!name || !api) return null
  const scheme = parts[1]?.toLowerCase()
  return {
    api,
    region: name[2] === undefined ? 'us' : name[2] === '-eu' ? 'eu' : null,
    host,
    scheme: scheme === 'http' || scheme === 'https' ? scheme : null,
    path: parts[3] ?? '',
  }
}

/** What a URL says of the connection that it makes. */
export interface ConnectionUrl {
  /** whether nothing is encrypted */
  readonly isPlain: boolean
  /** `{…}` stands for what is computed */
  readonly host: string
  readonly port: string | null
  readonly isCustomerio: boolean
  readonly isLoopback: boolean
}

/** The browser's snippet is loaded from `assets`; of a computed name the domain tells. */
const otherHost = /^(?:assets|[a-z\d-]*\{[^{}]*\}[a-z\d-]*)\.customer\.io$/
// Source: RFC 6761 (`localhost`), RFC 1122 (127/8); a connection to 0.0.0.0 stays on the machine.
const loopback = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d+){0,3}|0\.0\.0\.0|\[::1\]|\[::ffff:127[^\]]*\])$/

/** Reads a URL, or its static prefix, that begins with `http://` or `https://`; null for any other text. */
export function connectionUrlOf(url: string): ConnectionUrl | null {
  const parts = /^http(s?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:@]*)(?::(\d+|\{[^{}]*\}))?/i.exec(url)
  if (!parts) return null
  const host = (parts[2] ?? '').toLowerCase()
  return {
    isPlain: parts[1] === '',
    host,
    port: parts[3] ?? null,
    isCustomerio: hostOf(host) !== null || otherHost.test(host),
    isLoopback: loopback.test(host),
  }
}
