import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { missingIn } from '../../scripts/ensure-ready.mjs'

const sources = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsdown.config.ts', 'src/a/b.ts']
const built = ['dist/index.mjs', 'dist/index.d.mts', 'dist/runtime/index.mjs', 'dist/runtime/browser.mjs']
const installed = 'node_modules/.package-lock.json'

let project = ''

function write(second: number, ...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), '')
    touch(second, path)
  }
}

function touch(second: number, path: string): void {
  utimesSync(join(project, path), second, second)
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'ensure-ready-'))
  write(1000, ...sources)
  for (const folder of ['src', 'src/a']) touch(1000, folder)
})

afterEach(() => {
  rmSync(project, { recursive: true })
})

describe('what is missing', () => {
  it('is everything in a fresh clone', () => {
    expect(missingIn(project)).toEqual({ install: true, build: true })
  })

  it('is nothing once installed and built', () => {
    write(2000, installed, ...built)
    expect(missingIn(project)).toEqual({ install: false, build: false })
  })

  it('is the build, when a source file is newer', () => {
    write(2000, installed, ...built)
    touch(3000, 'src/a/b.ts')
    expect(missingIn(project)).toEqual({ install: false, build: true })
  })

  it('is the build, when a source file was removed', () => {
    write(2000, installed, ...built)
    rmSync(join(project, 'src/a/b.ts'))
    expect(missingIn(project)).toEqual({ install: false, build: true })
  })

  it('is the build, when one of its files is gone', () => {
    write(2000, installed, ...built)
    rmSync(join(project, 'dist/runtime/browser.mjs'))
    expect(missingIn(project)).toEqual({ install: false, build: true })
  })

  it('is both, when the lock is newer', () => {
    write(2000, installed, ...built)
    touch(3000, 'package-lock.json')
    expect(missingIn(project)).toEqual({ install: true, build: true })
  })
})
