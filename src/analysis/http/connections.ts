// With which options does a construction or a call connect to Customer.io, and is it encrypted?
import type { TSESTree } from '@typescript-eslint/utils'

import { programOf } from '../../ast/source-file.ts'
import type { ClientCall } from '../clients/calls.ts'
import type { Client, ClientContext } from '../clients/clients.ts'
import { isForDevelopment } from '../values/environment-tests.ts'
import type { UrlText } from './connection-urls.ts'
import { urlsGivenTo } from './connection-urls.ts'
import { apiOfInstance } from './http-credentials.ts'
import type { HttpCall } from './http-call.ts'
import { calleeName } from './http-call.ts'
import { instanceOptionsAt } from './http-libraries.ts'
import { httpCallAt } from './http-options.ts'
import type { UncheckedCertificate } from './unchecked-certificates.ts'
import { uncheckedCertificatesIn } from './unchecked-certificates.ts'

/** What is wrong with the connection that a construction or call makes. */
export interface ConnectionFaults {
  readonly urls: readonly UrlText[]
  readonly isSentByPlainHttp: boolean
  readonly unchecked: readonly UncheckedCertificate[]
}

/** The faults of the connection that a client, a request or an instance for Customer.io is made with. */
export function connectionFaultsOf(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  client: Client | null,
  call: ClientCall | null,
  context: ClientContext,
): ConnectionFaults {
  const urls = client ? urlsGivenTo(client, node.arguments, context.wide()) : []
  const http = call?.http && node.type === 'CallExpression' ? httpCallAt(node, context.wide()) : null
  const options = connectionOptionsOf(node, client, call, http, context)
  return {
    urls: urls.filter(({ isPlain, isLoopback }) => isPlain && !isLoopback),
    isSentByPlainHttp: call !== null && call.node === node && isSentByPlainHttp(call.node, call, context),
    // A server on the same machine, or on that of a developer, has a certificate of its own making.
    unchecked: urls.some(({ isLoopback }) => isLoopback)
      ? []
      : uncheckedBy(options, http, context).filter(({ node: off }) => !isForDevelopment(off)),
  }
}

/** The objects that hold the options of a client, a request, or an instance made for Customer.io. */
function connectionOptionsOf(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  client: Client | null,
  call: ClientCall | null,
  http: HttpCall | null,
  context: ClientContext,
): readonly TSESTree.Node[] {
  if (client) {
    const options = node.arguments[client.facts?.options ?? -1]
    return options ? [options] : []
  }
  if (node.type !== 'CallExpression') return []
  if (http) {
    const agents = http.chain.flatMap((one) => (calleeName(one) === 'agent' ? one.arguments : []))
    // An instance of another file is reported there.
    return [...http.options, ...agents].filter((one) => programOf(one) === context.tracer.index.file.ast)
  }
  const options = call ? null : instanceOptionsAt(node, context.tracer)
  return options && apiOfInstance(options, context) ? [options] : []
}

function uncheckedBy(
  options: readonly TSESTree.Node[],
  http: HttpCall | null,
  context: ClientContext,
): readonly UncheckedCertificate[] {
  return [
    ...options.flatMap((one) => uncheckedCertificatesIn(one, context.wide().tracer)),
    ...(http?.chain.flatMap(uncheckedInChain) ?? []),
  ]
}

/** `.disableTLSCerts()` of superagent */
function uncheckedInChain(call: TSESTree.CallExpression): readonly UncheckedCertificate[] {
  const { callee } = call
  const name = calleeName(call)
  return name === 'disableTLSCerts' && callee.type === 'MemberExpression'
    ? [{ said: `${name}()`, node: callee.property, value: null }]
    : []
}

/** Whether a request is sent by Node's `http`, which encrypts nothing, to a host that is named without a scheme. */
function isSentByPlainHttp(
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
