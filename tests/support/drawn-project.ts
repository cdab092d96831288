/** Which findings does a rule have in each file of a project? They are drawn under the code, as for samples of one file. */
import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { expect, it } from 'vitest'

import plugin from '../../src/index.ts'
import { dedent } from './marked-code.ts'
import { projectFolder } from './project-folder.ts'
import { readSquiggles } from './squiggles.ts'

/** A test: the rule finds what is drawn in the files of a project, and nothing else. */
export function itFindsAsDrawn(
  situation: string,
  rule: string,
  files: Readonly<Record<string, string>>,
): void {
  const drawn = Object.entries(files).map(([name, text]) => ({ name, ...readSquiggles(dedent(text)) }))
  const project = projectFolder(Object.fromEntries(drawn.map(({ name, code }) => [name, code])))
  it(situation, () => {
    const linter = new Linter({ configType: 'flat', cwd: project.path })
    const found = drawn.map(({ name, code }) => [
      name,
      linter.verify(code, configOf(rule), project.file(name)).map(placeOf),
    ])
    expect(found).toEqual(drawn.map(({ name, squiggles }) => [name, squiggles.map(placeOf)]))
  })
}

function placeOf(found: Pick<Linter.LintMessage, 'messageId' | 'line' | 'column' | 'endColumn'>): string {
  return `${found.messageId ?? 'fatal'} ${found.line}:${found.column}-${found.endColumn ?? '?'}`
}

function configOf(rule: string): Linter.Config[] {
  return [
    {
      files: ['**/*.{js,cjs,mjs,ts,tsx}'],
      plugins: { customerio: plugin },
      languageOptions: { parser: typescriptParser },
      rules: { [`customerio/${rule}`]: 'error' },
    },
    { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  ]
}
