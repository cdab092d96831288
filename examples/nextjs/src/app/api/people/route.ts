import { NextResponse } from 'next/server'

const API = 'https://api-eu.customer.io/v1'
const headers = { Authorization: `Bearer ${process.env.CUSTOMERIO_APP_API_KEY}` }

export async function GET(request: Request) {
  const email = new URL(request.url).searchParams.get('email') ?? ''

  const found = await fetch(`${API}/customers?email=${email}`, { headers }) // ✗ require-encoded-identifiers
  const { results } = (await found.json()) as { results: { id: string }[] }
  const [person] = results
  if (!person) return new NextResponse(null, { status: 404 })

  const activities = await fetch(`${API}/customers/${encodeURIComponent(person.id)}/activities`, { headers })
  return NextResponse.json(await activities.json())
}
