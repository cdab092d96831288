// Which assignments write to the properties of this variable or object?
import type { TSESTree } from '@typescript-eslint/utils'
import type { MemberWrite, WriteRoot } from './file-index.ts'
import type { Tracer } from './tracer.ts'

const none: readonly MemberWrite[] = []

/** The writes below a root, in source order; `near` is any node of the same file. */
export function writesTo(
  root: WriteRoot,
  near: TSESTree.Node | undefined,
  tracer: Tracer,
): readonly MemberWrite[] {
  const index = near ? tracer.indexOf(near) : tracer.index
  return index.writes.get(root) ?? none
}

/** How a write meets a path: it sets what is read, a part of it, or something else. */
export function remainingPath(write: MemberWrite, path: readonly string[]): readonly string[] | null {
  if (write.path.length > path.length) return null
  const meets = write.path.every(
    (name, position) => name === null || path[position] === '*' || name === path[position],
  )
  return meets ? path.slice(write.path.length) : null
}
