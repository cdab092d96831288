import { randomBytes, randomUUID, scryptSync } from 'node:crypto'
import { database } from './database.js'

export class SignupService {
  /** @param {import('customerio-node').TrackClient} client */
  constructor(client) {
    this.client = client
  }

  async register(form) {
    const { password, ...profile } = form
    const customer = {
      ...profile,
      id: randomUUID(),
      plan: form.plan ?? 'free',
      newsletter: true,
      passwordHash: hashPassword(password),
      createdAt: new Date(),
    }
    database.customers.set(customer.id, customer)

    await this.client.identify(customer.id, {
      ...form,
      plan: customer.plan,
      created_at: Math.floor(customer.createdAt.getTime() / 1000),
    })
    await this.client.track(customer.id, {
      name: 'signed_up',
      data: { plan: customer.plan, referral_code_used: Boolean(form.referralCode) },
    })
    return customer
  }

  async updateContact(customer, contact) {
    Object.assign(customer, { email: contact.email, phone: contact.phone, city: contact.city })

    await this.client.identify(customer.id, {
      email: contact.email,
      phone: contact.phone,
      city: contact.city,
    })
  }
}

function hashPassword(password) {
  const salt = randomBytes(16)
  return `${salt.toString('hex')}:${scryptSync(password, salt, 32).toString('hex')}`
}
