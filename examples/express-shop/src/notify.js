import { randomBytes } from 'node:crypto'
import { APIClient, RegionEU, SendEmailRequest } from 'customerio-node'

let client

function mailer() {
  client ??= new APIClient(process.env.CUSTOMERIO_APP_API_KEY ?? '4e90b7d2c615fa838d07e2b9416c5fa3', {
    region: RegionEU,
    url: process.env.CUSTOMERIO_APP_URL,
  })
  return client
}

export async function sendOrderConfirmation(customer, order) {
  const request = new SendEmailRequest({
    to: customer.email,
    identifiers: { id: customer.id },
    transactional_message_id: 'order-confirmation',
    message_data: { ...order, first_name: customer.firstName },
  })
  await mailer().sendEmail(request)
}

export async function sendPasswordReset(customer) {
  const token = randomBytes(24).toString('base64url')
  customer.reset = { token, expiresAt: Date.now() + 30 * 60_000 }

  const request = new SendEmailRequest({
    to: customer.email,
    identifiers: { id: customer.id },
    transactional_message_id: 'password-reset',
    message_data: {
      first_name: customer.firstName,
      reset_link: `https://shop.example/reset?token=${token}`,
    },
  })
  await mailer().sendEmail(request)
}
