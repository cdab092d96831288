// How is a rule tested? With named samples, squiggles under what it reports, and the same answer in both modes.

import { RuleTester } from '@typescript-eslint/rule-tester'
import type { InvalidTestCase, TestCaseError } from '@typescript-eslint/rule-tester'
import type { RuleModule } from '@typescript-eslint/utils/ts-eslint'
import { afterAll, describe, it } from 'vitest'

import { assertEndsAsDrawn } from './assert-ends.ts'
import { readSquiggles } from './squiggles.ts'
import type { Squiggle } from './squiggles.ts'
import { syntaxOf } from './sample-syntax.ts'
import type { SampleSyntax } from './sample-syntax.ts'
import { samplesFolder, typedParser } from './typed-parser.ts'

export { code } from './code.ts'

export interface ValidCase<Options extends readonly unknown[]> {
  /** The situation, in words. */
  readonly name: string
  readonly code: string
  readonly options?: Options
  readonly settings?: Readonly<Record<string, unknown>>
  /** Relative to tests/fixtures/typed; default `file.js`, or `file.ts`/`file.tsx` where the syntax needs it. */
  readonly filename?: string
  readonly only?: boolean
}

export interface Suggestion<MessageId extends string> {
  readonly messageId: MessageId
  readonly output: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** What a squiggle does not say of a report. */
export interface ReportDetails<MessageId extends string> {
  readonly data?: Readonly<Record<string, unknown>>
  readonly suggestions?: readonly Suggestion<MessageId>[]
  readonly endLine?: number
  readonly endColumn?: number
}

export interface InvalidCase<
  MessageId extends string,
  Options extends readonly unknown[],
> extends ValidCase<Options> {
  /** The code after `--fix`; a list when it takes several passes. Absent: the rule fixes nothing here. */
  readonly output?: string | string[]
  /** All suggestions of the only report; with several reports, say them in `errors`. */
  readonly suggestions?: readonly Suggestion<MessageId>[]
  /** One entry for each squiggle, in the order of the reports. */
  readonly errors?: readonly ReportDetails<MessageId>[]
}

export interface RuleCases<MessageId extends string, Options extends readonly unknown[]> {
  readonly valid: readonly ValidCase<Options>[]
  readonly invalid: readonly InvalidCase<MessageId, Options>[]
}

type Rule<MessageId extends string, Options extends readonly unknown[]> = RuleModule<MessageId, Options> & {
  readonly name: string
}

// Here and not in a set-up file, which would load TypeScript and ESLint for every test file.
RuleTester.afterAll = afterAll
RuleTester.it = it
RuleTester.itOnly = it.only
RuleTester.itSkip = it.skip
RuleTester.describe = describe
RuleTester.describeSkip = describe.skip

const tester = new RuleTester({
  languageOptions: { parserOptions: { projectService: false, tsconfigRootDir: samplesFolder } },
})

/** Runs each case without and with type information and expects the same answer. */
export function inBothModes<MessageId extends string, Options extends readonly unknown[]>(
  rule: Rule<MessageId, Options>,
  cases: RuleCases<MessageId, Options>,
): void {
  untyped(rule, cases)
  typed(rule, cases)
}

/** For cases whose answer depends on types being there. */
export function typed<MessageId extends string, Options extends readonly unknown[]>(
  rule: Rule<MessageId, Options>,
  cases: RuleCases<MessageId, Options>,
): void {
  run(rule, cases, 'with type information', ({ filename }) => ({ filename, parser: typedParser }))
}

/** For cases whose answer depends on types being absent. */
export function untyped<MessageId extends string, Options extends readonly unknown[]>(
  rule: Rule<MessageId, Options>,
  cases: RuleCases<MessageId, Options>,
): void {
  run(rule, cases, 'without type information', (syntax) => syntax)
}

function run<MessageId extends string, Options extends readonly unknown[]>(
  rule: Rule<MessageId, Options>,
  cases: RuleCases<MessageId, Options>,
  mode: string,
  syntaxIn: (syntax: SampleSyntax) => SampleSyntax,
): void {
  assertDistinct([...cases.valid, ...cases.invalid])
  tester.run(`${rule.name}, ${mode}`, rule, {
    valid: cases.valid.map((valid) => {
      const drawn = readSquiggles(valid.code)
      if (drawn.squiggles.length > 0) throw new Error(`"${valid.name}" is valid and has squiggles.`)
      return { ...valid, ...languageOf(syntaxIn(syntaxOf(valid))) }
    }),
    invalid: cases.invalid.map((invalid) => drawnCase(rule, invalid, syntaxIn)),
  })
}

function drawnCase<MessageId extends string, Options extends readonly unknown[]>(
  rule: Rule<MessageId, Options>,
  { suggestions, errors, ...invalid }: InvalidCase<MessageId, Options>,
  syntaxIn: (syntax: SampleSyntax) => SampleSyntax,
): InvalidTestCase<MessageId, Options> {
  const { code, squiggles } = readSquiggles(invalid.code)
  if (squiggles.length === 0) throw new Error(`"${invalid.name}" is invalid and has no squiggle.`)
  const details = errors ?? (suggestions ? [{ suggestions }] : squiggles.map(() => ({})))
  if (details.length !== squiggles.length) {
    throw new Error(`"${invalid.name}" has ${squiggles.length} squiggles and details for ${details.length}.`)
  }
  const syntax = syntaxIn(syntaxOf({ ...invalid, code }))
  return {
    ...invalid,
    ...languageOf(syntax),
    code,
    before: () => {
      assertEndsAsDrawn(rule, { ...invalid, code, squiggles, syntax })
    },
    errors: squiggles.map((squiggle, index) => expectedError<MessageId>(squiggle, details[index] ?? {})),
  }
}

function expectedError<MessageId extends string>(
  { messageId, line, column, endColumn, reachesLineEnd }: Squiggle,
  details: ReportDetails<MessageId>,
): TestCaseError<MessageId> {
  const end = reachesLineEnd ? {} : { endLine: line, endColumn }
  // RuleTester itself checks that the rule has such a message.
  return { messageId: messageId as MessageId, line, column, ...end, ...details }
}

function languageOf({ filename, parser }: SampleSyntax) {
  const sourceType = filename.endsWith('.cjs') ? 'commonjs' : 'module'
  return { filename, languageOptions: { parser, parserOptions: { sourceType } as const } }
}

function assertDistinct(cases: readonly ValidCase<readonly unknown[]>[]): void {
  const seen = new Map<string, string>()
  for (const { name, code, options, settings, filename } of cases) {
    const input = JSON.stringify({ code, options, settings, filename })
    const twin = seen.get(name) ?? seen.get(input)
    if (twin !== undefined) throw new Error(`"${name}" has the name or the input of "${twin}".`)
    seen.set(name, name).set(input, name)
  }
}
