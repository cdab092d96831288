import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { programs } from '../../support/random-program.ts'
import { checkProgram, noCounts } from './executed-programs.ts'

describe('what the engine says about a program', () => {
  it('is true whenever the program runs', () => {
    const counts = noCounts()
    fc.assert(
      fc.property(programs, fc.integer(), (body, seed) => {
        checkProgram(body, seed, 12, counts)
      }),
      { endOnFailure: process.env['NOSHRINK'] === '1', numRuns: Number(process.env['FLOW_RUNS'] ?? 400) },
    )
    console.log(counts)
    expect(counts.checkedFacts).toBeGreaterThan(100)
  }, 600_000)
})
