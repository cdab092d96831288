'use server'

import { revalidatePath } from 'next/cache'

import { getCustomerIo, identifyUser } from '@/lib/customerio'
import { requireUser } from '@/lib/session'

export async function updateProfile(form: FormData): Promise<void> {
  const user = await requireUser()

  await identifyUser(user.id, {
    first_name: form.get('first_name'),
    date_of_birth: form.get('date_of_birth'), // ✗ no-sensitive-attributes
    newsletter: form.get('newsletter') === 'on',
  })
  revalidatePath('/account')
}

export async function deleteAccount(): Promise<void> {
  const user = await requireUser()
  const cio = getCustomerIo()

  await cio?.suppress(user.id)
  await cio?.destroy(user.id)
}
