// What does a function give back?
import type { TSESTree } from '@typescript-eslint/utils'
import { givenBy, substituted } from './given.ts'
import { jsdocTagsOf } from './jsdoc.ts'
import type { CallNode, Source } from './source.ts'
import { undefinedAt, unknownAt } from './source.ts'
import type { FunctionNode } from './source-file.ts'
import type { Tracer } from './tracer.ts'

/** What a function returns; with a call, its parameters are replaced by the call's arguments. */
export function traceFunctionResult(
  fn: FunctionNode,
  call: CallNode | null,
  tracer: Tracer,
): readonly Source[] {
  const returned = tracer.answer(fn, 'result', () => returnedSources(fn, tracer))
  return call ? substituted(returned, givenBy(fn, call), tracer) : returned
}

function returnedSources(fn: FunctionNode, tracer: Tracer): readonly Source[] {
  const declared = declaredResult(fn, tracer)
  if (fn.generator) return [...declared, unknownAt(fn)]
  const returned = tracer.returnsOf(fn)
  if (returned.length === 0) return [...declared, undefinedAt(fn)]
  return [...declared, ...returned.flatMap((expression) => tracer.sourcesOf(expression))]
}

function declaredResult(fn: FunctionNode, tracer: Tracer): readonly Source[] {
  const annotated = annotatedResult(fn, tracer)
  if (annotated.length > 0) return annotated
  const index = tracer.indexOf(fn)
  const tag = jsdocTagsOf(fn, index.file).find(({ tag }) => tag === 'returns' || tag === 'return')
  return tag ? [{ kind: 'declared', node: fn, path: [], type: { jsdoc: tag.type, index } }] : []
}

/** The written result type of a function, or of one that is only declared. */
export function annotatedResult(
  fn: FunctionNode | TSESTree.TSDeclareFunction | TSESTree.TSEmptyBodyFunctionExpression,
  tracer: Tracer,
): readonly Source[] {
  const annotation = fn.returnType?.typeAnnotation
  if (!annotation || annotation.type === 'TSTypePredicate') return []
  return [{ kind: 'declared', node: fn, path: [], type: { syntax: annotation, index: tracer.indexOf(fn) } }]
}
