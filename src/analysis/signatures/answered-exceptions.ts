// When this call throws, does the code answer that the signature is invalid, or does the exception escape?
import type { TSESTree } from '@typescript-eslint/utils'

import type { EnclosingTry, FlowOptions } from '../../ast/control-flow.ts'
import { enclosingTry } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { elementCallbacks } from '../../ast/known-functions.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'

/**
 * Whether a `try` or a `.catch()` around the node, in its function, answers what it throws. Of a promise (`isPromise`)
 * only what awaits it throws.
 */
export function isExceptionAnswered(node: TSESTree.Node, options: FlowOptions, isPromise: boolean): boolean {
  for (let inside: TSESTree.Node | null = node; inside; inside = callAround(inside)) {
    if (inside === node && isPromise && !isAwaited(node)) {
      if (isCaughtInChain(node)) return true
      continue
    }
    for (let found = enclosingTry(inside, options); found; found = enclosingTry(found.block, options)) {
      if (answers(found)) return true
    }
    if (isCaughtInChain(inside)) return true
  }
  return false
}

function isAwaited(node: TSESTree.Node): boolean {
  return wrapperOf(node).parent?.type === 'AwaitExpression'
}

/** The function whose callers get what the node throws; callbacks of `some` and the like hand it on. */
export function throwingFunctionOf(node: TSESTree.Node): FunctionNode | null {
  for (let inside = node; ;) {
    const fn = functionAround(inside)
    const call = fn && callOfCallback(fn)
    if (!call) return fn
    inside = call
  }
}

function functionAround(node: TSESTree.Node): FunctionNode | null {
  for (let outer = node.parent; outer; outer = outer.parent) if (isFunction(outer)) return outer
  return null
}

/** The call that runs the callback in which a node stands. */
function callAround(node: TSESTree.Node): TSESTree.CallExpression | null {
  const fn = functionAround(node)
  return fn && callOfCallback(fn)
}

/** `signatures.some((candidate) => …)`, `promise.then((body) => …)` */
function callOfCallback(fn: FunctionNode): TSESTree.CallExpression | null {
  const call = fn.parent
  if (call.type !== 'CallExpression' || !call.arguments.includes(fn as TSESTree.Expression)) return null
  const callee = unwrap(call.callee)
  const name = callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : ''
  return elementCallbacks.has(name) || name === 'then' ? call : null
}

/** A handler that lets the caught error go on answers nothing, and neither does one that calls the signature valid. */
function answers({ handler, ways, returned }: EnclosingTry): boolean {
  if (returned.length > 0 && returned.every((value) => value.type === 'Literal' && value.value === true))
    return false
  if (ways.returns || ways.continues) return true
  return handler !== null && throwsAnother(handler)
}

/** `throw new UnauthorizedException()` */
function throwsAnother({ body, param }: TSESTree.CatchClause): boolean {
  const caught = param?.type === 'Identifier' ? param.name : null
  for (const node of runTimeNodesIn(body, (inner) => !isFunction(inner))) {
    if (node.type !== 'ThrowStatement') continue
    const thrown = unwrap(node.argument)
    if (!(thrown.type === 'Identifier' && thrown.name === caught)) return true
  }
  return false
}

/** `verify(request).catch(() => false)`, `verify(request).then(handle, refuse)` */
function isCaughtInChain(node: TSESTree.Node): boolean {
  for (let promise = wrapperOf(node); ;) {
    const member = promise.parent
    if (member?.type !== 'MemberExpression' || member.object !== promise) return false
    const call = wrapperOf(member).parent
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== member) return false
    const name = propertyName(member)
    if (name === 'catch' || (name === 'then' && call.arguments.length > 1)) return call.arguments.length > 0
    if (name !== 'then' && name !== 'finally') return false
    promise = wrapperOf(call)
  }
}
