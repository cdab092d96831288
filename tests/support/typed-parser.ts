// How does a sample get type information without a file on disk? From a language service that holds it in memory.

import * as typescriptParser from '@typescript-eslint/parser'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'

/** Samples live in this folder as far as module resolution and relative settings are concerned. */
export const samplesFolder = resolve(import.meta.dirname, '../fixtures/typed')

/** typescript-eslint's parser, giving types whatever the sample is called. */
export const typedParser = {
  meta: { name: 'typed-samples', version: '1' },
  parseForESLint(text: string, options: { filePath?: string } = {}) {
    const fileName = resolve(samplesFolder, options.filePath ?? 'file.ts')
    const programs = [projectOf(fileName).programWith(fileName, text)]
    return typescriptParser.parseForESLint(text, { ...options, filePath: fileName, programs })
  },
}

interface Project {
  /** A program whose only root is this sample. */
  programWith(fileName: string, text: string): ts.Program
}

const projects = new Map<string, Project>()

function projectOf(fileName: string): Project {
  const configPath =
    ts.findConfigFile(dirname(fileName), (path) => ts.sys.fileExists(path)) ??
    join(samplesFolder, 'tsconfig.json')
  const known = projects.get(configPath)
  if (known) return known
  const project = createProject(configPath)
  projects.set(configPath, project)
  return project
}

function createProject(configPath: string): Project {
  let sample = { fileName: '', text: '', version: 0 }
  const isSample = (path: string): boolean => path === sample.fileName
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [sample.fileName],
    getScriptVersion: (path) => (isSample(path) ? String(sample.version) : '0'),
    getScriptSnapshot: (path) => {
      const text = isSample(path) ? sample.text : ts.sys.readFile(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => dirname(configPath),
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (path) => isSample(path) || ts.sys.fileExists(path),
    readFile: (path) => (isSample(path) ? sample.text : ts.sys.readFile(path)),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
  })
  const options = readOptions(configPath)
  return {
    programWith(fileName, text) {
      // The same text again (RuleTester parses most samples twice) gives the same program.
      if (fileName !== sample.fileName || text !== sample.text) {
        sample = { fileName, text, version: sample.version + 1 }
      }
      const program = service.getProgram()
      if (!program) throw new Error(`TypeScript made no program for ${fileName}.`)
      return program
    },
  }
}

function readOptions(configPath: string): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(configPath, (path) => ts.sys.readFile(path)) as {
    config: unknown
    error?: ts.Diagnostic
  }
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'))
  return ts.parseJsonConfigFileContent(config, ts.sys, dirname(configPath)).options
}
