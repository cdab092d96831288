import fc from 'fast-check'
import { expect, it } from 'vitest'

import { LargestFirst } from '../../src/ast/largest-first.ts'

it('gives back what was added, the largest first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (numbers) => {
      const waiting = new LargestFirst()
      for (const number of numbers) waiting.add(number)
      const taken = numbers.map(() => waiting.take())
      expect(taken).toEqual([...numbers].sort((a, b) => b - a))
      expect(waiting.take()).toBeNull()
    }),
  )
})

it('takes what was added in between, and nothing after it was cleared', () => {
  const waiting = new LargestFirst()
  waiting.add(2)
  waiting.add(5)
  expect(waiting.take()).toBe(5)
  waiting.add(3)
  expect(waiting.take()).toBe(3)
  waiting.clear()
  expect(waiting.take()).toBeNull()
})
