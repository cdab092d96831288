// Which function calls send an HTTP request, and where do they take URL, method, body and headers from?
import type { TSESTree } from '@typescript-eslint/utils'

import type { TypeShape } from '../../ast/declared-type.ts'
import { readType } from '../../ast/declared-type.ts'
import type { Source } from '../../ast/source.ts'
import type { Tracer } from '../../ast/tracer.ts'

/**
 * How a library is called:
 * `fetch(url, { method, headers, body })`,
 * `axios(url, config)`, `axios.post(url, data, config)`,
 * `got(url, { method, json })`, `got.post(url, { json })`,
 * `request({ url, method, json })`,
 * `superagent.post(url).set(…).send(data)`,
 * `needle(method, url, data, options)`,
 * `ofetch(url, { method, body })`, which makes JSON of the body by itself,
 * `https.request(url, options)`, followed by `write` and `end`.
 */
export type HttpStyle = 'fetch' | 'ofetch' | 'axios' | 'got' | 'request' | 'superagent' | 'needle' | 'node'

export interface HttpCallee {
  readonly style: HttpStyle
  /** `post` for `axios.post`; `null` when the library itself is called */
  readonly method: string | null
  /** what `axios.create(…)` or `got.extend(…)` was given, innermost last */
  readonly defaults: readonly TSESTree.Node[]
}

const modules: Readonly<Record<string, HttpStyle>> = {
  'node-fetch': 'fetch',
  'cross-fetch': 'fetch',
  'isomorphic-fetch': 'fetch',
  'isomorphic-unfetch': 'fetch',
  'whatwg-fetch': 'fetch',
  'make-fetch-happen': 'fetch',
  undici: 'fetch',
  ofetch: 'ofetch',
  axios: 'axios',
  got: 'got',
  ky: 'got',
  'ky-universal': 'got',
  request: 'request',
  'request-promise': 'request',
  'request-promise-native': 'request',
  superagent: 'superagent',
  needle: 'needle',
  https: 'node',
  'node:https': 'node',
  http: 'node',
  'node:http': 'node',
}

/** Named exports that are the library itself, per style. */
const ownNames: Readonly<Record<HttpStyle, ReadonlySet<string>>> = {
  fetch: new Set(['default', 'fetch', 'request']),
  ofetch: new Set(['default', 'fetch', '$fetch', 'ofetch']),
  axios: new Set(['default', 'axios', 'Axios']),
  got: new Set(['default', 'got', 'ky']),
  request: new Set(['default']),
  superagent: new Set(['default', 'superagent']),
  needle: new Set(['default']),
  node: new Set(['default']),
}

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'request'])
const instanceMakers: Readonly<Record<string, ReadonlySet<string>>> = {
  // undici: `new Pool(origin)`
  fetch: new Set(['Pool', 'Client']),
  ofetch: new Set(['create']),
  axios: new Set(['create']),
  got: new Set(['extend', 'create']),
  request: new Set(['defaults']),
  superagent: new Set(['agent']),
}
const makerNames: ReadonlySet<string> = new Set(Object.values(instanceMakers).flatMap((names) => [...names]))

/** Types of injected instances: Nest's `HttpService`, axios's own. */
const instanceTypes: Readonly<Record<string, ReadonlySet<string>>> = {
  '@nestjs/axios': new Set(['HttpService']),
  axios: new Set(['AxiosInstance', 'AxiosStatic', 'Axios']),
}

/** What an HTTP library does with a call of this callee; `null` when it is none that is known. */
export function httpCalleeAt(callee: TSESTree.Node, tracer: Tracer): HttpCallee | null {
  // An instance that the code makes has more to say than the type of the field that holds it.
  const sources = tracer.sourcesOf(callee)
  const made = sources.filter(({ kind }) => kind !== 'declared')
  const declared = sources.filter(({ kind }) => kind === 'declared')
  return firstFound([...made, ...declared], (source) => httpCalleeOf(source, tracer, 0))
}

function httpCalleeOf(source: Source, tracer: Tracer, depth: number): HttpCallee | null {
  switch (source.kind) {
    case 'global':
      return isGlobalFetch([source.name, ...source.path])
        ? { style: source.name === '$fetch' ? 'ofetch' : 'fetch', method: null, defaults: [] }
        : null
    case 'import':
      return source.isTypeOnly ? null : calleeOf(modules[source.module], source.path, [])
    case 'call':
    case 'new': {
      const instance = instanceAt(source.node, tracer)
      return instance && calleeOf(instance.style, source.path, instance.defaults)
    }
    case 'declared':
      return depth > 4 ? null : calleeOfType(readType(source.type), source.path, tracer, depth)
    default:
      return null
  }
}

/** An injected library: `fetchFn: typeof fetch`, `http: AxiosInstance`. */
function calleeOfType(
  shape: TypeShape,
  path: readonly string[],
  tracer: Tracer,
  depth: number,
): HttpCallee | null {
  switch (shape.kind) {
    case 'union':
      return firstFound(shape.members, (member) => calleeOfType(member, path, tracer, depth))
    case 'named': {
      const isInstance =
        shape.module !== null && (instanceTypes[shape.module]?.has(shape.exportPath.at(-1) ?? '') ?? false)
      return isInstance ? calleeOf('axios', path[0] === 'axiosRef' ? path.slice(1) : path, []) : null
    }
    case 'query': {
      const { node } = shape
      if (node.type === 'TSQualifiedName') {
        const { left, right } = node
        const isFetch = left.type === 'Identifier' && isGlobalFetch([left.name, right.name])
        return isFetch ? calleeOf('fetch', path, []) : null
      }
      if (node.type !== 'Identifier' || shape.isInstance) return null
      return firstFound(tracer.sourcesOf(node), (source) =>
        httpCalleeOf({ ...source, path: [...source.path, ...path] }, tracer, depth + 1),
      )
    }
    default:
      return null
  }
}

function firstFound<Item>(
  items: readonly Item[],
  find: (item: Item) => HttpCallee | null,
): HttpCallee | null {
  for (const item of items) {
    const found = find(item)
    if (found) return found
  }
  return null
}

function isGlobalFetch(names: readonly string[]): boolean {
  const [first, second] = names
  if (names.length === 1) return first === 'fetch' || first === '$fetch'
  return names.length === 2 && second === 'fetch' && /^(?:window|globalThis|self|global)$/.test(first ?? '')
}

function calleeOf(
  style: HttpStyle | undefined,
  path: readonly string[],
  defaults: readonly TSESTree.Node[],
): HttpCallee | null {
  if (!style) return null
  const names = ownNames[style].has(path[0] ?? '') && path[0] !== 'request' ? path.slice(1) : path
  if (names.length === 0) return style === 'node' ? null : { style, method: null, defaults }
  const [method = ''] = names
  if (names.length > 1) return null
  if (style === 'fetch' || style === 'ofetch')
    return method === 'request' || ownNames[style].has(method) ? { style, method: null, defaults } : null
  if (style === 'node') return method === 'request' || method === 'get' ? { style, method, defaults } : null
  return verbs.has(method) ? { style, method, defaults } : null
}

/** The options that a call makes an instance from: those of `axios.create(…)`, `got.extend(…)`; `null` for other calls. */
export function instanceOptionsAt(node: TSESTree.CallExpression, tracer: Tracer): TSESTree.Node | null {
  return instanceAt(node, tracer)?.defaults.at(-1) ?? null
}

/** `axios.create({ baseURL })`, `new Pool(origin)` */
type Instance = Pick<HttpCallee, 'style' | 'defaults'>

const instances = new WeakMap<Tracer, Map<TSESTree.Node, Instance | null>>()

/** The instance that a call makes, remembered: every method of it asks; `null` for other calls. */
function instanceAt(node: TSESTree.CallExpression | TSESTree.NewExpression, tracer: Tracer): Instance | null {
  const known = instances.get(tracer) ?? new Map<TSESTree.Node, Instance | null>()
  instances.set(tracer, known)
  const answer = known.get(node)
  if (answer !== undefined) return answer
  // Set before looking on, so that calls which make each other end.
  known.set(node, null)
  const instance = instanceOf(node, tracer)
  known.set(node, instance)
  return instance
}

function instanceOf(node: TSESTree.CallExpression | TSESTree.NewExpression, tracer: Tracer): Instance | null {
  for (const source of tracer.sourcesOf(node.callee)) {
    const maker = source.path.at(-1) ?? ''
    if (!makerNames.has(maker)) continue
    const below = { ...source, path: source.path.slice(0, -1) }
    const library =
      source.kind === 'import'
        ? calleeOf(modules[source.module], below.path, [])
        : source.kind === 'call' || source.kind === 'global'
          ? httpCalleeOf(below, tracer, 0)
          : null
    if (library?.method !== null || !instanceMakers[library.style]?.has(maker)) continue
    const [options] = node.arguments
    const defaults =
      options && options.type !== 'SpreadElement' ? [...library.defaults, options] : library.defaults
    return { style: library.style, defaults }
  }
  return null
}
