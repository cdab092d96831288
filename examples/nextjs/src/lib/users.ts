export interface User {
  id: string
  email: string
  firstName: string
  plan: 'free' | 'pro'
  passwordHash: string
  phone: string | null
  createdAt: Date
}

export async function createUser(form: FormData): Promise<User> {
  return {
    id: crypto.randomUUID(),
    email: String(form.get('email')),
    firstName: String(form.get('first_name')),
    plan: 'free',
    passwordHash: '',
    phone: null,
    createdAt: new Date(),
  }
}

export async function findUser(id: string): Promise<User | null> {
  return id === '' ? null : createUser(new FormData())
}

/** What campaigns use, and nothing else. */
export function toCustomerIoAttributes(user: User) {
  return {
    email: user.email,
    first_name: user.firstName,
    plan: user.plan,
    created_at: Math.floor(user.createdAt.getTime() / 1000),
  }
}
