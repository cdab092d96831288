// Where exactly in a call does the data sit, when the argument may have been built earlier?
import type { TSESTree } from '@typescript-eslint/utils'

import { readType, shapeAt } from '../../ast/declared-type.ts'
import { rootOf } from '../../ast/flow/code-root.ts'
import { isFunction } from '../../ast/source-file.ts'
import { keyName, lastNameOf, propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import type { PayloadPosition, PayloadSlot, Position } from '../../vocabulary/sdk.ts'
import { findRequestExport } from '../../vocabulary/sdk.ts'
import { namesWholeRecord } from '../../vocabulary/record-names.ts'
import type { ClientCall } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { ObjectChange } from '../values/object-changes.ts'
import { contentAt } from '../values/object-content.ts'
import type { VariableValue } from '../values/variable-values.ts'

/** An expression that holds the value at a position, or that holds it further down. */
export interface Site {
  readonly node: TSESTree.Node
  /** names that remain to be read from `node`: empty when `node` is the value itself */
  readonly path: readonly string[]
}

/** A site of data about a person. */
export interface Payload extends Site {
  readonly call: ClientCall
  readonly slot: PayloadSlot
  readonly position: PayloadPosition
}

/** The payloads of a call, each once, in the order of the table. */
export function payloadsOf(call: ClientCall, context: ClientContext): readonly Payload[] {
  const seen = new Map<TSESTree.Node, Set<string>>()
  return call.facts.payloads.flatMap((position) =>
    dataSitesAt(call, position, context).flatMap((site) => {
      const paths = seen.get(site.node) ?? new Set()
      const path = site.path.join('.')
      if (paths.has(path)) return []
      seen.set(site.node, paths.add(path))
      return [{ ...site, call, slot: position.slot, position }]
    }),
  )
}

/** Where a part of a message sits in argument 0: in the options, or in the request object that was made of them. */
export function envelopePaths(name: string): readonly (readonly string[])[] {
  return [[name], ['message', name]]
}

/** As `sitesAt`; of a request object also what was written into its message later. */
export function dataSitesAt(
  call: ClientCall,
  position: PayloadPosition,
  context: ClientContext,
): readonly Site[] {
  const isMessage = position.slot === 'message-data' && position.path.length === 1
  if (!isMessage || call.http || call.forwardedTo) return sitesAt(call, position, context)
  // Before anything is known of the request, both paths lead to the same expression.
  const [options, message] = envelopePaths(position.path[0] ?? '').map((path) =>
    sitesAt(call, { ...position, path }, context),
  )
  const opened = new Set(options?.map(({ node }) => node))
  return [...(options ?? []), ...(message ?? []).filter(({ node }) => !opened.has(node))]
}

/** The sites of a position in a call; empty when the call has nothing there. */
export function sitesAt(
  call: ClientCall,
  position: Position & Pick<PayloadPosition, 'arguments' | 'otherwise'>,
  context: ClientContext,
): readonly Site[] {
  const { arguments: args } = call
  const { min = 0, max = Infinity } = position.arguments ?? {}
  if (args.length < min || args.length > max) return []
  const index =
    position.argument === 'first-object' ? firstObject(args, position.otherwise, context) : position.argument
  if (call.http) return index === 0 ? args.flatMap((body) => sitesIn(body, position.path, context)) : []
  return index === null ? [] : siteOfArgument(args, index, position.path, context)
}

/** An argument, or the element of a list that is spread in its place. */
function siteOfArgument(
  args: readonly TSESTree.Node[],
  index: number,
  path: readonly string[],
  context: ClientContext,
): readonly Site[] {
  const spreadAt = args.findIndex((arg) => arg.type === 'SpreadElement')
  const spread = args[spreadAt]
  if (spread?.type === 'SpreadElement' && spreadAt <= index) {
    // Two spreads leave no position known.
    if (args.slice(spreadAt + 1).length > 0) return []
    return sitesIn(spread.argument, [String(index - spreadAt), ...path], context)
  }
  const argument = args[index]
  return argument ? sitesIn(argument, path, context) : []
}

/** The expressions that hold what a path reads from an expression, which may have been built earlier. */
export function sitesIn(
  node: TSESTree.Node,
  path: readonly string[],
  context: ClientContext,
): readonly Site[] {
  return new SiteFinder(context, node).find(node, path)
}

/** Overloads leave out leading names: the data is the first argument that is evidently no text. */
function firstObject(
  args: readonly TSESTree.Node[],
  otherwise: number | undefined,
  context: ClientContext,
): number | null {
  // Behind its last place stand the options.
  const places = args.slice(0, (otherwise ?? args.length) + 1)
  const evident = places.findIndex((arg) => isEvidentlyObject(arg, context))
  if (evident !== -1) return evident
  return otherwise !== undefined && otherwise < args.length ? otherwise : null
}

function isEvidentlyObject(node: TSESTree.Node, { tracer }: ClientContext): boolean {
  const sources = tracer.sourcesOf(node)
  const written = sources.flatMap((source) =>
    source.kind === 'declared' ? (shapeAt(readType(source.type), source.path) ?? []) : [],
  )
  // A written type beats a name.
  if (written.some(({ kind }) => kind === 'object')) return true
  if (written.some(({ kind }) => kind === 'leaf')) return false
  return namesWholeRecord(lastNameOf(node) ?? '') || sources.some(({ kind }) => kind === 'object')
}

/** Steps that a search may take through envelopes that are built from each other. */
const mostSteps = 200

/** The expressions that a variable gets as a whole; `null` when it is taken from something else. */
function expressionOf(value: VariableValue): readonly TSESTree.Node[] | null {
  if (value.kind !== 'place' || value.place.path.length + value.place.defaults.length > 0) return null
  const { owner, isRest } = value.place
  if (isRest) return null
  if (owner.type === 'VariableDeclarator') return owner.init ? [owner.init] : []
  return owner.type === 'AssignmentExpression' ? [owner.right] : null
}

class SiteFinder {
  readonly #context: ClientContext
  readonly #start: TSESTree.Node
  readonly #active = new Set<TSESTree.Node>()
  #steps = 0

  constructor(context: ClientContext, start: TSESTree.Node) {
    this.#context = context
    this.#start = start
  }

  find(node: TSESTree.Node, path: readonly string[]): readonly Site[] {
    const opaque = [{ node, path }]
    const [key, ...rest] = path
    if (key === undefined) return opaque
    const inner = unwrapAwait(node)
    if (this.#active.has(inner)) return []
    if (++this.#steps > mostSteps) return opaque
    this.#active.add(inner)
    const sites = this.#step(inner, key, rest) ?? opaque
    this.#active.delete(inner)
    return sites
  }

  /** `null` when the expression cannot be opened. */
  #step(node: TSESTree.Node, key: string, rest: readonly string[]): readonly Site[] | null {
    const path = [key, ...rest]
    switch (node.type) {
      case 'ObjectExpression':
        return this.#inObject(node, key, rest)
      case 'ArrayExpression':
        return this.#inArray(node, key, rest)
      case 'ConditionalExpression':
        return [...this.find(node.consequent, path), ...this.find(node.alternate, path)]
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.find(node.right, path)
          : [...this.find(node.left, path), ...this.find(node.right, path)]
      case 'Identifier':
        return this.#inVariable(node, path)
      case 'NewExpression':
        return this.#inRequest(node, path)
      case 'CallExpression':
        return key === '*' ? this.#inMapped(node, rest) : null
      case 'Literal':
      case 'TemplateLiteral':
        return []
      default:
        return null
    }
  }

  #inObject(node: TSESTree.ObjectExpression, key: string, rest: readonly string[]): readonly Site[] {
    const sites: Site[] = []
    for (const property of [...node.properties].reverse()) {
      if (property.type === 'SpreadElement') {
        sites.push(...this.find(property.argument, [key, ...rest]))
        continue
      }
      if (keyName(property.key, property.computed) !== key) continue
      const { kind, value } = property
      const values = kind === 'get' && isFunction(value) ? this.#context.tracer.returnsOf(value) : [value]
      return [...sites, ...values.flatMap((given) => this.find(given, rest))]
    }
    return sites
  }

  #inArray(node: TSESTree.ArrayExpression, key: string, rest: readonly string[]): readonly Site[] | null {
    const index = /^\d+$/.test(key) ? Number(key) : null
    const spreadAt = node.elements.findIndex((element) => element?.type === 'SpreadElement')
    if (key !== '*' && (index === null || (spreadAt !== -1 && spreadAt <= index))) return null
    const elements = index === null ? node.elements : [node.elements[index] ?? null]
    return elements.flatMap((element) => {
      if (!element) return []
      return element.type === 'SpreadElement'
        ? this.find(element.argument, ['*', ...rest])
        : this.find(element, rest)
    })
  }

  /** A variable that is only given expressions of this file; anything else stays opaque. */
  #inVariable(node: TSESTree.Identifier, path: readonly string[]): readonly Site[] | null {
    const { tracer } = this.#context
    const variable = tracer.variableAt(node)
    if (!variable) return node.name === 'undefined' ? [] : null
    const { values, changes } = contentAt({ variable, node, place: this.#placeOf(node), path, tracer })
    const given: TSESTree.Node[] = []
    for (const value of values) {
      const expression = expressionOf(value)
      if (expression === null) return null
      given.push(...expression)
    }
    // A part of what is looked for, an object whose properties are copied in, another file: the whole is to be judged.
    const isOwn = (change: ObjectChange): boolean => tracer.indexOf(change.node) === tracer.indexOf(node)
    const isWhole = (change: ObjectChange): boolean => !change.isCopied && change.path.length <= path.length
    if (!changes.every((change) => isOwn(change) && isWhole(change))) return null
    return [
      ...given.flatMap((expression) => this.find(expression, path)),
      ...changes.flatMap((change) => this.find(change.value, path.slice(change.path.length))),
    ]
  }

  /** Where the object is looked at: where the search began, or where its reference is read in another function. */
  #placeOf(node: TSESTree.Node): TSESTree.Node {
    return rootOf(this.#start) === rootOf(node) ? this.#start : node
  }

  /** `new SendEmailRequest({ message_data })` holds what its options hold. */
  #inRequest(node: TSESTree.NewExpression, path: readonly string[]): readonly Site[] | null {
    const isRequest = this.#context.tracer
      .sourcesOf(node.callee)
      .some((source) => source.kind === 'import' && findRequestExport(source.module, source.path))
    const [options] = node.arguments
    if (!isRequest) return null
    return options ? this.find(options, path) : []
  }

  /** `people.map((person) => ({ attributes: person }))`: the callback's result is each element. */
  #inMapped(node: TSESTree.CallExpression, rest: readonly string[]): readonly Site[] | null {
    const callee = unwrap(node.callee)
    const [callback] = node.arguments
    if (callee.type !== 'MemberExpression' || !callback || !isFunction(callback)) return null
    if (propertyName(callee) === 'map') {
      return this.#context.tracer.returnsOf(callback).flatMap((returned) => this.find(returned, rest))
    }
    return null
  }
}
