/** Does TypeScript accept these files, against the real types of the SDK and of our runtime? */
import { join } from 'node:path'
import ts from 'typescript'

import { projectFolder } from './module-imports.ts'

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  allowImportingTsExtensions: true,
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  paths: { 'eslint-plugin-customerio/runtime': [join(projectFolder, 'src/runtime/index.ts')] },
}

/** Declarations of the language, of Node and of the SDK are read once. */
const sourceFiles = new Map<string, ts.SourceFile | undefined>()

/** The errors of each file, in the order of the files; all files are checked in one program. */
export function typeErrors(
  files: readonly { readonly filename: string; readonly text: string }[],
): readonly string[][] {
  const folder = join(projectFolder, 'tests/fixtures/typed/generated')
  const texts = new Map(
    files.map(({ filename, text }, index) => [join(folder, `${String(index)}-${filename}`), text]),
  )
  const host = ts.createCompilerHost(options, true)
  const original = { ...host }
  host.fileExists = (path) => texts.has(path) || original.fileExists(path)
  host.readFile = (path) => texts.get(path) ?? original.readFile(path)
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path)
    if (text !== undefined) return ts.createSourceFile(path, text, version, true)
    if (!sourceFiles.has(path)) sourceFiles.set(path, original.getSourceFile(path, version, ...rest))
    return sourceFiles.get(path)
  }
  const program = ts.createProgram([...texts.keys()], options, host)
  return [...texts.keys()].map((path) => {
    const file = program.getSourceFile(path)
    if (!file) throw new Error(`TypeScript did not read ${path}.`)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      (diagnostic) => textOf(diagnostic, file),
    )
  })
}

function textOf({ messageText, start = 0, code }: ts.Diagnostic, file: ts.SourceFile): string {
  const { line } = file.getLineAndCharacterOfPosition(start)
  return `TS${String(code)} in line ${String(line + 1)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
}
