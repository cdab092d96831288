// What does a callback get, and what does it give back?
import type { TSESTree } from '@typescript-eslint/utils'
import { argumentSources, substituted } from './given.ts'
import { elementCallbacks } from './known-functions.ts'
import type { Path, Source } from './source.ts'
import type { FunctionNode } from './source-file.ts'
import { propertyName } from './static-value.ts'
import { membersOf } from './trace-member.ts'
import type { Tracer } from './tracer.ts'
import { unwrap, wrapperOf } from './unwrap.ts'

/** Where an inline callback's parameter gets its value: an expression, and what is read from it. */
export interface CallbackReceiver {
  readonly node: TSESTree.Node
  readonly path: readonly string[]
}

/** What a callback of an array or promise method receives: an element, or the settled value. */
export function callbackReceiver(fn: FunctionNode, index: number): CallbackReceiver | null {
  const call = wrapperOf(fn).parent
  if (call?.type !== 'CallExpression' || !call.arguments[0] || unwrap(call.arguments[0]) !== fn) return null
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return null
  const method = propertyName(callee) ?? ''
  if (method === 'then' && index === 0) return { node: callee.object, path: [] }
  return elementCallbacks.get(method) === index ? { node: callee.object, path: ['*'] } : null
}

/** The sources of an inline callback's parameter; `null` when whoever calls it is not known. */
export function receiverOfCallback(
  fn: FunctionNode,
  index: number,
  path: Path,
  tracer: Tracer,
): readonly Source[] | null {
  const receiver = callbackReceiver(fn, index)
  if (receiver) return tracer.membersAt(receiver.node, [...receiver.path, ...path])
  return handedByOwnFunction(fn, index, path, tracer)
}

/** `withClient((client) => …)`: what the project's own `withClient` calls its parameter with. */
function handedByOwnFunction(
  fn: FunctionNode,
  index: number,
  path: Path,
  tracer: Tracer,
): readonly Source[] | null {
  const argument = wrapperOf(fn)
  const call = argument.parent
  if (call?.type !== 'CallExpression') return null
  const position = call.arguments.indexOf(argument as TSESTree.CallExpressionArgument)
  if (position === -1) return null
  const found: Source[] = []
  for (const callee of tracer.sourcesOf(call.callee)) {
    const isKnown = callee.kind === 'function' && callee.path.length === 0
    const calls = isKnown ? callsOfParameter(callee.node, position, tracer) : []
    if (!isKnown || calls.length === 0) return null
    for (const inner of calls) {
      const handed = argumentSources({ function: fn, call: inner }, index, path, tracer)
      if (handed === null) return null
      found.push(...substituted(handed, { function: callee.node, call }, tracer))
    }
  }
  return found
}

/** The calls of a function's parameter inside the function. */
export function callsOfParameter(
  fn: FunctionNode,
  position: number,
  tracer: Tracer,
): readonly TSESTree.CallExpression[] {
  const parameter = fn.params[position]
  const name = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter
  const variable = name?.type === 'Identifier' ? tracer.variableAt(name) : null
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const { parent } = wrapperOf(identifier)
    return parent?.type === 'CallExpression' && unwrap(parent.callee) === identifier ? [parent] : []
  })
}

/** What the callback handed to a call gives back; `null` when it is no function of the project. */
export function callbackResult(
  callback: TSESTree.Node,
  receiver: readonly Source[] | null,
  tracer: Tracer,
): readonly Source[] | null {
  const sources = tracer.sourcesOf(callback)
  const functions = sources.flatMap((source) =>
    source.kind === 'function' && source.path.length === 0 ? [source.node] : [],
  )
  if (functions.length === 0 && sources.length > 0) return null
  return functions.flatMap((fn) => {
    const results = tracer.resultOf(fn, null)
    return receiver ? results.flatMap((result) => received(result, fn, receiver, tracer)) : results
  })
}

/** A callback that is named elsewhere does not show on its parameter what it receives. */
function received(
  source: Source,
  fn: FunctionNode,
  receiver: readonly Source[],
  tracer: Tracer,
): readonly Source[] {
  const isFirst = source.kind === 'parameter' && source.function === fn && source.index === 0
  return isFirst && source.path[0] !== '...' ? membersOf(receiver, source.path, tracer) : [source]
}
