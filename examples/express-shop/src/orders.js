import { randomUUID } from 'node:crypto'
import { trackEvent } from './customerio.js'
import { database } from './database.js'
import { sendOrderConfirmation } from './notify.js'

export async function placeOrder(customer, { items, payment, note }) {
  const order = {
    id: randomUUID(),
    customerId: customer.id,
    items,
    total: items.reduce((sum, item) => sum + item.price * item.quantity, 0),
    payment,
    note,
    placedAt: new Date(),
  }
  database.orders.set(order.id, order)

  await trackEvent(customer.id, 'order_placed', order)
  await sendOrderConfirmation(customer, order)
  return order
}
