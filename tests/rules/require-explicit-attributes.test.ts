import { requireExplicitAttributes as rule } from '../../src/rules/require-explicit-attributes.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const head = code`
  import { TrackClient } from 'customerio-node'
  import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'a record sent to another vendor',
      code: code`
        import { Analytics } from '@segment/analytics-node'
        const cio = new Analytics({ writeKey: process.env.KEY }) // not customer.io
        cio.identify({ userId: user.id, traits: user })
      `,
    },
    {
      name: 'named fields, sanitized or not',
      code: code`
        ${head}
        cio.identify(user.id, { email: user.email, plan: user.plan })
        cio.identify(user.id, sanitizeAttributes({ phone: user.phone, plan: user.plan }))
        cio.track(user.id, { name: 'seen', data: sanitizeAttributes({ items: items.map((item) => ({ sku: item.sku })) }) })
      `,
    },
    {
      name: 'an object built before',
      code: code`
        ${head}
        const profile = { plan: user.plan }
        profile.seats = user.seats
        const more = { source: 'api' }
        cio.identify(user.id, sanitizeAttributes({ ...profile, ...more }))
      `,
    },
    {
      name: 'mappers: of the file, and those that say that they are one',
      code: code`
        import { toAttributes } from '@acme/mappers'
        ${head}
        const attributesOf = (user) => ({ email: user.email, plan: user.plan })
        cio.identify(user.id, sanitizeAttributes(attributesOf(user)))
        cio.identify(user.id, sanitizeAttributes(toAttributes(user)))
        cio.identify(user.id, toAttributes(user))
      `,
    },
    {
      name: 'a choice of fields',
      code: code`
        import pick from 'lodash/pick'
        ${head}
        cio.identify(user.id, sanitizeAttributes(pick(user, ['email', 'plan', 'phone'])))
      `,
    },
    {
      name: 'data that the code types, field by field',
      code: code`
        ${head}
        export const save = (id: string, changes: { plan: string; seats: number }) => cio.identify(id, changes)
      `,
    },
    {
      name: 'nothing at all',
      code: code`
        ${head}
        cio.identify(user.id, {})
        cio.track(user.id, { name: 'seen' })
      `,
    },
  ],
  invalid: [
    {
      name: 'a whole record',
      code: code`
        ${head}
        cio.identify(user.id, user)
                              ~~~~ [wholeRecord]
      `,
    },
    {
      name: 'a sanitized record',
      code: code`
        ${head}
        cio.identify(user.id, sanitizeAttributes(user))
                              ~~~~~~~~~~~~~~~~~~~~~~~~ [wholeRecord]
      `,
    },
    {
      name: 'a spread beside named fields, and a body',
      code: code`
        ${head}
        cio.identify(user.id, sanitizeAttributes({ ...user, source: 'api' }))
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wholeRecord]
        cio.track(user.id, { name: 'sent', data: sanitizeAttributes(req.body) })
                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [wholeRecord]
      `,
    },
    {
      name: 'a record of the database, sanitized before',
      code: code`
        ${head}
        const row = await db.users.findById(id)
        const safe = sanitizeAttributes(row)
        cio.identify(id, safe)
                         ~~~~ [wholeRecord]
      `,
    },
    {
      name: 'a person with a type, all of whose fields are harmless today',
      code: code`
        ${head}
        interface User { id: string; plan: string }
        export const save = (user: User) => cio.identify(user.id, sanitizeAttributes(user))
                                                                  ~~~~~~~~~~~~~~~~~~~~~~~~ [wholeRecord]
      `,
    },
    {
      name: 'a record without some of its fields',
      code: code`
        ${head}
        const { password, ...rest } = user
        cio.identify(user.id, sanitizeAttributes(rest))
                              ~~~~~~~~~~~~~~~~~~~~~~~~ [wholeRecord]
      `,
    },
    {
      name: 'raw HTTP',
      code: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        fetch('https://track.customer.io/api/v1/customers/1', { method: 'PUT', body: JSON.stringify(sanitizeAttributes(user)) })
                                                                                                    ~~~~~~~~~~~~~~~~~~~~~~~~ [wholeRecord]
      `,
    },
    {
      name: 'a wrapper: once, inside it',
      code: code`
        ${head}
        export const save = (id, attributes) => cio.identify(id, attributes)
                                                                 ~~~~~~~~~~ [wholeRecord]
        save(user.id, user)
      `,
    },
  ],
})
