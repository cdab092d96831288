// Does this call compare in constant time, and throw when the two lengths differ?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { isSubtleMethod } from '../digests/hmac-exports.ts'

/** A call such as `crypto.timingSafeEqual(left, right)`. */
export interface EqualLengthComparison {
  readonly node: TSESTree.CallExpression
  readonly left: TSESTree.Expression
  readonly right: TSESTree.Expression
  /** true for `crypto.subtle.timingSafeEqual`, which takes buffers that have no `length` */
  readonly isWeb: boolean
}

/** Node's crypto, its copies and Deno's; other libraries answer `false` when the lengths differ. */
const throwingModules =
  /^(?:(?:node:)?crypto|react-native-quick-crypto|timing-safe-equal|https?:.*\/node[/:]crypto(?:\.[jt]s)?)$/

/** The comparison that a call makes; `null` for calls that throw on no lengths. */
export function equalLengthComparisonAt(
  node: TSESTree.CallExpression,
  tracer: Tracer,
): EqualLengthComparison | null {
  const [left, right] = node.arguments
  if (!left || !right || left.type === 'SpreadElement' || right.type === 'SpreadElement') return null
  const sources = tracer.sourcesOf(node.callee)
  const isWeb = sources.some((source) => isSubtleMethod(source, 'timingSafeEqual'))
  return isWeb || sources.some(isThrowing) ? { node, left, right, isWeb } : null
}

function isThrowing(source: Source): boolean {
  if (source.kind !== 'import' || source.isTypeOnly || !throwingModules.test(source.module)) return false
  const path = source.path[0] === 'default' ? source.path.slice(1) : source.path
  return source.module === 'timing-safe-equal' ? path.length === 0 : path.join() === 'timingSafeEqual'
}
