/** Answers: do these credentials work, asked of Customer.io without changing anything there? */

import { baseUrls, type Region } from '../../vocabulary/http-api.ts'
import { checkRequest, type CheckAnswer } from './check-request.ts'
import type { CredentialField } from './credential-fields.ts'
import type { CredentialValues } from './credentials.ts'

/**
 * Why an API did not accept the credentials: `incomplete` (a site id without a key, or the other way round), `unauthorized`,
 * `swapped` (site id and key are in each other's place), `forbidden` (known, but not allowed: permissions or the list of
 * allowed addresses), `wrong_region`, `unavailable` (no answer, 429, 5xx), `unexpected_answer`.
 */
export type CredentialCheckCode =
  | 'incomplete'
  | 'unauthorized'
  | 'swapped'
  | 'forbidden'
  | 'wrong_region'
  | 'unavailable'
  | 'unexpected_answer'

/** What one API said. */
export type CredentialCheck =
  | { readonly ok: true; readonly region: Region }
  | { readonly ok: false; readonly code: CredentialCheckCode; readonly statusCode: number | null }

/** What all APIs said. */
export interface CredentialChecks {
  /** Whether something was checked and all of it works. */
  readonly ok: boolean
  /** `null`: there are no credentials for it. */
  readonly track: CredentialCheck | null
  readonly app: CredentialCheck | null
  /** What is there and cannot be checked: no request that only reads takes it. */
  readonly unchecked: readonly CredentialField[]
}

export interface CheckCredentialsOptions {
  /** Where the workspace is: only that region is asked, and another is `wrong_region`. Default: both are tried. */
  readonly region?: Region | undefined
  /** How many milliseconds one request may take; default 10 000. */
  readonly timeoutMs?: number | undefined
  /** Other addresses of the APIs, as the SDK takes them: `{ track: 'http://127.0.0.1:8080/api/v1' }`. */
  readonly urls?: { readonly track?: string | undefined; readonly app?: string | undefined } | undefined
  /** Makes the requests; default `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined
}

type CheckedCredentials = { readonly [Field in CredentialField]?: CredentialValues[Field] | undefined }

/**
 * Asks Customer.io whether it accepts the credentials: `GET accounts/region` of the Track API with site id and key, `GET
 * workspaces` of the App API with its key. Nothing is written, nobody's data is read. A site id and a Track API key in each
 * other's place are found, which their shape cannot tell.
 *
 * Write keys of Pipelines and webhook secrets have no request that only reads: they are in `unchecked`.
 *
 * @throws {TypeError} when an option is unusable. A failed check is an answer, not an error.
 *
 * @example
 * const { ok, track } = await checkCredentials(await loadCredentials({ from: fromEnv() }), { region: 'eu' })
 */
export async function checkCredentials(
  credentials: CheckedCredentials,
  options: CheckCredentialsOptions = {},
): Promise<CredentialChecks> {
  assertUsable(credentials, options)
  const [track, app] = await Promise.all([checkTrack(credentials, options), checkApp(credentials, options)])
  const checks = [track, app].filter((check) => check !== null)
  const uncheckable = ['pipelinesWriteKey', 'webhookSecret'] as const
  return {
    ok: checks.length > 0 && checks.every(({ ok }) => ok),
    track,
    app,
    unchecked: uncheckable.filter((field) => isPresent(credentials[field])),
  }
}

async function checkTrack(
  { siteId, trackApiKey }: CheckedCredentials,
  options: CheckCredentialsOptions,
): Promise<CredentialCheck | null> {
  if (!isPresent(siteId) && !isPresent(trackApiKey)) return null
  if (!isPresent(siteId) || !isPresent(trackApiKey))
    return { ok: false, code: 'incomplete', statusCode: null }
  const places = placesOf('track', options)
  const straight = await ask(places, 'accounts/region', basic(siteId, trackApiKey), options)
  if (straight.answer.statusCode !== 401) return checkOf(straight, options.region)
  const swapped = await ask(places, 'accounts/region', basic(trackApiKey, siteId), options)
  return swapped.answer.statusCode === 200
    ? { ok: false, code: 'swapped', statusCode: 401 }
    : checkOf(straight, options.region)
}

async function checkApp(
  { appApiKey }: CheckedCredentials,
  options: CheckCredentialsOptions,
): Promise<CredentialCheck | null> {
  if (!isPresent(appApiKey)) return null
  return checkOf(
    await ask(placesOf('app', options), 'workspaces', `Bearer ${appApiKey}`, options),
    options.region,
  )
}

/** An address to ask, and the region whose it is. */
interface Place {
  readonly region: Region
  readonly url: string
}

interface Asked {
  readonly place: Place
  readonly answer: CheckAnswer
}

function placesOf(
  api: 'track' | 'app',
  { region, urls }: CheckCredentialsOptions,
): readonly [Place, ...Place[]] {
  const url = urls?.[api]
  if (url !== undefined) return [{ region: region ?? 'us', url }]
  const placeIn = (one: Region): Place => ({ region: one, url: baseUrls[one][api] })
  return region === undefined ? [placeIn('us'), placeIn('eu')] : [placeIn(region)]
}

/** The answer of the first place that knows the key, else of the first place. */
async function ask(
  [first, ...others]: readonly [Place, ...Place[]],
  path: string,
  authorization: string,
  options: CheckCredentialsOptions,
): Promise<Asked> {
  const askAt = async (place: Place): Promise<Asked> => ({
    place,
    answer: await checkRequest(`${place.url.replace(/\/$/, '')}/${path}`, authorization, options),
  })
  const asked = await askAt(first)
  if (asked.answer.statusCode !== 401) return asked
  for (const place of others) {
    const again = await askAt(place)
    if (again.answer.statusCode === 200) return again
  }
  return asked
}

function checkOf({ place, answer }: Asked, wanted: Region | undefined): CredentialCheck {
  const { statusCode, region, isUsable } = answer
  if (statusCode === 200 && isUsable) {
    const found = region ?? place.region
    return wanted === undefined || wanted === found
      ? { ok: true, region: found }
      : { ok: false, code: 'wrong_region', statusCode }
  }
  return { ok: false, code: codeOf(statusCode), statusCode }
}

function codeOf(statusCode: number | null): CredentialCheckCode {
  if (statusCode === null || statusCode === 408 || statusCode === 429 || statusCode >= 500)
    return 'unavailable'
  if (statusCode === 401) return 'unauthorized'
  return statusCode === 403 ? 'forbidden' : 'unexpected_answer'
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}

function isPresent<Value>(value: Value | undefined | null): value is Value {
  return value !== undefined && value !== null && value !== ''
}

function assertUsable(credentials: unknown, options: CheckCredentialsOptions): void {
  if (typeof credentials !== 'object' || credentials === null)
    throw new TypeError('`credentials` must be those of `loadCredentials`, or an object with such fields.')
  const region: unknown = options.region ?? 'us'
  if (region !== 'us' && region !== 'eu') throw new TypeError("`region` must be 'us' or 'eu'.")
  const timeoutMs: unknown = options.timeoutMs ?? 0
  if (typeof timeoutMs !== 'number' || !(timeoutMs >= 0))
    throw new TypeError('`timeoutMs` must be a number, 0 or more.')
}
