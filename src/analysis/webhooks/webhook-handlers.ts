// Which handlers of the file evidently receive the webhooks of Customer.io?
import path from 'node:path'

import type { TSESTree } from '@typescript-eslint/utils'

import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isClass, isWithin } from '../../ast/source-file.ts'
import { keyName, memberChainOf, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import {
  namesCustomerio,
  namesOtherVendor,
  reportingFields,
  saysWebhook,
} from '../../vocabulary/webhook-names.ts'
import type { ClientContext } from '../clients/clients.ts'
import { decoratedHandlers } from './decorated-handlers.ts'
import { exportedHandlers } from './exported-handlers.ts'
import type { RequestHandler } from './request-handlers.ts'
import { handlerOfCall, isHandlerCall } from './request-handlers.ts'

/** What the question needs to know of the rest of the analysis. */
export interface HandlerContext extends ClientContext {
  /** whether a call sends something to Customer.io */
  readonly sends: (call: TSESTree.CallExpression) => boolean
}

/**
 * The handlers that evidently receive webhooks of Customer.io, each once, in the order of the source. Any
 * file is opened where the linted file's place, or the code of a route, names Customer.io.
 */
export function webhookHandlersIn(context: HandlerContext): readonly RequestHandler[] {
  const { tracer } = context
  const seen = new Set<FunctionNode>()
  return handlersIn(context).flatMap((handler) => {
    if (handler.functions.some((fn) => seen.has(fn))) return []
    for (const fn of handler.functions) seen.add(fn)
    const route = handler.names.some((name) => name.startsWith('/')) ? null : routeWithin(handler, tracer)
    const named = route ? { ...handler, node: route.node, names: [...handler.names, route.path] } : handler
    return isWebhook(named, context) ? [named] : []
  })
}

function handlersIn(context: HandlerContext): readonly RequestHandler[] {
  const { tracer } = context
  const { ast, text } = tracer.index.file
  const place = pathOf(context)
  const isOurs = namesCustomerio(place)
  const tracerAt = (node: TSESTree.Node) =>
    isOurs || routeNames.test(text.slice(...node.range)) ? context.wide().tracer : tracer
  const byCall = tracer.index.calls.flatMap((call) =>
    call.type === 'CallExpression' && isHandlerCall(call) ? (handlerOfCall(call, tracerAt(call)) ?? []) : [],
  )
  const byClass = [...runTimeNodesIn(ast)].flatMap((node) => (isClass(node) ? decoratedHandlers(node) : []))
  const byExport = exportedHandlers(ast, place, isOurs ? context.wide().tracer : tracer).filter(
    // What registers routes is no handler, though it may be called one: `export const customerioWebhooks = (app) => …`.
    ({ functions }) => !byCall.some(({ node }) => functions.some((fn) => isWithin(node, fn))),
  )
  return [...byCall, ...byClass, ...byExport]
}

/** A first look at the code of a route, before files are opened for it. */
const routeNames = /customer[._-]?io|cio/i

/** The path of the file within the project, with its extension; empty for files that have none. */
export function pathOf({ filename, cwd }: Pick<ClientContext, 'filename' | 'cwd'>): string {
  if (!path.isAbsolute(filename)) return filename.startsWith('<') ? '' : filename
  const relative = path.relative(cwd, filename).replaceAll('\\', '/')
  return relative.startsWith('..') ? path.basename(filename) : relative
}

/**
 * Its route, file path or name says Customer.io, and one of them says webhook or the code reads what only a reporting
 * webhook has. What sends to Customer.io receives from somebody else.
 */
function isWebhook(handler: RequestHandler, context: HandlerContext): boolean {
  const names = [...handler.names, pathOf(context).replace(/\.[^./]+$/, '')]
  if (!names.some(namesCustomerio) || names.some(namesOtherVendor)) return false
  const code = handler.functions.flatMap((fn) => [...runTimeNodesIn(fn)])
  if (code.some(readsReportingField)) return true
  if (!names.some(saysWebhook)) return false
  return !code.some((node) => node.type === 'CallExpression' && context.sends(node))
}

/** `body.object_type`, `const { metric } = req.body` */
function readsReportingField(node: TSESTree.Node): boolean {
  if (node.type === 'MemberExpression') {
    const { path: names } = memberChainOf(node)
    const isElsewhere = names.some((name) => name !== null && /^(?:query|params|env|config)$/.test(name))
    return (
      reportingFields.has(names.at(-1) ?? '') && !isElsewhere && node.parent.type !== 'AssignmentExpression'
    )
  }
  if (node.type !== 'ObjectPattern') return false
  return node.properties.some(
    (property) =>
      property.type === 'Property' && reportingFields.has(keyName(property.key, property.computed) ?? ''),
  )
}

/** Servers without a router compare the path: `if (url.pathname === '/webhooks/customerio')`. */
function routeWithin({ functions }: RequestHandler, tracer: Tracer) {
  for (const node of functions.flatMap((fn) => [...runTimeNodesIn(fn)])) {
    const compared = comparedPath(node)
    const texts = compared ? tracer.sourcesOf(compared).flatMap((source) => textOf(source)) : []
    const found = texts.find((text) => text.startsWith('/') && namesCustomerio(text))
    if (found !== undefined) return { node, path: found }
  }
  return null
}

function comparedPath(node: TSESTree.Node): TSESTree.Node | null {
  if (node.type === 'SwitchCase') return node.test
  if (node.type !== 'BinaryExpression' || !/^===?$/.test(node.operator)) return null
  return staticStringOf(node.left) === null ? node.right : node.left
}

function textOf(source: { readonly kind: string; readonly value?: unknown }): readonly string[] {
  return source.kind === 'literal' && typeof source.value === 'string' ? [source.value] : []
}
