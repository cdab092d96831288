// @ts-check
/** What does the plugin find in a copy of the shop, and what is left when its repairs are accepted? */
import { readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { shopFolder } from './shop-copies.mjs'

/** @typedef {import('eslint').ESLint.LintResult} LintResult */
/** @typedef {import('eslint').Linter.LintMessage} LintMessage */

/**
 * @typedef {object} Fault One entry of the shop's expected-findings.json.
 * @property {string} rule
 * @property {string} file
 * @property {string} code a text that occurs once in the file and begins on the line of the finding
 * @property {string} fault what is wrong, for people
 * @property {string} [repairedBy] another rule whose repair mends this fault too
 * @property {'by hand'} [repair] no fix or suggestion exists
 */

/**
 * @typedef {Fault & { line: number }} PlacedFault
 *
 * @typedef {object} AcceptedSuggestion
 * @property {string} file
 * @property {number} line
 * @property {string} rule
 * @property {string} description
 */

const MAX_SUGGESTIONS = 50

/**
 * Lints a copy with the shop's own eslint.config.js.
 *
 * @param {string} folder
 * @returns {Promise<LintResult[]>}
 */
export async function lintShop(folder) {
  const eslint = await eslintFor(folder)
  return eslint.lintFiles(['.'])
}

/**
 * What `eslint --fix` does to a copy.
 *
 * @param {string} folder
 * @returns {Promise<LintResult[]>} the findings that remain
 */
export async function fixShop(folder) {
  const { ESLint } = await import('eslint')
  const results = await new ESLint({ cwd: folder, fix: true }).lintFiles(['.'])
  await ESLint.outputFixes(results)
  return results
}

/**
 * Accepts the first suggestion of each finding, one at a time, as in an editor: apply, lint again, go on.
 *
 * @param {string} folder
 * @returns {Promise<AcceptedSuggestion[]>}
 */
export async function acceptSuggestions(folder) {
  const eslint = await eslintFor(folder)
  const accepted = []
  for (const { filePath } of await eslint.lintFiles(['.'])) {
    const text = await readFile(filePath, 'utf8')
    const repaired = await acceptSuggestionsIn(text, filePath, eslint)
    if (repaired.text !== text) await writeFile(filePath, repaired.text)
    accepted.push(
      ...repaired.accepted.map((step) => ({ file: slashed(relative(folder, filePath)), ...step })),
    )
  }
  return accepted
}

/**
 * @param {string} text
 * @param {string} filePath
 * @param {import('eslint').ESLint} eslint
 */
async function acceptSuggestionsIn(text, filePath, eslint) {
  const accepted = []
  // A suggestion that leads back to a text already seen would go on for ever.
  const seen = new Set([text])
  while (accepted.length < MAX_SUGGESTIONS) {
    const messages = await messagesOf(text, filePath, eslint)
    const step = messages
      .map((message) => firstSuggestion(message, text))
      .find((next) => next && !seen.has(next.text))
    if (!step) break
    text = step.text
    seen.add(text)
    accepted.push({ line: step.line, rule: step.rule, description: step.description })
  }
  return { text, accepted }
}

/**
 * @param {string} text
 * @param {string} filePath
 * @param {import('eslint').ESLint} eslint
 */
async function messagesOf(text, filePath, eslint) {
  const [result] = await eslint.lintText(text, { filePath })
  const messages = result?.messages ?? []
  const broken = messages.find(({ fatal }) => fatal)
  if (broken)
    throw new Error(`a repair left ${filePath} unreadable at line ${broken.line}: ${broken.message}`)
  return messages
}

/**
 * @param {LintMessage} message
 * @param {string} text
 */
function firstSuggestion({ ruleId, line, suggestions }, text) {
  const suggestion = suggestions?.[0]
  if (!suggestion) return null
  const { range, text: replacement } = suggestion.fix
  return {
    text: text.slice(0, range[0]) + replacement + text.slice(range[1]),
    line,
    rule: ruleId ?? '',
    description: suggestion.desc,
  }
}

/**
 * The same results, as if they came from the folder that a reader knows.
 *
 * @param {LintResult[]} results
 * @param {string} folder
 * @returns {LintResult[]}
 */
export function asOriginal(results, folder) {
  return results.map((result) => ({
    ...result,
    filePath: join(shopFolder, relative(folder, result.filePath)),
  }))
}

/**
 * The faults that are in the shop on purpose, each with its line.
 *
 * @param {string} [folder]
 * @returns {Promise<PlacedFault[]>}
 */
export async function readFaults(folder = shopFolder) {
  /** @type {Fault[]} */
  const faults = JSON.parse(await readFile(join(folder, 'expected-findings.json'), 'utf8'))
  return Promise.all(
    faults.map(async (fault) => {
      const parts = (await readFile(join(folder, fault.file), 'utf8')).split(fault.code)
      if (parts.length !== 2) throw new Error(`"${fault.code}" must occur once in ${fault.file}`)
      return { ...fault, line: parts[0]?.split('\n').length ?? 0 }
    }),
  )
}

/**
 * Where findings and listed faults differ: what the plugin missed and what it found beside them.
 *
 * @param {LintResult[]} results
 * @param {string} folder
 * @param {PlacedFault[]} faults
 */
export function compareWithFaults(results, folder, faults) {
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => {
      const file = slashed(relative(folder, filePath))
      return { file, line, rule: ruleId?.replace(/^customerio\//, '') ?? 'eslint', message }
    }),
  )
  const same = (/** @type {{ file: string, line: number, rule: string }} */ a, /** @type {typeof a} */ b) =>
    a.file === b.file && a.line === b.line && a.rule === b.rule
  return {
    missed: faults.filter((fault) => !found.some((finding) => same(finding, fault))),
    unexpected: found.filter((finding) => !faults.some((fault) => same(fault, finding))),
  }
}

/** @param {string} folder */
async function eslintFor(folder) {
  const { ESLint } = await import('eslint')
  return new ESLint({ cwd: folder })
}

/** @param {string} path */
function slashed(path) {
  return path.split(sep).join('/')
}
