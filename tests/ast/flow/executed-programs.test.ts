import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { bothParsers } from '../../support/marked-code.ts'
import { programs } from '../../support/random-program.ts'
import { checkProgram, noCounts } from './executed-programs.ts'

describe('what is said about a program', () => {
  it.each(bothParsers)(
    'is true whenever the program runs, read by %s',
    (parser) => {
      const counts = noCounts()
      fc.assert(
        fc.property(programs, fc.integer(), (body, seed) => {
          checkProgram(body, seed, 12, counts, parser)
        }),
        // The slow test takes other programs each time.
        { numRuns: parser === 'espree' ? 250 : 50, seed: 1614265384 },
      )
      // Nothing said is never wrong: enough has to be said.
      for (const [kind, count] of Object.entries(counts)) expect(count, kind).toBeGreaterThan(20)
    },
    120_000,
  )
})
