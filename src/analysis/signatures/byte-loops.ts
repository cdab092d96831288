// Is a signature compared byte by byte, in a loop that ends at the first difference?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { Origin } from './signature-origin.ts'

/** Whether a node compares a byte of a digest with something else where a difference ends the loop. */
export function isByteLoop(node: TSESTree.Node, left: readonly Origin[], right: readonly Origin[]): boolean {
  const isByte = ({ kind, shape }: Origin): boolean => kind === 'digest' && shape === 'byte'
  const digests = [left.some(isByte), right.some(isByte)]
  return digests.includes(true) && !(left.every(isByte) && right.every(isByte)) && endsLoop(node)
}

/** Syntax that hands the answer of a comparison on. */
const passing = new Set(['LogicalExpression', 'UnaryExpression', 'ReturnStatement', 'BlockStatement'])

/** `if (a[i] !== b[i]) return false` in a loop, or the callback of `every` and `some`. */
function endsLoop(node: TSESTree.Node): boolean {
  let child = node
  for (let current = node.parent; current; child = current, current = current.parent) {
    if (isFunction(current)) return isEveryCallback(current)
    if (current.type === 'IfStatement') {
      return current.test === child && isLeaving(current.consequent) && isInLoop(current)
    }
    if (!passing.has(current.type)) return false
  }
  return false
}

function isEveryCallback(fn: FunctionNode): boolean {
  const call = fn.parent
  if (call.type !== 'CallExpression' || call.arguments[0] !== fn) return false
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return false
  return ['every', 'some'].includes(propertyName(callee) ?? '')
}

function isLeaving(statement: TSESTree.Statement): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  return (
    last?.type === 'ReturnStatement' || last?.type === 'BreakStatement' || last?.type === 'ThrowStatement'
  )
}

function isInLoop(node: TSESTree.Node): boolean {
  for (let current = node.parent; current && !isFunction(current); current = current.parent) {
    if (/^(?:For|While|DoWhile)/.test(current.type)) return true
  }
  return false
}
