/** Answers: how does a run over many people go on when something fails, and what does it leave behind? */

import type { DeletionClient } from '../delete-customer.ts'
import type { DeleteCustomersOptions, DeletionSummary, FailedDeletion } from '../delete-customers.ts'
import { environmentKey } from '../environment-key.ts'
import { DeletionError } from '../errors.ts'
import { isPersonId } from './deletion-arguments.ts'
import type { DeletionJournal } from './deletion-journal.ts'
import { defaultMaxRetryAfterSeconds, Erasure, sleep, type RequestGate } from './erasure.ts'
import { limitedClient } from './limited-client.ts'
import { Places } from './places.ts'
import { RequestLimiter } from './request-limiter.ts'

type Ids = Iterator<unknown> | AsyncIterator<unknown>

/** One run, from the first id to the summary; made anew for each. */
export class DeletionRun {
  readonly #client: DeletionClient
  readonly #options: DeleteCustomersOptions
  readonly #total: number | null
  readonly #limiter: RequestLimiter
  readonly #flights: Places
  readonly #entrance: Places
  readonly #underWay = new Set<Promise<void>>()
  /** Who is being erased, so that an id that comes twice waits for its first instead of going beside it. */
  readonly #erasing = new Map<string, Promise<void>>()
  readonly #failed: FailedDeletion[] = []
  #journal: DeletionJournal | null = null
  /** Why nobody new is begun. */
  #fault: { readonly error: unknown } | null = null
  #deleted = 0
  #skipped = 0
  #unaudited = 0

  constructor(client: DeletionClient, options: DeleteCustomersOptions, total: number | null) {
    this.#options = options
    this.#total = total
    this.#limiter = new RequestLimiter({
      requestsPerSecond: options.requestsPerSecond ?? 100,
      maxRetryAfterSeconds: options.maxRetryAfterSeconds ?? defaultMaxRetryAfterSeconds,
      sleep: options.sleep ?? sleep,
    })
    this.#client = limitedClient(client, this.#limiter)
    const concurrency = options.concurrency ?? defaultConcurrency
    this.#flights = new Places(concurrency)
    this.#entrance = new Places(Math.min(concurrency, entrancePlaces))
  }

  async run(ids: Ids): Promise<DeletionSummary> {
    this.#journal = await this.#openJournal()
    let hasFinished = false
    try {
      const aborted = await this.#eraseAll(ids)
      hasFinished = !aborted && this.#failed.length === 0
      return this.#summary(aborted)
    } finally {
      await this.#journal?.close({ remove: hasFinished && this.#options.keepJournal !== true })
      this.#report(true)
    }
  }

  /** Whether it was aborted. Whatever happens, those in flight are waited for. */
  async #eraseAll(ids: Ids): Promise<boolean> {
    let sourceError: { cause: unknown } | null = null
    let outcome: 'done' | 'aborted' | 'stopped' = 'stopped'
    try {
      outcome = await this.#beginAll(ids)
    } catch (cause) {
      sourceError = { cause }
    }
    await Promise.all(this.#underWay)
    const summary = this.#summary(outcome === 'aborted')
    if (this.#fault !== null) throw withSummary(this.#fault.error, summary)
    if (sourceError !== null) {
      throw new DeletionError(
        'source_failed',
        'Reading the ids failed; see `cause`, and `summary` for what was done until then.',
        undefined,
        sourceError,
      ).withSummary(summary)
    }
    return outcome === 'aborted'
  }

  async #beginAll(ids: Ids): Promise<'done' | 'aborted' | 'stopped'> {
    const { signal } = this.#options
    for (;;) {
      await this.#flights.take()
      await this.#entrance.take()
      if (this.#fault !== null) return closed(ids, 'stopped')
      if (signal?.aborted === true) return closed(ids, 'aborted')
      const next = await nextUnlessAborted(ids, signal)
      if (next === null) {
        // Its answer may never come, so its end is not waited for.
        void closed(ids, 'aborted')
        return 'aborted'
      }
      if (next.done === true) return 'done'
      this.#begin(next.value)
    }
  }

  #begin(id: unknown): void {
    const enter = once(() => {
      this.#entrance.leave()
    })
    const flight = this.#deal(id, enter)
      .catch(this.#stop)
      .finally(() => {
        enter()
        this.#flights.leave()
        this.#underWay.delete(flight)
        this.#report(false)
      })
    this.#underWay.add(flight)
  }

  /** Rejects only when going on makes no sense. */
  async #deal(id: unknown, enter: () => void): Promise<void> {
    if (!isPersonId(id)) {
      const error = new DeletionError('invalid_id', 'This cannot be the id of a person, so nothing was sent.')
      this.#failed.push({ id: id as string, error })
      return
    }
    const digest = this.#journal?.digestOf(id)
    if (digest === undefined) return this.#erase(id, enter)
    while (!this.#isErased(digest) && this.#erasing.has(digest)) {
      enter()
      await this.#erasing.get(digest)
    }
    if (this.#isErased(digest)) {
      this.#skipped += 1
      return
    }
    const erasure = this.#erase(id, enter, digest).finally(() => this.#erasing.delete(digest))
    this.#erasing.set(digest, erasure)
    await erasure
  }

  #isErased(digest: string): boolean {
    return this.#journal?.has(digest) === true
  }

  async #erase(id: string | number, enter: () => void, digest?: string): Promise<void> {
    try {
      const receipt = await new Erasure(this.#client, id, this.#options, this.#gate(enter)).run()
      if (receipt.audited === false) this.#unaudited += 1
      this.#deleted += 1
    } catch (error) {
      if (!(error instanceof DeletionError)) throw error
      this.#failed.push({ id, error })
      return
    }
    // When this fails they are erased, but a later run would not know; going on would make more of them.
    if (digest !== undefined) await this.#journal?.add(digest)
  }

  #stop = (error: unknown): void => {
    this.#fault ??= { error }
  }

  #gate(enter: () => void): RequestGate {
    const limiter = this.#limiter
    return {
      async enter() {
        await limiter.enter()
        enter()
      },
      noteFailure(failure) {
        limiter.noteFailure(failure)
      },
    }
  }

  async #openJournal(): Promise<DeletionJournal | null> {
    const { journal, journalKey } = this.#options
    if (journal === undefined) return null
    // Files are loaded when they are needed: not every worker has them.
    const { openDeletionJournal } = await import('./deletion-journal.ts')
    return openDeletionJournal(journal, journalKey ?? environmentKey())
  }

  #summary(aborted: boolean): DeletionSummary {
    return {
      deleted: this.#deleted,
      failed: this.#failed,
      skipped: this.#skipped,
      aborted,
      unaudited: this.#unaudited,
    }
  }

  #report(finished: boolean): void {
    try {
      this.#options.onProgress?.({
        deleted: this.#deleted,
        failed: this.#failed.length,
        skipped: this.#skipped,
        total: this.#total,
        finished,
      })
    } catch {
      // Whoever watches must not keep the others from being erased.
    }
  }
}

/** A hundred requests a second are kept up as long as the two for a person take less than half a second. */
const defaultConcurrency = 25

/** Of those, so many wait for their first request; more would have been taken from the source in vain when it is aborted. */
const entrancePlaces = 4

function withSummary(error: unknown, summary: DeletionSummary): unknown {
  return error instanceof DeletionError ? error.withSummary(summary) : error
}

/** Lets a generator clean up behind itself. What it throws then no longer matters. */
async function closed<T>(ids: Ids, outcome: T): Promise<T> {
  try {
    await ids.return?.()
  } catch {
    // Nobody is lost by it.
  }
  return outcome
}

/** `null` when it is aborted while the source takes its time. No promise of the whole run is raced, for that keeps every race. */
async function nextUnlessAborted(
  ids: Ids,
  signal: AbortSignal | undefined,
): Promise<IteratorResult<unknown> | null> {
  if (signal === undefined) return ids.next()
  return new Promise((resolve, reject) => {
    const listener = () => {
      resolve(null)
    }
    signal.addEventListener('abort', listener, { once: true })
    Promise.resolve(ids.next())
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', listener)
      })
  })
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) action()
    isDone = true
  }
}
