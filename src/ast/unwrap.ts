// What is left of an expression without the syntax that does not change its value?
import type { TSESTree } from '@typescript-eslint/utils'

/** Strips `x!`, `x as T`, `<T>x`, `x satisfies T`, `x<T>`, optional-chain wrappers and `(0, x)`. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let current = node
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSSatisfiesExpression':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        current = current.expression
        break
      case 'SequenceExpression': {
        const last = current.expressions.at(-1)
        if (!last) return current
        current = last
        break
      }
      default:
        return current
    }
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
    unwrap(current.parent) === unwrap(current) &&
    current.parent.type !== 'SequenceExpression'
  ) {
    current = current.parent
  }
  return current
}
