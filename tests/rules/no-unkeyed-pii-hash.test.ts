import { noUnkeyedPiiHash as rule } from '../../src/rules/no-unkeyed-pii-hash.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const head = code`
  import { createHash, createHmac } from 'node:crypto'
  import { TrackClient } from 'customerio-node'
  import { hashPii, sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
  const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'a payload of another vendor',
      code: code`
        import { createHash } from 'node:crypto'
        import { Analytics } from '@segment/analytics-node'
        const cio = new Analytics({ writeKey: process.env.KEY }) // not customer.io
        cio.identify({ traits: { email_hash: createHash('sha256').update(user.email).digest('hex') } })
      `,
    },
    {
      name: 'keyed hashes',
      code: code`
        ${head}
        cio.identify(user.id, {
          phone_hash: hashPii(user.phone, process.env.CUSTOMERIO_PII_KEY, 'phone'),
          email_hash: createHmac('sha256', key).update(user.email).digest('hex'),
        })
      `,
    },
    {
      name: 'a keyed hash of which 128 bits are left',
      code: code`
        ${head}
        cio.identify(user.id, { a: createHmac('sha256', key).update(user.email).digest('hex').slice(0, 32) })
        cio.identify(user.id, { a: createHmac('sha256', key).update(user.email).digest('base64').slice(0, 22) })
        cio.identify(user.id, { a: createHmac('sha256', key).update(user.email).digest().subarray(0, 16).toString('hex') })
      `,
    },
    {
      name: 'a secret mixed in',
      code: code`
        ${head}
        const withPepper = (value) => createHash('sha256').update(value + process.env.PEPPER).digest('hex')
        cio.identify(user.id, {
          a: createHash('sha256').update(user.email + config.salt).digest('hex'),
          b: createHash('sha256').update(config.secret).update(user.email).digest('hex'),
          c: withPepper(user.email),
        })
      `,
    },
    {
      name: 'digests of what is no personal data',
      code: code`
        ${head}
        cio.identify(user.id, {
          account_ref: createHash('sha256').update(user.accountId).digest('hex'),
          content_hash: createHash('sha256').update(body).digest('hex'),
          etag: createHash('md5').update(page.url).digest('hex'),
          session: createHash('sha256').update(user.sessionToken).digest('hex'),
          fixed: createHash('sha256').update('someone@example.com').digest('hex'),
        })
      `,
    },
    {
      name: 'a digest that is not sent',
      code: code`
        ${head}
        const seenBefore = createHash('sha1').update(user.email).digest('hex')
        if (!cache.has(seenBefore)) cio.identify(user.id, { plan: user.plan })
      `,
    },
  ],
  invalid: [
    {
      name: 'the plainest',
      code: code`
        ${head}
        cio.identify(user.id, { email_hash: createHash('sha256').update(user.email).digest('hex') })
                                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unkeyedHash]
      `,
      suggestions: [
        {
          messageId: 'hashWithKey',
          output: code`
            ${head}
            cio.identify(user.id, { email_hash: hashPii(user.email, process.env.CUSTOMERIO_PII_KEY, 'email') })
          `,
        },
      ],
    },
    {
      name: 'in TypeScript, without an import of the runtime, in a constant',
      filename: 'file.ts',
      code: code`
        import { createHash } from 'node:crypto'
        import { TrackClient } from 'customerio-node'
        const cio = new TrackClient(process.env.SITE_ID!, process.env.TRACK_KEY!)
        export function send(user: { id: string; ssn: string }) {
          const reference = createHash('md5').update(user.ssn.trim()).digest('hex')
          return cio.identify(user.id, { reference })
                                         ~~~~~~~~~ [unkeyedHash]
        }
      `,
      suggestions: [
        {
          messageId: 'hashWithKey',
          output: code`
            import { createHash } from 'node:crypto'
            import { TrackClient } from 'customerio-node'
            import { hashPii } from 'eslint-plugin-customerio/runtime'
            const cio = new TrackClient(process.env.SITE_ID!, process.env.TRACK_KEY!)
            export function send(user: { id: string; ssn: string }) {
              const reference = hashPii(user.ssn.trim(), process.env.CUSTOMERIO_PII_KEY!)
              return cio.identify(user.id, { reference })
            }
          `,
        },
      ],
    },
    {
      name: 'a helper of the file, inside a sanitizer, which lets hashes through',
      code: code`
        ${head}
        const sha256 = (value) => createHash('sha256').update(value).digest('hex')
        cio.track(user.id, { name: 'seen', data: sanitizeAttributes({ phone_hash: sha256(user.phone) }) })
                                                                                  ~~~~~~~~~~~~~~~~~~ [unkeyedHash]
      `,
      suggestions: [
        {
          messageId: 'hashWithKey',
          output: code`
            ${head}
            const sha256 = (value) => createHash('sha256').update(value).digest('hex')
            cio.track(user.id, { name: 'seen', data: sanitizeAttributes({ phone_hash: hashPii(user.phone, process.env.CUSTOMERIO_PII_KEY, 'phone') }) })
          `,
        },
      ],
    },
    {
      name: 'a keyed hash of which 64 bits are left',
      code: code`
        ${head}
        cio.identify(user.id, { ref: createHmac('sha256', key).update(user.email).digest('hex').slice(0, 16) })
                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [truncatedHash]
      `,
      errors: [{ data: { name: 'email', method: 'identify', bits: 64 } }],
    },
    {
      name: 'a short piece of hashPii',
      code: code`
        ${head}
        const length = 8
        const ref = hashPii(user.phone, key, 'phone')
        cio.identify(user.id, { ref: ref.substring(0, length) })
                                     ~~~~~~~~~~~~~~~~~~~~~~~~ [truncatedHash]
      `,
      errors: [{ data: { name: 'phone', method: 'identify', bits: 32 } }],
    },
    {
      name: 'what only the property calls personal',
      code: code`
        ${head}
        const sha256 = (value) => createHash('sha256').update(value).digest('hex')
        cio.identify(user.id, { hashedEmail: sha256(input.value) })
                                             ~~~~~~~~~~~~~~~~~~~ [unkeyedHash]
      `,
      suggestions: [
        {
          messageId: 'hashWithKey',
          output: code`
            ${head}
            const sha256 = (value) => createHash('sha256').update(value).digest('hex')
            cio.identify(user.id, { hashedEmail: hashPii(input.value, process.env.CUSTOMERIO_PII_KEY, 'email') })
          `,
        },
      ],
    },
    {
      name: 'Web Crypto, written as text in one expression',
      code: code`
        import { TrackClient } from 'customerio-node'
        const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
        const email_hash = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(email))).toString('hex')
        cio.identify(id, { email_hash })
                           ~~~~~~~~~~ [unkeyedHash]
      `,
      suggestions: [
        {
          messageId: 'hashWithKey',
          output: code`
            import { TrackClient } from 'customerio-node'
            import { hashPii } from 'eslint-plugin-customerio/runtime'
            const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
            const email_hash = hashPii(email, process.env.CUSTOMERIO_PII_KEY, 'email')
            cio.identify(id, { email_hash })
          `,
        },
      ],
    },
    {
      name: 'Web Crypto in steps: no text to put in its place',
      code: code`
        import { TrackClient } from 'customerio-node'
        const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
        const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(user.email))
        const hash = Array.from(new Uint8Array(bytes)).map((byte) => byte.toString(16).padStart(2, '0')).join('')
        cio.identify(user.id, { hash })
                                ~~~~ [unkeyedHash]
      `,
    },
    {
      name: 'a hash that is fed on a variable, and several values: nothing to put in its place',
      code: code`
        ${head}
        const hash = createHash('sha1')
        hash.update(user.phone)
        hash.update(user.country)
        cio.identify(user.id, { ref: hash.digest('hex') })
                                     ~~~~~~~~~~~~~~~~~~ [unkeyedHash]
      `,
    },
    {
      name: 'a mapper: the data that is sent',
      code: code`
        import md5 from 'md5'
        ${head}
        const toAttributes = (user) => ({ avatar: \`https://gravatar.example/\${md5(user.email)}\` })
        cio.identify(user.id, toAttributes(user))
                              ~~~~~~~~~~~~~~~~~~ [unkeyedHash]
      `,
      suggestions: [
        {
          messageId: 'hashWithKey',
          output: code`
            import md5 from 'md5'
            ${head}
            const toAttributes = (user) => ({ avatar: \`https://gravatar.example/\${hashPii(user.email, process.env.CUSTOMERIO_PII_KEY, 'email')}\` })
            cio.identify(user.id, toAttributes(user))
          `,
        },
      ],
    },
  ],
})

const calls = [
  [`import { hash } from 'node:crypto'`, `hash('sha256', user.email)`],
  [`import crypto from 'crypto'`, `crypto.createHash('md5').update(user.email).digest('base64')`],
  [`import CryptoJS from 'crypto-js'`, `CryptoJS.SHA256(user.email).toString()`],
  [`import SHA256 from 'crypto-js/sha256'`, `SHA256(user.email).toString()`],
  [`import md5 from 'blueimp-md5'`, `md5(user.email)`],
  [`import { sha256 } from 'js-sha256'`, `sha256(user.email)`],
  [`import { sha1 } from 'hash-wasm'`, `sha1(user.email)`],
  [`const md5 = require('md5')`, `md5(user.email)`],
] as const

inBothModes(rule, {
  valid: [],
  invalid: calls.map(([imported, call]) => ({
    name: `${imported}: ${call}`,
    code: code`
      ${imported}
      import { TrackClient } from 'customerio-node'
      import { hashPii } from 'eslint-plugin-customerio/runtime'
      const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
      cio.identify(user.id, { ref: ${call} })
                                   ${'~'.repeat(call.length)} [unkeyedHash]
    `,
    suggestions: [
      {
        messageId: 'hashWithKey' as const,
        output: code`
          ${imported}
          import { TrackClient } from 'customerio-node'
          import { hashPii } from 'eslint-plugin-customerio/runtime'
          const cio = new TrackClient(process.env.SITE_ID, process.env.TRACK_KEY)
          cio.identify(user.id, { ref: hashPii(user.email, process.env.CUSTOMERIO_PII_KEY, 'email') })
        `,
      },
    ],
  })),
})
