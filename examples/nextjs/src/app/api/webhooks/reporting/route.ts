import { createHmac, timingSafeEqual } from 'node:crypto'

import { NextResponse } from 'next/server'

export async function POST(request: Request) {
  const body = await request.text()
  if (!isGenuine(request.headers, body)) return new NextResponse(null, { status: 401 })

  const event = JSON.parse(body) as { event_id: string; metric: string }
  console.log('customer.io webhook', event.event_id, event.metric)
  return new NextResponse(null, { status: 204 })
}

function isGenuine(headers: Headers, body: string): boolean {
  const secret = process.env.CUSTOMERIO_REPORTING_WEBHOOK_SECRET
  const timestamp = headers.get('x-cio-timestamp')
  const signature = headers.get('x-cio-signature')
  if (!secret || !timestamp || !signature) return false
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false

  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest()
  const received = Buffer.from(signature, 'hex')
  return received.length === expected.length && timingSafeEqual(received, expected)
}
