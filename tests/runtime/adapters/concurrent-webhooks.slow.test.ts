// Does an adapter mix requests up when there are many at once? On a real server of every framework.

import { describe, expect, it } from 'vitest'
import { signWebhook } from '../../../src/runtime/index.ts'
import { webhookFrameworks, webhookSecret as secret } from '../../support/webhook-apps.ts'

const count = 200

describe.each(webhookFrameworks)('the adapter in $name', ({ start }) => {
  it('mixes nothing up among 200 requests at once, half of them forged', async () => {
    const handled = new Set<string>()
    const app = await start({
      onEvent: async ({ event_id: id }) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
        handled.add(String(id))
      },
    })
    const answers = await Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const body = `{"event_id":"event-${n}","pad":"${'x'.repeat((n * 997) % 60_000)}"}`
        const signed = n % 2 === 0 ? body : body.replace('event', 'other')
        const headers = signWebhook({ body: signed, secret })
        const response = await fetch(app.url, { method: 'POST', body, headers })
        return [response.status, response.headers.get('x-event')]
      }),
    )
    expect(answers).toEqual(
      Array.from({ length: count }, (_, n) => (n % 2 === 0 ? [204, `event-${n}`] : [401, null])),
    )
    expect(handled.size).toBe(count / 2)
    expect(app.rejections.map(({ code }) => code)).toEqual(Array(count / 2).fill('signature_mismatch'))
  })

  it('answers every one of 200 repetitions of an event that is being handled', async () => {
    const taken = new Set<string>()
    const app = await start({ seen: (id) => taken.size === taken.add(id).size })
    const body = '{"event_id":"abc"}'
    const headers = signWebhook({ body, secret })
    const answers = await Promise.all(
      Array.from(
        { length: count },
        async () => (await fetch(app.url, { method: 'POST', body, headers })).status,
      ),
    )
    expect(answers.filter((status) => status === 204)).toHaveLength(1)
    expect(answers.filter((status) => status === 200)).toHaveLength(count - 1)
    expect(app.events).toHaveLength(1)
  })
})
