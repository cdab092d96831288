import { createHmac } from 'node:crypto'

import { NextResponse } from 'next/server'

const secret = process.env.CUSTOMERIO_WEBHOOK_SECRET ?? ''

export async function POST(request: Request) {
  const body = await request.text()
  const timestamp = request.headers.get('x-cio-timestamp') ?? ''
  const signature = request.headers.get('x-cio-signature') ?? ''
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')

  const isGenuine = signature === expected // ✗ require-timing-safe-comparison
  if (!isGenuine) {
    return NextResponse.json({ error: 'invalid signature' }, { status: 401 })
  }

  const event = JSON.parse(body) as { metric: string }
  console.log('customer.io webhook', event.metric)
  return new NextResponse(null, { status: 204 })
}
