import { createHmac } from 'node:crypto'
import express from 'express'
import { database } from './database.js'

// From Customer.io: Data & Integrations > Reporting webhooks
const CUSTOMERIO_WEBHOOK_SECRET = 'd5b1f7204c9e836a17e0b49c52df68a30f7bc1946e2a85d3907b4ce61f28ad05'

/** @param {import('customerio-node').TrackClient} cio */
export function webhookRoutes(cio) {
  const router = express.Router()

  router.post('/webhooks/customerio', express.raw({ type: 'application/json' }), async (req, res) => {
    const signature = req.get('x-cio-signature')
    const timestamp = req.get('x-cio-timestamp')
    if (!signature || !timestamp) return res.sendStatus(401)

    const expected = createHmac('sha256', CUSTOMERIO_WEBHOOK_SECRET)
      .update(`v0:${timestamp}:`)
      .update(req.body)
      .digest('hex')
    if (signature !== expected) {
      console.warn(`webhook refused: signature ${signature}, expected ${expected}`)
      return res.sendStatus(401)
    }

    const event = JSON.parse(req.body)
    const id = event.data.customer_id
    if (event.metric === 'opened') {
      await cio.identify(id, { last_opened_at: event.timestamp })
    }
    if (event.metric === 'unsubscribed' && database.customers.has(id)) {
      const customer = database.customers.get(id)
      customer.newsletter = false
      await cio.identify(id, customer)
    }
    res.sendStatus(204)
  })

  return router
}
