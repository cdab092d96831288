// With which options does a construction or a call connect to Customer.io, and is it encrypted?
import type { TSESTree } from '@typescript-eslint/utils'

import type { ClientCall } from '../clients/calls.ts'
import type { Client, ClientContext } from '../clients/clients.ts'
import { apiOfInstance } from './http-credentials.ts'
import { instanceOptionsAt } from './http-libraries.ts'
import { httpCallAt } from './http-options.ts'

/** The objects that hold the options of a client, a request, or an instance made for Customer.io. */
export function connectionOptionsOf(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  client: Client | null,
  call: ClientCall | null,
  context: ClientContext,
): readonly TSESTree.Node[] {
  if (client) {
    const options = node.arguments[client.facts?.options ?? -1]
    return options ? [options] : []
  }
  if (node.type !== 'CallExpression') return []
  if (call?.http) return httpCallAt(node, context)?.options ?? []
  const options = call ? null : instanceOptionsAt(node, context.tracer)
  return options && apiOfInstance(options, context) ? [options] : []
}

/** Whether a request is sent by Node's `http`, which encrypts nothing, to a host that is named without a scheme. */
export function isSentByPlainHttp(
  node: TSESTree.CallExpression,
  call: ClientCall,
  { tracer }: ClientContext,
): boolean {
  if (call.http?.host.scheme !== null) return false
  const modules = tracer
    .sourcesOf(node.callee)
    .flatMap((source) => (source.kind === 'import' ? [source.module] : []))
  return modules.length > 0 && modules.every((module) => module === 'http' || module === 'node:http')
}
