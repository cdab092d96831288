// What does another file of the project say? Parsed as the linted file is, and remembered until it changes.
import fs from 'node:fs'

import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import { analyze } from 'eslint-scope'

import { isCommand } from './believed-time.ts'
import type { SourceFile } from '../ast/source-file.ts'
import { childrenOf } from '../ast/source-file.ts'

/** The part of ESLint's `languageOptions` that says how files are parsed. */
export interface ParserSetup {
  readonly parser: TSESLint.Parser.LooseParserModule
  readonly parserOptions: Readonly<Record<string, unknown>>
  /** those of the linted file, which the same parser made */
  readonly visitorKeys: SourceFile['visitorKeys']
}

/** A file, and the path under which its own imports are resolved. */
export interface ProjectFile extends SourceFile {
  readonly filename: string
}

interface Entry {
  readonly stamp: string
  readonly file: ProjectFile | null
  readonly bytes: number
}

/** Larger files are generated; what they say is not read. */
const largestFile = 512 * 1024
/** What stays in memory over a long session, the least recently used leaving first. */
const mostBytes = 16 * 1024 * 1024

/** Options that ask the parser for type information, which would parse the whole program again. */
const typedOptions = ['project', 'projectService', 'programs', 'EXPERIMENTAL_useProjectService']

/** One cache per parser and options, for the life of the process. */
const caches = new WeakMap<object, Map<string, Entry>>()

/** Parses a file of the project; `null` when it is missing, too large or does not parse. Never throws. */
export function parseModule(filename: string, setup: ParserSetup): ProjectFile | null {
  const cache = cacheOf(setup)
  try {
    const { mtimeMs, size } = fs.statSync(filename)
    const stamp = `${mtimeMs}:${size}`
    const known = cache.get(filename)
    if (known?.stamp === stamp) {
      cache.delete(filename)
      cache.set(filename, known)
      return known.file
    }
    const file = size > largestFile ? null : parse(fs.readFileSync(filename, 'utf8'), filename, setup)
    cache.delete(filename)
    cache.set(filename, { stamp, file, bytes: file ? size : 0 })
    forgetOldest(cache)
    return file
  } catch {
    cache.delete(filename)
    return null
  }
}

/**
 * Keeps what ESLint has parsed, for files that are linted later and import it. Only in ESLint's command: in an editor the
 * text may not be the one on the disk. Never throws.
 */
export function rememberLinted(file: ProjectFile, setup: ParserSetup): void {
  if (!isCommand) return
  try {
    const { mtimeMs, size } = fs.statSync(file.filename)
    const isOfDisk = size <= largestFile && Buffer.byteLength(file.text) === size
    const cache = cacheOf(setup)
    if (!isOfDisk || cache.has(file.filename)) return
    cache.set(file.filename, { stamp: `${mtimeMs}:${size}`, file, bytes: size })
    forgetOldest(cache)
  } catch {
    // A file that is not on the disk is imported by none.
  }
}

function cacheOf({ parser, parserOptions }: ParserSetup): Map<string, Entry> {
  const key = Object.keys(parserOptions).length > 0 ? parserOptions : parser
  const known = caches.get(key)
  if (known) return known
  const cache = new Map<string, Entry>()
  caches.set(key, cache)
  return cache
}

function forgetOldest(cache: Map<string, Entry>): void {
  let bytes = 0
  for (const entry of cache.values()) bytes += entry.bytes
  for (const [filename, entry] of cache) {
    if (bytes <= mostBytes) return
    cache.delete(filename)
    bytes -= entry.bytes
  }
}

function parse(text: string, filename: string, setup: ParserSetup): ProjectFile | null {
  for (const sourceType of sourceTypesOf(filename)) {
    try {
      return parseAs(sourceType, text, filename, setup)
    } catch {
      // Another source type may fit; a file that does not parse at all says nothing.
    }
  }
  return null
}

function sourceTypesOf(filename: string): readonly ('module' | 'script')[] {
  return filename.endsWith('.cjs') ? ['script', 'module'] : ['module', 'script']
}

function parseAs(
  sourceType: 'module' | 'script',
  text: string,
  filename: string,
  { parser, parserOptions, visitorKeys }: ParserSetup,
): ProjectFile {
  const own = Object.fromEntries(Object.entries(parserOptions).filter(([key]) => !typedOptions.includes(key)))
  const isCommonJs = sourceType === 'script'
  const result = parserResult(parser, text, {
    ...own,
    ecmaVersion: 'latest',
    sourceType,
    filePath: filename,
    range: true,
    loc: true,
    comment: true,
    tokens: false,
    ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(filename), globalReturn: isCommonJs },
  })
  const ast = result.ast as TSESTree.Program
  linkParents(ast, visitorKeys)
  const scopeManager =
    result.scopeManager ??
    analyze(ast as Parameters<typeof analyze>[0], {
      ecmaVersion: 2022,
      sourceType,
      nodejsScope: isCommonJs,
      childVisitorKeys: visitorKeys as Record<string, string[]>,
      fallback: () => [],
    })
  return { ast, text, filename, visitorKeys, scopeManager: scopeManager as SourceFile['scopeManager'] }
}

interface ParserResult {
  readonly ast: unknown
  readonly scopeManager?: unknown
}

function parserResult(
  parser: TSESLint.Parser.LooseParserModule,
  text: string,
  options: object,
): ParserResult {
  const methods = parser as {
    parseForESLint?: (text: string, options: object) => ParserResult
    parse?: (text: string, options: object) => unknown
  }
  if (methods.parseForESLint) return methods.parseForESLint(text, options)
  if (methods.parse) return { ast: methods.parse(text, options) }
  throw new TypeError('The parser has neither `parseForESLint` nor `parse`.')
}

/** Some parsers do it themselves. */
function linkParents(program: TSESTree.Program, visitorKeys: SourceFile['visitorKeys']): void {
  if ((program.body[0] as { readonly parent?: unknown } | undefined)?.parent === program) return
  const pending: TSESTree.Node[] = [program]
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (const child of childrenOf(node, visitorKeys)) {
      child.parent = node
      pending.push(child)
    }
  }
}
