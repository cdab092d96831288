// Runs every benchmark of this folder, one after the other.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const own = basename(fileURLToPath(import.meta.url))

for (const name of readdirSync(folder).filter((file) => file.endsWith('.mjs') && file !== own)) {
  console.log(`\n${name}`)
  const { status } = spawnSync(process.execPath, [name], { cwd: folder, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
