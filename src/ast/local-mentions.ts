// Does this piece of code use what a call of the function around it decides?
import type { TSESTree } from '@typescript-eslint/utils'
import type { FileIndex } from './file-index.ts'
import type { FunctionNode } from './source-file.ts'

const known = new WeakMap<FunctionNode, readonly number[]>()

/** Whether a node inside a function mentions the function's parameters or local variables. */
export function mentionsLocals(node: TSESTree.Node, fn: FunctionNode, { file }: FileIndex): boolean {
  const mentions = known.get(fn) ?? mentionsIn(fn, file.scopeManager)
  known.set(fn, mentions)
  let low = 0
  let high = mentions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((mentions[middle] ?? 0) < node.range[0]) low = middle + 1
    else high = middle
  }
  return (mentions[low] ?? Infinity) < node.range[1]
}

/** Where the variables of a function and of the blocks and functions in it are mentioned, in source order. */
function mentionsIn(fn: FunctionNode, scopeManager: FileIndex['file']['scopeManager']): readonly number[] {
  const positions: number[] = []
  const scope = scopeManager?.acquire(fn, true)
  const pending = scope ? [scope] : []
  for (let current = pending.pop(); current; current = pending.pop()) {
    for (const { references } of current.variables) {
      for (const { identifier } of references) positions.push(identifier.range[0])
    }
    pending.push(...current.childScopes)
  }
  return positions.sort((one, other) => one - other)
}
