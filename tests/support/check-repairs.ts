/** The property that every repair has: it parses, type-checks, leaves the rule silent, and is not repaired again. */
import fc from 'fast-check'
import { expect } from 'vitest'

import { fixed, repaired } from './repaired-code.ts'
import type { SendingProgram } from './sending-programs.ts'
import { typeErrors } from './type-check.ts'

/** A program, what `--fix` makes of it, and what is left to accept as suggestions. */
type Stages = readonly [before: SendingProgram, fixed: SendingProgram, accepted: SendingProgram]

const stageNames = ['before', 'after --fix', 'after the first suggestions'] as const

/** Draws programs and checks them; with types all of them together, since the compiler is slow to start. */
export function checkRepairs(
  programs: fc.Arbitrary<SendingProgram>,
  numRuns: number,
  isTyped: boolean,
  seed = 20,
): void {
  const drawn = fc.sample(programs, { numRuns, seed }).map((program): Stages => {
    const after = { ...program, text: fixedText(program) }
    return [program, after, { ...after, text: acceptedText(after) }]
  })
  // Programs that nothing is wrong with would prove nothing.
  const changed = drawn.filter(([before, , accepted]) => before.text !== accepted.text)
  expect(changed.length).toBeGreaterThan(numRuns * 0.9)
  if (isTyped) expectTyped(drawn)
}

function fixedText({ filename, text }: SendingProgram): string {
  const { output, messages } = fixed(text, { filename })
  const left = messages.filter(({ suggestions }) => !suggestions?.length)
  expect(
    left.map(({ message }) => message),
    output,
  ).toEqual([])
  expect(fixed(output, { filename }).output).toBe(output)
  return output
}

function acceptedText({ filename, text }: SendingProgram): string {
  const { output, messages } = repaired(text, { filename })
  expect(
    messages.map(({ message, line }) => `${String(line)}: ${message}`),
    output,
  ).toEqual([])
  expect(repaired(output, { filename }).output).toBe(output)
  return output
}

/** TypeScript refuses some of what is drawn, such as a type parameter where an index signature is asked for. */
function expectTyped(drawn: readonly Stages[]): void {
  const errors = typeErrors(drawn.flat())
  const errorsOf = (program: number, stage: number): readonly string[] => errors[program * 3 + stage] ?? []
  const accepted = drawn
    .map((stages, index) => ({ stages, index }))
    .filter(({ index }) => errorsOf(index, 0).length === 0)
  expect(accepted.length, errors.flat().slice(0, 5).join('\n')).toBeGreaterThan(drawn.length * 0.8)
  const faulty = accepted.flatMap(({ stages, index }) =>
    stages.flatMap(({ filename, text }, stage) =>
      errorsOf(index, stage).map((error) => `${error}\n${filename} ${stageNames[stage] ?? ''}:\n${text}`),
    ),
  )
  expect(faulty.slice(0, 3), `${String(faulty.length)} errors`).toEqual([])
}
