/** Which credential of Customer.io does the name of a binding, a property or an environment variable announce? */
import type { CredentialKind } from './method-facts.ts'
import { asksYesOrNo, segmentsOf } from './name-segments.ts'
import { withoutPublicEnvPrefix } from './public-env.ts'

/**
 * A credential as far as its name tells: `api-key` leaves open of which API (`CUSTOMERIO_API_KEY`),
 * `service-token` is the command line tool's (`CIO_TOKEN`).
 */
export type NamedCredential = CredentialKind | 'api-key' | 'service-token'

/** Names of credentials as they stand behind the vendor's, by kind; the longest that fits the end wins. */
const nouns: readonly (readonly [NamedCredential, readonly string[]])[] = [
  ['site-id', ['site id']],
  [
    'track-key',
    [
      'track api key',
      'track api secret',
      'track api token',
      'track key',
      'track secret',
      'tracking api key',
      'tracking api secret',
      'tracking api token',
      'tracking key',
    ],
  ],
  [
    'app-key',
    [
      'app api key',
      'app api secret',
      'app api token',
      'app bearer token',
      'app key',
      'app secret',
      'app token',
      'application api key',
      'application key',
      'bearer token',
      'transactional api key',
      'transactional api token',
      'transactional key',
    ],
  ],
  [
    'write-key',
    [
      'cdp api key',
      'cdp key',
      'pipeline api key',
      'pipeline key',
      'pipelines api key',
      'pipelines key',
      'write key',
    ],
  ],
  [
    'webhook-secret',
    [
      'signature key',
      'signature secret',
      'signing key',
      'signing secret',
      'webhook key',
      'webhook secret',
      'webhook secret key',
      'webhook token',
    ],
  ],
  ['service-token', ['sa token', 'service account token']],
  ['api-key', ['access key', 'access token', 'api key', 'api secret', 'api token', 'secret key']],
]

/** Words so common (`cache key`, `event token`) that they count only right behind the vendor's name. */
const bareNouns: ReadonlySet<string> = new Set(['key', 'secret', 'token'])

/** Ends that say which of several, not what: `CUSTOMERIO_APP_API_KEY_EU`, `cioSiteId2`. */
// prettier-ignore
const neutralEnds: ReadonlySet<string> = new Set([
  'backup', 'current', 'default', 'dev', 'development', 'eu', 'fallback', 'live', 'local', 'new', 'next', 'old',
  'previous', 'primary', 'prod', 'production', 'sandbox', 'secondary', 'stage', 'staging', 'test', 'testing', 'us',
  'v', 'value',
])

const bySquashedName: ReadonlyMap<string, readonly string[]> = new Map(
  [...nouns.flatMap(([, names]) => names), ...bareNouns].map((name) => [
    name.replaceAll(' ', ''),
    name.split(' '),
  ]),
)

/**
 * The credential that a name announces, or null. `CUSTOMERIO`, `CUSTOMER_IO` or `CIO` must stand in it; a path of
 * names counts too (`config.customerio.appKey`). `APP` says "App API" only behind the vendor's name.
 */
export function credentialNamed(name: string): NamedCredential | null {
  const segments = segmentsOf(withoutPublicEnvPrefix(name)).flatMap(expandSquashed)
  const vendor = findVendor(segments)
  if (!vendor) return null
  const before = segments.slice(0, vendor.start)
  const after = withoutNeutralEnds(segments.slice(vendor.end))
  if (asksYesOrNo(before)) return null
  if (after.length > 0) return credentialAtEnd(after, segments[vendor.start] === 'cio')
  // `SITE_ID_CUSTOMERIO`: nothing may stand before the credential there, lest `MY_APP_KEY_CIO` be an App key.
  const whole = before.join(' ')
  return bareNouns.has(whole) ? 'api-key' : (nouns.find(([, names]) => names.includes(whole))?.[0] ?? null)
}

function credentialAtEnd(segments: readonly string[], isShortVendor: boolean): NamedCredential | null {
  const text = ` ${segments.join(' ')}`
  const fitting = nouns.flatMap(([kind, names]) =>
    names.filter((name) => text.endsWith(` ${name}`)).map((name) => ({ kind, name })),
  )
  const longest = fitting.sort((a, b) => b.name.length - a.name.length)[0]
  if (longest) return longest.kind
  const [only] = segments
  if (segments.length !== 1 || only === undefined || !bareNouns.has(only)) return null
  return isShortVendor && only === 'token' ? 'service-token' : 'api-key'
}

function findVendor(segments: readonly string[]): { start: number; end: number } | null {
  for (let start = 0; start < segments.length; start += 1) {
    const [first, second, third] = segments.slice(start, start + 3)
    if (first === 'customerio' || first === 'cio') return { start, end: start + 1 }
    if (first === 'customer' && second === 'io') return { start, end: start + 2 }
    if (first === 'customer' && second === 'dot' && third === 'io') return { start, end: start + 3 }
  }
  return null
}

/** `CUSTOMERIOAPIKEY` and `apikey` in words. */
function expandSquashed(segment: string): readonly string[] {
  for (const vendor of ['customerio', 'cio']) {
    const rest = segment.startsWith(vendor) ? bySquashedName.get(segment.slice(vendor.length)) : undefined
    if (rest) return [vendor, ...rest]
  }
  return bySquashedName.get(segment) ?? [segment]
}

function withoutNeutralEnds(segments: readonly string[]): readonly string[] {
  let end = segments.length
  while (end > 0 && isNeutralEnd(segments[end - 1] ?? '')) end -= 1
  return segments.slice(0, end)
}

function isNeutralEnd(segment: string): boolean {
  return neutralEnds.has(segment) || /^\d+$/.test(segment)
}

/**
 * The secret that a name alone announces, or null. Site ids and write keys are public in browsers and on phones, and
 * a mere `CUSTOMERIO_KEY` may be a write key.
 */
export function secretNamed(name: string): NamedCredential | null {
  const credential = credentialNamed(name)
  if (credential === 'site-id' || credential === 'write-key' || credential === 'public-write-key') return null
  return credential === 'api-key' && /(?:customer[_.]?io|cio)_?(?:key|token)$/i.test(name) ? null : credential
}
