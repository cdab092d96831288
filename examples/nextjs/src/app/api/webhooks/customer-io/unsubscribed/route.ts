import { NextResponse } from 'next/server'

import { createUser } from '@/lib/users'

// ✗ below: require-webhook-verification
export async function POST(request: Request) {
  const { metric, data } = await request.json()
  if (metric === 'unsubscribed') await createUser(data)
  return new NextResponse(null, { status: 204 })
}
