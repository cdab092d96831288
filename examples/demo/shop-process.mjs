// @ts-check
/** Does the shop run? Starts a copy of it as a process of its own, as `npm start` would. */
import { spawn } from 'node:child_process'
import { clearTimeout, setTimeout } from 'node:timers'

const START_TIMEOUT_MS = 15_000

/**
 * @typedef {object} RunningShop
 * @property {string} url
 * @property {() => string} output what the shop has printed so far
 * @property {() => Promise<void>} stop
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/**
 * Starts the shop in a folder, on a free port, and waits until it listens.
 *
 * @param {string} folder
 * @param {Record<string, string>} env the shop's own variables; nothing that Customer.io knows leaks in from outside
 * @returns {Promise<RunningShop>}
 */
export async function startShop(folder, env) {
  const child = spawn(process.execPath, ['src/server.js'], {
    cwd: folder,
    env: { ...systemVariables(), ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const ended = new Promise((resolve) => {
    child.once('error', resolve)
    child.once('close', resolve)
  })
  ended.then(() => running.delete(child))

  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const stop = async () => {
    child.kill()
    const insist = setTimeout(() => child.kill('SIGKILL'), 3_000)
    await ended
    clearTimeout(insist)
  }

  const url = await Promise.race([
    listening(child),
    ended.then(() => null),
    new Promise((resolve) => setTimeout(() => resolve(null), START_TIMEOUT_MS).unref()),
  ])
  if (typeof url === 'string') return { url, output: () => output, stop }
  await stop()
  throw new Error(`the shop in ${folder} did not start:\n${output}`)
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @returns {Promise<string>}
 */
function listening(child) {
  return new Promise((resolve) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const url = /shop listening on (\S+)/.exec(text)?.[1]
      if (url) resolve(url)
    })
  })
}

function systemVariables() {
  /** @type {Record<string, string>} */
  const variables = {}
  for (const name of ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'HOME']) {
    const value = process.env[name]
    if (value !== undefined) variables[name] = value
  }
  return variables
}
