import { noSensitiveAttributes as rule } from '../../src/rules/no-sensitive-attributes.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const client = code`
  import { TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'the same call of another vendor',
      code: code`
        import { Analytics } from '@segment/analytics-node'
        const cio = new Analytics({ writeKey: process.env.KEY }) // not customer.io
        cio.identify(user.id, { ssn: user.ssn })
      `,
    },
    {
      name: 'contact data and ordinary fields',
      code: code`
        ${client}
        cio.identify(user.id, { email: user.email, first_name: user.firstName, plan: user.plan, city: user.city })
        cio.track(user.id, { name: 'viewed', data: { condition: 'new', race: 'marathon', token_count: 3 } })
      `,
    },
    {
      name: 'names that only look like it',
      code: code`
        ${client}
        cio.identify(user.id, {
          microphoneEnabled: user.microphone,
          addressBarHidden: prefs.bar,
          card_last4: user.last4,
          email_verified: user.verified,
          password_changed_at: user.changed,
          shipping: order.shipping,
        })
      `,
    },
    {
      name: 'what belongs to a shop or a device, under a name that says so',
      code: code`
        ${client}
        cio.identify(user.id, {
          store_phone: store.phone,
          office: this.company.address,
          device_token: device.token,
          wallet: user.wallet.address,
        })
      `,
    },
    {
      name: 'sanitized data',
      code: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        ${client}
        cio.identify(user.id, sanitizeAttributes({ ssn: user.ssn, phone: user.phone }))
        const safe = sanitizeAttributes({ ...user, ssn: user.ssn })
        cio.identify(user.id, { ...safe, plan: 'pro' })
      `,
    },
    {
      name: 'a whole record, of which nothing is known',
      code: code`
        ${client}
        cio.identify(user.id, user)
        cio.identify(user.id, { ...user })
      `,
    },
    {
      name: 'yes, no, and nothing under a sensitive name',
      code: code`
        ${client}
        cio.identify(user.id, { ssn: Boolean(user.ssn), passport: null, phone: user.phone !== '', pin: false, otp: undefined })
        cio.identify(user.id, { verified: user.ssn ? 'yes' : 'no', digits: user.ssn.length })
      `,
    },
    {
      name: 'what messages are for',
      code: code`
        import { APIClient, SendEmailRequest } from 'customerio-node'
        const api = new APIClient(process.env.APP_KEY)
        api.sendEmail(
          new SendEmailRequest({
            to: user.email,
            identifiers: { id: user.id },
            message_data: { otp: code, reset_link: link, temporary_password: password, verification_code: user.code },
          }),
        )
      `,
    },
    {
      name: 'digests, and what a function only tells of a value',
      code: code`
        import { createHash } from 'node:crypto'
        import { hashPii } from 'eslint-plugin-customerio/runtime'
        ${client}
        cio.identify(user.id, { phone_hash: hashPii(user.phone, key, 'phone'), phone: createHash('sha256').update(user.phone).digest('hex') })
        cio.identify(user.id, { country: countryOf(user.ip), born: user.birthDate.getFullYear(), card: user.cardNumber.slice(-4) })
      `,
    },
    {
      name: 'a number that is no card number, and one under the name of an order',
      code: code`
        ${client}
        cio.track(user.id, { name: 'paid', data: { note: '4111 1111 1111 1112', order_id: '4111111111111111', total: 42 } })
      `,
    },
    {
      name: 'what the settings keep',
      settings: { customerio: { sensitiveFields: { keep: ['phone', 'note'] } } },
      code: code`
        ${client}
        cio.identify(user.id, { phone: user.phone, note: '4111 1111 1111 1111' })
      `,
    },
    {
      name: 'texts, when the settings switch the look at values off',
      settings: { customerio: { sensitiveFields: { detectValues: false } } },
      code: code`
        ${client}
        cio.identify(user.id, { note: '4111 1111 1111 1111' })
      `,
    },
    {
      name: 'a mapper that picks fixed fields',
      code: code`
        ${client}
        const toAttributes = (user) => ({ email: user.email, plan: user.plan, has_ssn: Boolean(user.ssn) })
        cio.identify(user.id, toAttributes(user))
      `,
    },
  ],
  invalid: [
    {
      name: 'a sensitive key',
      code: code`
        ${client}
        cio.identify(user.id, { email: user.email, ssn: user.ssn })
                                                   ~~~~~~~~~~~~~ [sensitiveName]
      `,
      suggestions: [
        {
          messageId: 'removeProperty',
          output: code`
            ${client}
            cio.identify(user.id, { email: user.email })
          `,
        },
        {
          messageId: 'sanitize',
          output: code`
            import { TrackClient } from 'customerio-node'
            import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
            const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
            cio.identify(user.id, sanitizeAttributes({ email: user.email, ssn: user.ssn }))
          `,
        },
      ],
    },
    {
      name: 'each field once, on lines of their own, nested and in lists',
      code: code`
        ${client}
        cio.identify(user.id, {
          plan: user.plan,
          creditCard: card,
          ~~~~~~~~~~~~~~~~ [sensitiveName]
          billing: {
            accounts: [{ iban: user.iban }],
                         ~~~~~~~~~~~~~~~ [sensitiveName]
          },
        })
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'removeProperty',
              output: code`
                ${client}
                cio.identify(user.id, {
                  plan: user.plan,
                  billing: {
                    accounts: [{ iban: user.iban }],
                  },
                })
              `,
            },
            {
              messageId: 'sanitize',
              output: code`
                import { TrackClient } from 'customerio-node'
                import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
                const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
                cio.identify(user.id, sanitizeAttributes({
                  plan: user.plan,
                  creditCard: card,
                  billing: {
                    accounts: [{ iban: user.iban }],
                  },
                }))
              `,
            },
          ],
        },
        {
          suggestions: [
            {
              messageId: 'removeProperty',
              output: code`
                ${client}
                cio.identify(user.id, {
                  plan: user.plan,
                  creditCard: card,
                  billing: {
                    accounts: [{}],
                  },
                })
              `,
            },
            {
              messageId: 'sanitize',
              output: code`
                import { TrackClient } from 'customerio-node'
                import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
                const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
                cio.identify(user.id, sanitizeAttributes({
                  plan: user.plan,
                  creditCard: card,
                  billing: {
                    accounts: [{ iban: user.iban }],
                  },
                }))
              `,
            },
          ],
        },
      ],
    },
  ],
})
