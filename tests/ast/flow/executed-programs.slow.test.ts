import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { programs } from '../../support/random-program.ts'
import { checkProgram, noCounts } from './executed-programs.ts'

describe('what is said about thousands of programs', () => {
  it('is true whenever they run', () => {
    const counts = noCounts()
    fc.assert(
      fc.property(programs, fc.integer(), (body, seed) => {
        checkProgram(body, seed, 20, counts)
      }),
      { numRuns: 4000 },
    )
    for (const [kind, count] of Object.entries(counts)) expect(count, kind).toBeGreaterThan(5000)
  }, 600_000)
})
