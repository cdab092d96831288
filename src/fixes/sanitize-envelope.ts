// How is the data inside an envelope or a list sanitized that was built elsewhere?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { freeName } from './free-name.ts'

type SourceCode = Readonly<TSESLint.SourceCode>
type Path = readonly string[]

/** The call that sanitizes one value. */
export interface SanitizerCall {
  readonly callee: string
  /** what follows the value, such as `{ keep: ['otp'] }`; empty where nothing does */
  readonly furtherArguments: string
}

/**
 * `event` becomes `{ ...event, data: sanitize(event.data) }`, `rows` becomes `rows.map((row) => sanitize(row))`; `null`
 * where no such text is safe.
 */
export function sanitizeEnvelope(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  node: TSESTree.Node,
  paths: readonly Path[],
  call: SanitizerCall,
): TSESLint.RuleFix | null {
  const keys = new Set(paths.map(([key]) => key))
  const isList = keys.has('*')
  if (paths.some((path) => !path.every(isName)) || (isList && keys.size > 1)) return null
  if (!isList && !isPureRead(node)) return null
  const writer: Writer = { ...call, sourceCode, isOne: paths.length === 1 }
  const text = inParentheses(node, sourceCode.getText(node))
  const { parent } = node
  if (parent?.type === 'SpreadElement' && !isList && parent.parent.type === 'ObjectExpression') {
    // What is spread may be undefined.
    return fixer.insertTextAfter(parent, `, ${propertiesOf(text, paths, writer, '?.').join(', ')}`)
  }
  const isOption = parent?.type === 'LogicalExpression' && parent.left === node
  const repaired = sanitized(text, paths, writer, isList && isOption ? '?.' : '.')
  return fixer.replaceText(node, placed(repaired, text, node, !isList && isOption))
}

/** The repaired text as it can stand in the place of the node. */
function placed(repaired: string, text: string, { parent, type }: TSESTree.Node, isGuarded: boolean): string {
  if (isGuarded) return `(${text} && ${repaired})`
  if (parent?.type === 'Property' && parent.shorthand && type === 'Identifier') return `${text}: ${repaired}`
  const isBody = parent?.type === 'ArrowFunctionExpression' && repaired.startsWith('{')
  return isBody ? `(${repaired})` : repaired
}

interface Writer extends SanitizerCall {
  readonly sourceCode: SourceCode
  /** true where one value is all there is to sanitize, so that the call is made for it */
  readonly isOne: boolean
}

/** The text of a value of which the paths are sanitized. */
function sanitized(text: string, paths: readonly Path[], writer: Writer, dot: '.' | '?.'): string {
  if (paths.some((path) => path.length === 0)) {
    const end = writer.furtherArguments === '' ? '' : `, ${writer.furtherArguments}`
    return `${writer.callee}(${text}${end})`
  }
  if (!paths.some(([key]) => key === '*'))
    return `{ ...${text}, ${propertiesOf(text, paths, writer, dot).join(', ')} }`
  const row = freeName(writer.sourceCode, 'row', 'item')
  const below = paths.map((path) => path.slice(1))
  const body = sanitized(row, below, writer, '.')
  return `${text}${dot}map((${row}) => ${body.startsWith('{') ? `(${body})` : body})`
}

function propertiesOf(
  text: string,
  paths: readonly Path[],
  writer: Writer,
  dot: '.' | '?.',
): readonly string[] {
  const keys = [...new Set(paths.flatMap(([key]) => key ?? []))]
  return keys.map((key) => {
    const below = paths.filter(([first]) => first === key).map((path) => path.slice(1))
    const read = `${text}${dot}${key}`
    // A message that has no such data should not get any.
    const isCalled = below.some((path) => path.length === 0)
    const condition = isCalled && !writer.isOne ? `${read} && ` : ''
    return `${key}: ${condition}${sanitized(read, below, writer, '?.')}`
  })
}

function isName(key: string): boolean {
  return key === '*' || /^[A-Za-z_$][\w$]*$/.test(key)
}

/** Reading it twice gives the same value. */
function isPureRead(node: TSESTree.Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true
  if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression')
    return isPureRead(node.expression)
  return node.type === 'MemberExpression' && !node.computed && !node.optional && isPureRead(node.object)
}

/** What a dot can be written behind. */
function inParentheses({ type }: TSESTree.Node, text: string): string {
  const isPrimary =
    type === 'Identifier' ||
    type === 'MemberExpression' ||
    type === 'CallExpression' ||
    type === 'ArrayExpression' ||
    type === 'TSNonNullExpression' ||
    type === 'ThisExpression' ||
    type === 'ChainExpression'
  return isPrimary ? text : `(${text})`
}
