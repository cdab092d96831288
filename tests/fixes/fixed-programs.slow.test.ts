// The same as fixed-programs.test.ts, with hundreds of programs.
import { describe, it } from 'vitest'

import { checkRepairs } from '../support/check-repairs.ts'
import { typedPrograms, untypedPrograms } from '../support/sending-programs.ts'

describe('repaired programs parse, leave the rule silent and stay as they are', () => {
  it.each([1, 2])('in TypeScript, where they type-check, too (%d)', (seed) => {
    checkRepairs(typedPrograms, 250, true, seed)
  })

  it('in JavaScript', () => {
    checkRepairs(untypedPrograms, 600, false, 3)
  })
})
