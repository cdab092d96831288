// What does verifying a webhook cost, beside a bare HMAC and the verifiers of others? Ratios within one run.
// Usage: node benchmarks/webhook-verifiers.mjs [rounds]
import { Buffer } from 'node:buffer'
import { createHmac, randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'

import { verifyRequestSignature } from 'customerio-node'
import { Webhook } from 'standardwebhooks'
import Stripe from 'stripe'

import { isValidWebhook, signWebhook, verifyWebhook } from '../dist/runtime/index.mjs'

const rounds = Number(process.argv[2] ?? 200)
const turnMs = 2
const secret = randomBytes(32).toString('hex')
const standardSecret = `whsec_${randomBytes(32).toString('base64')}`
const stripe = new Stripe('sk_test_benchmark')
const standard = new Webhook(standardSecret)

/** An event as reporting webhooks send it, with a body of the message as long as is needed. */
function bodyOf(bytes) {
  const event = {
    event_id: '01E4C4CT6YDC7Y5M7FE1GWWPQJ',
    object_type: 'email',
    metric: 'sent',
    timestamp: 1613063089,
    data: {
      action_id: 42,
      broadcast_id: 9,
      customer_id: '0200000001',
      delivery_id: 'RPILAgUBcRhIBqSfeiIwdIYJKxTY',
      identifiers: { id: '42', email: 'test@example.com', cio_id: 'd9c106000001' },
      recipient: 'test@example.com',
      subject: 'Your order',
      content: '',
    },
  }
  while (JSON.stringify(event).length < bytes) event.data.content += '<p class="line">Thank you!</p>\n'
  return Buffer.from(JSON.stringify(event))
}

function subjectsFor(size) {
  const bytes = bodyOf(size)
  const text = bytes.toString('utf8')
  const headers = {
    host: 'shop.example',
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    'user-agent': 'Customer.io Web Hooks',
    'accept-encoding': 'gzip',
    ...signWebhook({ body: bytes, secret }),
  }
  const { 'x-cio-signature': signature, 'x-cio-timestamp': timestamp } = headers
  const stripeHeader = stripe.webhooks.generateTestHeaderString({ payload: text, secret })
  const sentAt = new Date()
  const standardHeaders = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(sentAt / 1000)),
    'webhook-signature': standard.sign('msg_1', sentAt, text),
  }
  const hmac = () => createHmac('sha256', secret).update(`v0:${timestamp}:`).update(bytes).digest('hex')
  return {
    'bare HMAC': hmac,
    isValidWebhook: () => isValidWebhook({ body: bytes, headers, secret }),
    'verifyRequestSignature (SDK)': () =>
      verifyRequestSignature({ signingSecret: secret, timestamp, body: bytes, signature }),
    'HMAC + JSON.parse': () => [hmac(), JSON.parse(bytes.toString('utf8'))],
    verifyWebhook: () => verifyWebhook({ body: bytes, headers, secret }),
    'stripe constructEvent': () => stripe.webhooks.constructEvent(bytes, stripeHeader, secret),
    'standardwebhooks verify': () => standard.verify(bytes, standardHeaders),
  }
}

/** Microseconds per call. */
function timeOf(subject, calls) {
  const started = performance.now()
  for (let call = 0; call < calls; call++) subject()
  return ((performance.now() - started) * 1000) / calls
}

/** What a call takes when nobody else uses the machine: turns are short, and the quickest quarter of them was not disturbed. */
const undisturbed = (values) => values.toSorted((a, b) => a - b)[values.length >> 3]

function measure(size) {
  const subjects = Object.entries(subjectsFor(size))
  const times = subjects.map(() => [])
  const calls = subjects.map(([, subject]) => {
    const warm = Array.from({ length: 20 }, () => timeOf(subject, 20))
    return Math.max(1, Math.round((turnMs * 1000) / undisturbed(warm)))
  })
  for (let round = 0; round < rounds; round++) {
    // Each round in another order, so that nobody always runs after the same neighbour.
    for (let turn = 0; turn < subjects.length; turn++) {
      const index = (turn * 3 + round) % subjects.length
      times[index].push(timeOf(subjects[index][1], calls[index]))
    }
  }
  const typical = times.map(undisturbed)
  const timeIn = (wanted) => typical[subjects.findIndex(([name]) => name === wanted)]
  return subjects.map(([name], index) => ({
    name,
    kB: size / 1024,
    µs: typical[index].toFixed(1),
    '/ HMAC': (typical[index] / timeIn('bare HMAC')).toFixed(2),
    '/ HMAC + parse': (typical[index] / timeIn('HMAC + JSON.parse')).toFixed(2),
  }))
}

for (const kilobytes of [1, 16, 256]) console.table(measure(kilobytes * 1024))
