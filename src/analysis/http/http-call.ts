// What are the parts of an HTTP request, whichever library sends it?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import type { Arguments } from '../../ast/text-pattern.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { ClientContext } from '../clients/clients.ts'
import { sitesIn } from '../payloads/payload-sites.ts'

/** What a request is read with: where it stands in a wrapper, also what the wrapper's caller gave. */
export interface RequestContext extends ClientContext {
  readonly given?: Arguments | undefined
}

/** The parts of a request, as expressions of the call and of the options it was given. */
export interface HttpCall {
  readonly node: TSESTree.CallExpression
  readonly urls: readonly TSESTree.Node[]
  /** `baseURL`, `prefixUrl` */
  readonly bases: readonly TSESTree.Node[]
  /** the verb that the call's own name says, or the default */
  readonly verb: string | null
  readonly verbNodes: readonly TSESTree.Node[]
  readonly bodies: readonly TSESTree.Node[]
  /** true where the body must be text, so that only `JSON.stringify` makes JSON of data */
  readonly isBodyText: boolean
  /** objects with `headers`, `auth`, `username`: the call's own and its instance's */
  readonly options: readonly TSESTree.Node[]
  /** what the instance's defaults say of the `Authorization` header, written there later */
  readonly authorizations: readonly TSESTree.Node[]
  /** `.auth(user, password)` and `.set(name, value)` of a chain */
  readonly chain: readonly TSESTree.CallExpression[]
  readonly returnsPromise: boolean
}

/** The arguments of a call that spreads none. */
export type PlainArguments = readonly TSESTree.Expression[]

/** The values at a name of any of the objects. */
export function valuesAt(
  objects: readonly (TSESTree.Node | undefined)[],
  names: readonly string[],
  context: RequestContext,
): readonly TSESTree.Node[] {
  return objects.flatMap((object) =>
    object ? names.flatMap((name) => valuesIn(object, [name], context, 0)) : [],
  )
}

/** What the caller of a wrapper gave for an expression that reads the wrapper's parameter. */
export function givenFor(node: TSESTree.Node, context: RequestContext): readonly TSESTree.Node[] {
  return valuesGiven(node, [], context, 0)
}

function valuesIn(
  object: TSESTree.Node,
  path: readonly string[],
  context: RequestContext,
  depth: number,
): readonly TSESTree.Node[] {
  return sitesIn(object, path, context).flatMap((site) =>
    site.path.length === 0 ? [site.node] : valuesGiven(site.node, site.path, context, depth),
  )
}

/** Wrappers of wrappers are followed this deep. */
const deepest = 4

function valuesGiven(
  node: TSESTree.Node,
  path: readonly string[],
  context: RequestContext,
  depth: number,
): readonly TSESTree.Node[] {
  const { given, tracer } = context
  if (!given || depth > deepest) return []
  return tracer.sourcesOf(node).flatMap((source) => {
    if (source.kind !== 'parameter' || source.path.includes('...')) return []
    const argument = given.get(source.function)?.[source.index]
    return argument ? valuesIn(argument, [...source.path, ...path], context, depth + 1) : []
  })
}

/** Whether an object may have a property that the code does not show: a parameter, the result of a call. */
export function mayHave(objects: readonly TSESTree.Node[], name: string, context: RequestContext): boolean {
  return objects.some((object) =>
    sitesIn(object, [name], context).some(
      ({ node, path }) => path.length > 0 && valuesGiven(node, path, context, 0).length === 0,
    ),
  )
}

/** What there is of it. */
export function present(...nodes: readonly (TSESTree.Node | undefined)[]): readonly TSESTree.Node[] {
  return nodes.filter((node) => node !== undefined)
}

/** A call with nothing but these parts. */
export function callOf(node: TSESTree.CallExpression, parts: Partial<HttpCall>): HttpCall {
  return {
    node,
    urls: [],
    bases: [],
    verb: null,
    verbNodes: [],
    bodies: [],
    isBodyText: false,
    options: [],
    authorizations: [],
    chain: [],
    returnsPromise: true,
    ...parts,
  }
}

/** Whether an argument is a URL rather than an object with one. */
export function isText(node: TSESTree.Node | undefined, { tracer }: ClientContext): boolean {
  if (!node) return false
  const inner = unwrap(node)
  if (inner.type === 'ObjectExpression') return false
  return !tracer.sourcesOf(node).some(({ kind }) => kind === 'object')
}

/** `JSON.stringify(…)`, or that of a library. */
export function isStringify(node: TSESTree.Node): node is TSESTree.CallExpression {
  return node.type === 'CallExpression' && calleeName(node) === 'stringify'
}

/** The method that a call names: `send` of `request.send(data)`; '' for a plain function. */
export function calleeName(node: TSESTree.CallExpression): string {
  const callee = unwrap(node.callee)
  return callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : ''
}
