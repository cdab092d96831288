// What becomes of the promise that a call gives back: does anybody hear when it is rejected?
import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingTry, functionOf } from '../../ast/control-flow.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'
import { isNothing } from '../values/harmless-values.ts'
import { receiverOfResult } from './callback-receivers.ts'

/** A promise on its way outwards through the code. */
interface Journey {
  /** the expression that stands for the promise here: the call, a chain on it, `Promise.all([…])` around it */
  readonly promise: TSESTree.Node
  /** as `promise`, with the choices around it: `isNew ? first() : second()` */
  readonly expression: TSESTree.Node
  /** true when `expression` is a list of promises */
  readonly isList: boolean
  /** true when an async function around the promise awaits it */
  readonly isAwaited: boolean
  /** true when it is part of `Promise.all([…])` */
  readonly isCollected: boolean
}

/**
 * | kind    | the promise …                                                                     |
 * |---------|-----------------------------------------------------------------------------------|
 * | handled | is awaited, or has a handler for its rejection                                    |
 * | dropped | is looked at by nobody                                                            |
 * | given   | decides how the promise ends that a function gives back to whoever calls it       |
 * | kept    | is stored or handed on, to be seen to elsewhere                                   |
 */
export type PromiseFate =
  | { readonly kind: 'handled' | 'kept' }
  | (Journey & { readonly kind: 'dropped' })
  | { readonly kind: 'given'; readonly function: FunctionNode; readonly isAwaited: boolean }

const handled: PromiseFate = { kind: 'handled' }
const kept: PromiseFate = { kind: 'kept' }

/** What becomes of the promise, or with `isList` of the promises, that an expression gives. */
export function fateOf(node: TSESTree.Node, tracer: Tracer, isList = false): PromiseFate {
  const journey = { promise: node, expression: node, isList, isAwaited: false, isCollected: false }
  return new FateFinder(tracer).follow(journey)
}

/** Steps after which a promise is taken to be seen to. */
const mostSteps = 100

class FateFinder {
  readonly #tracer: Tracer
  readonly #seen = new Set<TSESTree.Node>()
  #steps = 0

  constructor(tracer: Tracer) {
    this.#tracer = tracer
  }

  follow(journey: Journey): PromiseFate {
    const node = wrapperOf(journey.expression)
    const { parent } = node
    if (!parent || ++this.#steps > mostSteps) return kept
    const outwards = () => this.follow({ ...journey, expression: parent })
    switch (parent.type) {
      case 'ExpressionStatement':
        return { ...journey, kind: 'dropped' }
      case 'AwaitExpression':
        return journey.isList ? { ...journey, kind: 'dropped' } : this.#awaited(parent, journey)
      case 'ReturnStatement':
        return this.#returned(functionOf(parent), journey)
      case 'ArrowFunctionExpression':
        return parent.body === node ? this.#returned(parent, journey) : kept
      case 'ConditionalExpression':
        return parent.test === node ? kept : outwards()
      case 'LogicalExpression':
        // `send() && next` gives back `next`.
        return parent.left === node && parent.operator === '&&' ? { ...journey, kind: 'dropped' } : outwards()
      case 'SequenceExpression':
        return parent.expressions.at(-1) === node ? outwards() : { ...journey, kind: 'dropped' }
      case 'UnaryExpression':
        return parent.operator === 'void' ? handled : kept
      case 'YieldExpression':
        return handled
      case 'MemberExpression':
        return parent.object === node ? this.#inChain(parent, journey) : kept
      case 'ArrayExpression':
        return this.follow({ ...journey, expression: parent, isList: true })
      case 'SpreadElement':
        return journey.isList && parent.parent.type === 'ArrayExpression' ? outwards() : kept
      case 'CallExpression':
        return this.#handedTo(parent, node, journey)
      case 'VariableDeclarator':
        return this.#inVariable(parent.id, journey)
      default:
        return kept
    }
  }

  /** The promise is now another expression. */
  #as(promise: TSESTree.Node, journey: Journey, change: Partial<Journey> = {}): PromiseFate {
    return this.follow({ ...journey, isList: false, promise, expression: promise, ...change })
  }

  #awaited(node: TSESTree.AwaitExpression, journey: Journey): PromiseFate {
    const fn = functionOf(node)
    if (!isFunction(fn) || isCaught(node)) return handled
    return this.#givenBy(fn, { ...journey, isAwaited: true })
  }

  #returned(fn: FunctionNode | TSESTree.Program, journey: Journey): PromiseFate {
    if (!isFunction(fn) || fn.generator) return handled
    return this.#givenBy(fn, journey)
  }

  #givenBy(fn: FunctionNode, journey: Journey): PromiseFate {
    const receiver = receiverOfResult(fn, this.#tracer)
    switch (receiver?.kind) {
      case 'dropped':
        return { ...journey, kind: 'dropped' }
      case 'promise':
        return journey.isList && !fn.async ? kept : this.#as(receiver.node, journey)
      case 'list':
        return this.follow({ ...journey, promise: receiver.node, expression: receiver.node, isList: true })
      case undefined:
        return { kind: 'given', function: fn, isAwaited: journey.isAwaited }
    }
  }

  /** `.then(…)`, `.catch(…)`, and what HTTP libraries chain on their requests. */
  #inChain(member: TSESTree.MemberExpression, journey: Journey): PromiseFate {
    const callee = wrapperOf(member)
    const call = callee.parent
    if (call?.type !== 'CallExpression' || call.callee !== callee) return kept
    const name = propertyName(member) ?? ''
    if (journey.isList) return listMethods.has(name) ? this.#as(call, journey, { isList: true }) : kept
    switch (name) {
      case 'then':
        return isHandler(call, 1) ? handled : this.#as(call, journey)
      case 'catch':
        return isHandler(call, 0) ? handled : this.#as(call, journey)
      case 'finally':
        return this.#as(call, journey)
      case 'end':
        return call.arguments.length > 0 ? handled : kept
      default:
        return requestMethods.has(name) ? this.#as(call, journey) : kept
    }
  }

  #handedTo(call: TSESTree.CallExpression, node: TSESTree.Node, journey: Journey): PromiseFate {
    const callee = unwrap(call.callee)
    if (callee.type !== 'MemberExpression') return kept
    const name = propertyName(callee) ?? ''
    if (name === 'push' && !journey.isList)
      return this.#inVariable(unwrap(callee.object), { ...journey, isList: true })
    if (call.arguments[0] !== node || !this.#isPromise(callee.object)) return kept
    if (name === 'resolve' && !journey.isList) return this.#as(call, journey)
    if (!journey.isList) return kept
    if (name === 'allSettled') return handled
    return combinators.has(name) ? this.#as(call, journey, { isCollected: true }) : kept
  }

  #isPromise(node: TSESTree.Node): boolean {
    return this.#tracer
      .sourcesOf(node)
      .some((source) =>
        source.kind === 'global'
          ? source.name === 'Promise' && source.path.length === 0
          : source.kind === 'import' && promiseLibraries.has(source.module),
      )
  }

  /** `const sent = send()`: what is done with `sent`. */
  #inVariable(name: TSESTree.Node, journey: Journey): PromiseFate {
    const variable = name.type === 'Identifier' ? this.#tracer.variableAt(name) : null
    if (!variable || this.#seen.has(variable.identifiers[0] ?? name)) return kept
    this.#seen.add(variable.identifiers[0] ?? name)
    const reads = variable.references.filter((reference) => reference.isRead())
    const fates = reads.map(({ identifier }) =>
      this.follow({ ...journey, promise: identifier, expression: identifier }),
    )
    return (
      fates.find(({ kind }) => kind === 'handled') ??
      fates.find(({ kind }) => kind === 'given') ??
      fates.find((fate) => fate.kind === 'dropped' && fate.isCollected) ??
      kept
    )
  }
}

const promiseLibraries = new Set(['bluebird', 'es6-promise', 'q', 'rsvp'])

/** Methods of lists that keep the promises. */
const listMethods = new Set(['concat', 'filter', 'flat', 'reverse', 'slice'])

const combinators = new Set(['all', 'race', 'any'])

/** What superagent, got and ky chain on a request; `end` of superagent takes the handler. */
const requestMethods = new Set([
  'accept',
  'arrayBuffer',
  'attach',
  'auth',
  'blob',
  'buffer',
  'field',
  'json',
  'ok',
  'query',
  'redirects',
  'responseType',
  'retry',
  'send',
  'set',
  'text',
  'timeout',
  'type',
])

/** Whether an argument can be a function; `undefined` and `null` leave a rejection as it is. */
function isHandler({ arguments: args }: TSESTree.CallExpression, index: number): boolean {
  if (args.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')) return true
  const argument = args[index]
  return argument !== undefined && !isNothing(unwrap(argument))
}

/** Whether what an `await` throws stays inside of its function. */
function isCaught(node: TSESTree.Node): boolean {
  for (let found = enclosingTry(node); found; found = enclosingTry(found.block)) {
    if (!found.ways.throws && found.handlerAnswers !== 'rethrows') return true
  }
  return false
}
