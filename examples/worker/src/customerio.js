const TRACK_URL =
  process.env.CUSTOMERIO_REGION === 'eu'
    ? 'https://track-eu.customer.io/api/v1'
    : 'https://track.customer.io/api/v1'

const credentials = Buffer.from(
  `${process.env.CUSTOMERIO_SITE_ID}:${process.env.CUSTOMERIO_TRACK_API_KEY}`,
).toString('base64')

/** Any request to the Track API. */
export async function cioRequest(method, path, body) {
  const response = await fetch(`${TRACK_URL}${path}`, {
    method,
    headers: { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/json' },
    body: body ? JSON.stringify(body) : undefined, // ✗ require-sanitized-attributes
  })
  if (!response.ok) throw new Error(`Customer.io answered ${response.status}`)
}

export function identify(id, attributes) {
  return cioRequest('PUT', `/customers/${encodeURIComponent(id)}`, attributes)
}

export function track(id, name, data) {
  return cioRequest('POST', `/customers/${id}/events`, { name, data }) // ✗ require-encoded-identifiers
}

/** Deletes the profile and keeps it from coming back. */
export async function erase(id) {
  const person = `/customers/${encodeURIComponent(id)}`
  await cioRequest('POST', `${person}/suppress`)
  await cioRequest('DELETE', person)
}
