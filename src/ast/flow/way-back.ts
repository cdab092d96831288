// What was written on the ways that lead to a point?
import { Changes } from './changes.ts'
import type { ControlGraph, Point } from './control-graph.ts'
import { pointsAfter, pointsBefore } from './control-graph.ts'

/** Walks back from a point step by step and notes what was written; all steps together visit each point once. */
export class WayBack {
  readonly changes = new Changes()
  readonly #graph: ControlGraph
  readonly #seen: Set<Point>
  #pending: Point[]

  constructor(graph: ControlGraph, from: readonly Point[]) {
    this.#graph = graph
    this.#pending = [...from]
    this.#seen = new Set(from)
  }

  /** Goes on to the points of `ends`, which are not passed. */
  to(ends: readonly Point[]): void {
    const held: Point[] = []
    for (let point = this.#pending.pop(); point; point = this.#pending.pop()) {
      if (ends.includes(point)) {
        held.push(point)
        continue
      }
      this.changes.add(point)
      for (const earlier of pointsBefore(point, this.#graph)) {
        if (this.#seen.has(earlier)) continue
        this.#seen.add(earlier)
        this.#pending.push(earlier)
      }
    }
    this.#pending = held
  }
}

/** Notes what may be written once the function that is made at `point` exists. */
export function addChangesAfter(point: Point, changes: Changes): void {
  const seen = new Set([point])
  for (const current of seen) {
    if (current !== point) changes.addLater(current)
    for (const later of pointsAfter(current)) seen.add(later)
  }
  changes.addOtherCode()
}
