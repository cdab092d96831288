// @ts-check
/**
 * Which operation is a request to a Customer.io API, and what does it do and answer? One row per path.
 * Source: the paths that customerio-node 5.2.0 requests, and docs.customer.io/api.
 */

/** @typedef {'track' | 'app' | 'pipelines'} Api */
/** @typedef {import('./workspace.mjs').Workspace} Workspace */

/**
 * @typedef {object} Call
 * @property {string[]} params the parts of the path that vary, decoded
 * @property {URLSearchParams} query
 * @property {any} body
 * @property {Workspace} workspace
 */

/**
 * @typedef {object} Route
 * @property {string} method
 * @property {RegExp} path
 * @property {Api | 'unknown'} api
 * @property {string} operation
 * @property {(params: string[], body: any) => string | null} [person]
 * @property {(call: Call) => unknown} apply changes the workspace and gives the answer's body
 */

const inPath = (/** @type {string[]} */ params) => params[0] ?? null
const nothing = () => ({})

/** @type {Route[]} */
const trackRoutes = [
  track('PUT', '/customers/:id', 'identify', ({ params: [id], body, workspace }) =>
    workspace.identify(id, body),
  ),
  track('DELETE', '/customers/:id', 'destroy', ({ params: [id], workspace }) => workspace.destroy(id)),
  track('POST', '/customers/:id/suppress', 'suppress', ({ params: [id], workspace }) =>
    workspace.suppress(id),
  ),
  track('POST', '/customers/:id/unsuppress', 'unsuppress', ({ params: [id], workspace }) =>
    workspace.unsuppress(id),
  ),
  track('POST', '/customers/:id/events', 'track', ({ params: [id], body, workspace }) =>
    workspace.track(id, body),
  ),
  track('PUT', '/customers/:id/devices', 'addDevice', ({ params: [id], workspace }) =>
    workspace.identify(id, {}),
  ),
  track('DELETE', '/customers/:id/devices/:token', 'deleteDevice'),
  { ...track('POST', '/events', 'trackAnonymous'), person: (_, body) => textOf(body?.anonymous_id) },
  { ...track('POST', '/push/events', 'trackPush'), person: () => null },
  { ...track('POST', '/metrics', 'reportMetric'), person: () => null },
  {
    ...track('POST', '/merge_customers', 'mergeCustomers', merge),
    person: (_, body) => personIn(body?.primary),
  },
  { ...track('POST', '/segments/:id/add_customers', 'addCustomersToSegment'), person: () => null },
  { ...track('POST', '/segments/:id/remove_customers', 'removeCustomersFromSegment'), person: () => null },
  { ...track('POST', '/forms/:id/submit', 'submitForm', submit), person: (_, body) => personIn(body?.data) },
  { ...track('GET', '/accounts/region', 'getAccountRegion', region), person: () => null },
  {
    method: 'POST',
    path: pattern('/api/v2/entity'),
    api: 'track',
    operation: 'entity',
    person: (_, body) => personIn(body?.identifiers),
    apply: ({ body, workspace }) => workspace.entity(body),
  },
  {
    method: 'POST',
    path: pattern('/api/v2/batch'),
    api: 'track',
    operation: 'batch',
    apply({ body, workspace }) {
      for (const operation of Array.isArray(body?.batch) ? body.batch : []) workspace.entity(operation)
      return {}
    },
  },
  // Needs no credentials: the id of the delivery is the secret.
  {
    method: 'POST',
    path: pattern('/unsubscribe/:id'),
    api: 'unknown',
    operation: 'unsubscribe',
    apply: nothing,
  },
]

let deliveries = 0
const delivery = () => ({ delivery_id: `delivery-${++deliveries}`, queued_at: Math.floor(Date.now() / 1000) })

/** @type {Route[]} */
const appRoutes = [
  app('POST', '/v1/send/email', 'sendEmail', delivery),
  app('POST', '/v1/send/push', 'sendPush', delivery),
  app('POST', '/v1/send/sms', 'sendSMS', delivery),
  app('POST', '/v1/send/whatsapp', 'sendWhatsApp', delivery),
  app('POST', '/v1/send/inbox_message', 'sendInboxMessage', delivery),
  app('POST', '/v1/send/in_app', 'sendInApp', delivery),
  { ...app('POST', '/v1/campaigns/:id/triggers', 'triggerBroadcast', () => ({ id: 1 })), person: () => null },
  { ...app('GET', '/v1/customers', 'getCustomersByEmail', byEmail), person: () => null },
  { ...app('GET', '/v1/customers/:id/attributes', 'getAttributes', attributes), person: inPath },
  {
    ...app('POST', '/v1/collections', 'createCollection', () => ({ collection: { id: 1 } })),
    person: () => null,
  },
  { ...app('PUT', '/v1/collections/:id/content', 'updateCollectionContent'), person: () => null },
  { ...app('POST', '/v1/imports', 'createImport', () => ({ import: { id: 1 } })), person: () => null },
]

/** @type {Route[]} */
const pipelinesRoutes = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'batch'].map(
  (operation) => ({
    method: 'POST',
    path: pattern(`/v1/${operation}`),
    api: 'pipelines',
    operation,
    person: (_, body) => textOf(body?.userId ?? body?.anonymousId),
    apply: () => ({ success: true }),
  }),
)

// The rest of the App API (campaigns, exports, segments, …) is answered, so that a client does not fail, but not modelled.
const anyAppPath = {
  method: '*',
  path: /^\/v1\/.+$/,
  api: /** @type {const} */ ('app'),
  operation: 'other',
  apply: nothing,
}

const routes = [...trackRoutes, ...appRoutes, ...pipelinesRoutes, anyAppPath]

/**
 * The row for a request, with the parts of the path that vary.
 *
 * @param {string} method
 * @param {string} pathname
 * @returns {{ route: Route, params: string[] } | null}
 */
export function findRoute(method, pathname) {
  for (const route of routes) {
    if (route.method !== method && route.method !== '*') continue
    const found = route.path.exec(pathname)
    if (found) return { route, params: found.slice(1).map(decode) }
  }
  return null
}

/**
 * @param {string} method
 * @param {string} path
 * @param {string} operation
 * @param {(call: any) => unknown} [apply]
 * @returns {Route}
 */
function track(method, path, operation, apply = nothing) {
  return { method, path: pattern(`/api/v1${path}`), api: 'track', operation, person: inPath, apply }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {string} operation
 * @param {(call: Call) => unknown} [apply]
 * @returns {Route}
 */
function app(method, path, operation, apply = nothing) {
  return {
    method,
    path: pattern(path),
    api: 'app',
    operation,
    person: (_, body) => personIn(body?.identifiers),
    apply,
  }
}

/** @param {Call} call */
function region({ workspace }) {
  return {
    url: 'https://track-eu.customer.io',
    data_center: 'eu',
    region: 'eu',
    environment_id: workspace.id,
  }
}

/** @param {Call} call */
function merge({ body, workspace }) {
  workspace.merge(personIn(body?.primary), personIn(body?.secondary))
  return {}
}

/** @param {Call} call */
function submit({ body, workspace }) {
  workspace.identify(personIn(body?.data), body?.data)
  return {}
}

/** @param {Call} call */
function byEmail({ query, workspace }) {
  const email = query.get('email')
  const results = [...workspace.people]
    .filter(([id, person]) => id === email || person.attributes.email === email)
    .map(([id, person]) => ({ id, email: person.attributes.email ?? null, cio_id: `cio-${id}` }))
  return { results }
}

/** @param {Call} call */
function attributes({ params: [key = ''], workspace }) {
  const [id, person] =
    [...workspace.people].find(([id, { attributes }]) => id === key || attributes.email === key) ?? []
  return {
    customer: { id: id ?? null, identifiers: { id: id ?? null }, attributes: person?.attributes ?? {} },
  }
}

/**
 * @param {any} identifiers
 * @returns {string | null}
 */
function personIn(identifiers) {
  return textOf(identifiers?.id ?? identifiers?.email ?? identifiers?.cio_id)
}

/** @param {unknown} value */
function textOf(value) {
  return value === undefined || value === null ? null : String(value)
}

/** @param {string} path segments that start with a colon vary */
function pattern(path) {
  return new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`)
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
