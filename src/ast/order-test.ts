// Where is the order of two values asked for nothing but whether they are equal?
import type { TSESTree } from '@typescript-eslint/utils'

/** An expression that is true or false for equal values. */
export interface EqualityTest {
  readonly node: TSESTree.Node
  /** true where it is false for equal values */
  readonly isNegated: boolean
}

/** `Buffer.compare(a, b) === 0`, `!a.localeCompare(b)`; `null` where the order matters itself. */
export function equalityTestOf(order: TSESTree.CallExpression): EqualityTest | null {
  const { parent } = order
  if (parent.type === 'UnaryExpression' && parent.operator === '!') return { node: parent, isNegated: false }
  if (parent.type !== 'BinaryExpression' || !/^[!=]==?$/.test(parent.operator)) return null
  const other = parent.left === order ? parent.right : parent.left
  if (other.type !== 'Literal' || other.value !== 0) return null
  return { node: parent, isNegated: parent.operator.startsWith('!') }
}
