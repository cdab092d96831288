import { NextResponse } from 'next/server'

import { getCustomerIo, identifyUser, trackEvent } from '@/lib/customerio'
import { createUser, toCustomerIoAttributes } from '@/lib/users'

export async function POST(request: Request) {
  const form = await request.formData()
  const user = await createUser(form)

  await identifyUser(user.id, {
    email: user.email,
    phone: user.phone, // ✗ no-sensitive-attributes
    plan: user.plan,
  })
  await trackEvent(user.id, 'signed_up', { plan: user.plan, referral_code_used: form.has('referral') })

  return NextResponse.json({ id: user.id }, { status: 201 })
}

export async function PATCH(request: Request) {
  const user = await createUser(await request.formData())

  await getCustomerIo()?.identify(user.id, toCustomerIoAttributes(user))
  await getCustomerIo()!.identify(user.id, { ...user }) // ✗ require-sanitized-attributes, no-sensitive-attributes

  return new NextResponse(null, { status: 204 })
}
