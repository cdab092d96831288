// @ts-check
/**
 * What does the plugin do for a real application? Lints examples/express-shop, repairs a copy, shows the changes, and runs
 * the shop before and after against a local server that records what would have reached Customer.io.
 *
 *   npm run demo                lint, repair, run
 *   npm run demo -- <folder>    lint any folder with the recommended config
 */
import { basename, relative, resolve } from 'node:path'
import { lintAnyFolder } from './demo/any-folder.mjs'
import { compareShops } from './demo/comparison.mjs'
import { freshKeys, keysInSource, observeShop } from './demo/drive-shop.mjs'
import { counted, heading, print, printDiff, printTable, styled } from './demo/print.mjs'
import { copyShop, shopFolder } from './demo/shop-copies.mjs'
import {
  acceptSuggestions,
  asOriginal,
  compareWithFaults,
  fixShop,
  lintShop,
  readFaults,
} from './demo/shop-lint.mjs'
import { diffFolders } from './demo/unified-diff.mjs'

/** @typedef {import('./demo/shop-lint.mjs').PlacedFault} PlacedFault */
/** @typedef {import('./demo/shop-copies.mjs').ShopCopies} ShopCopies */

/** What is not as it should be, for the end and the exit code. @type {string[]} */
const problems = []

/**
 * @param {ShopCopies} copies
 * @param {Set<string>} rules the names of those that the plugin has today
 */
async function demonstrate(copies, rules) {
  const faults = await readFaults()

  await showFindings(copies, faults, rules)
  await repair(copies)
  await showRemaining(copies, faults, rules)
  await showRunning(copies, rules)
}

/**
 * @param {ShopCopies} copies
 * @param {PlacedFault[]} faults
 * @param {Set<string>} rules
 */
async function showFindings({ before }, faults, rules) {
  heading('1. What the plugin finds in examples/express-shop')
  const results = await lintShop(before)
  await printResults(results, before)

  const awaited = faults.filter(({ rule }) => rules.has(rule))
  const { missed, unexpected } = compareWithFaults(results, before, awaited)
  for (const { file, line, rule, fault } of missed) problems.push(`${rule} missed ${file}:${line}: ${fault}`)
  for (const { file, line, rule, message } of unexpected)
    problems.push(`unexpected ${rule} at ${file}:${line}: ${message}`)

  const pending = faults.filter(({ rule }) => !rules.has(rule))
  if (pending.length > 0) print('\nKnown faults whose rule is not there yet:')
  printFaults(pending)
}

/** @param {ShopCopies} copies */
async function repair({ root, before, after }) {
  heading('2. Repairs, on a copy')
  const count = await findingsIn(after)
  await fixShop(after)
  const fixed = count - (await findingsIn(after))
  print(
    `eslint --fix repaired ${counted(fixed, 'finding')}. Then, as in an editor, the first suggestion of each other one:`,
  )
  for (const { file, line, rule, description } of await acceptSuggestions(after)) {
    print(`  ${file}:${line}  ${description}  ${styled('dim', rule)}`)
  }
  print()
  const diff = await diffFolders(root, basename(before), basename(after))
  if (diff) printDiff(diff)
  else print('Nothing changed.')
}

/**
 * @param {ShopCopies} copies
 * @param {PlacedFault[]} faults
 * @param {Set<string>} rules
 */
async function showRemaining({ after }, faults, rules) {
  heading('3. Linted again')
  const results = await lintShop(after)
  await printResults(results, after)

  const byHand = new Set(
    faults.filter(({ repair }) => repair === 'by hand').map(({ rule }) => `customerio/${rule}`),
  )
  for (const { messages, filePath } of results) {
    for (const { ruleId, line, message } of messages) {
      if (ruleId !== null && byHand.has(ruleId)) continue
      problems.push(`still reported after the repairs: ${relative(after, filePath)}:${line}: ${message}`)
    }
  }
  const left = faults.filter(
    ({ rule, repairedBy }) => !rules.has(rule) && !(repairedBy && rules.has(repairedBy)),
  )
  if (left.length > 0) print('\nLeft, because their rules are not there yet:')
  printFaults(left)
}

/**
 * @param {ShopCopies} copies
 * @param {Set<string>} rules
 */
async function showRunning({ before, after }, rules) {
  heading('4. The shop runs, before and after')
  const environment = freshKeys()
  const { webhook: forgersKey = environment.webhook } = await keysInSource(before)
  const observations = []
  for (const folder of [before, after]) {
    const observation = await observeShop(folder, { environment, forgersKey })
    for (const failure of observation.failures)
      problems.push(`the shop ${relative(before, folder) || 'before'}: ${failure}`)
    observations.push(observation)
  }
  const [old, repaired] = observations
  if (!old || !repaired) return

  print(
    'Both copies got the same environment, customers and orders; a local server answered as Customer.io and recorded.\n',
  )
  const { data, safety } = compareShops(old, repaired)
  printRows('What Customer.io received of a customer', data, rules)
  print()
  printRows('Keys, webhooks, deletion', safety, rules)
  print(`
The forger has read the signing key in the source. After the repair the shop reads it from the environment, so it could be
replaced by a new one; moving a leaked key without replacing it would help nobody. A timing attack on === is not shown:
it needs many thousands of measurements.`)
}

/**
 * @param {string} title
 * @param {import('./demo/comparison.mjs').Row[]} rows
 * @param {Set<string>} rules
 */
function printRows(title, rows, rules) {
  printTable(
    [title, 'before', 'after', ''],
    rows.map(({ topic, before, after, shown, kept, rule }) => {
      const pending = rule !== null && !rules.has(rule)
      if (!shown) problems.push(`before the repairs, "${topic}" should have been otherwise: ${before}`)
      if (!kept && !pending) problems.push(`after the repairs, "${topic}" should be otherwise: ${after}`)
      const verdict = kept ? 'ok' : pending ? `rule ${rule} is not there yet` : 'WRONG'
      return {
        cells: [topic, before, after, verdict],
        style: kept && shown ? 'green' : pending && shown ? 'yellow' : 'red',
      }
    }),
  )
}

/**
 * @param {import('eslint').ESLint.LintResult[]} results
 * @param {string} folder
 */
async function printResults(results, folder) {
  const { ESLint } = await import('eslint')
  const stylish = await new ESLint({ cwd: folder }).loadFormatter('stylish')
  print((await stylish.format(asOriginal(results, folder))).trim() || 'No findings.')
}

/** @param {string} folder */
async function findingsIn(folder) {
  return (await lintShop(folder)).reduce((sum, { messages }) => sum + messages.length, 0)
}

/** @param {PlacedFault[]} faults */
function printFaults(faults) {
  for (const { file, line, rule, fault } of faults) {
    print(styled('yellow', `  ${relative(process.cwd(), shopFolder)}/${file}:${line}  ${fault} (${rule})`))
  }
}

function conclude() {
  print()
  if (problems.length === 0) return print(styled('green', 'Everything is as it should be.'))
  print(styled('red', `Not as it should be (${problems.length}):`))
  for (const problem of problems) print(styled('red', `  ${problem}`))
  process.exitCode = 1
}

/** @param {Set<string>} rules */
async function demonstrateOnCopies(rules) {
  // What runs and what is stored for the demo is ended and removed at exit, which a signal alone would skip.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))
  const copies = await copyShop()
  try {
    await demonstrate(copies, rules)
  } finally {
    await copies.remove()
  }
  conclude()
}

// A reader that has seen enough (`npm run demo | head`) is no failure.
process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 2))

const [folder] = process.argv.slice(2)
try {
  const { default: plugin } = await import('eslint-plugin-customerio')
  // npm changes into the project's folder; the path was meant from where the user stands.
  if (folder === undefined) await demonstrateOnCopies(new Set(Object.keys(plugin.rules)))
  else await lintAnyFolder(resolve(process.env.INIT_CWD ?? '.', folder), plugin)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
