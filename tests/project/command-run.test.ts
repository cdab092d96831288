// What is different in a run of ESLint's command, which ends before anybody edits a file?
import { utimesSync } from 'node:fs'
import * as typescriptParser from '@typescript-eslint/parser'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import type * as ExportTraces from '../../src/project/export-traces.ts'
import type * as ParsedModule from '../../src/project/parsed-module.ts'
import { markedCode } from '../support/marked-code.ts'
import { projectFolder } from '../support/project-folder.ts'

const project = projectFolder({
  'client.ts': `export const send = () => 'needle'`,
  'edited.ts': `export const send = () => 1`,
})
const setup = { parser: typescriptParser, parserOptions: {}, visitorKeys: markedCode('').visitorKeys }
const trace = { isIn: (text: string) => text.includes('needle'), isExport: () => false }

/** A file of the project as it is linted, with the text of the disk or another one. */
function linted(name: string, text: string): ParsedModule.ProjectFile {
  const { program, scopeManager, visitorKeys } = markedCode(text)
  return { ast: program, text, scopeManager, visitorKeys, filename: project.file(name) }
}

let parsed: typeof ParsedModule
let traces: typeof ExportTraces
const [, script = ''] = process.argv

beforeAll(async () => {
  process.argv[1] = '/project/node_modules/eslint/bin/eslint.js'
  vi.resetModules()
  parsed = await import('../../src/project/parsed-module.ts')
  traces = await import('../../src/project/export-traces.ts')
})

afterAll(() => {
  process.argv[1] = script
  vi.resetModules()
  vi.useRealTimers()
})

describe("a run of ESLint's command", () => {
  it('takes other files as ESLint has parsed them', () => {
    const file = linted('client.ts', `export const send = () => 'needle'`)
    parsed.rememberLinted(file, setup)
    expect(parsed.parseModule(file.filename, setup)).toBe(file)
  })

  it('does not where the text is not the one on the disk', () => {
    const file = linted('edited.ts', 'export const send = () => 1 // changed')
    parsed.rememberLinted(file, setup)
    expect(parsed.parseModule(file.filename, setup)?.text).toBe('export const send = () => 1')
    expect(() => {
      parsed.rememberLinted({ ...file, filename: project.file('missing.ts') }, setup)
    }).not.toThrow()
  })

  it('believes what it has read until the end', () => {
    const isBehind = () =>
      traces.isTraceBehind(project.file('app.ts'), `import { send } from './edited'\nsend()`, trace)
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
    expect(isBehind()).toBe(false)
    const file = project.write('edited.ts', `export const send = () => 'needle'`)
    utimesSync(file, new Date(), new Date(Date.now() + 5000))
    vi.setSystemTime(Date.now() + 60_000)
    expect(isBehind()).toBe(false)
  })
})
