// Is a comparison that throws on different lengths reached only when they are equal, or is its exception answered?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FlowOptions } from '../../ast/control-flow.ts'
import { completesNormally, conditionsIn, factsAt } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { lastNameOf, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'
import { isExceptionAnswered, throwingFunctionOf } from './answered-exceptions.ts'
import type { Operands } from './length-conditions.ts'
import { holdsLengthCheck, settlesLengths } from './length-conditions.ts'
import { valuesOf } from './related-values.ts'
import type { SignatureOrigins } from './signature-origins.ts'

/** Callers of callers: helpers of helpers, up to the handler. */
const farthestCaller = 4

/** A call that throws when two lengths differ. */
interface Throwing {
  readonly call: TSESTree.CallExpression
  readonly operands: Operands
  /** true where the exception is a rejected promise, which throws where it is awaited */
  readonly isPromise: boolean
}

/** Answers about guards; one instance per file. */
export class LengthGuards {
  readonly #signatures: SignatureOrigins
  readonly #options: FlowOptions

  constructor(signatures: SignatureOrigins) {
    this.#signatures = signatures
    const { tracer } = signatures
    this.#options = {
      isAssertion: (call) => assertedBy(call),
      neverReturns: (call) => endsFunction(call, tracer),
    }
  }

  /** Whether something keeps a call from throwing because of these operands' lengths, or answers when it does. */
  isGuarded(call: TSESTree.CallExpression, operands: Operands): boolean {
    return this.#isSafe({ call, operands, isPromise: false }, 0)
  }

  #isSafe(throwing: Throwing, depth: number): boolean {
    const { call, operands, isPromise } = throwing
    return (
      this.#isBehindCheck(call, operands) ||
      isExceptionAnswered(call, this.#options, isPromise) ||
      this.#isSafeForCallers(throwing, depth)
    )
  }

  #isBehindCheck(call: TSESTree.CallExpression, operands: Operands): boolean {
    const { tracer } = this.#signatures
    const isKnown = factsAt(call, this.#options).some((fact) => settlesLengths(fact, operands, tracer))
    return isKnown || isChoice(operands, tracer) || isAmongFiltered(call, tracer)
  }

  /** Every caller in the file checks what it hands over, or answers the exception. */
  #isSafeForCallers({ call, operands }: Throwing, depth: number): boolean {
    const fn = throwingFunctionOf(call)
    if (!fn || depth >= farthestCaller) return false
    const callers = this.#signatures.callersOf(fn)
    return (
      callers.length > 0 &&
      callers.every(
        (caller) =>
          caller === call ||
          this.#isSafe(
            { call: caller, operands: handedBy(caller, fn, operands), isPromise: fn.async },
            depth + 1,
          ),
      )
    )
  }
}

/** The arguments in place of the parameters that the operands are made from; where they are none, the operands. */
function handedBy(caller: TSESTree.CallExpression, fn: FunctionNode, operands: Operands): Operands {
  const [left, right] = operands.map((operand) => {
    const root = unwrap(operand)
    const index = fn.params.findIndex(
      (parameter) =>
        parameter.type === 'Identifier' && root.type === 'Identifier' && root.name === parameter.name,
    )
    return caller.arguments[index] ?? caller
  })
  return [left ?? caller, right ?? caller]
}

/** `timingSafeEqual(a.length === b.length ? a : b, b)` */
function isChoice(operands: Operands, tracer: Tracer): boolean {
  return operands.some((operand) => {
    const node = unwrap(operand)
    const variable = node.type === 'Identifier' ? tracer.variableAt(node) : null
    return (variable ? valuesOf(variable) : [node]).some(
      (value) =>
        value.type === 'ConditionalExpression' &&
        [true, false].some((holds) =>
          conditionsIn(value.test, holds).some((condition) => settlesLengths(condition, operands, tracer)),
        ),
    )
  })
}

/** `signatures.filter((one) => one.length === expected.length).some((one) => timingSafeEqual(one, expected))` */
function isAmongFiltered(node: TSESTree.Node, tracer: Tracer): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (!isFunction(outer)) continue
    const { parent } = outer
    if (parent.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false
    const list = unwrap(parent.callee.object)
    const variable = list.type === 'Identifier' ? tracer.variableAt(list) : null
    return (variable ? valuesOf(variable) : [list]).some((value) => filtersLengths(value, tracer))
  }
  return false
}

function filtersLengths(value: TSESTree.Node, tracer: Tracer): boolean {
  let node = unwrap(value)
  while (node.type === 'CallExpression') {
    const callee = unwrap(node.callee)
    if (callee.type !== 'MemberExpression') return false
    const [callback] = node.arguments
    if (propertyName(callee) === 'filter' && callback && holdsLengthCheck(callback, tracer)) return true
    node = unwrap(callee.object)
  }
  return false
}

/** What holds once a call is over that throws otherwise. */
function assertedBy(call: TSESTree.CallExpression): TSESTree.Expression | null {
  const callee = unwrap(call.callee)
  const [first] = call.arguments
  const name = lastNameOf(callee) ?? ''
  const root = callee.type === 'MemberExpression' ? (lastNameOf(callee.object) ?? '') : name
  if (!/^(?:assert|invariant|ok|ensure|expect|check|validate|require|must|tinyInvariant|c|ctx)/i.test(root))
    return null
  const isPlain = /^(?:assert|invariant|ok|tinyInvariant)$/.test(name)
  return isPlain && first && first.type !== 'SpreadElement' ? first : call
}

/** Calls after which nothing of the function runs: `ctx.throw(401)`, or a function of the project that only throws. */
function endsFunction(call: TSESTree.CallExpression, tracer: Tracer): boolean {
  const callee = unwrap(call.callee)
  if (callee.type === 'MemberExpression' && propertyName(callee) === 'throw') return true
  if (wrapperOf(call).parent?.type === 'ThrowStatement') return false
  const isKnown = tracer
    .sourcesOf(callee)
    .some(
      ({ kind, path, ...source }) =>
        kind === 'import' &&
        'module' in source &&
        /^(?:next\/navigation|@sveltejs\/kit)$/.test(source.module) &&
        /^(?:notFound|redirect|permanentRedirect|unauthorized|forbidden|error)$/.test(path.at(-1) ?? ''),
    )
  if (isKnown) return true
  const functions = tracer.functionsAt(callee)
  return functions.length > 0 && functions.every((fn) => onlyThrows(fn))
}

function onlyThrows(fn: FunctionNode): boolean {
  if (fn.async || fn.body.type !== 'BlockStatement' || completesNormally(fn.body)) return false
  for (const node of runTimeNodesIn(fn.body, (inner) => !isFunction(inner))) {
    if (node.type === 'ReturnStatement') return false
  }
  return true
}
