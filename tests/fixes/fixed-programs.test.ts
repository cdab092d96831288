// Do repairs hold for programs of many shapes? Some tens here, hundreds in the slow suite.
import { describe, it } from 'vitest'

import { checkRepairs } from '../support/check-repairs.ts'
import { typedPrograms, untypedPrograms } from '../support/sending-programs.ts'

describe('repaired programs parse, leave the rule silent and stay as they are', () => {
  it('in TypeScript, where they type-check, too', () => {
    checkRepairs(typedPrograms, 30, true)
  }, 60_000)

  it('in JavaScript', () => {
    checkRepairs(untypedPrograms, 40, false)
  }, 60_000)
})
