// Was a value filled up to the length of another one?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName, lastNameOf } from '../../ast/static-value.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { isFunction } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { madeFrom, valuesOf } from './related-values.ts'

/**
 * Whether zeros, or any other filling, make a value as long as it is. Two signatures that differ in their filling alone
 * become equal, and a longer one still throws.
 */
export function isPadded(node: TSESTree.Node, tracer: Tracer): boolean {
  const values = [...madeFrom(node, tracer)].flatMap((variable) => valuesOf(variable))
  return [node, ...values].some((value) => {
    for (const inner of runTimeNodesIn(value, (one) => !isFunction(one))) if (fills(inner)) return true
    return false
  })
}

function fills(node: TSESTree.Node): boolean {
  if (node.type === 'NewExpression') {
    const [size] = node.arguments
    // `new Uint8Array(Math.max(a.length, b.length))`
    return calledName(node) === 'Uint8Array' && size !== undefined && isSize(size)
  }
  if (node.type !== 'CallExpression') return false
  const name = calledName(node)
  if (name === 'alloc' || name === 'allocUnsafe') return true
  const [length] = node.arguments
  // `byte.toString(16).padStart(2, '0')` writes a byte.
  const isByte = length?.type === 'Literal' && typeof length.value === 'number' && length.value < 8
  return (name === 'padEnd' || name === 'padStart') && length !== undefined && !isByte
}

function isSize(node: TSESTree.Node): boolean {
  for (const inner of runTimeNodesIn(node)) {
    if (inner.type === 'CallExpression' && /^(?:max|min)$/.test(calledName(inner))) return true
  }
  if (node.type === 'Literal') return typeof node.value === 'number'
  return node.type === 'MemberExpression' && /length$/i.test(lastNameOf(node) ?? '')
}

/** What fills a buffer that was made empty: `received` of `received.copy(padded)` and of `padded.set(received)`. */
export function fillingOf(node: TSESTree.Node, tracer: Tracer): TSESTree.Node {
  const inner = unwrap(node)
  const variable = inner.type === 'Identifier' ? tracer.variableAt(inner) : null
  for (const { identifier } of variable?.references ?? []) {
    const { parent } = identifier
    if (parent.type === 'CallExpression' && calledName(parent) === 'copy') {
      const copied = unwrap(parent.callee)
      if (copied.type === 'MemberExpression') return copied.object
    }
    const call = parent.parent
    if (parent.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== parent)
      continue
    const [written] = call.arguments
    if (written && /^(?:write|set|fill)$/.test(lastNameOf(parent) ?? '')) return written
  }
  return node
}
