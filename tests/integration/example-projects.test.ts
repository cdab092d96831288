// Do the rules find in the example projects exactly the mistakes that stand beside their lines?
import { describe, expect, it } from 'vitest'

import { rules } from '../../src/rules/index.ts'
import { announcedFindings, reportedFindings } from '../support/example-findings.ts'

const projects = [
  ['nextjs', 'without types', false],
  ['nextjs', 'with types', true],
  ['worker', 'without types', false],
] as const

describe('the example projects', () => {
  it.each(projects)('%s, %s, is reported as its comments say', async (example, _how, isTyped) => {
    expect(await reportedFindings(example, isTyped)).toEqual(await announcedFindings(example))
  })

  it.each(['nextjs', 'worker'])('%s announces findings of rules that exist, and several', async (example) => {
    const announced = await announcedFindings(example)
    const unknown = announced.filter((finding) => !Object.hasOwn(rules, finding.split(' ')[1] ?? ''))
    expect(unknown).toEqual([])
    expect(announced.length).toBeGreaterThan(7)
  })
})
