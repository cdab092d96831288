// Which string literals of this file reach this expression?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Tracer } from '../../ast/tracer.ts'
import { leavesReaching } from './leaves.ts'

/** A text that is written down, and where. */
export interface WrittenText {
  readonly node: TSESTree.Node
  readonly text: string
}

/** The texts that can end up in what `path` reads from an expression, whole or as a part of it. */
export function textsReaching(
  node: TSESTree.Node,
  path: readonly string[],
  tracer: Tracer,
): readonly WrittenText[] {
  return leavesReaching(node, path, tracer).flatMap(({ source }) =>
    source.kind === 'literal' && typeof source.value === 'string'
      ? [{ node: source.node, text: source.value }]
      : [],
  )
}
