import { cookies } from 'next/headers'

import { findUser } from './users'
import type { User } from './users'

export async function requireUser(): Promise<User> {
  const store = await cookies()
  const user = await findUser(store.get('session')?.value ?? '')
  if (!user) throw new Error('Not signed in.')
  return user
}
