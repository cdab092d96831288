'use server'

import { revalidatePath } from 'next/cache'

import { getCustomerIo, identifyUser, trackEvent } from '@/lib/customerio'
import { requireUser } from '@/lib/session'

export async function updateProfile(form: FormData): Promise<void> {
  const user = await requireUser()

  await identifyUser(user.id, {
    first_name: form.get('first_name'),
    date_of_birth: form.get('date_of_birth'), // ✗ no-sensitive-attributes
    newsletter: form.get('newsletter') === 'on',
  })
  trackEvent(user.id, 'profile_updated', { fields: 3 }) // ✗ no-floating-requests
  revalidatePath('/account')
}

export async function deleteAccount(): Promise<void> {
  const user = await requireUser()
  const cio = getCustomerIo()

  await cio?.suppress(user.id)
  await cio?.destroy(user.id)
}

export async function removeTeamMember(memberId: string): Promise<void> {
  await requireUser()
  await getCustomerIo()?.destroy(memberId) // ✗ no-destroy-without-suppress
}
