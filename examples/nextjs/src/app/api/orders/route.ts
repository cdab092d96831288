import { after, NextResponse } from 'next/server'

import { trackEvent } from '@/lib/customerio'
import { requireUser } from '@/lib/session'

export async function POST(request: Request) {
  const user = await requireUser()
  const order = await request.json()

  after(async () => {
    await trackEvent(user.id, 'order_placed', {
      total: order.total,
      currency: order.currency,
      card_number: order.payment.cardNumber, // ✗ no-sensitive-attributes
      items: order.items.map((item: { sku: string; quantity: number }) => ({
        sku: item.sku,
        quantity: item.quantity,
      })),
    })
    await trackEvent(user.id, `order_placed_by_${user.email}`) // ✗ no-pii-in-event-names
  })

  return NextResponse.json({ ok: true })
}
