import { createHmac, timingSafeEqual } from 'node:crypto'

import { NextResponse } from 'next/server'

export async function POST(request: Request) {
  const event = await request.json()
  const timestamp = request.headers.get('x-cio-timestamp')
  const signature = Buffer.from(request.headers.get('x-cio-signature') ?? '', 'hex')

  const hmac = createHmac('sha256', process.env.CUSTOMERIO_WEBHOOK_SECRET!)
  const expected = hmac.update(`v0:${timestamp}:${JSON.stringify(event)}`).digest() // ✗ require-raw-webhook-body

  const isGenuine = signature.length === expected.length && timingSafeEqual(signature, expected)
  return new NextResponse(null, { status: isGenuine ? 204 : 401 })
}
