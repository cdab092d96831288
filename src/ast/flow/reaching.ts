// Which writes to a variable may be the last one before control reaches a node?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../source-file.ts'
import type { CodeRoot } from './code-root.ts'
import { rootOf } from './code-root.ts'
import type { ControlGraph, Place, Point } from './control-graph.ts'
import { pointsAfter, pointsBefore } from './control-graph.ts'
import { standingOf } from './graph-of.ts'

/** Something that gives a variable a value. */
export interface VariableWrite {
  /** the declarator or assignment; for a parameter the function */
  readonly node: TSESTree.Node
  /** false where the old value may stay: `x ??= y`, a loop without rounds */
  readonly replaces: boolean
}

/**
 * Those of a variable's writes whose value it may hold when control reaches the node. Other functions may write at any
 * time; a function made before a write may run after it. In doubt, all of them.
 */
export function writesReaching<Write extends VariableWrite>(
  node: TSESTree.Node,
  writes: readonly Write[],
): readonly Write[] {
  if (writes.length < 2) return writes
  const roots = writes.map(({ node: writer }) => rootOfWriter(writer))
  const around = rootsAround(node)
  const reaching = new Set(writes.filter((_, index) => !around.has(roots[index] ?? null)))
  let at = node
  for (let isClosure = false; ; isClosure = true) {
    const standing = standingOf(at)
    if (!standing) return writes
    const { graph } = standing
    const own = writes.filter((_, index) => roots[index] === graph.root)
    const isKept = addReaching(reaching, own, standing)
    if (isClosure) addLater(reaching, own, standing)
    const given = own.filter(({ node: writer }) => writer === graph.root)
    if (isKept) for (const write of given) reaching.add(write)
    if (!isKept || given.length > 0 || graph.root.type === 'Program') break
    at = graph.root
  }
  return writes.filter((write) => reaching.has(write))
}

/** Walks back to the writes; true when a way leads to the start of the code without one that replaces the value. */
function addReaching<Write extends VariableWrite>(
  reaching: Set<Write>,
  writes: readonly Write[],
  { graph, place }: { graph: ControlGraph; place: Place },
): boolean {
  const writers = new Map(writes.map((write) => [write.node, write]))
  const seen = new Set(
    place.leaves.length > 0 ? place.leaves.flatMap((point) => pointsBefore(point, graph)) : place.enters,
  )
  for (const point of seen) {
    const write = point.node ? writers.get(point.node) : undefined
    if (write) reaching.add(write)
    if (write?.replaces !== true) for (const earlier of pointsBefore(point, graph)) seen.add(earlier)
  }
  return seen.has(graph.start)
}

/** What is written once a function exists may be what it reads. */
function addLater<Write extends VariableWrite>(
  reaching: Set<Write>,
  writes: readonly Write[],
  { place }: { place: Place },
): void {
  const seen = new Set<Point>(place.leaves)
  for (const point of seen) for (const later of pointsAfter(point)) seen.add(later)
  const executed = new Set([...seen].map(({ node }) => node))
  for (const write of writes) if (executed.has(write.node)) reaching.add(write)
}

function rootsAround(node: TSESTree.Node): ReadonlySet<CodeRoot | null> {
  const roots = new Set<CodeRoot | null>()
  for (let root = rootOf(node); root && !roots.has(root); root = rootOf(root)) roots.add(root)
  return roots
}

/** A parameter is given its value at the start of its own function. */
function rootOfWriter(writer: TSESTree.Node): CodeRoot | null {
  return isFunction(writer) ? writer : rootOf(writer)
}
