import { SendEmailRequest } from 'customerio-node'

import { customerIoApi } from '@/lib/customerio'
import type { User } from '@/lib/users'

export async function sendPasswordReset(user: User, token: string): Promise<void> {
  if (!customerIoApi) return
  await customerIoApi.sendEmail(
    new SendEmailRequest({
      transactional_message_id: 'password_reset',
      to: user.email,
      identifiers: { id: user.id },
      message_data: {
        first_name: user.firstName,
        reset_url: `https://shop.example/reset?token=${token}`, // ✗ no-retained-message-secrets
      },
    }),
  )
}

export async function sendLoginCode(user: User, code: string): Promise<void> {
  await customerIoApi?.sendEmail(
    new SendEmailRequest({
      transactional_message_id: 'login_code',
      to: user.email,
      identifiers: { id: user.id },
      message_data: { login_code: code },
      disable_message_retention: true,
    }),
  )
}
