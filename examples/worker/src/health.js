const headers = { Authorization: `Bearer ${process.env.CUSTOMERIO_APP_API_KEY}` }

export async function isReachable() {
  const answer = await fetch('http://api.customer.io/v1/workspaces', { headers }) // ✗ no-insecure-endpoint
  return answer.ok
}
