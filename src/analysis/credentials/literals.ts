// Which string literals reach this expression, and where does this file show it?
import type { TSESTree } from '@typescript-eslint/utils'

import { programOf } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { leavesReaching } from './leaves.ts'

/** A text that is written down, and where. */
export interface WrittenText {
  /** the literal; where it is written in another file, what leads to it */
  readonly node: TSESTree.Node
  readonly literal: TSESTree.Node
  readonly text: string
}

/** The texts that can end up in what `path` reads from an expression, whole or as a part of it. */
export function textsReaching(
  node: TSESTree.Node,
  path: readonly string[],
  tracer: Tracer,
  near: TSESTree.Node = node,
): readonly WrittenText[] {
  return leavesReaching(node, path, tracer, 0, near).flatMap(({ source, at }) => {
    if (source.kind !== 'literal' || typeof source.value !== 'string') return []
    const isHere = programOf(source.node) === tracer.index.file.ast
    return [{ node: isHere ? source.node : at, literal: source.node, text: source.value }]
  })
}
