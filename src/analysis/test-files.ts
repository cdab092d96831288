// Is this file part of the tests?
import path from 'node:path'

const testFolder = /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|tests?|specs?|e2e|fixtures|mocks)\//
const testName = /[._-](?:test|tests|spec|e2e|mock|fixture)\.[cm]?[jt]sx?$/

/** By the usual folders and endings, below the folder in which ESLint runs. */
export function isTestFile(filename: string, cwd: string): boolean {
  const relative = path.relative(cwd, filename).replaceAll(path.sep, '/')
  return testName.test(relative) || testFolder.test(relative)
}
