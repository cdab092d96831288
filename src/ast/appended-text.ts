// What is put behind the text that a variable holds, before it is read: `url += path`?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from './flow/code-root.ts'
import type { Tracer } from './tracer.ts'

/** A piece that is appended; it may be missing where a condition decides. */
export interface AppendedPiece {
  readonly node: TSESTree.Expression
  readonly isCertain: boolean
}

/** The pieces in order; none where the variable is given another value in between, or in another function. */
export function piecesAppended(read: TSESTree.Identifier, tracer: Tracer): readonly AppendedPiece[] {
  const variable = tracer.variableAt(read)
  if (!variable) return []
  const place = functionOf(read)
  const pieces: AppendedPiece[] = []
  for (const reference of variable.references) {
    const { identifier } = reference
    const assignment = identifier.parent
    if (!reference.isWrite() || identifier.range[0] >= read.range[0]) continue
    if (assignment.type !== 'AssignmentExpression' || assignment.left !== identifier) continue
    const isAppended = assignment.operator === '+=' && functionOf(assignment) === place
    if (!isAppended && pieces.length > 0) return []
    if (isAppended) pieces.push({ node: assignment.right, isCertain: standsBefore(assignment, read) })
  }
  return pieces
}

/** Whether a statement of the same block, or of one around it, has run before the read. */
function standsBefore({ parent }: TSESTree.AssignmentExpression, read: TSESTree.Node): boolean {
  if (parent.type !== 'ExpressionStatement') return false
  const block = parent.parent
  for (let current = read.parent; current; current = current.parent) if (current === block) return true
  return false
}
