import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import * as typescriptParser from '@typescript-eslint/parser'
import * as espree from 'espree'
import { describe, expect, it } from 'vitest'

import type { ParserSetup } from '../../src/project/parsed-module.ts'
import { parseModule } from '../../src/project/parsed-module.ts'
import { markedCode } from '../support/marked-code.ts'
import { projectFolder } from '../support/project-folder.ts'

const typescript: ParserSetup = {
  parser: typescriptParser,
  parserOptions: { projectService: true },
  visitorKeys: markedCode('').visitorKeys,
}
const javascript: ParserSetup = {
  parser: espree,
  parserOptions: {},
  visitorKeys: markedCode('', { parser: 'espree' }).visitorKeys,
}

const project = projectFolder({
  'client.ts': 'export const client: Client = make() as Client',
  'view.tsx': 'export const view = <b>{client}</b>',
  'module.js': 'export const a = await import("x")',
  'script.cjs': 'if (!module.parent) return; module.exports = 1',
  'legacy.js': 'with (a) { b }',
  'broken.ts': 'const = ;',
  'large.ts': `export const text = '${'x'.repeat(600 * 1024)}'`,
})

describe('parseModule', () => {
  it('parses as the linted file is parsed, without type information', () => {
    const file = parseModule(project.file('client.ts'), typescript)
    expect(file?.ast.body.map(({ type }) => type)).toEqual(['ExportNamedDeclaration'])
    expect(file?.scopeManager?.scopes.map(({ type }) => type)).toEqual(['global', 'module'])
  })

  it('links every node to its parent', () => {
    const [statement] = parseModule(project.file('client.ts'), typescript)?.ast.body ?? []
    expect(statement?.parent.type).toBe('Program')
  })

  it('makes the scopes itself where the parser has none', () => {
    const file = parseModule(project.file('module.js'), javascript)
    expect(file?.scopeManager?.scopes.at(1)?.set.has('a')).toBe(true)
  })

  it.each([
    ['JSX by its ending', 'view.tsx', typescript],
    ['CommonJS with a return at the top', 'script.cjs', javascript],
    ['a sloppy script where it is no module', 'legacy.js', javascript],
  ])('reads %s', (_, name, setup) => {
    expect(parseModule(project.file(name), setup)?.filename).toBe(project.file(name))
  })

  it.each(['broken.ts', 'large.ts', 'missing.ts', '.'])('is silent about %s', (name) => {
    expect(parseModule(project.file(name), typescript)).toBeNull()
  })

  it('is silent where the parser cannot read the language', () => {
    expect(parseModule(project.file('client.ts'), javascript)).toBeNull()
  })

  it('remembers a file until it changes, and forgets one that is gone', () => {
    const name = project.write('changing.ts', 'export const a = 1')
    const first = parseModule(name, typescript)
    expect(parseModule(name, typescript)).toBe(first)
    writeFileSync(name, 'export const b = 2; export const c = 3')
    utimesSync(name, new Date(), new Date(Date.now() + 5000))
    const second = parseModule(name, typescript)
    expect(second?.ast.body).toHaveLength(2)
    rmSync(name)
    expect(parseModule(name, typescript)).toBeNull()
  })
})
