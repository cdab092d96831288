// Builds the package as it stands now into a temporary folder, for tests that run code which imports it by name.

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'

const project = fileURLToPath(new URL('../..', import.meta.url))

/** A folder like the published package's, without declarations. */
export interface BuiltPlugin {
  readonly folder: string
  remove(): Promise<void>
}

/** Builds with the project's own configuration; `dist` stays as it is. */
export async function buildPlugin(): Promise<BuiltPlugin> {
  const folder = await mkdtemp(join(tmpdir(), 'built-plugin-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await cp(join(project, 'package.json'), join(folder, 'package.json'))
    await build({
      cwd: project,
      outDir: join(folder, 'dist'),
      dts: false,
      clean: false,
      publint: false,
      attw: false,
      logLevel: 'error',
    })
    return { folder, remove }
  } catch (error) {
    await remove()
    throw error
  }
}
