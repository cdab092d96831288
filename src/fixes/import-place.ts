// Where in a file does a new import belong?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { endOf, isImportEquals } from './module-style.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

export interface ImportPlace {
  readonly position: number
  /** true when the import goes on a new line after the position, false when it goes in front of it */
  readonly isAfter: boolean
}

/** After the last import, else after what must stand first. */
export function importPlace(sourceCode: SourceCode): ImportPlace {
  const { body } = sourceCode.ast
  const last = body.findLast(
    (statement) => statement.type === 'ImportDeclaration' || isImportEquals(statement),
  )
  return placeAfter(last ?? body.findLast(isDirective) ?? null, sourceCode)
}

/** After the last `require` that stands before anything is executed, so that every use can read what it gives. */
export function requirePlace(sourceCode: SourceCode): ImportPlace {
  const { body } = sourceCode.ast
  const end = body.findIndex((statement) => !isRequire(statement) && isExecuted(statement))
  const prologue = end === -1 ? body : body.slice(0, end)
  return placeAfter(prologue.findLast(isRequire) ?? body.findLast(isDirective) ?? null, sourceCode)
}

function placeAfter(statement: TSESTree.Node | null, sourceCode: SourceCode): ImportPlace {
  return statement ? { position: endOfLine(statement, sourceCode), isAfter: true } : firstPlace(sourceCode)
}

/** `const a = require('a')`, `require('dotenv').config()` */
function isRequire(statement: TSESTree.ProgramStatement): boolean {
  if (statement.type === 'ExpressionStatement') return isRequired(statement.expression)
  return (
    statement.type === 'VariableDeclaration' && statement.declarations.some(({ init }) => isRequired(init))
  )
}

function isRequired(outer: TSESTree.Expression | null): boolean {
  let node = outer
  while (node?.type === 'MemberExpression' || node?.type === 'CallExpression') {
    if (node.type === 'MemberExpression') node = node.object
    else if (node.callee.type === 'Identifier') return node.callee.name === 'require'
    else node = node.callee
  }
  return false
}

/** Whether a statement may run code of the file; declarations of functions and plain values do not. */
function isExecuted(statement: TSESTree.ProgramStatement): boolean {
  if (statement.type === 'FunctionDeclaration' || isDirective(statement)) return false
  if (statement.type !== 'VariableDeclaration') return !statement.type.startsWith('TS')
  return statement.declarations.some(({ init }) => init !== null && !isPlain(init))
}

function isPlain(node: TSESTree.Expression): boolean {
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true
    case 'MemberExpression':
      return !node.computed && isPlain(node.object)
    case 'LogicalExpression':
    case 'BinaryExpression':
      return node.left.type !== 'PrivateIdentifier' && isPlain(node.left) && isPlain(node.right)
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return isPlain(node.expression)
    default:
      return false
  }
}

function isDirective(statement: TSESTree.ProgramStatement): boolean {
  return statement.type === 'ExpressionStatement' && typeof statement.directive === 'string'
}

/** The end of a statement, with the comments behind it on the same line. */
function endOfLine(statement: TSESTree.Node, sourceCode: SourceCode): number {
  const { ast, text } = sourceCode
  let end = endOf(statement, sourceCode)
  for (const comment of ast.comments) {
    if (comment.range[0] < end) continue
    const between = text.slice(end, comment.range[0])
    const isOnLine = between.trim() === '' && !between.includes('\n')
    if (!isOnLine || comment.loc.start.line !== comment.loc.end.line) break
    end = comment.range[1]
  }
  return end
}

/** Comments that say something of the whole file to a person or a tool, wherever the first statement is. */
const aboutTheFile =
  /^[\s*!]*(?:@(?:ts-|jest|vitest|flow|jsx|file|license|preserve|copyright|module|packageDocumentation|format|prettier|providesModule|generated|noflow)|eslint|globals?\b|exported\b|prettier-|istanbul|c8|v8|webpack|jshint|jslint|tslint|biome|deno-|copyright|licen[cs]e|SPDX|\(c\)|©)/i

/** After a shebang and the comments about the file; a comment right above the first statement belongs to that. */
function firstPlace({ ast, text }: SourceCode): ImportPlace {
  const start = ast.body[0]?.range[0] ?? text.length
  const leading = ast.comments.filter((comment) => comment.range[1] <= start)
  let place: ImportPlace = { position: leading[0]?.range[0] ?? start, isAfter: false }
  for (const [index, comment] of leading.entries()) {
    const next = leading[index + 1]?.range[0] ?? start
    const gap = text.slice(comment.range[1], next)
    const isShebang = comment.range[0] === 0 && text.startsWith('#!')
    const isLicence = comment.type === 'Block' && comment.value.startsWith('!')
    if (isShebang || isLicence || aboutTheFile.test(comment.value) || /\n\s*\n/.test(gap)) {
      place = { position: comment.range[1], isAfter: true }
    }
  }
  return place
}
