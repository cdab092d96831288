// What does a call do to whom at Customer.io, by itself or through functions of the project?
import type { TSESTree } from '@typescript-eslint/utils'

import { factsAt } from '../../ast/control-flow.ts'
import type { Given } from '../../ast/source.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { lastNameOf, staticStringOf } from '../../ast/static-value.ts'
import type { Arguments } from '../../ast/text-pattern.ts'
import { classifyEntityOperation } from '../../vocabulary/sdk.ts'
import type { Effect } from '../../vocabulary/sdk.ts'
import type { ClientCall } from '../clients/calls.ts'
import { operationAt } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import { partsOfUrl } from '../http/url-holes.ts'
import { ownErasureAt } from '../own-role.ts'
import type { Site } from '../payloads/payload-sites.ts'
import { sitesAt, sitesIn } from '../payloads/payload-sites.ts'
import { callsWithin } from '../values/calls-within.ts'
import type { Person } from './person.ts'
import { personAt } from './person.ts'

/** One thing that is done to one person. */
export interface PersonOperation {
  readonly effect: Effect
  /** the call, in the function that is looked at */
  readonly node: TSESTree.CallExpression
  /** where a reader looks for it: the call, or the operation in a batch */
  readonly place: TSESTree.Node
  /** the names of the person, seen from there */
  readonly people: readonly Person[]
  /** the request itself; `null` for our own runtime and for functions that cannot be opened */
  readonly call: ClientCall | null
  /** the functions of the project that were followed, the outermost first */
  readonly through: readonly FunctionNode[]
  /** true where those functions do it only under a condition that their callers decide */
  readonly isOptional: boolean
}

interface Way {
  /** the call that started it */
  readonly node: TSESTree.CallExpression
  /** innermost call first, as the tracer keeps them */
  readonly given: readonly Given[]
  readonly args: Arguments
  readonly through: readonly FunctionNode[]
  readonly isOptional: boolean
}

/** Wrappers of wrappers are followed this deep. */
const deepest = 4

/** Everything that a call does to people. */
export function operationsAt(
  node: TSESTree.CallExpression,
  context: ClientContext,
): readonly PersonOperation[] {
  return operationsOf(node, { node, given: [], args: new Map(), through: [], isOptional: false }, context)
}

function operationsOf(
  node: TSESTree.CallExpression,
  way: Way,
  context: ClientContext,
): readonly PersonOperation[] {
  const call = operationAt(node, context, way.args)
  if (call) return ownOperations(call, way, context)
  if (ownErasureAt(node, context.tracer) !== null)
    return [operation('suppress', node.arguments.slice(1, 2), null, way, context)]
  const functions = context.tracer.functionsAt(node.callee)
  if (functions.length === 0) {
    return namesSuppression(node) ? [operation('suppress', node.arguments, null, way, context)] : []
  }
  return functions.flatMap((fn) => (isEntered(fn, node, way) ? insideOf(fn, node, way, context) : []))
}

function isEntered(fn: FunctionNode, node: TSESTree.CallExpression, { through }: Way): boolean {
  if (through.length >= deepest || through.includes(fn)) return false
  for (let outer: TSESTree.Node | undefined = node.parent; outer; outer = outer.parent) {
    if (outer === fn) return false
  }
  return true
}

function insideOf(
  fn: FunctionNode,
  node: TSESTree.CallExpression,
  way: Way,
  context: ClientContext,
): readonly PersonOperation[] {
  const inner: Way = {
    node: way.node,
    given: [{ function: fn, call: node }, ...way.given],
    args: new Map([...way.args, [fn, node.arguments.map((argument): TSESTree.Node => argument)]]),
    through: [...way.through, fn],
    isOptional: way.isOptional,
  }
  return callsWithin(fn, context.tracer).flatMap((call) => {
    const found = operationsOf(call, inner, context)
    if (found.length === 0 || !dependsOnCaller(call, fn, context)) return found
    return found.map((one) => ({ ...one, isOptional: true }))
  })
}

/** `if (options.hard) await cio.suppress(id)`: a test of a parameter that is not the person's. */
function dependsOnCaller(
  call: TSESTree.CallExpression,
  fn: FunctionNode,
  { tracer }: ClientContext,
): boolean {
  const { text } = tracer.indexOf(fn).file
  const own = text.slice(...call.range)
  const words = (part: string): readonly string[] => part.match(/[\w$]+/g) ?? []
  const mentioned = new Set(words(own))
  const parameters = new Set(fn.params.flatMap((parameter) => words(text.slice(...parameter.range))))
  return factsAt(call).some(
    (fact) =>
      fact.function === fn &&
      words(text.slice(...fact.condition.range)).some((word) => parameters.has(word) && !mentioned.has(word)),
  )
}

/** A function of the project that cannot be opened, and says that it suppresses somebody. */
function namesSuppression({ callee }: TSESTree.CallExpression): boolean {
  const name = lastNameOf(callee)
  return (
    name !== null &&
    /suppress(?!ed|ion)/i.test(name) &&
    !/un_?suppress|^(?:is|has|get|list|find|fetch|check|search)/i.test(name)
  )
}

function operation(
  effect: Effect,
  names: readonly TSESTree.Node[],
  call: ClientCall | null,
  way: Way,
  { tracer }: ClientContext,
  place?: TSESTree.Node,
): PersonOperation {
  const people = names.map((name) => personAt(name, way.given, tracer))
  const { node, through, isOptional } = way
  return { effect, node, place: place ?? node, people, call, through, isOptional }
}

const wanted: ReadonlySet<Effect> = new Set<Effect>(['destroy', 'suppress', 'identify', 'merge'])

function ownOperations(call: ClientCall, way: Way, context: ClientContext): readonly PersonOperation[] {
  const { facts } = call
  if (facts.operations) {
    return facts.operations.flatMap((position) =>
      sitesAt(call, position, context).flatMap((site) => entityOperation(call, site, way, context) ?? []),
    )
  }
  if (!wanted.has(facts.effect)) return []
  const named = facts.identifiers.flatMap((position) =>
    position.of === 'person' ? sitesAt(call, position, context) : [],
  )
  const names = [...peopleInPath(call), ...named.flatMap((site) => identifiersIn(site, context))]
  return [operation(facts.effect, names, call, way, context)]
}

/** One operation of the Track API's version 2. */
function entityOperation(
  call: ClientCall,
  { node, path }: Site,
  way: Way,
  context: ClientContext,
): PersonOperation | null {
  if (path.length > 0) return null
  const textAt = (name: string): string | null => {
    const [site] = sitesIn(node, [name], context)
    return site?.path.length === 0 ? staticStringOf(site.node) : null
  }
  const effect = classifyEntityOperation(textAt('type') ?? '', textAt('action') ?? '')
  if (effect === null || !wanted.has(effect)) return null
  const names = ['identifiers', 'primary', 'secondary'].flatMap((name) =>
    sitesIn(node, [name], context).flatMap((site) => identifiersIn(site, context)),
  )
  const [start, end] = way.node.range
  const isBelow = call.method === 'batch' && node.range[0] >= start && node.range[1] <= end
  return operation(effect, names, call, way, context, isBelow ? node : way.node)
}

const identifierKeys = ['id', 'email', 'cio_id']

/** An identifier, or those in `{ id, email }`. */
function identifiersIn({ node, path }: Site, context: ClientContext): readonly TSESTree.Node[] {
  if (path.length > 0) return []
  const isObject = context.tracer.sourcesOf(node).some(({ kind }) => kind === 'object')
  if (!isObject) return [node]
  return identifierKeys.flatMap((key) =>
    sitesIn(node, [key], context).flatMap((site) => (site.path.length === 0 ? [site.node] : [])),
  )
}

/** The holes of a raw request's path that name a person. */
function peopleInPath({ http }: ClientCall): readonly TSESTree.Node[] {
  const url = http && partsOfUrl(http.url)
  return (http?.operation?.pathIdentifiers ?? []).flatMap(({ segment, of }) => {
    const named = url?.segments[segment]
    return of === 'person' && named?.isHole ? named.holes.map(({ node }) => node) : []
  })
}
