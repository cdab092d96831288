/** What a rule makes of code: the result of `--fix`, and of accepting the first suggestion of what is left. */
import { Linter } from 'eslint'

import type { CustomerioSettings } from '../../src/analysis/settings.ts'
import plugin from '../../src/index.ts'
import { syntaxOf } from './sample-syntax.ts'

export interface RepairOptions {
  /** Default: `file.js` or `file.ts`, as the syntax asks; the extension decides how modules are loaded. */
  readonly filename?: string
  readonly settings?: CustomerioSettings
  readonly sourceType?: 'module' | 'script' | 'commonjs'
  readonly rule?: string
}

/** The code after one run of `--fix`, with the messages that are left. */
export function fixed(
  code: string,
  options: RepairOptions = {},
): { output: string; messages: Linter.LintMessage[] } {
  const { filename, config } = setupOf(code, options)
  const { output, messages } = new Linter().verifyAndFix(code, config, { filename })
  return { output, messages: withoutFatal(messages, output) }
}

/** The code after `--fix` and then, one after the other, the first suggestion of each finding, as in an editor. */
export function repaired(
  code: string,
  options: RepairOptions = {},
): { output: string; messages: Linter.LintMessage[] } {
  let { output, messages } = fixed(code, options)
  for (let round = 0; round < 20; round++) {
    const suggestion = messages.find(({ suggestions }) => suggestions?.[0])?.suggestions?.[0]
    if (!suggestion) break
    // ESLint counts without a byte order mark.
    const mark = output.startsWith('\uFEFF') ? '\uFEFF' : ''
    const bare = output.slice(mark.length)
    const { range, text } = suggestion.fix
    ;({ output, messages } = fixed(mark + bare.slice(0, range[0]) + text + bare.slice(range[1]), options))
  }
  return { output, messages }
}

/** The messages about code as it stands. */
export function linted(code: string, options: RepairOptions = {}): Linter.LintMessage[] {
  const { filename, config } = setupOf(code, options)
  return withoutFatal(new Linter().verify(code, config, { filename }), code)
}

function setupOf(code: string, options: RepairOptions): { filename: string; config: Linter.Config } {
  const { filename, parser } = syntaxOf(
    options.filename === undefined ? { code } : { code, filename: options.filename },
  )
  const { rule = 'require-sanitized-attributes', settings } = options
  const sourceType = options.sourceType ?? (/\.c[jt]s$/.test(filename) ? 'commonjs' : 'module')
  const config: Linter.Config = {
    files: ['**'],
    plugins: { customerio: plugin },
    rules: { [`customerio/${rule}`]: 'error' },
    settings: settings ? { customerio: settings } : {},
    languageOptions: { parser, sourceType },
  }
  return { filename, config }
}

function withoutFatal(messages: Linter.LintMessage[], code: string): Linter.LintMessage[] {
  const [fatal] = messages.filter((message) => message.fatal)
  if (fatal) throw new SyntaxError(`${fatal.message} (line ${fatal.line}) in:\n${code}`)
  return messages
}
