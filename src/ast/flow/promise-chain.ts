// Which functions has a promise chain surely run? `a().then(f).then(g)` runs f, then g, once the promise before is kept.
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../source-file.ts'
import { isFunction } from '../source-file.ts'
import { unwrap, wrapperOf } from '../unwrap.ts'

interface Link {
  /** `then`, `catch` or `finally` */
  readonly method: string
  /** The promise it is called on. */
  readonly promise: TSESTree.Node
  readonly call: TSESTree.CallExpression
}

/** The functions that have run to their end when this promise is kept; rejected ones are not considered. */
export function callbacksRunBy(promise: TSESTree.Node): FunctionNode[] {
  const callbacks: FunctionNode[] = []
  for (let link = linkAt(promise); link; link = linkAt(link.promise)) {
    // After a handler of rejections it is not known what was done before.
    if (link.method === 'catch' || link.call.arguments.length > 1) break
    callbacks.push(...callbackOf(link))
  }
  return callbacks
}

/** The function that a `.then(f)` or `.finally(f)` runs once its promise is kept. */
export function callbackAt(node: TSESTree.Node): FunctionNode[] {
  const link = node.type === 'CallExpression' ? linkAt(node) : null
  return link ? callbackOf(link) : []
}

/** The promise that has been kept when this function runs, which is the first argument of `then`; or `null`. */
export function promiseBefore(fn: TSESTree.Node): TSESTree.Node | null {
  const call = chainCallOf(fn)
  const link = call && linkAt(call)
  return link?.method === 'then' && call && callbackAt(call).some((one) => one === fn) ? link.promise : null
}

/** What follows in the chain to which this function is handed. */
export interface RestOfChain {
  readonly calls: readonly TSESTree.CallExpression[]
  /** The outermost node that stands for the whole chain. */
  readonly chain: TSESTree.Node
}

export function restOfChain(fn: TSESTree.Node): RestOfChain | null {
  let call = chainCallOf(fn)
  if (!call) return null
  const calls: TSESTree.CallExpression[] = []
  let chain = wrapperOf(call)
  while ((call = nextInChain(chain))) {
    calls.push(call)
    chain = wrapperOf(call)
  }
  return { calls, chain }
}

function chainCallOf(fn: TSESTree.Node): TSESTree.CallExpression | null {
  const argument = wrapperOf(fn)
  const call = argument.parent
  return call?.type === 'CallExpression' && call.callee !== argument && linkAt(call) ? call : null
}

function nextInChain(promise: TSESTree.Node): TSESTree.CallExpression | null {
  const member = promise.parent
  if (member?.type !== 'MemberExpression' || member.object !== promise) return null
  const callee = wrapperOf(member)
  const next = callee.parent
  return next?.type === 'CallExpression' && next.callee === callee && linkAt(next) ? next : null
}

function linkAt(promise: TSESTree.Node): Link | null {
  const call = unwrap(promise)
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : null
  if (call.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || callee.computed) return null
  const method = callee.property.type === 'Identifier' ? callee.property.name : ''
  return /^(?:then|catch|finally)$/.test(method) ? { method, promise: callee.object, call } : null
}

function callbackOf({ method, call }: Link): FunctionNode[] {
  const callback = call.arguments[0] && unwrap(call.arguments[0])
  return method !== 'catch' && callback && isFunction(callback) ? [callback] : []
}
