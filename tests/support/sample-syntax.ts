// Which parser reads a sample, and under which file name? The plainest that can: JavaScript, TypeScript, TSX.

import * as typescriptParser from '@typescript-eslint/parser'
import type { Parser } from '@typescript-eslint/utils/ts-eslint'
import * as espree from 'espree'

export interface SampleSyntax {
  readonly filename: string
  readonly parser: SampleParser
}

export type SampleParser = Parser.LooseParserModule

/** ESLint's own parser, with JSX as most configs have it. */
export const javascriptParser = {
  meta: { name: 'espree', version: espree.version },
  parse: (text: string, options: object = {}) =>
    espree.parse(text, { ...options, ecmaFeatures: { jsx: true } }),
}

/** A file name given by the case decides; otherwise the syntax does. */
export function syntaxOf({ code, filename }: { code: string; filename?: string }): SampleSyntax {
  if (filename !== undefined) {
    return { filename, parser: /\.[cm]?jsx?$/.test(filename) ? javascriptParser : typescriptParser }
  }
  if (isJavaScript(code)) return { filename: 'file.js', parser: javascriptParser }
  return { filename: isTypeScript(code) ? 'file.ts' : 'file.tsx', parser: typescriptParser }
}

function isJavaScript(code: string): boolean {
  return parses(() => javascriptParser.parse(code, { ecmaVersion: 'latest', sourceType: 'module' }))
}

function isTypeScript(code: string): boolean {
  return parses(() => typescriptParser.parse(code, { filePath: 'file.ts' }))
}

function parses(parse: () => unknown): boolean {
  try {
    parse()
    return true
  } catch {
    return false
  }
}
