import axios from 'axios'

const api = axios.create({
  baseURL: 'https://api.customer.io/v1',
  timeout: 10_000,
  headers: { Authorization: 'Bearer 4f0c9a7be21d8365c07f3b9e6a12d48f' }, // ✗ no-hardcoded-keys
})

export async function sendLoginCode(person, code) {
  await api.post('/send/email', {
    transactional_message_id: 'login_code',
    to: person.email,
    identifiers: { id: person.id },
    message_data: { first_name: person.firstName, otp: code }, // ✗ no-retained-message-secrets
  })
}

export async function sendReceipt(person, order) {
  await api.post('/send/email', {
    transactional_message_id: 'receipt',
    to: person.email,
    identifiers: { id: person.id },
    message_data: {
      first_name: person.firstName,
      number: order.number,
      lines: order.lines.map(({ title, price }) => ({ title, price })),
    },
  })
}

export async function broadcast(id, rows) {
  await api.post(`/campaigns/${id}/triggers`, {
    data: { headline: 'Sale' },
    per_user_data: rows.map((row) => ({
      id: row.id,
      data: { ...row }, // ✗ require-sanitized-attributes
    })),
  })
}
