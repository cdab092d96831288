// @ts-check
/** What does the plugin find in somebody's code? Lints any folder or file with the recommended config. */
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { counted, heading, print, styled } from './print.mjs'

/** @typedef {{ configs: { recommended: import('eslint').Linter.Config | import('eslint').Linter.Config[] } }} Plugin */

const sourceFiles = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}']

/**
 * Prints the findings as ESLint does, with a summary by rule.
 *
 * @param {string} path
 * @param {Plugin} plugin
 * @throws {Error} when there is no such folder or file, with a message for the user
 */
export async function lintAnyFolder(path, plugin) {
  const kind = await stat(path).catch(() => null)
  if (kind === null) throw new Error(`There is no folder or file "${path}".`)
  const folder = kind.isDirectory() ? path : dirname(path)
  const results = await lint(folder, kind.isDirectory() ? sourceFiles : [basename(path)], plugin)

  const { findings, unreadable } = sorted(results)
  heading(`customerio/recommended on ${path}`)
  const { ESLint } = await import('eslint')
  const stylish = await new ESLint({ cwd: folder }).loadFormatter('stylish')
  print((await stylish.format(findings)).trimEnd() || 'No findings.')
  summarise(results, findings, unreadable)
}

/**
 * @param {string} folder
 * @param {string[]} patterns
 * @param {Plugin} plugin
 */
async function lint(folder, patterns, plugin) {
  const [{ ESLint }, parser] = await Promise.all([import('eslint'), import('@typescript-eslint/parser')])
  const eslint = new ESLint({
    cwd: folder,
    // The folder's own configuration would want plugins that are not here.
    overrideConfigFile: true,
    errorOnUnmatchedPattern: false,
    overrideConfig: [
      {
        files: sourceFiles,
        // It reads JavaScript too, and forgives more of what older code does than ESLint's own parser.
        languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
        linterOptions: { reportUnusedDisableDirectives: 'off' },
      },
      ...[plugin.configs.recommended].flat(),
    ],
  })
  return eslint.lintFiles(patterns)
}

/**
 * Apart: our findings, and the files that could not be read. Comments that configure rules of other plugins say nothing.
 *
 * @param {import('eslint').ESLint.LintResult[]} results
 */
function sorted(results) {
  const unreadable = results.filter(({ messages }) => messages.some(({ fatal }) => fatal))
  const findings = results
    .map((result) =>
      withMessages(
        result,
        result.messages.filter(({ ruleId }) => ruleId?.startsWith('customerio/')),
      ),
    )
    .filter(({ messages }) => messages.length > 0)
  return { findings, unreadable }
}

/**
 * @param {import('eslint').ESLint.LintResult} result
 * @param {import('eslint').Linter.LintMessage[]} messages
 */
function withMessages(result, messages) {
  const count = (/** @type {(message: import('eslint').Linter.LintMessage) => unknown} */ test) =>
    messages.filter(test).length
  return {
    ...result,
    messages,
    errorCount: count(({ severity }) => severity === 2),
    warningCount: count(({ severity }) => severity === 1),
    fixableErrorCount: count(({ severity, fix }) => severity === 2 && fix),
    fixableWarningCount: count(({ severity, fix }) => severity === 1 && fix),
  }
}

/**
 * @param {import('eslint').ESLint.LintResult[]} results
 * @param {import('eslint').ESLint.LintResult[]} findings
 * @param {import('eslint').ESLint.LintResult[]} unreadable
 */
function summarise(results, findings, unreadable) {
  /** @type {Map<string, number>} */
  const byRule = new Map()
  const messages = findings.flatMap((result) => result.messages)
  for (const { ruleId } of messages) byRule.set(ruleId ?? '', (byRule.get(ruleId ?? '') ?? 0) + 1)

  heading('Summary')
  print(
    `${counted(results.length, 'file')} read, ${counted(messages.length, 'finding')} in ${counted(findings.length, 'file')}`,
  )
  for (const [rule, count] of [...byRule].sort()) print(`  ${String(count).padStart(4)}  ${rule}`)
  if (results.length === 0)
    print(styled('yellow', 'No JavaScript or TypeScript files here (node_modules is left out).'))
  for (const {
    filePath,
    messages: [first],
  } of unreadable) {
    print(styled('yellow', `could not be parsed: ${filePath}:${first?.line ?? 0} ${first?.message ?? ''}`))
  }
}
