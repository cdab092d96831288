// Can one piece of code have been executed when control reaches another?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../source-file.ts'
import { rootOf } from './code-root.ts'
import { pointsBefore } from './control-graph.ts'
import { standingOf } from './graph-of.ts'

/**
 * May `earlier` have been executed before `node`, with none of `fresh` executed in between? Functions run at any time
 * once they exist. In doubt, true.
 */
export function mayPrecede(
  earlier: TSESTree.Node,
  node: TSESTree.Node,
  fresh: ReadonlySet<TSESTree.Node>,
): boolean {
  const order = orderInList(earlier, node)
  if (order === false || (order === true && fresh.size < 2)) return order
  const root = rootOf(earlier)
  if (root !== rootOf(node)) return mayHaveRun(root, node, fresh)
  return nodesBefore(node, fresh)?.has(earlier) ?? true
}

/** Statements of one list run in their order, but for loops around them; `null` when they stand elsewhere. */
function orderInList(earlier: TSESTree.Node, node: TSESTree.Node): boolean | null {
  const one = statementOf(earlier)
  const other = statementOf(node)
  if (!one || !other || one.parent !== other.parent) return null
  if (one.range[0] <= other.range[0]) return true
  for (let outer = one.parent; outer && !isFunction(outer); outer = outer.parent) {
    if (/^(?:For|While|DoWhile|Labeled)/.test(outer.type)) return null
  }
  return false
}

/** The statement around a node in the list it stands in; `null` when a function without a block is in between. */
function statementOf(node: TSESTree.Node): TSESTree.Node | null {
  let current = node
  for (let outer = node.parent; outer; current = outer, outer = outer.parent) {
    if (outer.type === 'BlockStatement' || outer.type === 'Program') return current
    if (isFunction(outer)) return null
  }
  return null
}

/** Another function may run at any time once it exists; one that is declared exists from the start. */
function mayHaveRun(
  root: TSESTree.Node | null,
  node: TSESTree.Node,
  fresh: ReadonlySet<TSESTree.Node>,
): boolean {
  if (!root || root.type === 'Program' || root.type === 'FunctionDeclaration') return true
  const around = rootOf(node)
  let made: TSESTree.Node = root
  while (made.type !== 'Program') {
    const outer = rootOf(made)
    if (outer === null) return true
    if (outer === around) return mayPrecede(made, node, fresh)
    made = outer
  }
  return true
}

type Nodes = ReadonlySet<TSESTree.Node>

const walked = new WeakMap<Nodes, WeakMap<TSESTree.Node, Nodes | null>>()

/** What has been executed on some way to a node since one of `fresh` was; each walk is done once. */
function nodesBefore(node: TSESTree.Node, fresh: Nodes): Nodes | null {
  const walks = walked.get(fresh) ?? new WeakMap<TSESTree.Node, Nodes | null>()
  walked.set(fresh, walks)
  const known = walks.get(node)
  if (known !== undefined) return known
  const nodes = walkBack(node, fresh)
  walks.set(node, nodes)
  return nodes
}

function walkBack(node: TSESTree.Node, fresh: Nodes): Nodes | null {
  const standing = standingOf(node)
  if (!standing) return null
  const { graph, place } = standing
  const seen = new Set(place.leaves.length > 0 ? place.leaves : place.enters)
  const nodes = new Set<TSESTree.Node>()
  for (const point of seen) {
    if (point.node) nodes.add(point.node)
    if (point.node && fresh.has(point.node)) continue
    for (const earlier of pointsBefore(point, graph)) seen.add(earlier)
  }
  return nodes
}
