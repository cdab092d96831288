// Where does a call of an HTTP library say its URL, verb, body, headers and credentials?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { HttpCallee } from './http-libraries.ts'
import { httpCalleeAt } from './http-libraries.ts'
import { sitesIn } from '../payloads/payload-sites.ts'

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
  /** `.auth(user, password)` and `.set(name, value)` of a chain */
  readonly chain: readonly TSESTree.CallExpression[]
  readonly returnsPromise: boolean
}

/** The HTTP request that a call sends, whoever answers it; `null` when it sends none. */
export function httpCallAt(node: TSESTree.CallExpression, context: ClientContext): HttpCall | null {
  const callee = httpCalleeAt(node.callee, context.tracer)
  if (!callee) return null
  const args = node.arguments.filter((argument) => argument.type !== 'SpreadElement')
  if (args.length !== node.arguments.length || args.length === 0) return null
  switch (callee.style) {
    case 'fetch':
      return fetchCall(node, callee, args, context)
    case 'axios':
      return axiosCall(node, callee, args, context)
    case 'got':
      return gotCall(node, callee, args, context)
    case 'request':
      return requestCall(node, callee, args, context)
    case 'superagent':
      return superagentCall(node, callee, args)
    case 'node':
      return nodeCall(node, callee, args, context)
  }
}

type Args = readonly TSESTree.Expression[]

/** The values at a name of any of the objects. */
function valuesAt(
  objects: readonly (TSESTree.Node | undefined)[],
  names: readonly string[],
  context: ClientContext,
): readonly TSESTree.Node[] {
  return objects.flatMap((object) =>
    object
      ? names.flatMap((name) =>
          sitesIn(object, [name], context).flatMap((site) => (site.path.length === 0 ? [site.node] : [])),
        )
      : [],
  )
}

function present(...nodes: readonly (TSESTree.Node | undefined)[]): readonly TSESTree.Node[] {
  return nodes.filter((node) => node !== undefined)
}

function callOf(node: TSESTree.CallExpression, parts: Partial<HttpCall>): HttpCall {
  return {
    node,
    urls: [],
    bases: [],
    verb: null,
    verbNodes: [],
    bodies: [],
    isBodyText: false,
    options: [],
    chain: [],
    returnsPromise: true,
    ...parts,
  }
}

function fetchCall(
  node: TSESTree.CallExpression,
  _callee: HttpCallee,
  args: Args,
  context: ClientContext,
): HttpCall {
  const [url, given] = args
  const request = url ? unwrap(url) : null
  // `fetch(new Request(url, init))`
  const isRequest = request?.type === 'NewExpression' && !given && request.arguments.length > 1
  const init = isRequest ? request.arguments[1] : given
  const options = present(init)
  return callOf(node, {
    urls: present(url),
    verb: 'GET',
    verbNodes: valuesAt(options, ['method'], context),
    bodies: valuesAt(options, ['body'], context),
    isBodyText: true,
    options,
  })
}

const withBody = new Set(['post', 'put', 'patch'])

function axiosCall(
  node: TSESTree.CallExpression,
  callee: HttpCallee,
  args: Args,
  context: ClientContext,
): HttpCall {
  const { method, defaults } = callee
  const [first, second, third] = args
  const isConfigOnly = method === 'request' || (method === null && !second && !isText(first, context))
  const hasBody = method !== null && withBody.has(method)
  const config = isConfigOnly ? first : hasBody ? third : second
  const options = [...present(config), ...[...defaults].reverse()]
  return callOf(node, {
    urls: isConfigOnly ? valuesAt([config], ['url'], context) : present(first),
    bases: valuesAt(options, ['baseURL'], context),
    verb: method === null || method === 'request' ? 'GET' : method.toUpperCase(),
    verbNodes: method === null || method === 'request' ? valuesAt(options, ['method'], context) : [],
    bodies: hasBody ? present(second) : valuesAt([config], ['data'], context),
    options,
  })
}

function isText(node: TSESTree.Node | undefined, { tracer }: ClientContext): boolean {
  if (!node) return false
  const inner = unwrap(node)
  if (inner.type === 'ObjectExpression') return false
  return !tracer.sourcesOf(node).some(({ kind }) => kind === 'object')
}

function gotCall(
  node: TSESTree.CallExpression,
  callee: HttpCallee,
  args: Args,
  context: ClientContext,
): HttpCall {
  const { method, defaults } = callee
  const [url, given] = args
  const options = [...present(given), ...[...defaults].reverse()]
  return callOf(node, {
    urls: present(url),
    bases: valuesAt(options, ['prefixUrl', 'baseUrl'], context),
    verb: method === null ? 'GET' : method.toUpperCase(),
    verbNodes: method === null ? valuesAt(options, ['method'], context) : [],
    bodies: [
      ...valuesAt([given], ['json'], context),
      ...valuesAt([given], ['body'], context).filter((body) => isStringify(body)),
    ],
    options,
  })
}

function isStringify(node: TSESTree.Node): boolean {
  const inner = unwrap(node)
  return inner.type === 'CallExpression' && /^stringify$/.test(calleeName(inner))
}

function calleeName(node: TSESTree.CallExpression): string {
  const callee = unwrap(node.callee)
  return callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : ''
}

function requestCall(
  node: TSESTree.CallExpression,
  callee: HttpCallee,
  args: Args,
  context: ClientContext,
): HttpCall {
  const { method, defaults } = callee
  const [first, second] = args
  const isUrl = isText(first, context)
  const given = isUrl ? second : first
  const options = [...present(given), ...[...defaults].reverse()]
  const verb = method === 'del' ? 'DELETE' : (method ?? 'GET').toUpperCase()
  return callOf(node, {
    urls: isUrl ? present(first) : valuesAt([given], ['url', 'uri'], context),
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
function isCallbackLibrary(callee: TSESTree.Node, { tracer }: ClientContext): boolean {
  return tracer.sourcesOf(callee).some((source) => {
    if (source.kind === 'import') return source.module === 'request'
    if (source.kind !== 'call') return false
    return tracer
      .sourcesOf(source.node.callee)
      .some((maker) => maker.kind === 'import' && maker.module === 'request')
  })
}

function superagentCall(node: TSESTree.CallExpression, callee: HttpCallee, args: Args): HttpCall {
  const chain = chainOn(node)
  const sent = chain
    .filter((call) => calleeName(call) === 'send')
    .flatMap((call) => call.arguments.slice(0, 1))
  const { method } = callee
  return callOf(node, {
    urls: present(args[0]),
    verb: method === 'del' ? 'DELETE' : (method ?? 'get').toUpperCase(),
    bodies: sent,
    chain,
  })
}

/** The calls that are chained on a call: `.set(…).send(…)`. */
function chainOn(node: TSESTree.CallExpression): readonly TSESTree.CallExpression[] {
  const chain: TSESTree.CallExpression[] = []
  let current: TSESTree.Node = node
  for (;;) {
    const member: TSESTree.Node = current.parent
    if (member.type !== 'MemberExpression' || member.object !== current) return chain
    const call: TSESTree.Node = member.parent
    if (call.type !== 'CallExpression' || call.callee !== member) return chain
    chain.push(call)
    current = call
  }
}

/** `https.request(url?, options, callback?)`: the body is written to what it gives back. */
function nodeCall(
  node: TSESTree.CallExpression,
  callee: HttpCallee,
  args: Args,
  context: ClientContext,
): HttpCall {
  const [first, second] = args
  const isUrl = isText(first, context)
  const options = present(isUrl ? second : first)
  const hosts = valuesAt(options, ['hostname', 'host'], context)
  return callOf(node, {
    urls: isUrl ? present(first) : valuesAt(options, ['path'], context),
    bases: isUrl ? [] : hosts,
    verb: 'GET',
    verbNodes: callee.method === 'get' ? [] : valuesAt(options, ['method'], context),
    bodies: writtenTo(node, context),
    isBodyText: true,
    options,
    returnsPromise: false,
  })
}

/** What is written to the request: `req.write(body)`, `req.end(body)`. */
function writtenTo(node: TSESTree.CallExpression, { tracer }: ClientContext): readonly TSESTree.Node[] {
  const { parent } = node
  const chained = chainOn(node)
  const holder = parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : null
  const variable = holder && tracer.variableAt(holder)
  const calls = (variable?.references ?? []).flatMap(({ identifier }) => {
    const member = identifier.parent
    return member.type === 'MemberExpression' && member.parent.type === 'CallExpression'
      ? [member.parent]
      : []
  })
  return [...chained, ...calls]
    .filter((call) => calleeName(call) === 'write' || calleeName(call) === 'end')
    .flatMap((call) => call.arguments.slice(0, 1))
}
