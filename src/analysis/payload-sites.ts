// Where exactly in a call does the data sit, when the argument may have been built earlier?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../ast/source-file.ts'
import { keyName, propertyName } from '../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../ast/unwrap.ts'
import type { PayloadPosition, PayloadSlot, Position } from '../vocabulary/sdk.ts'
import { findRequestExport } from '../vocabulary/sdk.ts'
import { namesWholeRecord } from '../vocabulary/record-names.ts'
import type { ClientCall } from './calls.ts'
import type { ClientContext } from './clients.ts'

/** An expression that holds the value at a position, or that holds it further down. */
export interface Site {
  readonly node: TSESTree.Node
  /** names that remain to be read from `node`: empty when `node` is the value itself */
  readonly path: readonly string[]
  /** true when `node` is spread into the object that should hold the value */
  readonly isSpread: boolean
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
    sitesAt(call, position, context).flatMap((site) => {
      const paths = seen.get(site.node) ?? new Set()
      const path = site.path.join('.')
      if (paths.has(path)) return []
      seen.set(site.node, paths.add(path))
      return [{ ...site, call, slot: position.slot, position }]
    }),
  )
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
  const argument = args[index ?? -1]
  if (!argument || args.slice(0, (index ?? 0) + 1).some((arg) => arg.type === 'SpreadElement')) return []
  return new SiteFinder(context).find(argument, position.path, false)
}

/** The expressions that hold what a path reads from an expression, which may have been built earlier. */
export function sitesIn(
  node: TSESTree.Node,
  path: readonly string[],
  context: ClientContext,
): readonly Site[] {
  return new SiteFinder(context).find(node, path, false)
}

/** Overloads leave out leading names: the data is the first argument that is evidently no text. */
function firstObject(
  args: readonly TSESTree.Node[],
  otherwise: number | undefined,
  context: ClientContext,
): number | null {
  const evident = args.findIndex((arg) => isEvidentlyObject(arg, context))
  if (evident !== -1) return evident
  return otherwise !== undefined && otherwise < args.length ? otherwise : null
}

function isEvidentlyObject(node: TSESTree.Node, { tracer }: ClientContext): boolean {
  const inner = unwrapAwait(node)
  if (inner.type === 'Identifier' && namesWholeRecord(inner.name)) return true
  if (inner.type === 'MemberExpression' && namesWholeRecord(propertyName(inner) ?? '')) return true
  return tracer.sourcesOf(node).some(({ kind }) => kind === 'object')
}

/** Steps that a search may take through envelopes that are built from each other. */
const mostSteps = 200

class SiteFinder {
  readonly #context: ClientContext
  readonly #active = new Set<TSESTree.Node>()
  #steps = 0

  constructor(context: ClientContext) {
    this.#context = context
  }

  find(node: TSESTree.Node, path: readonly string[], isSpread: boolean): readonly Site[] {
    const opaque = [{ node, path, isSpread }]
    const [key, ...rest] = path
    if (key === undefined) return opaque
    const inner = unwrapAwait(node)
    if (this.#active.has(inner) || ++this.#steps > mostSteps) return opaque
    this.#active.add(inner)
    const sites = this.#step(inner, key, rest, isSpread) ?? opaque
    this.#active.delete(inner)
    return sites
  }

  /** `null` when the expression cannot be opened. */
  #step(
    node: TSESTree.Node,
    key: string,
    rest: readonly string[],
    isSpread: boolean,
  ): readonly Site[] | null {
    const path = [key, ...rest]
    switch (node.type) {
      case 'ObjectExpression':
        return this.#inObject(node, key, rest)
      case 'ArrayExpression':
        return key === '*' ? this.#inArray(node, rest) : null
      case 'ConditionalExpression':
        return [...this.find(node.consequent, path, isSpread), ...this.find(node.alternate, path, isSpread)]
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.find(node.right, path, isSpread)
          : [...this.find(node.left, path, isSpread), ...this.find(node.right, path, isSpread)]
      case 'Identifier':
        return this.#inVariable(node, path, isSpread)
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
        sites.push(...this.find(property.argument, [key, ...rest], true))
        continue
      }
      if (keyName(property.key, property.computed) !== key) continue
      return [...sites, ...this.find(property.value, rest, false)]
    }
    return sites
  }

  #inArray(node: TSESTree.ArrayExpression, rest: readonly string[]): readonly Site[] {
    return node.elements.flatMap((element) => {
      if (!element) return []
      return element.type === 'SpreadElement'
        ? this.find(element.argument, ['*', ...rest], true)
        : this.find(element, rest, false)
    })
  }

  /** A variable that is only given expressions of this file; anything else stays opaque. */
  #inVariable(node: TSESTree.Identifier, path: readonly string[], isSpread: boolean): readonly Site[] | null {
    const { tracer } = this.#context
    const variable = tracer.variableAt(node)
    if (!variable) return node.name === 'undefined' ? [] : null
    const values: TSESTree.Node[] = []
    for (const { node: definition, type } of variable.defs) {
      if (type !== 'Variable' || definition.type !== 'VariableDeclarator') return null
      if (definition.id.type !== 'Identifier' || definition.parent.parent.type.startsWith('For')) return null
      if (definition.init) values.push(definition.init)
    }
    for (const reference of variable.references) {
      if (!reference.isWrite() || reference.init === true) continue
      if (!reference.writeExpr || reference.identifier.parent.type !== 'AssignmentExpression') return null
      values.push(reference.writeExpr)
    }
    const written = (tracer.indexOf(node).writes.get(variable) ?? []).filter(
      ({ path: [first] }) => first === path[0],
    )
    const sites = written.flatMap((write) =>
      write.path.length <= path.length && write.path.every((name, index) => name === path[index])
        ? this.find(write.value, path.slice(write.path.length), false)
        : [],
    )
    return [...values.flatMap((value) => this.find(value, path, isSpread)), ...sites]
  }

  /** `new SendEmailRequest({ message_data })` holds what its options hold. */
  #inRequest(node: TSESTree.NewExpression, path: readonly string[]): readonly Site[] | null {
    const isRequest = this.#context.tracer
      .sourcesOf(node.callee)
      .some((source) => source.kind === 'import' && findRequestExport(source.module, source.path))
    const [options] = node.arguments
    if (!isRequest) return null
    return options ? this.find(options, path, false) : []
  }

  /** `people.map((person) => ({ attributes: person }))`: the callback's result is each element. */
  #inMapped(node: TSESTree.CallExpression, rest: readonly string[]): readonly Site[] | null {
    const callee = unwrap(node.callee)
    const [callback] = node.arguments
    if (callee.type !== 'MemberExpression' || !callback || !isFunction(callback)) return null
    if (propertyName(callee) === 'map') {
      return this.#context.tracer.returnsOf(callback).flatMap((returned) => this.find(returned, rest, false))
    }
    return null
  }
}
