'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'

interface Props {
  user: { id: string; email: string; plan: string; ssn?: string }
}

export function UpgradeButton({ user }: Props) {
  const pathname = usePathname()

  useEffect(() => {
    window._cio?.identify({ id: user.id, email: user.email, plan: user.plan })
    window._cio?.page(window.location.href) // ✗ no-pii-in-event-names
  }, [pathname, user])

  return (
    <button
      onClick={() => {
        window._cio?.track(`upgrade_${user.email}`, { plan: user.plan }) // ✗ no-pii-in-event-names
        window._cio?.track('upgrade_clicked', { plan: user.plan, path: pathname })
      }}
    >
      Upgrade
    </button>
  )
}
