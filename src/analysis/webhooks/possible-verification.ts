// Does this code, or what runs before it, make sure who sent a request, as far as anybody can tell?
import type { TSESTree } from '@typescript-eslint/utils'

import { decoratorsOf } from '../../ast/decorators.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { valuesAmong } from '../../ast/source.ts'
import { calledName, propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { segmentsOf } from '../../vocabulary/name-segments.ts'
import { saysVerification } from '../../vocabulary/webhook-names.ts'
import { hmacComputedAt, hmacStartedAt } from '../digests/digests.ts'
import { isLogging } from './outcomes.ts'
import { requestKindOf } from './requests.ts'
import type { SignatureChecks } from './signature-checks.ts'
import { verifierKindOf } from './verifier-calls.ts'

/** Functions that take a request without a look at who sent it. */
const readers =
  /json|text|body|buffer|form|parse|url|query|log|trace|track|metric|count|limit|ip$|cors|session|^get|^new|^send|^res|^next$|cookie|locale|geo|cache|clone|span|context$/i

const secretWords = new Set(['secret', 'token', 'key', 'password', 'authorization', 'auth', 'apikey'])
const deepest = 5

/** What earlier code leaves behind for a request that it found to be genuine. */
const verifiedMembers = /^(?:webhookEvent|verified|isVerified|isAuthenticated|signatureValid)$/

/** Answers whether a verification is, or may be, part of some code. */
export class PossibleVerification {
  readonly #checks: SignatureChecks
  readonly #known = new Map<TSESTree.Node, boolean>()

  constructor(checks: SignatureChecks) {
    this.#checks = checks
  }

  /** Whether middleware, a guard, a decorator, a wrapper or options with hooks verify, or may. */
  isAmong(outer: TSESTree.Node, depth = 0): boolean {
    if (depth > deepest) return true
    const node = unwrapAwait(outer)
    switch (node.type) {
      case 'Decorator':
        return this.#isDecorator(node, depth)
      case 'ArrayExpression':
        return node.elements.some((element) => element !== null && this.isAmong(element, depth + 1))
      case 'ObjectExpression':
        return node.properties.some((property) =>
          this.isAmong(property.type === 'Property' ? property.value : property.argument, depth + 1),
        )
      case 'SpreadElement':
        return this.isAmong(node.argument, depth + 1)
      case 'Literal':
      case 'TemplateLiteral':
        return false
      default:
        return this.#isValue(node, depth)
    }
  }

  /** Whether code verifies, or may: by a check, an HMAC, a shared secret, or in a function out of sight. */
  isIn(code: TSESTree.Node, depth = 0): boolean {
    const known = this.#known.get(code)
    if (known !== undefined) return known
    if (depth > deepest) return true
    // Set before looking in, so that functions which call each other end.
    this.#known.set(code, false)
    const answer = [...runTimeNodesIn(code)].some((node) => this.#verifiesAt(node, depth))
    this.#known.set(code, answer)
    return answer
  }

  #isDecorator({ expression }: TSESTree.Decorator, depth: number): boolean {
    if (expression.type !== 'CallExpression') return this.#isValue(expression, depth)
    if (/^Use[A-Z]/.test(calledName(expression))) {
      return expression.arguments.some((argument) => this.isAmong(argument, depth + 1))
    }
    return this.#isValue(expression, depth)
  }

  #isValue(node: TSESTree.Node, depth: number): boolean {
    const { tracer, context } = this.#checks
    const made = node.type === 'CallExpression' || node.type === 'NewExpression' ? node : null
    const named = made ? made.callee : node
    for (const source of [...valuesAmong(tracer.sourcesOf(node)), ...valuesAmong(tracer.sourcesOf(named))]) {
      if (verifierKindOf(source, context) !== null) return true
      const isInSight = source.kind === 'function' || source.kind === 'class'
      if (isInSight && source.path.length === 0 && this.isIn(source.node.body, depth + 1)) return true
      // `const receive = expressWebhook({ secret })`, `const before = [receive]`, handed over by their names.
      if (isMade(source) && source.node !== node && this.isAmong(source.node, depth + 1)) return true
    }
    if (made?.arguments.some((argument) => this.isAmong(argument, depth + 1)) === true) return true
    if (made && tracer.functionsAt(made.callee).length > 0) return false
    return this.#isNamed(named)
  }

  /** Out of sight, and named for it: `verifySignature`, `CioGuard`, `auth.required`. */
  #isNamed(outer: TSESTree.Node): boolean {
    const { tracer } = this.#checks
    const node = unwrap(outer)
    const isInSight = tracer
      .sourcesOf(node)
      .some(({ kind, path }) => (kind === 'function' || kind === 'class') && path.length === 0)
    if (isInSight) return false
    return namesOf(node).some((name) => saysVerification(name) && !/throttl|rate/i.test(name))
  }

  #verifiesAt(node: TSESTree.Node, depth: number): boolean {
    if (this.#checks.checkAt(node)) return true
    switch (node.type) {
      case 'CallExpression':
        return this.#makesHmac(node) || this.#callVerifies(node, depth)
      case 'NewExpression':
        return this.#makesHmac(node) || (this.#isGivenRequest(node) && !readers.test(calledName(node)))
      case 'BinaryExpression':
        return /^[!=]==?$/.test(node.operator) && this.#comparesSecret(node)
      case 'MemberExpression':
        return verifiedMembers.test(propertyName(node) ?? '')
      default:
        return false
    }
  }

  #makesHmac(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const { tracer } = this.#checks
    if (!/hmac|sign|hasher/i.test(calledName(node))) return false
    return (
      hmacStartedAt(node, tracer) !== null ||
      (node.type === 'CallExpression' && hmacComputedAt(node, tracer) !== null)
    )
  }

  #callVerifies(call: TSESTree.CallExpression, depth: number): boolean {
    const functions = this.#checks.tracer.functionsAt(call.callee)
    if (functions.length > 0) return functions.some((fn) => this.#functionVerifies(fn, depth))
    if (isLogging(call)) return false
    const name = calledName(call)
    return saysVerification(name) || (this.#isGivenRequest(call) && !readers.test(name))
  }

  #functionVerifies(fn: FunctionNode, depth: number): boolean {
    return this.#checks.answerOf(fn) !== null || this.isIn(fn.body, depth + 1)
  }

  /** Whoever gets the whole request, its headers or the signature can verify it. */
  #isGivenRequest({ arguments: given }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    return given.flatMap(valuesIn).some((value) => this.#saysWhoSent(value))
  }

  #saysWhoSent(value: TSESTree.Node): boolean {
    const { tracer, signatures } = this.#checks
    const isRequest = tracer.sourcesOf(value).some((source) => {
      if (source.kind === 'parameter' && hasBodyDecorator(source.function, source.index)) return false
      return requestKindOf(source) !== null || /^headers?$/i.test(source.path.at(-1) ?? '')
    })
    if (isRequest || namesOf(unwrap(value)).some((name) => /^headers?$/i.test(name))) return true
    return signatures.origins.resolved(value).some(({ kind }) => kind === 'received')
  }

  /** `req.query.token !== process.env.WEBHOOK_TOKEN` */
  #comparesSecret({ left, right }: TSESTree.BinaryExpression): boolean {
    const { tracer } = this.#checks
    return (
      [left, right].some((side) => {
        if (unwrap(side).type === 'Literal') return false
        const read = tracer.sourcesOf(side).flatMap(({ path }) => path.at(-1) ?? [])
        return [...namesOf(unwrap(side)), ...read].some((name) =>
          segmentsOf(name).some((word) => secretWords.has(word)),
        )
      }) && ![left, right].some(isFixedValue)
    )
  }
}

/** `undefined`, `''`, `void 0`: whether something is there at all is no secret. */
function isFixedValue(outer: TSESTree.Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'Identifier') return node.name === 'undefined'
  return node.type === 'Literal' || node.type === 'UnaryExpression'
}

function isMade(source: Source): boolean {
  return /^(?:call|new|array|object)$/.test(source.kind) && source.path.length === 0
}

/** `{ headers: req.headers, body }` is given value by value. */
function valuesIn(argument: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(argument)
  if (node.type !== 'ObjectExpression') return [argument]
  return node.properties.map((property) =>
    property.type === 'Property' ? property.value : property.argument,
  )
}

function hasBodyDecorator(fn: FunctionNode, index: number): boolean {
  return decoratorsOf(fn.params[index] ?? {}).some(
    ({ expression }) => expression.type === 'CallExpression' && calledName(expression) === 'Body',
  )
}

/** `verify` of `auth.verify`, and `auth`. */
function namesOf(node: TSESTree.Node): readonly string[] {
  if (node.type === 'Identifier') return [node.name]
  if (node.type !== 'MemberExpression') return []
  return [propertyName(node) ?? '', ...namesOf(unwrap(node.object))]
}
