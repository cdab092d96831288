// In which order can the parts of one piece of code be executed?
import type { TSESTree } from '@typescript-eslint/utils'

import type { CodeRoot } from './code-root.ts'
import type { Knowledge } from './knowledge.ts'

/** A moment of execution. */
export interface Point {
  readonly id: number
  /** The node that has just been executed. */
  readonly node: TSESTree.Node | null
  /** The variables or members that got a new value here. */
  readonly binds: TSESTree.Node | null
  /** What was decided on every way here. */
  knowledge: Knowledge | null
  readonly before: Point[]
  readonly after: Point[]
  /** Where an exception goes that is raised right after this point; `null` when it leaves the code. */
  readonly handler: Point | null
  /** On the start of a handler: the points whose exceptions arrive here. */
  guarded: Guarded | null
}

/** The points from `from` up to `to` (exclusive), and `entry`, the one before them all. */
export interface Guarded {
  readonly entry: Point
  readonly from: number
  readonly to: number
}

/** Where a node stands in the graph; a `finally` block has one set of points per way into it. */
export interface Place {
  readonly enters: Point[]
  readonly leaves: Point[]
  completes: boolean
}

export interface ControlGraph {
  readonly root: CodeRoot
  readonly start: Point
  /** Where `return` and the end of the code lead. */
  readonly exit: Point
  /** Points after which the code may run on without ever reaching its exit: endless loops, `process.exit()`. */
  readonly stops: ReadonlySet<Point>
  readonly points: readonly Point[]
  readonly places: ReadonlyMap<TSESTree.Node, Place>
}

/** The points from which control can come, exceptions included. */
export function pointsBefore(point: Point, graph: ControlGraph): readonly Point[] {
  if (point.guarded === null) return point.before
  const { entry, from, to } = point.guarded
  const raising = graph.points.slice(from, to).filter((one) => one.handler === point)
  return [...point.before, entry, ...raising]
}

/** The points to which control can go, exceptions included. */
export function pointsAfter(point: Point): readonly Point[] {
  return point.handler === null ? point.after : [...point.after, point.handler]
}
