// @ts-check
/** Did the repairs do in the running shop what they promise? One row per promise, with what was seen before and after. */
import { Buffer } from 'node:buffer'
import { ada, basket, cardInNote } from './drive-shop.mjs'

/** @typedef {import('./drive-shop.mjs').Observation} Observation */
/** @typedef {import('./drive-shop.mjs').WebhookOutcome} WebhookOutcome */

/**
 * @typedef {object} Row
 * @property {string} topic
 * @property {string} before
 * @property {string} after
 * @property {boolean} shown whether the unrepaired shop showed the fault (or the service that must go on working)
 * @property {boolean} kept whether the repaired shop keeps the promise
 * @property {string | null} rule the rule whose repair it is; `null` for what must work either way
 */

/** @typedef {import('../fake-customerio.mjs').RecordedRequest} RecordedRequest */
/** @typedef {{ key: string, path: string, value: unknown }} Leaf */

/**
 * @typedef {object} Datum
 * @property {string} topic
 * @property {(request: RecordedRequest) => boolean} isIn
 * @property {RegExp} [trace] the name under which a harmless trace of it may arrive
 */

/** @type {Datum[]} */
const sensitive = [
  { topic: `social security number ${ada.ssn}`, isIn: holding(ada.ssn) },
  { topic: 'password', isIn: holding(ada.password) },
  { topic: "password's hash", isIn: having(({ key }) => key === 'passwordHash') },
  { topic: 'password reset token', isIn: having(({ path }) => path === 'reset.token') },
  { topic: `phone ${ada.phone}`, isIn: holding(ada.phone), trace: /^phone_?hash$/i },
  {
    topic: `date of birth ${ada.dateOfBirth}`,
    isIn: holding(ada.dateOfBirth),
    trace: /^dateOfBirth_?hash$/i,
  },
  { topic: 'card number', isIn: holding(basket.payment.cardNumber) },
  { topic: 'card security code', isIn: having(({ value }) => value === basket.payment.cvv) },
  { topic: 'card number inside a note', isIn: holding(cardInNote), trace: /^note$/ },
]

/** @type {Datum[]} */
const needed = [
  { topic: 'e-mail address (needed)', isIn: having(({ value }) => value === ada.email) },
  { topic: 'plan (needed)', isIn: having(({ key, value }) => key === 'plan' && value === ada.plan) },
  { topic: "order's total (needed)", isIn: having(({ key, value }) => key === 'total' && value === 98) },
]

/**
 * @param {Observation} before
 * @param {Observation} after
 * @returns {{ data: Row[], safety: Row[] }}
 */
export function compareShops(before, after) {
  return {
    data: [
      ...sensitive.map((datum) => sensitiveRow(datum, before, after)),
      ...needed.map((datum) => neededRow(datum, before, after)),
    ],
    safety: [
      trackKeyRow(before, after),
      forgedRow(before, after),
      refusedRow('unsigned webhook', 'unsigned', before, after),
      refusedRow('webhook with a signature of 3 characters', 'malformed', before, after),
      genuineRow(before, after),
      cameBackRow(before, after),
    ],
  }
}

/**
 * @param {Datum} datum
 * @param {Observation} before
 * @param {Observation} after
 * @returns {Row}
 */
function sensitiveRow(datum, before, after) {
  const arrivedBefore = arrivals(datum, before)
  const arrivedAfter = arrivals(datum, after)
  const traces = datum.trace ? tracesOf(datum.trace, after) : []
  return {
    topic: datum.topic,
    before: arrivedBefore.join(', ') || 'never sent',
    after: arrivedAfter.join(', ') || traces[0] || 'not sent',
    shown: arrivedBefore.length > 0,
    kept: arrivedAfter.length === 0 && (!datum.trace || traces.length > 0),
    rule: 'require-sanitized-attributes',
  }
}

/**
 * @param {Datum} datum
 * @param {Observation} before
 * @param {Observation} after
 * @returns {Row}
 */
function neededRow(datum, before, after) {
  const [arrivedBefore, arrivedAfter] = [arrivals(datum, before), arrivals(datum, after)]
  return {
    topic: datum.topic,
    before: arrivedBefore.join(', ') || 'not sent',
    after: arrivedAfter.join(', ') || 'not sent',
    shown: arrivedBefore.length > 0,
    kept: arrivedAfter.join() === arrivedBefore.join(),
    rule: null,
  }
}

/**
 * @param {Observation} before
 * @param {Observation} after
 * @returns {Row}
 */
function trackKeyRow(before, after) {
  const old = before.keys.track
  const used = (/** @type {Observation} */ { requests }) => {
    const keys = requests.flatMap(({ api, headers }) =>
      api === 'track' ? [passwordOf(headers.authorization)] : [],
    )
    return keys.every((key) => key === old)
      ? 'the one in the source'
      : keys.includes(old)
        ? 'both'
        : 'the new one'
  }
  return {
    topic: 'Track API key in use',
    before: used(before),
    after: used(after),
    shown: used(before) === 'the one in the source',
    kept: used(after) === 'the new one',
    rule: 'no-hardcoded-keys',
  }
}

/**
 * @param {Observation} before
 * @param {Observation} after
 * @returns {Row}
 */
function forgedRow(before, after) {
  return {
    topic: 'forged webhook, signed with the key from the source',
    before: told(before.forged),
    after: told(after.forged),
    shown: accepted(before.forged),
    kept: refused(after.forged),
    rule: 'no-hardcoded-keys',
  }
}

/**
 * What the shop rightly refused and must go on refusing, with a 401 and not with a crash.
 *
 * @param {string} topic
 * @param {'unsigned' | 'malformed'} kind
 * @param {Observation} before
 * @param {Observation} after
 * @returns {Row}
 */
function refusedRow(topic, kind, before, after) {
  return {
    topic,
    before: told(before[kind]),
    after: told(after[kind]),
    shown: refused(before[kind]),
    kept: refused(after[kind]),
    rule: null,
  }
}

/**
 * @param {Observation} before
 * @param {Observation} after
 * @returns {Row}
 */
function genuineRow(before, after) {
  return {
    topic: 'genuine webhook, signed with the key in force',
    before: told(before.genuine),
    after: told(after.genuine),
    shown: accepted(before.genuine),
    kept: accepted(after.genuine),
    rule: null,
  }
}

/**
 * @param {Observation} before
 * @param {Observation} after
 * @returns {Row}
 */
function cameBackRow(before, after) {
  const told = (/** @type {Observation} */ { cameBack }) =>
    cameBack ? 'is in Customer.io again' : 'stays deleted'
  return {
    topic: 'deleted customer, after opening an old mail',
    before: told(before),
    after: told(after),
    shown: before.cameBack,
    kept: !after.cameBack,
    rule: 'no-destroy-without-suppress',
  }
}

/** @param {WebhookOutcome} outcome */
function accepted({ status, believed }) {
  return status === 204 && believed
}

/** @param {WebhookOutcome} outcome */
function refused({ status, believed }) {
  return status === 401 && !believed
}

/** @param {WebhookOutcome} outcome */
function told({ status, believed }) {
  const verdict = status < 300 ? 'accepted' : status < 500 ? 'refused' : 'failed'
  return `${verdict} (${status}), ${believed ? 'unsubscribed' : 'nothing changed'}`
}

/**
 * The operations in which a datum arrived.
 *
 * @param {Datum} datum
 * @param {Observation} observation
 */
function arrivals({ isIn }, { requests }) {
  return [...new Set(requests.filter(isIn).map(({ operation }) => operation))].sort()
}

/**
 * @param {string} text
 * @returns {Datum['isIn']} whether the text stands anywhere in the request's address or body
 */
function holding(text) {
  return (request) =>
    [request.path, decodeURIComponent(request.path), request.text].some((place) => place.includes(text))
}

/**
 * @param {(leaf: Leaf) => boolean} test
 * @returns {Datum['isIn']} whether a property of the request's body passes
 */
function having(test) {
  return ({ body }) => leavesOf(body).some(test)
}

/**
 * @param {RegExp} name
 * @param {Observation} observation
 */
function tracesOf(name, { requests }) {
  return requests
    .flatMap(({ body }) => leavesOf(body))
    .filter(({ key }) => name.test(key))
    .map(({ key, value }) => `${key}: ${shortened(String(value))}`)
}

/** @param {string} text a hash is told by its beginning */
function shortened(text) {
  return /^[0-9a-f]{32,}$/.test(text) ? `${text.slice(0, 12)}…` : text
}

/**
 * Every value of a request's body with its path, the person's data at the root of each API's envelope.
 *
 * @param {any} body
 * @returns {Leaf[]}
 */
function leavesOf(body) {
  return leavesBelow(body?.message_data ?? body?.data ?? body, '', '')
}

/**
 * @param {unknown} value
 * @param {string} key
 * @param {string} path
 * @returns {Leaf[]}
 */
function leavesBelow(value, key, path) {
  if (typeof value !== 'object' || value === null) return [{ key, path, value }]
  return Object.entries(value).flatMap(([name, inner]) => {
    const innerKey = Array.isArray(value) ? key : name
    return leavesBelow(inner, innerKey, path === '' ? innerKey : `${path}.${innerKey}`)
  })
}

/** @param {string | undefined} authorization */
function passwordOf(authorization = '') {
  return Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString('utf8')
    .split(':')[1]
}
