// Can whoever sends a signature make a comparison throw by its length?
import type { TSESTree } from '@typescript-eslint/utils'

import type { ParameterSource } from '../../ast/source.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { saysComputedSignature, saysSignature } from '../../vocabulary/signature-headers.ts'
import { isInTest } from '../test-code.ts'
import { nameOfParameter } from './received-bodies.ts'
import type { EqualLengthComparison } from '../signatures/equal-length-comparisons.ts'
import { equalLengthComparisonAt } from '../signatures/equal-length-comparisons.ts'
import { hasFixedLength } from '../signatures/fixed-lengths.ts'
import { holdsLengthCheck } from '../signatures/length-conditions.ts'
import { LengthGuards } from '../signatures/length-guards.ts'
import { isFromOutside } from './outside-values.ts'
import { fillingOf, isPadded } from '../signatures/padded-values.ts'
import type { Signatures } from '../signatures/leaky-comparisons.ts'
import type { Origin } from '../signatures/signature-origin.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'
import { isOfCustomerio } from '../signatures/webhook-context.ts'
import { throwingFunctionOf } from '../signatures/answered-exceptions.ts'

/** A comparison that a signature of another length makes throw. */
export interface UnguardedComparison extends EqualLengthComparison {
  /** true where the shorter side is filled up: nothing throws, or only longer ones do, and other signatures become equal */
  readonly isPadded: boolean
  readonly isOfCustomerio: boolean
}

/** Answers which comparisons of a file lack a guard of the lengths. */
export class UnguardedComparisons {
  readonly #signatures: Signatures
  readonly #guards: LengthGuards

  constructor(signatures: Signatures) {
    this.#signatures = signatures
    this.#guards = new LengthGuards(signatures.origins)
  }

  get #origins(): SignatureOrigins {
    return this.#signatures.origins
  }

  get #tracer(): Tracer {
    return this.#signatures.tracer
  }

  /** The unguarded comparison that a call makes; `null` for any other call. */
  at(node: TSESTree.CallExpression): UnguardedComparison | null {
    const comparison = equalLengthComparisonAt(node, this.#tracer)
    if (!comparison || isInTest(node) || isSame(comparison, this.#tracer)) return null
    const { left, right } = comparison
    const padded = [left, right].some((operand) => isPadded(operand, this.#tracer))
    if (!padded && [left, right].every((operand) => hasFixedLength(operand, this.#origins))) return null
    if (!this.#isAttackable(comparison)) return null
    if (padded && this.#comparesLengthsToo(node)) return null
    if (this.#guards.isGuarded(node, [left, right])) return null
    return { ...comparison, isPadded: padded, isOfCustomerio: this.#isCustomerios(comparison) }
  }

  /** A signature of a webhook, whose sender decides how long it is. */
  #isAttackable({ left, right }: EqualLengthComparison): boolean {
    const sides = [left, right].map((operand) => {
      const node = fillingOf(operand, this.#tracer)
      return { node, origins: this.#origins.resolved(node) }
    })
    if (sides.some(({ origins }) => origins.some(isReceived))) return true
    const other = sides.find(({ origins }) => !origins.some(isDigest))
    if (sides.some(({ origins }) => origins.some(isDigest))) {
      return other !== undefined && isFromOutside(other.node, this.#origins)
    }
    return this.#comparesParameters(left, right)
  }

  /** `function safeEqual(signature, expected)`, which nothing in the file calls. */
  #comparesParameters(left: TSESTree.Node, right: TSESTree.Node): boolean {
    const parameters = [left, right].map((node) => this.#uncalledParameter(node))
    const names = parameters.flatMap((parameter) => (parameter === null ? [] : [nameOfParameter(parameter)]))
    if (names.length < 2) return false
    const isPair = names.some(saysSignature) && names.some(saysComputedSignature)
    return isPair || this.#signatures.worksWithHmacs
  }

  #uncalledParameter(node: TSESTree.Node): ParameterSource | null {
    const [parameter, ...others] = this.#origins
      .resolved(node)
      .flatMap((origin) => (origin.kind === 'parameter' ? [origin] : []))
    if (!parameter || others.length > 0 || parameter.path.length > 0) return null
    const { function: fn, index, node: at } = parameter
    return { kind: 'parameter', node: at, path: [], function: fn, index }
  }

  /** `timingSafeEqual(paddedA, paddedB) && a.length === b.length` */
  #comparesLengthsToo(node: TSESTree.Node): boolean {
    const fn: FunctionNode | null = throwingFunctionOf(node)
    return fn !== null && holdsLengthCheck(fn.body, this.#tracer)
  }

  #isCustomerios({ node, left, right }: EqualLengthComparison): boolean {
    const involved = [...this.#origins.resolved(left), ...this.#origins.resolved(right)]
    return isOfCustomerio(node, involved, this.#origins)
  }
}

function isReceived({ kind }: Origin): boolean {
  return kind === 'received'
}

function isDigest({ kind }: Origin): boolean {
  return kind === 'digest'
}

/** `timingSafeEqual(a, a)`, which spends the time that another comparison would. */
function isSame({ left, right }: EqualLengthComparison, tracer: Tracer): boolean {
  const [one, other] = [unwrap(left), unwrap(right)]
  if (one.type !== 'Identifier' || other.type !== 'Identifier') return false
  const variable = tracer.variableAt(one)
  return variable !== null && variable === tracer.variableAt(other)
}
