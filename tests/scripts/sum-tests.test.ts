import { describe, expect, it } from 'vitest'

import { sumOf } from '../../scripts/sum-tests.mjs'

const file = (...statuses: readonly string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
})

describe('the sum of the tests', () => {
  it('is taken over all reports', () => {
    const first = { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 'passed')] }
    const second = { numPassedTests: 1, numFailedTests: 1, testResults: [file('passed', 'failed')] }
    expect(sumOf([first, second])).toEqual({ passed: 3, failed: 1 })
  })

  it('counts a file that could not be loaded as a failed test', () => {
    const notLoaded = { status: 'failed', assertionResults: [] }
    expect(sumOf([{ numPassedTests: 0, numFailedTests: 0, testResults: [notLoaded] }])).toEqual({
      passed: 0,
      failed: 1,
    })
  })

  it('counts a file whose set-up failed after some tests', () => {
    const tornDown = { status: 'failed', assertionResults: [{ status: 'passed' }] }
    expect(sumOf([{ numPassedTests: 1, numFailedTests: 0, testResults: [tornDown] }])).toEqual({
      passed: 1,
      failed: 1,
    })
  })

  it('counts a missing report as a failure', () => {
    expect(sumOf([null])).toEqual({ passed: 0, failed: 1 })
  })

  it('leaves skipped tests out', () => {
    const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'skipped')] }
    expect(sumOf([report])).toEqual({ passed: 1, failed: 0 })
  })
})
