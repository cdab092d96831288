// Which decorators does a class, one of its members or a parameter have?
import type { TSESTree } from '@typescript-eslint/utils'

/** The decorators of a node; parsers of plain JavaScript leave the list out. */
export function decoratorsOf(node: {
  readonly decorators?: readonly TSESTree.Decorator[] | null
}): readonly TSESTree.Decorator[] {
  return node.decorators ?? []
}
