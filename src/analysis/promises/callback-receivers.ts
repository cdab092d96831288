// What happens to the value that a callback gives back: is it dropped, collected in a list, or part of another promise?
import type { TSESTree } from '@typescript-eslint/utils'

import { readType } from '../../ast/declared-type.ts'
import { globalObjects, isReact } from '../../ast/known-functions.ts'
import type { Source } from '../../ast/source.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isClass } from '../../ast/source-file.ts'
import { propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'

type CallNode = TSESTree.CallExpression | TSESTree.NewExpression

/**
 * | kind    | the callback's result …                                        |
 * |---------|----------------------------------------------------------------|
 * | dropped | is looked at by nobody: `forEach`, timers, events, effects     |
 * | list    | is an element of what the call gives back: `map`               |
 * | promise | decides how the promise ends that the call gives back: `then`  |
 */
export type ResultReceiver =
  { readonly kind: 'dropped' } | { readonly kind: 'list' | 'promise'; readonly node: CallNode }

const dropped: ResultReceiver = { kind: 'dropped' }

/** What takes the result of a function that is written where it is used; `null` when that is not known. */
export function receiverOfResult(fn: FunctionNode, tracer: Tracer): ResultReceiver | null {
  const node = wrapperOf(fn)
  const { parent } = node
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression': {
      if (parent.callee === node) return { kind: 'promise', node: parent }
      const index = parent.arguments.indexOf(node as TSESTree.CallExpressionArgument)
      return receiverAt(parent, index, tracer)
    }
    case 'AssignmentExpression':
      return isEventProperty(parent.left) ? dropped : null
    case 'JSXExpressionContainer':
      return isHostEvent(parent.parent) ? dropped : null
    default:
      return null
  }
}

/** What a call does with the results of the function that it is handed as an argument; `null` when that is not known. */
export function receiverAt(call: CallNode, index: number, tracer: Tracer): ResultReceiver | null {
  if (call.type === 'NewExpression') return isGlobalNamed(call.callee, 'Promise', tracer) ? dropped : null
  const callee = unwrap(call.callee)
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : null
  if (callee.type === 'MemberExpression' && method !== null) {
    const receiver = receiverOfMethod(call, method, index)
    if (receiver) return receiver
    if (method === 'addEventListener' && index === 1) return dropped
    if (emitterMethods.has(method) && index === 1 && isEmitter(call, tracer)) return dropped
  }
  return isDroppedBy(call.callee, index, tracer) ? dropped : receiverInLodash(call, index, tracer)
}

function receiverOfMethod(
  call: TSESTree.CallExpression,
  method: string,
  index: number,
): ResultReceiver | null {
  const isHandler = method === 'then' ? index < 2 : index === 0
  if (!isHandler) return null
  switch (method) {
    case 'forEach':
      return dropped
    case 'map':
    case 'flatMap':
      return { kind: 'list', node: call }
    case 'then':
    case 'catch':
    case 'finally':
    case 'reduce':
    case 'reduceRight':
      return { kind: 'promise', node: call }
    default:
      return null
  }
}

const timers = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
])
const effects = ['useEffect', 'useLayoutEffect', 'useInsertionEffect']

function isDroppedBy(callee: TSESTree.Node, index: number, tracer: Tracer): boolean {
  if (index !== 0) return false
  return tracer.sourcesOf(callee).some((source) => {
    if (effects.some((name) => isReact(source, name))) return true
    if (source.kind === 'import')
      return /^(?:node:)?timers$/.test(source.module) && timers.has(lastOf(source))
    if (source.kind !== 'global') return false
    const names = [source.name, ...source.path]
    if (names.join('.') === 'process.nextTick') return true
    return timers.has((globalObjects.has(source.name) ? names[1] : names[0]) ?? '')
  })
}

const lodash = /^(?:lodash(?:-es|\.foreach|\.each|\.map)?|lodash(?:-es)?\/(?:forEach|each|map)|underscore)$/

/** `_.forEach(list, fn)`, `_.map(list, fn)`, `Array.from(list, fn)` */
function receiverInLodash(
  call: TSESTree.CallExpression,
  index: number,
  tracer: Tracer,
): ResultReceiver | null {
  if (index !== 1) return null
  for (const source of tracer.sourcesOf(call.callee)) {
    if (source.kind === 'global' && source.name === 'Array' && source.path.join('.') === 'from')
      return { kind: 'list', node: call }
    if (source.kind !== 'import' || !lodash.test(source.module)) continue
    const name = [source.module, ...source.path].join('/')
    if (/(?:forEach|foreach|each)(?:\/default)?$/.test(name)) return dropped
    if (/(?:map|flatMap)(?:\/default)?$/.test(name)) return { kind: 'list', node: call }
  }
  return null
}

const emitterMethods = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'off'])

/** Events of Node's own streams, servers and processes, whoever emits them. */
const streamEvents = new Set(['close', 'data', 'drain', 'end', 'error', 'exit', 'finish', 'readable'])

/** Other objects with `on` may well wait for what their handlers give back. */
function isEmitter(call: TSESTree.CallExpression, tracer: Tracer): boolean {
  const [event] = call.arguments
  const name = event ? staticStringOf(event) : null
  if (name !== null && streamEvents.has(name)) return true
  return tracer.sourcesOf(call.callee).some((source) => isEmitterSource(source, tracer))
}

function isEmitterSource(source: Source, tracer: Tracer): boolean {
  if (source.path.length > 1 && source.kind !== 'declared') return false
  switch (source.kind) {
    case 'global':
      return source.name === 'process'
    case 'new':
      return isEmitterClass(source.node.callee, tracer)
    case 'instance':
      return isClass(source.node) && isEmitterClass(source.node.superClass, tracer)
    case 'declared': {
      const shape = readType(source.type)
      return shape.kind === 'named' && isEvents(shape.module) && source.path.length === 1
    }
    default:
      return false
  }
}

function isEmitterClass(node: TSESTree.Node | null, tracer: Tracer): boolean {
  if (!node) return false
  return tracer
    .sourcesOf(node)
    .some(
      (source) =>
        (source.kind === 'import' && isEvents(source.module)) ||
        (source.kind === 'class' && isEmitterClass(source.node.superClass, tracer)),
    )
}

function isEvents(module: string | null): boolean {
  return module === 'events' || module === 'node:events' || module === 'eventemitter3'
}

function isGlobalNamed(node: TSESTree.Node, name: string, tracer: Tracer): boolean {
  return tracer
    .sourcesOf(node)
    .some((source) => source.kind === 'global' && source.name === name && source.path.length === 0)
}

function lastOf({ path }: Source): string {
  return path.at(-1) ?? ''
}

/** `socket.onmessage = (event) => …` */
function isEventProperty(left: TSESTree.Node): boolean {
  return left.type === 'MemberExpression' && /^on[a-z]+$/.test(propertyName(left) ?? '')
}

/** `<button onClick={() => …}>`; a component of the project may do something with the result. */
function isHostEvent(attribute: TSESTree.Node | undefined): boolean {
  if (attribute?.type !== 'JSXAttribute' || attribute.name.type !== 'JSXIdentifier') return false
  const { name } = attribute.parent
  const isHost = name.type === 'JSXIdentifier' && /^[a-z]/.test(name.name)
  return isHost && /^on[A-Z]/.test(attribute.name.name)
}
