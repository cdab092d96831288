// What is left of an expression without the syntax that does not change its value?
import type { TSESTree } from '@typescript-eslint/utils'

/** Strips `x!`, `x as T`, `<T>x`, `x satisfies T`, `x<T>`, optional-chain wrappers and `(0, x)`. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let current = node
  for (let inner = innerOf(current); inner; inner = innerOf(current)) current = inner
  return current
}

/** One layer less than the node; `null` when there is none to take off. */
export function innerOf(node: TSESTree.Node): TSESTree.Node | null {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return node.expression
    case 'SequenceExpression':
      return node.expressions.at(-1) ?? null
    default:
      return null
  }
}

/** As `unwrap`, and the awaited value for an `await`. */
export function unwrapAwait(node: TSESTree.Node): TSESTree.Node {
  let current = unwrap(node)
  while (current.type === 'AwaitExpression') current = unwrap(current.argument)
  return current
}

/** The outermost node that stands for the same value: the opposite walk of `unwrap`. */
export function wrapperOf(node: TSESTree.Node): TSESTree.Node {
  let current = node
  while (
    current.parent &&
    current.parent.type !== 'SequenceExpression' &&
    innerOf(current.parent) === current
  ) {
    current = current.parent
  }
  return current
}
