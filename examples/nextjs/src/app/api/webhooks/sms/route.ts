import { createHmac, timingSafeEqual } from 'node:crypto'

import { NextResponse } from 'next/server'

export async function POST(request: Request) {
  const body = await request.text()
  const signature = Buffer.from(request.headers.get('x-cio-signature') ?? '', 'hex')

  const hmac = createHmac('sha256', process.env.CUSTOMERIO_SMS_WEBHOOK_SECRET!)
  const expected = hmac.update(body).digest() // ✗ require-webhook-timestamp

  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return new NextResponse(null, { status: 401 })
  }
  const event = JSON.parse(body) as { metric: string }
  console.log('customer.io webhook', event.metric)
  return new NextResponse(null, { status: 204 })
}
