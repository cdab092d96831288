import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Fixpoint } from '../../src/ast/fixpoint.ts'

type Numbers = ReadonlySet<number>

const domain = {
  nothing: new Set<number>() as Numbers,
  anything: new Set([Infinity]) as Numbers,
  isSame: (one: Numbers, other: Numbers) => one.size === other.size && [...one].every((n) => other.has(n)),
}

/** Each key's answer is its own number and those of everything it leans on. */
function reachability(edges: readonly (readonly number[])[]) {
  const fixpoint = new Fixpoint<Numbers>(domain)
  const keys = edges.map((_, index) => ({ index }))
  const ask = (index: number): Numbers =>
    fixpoint.answer(keys[index] ?? {}, () => {
      const found = new Set([index])
      for (const next of edges[index] ?? []) for (const number of ask(next)) found.add(number)
      return found
    })
  return { ask, fixpoint }
}

function reachable(edges: readonly (readonly number[])[], from: number): Numbers {
  const found = new Set<number>()
  const pending = [from]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue
    found.add(next)
    pending.push(...(edges[next] ?? []))
  }
  return found
}

const graphs = fc
  .integer({ min: 1, max: 25 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }),
  )

describe('a fixpoint', () => {
  it('finds the least answer of any web of questions, whichever is asked first', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(24)), (edges, order) => {
        const { ask } = reachability(edges)
        for (const start of [...order, ...edges.keys()].filter((index) => index < edges.length)) {
          expect([...ask(start)].sort()).toEqual([...reachable(edges, start)].sort())
        }
      }),
    )
  })

  it('computes each answer once where nothing is cyclic', () => {
    const { ask, fixpoint } = reachability([[1, 2], [2, 3], [3], []])
    ask(0)
    ask(1)
    expect(fixpoint.computations).toBe(4)
  })

  /** A chain of questions, each leaning on the next. */
  function chain(length: number) {
    const fixpoint = new Fixpoint<number>({ nothing: 0, anything: -1, isSame: Object.is })
    const keys = Array.from({ length }, () => ({}))
    const ask = (index: number): number =>
      index === length ? 1 : fixpoint.answer(keys[index] ?? {}, () => ask(index + 1))
    return { ask, fixpoint }
  }

  it('does not recurse as deeply as a chain is long, and stays linear', () => {
    const length = 50_000
    const { ask, fixpoint } = chain(length)
    fixpoint.allow(3 * length)
    expect(ask(0)).toBe(1)
    expect(fixpoint.computations).toBeLessThan(3 * length)
  })

  it('answers `anything` when more is asked than was allowed, and ends', () => {
    const { ask, fixpoint } = chain(1_000_000)
    expect(ask(0)).toBe(-1)
    expect(fixpoint.computations).toBeLessThan(100_000)
  })

  it('settles a long cycle in few rounds', () => {
    const length = 5_000
    const { ask, fixpoint } = reachability(
      Array.from({ length }, (_, index) => (index % 1000 === 0 ? [(index + 1000) % length] : [])),
    )
    expect([...ask(0)].sort((a, b) => a - b)).toEqual([0, 1000, 2000, 3000, 4000])
    expect(fixpoint.computations).toBeLessThan(30)
  })

  it('gives up on an answer that never settles', () => {
    const fixpoint = new Fixpoint<Numbers>(domain)
    const [one, other] = [{}, {}]
    const ask = (key: object, opposite: object): Numbers =>
      fixpoint.answer(key, () => new Set([Math.max(0, ...ask(opposite, key)) + 1]))
    expect([...ask(one, other)]).toEqual([Infinity])
  })

  it('forgets what a computation that threw had begun', () => {
    const fixpoint = new Fixpoint<number>({ nothing: 0, anything: -1, isSame: Object.is })
    const [outer, inner] = [{}, {}]
    let isBroken = true
    const ask = () =>
      fixpoint.answer(outer, () =>
        fixpoint.answer(inner, () => {
          if (isBroken) throw new RangeError('broken')
          return 7
        }),
      )
    expect(ask).toThrow('broken')
    expect(fixpoint.isSettled).toBe(true)
    isBroken = false
    expect(ask()).toBe(7)
  })
})
