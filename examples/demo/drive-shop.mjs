// @ts-check
/** What does the shop send to Customer.io, and which webhooks does it believe? Found by using it as its customers would. */
import { createHmac, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startFakeCustomerio } from '../fake-customerio.mjs'
import { startShop } from './shop-process.mjs'

/** All made up; the card numbers are those of payment providers' test pages. */
export const ada = {
  email: 'ada+shop@example.com',
  firstName: 'Ada',
  lastName: 'Example',
  password: 'correct horse battery staple',
  ssn: '219-09-9999',
  phone: '+49 30 901820',
  dateOfBirth: '1985-12-10',
  plan: 'plus',
}
const bob = {
  email: 'bob@example.com',
  firstName: 'Bob',
  lastName: 'Example',
  password: 'hunter2hunter2',
  plan: 'free',
}
export const cardInNote = '4000 0566 5566 5556'
export const basket = {
  items: [{ sku: 'lamp-12', price: 49, quantity: 2 }],
  payment: { cardHolder: 'Ada Example', cardNumber: '4242424242424242', cvv: '9316' },
  note: `If that card fails, take ${cardInNote} please`,
}

/**
 * @typedef {object} Keys
 * @property {string} siteId
 * @property {string} track
 * @property {string} app
 * @property {string} webhook
 * @property {string} pii the shop's own, for keyed hashes
 */

/** @typedef {{ status: number, believed: boolean }} WebhookOutcome */

/**
 * @typedef {object} Observation
 * @property {import('../fake-customerio.mjs').RecordedRequest[]} requests what arrived at Customer.io
 * @property {string[]} failures answers of the shop that a customer would not expect
 * @property {Keys} keys those in force at Customer.io
 * @property {WebhookOutcome} forged signed with the key that stood in the source
 * @property {WebhookOutcome} unsigned
 * @property {WebhookOutcome} malformed with a signature of three characters
 * @property {WebhookOutcome} genuine
 * @property {string} victim the customer whom the forged webhooks name
 * @property {boolean} cameBack whether Customer.io holds the deleted customer again
 */

/**
 * Random keys, as a secret store would hand them to the shop.
 *
 * @returns {Keys}
 */
export function freshKeys() {
  const hex = (/** @type {number} */ digits) => randomBytes(digits / 2).toString('hex')
  return { siteId: hex(20), track: hex(20), app: hex(32), webhook: hex(64), pii: hex(64) }
}

/**
 * The keys that anybody who sees the shop's source can read there.
 *
 * @param {string} folder
 * @returns {Promise<Partial<Keys>>}
 */
export async function keysInSource(folder) {
  const source = join(folder, 'src')
  const texts = await Promise.all((await readdir(source)).map((name) => readFile(join(source, name), 'utf8')))
  const found = texts.flatMap((text) => text.match(/(?<=')[0-9a-f]+(?=')/g) ?? [])
  const ofLength = (/** @type {number} */ length) => found.find((key) => key.length === length)
  const keys = { track: ofLength(20), app: ofLength(32), webhook: ofLength(64) }
  return Object.fromEntries(Object.entries(keys).filter(([, key]) => key !== undefined))
}

/**
 * Runs the shop in a folder against a fake Customer.io server and uses everything it offers.
 *
 * @param {string} folder
 * @param {{ environment: Keys, forgersKey: string }} secrets what the environment offers, and what a forger has read
 * @returns {Promise<Observation>}
 */
export async function observeShop(folder, { environment, forgersKey }) {
  // A key that stands in the source cannot be replaced, so there it is still the one in force. The App key only is a
  // fallback there.
  const { track, webhook } = await keysInSource(folder)
  const keys = { ...environment, track: track ?? environment.track, webhook: webhook ?? environment.webhook }
  const customerio = await startFakeCustomerio({
    credentials: { track: { siteId: keys.siteId, apiKey: keys.track }, app: keys.app },
  })
  try {
    const shop = await startShop(folder, {
      CUSTOMERIO_TRACK_URL: customerio.trackUrl,
      CUSTOMERIO_APP_URL: customerio.appUrl,
      CUSTOMERIO_SITE_ID: environment.siteId,
      CUSTOMERIO_TRACK_API_KEY: environment.track,
      CUSTOMERIO_APP_API_KEY: environment.app,
      CUSTOMERIO_WEBHOOK_SECRET: environment.webhook,
      CUSTOMERIO_PII_KEY: environment.pii,
    })
    try {
      const seen = await useShop(
        shop.url,
        { genuine: keys.webhook, forged: forgersKey },
        customerio.workspace,
      )
      return { ...seen, keys, requests: customerio.requests }
    } finally {
      await shop.stop()
    }
  } finally {
    await customerio.close()
  }
}

/**
 * @param {string} url
 * @param {{ genuine: string, forged: string }} signingKeys
 * @param {import('../fake-customerio/workspace.mjs').Workspace} workspace
 */
async function useShop(url, signingKeys, workspace) {
  /** @type {string[]} */
  const failures = []
  const send = async (
    /** @type {string} */ method,
    /** @type {string} */ path,
    /** @type {number} */ expected,
    /** @type {unknown} */ body = undefined,
  ) => {
    const response = await request(url, method, path, body)
    if (response.status !== expected) failures.push(`${method} ${path} was answered ${response.status}`)
    return response.body
  }
  const unsubscribeByWebhook = async (/** @type {string} */ id, /** @type {Signer} */ sign) => {
    const status = await postWebhook(url, { metric: 'unsubscribed', id }, sign)
    const { newsletter } = await send('GET', `/customers/${id}`, 200)
    return { status, believed: newsletter === false }
  }

  const { id } = await send('POST', '/signup', 201, ada)
  const { id: victim } = await send('POST', '/signup', 201, bob)
  await send('PATCH', `/customers/${id}/contact`, 204, { email: ada.email, phone: ada.phone, city: 'Berlin' })
  await send('POST', `/customers/${id}/views`, 202, { sku: 'lamp-12' })
  await send('POST', `/customers/${id}/orders`, 201, basket)
  await send('POST', '/password-reset', 202, { email: ada.email })
  await send('GET', `/customers/${id}/export`, 200)

  const unsigned = await unsubscribeByWebhook(victim, null)
  const malformed = await unsubscribeByWebhook(victim, () => 'f00')
  const forged = await unsubscribeByWebhook(victim, signedWith(signingKeys.forged))
  const genuine = await unsubscribeByWebhook(id, signedWith(signingKeys.genuine))

  await send('DELETE', `/customers/${id}`, 204)
  await postWebhook(url, { metric: 'opened', id }, signedWith(signingKeys.genuine))
  return { failures, unsigned, malformed, forged, genuine, victim, cameBack: workspace.people.has(id) }
}

/**
 * @param {string} url
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ status: number, body: any }>}
 */
async function request(url, method, path, body) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} }
}

/** @typedef {((message: string) => string) | null} Signer gives the signature; `null` sends none */

/**
 * HMAC-SHA256 of `v0:<timestamp>:<body>`, as Customer.io signs (docs.customer.io/api/webhooks). Written out here, so
 * that the demo does not check the plugin's runtime with itself.
 *
 * @param {string} key
 * @returns {Signer}
 */
function signedWith(key) {
  return (message) => createHmac('sha256', key).update(message).digest('hex')
}

/**
 * A reporting webhook as Customer.io sends it.
 *
 * @param {string} url
 * @param {{ metric: string, id: string }} event
 * @param {Signer} sign
 * @returns {Promise<number>} the status of the shop's answer
 */
async function postWebhook(url, { metric, id }, sign) {
  const timestamp = Math.floor(Date.now() / 1000)
  const body = JSON.stringify({
    data: {
      campaign_id: 23,
      customer_id: id,
      delivery_id: randomBytes(10).toString('hex'),
      identifiers: { id },
    },
    event_id: randomBytes(13).toString('hex'),
    object_type: 'email',
    metric,
    timestamp,
  })
  const signature = sign && {
    'x-cio-timestamp': String(timestamp),
    'x-cio-signature': sign(`v0:${timestamp}:${body}`),
  }
  const response = await fetch(`${url}/webhooks/customerio`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signature },
    body,
  })
  await response.arrayBuffer()
  return response.status
}
