import { cio } from './customerio.js'
import { database } from './database.js'

const appUrl = process.env.CUSTOMERIO_APP_URL ?? 'https://api-eu.customer.io/v1'

/** "Delete my account": the right to erasure. */
export async function closeAccount(id) {
  for (const order of database.orders.values()) {
    if (order.customerId === id) database.orders.delete(order.id)
  }
  database.customers.delete(id)
  await cio.destroy(id)
}

/** "What do you know about me?": our own record and what Customer.io holds. */
export async function exportAccount({ email, plan, createdAt }) {
  const response = await fetch(`${appUrl}/customers/${email}/attributes?id_type=email`, {
    headers: { Authorization: `Bearer ${process.env.CUSTOMERIO_APP_API_KEY}` },
  })
  if (!response.ok) throw new Error(`Customer.io answered ${response.status}`)
  const { customer } = await response.json()
  return { shop: { email, plan, createdAt }, marketing: customer.attributes }
}
