// Is a person who is destroyed also suppressed, so that the next event does not bring them back?
import type { TSESTree } from '@typescript-eslint/utils'

import { equalitiesAt, factsAt, functionOf } from '../../ast/control-flow.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import { inContext } from '../../ast/given.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'
import type { ClientContext } from '../clients/clients.ts'
import { callsWithin } from '../values/calls-within.ts'
import { isThinWrapperBesideSuppress } from './house-clients.ts'
import type { PersonOperation } from './operations.ts'
import { operationsAt } from './operations.ts'
import type { Person } from './person.ts'
import { isSamePerson } from './person.ts'

type Region = FunctionNode | TSESTree.Program

/** Callers of callers are asked this far. */
const farthest = 3

/** Answers about the erasures of one file. */
export class LastingErasure {
  readonly #context: ClientContext
  readonly #regions = new Map<Region, readonly PersonOperation[]>()

  constructor(context: ClientContext) {
    this.#context = context
  }

  /** The operations of a call that destroy a person who can come back, as far as they are this call's business. */
  unsuppressedAt(node: TSESTree.CallExpression): readonly PersonOperation[] {
    const destroyed = operationsAt(node, this.#context).filter(({ effect }) => effect === 'destroy')
    return destroyed.filter((one) => this.#isJudgedHere(one) && !this.#isLasting(one))
  }

  /** A function that destroys by itself is judged inside, unless it leaves the choice to its callers. */
  #isJudgedHere({ call, through }: PersonOperation): boolean {
    const fn = through.at(-1)
    if (!fn || !call) return true
    // `jobs[name](data)`: a function on the way that tells the innermost to destroy.
    const isToldInside = through.slice(0, -1).some((outer) => this.#destroysIn(outer))
    if (isToldInside) return false
    const isToldByCaller = !operationsAt(call.node, this.#context).some(({ effect }) => effect === 'destroy')
    return isToldByCaller || isThinWrapperBesideSuppress(fn, this.#context)
  }

  #destroysIn(fn: FunctionNode): boolean {
    return this.#operationsIn(fn).some(({ effect }) => effect === 'destroy')
  }

  #isLasting(destroyed: PersonOperation): boolean {
    const { node } = destroyed
    const around = functionOf(node)
    if (isFunction(around) && isThinWrapperBesideSuppress(around, this.#context)) return true
    return this.#isCovered(destroyed, node, 0)
  }

  /** Whether the code around a place, or every caller of it in sight, suppresses or replaces the person. */
  #isCovered(destroyed: PersonOperation, place: TSESTree.CallExpression, distance: number): boolean {
    const region = regionOf(place)
    const others = this.#operationsIn(region)
    if (others.some((other) => this.#saves(other, destroyed, place))) return true
    if (!isFunction(region) || distance >= farthest) return false
    const callers = this.#callersOf(region)
    return (
      callers.length > 0 &&
      callers.every((call) => this.#isCovered(this.#seenFrom(call, region, destroyed), call, distance + 1))
    )
  }

  #saves(other: PersonOperation, destroyed: PersonOperation, place: TSESTree.CallExpression): boolean {
    const isSame = haveSamePerson(other.people, destroyed.people)
    const isOther = other.node !== place || other.place !== destroyed.place
    if (!isOther || other.isOptional) return false
    switch (other.effect) {
      case 'suppress':
        return isSame && holdsWherever(other.node, place, destroyed)
      case 'merge':
        return holdsWherever(other.node, place, destroyed)
      case 'identify':
        if (isSame) return isUndoOf(other.node, place)
        return isReplacement(other, destroyed, place) && holdsWherever(other.node, place, destroyed)
      default:
        return false
    }
  }

  /** What is done when a function runs, its inline callbacks included. */
  #operationsIn(region: Region): readonly PersonOperation[] {
    const known = this.#regions.get(region)
    if (known) return known
    const found = callsWithin(region, this.#context.tracer).flatMap((call) =>
      regionOf(call) === region ? operationsAt(call, this.#context) : [],
    )
    this.#regions.set(region, found)
    return found
  }

  #callersOf(fn: FunctionNode): readonly TSESTree.CallExpression[] {
    const { tracer } = this.#context
    return tracer
      .indexOf(fn)
      .calls.filter(
        (call): call is TSESTree.CallExpression =>
          call.type === 'CallExpression' && tracer.functionsAt(call.callee).includes(fn),
      )
  }

  #seenFrom(call: TSESTree.CallExpression, fn: FunctionNode, destroyed: PersonOperation): PersonOperation {
    const people = destroyed.people.map(({ sources }): Person => ({
      sources: inContext(sources, [{ function: fn, call }], this.#context.tracer),
      text: null,
    }))
    return { ...destroyed, people }
  }
}

function haveSamePerson(some: readonly Person[], others: readonly Person[]): boolean {
  return some.some((one) => others.some((other) => isSamePerson(one, other)))
}

/** The function whose run a node belongs to: callbacks that are written where they are used belong to it. */
function regionOf(node: TSESTree.Node): Region {
  for (let region = functionOf(node); ; region = functionOf(region)) {
    if (!isFunction(region) || !isInline(region)) return region
  }
}

function isInline(fn: FunctionNode): boolean {
  const { parent } = wrapperOf(fn)
  return parent?.type === 'CallExpression' || parent?.type === 'NewExpression'
}

/** Whether what is done at one place is done whenever control comes to the other: no condition stands before it alone. */
function holdsWherever(
  other: TSESTree.CallExpression,
  place: TSESTree.CallExpression,
  { people }: PersonOperation,
): boolean {
  if (isOnlyOnFailure(other, place)) return false
  const known = new Set(conditionsAt(place))
  const ownName = new Set(people.flatMap(({ text }) => (text === null ? [] : [text.replace(/^\d* /, '')])))
  return conditionsAt(other).every((condition) => {
    const subject = condition.replace(/^[+-] /, '')
    return known.has(condition) || ownName.has(subject) || subject === receiverOf(other)
  })
}

function conditionsAt(node: TSESTree.Node): readonly string[] {
  return [
    ...factsAt(node).map(({ condition, holds }) => `${holds ? '+' : '-'} ${textOf(condition)}`),
    ...equalitiesAt(node).map(
      ({ left, right, holds }) => `${holds ? '+' : '-'} ${textOf(left)}===${textOf(right)}`,
    ),
  ]
}

/** The client that a method is called on: `cio?.suppress(id)` asks for nothing that `cio.destroy(id)` does not. */
function receiverOf({ callee }: TSESTree.CallExpression): string | null {
  const inner = unwrap(callee)
  return inner.type === 'MemberExpression' ? textOf(inner.object) : null
}

/** The text of an expression, without what types and optional chains add. */
function textOf(node: TSESTree.Node): string {
  const inner = unwrap(node)
  switch (inner.type) {
    case 'Identifier':
      return inner.name
    case 'ThisExpression':
      return 'this'
    case 'Literal':
      return inner.raw
    case 'MemberExpression':
      return `${textOf(inner.object)}.${propertyName(inner) ?? `[${textOf(inner.property)}]`}`
    case 'BinaryExpression':
    case 'LogicalExpression':
      return `${textOf(inner.left)}${inner.operator}${textOf(inner.right)}`
    case 'UnaryExpression':
      return `${inner.operator}${textOf(inner.argument)}`
    case 'CallExpression':
      return `${textOf(inner.callee)}(${inner.arguments.map(textOf).join()})`
    case 'AwaitExpression':
      return textOf(inner.argument)
    default:
      return `${inner.type}@${String(inner.range[0])}`
  }
}

/** A handler of failures that the other place is not in. */
function isOnlyOnFailure(node: TSESTree.Node, place: TSESTree.Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    const holdsPlace = place.range[0] >= outer.range[0] && place.range[1] <= outer.range[1]
    if (holdsPlace) return false
    if (outer.type === 'CatchClause') return true
    const call = isFunction(outer) ? outer.parent : null
    const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : null
    if (callee?.type === 'MemberExpression' && propertyName(callee) === 'catch') return true
  }
  return false
}

/** `try { identify(id) … } catch { destroy(id) }` takes back what was just made. */
function isUndoOf(identified: TSESTree.Node, place: TSESTree.Node): boolean {
  for (let inner = place, outer = place.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.type !== 'TryStatement' || outer.handler !== inner) continue
    const [start, end] = outer.block.range
    if (identified.range[0] >= start && identified.range[1] <= end) return true
  }
  return false
}

const formerName =
  /old|prev|former|legacy|dup|anon|temp|tmp|guest|stale|secondary|merged|obsolete|replaced|source|from/i

/** The profile moves to another id: the new one is identified next, or the name says that this is the former one. */
function isReplacement(
  { node, people }: PersonOperation,
  destroyed: PersonOperation,
  place: TSESTree.CallExpression,
): boolean {
  if (people.length === 0 || loopOf(node) !== loopOf(place)) return false
  const isNext = node.range[0] > place.range[0]
  return isNext || destroyed.people.some(({ text }) => formerName.test(text ?? ''))
}

/** The loop, or the callback, that a node is repeated by. */
function loopOf(node: TSESTree.Node): TSESTree.Node | null {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (isFunction(outer) || /^(?:For|While|DoWhile)/.test(outer.type)) return outer
  }
  return null
}
