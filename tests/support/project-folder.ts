/** A project of a few files in a temporary folder, for what reads other files. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'

import { dedent } from './marked-code.ts'

export interface ProjectFolder {
  readonly path: string
  /** The absolute path of a file of the project. */
  file(name: string): string
  write(name: string, text: string): string
}

/** Writes the files; the folder goes away with the test file. */
export function projectFolder(files: Readonly<Record<string, string>>): ProjectFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'project-')))
  afterAll(() => {
    rmSync(path, { recursive: true, force: true })
  })
  const file = (name: string) => join(path, name)
  const write = (name: string, text: string) => {
    mkdirSync(dirname(file(name)), { recursive: true })
    writeFileSync(file(name), dedent(text))
    return file(name)
  }
  for (const [name, text] of Object.entries(files)) write(name, text)
  return { path, file, write }
}
