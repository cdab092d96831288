// Which credentials does a raw HTTP request to Customer.io carry?
import type { TSESTree } from '@typescript-eslint/utils'

import { programOf } from '../../ast/source-file.ts'
import { staticStringOf } from '../../ast/static-value.ts'
import { patternText, textPatternsOf } from '../../ast/text-pattern.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import type { HttpApi } from '../../vocabulary/http-api.ts'
import { hostOf } from '../../vocabulary/http-api.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { GivenCredential } from '../credentials/credentials.ts'
import { authorizationCredentials, pairCredentials, userAndPassword } from './authorization-credentials.ts'
import { instanceOptionsAt } from './http-libraries.ts'
import type { HttpCall } from './http-call.ts'
import { calleeName } from './http-call.ts'
import { httpCallAt } from './http-options.ts'
import type { HttpRequest } from './http-requests.ts'
import { sitesIn } from '../payloads/payload-sites.ts'
import type { Site } from '../payloads/payload-sites.ts'

/** The credentials of a request, or of the instance that a call makes for Customer.io's host. */
export function httpCredentials(
  node: TSESTree.CallExpression,
  request: HttpRequest | null,
  context: ClientContext,
): readonly GivenCredential[] {
  // What a header is made of may stand in any file. A factory of another file was read by this very tracer.
  const isHere = programOf(node) === context.tracer.index.file.ast
  const wide = isHere ? context.wide() : context
  if (request) {
    if (request.node !== node) {
      // Other arguments are data: only headers that the call itself spells out count.
      return headerCredentials(node.arguments, request.api, wide).filter(({ path }) => path.length === 0)
    }
    const call = httpCallAt(node, wide)
    return call
      ? [
          ...optionCredentials(call.options, request.api, wide),
          ...call.authorizations.flatMap((node) =>
            authorizationCredentials({ node, path: [] }, request.api, wide.tracer),
          ),
          ...chainCredentials(call, request.api, wide),
        ]
      : []
  }
  const options = instanceOptionsAt(node, context.tracer)
  const api = options && apiOfInstance(options, context)
  return options && api ? optionCredentials([options], api, wide) : []
}

/** The API that an instance of an HTTP library is made for; `null` when it is for another host. */
export function apiOfInstance(options: TSESTree.Node, context: ClientContext): HttpApi | null {
  const bases = ['baseURL', 'prefixUrl', 'baseUrl'].flatMap((name) => sitesIn(options, [name], context))
  const patterns = bases.flatMap(({ node, path }) =>
    path.length === 0 ? textPatternsOf(node, context.tracer) : [],
  )
  for (const pattern of patterns) {
    const host = hostOf(patternText(pattern))
    if (host) return host.api
  }
  return null
}

const headerSpellings = ['Authorization', 'authorization', 'AUTHORIZATION']

function optionCredentials(
  options: readonly TSESTree.Node[],
  api: HttpApi,
  context: ClientContext,
): readonly GivenCredential[] {
  const nodesAt = (...path: string[]) =>
    options.flatMap((node) =>
      sitesIn(node, path, context).flatMap((site) => (site.path.length === 0 ? [site.node] : [])),
    )
  const pairs: readonly [readonly string[], readonly string[]][] = [
    [
      ['auth', 'username'],
      ['auth', 'password'],
    ],
    [
      ['auth', 'user'],
      ['auth', 'pass'],
    ],
    [['username'], ['password']],
  ]
  return [
    ...headerCredentials(options, api, context),
    ...pairs.flatMap(([user, password]) => pairCredentials(nodesAt(...user), nodesAt(...password), api)),
    ...nodesAt('auth')
      .filter((node) => unwrapAwait(node).type !== 'ObjectExpression')
      .flatMap((node) => userAndPassword(node, api, context.tracer)),
  ]
}

/** Those in the `headers` of options, which a house function hands on for its caller. */
function headerCredentials(
  options: readonly TSESTree.Node[],
  api: HttpApi,
  context: ClientContext,
): readonly GivenCredential[] {
  const places = options.flatMap((node) => [
    ...headerSpellings.flatMap((name) => sitesIn(node, ['headers', name], context)),
    ...sitesIn(node, ['headers'], context).flatMap((site) =>
      site.path.length === 0 ? listedHeaders(site.node, context) : [],
    ),
  ])
  return places.flatMap((place) => authorizationCredentials(place, api, context.tracer))
}

/** The `Authorization` of `new Headers({ … })` and of lists `[['Authorization', …]]`. */
function listedHeaders(headers: TSESTree.Node, context: ClientContext): readonly Site[] {
  const inner = unwrapAwait(headers)
  const made = context.tracer.sourcesOf(inner).flatMap((source) => {
    const isHeaders =
      source.kind === 'new' && source.path.length === 0 && isNamed(source.node.callee, 'Headers')
    const [init] = isHeaders ? source.node.arguments : []
    return init ? [init] : []
  })
  const given = made.length > 0 ? made : inner.type === 'ArrayExpression' ? [inner] : []
  return given.flatMap((init) => {
    const list = unwrapAwait(init)
    if (list.type !== 'ArrayExpression') return headersIn(init, context)
    return list.elements.flatMap((pair) => {
      const [name, value] = pair?.type === 'ArrayExpression' ? pair.elements : []
      return name && value && isAuthorization(name) ? [{ node: value, path: [] }] : []
    })
  })
}

function headersIn(object: TSESTree.Node, context: ClientContext): readonly Site[] {
  return headerSpellings.flatMap((name) => sitesIn(object, [name], context))
}

function isAuthorization(name: TSESTree.Node): boolean {
  return staticStringOf(name)?.toLowerCase() === 'authorization'
}

function isNamed(node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

/** `.set('Authorization', …)`, `.set({ Authorization: … })` and `.auth(user, password)` */
function chainCredentials(
  { chain }: HttpCall,
  api: HttpApi,
  context: ClientContext,
): readonly GivenCredential[] {
  return chain.flatMap((call) => {
    const name = calleeName(call)
    const [first, second] = call.arguments
    if (!first) return []
    if (name === 'auth') return second ? pairCredentials([first], [second], api) : []
    if (name !== 'set') return []
    const given = second && isAuthorization(first) ? [{ node: second, path: [] }] : []
    const places = second ? given : headersIn(first, context)
    return places.flatMap((place) => authorizationCredentials(place, api, context.tracer))
  })
}
