// @ts-check
/**
 * What would arrive at Customer.io? A local HTTP server that answers like its APIs and records every request.
 *
 * Point customerio-node at it with `url` (version 5 speaks plain HTTP; version 4 always speaks TLS: pass `tls`):
 *
 *   const customerio = await startFakeCustomerio()
 *   const client = new TrackClient('site', 'key', { url: customerio.trackUrl })
 *   await client.identify('1', { plan: 'team' })
 *   customerio.requests[0].body // { plan: 'team' }
 *   await customerio.close()
 */
import { Buffer } from 'node:buffer'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { findRoute } from './fake-customerio/routes.mjs'
import { Workspace } from './fake-customerio/workspace.mjs'

/**
 * @typedef {object} RecordedRequest
 * @property {string} method
 * @property {string} path path and query as they stood in the request line
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string} text the body as it arrived
 * @property {any} body the parsed JSON body; `null` when there was none or it was no JSON
 * @property {import('./fake-customerio/routes.mjs').Api | 'unknown'} api
 * @property {string} operation `identify`, `track`, `destroy`, `suppress`, `sendEmail`, …; `unknown` for other paths
 * @property {string | null} person the person the path or body names
 * @property {number} status what was answered
 */

/**
 * @typedef {object} Reply
 * @property {number} status
 * @property {unknown} [body] answered as JSON
 * @property {Record<string, string>} [headers]
 */

/**
 * @typedef {object} Credentials Those the server accepts, where given; an API without one accepts any that are well formed.
 * @property {{ siteId: string, apiKey: string }} [track]
 * @property {string} [app]
 * @property {string} [pipelines] the write key
 */

/**
 * @typedef {object} FakeCustomerioOptions
 * @property {Credentials} [credentials]
 * @property {(request: RecordedRequest) => Reply | null | undefined | Promise<Reply | null | undefined>} [respond]
 *   a different answer (an error, a 429, a late one) than the usual; the workspace then stays as it was
 * @property {{ key: string | Buffer, cert: string | Buffer }} [tls] serve HTTPS
 */

/**
 * @typedef {object} FakeCustomerio
 * @property {string} url the server's root, for `unsubscribe` and for tests
 * @property {string} trackUrl Track API v1: the `url` of `TrackClient`, which derives v2 from it
 * @property {string} appUrl App API: the `url` of `APIClient`
 * @property {string} pipelinesUrl Pipelines API: the `url` of `PipelinesClient`
 * @property {RecordedRequest[]} requests in order of arrival
 * @property {Workspace} workspace the people that Customer.io would now hold
 * @property {(text: string) => RecordedRequest[]} requestsHolding every request whose path or body holds the text
 * @property {() => void} clear forgets requests and people
 * @property {() => Promise<void>} close ends open connections too; safe to call twice
 */

const MAX_BODY_BYTES = 5 * 1024 * 1024

/**
 * Starts the server on a free port of 127.0.0.1.
 *
 * @param {FakeCustomerioOptions} [options]
 * @returns {Promise<FakeCustomerio>}
 */
export async function startFakeCustomerio(options = {}) {
  /** @type {RecordedRequest[]} */
  const requests = []
  const workspace = new Workspace()

  /** @type {import('node:http').RequestListener} */
  const listener = (incoming, outgoing) => {
    answer(incoming, requests, workspace, options).then(
      (reply) => send(outgoing, reply),
      (error) => send(outgoing, failure(500, error instanceof Error ? error.message : String(error))),
    )
  }
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener)
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(undefined))
  })

  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  const url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${address.port}`
  return {
    url,
    trackUrl: `${url}/api/v1`,
    appUrl: `${url}/v1`,
    pipelinesUrl: `${url}/v1`,
    requests,
    workspace,
    requestsHolding: (text) => requests.filter((request) => holds(request, text)),
    clear() {
      requests.length = 0
      workspace.clear()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @param {RecordedRequest[]} requests
 * @param {Workspace} workspace
 * @param {FakeCustomerioOptions} options
 * @returns {Promise<Reply>}
 */
async function answer(incoming, requests, workspace, options) {
  const method = incoming.method ?? 'GET'
  const path = incoming.url ?? '/'
  const text = await readText(incoming)
  const body = parseJson(text)
  const url = new URL(path, 'http://127.0.0.1')
  const match = findRoute(method, url.pathname)

  /** @type {RecordedRequest} */
  const request = {
    method,
    path,
    headers: incoming.headers,
    text,
    body,
    api: match?.route.api ?? 'unknown',
    operation: match?.route.operation ?? 'unknown',
    person: match?.route.person?.(match.params, body) ?? null,
    status: 0,
  }
  requests.push(request)

  const special = await options.respond?.(request)
  const reply = special ?? refusalOf(request, options.credentials ?? {}) ?? usual()
  request.status = reply.status
  return reply

  /** @returns {Reply} */
  function usual() {
    if (!match) return failure(404, 'not found')
    if (text !== '' && body === null) return failure(400, 'the body is not valid JSON')
    return {
      status: 200,
      body: match.route.apply({ params: match.params, query: url.searchParams, body, workspace }),
    }
  }
}

/**
 * What an API answers to missing or wrong credentials; `null` when they are right.
 *
 * @param {RecordedRequest} request
 * @param {Credentials} credentials
 * @returns {Reply | null}
 */
function refusalOf(request, credentials) {
  const given = request.headers.authorization ?? ''
  const { track, app, pipelines } = credentials
  switch (request.api) {
    case 'track':
      return allowed(given, 'Basic ', track && basic(`${track.siteId}:${track.apiKey}`))
    case 'app':
      return allowed(given, 'Bearer ', app && `Bearer ${app}`)
    case 'pipelines':
      return allowed(given, 'Basic ', pipelines && basic(`${pipelines}:`))
    default:
      return null
  }
}

/**
 * @param {string} given
 * @param {string} scheme
 * @param {string | undefined} expected
 */
function allowed(given, scheme, expected) {
  const right =
    expected === undefined ? given.length > scheme.length && given.startsWith(scheme) : given === expected
  return right ? null : failure(401, 'unauthorized')
}

/** @param {string} pair */
function basic(pair) {
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`
}

/**
 * The shape in which Customer.io's APIs tell of an error.
 *
 * @param {number} status
 * @param {string} message
 * @returns {Reply}
 */
function failure(status, message) {
  return { status, body: { meta: { error: message, errors: [message] } } }
}

/**
 * @param {import('node:http').ServerResponse} outgoing
 * @param {Reply} reply
 */
function send(outgoing, reply) {
  const text = JSON.stringify(reply.body ?? {})
  outgoing.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
  outgoing.end(text)
}

/** @param {import('node:http').IncomingMessage} incoming */
async function readText(incoming) {
  const chunks = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Error('the body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * @param {string} text
 * @returns {any}
 */
function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * @param {RecordedRequest} request
 * @param {string} text
 */
function holds(request, text) {
  const written = JSON.stringify(text).slice(1, -1)
  return [request.path, decoded(request.path), request.text].some(
    (place) => place.includes(text) || place.includes(written),
  )
}

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
