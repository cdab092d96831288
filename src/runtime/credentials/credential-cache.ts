/** Answers: which credentials count now? Loads them once for all who ask, and anew when they are old or refused. */

import { CredentialError } from '../errors.ts'
import { credentialsAmong, credentialFields } from './credential-fields.ts'
import { areSameCredentials, makeCredentials, type Credentials } from './credentials.ts'

/** Credentials under a number that changes when they do. */
export interface CurrentCredentials {
  readonly generation: number
  readonly credentials: Credentials
}

/** Why credentials were loaded. */
export type ReloadReason = 'first' | 'age' | 'unauthorized' | 'requested'

/** What came of loading credentials. */
export interface Reload {
  readonly reason: ReloadReason
  /** Whether they are others than before. */
  readonly changed: boolean
  /** Why they could not be loaded, `null` where they could; those from before stay in use. */
  readonly error: unknown
}

export interface CredentialCacheOptions {
  readonly load: () => unknown
  readonly maxAgeMs: number
  /** After a reload that brought nothing new, refused requests cause none for so long. */
  readonly minReloadMs: number
  readonly now: () => number
  readonly onReload: (reload: Reload) => void
}

export class CredentialCache {
  readonly #options: CredentialCacheOptions
  #current: CurrentCredentials | null = null
  #freshUntil = 0
  /** Until when a refused request causes no reload. */
  #quietUntil = 0
  #loading: { reason: ReloadReason; ends: Promise<CurrentCredentials> } | null = null

  constructor(options: CredentialCacheOptions) {
    this.#options = options
  }

  /** Those that count now, loaded anew when they are too old. If that fails, the old ones serve on. */
  async current(): Promise<CurrentCredentials> {
    if (this.#current !== null && this.#options.now() < this.#freshUntil) return this.#current
    return this.#load(this.#current === null ? 'first' : 'age')
  }

  /** Loads them anew, whatever their age. */
  async reload(): Promise<CurrentCredentials> {
    return this.#loadAfterOthers('requested')
  }

  /** Others than those that were refused, or `null` when there are none. */
  async replacementFor(refused: CurrentCredentials): Promise<CurrentCredentials | null> {
    if (this.#current !== null && this.#current.generation !== refused.generation) return this.#current
    if (this.#options.now() < this.#quietUntil) return null
    const fresh = await this.#loadAfterOthers('unauthorized')
    return fresh.generation === refused.generation ? null : fresh
  }

  /** A load for the sake of age may have begun before the store held the new key: what it brings may be old. */
  async #loadAfterOthers(reason: ReloadReason): Promise<CurrentCredentials> {
    const running = this.#loading
    if (running === null || running.reason === reason) return this.#load(reason)
    const before = this.#current?.generation
    const current = await running.ends
    return current.generation === before ? this.#load(reason) : current
  }

  #load(reason: ReloadReason): Promise<CurrentCredentials> {
    if (this.#loading !== null) return this.#loading.ends
    const ends = this.#loadNow(reason).finally(() => {
      this.#loading = null
    })
    this.#loading = { reason, ends }
    return ends
  }

  async #loadNow(reason: ReloadReason): Promise<CurrentCredentials> {
    const before = this.#current
    let current: CurrentCredentials
    try {
      current = this.#keep(await this.#read())
    } catch (error) {
      this.#end({ reason, changed: false, error })
      if (before === null) throw error
      return before
    }
    this.#end({ reason, changed: current !== before, error: null })
    return current
  }

  async #read(): Promise<Credentials> {
    const loaded = await this.#options.load()
    if (typeof loaded !== 'object' || loaded === null) {
      throw new CredentialError(
        'source_failed',
        '`load` gave no credentials. Return those of `loadCredentials`.',
        {
          source: '`load`',
        },
      )
    }
    const entries = Object.fromEntries(credentialFields.map((field) => [field, Reflect.get(loaded, field)]))
    const present = Object.entries(credentialsAmong(entries, {}, '`load`')).filter(
      ([, value]) => value !== undefined,
    )
    return makeCredentials(Object.fromEntries(present))
  }

  #keep(credentials: Credentials): CurrentCredentials {
    const before = this.#current
    if (before !== null && areSameCredentials(before.credentials, credentials)) return before
    this.#current = { generation: (before?.generation ?? 0) + 1, credentials }
    return this.#current
  }

  #end(reload: Reload): void {
    const now = this.#options.now()
    const isFruitless = reload.error !== null || !reload.changed
    this.#quietUntil = reload.reason === 'unauthorized' && isFruitless ? now + this.#options.minReloadMs : 0
    // A store that is down is asked again soon, and not by every request.
    this.#freshUntil = now + (reload.error === null ? this.#options.maxAgeMs : this.#options.minReloadMs)
    this.#options.onReload(reload)
  }
}
