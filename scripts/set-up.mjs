// @ts-check
/**
 * Is everything there to run the project's commands? Installs what the lock file names and builds `dist`, each only where
 * it is missing or out of date, so that a command works in a fresh clone and starts at once afterwards.
 *
 *   node scripts/set-up.mjs
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('..', import.meta.url))
const built = ['dist/index.mjs', 'dist/runtime/index.mjs', 'dist/runtime/browser.mjs']
const sources = ['src', 'package.json', 'tsconfig.json', 'tsdown.config.ts']

/** @throws {Error} when npm fails; what it printed has been shown */
export function setUp() {
  if (!isInstalled()) npm(['ci', '--no-audit', '--no-fund'], 'Installing what package-lock.json names')
  if (!isBuilt()) npm(['run', 'build'], 'Building dist')
}

/** Whether node_modules holds the version of every package that the lock file asks for on this platform. */
function isInstalled() {
  const path = join(project, 'node_modules/.package-lock.json')
  if (!existsSync(path)) return false
  const installed = packagesOf(path)
  return Object.entries(packagesOf(join(project, 'package-lock.json'))).every(
    ([name, { version, optional }]) => name === '' || optional || installed[name]?.version === version,
  )
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages
}

function isBuilt() {
  const files = built.map((path) => join(project, path))
  if (!files.every((file) => existsSync(file))) return false
  return Math.max(...sources.map((path) => newest(join(project, path)))) <= Math.min(...files.map(newest))
}

/**
 * @param {string} path
 * @returns {number} when the file, or the folder or anything below it, last changed
 */
function newest(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/**
 * @param {string[]} args
 * @param {string} purpose
 */
function npm(args, purpose) {
  process.stderr.write(`${purpose} ...\n`)
  const started = process.env.npm_execpath
  const [command, ...before] = started?.endsWith('js') ? [process.execPath, started] : ['npm']
  const { status, error } = spawnSync(command, [...before, ...args], {
    cwd: project,
    // What it prints goes to stderr, so that the command's own output stays its own.
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp()
