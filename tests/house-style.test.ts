// What the linter does not look at: reasons for its own silence, and the lock.

import { describe, expect, it } from 'vitest'

import { filesIn, readProjectFile } from './support/module-imports.ts'

const sources = ['src', 'tests', 'scripts', 'examples'].flatMap((folder) =>
  filesIn(folder, '.ts', '.mts', '.js', '.mjs', '.cjs').filter((path) => !path.includes('node_modules/')),
)

// In a comment of the file itself, not of a sample in a string.
const silenced = /(^|\s)(\/\/|\/\*) *(eslint-disable|@ts-expect-error|@ts-ignore)/

describe('source files', () => {
  it('give a reason where they silence a check', () => {
    const unexplained = sources.flatMap((path) =>
      readProjectFile(path)
        .split('\n')
        .filter((line) => silenced.test(line) && !line.includes(' -- '))
        .map((line) => `${path}: ${line.trim()}`),
    )
    expect(unexplained).toEqual([])
  })
})

describe('the lock', () => {
  it('names no registry: whoever installs decides where from', () => {
    for (const path of ['package-lock.json', 'package.json', '.npmrc']) {
      expect(readProjectFile(path)).not.toMatch(/"resolved"|registry[.=]/)
    }
  })

  it('is of this version', () => {
    const { version } = JSON.parse(readProjectFile('package.json')) as { version: string }
    const lock = JSON.parse(readProjectFile('package-lock.json')) as { version: string }
    expect(lock.version).toBe(version)
  })
})
