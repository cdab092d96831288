// Which code runs as one piece with this node: which function, program or field initialiser?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../source-file.ts'
import { isFunction } from '../source-file.ts'

/** Code that runs from its start when something calls, loads or constructs it. */
export type CodeRoot = FunctionNode | TSESTree.Program | FieldInitialiser

type FieldInitialiser = TSESTree.PropertyDefinition | TSESTree.AccessorProperty

/** The nearest function around a node, or the program; a function stands inside the next outer one. */
export function functionOf(node: TSESTree.Node): FunctionNode | TSESTree.Program {
  let current: TSESTree.Node = node
  while (current.parent) {
    current = current.parent
    if (isFunction(current)) return current
  }
  return current
}

/** As `functionOf`, but functions that run in place belong to the code around them; `null` in a broken tree. */
export function rootOf(node: TSESTree.Node): CodeRoot | null {
  let inner = node
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (isFunction(outer) && !runsInPlace(outer)) return outer
    if (isField(outer) && outer.value === inner && !outer.static) return outer
  }
  return inner.type === 'Program' ? inner : null
}

/** Is this function called right where it is written, and finished before the code after the call goes on? */
export function runsInPlace(fn: FunctionNode): boolean {
  let callee = wrapped(fn)
  const parent = callee.parent
  if (parent?.type === 'MemberExpression' && parent.object === callee) callee = wrapped(parent)
  const call = callee.parent
  return call?.type === 'CallExpression' && call.callee === callee && calledInPlace(call) === fn
}

/** The function that this call runs in place: `(() => …)()`, `(function () {…}).call(this)`, `await (async …)()`. */
export function calledInPlace(call: TSESTree.CallExpression): FunctionNode | null {
  let callee = unwrapped(call.callee)
  if (callee.type === 'MemberExpression') {
    const { property } = callee
    if (callee.computed || property.type !== 'Identifier' || !/^(?:call|apply)$/.test(property.name))
      return null
    callee = unwrapped(callee.object)
  }
  if (!isFunction(callee) || callee.generator) return null
  return !callee.async || wrapped(call).parent?.type === 'AwaitExpression' ? callee : null
}

function wrapped(node: TSESTree.Node): TSESTree.Node {
  let current = node
  while (current.parent && isWrapper(current.parent)) current = current.parent
  return current
}

function unwrapped(node: TSESTree.Node): TSESTree.Node {
  let current = node
  while (isWrapper(current)) current = current.expression
  return current
}

function isWrapper(node: TSESTree.Node): node is Extract<TSESTree.Node, { expression: TSESTree.Expression }> {
  switch (node.type) {
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return true
    default:
      return false
  }
}

function isField(node: TSESTree.Node): node is FieldInitialiser {
  return node.type === 'PropertyDefinition' || node.type === 'AccessorProperty'
}
