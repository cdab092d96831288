import { createHash, createHmac } from 'node:crypto'

import { cioRequest, erase, identify, track } from './customerio.js'
import { sendLoginCode, sendReceipt } from './messages.js'

export const jobs = {
  async 'user.created'({ user }) {
    await identify(user.id, {
      email: user.email,
      plan: user.plan,
      phone_hash: createHash('sha256').update(user.phone).digest('hex'), // ✗ no-unkeyed-pii-hash
      created_at: Math.floor(Date.parse(user.createdAt) / 1000),
    })
  },

  async 'user.updated'({ user, changes }) {
    await identify(user.id, {
      plan: changes.plan,
      ip_address: changes.ip, // ✗ no-sensitive-attributes
    })
  },

  async 'user.phone_changed'({ user }) {
    const key = process.env.CUSTOMERIO_PII_KEY
    await identify(user.id, { phone_hash: createHmac('sha256', key).update(user.phone).digest('hex') })
  },

  async 'order.paid'({ user, order }) {
    await track(user.id, 'order_paid', { total: order.total, currency: order.currency })
    await sendReceipt(user, order)
  },

  async 'order.failed'({ user, order }) {
    await track(user.id, 'order_failed', { reason: order.error, iban: order.payment.iban }) // ✗ no-sensitive-attributes
  },

  async 'order.shipped'({ user, order }) {
    track(user.id, 'order_shipped', { carrier: order.carrier }) // ✗ no-floating-requests
  },

  async 'login.code'({ user, code }) {
    await sendLoginCode(user, code)
  },

  async 'user.deleted'({ user }) {
    await erase(user.id)
  },

  async 'user.merged'({ from }) {
    await cioRequest('DELETE', `/customers/${encodeURIComponent(from.id)}`) // ✗ no-destroy-without-suppress
  },
}
