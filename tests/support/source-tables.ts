// How are the tracer's answers compared with what a table says? Each source becomes one line of text.

import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, it } from 'vitest'

import type { MemberWrite } from '../../src/ast/member-writes.ts'
import type { FunctionNode } from '../../src/ast/source-file.ts'
import type { Source } from '../../src/ast/source.ts'
import { Tracer } from '../../src/ast/tracer.ts'
import type { MarkedCodeOptions, ParserName } from './marked-code.ts'
import { bothParsers, dedent, markedCode } from './marked-code.ts'

/** One row of a table. */
export interface SourceRow {
  readonly situation: string
  readonly sample: string
  readonly sources: readonly string[]
}

export interface SourceTableOptions extends Omit<MarkedCodeOptions, 'parser'> {
  readonly parsers?: readonly ParserName[]
}

/**
 * Tests the rows of a table with both parsers. Rows are separated by blank lines; each has the situation, below it the
 * sample with the marker `here`, and a line `→ …` for each source of the marked node, in source order.
 */
export function testSources(
  about: string,
  table: string,
  { parsers = bothParsers, ...options }: SourceTableOptions = {},
): void {
  const rows = rowsOf(table)
  describe.each(parsers)(`${about} (%s)`, (parser) => {
    for (const { situation, sample, sources } of rows) {
      it(situation, () => {
        expect(sourceTexts(sample, { ...options, parser })).toEqual(sources)
      })
    }
  })
}

/** Reads a table; a row without an answer is a mistake in the test. */
export function rowsOf(table: string): readonly SourceRow[] {
  return dedent(table)
    .split(/\n[^\S\n]*\n/)
    .map((text) => {
      const [situation = '', ...lines] = text.trim().split('\n')
      const isAnswer = (line: string): boolean => line.trimStart().startsWith('→ ')
      const sources = lines.filter(isAnswer).map((line) => line.trim().slice(2))
      const sample = dedent(lines.filter((line) => !isAnswer(line)).join('\n'))
      if (sources.length === 0 || sample === '') throw new Error(`Incomplete row: ${text}`)
      return { situation, sample, sources }
    })
}

/** What the tracer says of the node behind `here`, as text. */
export function sourceTexts(sample: string, options: MarkedCodeOptions = {}): string[] {
  const code = markedCode(sample, options)
  const tracer = new Tracer(code.sourceCode)
  return tracer.sourcesOf(code.nodeAt('here')).map((source) => sourceText(source, code.text))
}

/**
 * `import customerio-node .TrackClient`, `new TrackClient(id, key) .track`, `literal "x"`, `parameter 0 of send .a`;
 * with ` in f(x)` for each call through which the place was reached.
 */
export function sourceText(source: Source, text: string): string {
  const path = source.path.length > 0 ? ` .${source.path.join('.')}` : ''
  const given = (source.given ?? []).map(({ call }) => ` in ${textOf(call, text)}`).join('')
  return `${placeText(source, text)}${path}${given}`
}

function placeText(source: Source, text: string): string {
  const own = textOf(source.node, text)
  switch (source.kind) {
    case 'literal':
      return `literal ${literalText(source.value)}`
    case 'import':
      return `${source.isTypeOnly ? 'import type' : 'import'} ${source.module}`
    case 'global':
      return `global ${source.name}`
    case 'parameter':
      return `parameter ${String(source.index)} of ${nameOf(source.function)}`
    case 'object':
    case 'array':
      return `${own}${writesText(source.writes, text)}`
    case 'function':
      return `function ${nameOf(source.node)}`
    case 'class':
      return `class ${source.node.id?.name ?? ''}`.trim()
    case 'instance':
      return `${source.isStatic ? 'class' : 'instance'} of ${ownerName(source.node)}`
    case 'declared':
      return `type ${'jsdoc' in source.type ? squeezed(source.type.jsdoc) : textOf(source.type.syntax, text)}`
    case 'new':
    case 'call':
      return own
    case 'expression':
    case 'unknown':
      return `${source.kind} ${own}`
  }
}

function writesText(writes: readonly MemberWrite[], text: string): string {
  return writes
    .map(({ path, value, valuePath }) => {
      const names = path.map((name) => name ?? '?').join('.')
      return ` + ${names || '...'} = ${[textOf(value, text), ...valuePath].join('.')}`
    })
    .join('')
}

function literalText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'bigint' ? `${String(value)}n` : String(value)
}

function nameOf(fn: FunctionNode): string {
  const { parent } = fn
  if (fn.id) return fn.id.name
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  const key = 'key' in parent ? parent.key : null
  if (key?.type === 'Identifier') return key.name
  if (key?.type === 'PrivateIdentifier') return `#${key.name}`
  return fn.type === 'ArrowFunctionExpression' ? '=>' : 'function'
}

function ownerName(owner: TSESTree.Node): string {
  return 'id' in owner && owner.id && 'name' in owner.id ? owner.id.name : owner.type
}

/** The text of a node without its comments, cut when it is long. */
function textOf(node: TSESTree.Node, text: string): string {
  const own = squeezed(text.slice(node.range[0], node.range[1]).replace(/\/\*.*?\*\/ ?/g, ''))
  return own.length > 70 ? `${own.slice(0, 67)}...` : own
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ')
}
