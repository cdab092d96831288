// Does this call send a raw HTTP request to Customer.io, and which operation is it?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Arguments, TextPattern } from '../../ast/text-pattern.ts'
import { patternText, textPatternsOf } from '../../ast/text-pattern.ts'
import { programOf } from '../../ast/source-file.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { HttpApi, HttpHost, HttpOperation } from '../../vocabulary/http-api.ts'
import { findHttpOperation, hostOf } from '../../vocabulary/http-api.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { RequestContext } from './http-call.ts'
import { givenFor, isStringify, present } from './http-call.ts'
import { httpCallAt } from './http-options.ts'

/** A request to a host of Customer.io. */
export interface HttpRequest {
  readonly node: TSESTree.CallExpression
  readonly api: HttpApi
  readonly host: HttpHost
  /** the URL as pieces and holes */
  readonly url: TextPattern
  /** where the URL is written */
  readonly urlNode: TSESTree.Node
  /** the verb in upper case; `null` when it is computed */
  readonly verb: string | null
  /** `null` when the path is not known, or names nothing that the table knows */
  readonly operation: HttpOperation | null
  /** what else the request may be, where the code chooses between several URLs */
  readonly otherOperations: readonly HttpOperation[]
  /** true when path or verb are parameters, so that the call may be any operation */
  readonly isGeneric: boolean
  /** the values that become the JSON body */
  readonly bodies: readonly TSESTree.Node[]
  /** true when the call gives back a promise of its own */
  readonly returnsPromise: boolean
}

/** The request that a call sends; `null` when it sends none, or none to Customer.io. */
export function httpRequestAt(
  node: TSESTree.CallExpression,
  outer: ClientContext,
  given?: Arguments,
): HttpRequest | null {
  const context: RequestContext = { ...outer, given }
  const call = httpCallAt(node, context)
  if (!call) return null
  const verb = verbOf(call.verb, call.verbNodes, context)
  const targets = urlsOf(call.urls, call.bases, context, given).flatMap((url) => targetOf(url, verb) ?? [])
  const target = targets.find(({ operation }) => operation !== null) ?? targets[0]
  if (!target) return null
  const { url, host, operation } = target
  const others = targets.flatMap((one) => (one.host.api === host.api ? (one.operation ?? []) : []))
  return {
    node,
    api: host.api,
    host,
    url: url.pattern,
    urlNode: url.node,
    verb,
    operation,
    otherOperations: others.filter(
      (one, index) => one.name !== operation?.name && isFirst(others, one, index),
    ),
    isGeneric: operation === null && (verb === null || hasOpenPath(host.path)),
    bodies: call.bodies.flatMap((body) => jsonBodiesOf(body, call.isBodyText, context)),
    returnsPromise: call.returnsPromise,
  }
}

interface Target {
  readonly url: Url
  readonly host: HttpHost
  readonly operation: HttpOperation | null
}

/** What a request to one of its URLs does; `null` for other hosts. */
function targetOf(url: Url, verb: string | null): Target | null {
  const host = hostOf(patternText(url.pattern))
  return host && { url, host, operation: verb === null ? null : findHttpOperation(host.api, verb, host.path) }
}

function isFirst(operations: readonly HttpOperation[], { name }: HttpOperation, index: number): boolean {
  return operations.findIndex((one) => one.name === name) === index
}

interface Url {
  readonly pattern: TextPattern
  readonly node: TSESTree.Node
}

function urlsOf(
  urls: readonly TSESTree.Node[],
  bases: readonly TSESTree.Node[],
  context: ClientContext,
  given?: Arguments,
): readonly Url[] {
  const patternsOf = (node: TSESTree.Node) => textPatternsOf(node, context.tracer, given)
  const own = urls.flatMap((node) => patternsOf(node).map((pattern) => ({ pattern, node })))
  const absolute = own.filter(({ pattern }) => hostOf(patternText(pattern)) !== null)
  if (absolute.length > 0 || bases.length === 0) return absolute
  const starts = bases.flatMap((node) => patternsOf(node).map((pattern) => ({ pattern, node })))
  if (own.length === 0) return starts
  return starts.flatMap((start) =>
    own.map(({ pattern, node }) => ({ pattern: underBase(start.pattern, pattern), node })),
  )
}

/** `baseURL` and `prefixUrl` are put before the path, with one slash between. */
function underBase(base: TextPattern, path: TextPattern): TextPattern {
  const end = base.at(-1)
  const start = typeof end === 'string' ? [...base.slice(0, -1), end.replace(/\/$/, '')] : base
  const [first, ...rest] = path
  return typeof first === 'string'
    ? [...start, `/${first.replace(/^\//, '')}`, ...rest]
    : [...start, '/', ...path]
}

function verbOf(
  verb: string | null,
  nodes: readonly TSESTree.Node[],
  context: RequestContext,
): string | null {
  if (nodes.length === 0) return verb
  // What a caller gives stands in for the default of a wrapper's parameter.
  const said = nodes.flatMap((node) => {
    const givenNodes = givenFor(node, context)
    return givenNodes.length > 0 ? givenNodes : [node]
  })
  const patterns = said.flatMap((node) => textPatternsOf(node, context.tracer, context.given))
  const verbs = new Set(patterns.map(patternText))
  const [only] = verbs
  return verbs.size === 1 && only !== undefined && /^[a-z]+$/i.test(only) ? only.toUpperCase() : null
}

/** A path that ends in a hole behind no slash, or is one, may be anything: `${BASE}${path}`. */
function hasOpenPath(path: string): boolean {
  return (
    path.split('/').some((segment) => /[^/]\{\}|\{\}\{\}|\{\}./.test(segment)) ||
    /^(?:\/[\w.-]+)*\/?\{\}$/.test(path)
  )
}

/** `x` of `JSON.stringify(x)`; where the library serialises by itself, the value as it stands. */
function jsonBodiesOf(
  node: TSESTree.Node,
  isText: boolean,
  context: RequestContext,
  depth = 0,
): readonly TSESTree.Node[] {
  const inner = unwrap(node)
  if (depth > 8) return []
  const next = (child: TSESTree.Node) => jsonBodiesOf(child, isText, context, depth + 1)
  switch (inner.type) {
    case 'ConditionalExpression':
      return [...next(inner.consequent), ...next(inner.alternate)]
    case 'LogicalExpression':
      return inner.operator === '&&' ? next(inner.right) : [...next(inner.left), ...next(inner.right)]
    case 'CallExpression':
      if (isStringify(inner))
        return present(inner.arguments[0]).filter(({ type }) => type !== 'SpreadElement')
      return isText ? [] : [node]
    case 'Identifier':
    case 'MemberExpression': {
      const texts = serialisedIn(inner, context)
      if (texts.length > 0) return texts.flatMap(next)
      return isText ? givenFor(inner, context).flatMap(next) : [node]
    }
    default:
      return isText ? [] : [node]
  }
}

/** `const body = JSON.stringify(data)` built earlier in this file; what a function makes of its parameter is not known here. */
function serialisedIn(node: TSESTree.Node, { tracer }: ClientContext): readonly TSESTree.Node[] {
  return tracer.sourcesOf(node).flatMap((source) => {
    const isBuilt = source.kind === 'call' && source.path.length === 0 && (source.given?.length ?? 0) === 0
    return isBuilt && isStringify(source.node) && programOf(source.node) === programOf(node)
      ? [source.node]
      : []
  })
}
