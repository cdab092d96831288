// @ts-check
// Adds up vitest's JSON reports: `node scripts/sum-tests.mjs fast.json slow.json` prints `tests: 2 passed, 0 failed`.
// Exits with 1 when a test failed, when a report is missing or when nothing ran.

import { readFileSync, realpathSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one per test file
 */

/**
 * The sum of some reports. A file that could not even be loaded counts as one failed test, as does a missing report.
 *
 * @param {readonly (Report | null)[]} reports
 * @returns {{ passed: number, failed: number }}
 */
export function sumOf(reports) {
  return {
    passed: reports.reduce((sum, report) => sum + (report?.numPassedTests ?? 0), 0),
    failed: reports.reduce((sum, report) => sum + (report ? failedIn(report) : 1), 0),
  }
}

/** @param {Report} report */
function failedIn({ numFailedTests, testResults }) {
  const notLoaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  )
  return numFailedTests + notLoaded.length
}

/**
 * @param {string} path
 * @returns {Report | null}
 */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

const thisFile = fileURLToPath(import.meta.url)
if (process.argv[1] && realpathSync(process.argv[1]) === thisFile) {
  const { passed, failed } = sumOf(process.argv.slice(2).map(readReport))
  process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
