// Which expressions decide whether a webhook is genuine, and how do they say that it is not?
import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingTry } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { functionNameOf } from '../../ast/function-name.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { calledName, keyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { namesCustomerio, namesOtherVendor, saysVerification } from '../../vocabulary/webhook-names.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { Signatures } from '../signatures/leaky-comparisons.ts'
import { isKeyOfCustomerio, isOfCustomerio } from '../signatures/webhook-context.ts'
import type { SignatureComparison } from './signature-comparisons.ts'
import { signatureComparisonAt } from './signature-comparisons.ts'
import type { VerifierCall } from './verifier-calls.ts'
import { verifierCallAt } from './verifier-calls.ts'

/** How a check says that a request is forged. */
export type Answer = 'result' | 'throw' | 'unknown'

/** An expression that decides whether a webhook is genuine. */
export interface SignatureCheck {
  readonly node: TSESTree.BinaryExpression | TSESTree.CallExpression | TSESTree.SwitchStatement
  readonly answer: Answer
  /** what it compares, where the code shows it */
  readonly comparison: SignatureComparison | null
  /** the known verifier that it calls */
  readonly verifier: VerifierCall | null
  /** the functions of the project that it calls */
  readonly functions: readonly FunctionNode[]
}

const checkTypes: ReadonlySet<string> = new Set<`${SignatureCheck['node']['type']}`>([
  'BinaryExpression',
  'CallExpression',
  'SwitchStatement',
])

const checkingName =
  /verif|valid|check|sign|auth|genuine|legit|trust|compare|equal|match|assert|ensure|guard|hmac|protect|secur|webhook|cio|customer_?io/i

/** Calls of functions in functions that are followed. */
const deepest = 4

/** Answers about the checks of one file, and of the functions that it calls. */
export class SignatureChecks {
  readonly context: ClientContext
  readonly signatures: Signatures
  /** opens no files but those that lead to Customer.io */
  readonly #narrow: ClientContext
  readonly #known = new Map<TSESTree.Node, SignatureCheck | null>()
  readonly #answers = new Map<FunctionNode, Answer | null>()
  #depth = 0

  constructor(context: ClientContext, signatures: Signatures, narrow: ClientContext) {
    this.context = context
    this.#narrow = narrow
    this.signatures = signatures
  }

  get tracer(): Tracer {
    return this.context.tracer
  }

  /** The check that a node makes; `null` when it makes none. */
  checkAt(node: TSESTree.Node): SignatureCheck | null {
    if (!checkTypes.has(node.type)) return null
    const known = this.#known.get(node)
    if (known !== undefined) return known
    const check = this.#find(node)
    if (this.#depth === 0 || check) this.#known.set(node, check)
    return check
  }

  /** The checks that are written in a piece of code, in the order of the source. */
  checksIn(code: TSESTree.Node): readonly SignatureCheck[] {
    return [...runTimeNodesIn(code)].flatMap((node) => this.checkAt(node) ?? [])
  }

  /** How a function says that a webhook is forged; `null` when it does not verify any. */
  answerOf(fn: FunctionNode): Answer | null {
    const known = this.#answers.get(fn)
    if (known !== undefined) return known
    if (this.#depth >= deepest) return null
    // Set before looking in, so that functions which call each other end.
    this.#answers.set(fn, null)
    this.#depth++
    const answer = this.#findAnswer(fn)
    this.#depth--
    this.#answers.set(fn, answer)
    return answer
  }

  /** Whether a check is about the webhooks of Customer.io. */
  isOfCustomerio({ node, comparison, verifier, functions }: SignatureCheck): boolean {
    if (verifier) return true
    const { origins } = this.signatures
    if (isOfCustomerio(node, comparison?.origins ?? [], origins)) return true
    if (comparison?.key && isKeyOfCustomerio(comparison.key, this.tracer)) return true
    const names = functions.flatMap((fn) => functionNameOf(fn) ?? [])
    if (names.some(namesCustomerio)) return true
    return functions.some((fn) => this.checksIn(fn.body).some((inner) => this.isOfCustomerio(inner)))
  }

  #find(node: TSESTree.Node): SignatureCheck | null {
    if (node.type === 'CallExpression') {
      const verifier = this.#verifierAt(node)
      if (verifier) {
        return { node, answer: answerOfVerifier(verifier), comparison: null, verifier, functions: [] }
      }
    }
    const comparison = signatureComparisonAt(node, this.signatures)
    if (comparison) {
      return { node: comparison.node, answer: 'result', comparison, verifier: null, functions: [] }
    }
    return node.type === 'CallExpression' ? this.#ofFunction(node) : null
  }

  /** Known verifiers of other files are met by name only: every import of those would have to be opened. */
  #verifierAt(node: TSESTree.CallExpression): VerifierCall | null {
    if (this.tracer.indexOf(node) === this.tracer.index) return verifierCallAt(node, this.#narrow)
    return checkingName.test(calledName(node)) ? verifierCallAt(node, this.context) : null
  }

  #ofFunction(node: TSESTree.CallExpression): SignatureCheck | null {
    if (!this.#isWorthFollowing(node)) return null
    const functions = this.tracer.functionsAt(node.callee)
    const answers = functions.map((fn) => this.answerOf(fn))
    if (answers.length > 0) {
      const [answer = null] = answers
      if (answer === null || answers.some((other) => other === null)) return null
      const isOne = answers.every((other) => other === answer)
      return { node, answer: isOne ? answer : 'unknown', comparison: null, verifier: null, functions }
    }
    return null
  }

  /** Files are not opened for functions whose names say nothing of a check. */
  #isWorthFollowing(node: TSESTree.CallExpression): boolean {
    if (checkingName.test(calledName(node))) return true
    const callee = unwrapAwait(node.callee)
    if (callee.type !== 'Identifier') return isFunction(callee) || isOwnMethod(callee)
    const [def] = this.tracer.variableAt(callee)?.defs ?? []
    if (def?.type !== 'Variable') return def?.type === 'FunctionName'
    return def.node.init !== null && isFunction(unwrapAwait(def.node.init))
  }

  #findAnswer(fn: FunctionNode): Answer | null {
    const checks = this.checksIn(fn.body)
    if (checks.length === 0) return null
    const throwing = checks.some((check) => check.answer === 'throw' && !isCaught(check.node))
    const returned = this.tracer.returnsOf(fn)
    const isDirect = returned.some((value) => this.#holdsCheck(value, checks))
    const isNamed = saysVerification(functionNameOf(fn) ?? '') || isPredicate(functionNameOf(fn) ?? '')
    if (isDirect || (isNamed && returned.some(isVerdict))) return 'result'
    return throwing || throwsItself(fn) ? 'throw' : 'unknown'
  }

  /** Whether what a function returns is the result of a check, or of one that a variable holds. */
  #holdsCheck(value: TSESTree.Node, checks: readonly SignatureCheck[]): boolean {
    const results = checks.filter(({ answer }) => answer === 'result')
    const nodes = new Set<TSESTree.Node>(results.map(({ node }) => node))
    return operandsOf(value).some((operand) => {
      if (nodes.has(operand)) return true
      return this.tracer.sourcesOf(operand).some((source) => nodes.has(source.node))
    })
  }
}

/** `this.verify(request)` */
function isOwnMethod(callee: TSESTree.Node): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression'
}

/** Known verifiers say no by `false`, but for those that are named for throwing. */
function answerOfVerifier({ kind, name }: VerifierCall): Answer {
  if (kind === 'own-middleware') return 'unknown'
  if (kind === 'own') return name === 'isValidWebhook' ? 'result' : 'throw'
  return kind === 'setting' && /^(?:assert|ensure|require|must|enforce|expect)|OrThrow$/i.test(name)
    ? 'throw'
    : 'result'
}

function isPredicate(name: string): boolean {
  return /^(?:is|has|check|match|valid)|valid$/i.test(name)
}

/** The parts of an expression whose truth it hands on. */
export function operandsOf(outer: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrapAwait(outer)
  switch (node.type) {
    case 'LogicalExpression':
      return [...operandsOf(node.left), ...operandsOf(node.right)]
    case 'ConditionalExpression':
      return [...operandsOf(node.test), ...operandsOf(node.consequent), ...operandsOf(node.alternate)]
    case 'UnaryExpression':
      return operandsOf(node.argument)
    case 'BinaryExpression':
      return [node, ...operandsOf(node.left), ...operandsOf(node.right)]
    default:
      return [node]
  }
}

/** `true`, `false`, `null`, `{ ok: false }` */
function isVerdict(outer: TSESTree.Node): boolean {
  const node = unwrapAwait(outer)
  if (node.type === 'Literal') return typeof node.value === 'boolean'
  if (node.type !== 'ObjectExpression') return false
  return node.properties.some(
    (property) =>
      property.type === 'Property' &&
      /^(?:ok|valid|isValid|verified|success|authenticated|authorized)$/.test(
        keyName(property.key, property.computed) ?? '',
      ),
  )
}

function isCaught(node: TSESTree.Node): boolean {
  const around = enclosingTry(node)
  return around !== null && around.handlerAnswers !== 'rethrows'
}

function throwsItself(fn: FunctionNode): boolean {
  for (const node of runTimeNodesIn(fn.body, (inner) => !isFunction(inner))) {
    if (node.type === 'ThrowStatement' && !isCaught(node)) return true
  }
  return false
}

/** Whether a call is of a function that is not in sight and named for verifying: `verifyCioSignature(request)`. */
export function isNamedVerifier(node: TSESTree.CallExpression, tracer: Tracer): boolean {
  const name = calledName(node)
  return saysVerification(name) && !namesOtherVendor(name) && tracer.functionsAt(node.callee).length === 0
}
