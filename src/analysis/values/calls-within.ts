// Which calls run when a function is called?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'

/** The calls in the body and parameters of a function, its callbacks included, in source order. */
export function callsWithin(fn: FunctionNode, tracer: Tracer): readonly TSESTree.CallExpression[] {
  const [start, end] = fn.range
  return tracer
    .indexOf(fn)
    .calls.filter(
      (call): call is TSESTree.CallExpression =>
        call.type === 'CallExpression' && call.range[0] >= start && call.range[1] <= end,
    )
}
