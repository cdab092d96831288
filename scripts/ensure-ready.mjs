// @ts-check
// Makes a fresh clone ready to use: installs what the lock names and builds what the source says, if need be.
// `npm test` and `npm run demo` start with it; with nothing to do it takes no time.

import { spawnSync } from 'node:child_process'
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** What a build depends on, and what tells its age: the entry that is written last may be any of them. */
const BUILT_FROM = ['src', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsdown.config.ts']
const BUILT = ['dist/index.mjs', 'dist/index.d.mts', 'dist/runtime/index.mjs', 'dist/runtime/browser.mjs']

/**
 * What has to be done before anything in the project can run.
 *
 * @param {string} project the folder of package.json
 * @returns {{ install: boolean, build: boolean }}
 */
export function missingIn(project) {
  const installed = modifiedAt(join(project, 'node_modules/.package-lock.json'))
  const built = Math.min(...BUILT.map((file) => modifiedAt(join(project, file))))
  const source = Math.max(...BUILT_FROM.map((path) => newestIn(join(project, path))))
  return { install: installed < modifiedAt(join(project, 'package-lock.json')), build: built < source }
}

/** @param {string} project */
function ensureReady(project) {
  const { install, build } = missingIn(project)
  const steps = [
    { needed: install, says: 'Installing what package-lock.json names', command: INSTALL },
    { needed: build, says: 'Building dist from src', command: 'npm run --silent build' },
  ].filter((step) => step.needed)
  if (steps.length === 0) return
  process.stderr.write(`${steps.map(({ says, command }) => `${says} (${command})`).join(', then ')} ...\n`)
  for (const { command } of steps) run(command, project)
}

// Development packages are wanted even where NODE_ENV says `production`.
const INSTALL = 'npm ci --include=dev --no-audit --no-fund --loglevel=error'

/**
 * Runs a command and shows what it says only when it fails.
 *
 * @param {string} command
 * @param {string} folder
 */
function run(command, folder) {
  const { status, stdout, stderr } = spawnSync(command, { cwd: folder, shell: true, encoding: 'utf8' })
  if (status === 0) return
  process.stderr.write(`${stdout}${stderr}\n\`${command}\` failed.\n`)
  process.exit(1)
}

/**
 * When a file was last changed; 0 when it does not exist.
 *
 * @param {string} path
 */
function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/**
 * The latest change of a file, or of a folder and all below it (a folder changes when a file in it is removed).
 *
 * @param {string} path
 */
function newestIn(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return modifiedAt(path)
  const below = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return Math.max(modifiedAt(path), ...below.map((name) => modifiedAt(join(path, name))))
}

const thisFile = fileURLToPath(import.meta.url)
if (process.argv[1] && realpathSync(process.argv[1]) === thisFile) ensureReady(dirname(dirname(thisFile)))
