import { createHmac, timingSafeEqual } from 'node:crypto'

import { NextResponse } from 'next/server'

export async function POST(request: Request) {
  const body = await request.text()
  const timestamp = request.headers.get('x-cio-timestamp')
  const signature = request.headers.get('x-cio-signature') ?? ''
  const hmac = createHmac('sha256', process.env.CUSTOMERIO_ACTION_WEBHOOK_SECRET!)
  const expected = hmac.update(`v0:${timestamp}:${body}`).digest('hex')

  const isGenuine = timingSafeEqual(Buffer.from(signature), Buffer.from(expected)) // ✗ require-signature-length-guard
  return new NextResponse(null, { status: isGenuine ? 204 : 401 })
}
