// What do the comments in an example project say that the rules report, and what do they report?
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import * as typescriptParser from '@typescript-eslint/parser'
import { ESLint } from 'eslint'
import type { Linter } from 'eslint'

import plugin from '../../src/index.ts'
import { filesIn, projectFolder } from './module-imports.ts'

/** A finding as text, for comparing lists: `src/lib/mail.ts:18 no-retained-message-secrets`. */
export type Finding = string

const scripts = ['.js', '.jsx', '.ts', '.tsx']

/** The findings that comments announce for their lines (`// ✗ rule, other-rule`) or the next (`// ✗ below: rule`), sorted. */
export async function announcedFindings(example: string): Promise<readonly Finding[]> {
  const files = scripts.flatMap((extension) => filesIn(`examples/${example}/src`, extension))
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(projectFolder, file), 'utf8')
      const name = file.slice(`examples/${example}/`.length)
      return text.split('\n').flatMap((line, index) => {
        const [, below, rules = ''] = /\/\/ ✗ (below: )?(.+)$/.exec(line) ?? []
        const place = `${name}:${index + (below ? 2 : 1)}`
        return rules.split(', ').flatMap((rule) => (rule === '' ? [] : [`${place} ${rule}`]))
      })
    }),
  )
  return found.flat().sort()
}

/** Rules that the projects ask for beyond the recommended ones. */
const further: Linter.RulesRecord = { 'customerio/require-region': 'error' }

/** The findings of the rules in an example project, each line and rule once, sorted. */
export async function reportedFindings(example: string, isTyped: boolean): Promise<readonly Finding[]> {
  const cwd = join(projectFolder, 'examples', example)
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.{ts,tsx}'], languageOptions: { parser: parserFor(isTyped, cwd) } },
      plugin.configs.recommended,
      { rules: further },
    ],
  })
  const results = await eslint.lintFiles(['src'])
  const findings = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => {
      const name = relative(cwd, filePath).split(sep).join('/')
      return `${name}:${line} ${ruleId?.replace('customerio/', '') ?? message}`
    }),
  )
  return [...new Set(findings)].sort()
}

function parserFor(isTyped: boolean, cwd: string): Linter.Parser {
  const options = isTyped ? { project: './tsconfig.json', tsconfigRootDir: cwd } : {}
  return {
    ...typescriptParser,
    parseForESLint: (text: string, given: object) =>
      typescriptParser.parseForESLint(text, { ...given, ...options }),
  } as Linter.Parser
}
