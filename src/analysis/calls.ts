// Which Customer.io operation does this call perform, on which client, with which arguments?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName, staticStringOf } from '../ast/static-value.ts'
import { unwrap } from '../ast/unwrap.ts'
import type { MethodFacts } from '../vocabulary/sdk.ts'
import { findBrowserGlobal, methodFactsOf, methodFactsOfGlobal } from '../vocabulary/sdk.ts'
import type { Client, ClientContext } from './clients.ts'
import { clientsAmong } from './clients.ts'

/** A call of a client's method, whatever the way of calling. */
export interface ClientCall {
  readonly node: TSESTree.CallExpression
  readonly client: Client
  readonly method: string
  readonly facts: MethodFacts
  /** the method's arguments: without the receiver of `.call`, and out of the array of `.apply` and `_cio.push` */
  readonly arguments: readonly TSESTree.Node[]
}

/** The client call at a node; `null` when it is none that the table knows. */
export function clientCallAt(node: TSESTree.CallExpression, context: ClientContext): ClientCall | null {
  const { callee, args } = calledMethod(node)
  for (const { client, rest } of clientsAmong(context.tracer.sourcesOf(callee), context)) {
    const [method] = rest
    if (method === undefined || rest.length !== 1) continue
    const call = callOf(client, method, args)
    if (call) return { node, client, ...call }
  }
  return null
}

interface CalledMethod {
  readonly callee: TSESTree.Node
  readonly args: readonly TSESTree.Node[]
}

/** Sees through `method.call(client, …)` and `method.apply(client, […])`. */
function calledMethod(node: TSESTree.CallExpression): CalledMethod {
  const callee = unwrap(node.callee)
  if (callee.type !== 'MemberExpression') return { callee, args: node.arguments }
  const name = propertyName(callee)
  if (name === 'call') return { callee: callee.object, args: node.arguments.slice(1) }
  const list = node.arguments[1]
  if (name === 'apply' && list?.type === 'ArrayExpression') {
    return { callee: callee.object, args: elementsOf(list) }
  }
  return { callee, args: node.arguments }
}

function callOf(
  client: Client,
  method: string,
  args: readonly TSESTree.Node[],
): Pick<ClientCall, 'method' | 'facts' | 'arguments'> | null {
  if (client.global !== null) {
    const queue = findBrowserGlobal(client.global)?.queueMethod
    if (method === queue) return queuedCall(client.global, args)
    const facts = methodFactsOfGlobal(client.global, method)
    return facts && { method, facts, arguments: args }
  }
  const facts = methodFactsOf(client.kind, method)
  return facts && { method, facts, arguments: args }
}

/** `_cio.push(['track', name, data])` */
function queuedCall(
  global: string,
  [list]: readonly TSESTree.Node[],
): Pick<ClientCall, 'method' | 'facts' | 'arguments'> | null {
  if (list?.type !== 'ArrayExpression') return null
  const [first, ...rest] = elementsOf(list)
  const method = first ? staticStringOf(first) : null
  const facts = method === null ? null : methodFactsOfGlobal(global, method)
  return method !== null && facts ? { method, facts, arguments: rest } : null
}

function elementsOf(list: TSESTree.ArrayExpression): readonly TSESTree.Node[] {
  return list.elements.filter((element) => element !== null)
}
