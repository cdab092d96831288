// What does a call give back, when the code shows the function that runs?
import type { TSESTree } from '@typescript-eslint/utils'
import { jsdocTagsOf } from './jsdoc.ts'
import { elementCallbacks, returnsItsArgument, returnsItsCallbacksResult } from './known-functions.ts'
import type { Source } from './source.ts'
import type { FunctionNode } from './source-file.ts'
import { propertyName, staticStringOf } from './static-value.ts'
import { membersOf } from './trace-member.ts'
import { argumentSources } from './trace-variable.ts'
import type { Tracer } from './tracer.ts'
import { unwrap } from './unwrap.ts'

/** The sources of a call: the module of a `require`, what the function returns, else the call itself. */
export function traceCall(node: TSESTree.CallExpression, tracer: Tracer): readonly Source[] {
  const callee = unwrap(node.callee)
  const special = callee.type === 'MemberExpression' ? traceMethodCall(node, callee, tracer) : null
  if (special) return special
  const opaque: Source = { kind: 'call', node, path: [] }
  let isOpaque = false
  const results: Source[] = []
  for (const source of tracer.sourcesOf(callee)) {
    const result = resultOfCallee(source, node, tracer)
    if (result) results.push(...result)
    else if (source.kind !== 'declared') isOpaque = true
  }
  return isOpaque || results.length === 0 ? [opaque, ...results] : results
}

/** `null` when nothing is known about what this callee gives back. */
function resultOfCallee(
  source: Source,
  node: TSESTree.CallExpression,
  tracer: Tracer,
): readonly Source[] | null {
  const [first] = node.arguments
  if (source.kind === 'function' && source.path.length === 0) return tracer.resultOf(source.node, node)
  if (isRequire(source)) {
    const module = first ? staticStringOf(first) : null
    return module === null
      ? null
      : tracer.followed({ kind: 'import', node, module, isTypeOnly: false, path: [] })
  }
  if (!first || first.type === 'SpreadElement') return null
  if (returnsItsArgument(source)) return tracer.sourcesOf(first)
  if (returnsItsCallbacksResult(source)) return callbackResult(first, tracer)
  return null
}

/** The global `require`, or one made by `createRequire`. */
function isRequire(source: Source): boolean {
  if (source.kind === 'global') return source.name === 'require' && source.path.length === 0
  if (source.kind !== 'call') return false
  const callee = unwrap(source.node.callee)
  return callee.type === 'Identifier' && callee.name === 'createRequire'
}

/** Methods of every function, promise and array. */
function traceMethodCall(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  tracer: Tracer,
): readonly Source[] | null {
  const [first] = node.arguments
  switch (propertyName(callee)) {
    case 'bind':
      return tracer.sourcesOf(callee.object)
    case 'finally':
      return tracer.sourcesOf(callee.object)
    case 'then':
      return first ? callbackResult(first, tracer) : null
    case 'catch':
      return first ? [...tracer.sourcesOf(callee.object), ...(callbackResult(first, tracer) ?? [])] : null
    default:
      return null
  }
}

function callbackResult(callback: TSESTree.Node, tracer: Tracer): readonly Source[] | null {
  const functions = tracer.functionsAt(callback)
  return functions.length > 0 ? functions.flatMap((fn) => tracer.resultOf(fn, null)) : null
}

/** What a function returns; with a call, its parameters are replaced by the call's arguments. */
export function traceFunctionResult(
  fn: FunctionNode,
  call: TSESTree.CallExpression | null,
  tracer: Tracer,
): readonly Source[] {
  if (fn.generator) return [{ kind: 'unknown', node: fn, path: [] }]
  const returned = tracer.returnsOf(fn)
  const sources = returned.flatMap((expression) => tracer.sourcesOf(expression))
  const given = call ? sources.flatMap((source) => substituted(source, fn, call, tracer)) : sources
  const declared = declaredResult(fn, tracer)
  if (returned.length > 0 || declared.length > 0) return [...declared, ...given]
  return [{ kind: 'literal', node: fn, value: undefined, path: [] }]
}

function substituted(
  source: Source,
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  tracer: Tracer,
): readonly Source[] {
  if (source.kind !== 'parameter' || source.function !== fn) return [source]
  return argumentSources(call, source.index, source.path, tracer) ?? [source]
}

function declaredResult(fn: FunctionNode, tracer: Tracer): readonly Source[] {
  const index = tracer.indexOf(fn)
  const annotation = fn.returnType?.typeAnnotation
  if (annotation && annotation.type !== 'TSTypePredicate') {
    return [{ kind: 'declared', node: fn, path: [], type: { syntax: annotation, index } }]
  }
  const tag = jsdocTagsOf(fn, index.file).find(({ tag }) => tag === 'returns' || tag === 'return')
  return tag ? [{ kind: 'declared', node: fn, path: [], type: { jsdoc: tag.type, index } }] : []
}

/** Where an inline callback's parameter gets its value: an expression, and what is read from it. */
export interface CallbackReceiver {
  readonly node: TSESTree.Node
  readonly path: readonly string[]
}

/** What a callback of an array or promise method receives: an element, or the settled value. */
export function callbackReceiver(fn: FunctionNode, index: number): CallbackReceiver | null {
  const call = fn.parent
  if (call.type !== 'CallExpression' || call.arguments[0] !== fn) return null
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return null
  const method = propertyName(callee) ?? ''
  if (method === 'then' && index === 0) return { node: callee.object, path: [] }
  return elementCallbacks.get(method) === index ? { node: callee.object, path: ['*'] } : null
}

/** The sources of an inline callback's parameter. */
export function receiverOfCallback(
  fn: FunctionNode,
  index: number,
  tracer: Tracer,
): readonly Source[] | null {
  const receiver = callbackReceiver(fn, index)
  return receiver && membersOf(tracer.sourcesOf(receiver.node), receiver.path, tracer)
}
