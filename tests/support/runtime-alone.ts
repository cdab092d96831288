/** Answers: how does the runtime behave where no other package is installed? Compiled into an empty folder, it can be run there. */

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'

import { filesIn, readProjectFile } from './module-imports.ts'

/** What the build copies into the runtime stays a package here. */
const bundled = ['p-throttle']

/** Runs a program beside the compiled sources, where `./src/runtime/index.js` is the runtime, and gives what it printed. */
export function runBesideRuntime(program: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-alone-'))
  try {
    const sources = [...filesIn('src/runtime', '.ts'), ...filesIn('src/vocabulary', '.ts')]
    for (const file of sources)
      write(join(folder, file.replace(/\.ts$/, '.js')), compiled(readProjectFile(file)))
    for (const name of bundled) {
      const path = join('node_modules', name)
      cpSync(path, join(folder, path), { recursive: true, dereference: true })
    }
    write(join(folder, 'package.json'), '{ "type": "module" }')
    write(join(folder, 'program.js'), program)
    const { stdout, stderr, status } = spawnSync(process.execPath, ['program.js'], {
      cwd: folder,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`The program ended with ${String(status)}: ${stderr}`)
    return stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function compiled(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    },
  }).outputText
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
