// Which calls run when a piece of code does?
import type { TSESTree } from '@typescript-eslint/utils'

import type { CallNode } from '../../ast/source.ts'
import type { Tracer } from '../../ast/tracer.ts'

/** The calls in a function, class or file, callbacks included, in source order. */
export function callsWithin(node: TSESTree.Node, tracer: Tracer): readonly TSESTree.CallExpression[] {
  return callNodesWithin(node, tracer).filter((call) => call.type === 'CallExpression')
}

/** As `callsWithin`, with what is constructed. */
export function callNodesWithin(node: TSESTree.Node, tracer: Tracer): readonly CallNode[] {
  const [start, end] = node.range
  return tracer.indexOf(node).calls.filter(({ range }) => range[0] >= start && range[1] <= end)
}
