// Is the timestamp of a webhook compared with the clock, so that a recorded one cannot be sent again later?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { functionNameOf } from '../../ast/function-name.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { initialValueOf } from '../../ast/initial-value.ts'
import { isFunction } from '../../ast/source-file.ts'
import { calledName, propertyName } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { saysFreshness, saysNow, saysTimestamp } from '../../vocabulary/webhook-names.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'
import { isLogging, onlyLogs } from './outcomes.ts'

const deepest = 4
/** Methods of dates that compare: `isBefore(sent, limit)`, `differenceInSeconds(now, sent)`, `sent.isAfter(limit)`. */
const comparingCall = /^(?:is(?:Before|After|Past|Future)|difference\w*|diff|compareAsc|compareDesc)$/

/** What the operands of a comparison are made of. */
interface Ingredients {
  clock: boolean
  timestamp: boolean
}

/** Whether the code that makes a decision at a node, or code that it calls, compares the timestamp with the clock. */
export function isFreshnessCheckedAround(node: TSESTree.Node, origins: SignatureOrigins): boolean {
  return new FreshnessFinder(origins).isAround(node, 0)
}

class FreshnessFinder {
  readonly #origins: SignatureOrigins
  readonly #seen = new Set<TSESTree.Node>()

  constructor(origins: SignatureOrigins) {
    this.#origins = origins
  }

  isAround(node: TSESTree.Node, depth: number): boolean {
    const code = decisionAround(node)
    if (this.isIn(code, depth)) return true
    if (!isFunction(code) || depth > deepest) return false
    const calls = this.#origins.callersOf(code)
    return calls.length > 0 && calls.every((call) => this.isAround(call, depth + 1))
  }

  isIn(code: TSESTree.Node, depth: number): boolean {
    if (this.#seen.has(code) || depth > deepest) return false
    this.#seen.add(code)
    for (const node of runTimeNodesIn(code, (inner) => !isFunction(inner) || isInlineCallback(inner))) {
      if (this.#isCheck(node, depth)) return true
    }
    return false
  }

  #isCheck(node: TSESTree.Node, depth: number): boolean {
    if (node.type === 'BinaryExpression' && /^[<>]=?$/.test(node.operator)) {
      return this.#comparesTime(node, []) && decides(node)
    }
    if (node.type !== 'CallExpression' || isLogging(node)) return false
    if (comparingCall.test(calledName(node)) && this.#comparesTime(node, [])) return decides(node)
    const functions = this.#origins.tracer.functionsAt(node.callee)
    if (functions.length > 0) return functions.some((fn) => this.#isHelper(fn, node, depth))
    return saysFreshness(calledName(node)) && decides(node)
  }

  /** A function that compares what it is given with the clock, or that has a check in it. */
  #isHelper(fn: FunctionNode, call: TSESTree.CallExpression, depth: number): boolean {
    if (!decides(call)) return false
    if (this.isIn(fn.body, depth + 1)) return true
    const isGivenTime =
      saysFreshness(functionNameOf(fn) ?? '') ||
      call.arguments.some((argument) => this.#ingredientsOf(argument, 0).timestamp)
    if (!isGivenTime) return false
    const parameters = fn.params.flatMap((parameter) =>
      parameter.type === 'Identifier' ? [parameter.name] : [],
    )
    return [...runTimeNodesIn(fn.body)].some(
      (node) =>
        node.type === 'BinaryExpression' &&
        /^[<>]=?$/.test(node.operator) &&
        this.#comparesTime(node, parameters),
    )
  }

  /** Whether a comparison has the clock and the timestamp in it; the names of `given` stand for a timestamp. */
  #comparesTime(node: TSESTree.Node, given: readonly string[]): boolean {
    const { clock, timestamp } = this.#ingredientsOf(node, 0, given)
    return clock && timestamp
  }

  #ingredientsOf(code: TSESTree.Node, depth: number, given: readonly string[] = []): Ingredients {
    const found: Ingredients = { clock: false, timestamp: false }
    for (const node of runTimeNodesIn(code)) {
      const name = nameAt(node)
      if (isClock(node) || saysNow(name)) found.clock = true
      else if (saysTimestamp(name) || given.includes(name)) found.timestamp = true
      const value = depth > deepest + 2 ? null : initialValueOf(node, this.#origins.tracer)
      const inner = value && !isFunction(value) ? this.#ingredientsOf(value, depth + 1, given) : null
      found.clock ||= inner?.clock === true
      found.timestamp ||= inner?.timestamp === true
    }
    return found
  }
}

/** The function in which a decision about a request is made: callbacks of lists and promises are part of it. */
function decisionAround(node: TSESTree.Node): TSESTree.Node {
  let code: TSESTree.Node = functionOf(node)
  while (isInlineCallback(code)) code = functionOf(code)
  return code
}

/** `secrets.some((secret) => …)`, but no handler of a route. */
function isInlineCallback(node: TSESTree.Node): boolean {
  if (!isFunction(node)) return false
  const call = node.parent
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return false
  if (call.callee === node) return true
  return call.type === 'NewExpression'
    ? calledName(call) === 'Promise'
    : /^(?:some|every|find\w*|filter|map|flatMap|forEach|reduce|then|catch|finally|any)$/.test(
        calledName(call),
      )
}

/** `Date.now()`, `new Date()`, `dayjs()`, `clock.now()`; a date that is made of something is no clock. */
function isClock(node: TSESTree.Node): boolean {
  if (node.type === 'NewExpression') return calledName(node) === 'Date' && node.arguments.length === 0
  if (node.type !== 'CallExpression') return false
  const name = calledName(node)
  if (/^(?:now|utcNow|getTime|hrtime|unix)$/.test(name) && node.arguments.length === 0) {
    return name !== 'getTime' && name !== 'unix'
  }
  return /^(?:dayjs|moment|utc)$/.test(name) && node.arguments.length === 0
}

function nameAt(node: TSESTree.Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  return node.type === 'MemberExpression' ? (propertyName(node) ?? '') : ''
}

/** Whether more depends on a test than what is written to a log. */
function decides(node: TSESTree.Node): boolean {
  let test = node
  while (test.parent && /^(?:Unary|Logical|Binary|Await|Chain)Expression$/.test(test.parent.type))
    test = test.parent
  const { parent } = test
  if (parent?.type === 'ExpressionStatement') return isFunctionCall(test)
  if (parent?.type === 'CallExpression') return !isLogging(parent)
  if (parent?.type !== 'IfStatement' || parent.test !== test) return true
  return !onlyLogs(parent.consequent) || (parent.alternate !== null && !onlyLogs(parent.alternate))
}

/** `assertFresh(timestamp)` may throw. */
function isFunctionCall(node: TSESTree.Node): boolean {
  return unwrap(node).type === 'CallExpression' || node.type === 'AwaitExpression'
}
