// Does this pattern let only texts of one length through?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'

/** A call that asks a pattern about a text. */
export interface PatternTest {
  readonly text: TSESTree.Node
  /** the sources of all patterns it may be */
  readonly patterns: readonly string[]
}

/** `pattern.test(text)`, `pattern.exec(text)`, `text.match(pattern)`; `null` for other nodes. */
export function patternTestAt(outer: TSESTree.Node, tracer: Tracer): PatternTest | null {
  const node = unwrap(outer)
  if (node.type !== 'CallExpression') return null
  const callee = unwrap(node.callee)
  const [argument] = node.arguments
  if (callee.type !== 'MemberExpression' || !argument) return null
  const name = propertyName(callee)
  const isMatch = name === 'match' || name === 'matchAll'
  if (!isMatch && name !== 'test' && name !== 'exec') return null
  const [pattern, text] = isMatch ? [argument, callee.object] : [callee.object, argument]
  const patterns = tracer.sourcesOf(pattern).flatMap((source) => patternOf(source.node))
  return { text, patterns }
}

function patternOf(node: TSESTree.Node): readonly string[] {
  if (node.type === 'Literal' && 'regex' in node) return [node.regex.pattern]
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return []
  const [source] = node.arguments
  const isRegExp = node.callee.type === 'Identifier' && node.callee.name === 'RegExp'
  if (!isRegExp || !source) return []
  if (source.type === 'Literal' && typeof source.value === 'string') return [source.value]
  // `new RegExp(`^[0-9a-f]{${LENGTH}}$`)`
  return source.type === 'TemplateLiteral' ? [source.quasis.map(({ value }) => value.cooked).join('64')] : []
}

/** Whether a whole text that matches has a length that the pattern decides: `^sha256=[0-9a-f]{64}$`. */
export function fixesLength(pattern: string): boolean {
  return pattern.startsWith('^') && pattern.endsWith('$') && !hasVariablePart(pattern)
}

/** Whether a group of the pattern does: `v1=([0-9a-f]{64})`. */
export function fixesGroup(pattern: string): boolean {
  const groups = pattern.match(/\((?!\?[:=!<](?![A-Za-z]))[^()]*\)/g) ?? []
  return groups.some((group) => /\{\d+\}/.test(group) && !hasVariablePart(group.replace(/^\(\?<\w+>/, '(')))
}

/** `*`, `+`, `?`, `{2,}` and `{2,3}` outside of classes. */
function hasVariablePart(pattern: string): boolean {
  const plain = pattern
    .replaceAll(/\\./g, 'x')
    .replaceAll(/\[[^\]]*\]/g, 'x')
    .replaceAll(/\(\?[:=!<]/g, '(')
  return /[*+?]|\{\d+,\d*\}/.test(plain)
}
