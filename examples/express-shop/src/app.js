import express from 'express'
import { closeAccount, exportAccount } from './account.js'
import { cio } from './customerio.js'
import { database } from './database.js'
import { sendPasswordReset } from './notify.js'
import { placeOrder } from './orders.js'
import { SignupService } from './signup-service.js'
import { webhookRoutes } from './webhooks.js'

const signup = new SignupService(cio)

export const app = express()

// Before express.json(): a signature covers the bytes as they came.
app.use(webhookRoutes(cio))
app.use(express.json())

app.post('/signup', async (req, res) => {
  const customer = await signup.register(req.body)
  res.status(201).json({ id: customer.id })
})

app.param('id', (req, res, next, id) => {
  req.customer = database.customers.get(id)
  if (!req.customer) return res.status(404).json({ error: 'no such customer' })
  next()
})

app.get('/customers/:id', (req, res) => {
  const { id, email, plan, newsletter } = req.customer
  res.json({ id, email, plan, newsletter })
})

app.patch('/customers/:id/contact', async (req, res) => {
  await signup.updateContact(req.customer, req.body)
  res.sendStatus(204)
})

app.post('/customers/:id/views', (req, res) => {
  cio.track(req.customer.id, { name: 'product_viewed', data: { sku: String(req.body.sku) } })
  res.sendStatus(202)
})

app.post('/customers/:id/orders', async (req, res) => {
  const order = await placeOrder(req.customer, req.body)
  res.status(201).json({ id: order.id, total: order.total })
})

app.get('/customers/:id/export', async (req, res) => {
  res.json(await exportAccount(req.customer))
})

app.delete('/customers/:id', async (req, res) => {
  await closeAccount(req.customer.id)
  res.sendStatus(204)
})

app.post('/password-reset', async (req, res) => {
  const customer = [...database.customers.values()].find(({ email }) => email === req.body.email)
  if (customer) await sendPasswordReset(customer)
  // The same answer for strangers, so that nobody can ask who is a customer.
  res.sendStatus(202)
})

app.use((error, req, res, next) => {
  if (res.headersSent) return next(error)
  console.error(`${req.method} ${req.path} failed: ${error.message}`)
  res.status(500).json({ error: 'internal error' })
})
