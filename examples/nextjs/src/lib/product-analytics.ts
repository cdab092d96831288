import { PostHog } from 'posthog-node'

import type { User } from './users'

const posthog = new PostHog(process.env.POSTHOG_KEY ?? '')

/** Another vendor, whose calls look the same. */
export function identify(user: User): void {
  posthog.identify({ distinctId: user.id, properties: { phone: user.phone, ...user } })
}
