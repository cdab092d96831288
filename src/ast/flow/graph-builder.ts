// How does a control graph grow? The pencil with which the readers of statements and expressions draw it.
import type { TSESTree } from '@typescript-eslint/utils'

import type { ControlGraph, Place, Point } from './control-graph.ts'
import type { CodeRoot } from './code-root.ts'
import type { Frame, Jump } from './jumps.ts'
import { landingOf } from './jumps.ts'
import type { Decision } from './knowledge.ts'
import { commonKnowledge, decided } from './knowledge.ts'
import { runTimeChildrenOf } from './run-time-children.ts'

type Node = TSESTree.Node

/** What to draw for each type of node; other nodes are their children in source order, then themselves. */
export type Readers = { [N in Node as `${N['type']}`]?: (graph: GraphBuilder, node: N) => void }

/** Is this a call from which control never comes back? */
export type NeverReturns = (call: TSESTree.CallExpression) => boolean

/** Trees nested deeper than this are not read: the stack has an end. */
const deepest = 1000

export class TooDeep extends Error {}

export class GraphBuilder {
  readonly points: Point[] = []
  readonly places = new Map<Node, Place>()
  readonly stops = new Set<Point>()
  readonly frames: Frame[] = []
  /** Where the skipped part of the optional chains around the code leads. */
  readonly chainEnds: Point[] = []
  /** How many copies of `finally` blocks around the code are being drawn. */
  copies = 0
  /** Where control is now; `null` when it cannot be here. */
  at: Point | null
  readonly neverReturns: NeverReturns
  readonly start: Point
  readonly #readers: Readers
  #handler: Point | null = null
  #depth = 0

  constructor(readers: Readers, neverReturns: NeverReturns) {
    this.#readers = readers
    this.neverReturns = neverReturns
    this.start = this.junction()
    this.at = this.start
  }

  read(node: Node | null | undefined): void {
    if (!node || this.at === null) return
    const place = this.enter(node)
    const reader = this.#readers[node.type] as ((graph: GraphBuilder, node: Node) => void) | undefined
    this.deeper(() => {
      if (reader) reader(this, node)
      else this.readParts(node)
    })
    place.completes ||= this.isAlive()
  }

  /** Can control be here? */
  isAlive(): boolean {
    return this.at !== null
  }

  /** Draws what is nested one level deeper. */
  deeper<T>(draw: () => T): T {
    if (++this.#depth > deepest) throw new TooDeep()
    const result = draw()
    this.#depth--
    return result
  }

  readAll(nodes: readonly (Node | null)[]): void {
    for (const node of nodes) this.read(node)
  }

  /** The children in source order, then the node itself. */
  readParts(node: Node): void {
    this.readAll(runTimeChildrenOf(node))
    this.pass(node)
  }

  enter(node: Node): Place {
    let place = this.places.get(node)
    if (!place) this.places.set(node, (place = { enters: [], leaves: [], completes: false }))
    if (this.at) place.enters.push(this.at)
    return place
  }

  /** Control goes on through a new point, where `node` has been executed. */
  pass(node: Node | null, binds: Node | null = null): void {
    if (this.at === null) return
    const point = this.#point(node, binds)
    point.knowledge = this.at.knowledge
    this.#connect(this.at, point)
    if (node) this.places.get(node)?.leaves.push(point)
    this.at = point
  }

  decide(decisions: readonly Decision[]): void {
    if (this.at === null) return
    for (const decision of decisions) this.at.knowledge = decided(this.at.knowledge, decision, this.at)
  }

  /** A point that ways lead to before control goes on from it (`resume`). */
  junction(): Point {
    return this.#point(null, null)
  }

  goTo(point: Point): void {
    if (this.at) this.#connect(this.at, point)
    this.at = null
  }

  resume(junction: Point): void {
    const [first, ...others] = junction.before
    junction.knowledge = others.reduce(
      (known, point) => commonKnowledge(known, point.knowledge),
      first?.knowledge ?? null,
    )
    this.at = first ? junction : null
  }

  /** Control goes on from any of these. */
  resumeFrom(points: readonly (Point | null)[]): void {
    const arriving = points.filter((point) => point !== null)
    if (arriving.length === 1) this.at = arriving[0] ?? null
    else {
      const junction = this.junction()
      for (const point of arriving) this.#connect(point, junction)
      this.resume(junction)
    }
  }

  jump(jump: Jump): void {
    const landing = landingOf(jump, this.frames)
    if (landing) this.goTo(landing)
    else this.at = null
  }

  within(frame: Frame, draw: () => void): void {
    this.frames.push(frame)
    draw()
    this.frames.pop()
  }

  /** Exceptions of what `draw` draws may go to `handler`, which gets what was known at its start. */
  guard(handler: Point, entry: Point, draw: () => void): void {
    const outer = this.#handler
    const from = this.points.length
    handler.knowledge = entry.knowledge
    this.#handler = handler
    draw()
    this.#handler = outer
    handler.guarded = { entry, from, to: this.points.length }
  }

  finish(root: CodeRoot, exit: Point): ControlGraph {
    const { start, stops, points, places } = this
    return { root, start, exit, stops, points, places }
  }

  #point(node: Node | null, binds: Node | null): Point {
    const point: Point = {
      id: this.points.length,
      node,
      binds,
      knowledge: null,
      before: [],
      after: [],
      handler: this.#handler,
      guarded: null,
    }
    this.points.push(point)
    return point
  }

  #connect(from: Point, to: Point): void {
    from.after.push(to)
    to.before.push(from)
  }
}
