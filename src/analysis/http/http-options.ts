// Where does a call of an HTTP library say its URL, verb, body, headers and credentials?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { needleCall, nodeCall, superagentCall } from './chained-calls.ts'
import type { PlainArguments, HttpCall, RequestContext } from './http-call.ts'
import { callOf, isStringify, isText, mayHave, present, valuesAt } from './http-call.ts'
import type { HttpCallee } from './http-libraries.ts'
import { httpCalleeAt } from './http-libraries.ts'
import { defaultsWritten } from './instance-defaults.ts'

/** The HTTP request that a call sends, whoever answers it; `null` when it sends none. */
export function httpCallAt(node: TSESTree.CallExpression, context: RequestContext): HttpCall | null {
  const callee = httpCalleeAt(node.callee, context.tracer)
  if (!callee) return null
  const args = node.arguments.filter((argument) => argument.type !== 'SpreadElement')
  if (args.length !== node.arguments.length || args.length === 0) return null
  switch (callee.style) {
    case 'fetch':
    case 'ofetch':
      return fetchCall(node, callee, args, context)
    case 'axios':
      return axiosCall(node, callee, args, context)
    case 'got':
      return gotCall(node, callee, args, context)
    case 'request':
      return requestCall(node, callee, args, context)
    case 'superagent':
      return superagentCall(node, callee, args)
    case 'needle':
      return needleCall(node, callee, args)
    case 'node':
      return nodeCall(node, callee, args, context)
  }
}

/** `fetch(url, init)`, `fetch(new Request(url, init))`, `new Pool(origin).request({ path, … })` */
function fetchCall(
  node: TSESTree.CallExpression,
  { style, defaults }: HttpCallee,
  args: PlainArguments,
  context: RequestContext,
): HttpCall {
  const [first, second] = args
  const isUrl = isText(first, context)
  const init = isUrl ? [...present(second), ...initsOf(first, context.tracer)] : present(first)
  return callOf(node, {
    urls: isUrl ? present(first) : valuesAt(init, ['path', 'url'], context),
    bases: [...valuesAt(defaults, ['baseURL'], context), ...defaults.filter((base) => isText(base, context))],
    verb: mayHave(init, 'method', context) ? null : 'GET',
    verbNodes: valuesAt(init, ['method'], context),
    bodies: valuesAt(init, ['body'], context),
    isBodyText: style === 'fetch',
    options: [...init, ...defaults],
  })
}

/** What the requests were made with that an expression can be. */
function initsOf(node: TSESTree.Node | undefined, tracer: Tracer): readonly TSESTree.Node[] {
  if (!node) return []
  return tracer.sourcesOf(node).flatMap((source) => {
    if (source.kind !== 'new' || source.path.length > 0) return []
    const { callee, arguments: given } = source.node
    return callee.type === 'Identifier' && callee.name === 'Request' ? present(given[1]) : []
  })
}

const authorizationDefaults = [
  ['headers', 'Authorization'],
  ['headers', 'common', 'Authorization'],
  ['headers', 'common', 'authorization'],
]

const withBody = new Set(['post', 'put', 'patch'])

function axiosCall(
  node: TSESTree.CallExpression,
  callee: HttpCallee,
  args: PlainArguments,
  context: RequestContext,
): HttpCall {
  const { method, defaults } = callee
  const [first, second, third] = args
  const isConfigOnly = method === 'request' || (method === null && !second && !isText(first, context))
  const hasBody = method !== null && withBody.has(method)
  const config = isConfigOnly ? first : hasBody ? third : second
  const options = [...present(config), ...[...defaults].reverse()]
  return callOf(node, {
    urls: isConfigOnly ? valuesAt([config], ['url'], context) : present(first),
    bases: [
      ...valuesAt(options, ['baseURL'], context),
      ...defaultsWritten(node, [['baseURL']], context.tracer),
    ],
    authorizations: defaultsWritten(node, authorizationDefaults, context.tracer),
    verb: method === null || method === 'request' ? 'GET' : method.toUpperCase(),
    verbNodes: method === null || method === 'request' ? valuesAt(options, ['method'], context) : [],
    bodies: hasBody ? present(second) : valuesAt([config], ['data'], context),
    options,
  })
}

/** `(url, options)` or `(options)`; the options that were set for an instance come last, the newest of them first. */
function urlsAndOptions(
  { defaults }: HttpCallee,
  [first, second]: PlainArguments,
  urlNames: readonly string[],
  context: RequestContext,
) {
  const isUrl = isText(first, context)
  const given = isUrl ? second : first
  return {
    given,
    urls: isUrl ? present(first) : valuesAt([given], urlNames, context),
    options: [...present(given), ...[...defaults].reverse()],
  }
}

function gotCall(
  node: TSESTree.CallExpression,
  callee: HttpCallee,
  args: PlainArguments,
  context: RequestContext,
): HttpCall {
  const { method } = callee
  const { urls, given, options } = urlsAndOptions(callee, args, ['url'], context)
  return callOf(node, {
    urls,
    bases: valuesAt(options, ['prefixUrl', 'baseUrl'], context),
    verb: method === null ? 'GET' : method.toUpperCase(),
    verbNodes: method === null ? valuesAt(options, ['method'], context) : [],
    bodies: [
      ...valuesAt([given], ['json'], context),
      ...valuesAt([given], ['body'], context).filter((body) => isStringify(unwrap(body))),
    ],
    options,
  })
}

function requestCall(
  node: TSESTree.CallExpression,
  callee: HttpCallee,
  args: PlainArguments,
  context: RequestContext,
): HttpCall {
  const { method } = callee
  const { urls, given, options } = urlsAndOptions(callee, args, ['url', 'uri'], context)
  const verb = method === 'del' ? 'DELETE' : (method ?? 'GET').toUpperCase()
  return callOf(node, {
    urls,
    bases: valuesAt(options, ['baseUrl'], context),
    verb,
    verbNodes: method === null ? valuesAt(options, ['method'], context) : [],
    bodies: valuesAt([given], ['body', 'json'], context).filter((body) => unwrap(body).type !== 'Literal'),
    options,
    // A callback takes the answer and the error; the library without promises emits them.
    returnsPromise:
      !isCallbackLibrary(node.callee, context) &&
      (args.length < 2 || unwrap(args.at(-1) ?? node).type === 'ObjectExpression'),
  })
}

/** `request` itself, or what its `defaults` makes; its descendants with promises have other names. */
function isCallbackLibrary(callee: TSESTree.Node, { tracer }: RequestContext): boolean {
  return tracer.sourcesOf(callee).some((source) => {
    if (source.kind === 'import') return source.module === 'request'
    if (source.kind !== 'call') return false
    return tracer
      .sourcesOf(source.node.callee)
      .some((maker) => maker.kind === 'import' && maker.module === 'request')
  })
}
