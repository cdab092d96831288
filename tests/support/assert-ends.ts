// Does a report end where its squiggle does? RuleTester cannot say "there, or on a later line"; this can.

import { Linter } from 'eslint'
import type { Rule } from 'eslint'
import { expect } from 'vitest'

import type { SampleSyntax } from './sample-syntax.ts'
import type { Squiggle } from './squiggles.ts'

export interface DrawnCase {
  readonly code: string
  readonly squiggles: readonly Squiggle[]
  readonly syntax: SampleSyntax
  readonly options?: readonly unknown[]
  readonly settings?: Readonly<Record<string, unknown>>
}

/** Checks squiggles that run to the end of their line; RuleTester checks the others. */
export function assertEndsAsDrawn(rule: object, sample: DrawnCase): void {
  const open = sample.squiggles.filter((squiggle) => squiggle.reachesLineEnd)
  if (open.length === 0) return
  const messages = lint(rule, sample)
  for (const { line, column, endColumn, messageId } of open) {
    const message = messages.find(
      (one) => one.line === line && one.column === column && one.messageId === messageId,
    )
    if (message?.endLine === line) {
      expect(message.endColumn, `end column of [${messageId}] in line ${String(line)}`).toBe(endColumn)
    }
  }
}

function lint(rule: object, { code, syntax, options = [], settings = {} }: DrawnCase): Linter.LintMessage[] {
  const sourceType = syntax.filename.endsWith('.cjs') ? 'commonjs' : 'module'
  return new Linter().verify(
    code,
    {
      files: ['**'],
      languageOptions: { parser: syntax.parser, sourceType },
      plugins: { under: { rules: { test: rule as Rule.RuleModule } } },
      rules: { 'under/test': ['error', ...options] },
      settings,
    },
    syntax.filename,
  )
}
