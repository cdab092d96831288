const headers = { Authorization: `Bearer ${process.env.CUSTOMERIO_APP_API_KEY}` }

export async function isReachable() {
  const answer = await fetch('http://api.customer.io/v1/workspaces', { headers }) // ✗ no-insecure-endpoint
  if (!answer.ok) console.error('Customer.io is out of reach', answer.status, headers) // ✗ no-logged-secrets
  return answer.ok
}
