// Runs the watching version of a random program and keeps what happened.

export type Event =
  | { kind: 'at' | 'hit0' | 'hit1' | 'done'; n: number }
  | { kind: 'enter' | 'return' | 'throw'; n: string }
  | { kind: 'boom' }

export interface WatchedRun {
  readonly events: readonly Event[]
  /** `at(n)` and the number of the check that was not true there. */
  readonly violations: readonly { at: number; check: number }[]
  readonly end: 'returned' | 'threw' | 'stopped'
}

const values = [true, false, true, false, true, false, null, undefined, 0, 1, '']

/** Runs `study` with arguments and answers that follow from `seed`; stops it after a number of rounds of its loops. */
export function watchedRun(text: string, seed: number): WatchedRun {
  const random = randomFrom(seed)
  const any = (): unknown => values[Math.floor(random() * values.length)]
  const events: Event[] = []
  const violations: { at: number; check: number }[] = []
  const last: unknown[] = []
  const stop = new Error('stopped')
  let rounds = 0
  const answer = (n: number): unknown => (last[n] = any())
  const hit = (kind: 'hit0' | 'hit1') => (n: number) => {
    events.push({ kind, n })
    return answer(n)
  }
  const scope = {
    q: answer,
    last: (n: number) => last[n],
    at(n: number, checks: readonly (() => boolean)[] = []) {
      events.push({ kind: 'at', n })
      checks.forEach((check, index) => {
        if (!holds(check)) violations.push({ at: n, check: index })
      })
      return answer(n)
    },
    hit0: hit('hit0'),
    hit1: hit('hit1'),
    boom(n: number) {
      if (random() < 0.4) {
        events.push({ kind: 'boom' })
        throw new Error('boom')
      }
      return answer(n)
    },
    items: () => Array.from({ length: Math.floor(random() * 3) }, any),
    pick: () => (random() < 0.5 ? {} : { x: any() }),
    maybe: () => (random() < 0.5 ? null : Object.assign(any, { q: answer })),
    done: (n: number) => events.push({ kind: 'done', n }),
    tick() {
      if (++rounds > 12) throw stop
    },
    passOn(error?: unknown) {
      if (error === stop || rounds > 12) throw stop
    },
    activation(n: string, run: () => unknown) {
      events.push({ kind: 'enter', n })
      try {
        const result = run()
        events.push({ kind: 'return', n })
        return result
      } catch (error) {
        events.push({ kind: 'throw', n })
        throw error
      }
    },
  }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running generated programs is the purpose
  const start = new Function(...Object.keys(scope), `'use strict';\n${text}\nreturn study`) as (
    ...provided: unknown[]
  ) => (...parameters: unknown[]) => unknown
  let end: WatchedRun['end'] = 'returned'
  try {
    start(...Object.values(scope))(any(), any())
  } catch (error) {
    end = error === stop ? 'stopped' : 'threw'
  }
  return { events, violations, end }
}

/** A check that speaks of a variable which does not exist here says nothing. */
function holds(check: () => boolean): boolean {
  try {
    return check()
  } catch (error) {
    if (error instanceof ReferenceError) return true
    throw error
  }
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
