import { requireEncodedIdentifiers as rule } from '../../src/rules/require-encoded-identifiers.ts'
import { code, inBothModes, typed, untyped } from '../support/rule-tester.ts'
import { trackBase } from '../support/sample-preludes.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'encoded where it is used, earlier, by an alias or by a function',
      code: code`
        ${trackBase}
        const enc = encodeURIComponent
        const encoded = encodeURIComponent(user.id)
        const personPath = (id) => \`/customers/\${encodeURIComponent(id)}\`
        const normalized = (id) => encodeURIComponent(id.trim())
        let chosen = encodeURIComponent(a)
        if (b) chosen = encodeURIComponent(b)
        fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${encodeURIComponent(id).replace(/%40/g, '@')}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${enc(id)}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${encoded}/events\`, { method: 'POST' })
        fetch(BASE + personPath(user.id), { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${normalized(user.id)}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${chosen}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${id == null ? 'nobody' : encodeURIComponent(id)}\`, { method: 'PUT' })
      `,
    },
    {
      name: 'URL and URLSearchParams',
      code: code`
        const url = new URL('https://api.customer.io/v1/customers')
        url.searchParams.set('email', email)
        fetch(url)
        fetch(\`https://api.customer.io/v1/customers?\${new URLSearchParams({ email })}\`)
        fetch(new URL(\`/v1/customers/\${id}/attributes\`, 'https://api.customer.io'))
      `,
    },
    {
      name: 'numbers, literals, UUIDs and digests',
      code: code`
        ${trackBase}
        import { randomUUID } from 'node:crypto'
        fetch(\`\${BASE}/customers/\${Number(id)}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${row.index * 2}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/user_\${parseInt(id, 10)}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${'42'}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${randomUUID()}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${createHash('sha256').update(email).digest('hex')}\`, { method: 'PUT' })
        fetch(\`\${BASE}/customers/\${process.env.CIO_PROBE_ID}\`, { method: 'PUT' })
      `,
    },
    {
      name: 'types that say a number',
      code: code`
        ${trackBase}
        interface User { id: number; name: string }
        export const byId = (id: number) => fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
        export const byUser = (user: User) => fetch(\`\${BASE}/customers/\${user.id}\`, { method: 'PUT' })
      `,
    },
    {
      name: 'values that were tested before',
      code: code`
        ${trackBase}
        const UUID = /^[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}$/i
        export function a(id) {
          if (!isUuid(id)) throw new Error('no id')
          return fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
        }
        export function b(id) {
          if (UUID.test(id)) return fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
        }
        export function c(id) {
          if (typeof id !== 'number') return
          fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
        }
        export function d(req) {
          const { id } = z.object({ id: z.string().uuid() }).parse(req.params)
          return fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
        }
      `,
    },
    {
      name: 'a function that only gets encoded values',
      code: code`
        ${trackBase}
        function put(id) {
          return fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
        }
        put(encodeURIComponent(user.id))
        put(encodeURIComponent(other.id))
      `,
    },
    {
      name: 'ids of other things, other hosts and the SDK',
      code: code`
        import { TrackClient } from 'customerio-node'
        const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
        cio.identify(user.email, { plan })
        fetch(\`https://api.customer.io/v1/campaigns/\${campaignId}/triggers\`, { method: 'POST' })
        fetch(\`https://api.customer.io/v1/exports/\${id}\`)
        fetch(\`https://api.example.com/api/v1/customers/\${id}\`)
      `,
    },
  ],
  invalid: [
    {
      name: 'templates, sums and lists',
      code: code`
        ${trackBase}
        fetch(\`\${BASE}/customers/\${userId}\`, { method: 'PUT' })
                                   ~~~~~~ [unencodedIdentifier]
        fetch(BASE + '/customers/' + user.email + '/events', { method: 'POST' })
                                     ~~~~~~~~~~ [unencodedIdentifier]
        fetch(BASE + '/customers/' + (user.id ?? user.email), { method: 'DELETE' })
                                      ~~~~~~~~~~~~~~~~~~~~~ [unencodedIdentifier]
        fetch([BASE, 'customers', id].join('/'), { method: 'DELETE' })
                                  ~~ [unencodedIdentifier]
        fetch(\`\${BASE}/customers/\${user.email.trim()}\`, { method: verb })
                                   ~~~~~~~~~~~~~~~~~ [unencodedIdentifier]
        fetch(\`\${BASE}/customers/\${await idOf(user)}\`, { method: 'PUT' })
                                   ~~~~~~~~~~~~~~~~ [unencodedIdentifier]
      `,
      output: code`
        ${trackBase}
        fetch(\`\${BASE}/customers/\${encodeURIComponent(userId)}\`, { method: 'PUT' })
        fetch(BASE + '/customers/' + encodeURIComponent(user.email) + '/events', { method: 'POST' })
        fetch(BASE + '/customers/' + encodeURIComponent(user.id ?? user.email), { method: 'DELETE' })
        fetch([BASE, 'customers', encodeURIComponent(id)].join('/'), { method: 'DELETE' })
        fetch(\`\${BASE}/customers/\${encodeURIComponent(user.email.trim())}\`, { method: verb })
        fetch(\`\${BASE}/customers/\${encodeURIComponent(await idOf(user))}\`, { method: 'PUT' })
      `,
    },
    {
      name: 'device tokens, and the query',
      code: code`
        ${trackBase}
        fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}/devices/\${token}\`, { method: 'DELETE' })
                                                                     ~~~~~ [unencodedIdentifier]
        fetch(\`https://api.customer.io/v1/customers?email=\${email}&limit=1\`)
                                                            ~~~~~ [unencodedIdentifier]
      `,
      output: code`
        ${trackBase}
        fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}/devices/\${encodeURIComponent(token)}\`, { method: 'DELETE' })
        fetch(\`https://api.customer.io/v1/customers?email=\${encodeURIComponent(email)}&limit=1\`)
      `,
    },
    {
      name: 'encodeURI, base64 and patterns that let anything through',
      code: code`
        ${trackBase}
        fetch(\`\${BASE}/customers/\${encodeURI(id)}\`, { method: 'PUT' })
                                   ~~~~~~~~~~~~~ [unencodedIdentifier]
        const hash = createHash('sha256').update(email).digest('base64')
        fetch(\`\${BASE}/customers/\${hash}\`, { method: 'PUT' })
                                   ~~~~ [unencodedIdentifier]
        export function put(id) {
          if (!/^.+$/.test(id) || typeof id === 'number') return
          fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
                                     ~~ [unencodedIdentifier]
        }
      `,
      output: code`
        ${trackBase}
        fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}\`, { method: 'PUT' })
        const hash = createHash('sha256').update(email).digest('base64')
        fetch(\`\${BASE}/customers/\${encodeURIComponent(hash)}\`, { method: 'PUT' })
        export function put(id) {
          if (!/^.+$/.test(id) || typeof id === 'number') return
          fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}\`, { method: 'PUT' })
        }
      `,
    },
    {
      name: 'the URL is built earlier: reported where it names the identifier, once',
      code: code`
        ${trackBase}
        const path = \`/customers/\${person.id}\`
                                   ~~~~~~~~~ [unencodedIdentifier]
        fetch(\`\${BASE}\${path}\`, { method: 'PUT' })
        fetch(\`\${BASE}\${path}/events\`, { method: 'POST' })
        const personPath = (id) => \`/customers/\${id}/events\`
                                                 ~~ [unencodedIdentifier]
        fetch(BASE + personPath(a.id), { method: 'POST' })
        fetch(BASE + personPath(b.id), { method: 'POST' })
        const url = isTest ? \`\${BASE}/customers/\${probe.id}\` : \`\${BASE}/customers/\${user.id}\`
                                                  ~~~~~~~~ [unencodedIdentifier]
                                                                                    ~~~~~~~ [unencodedIdentifier]
        fetch(url, { method: 'PUT' })
      `,
      output: code`
        ${trackBase}
        const path = \`/customers/\${encodeURIComponent(person.id)}\`
        fetch(\`\${BASE}\${path}\`, { method: 'PUT' })
        fetch(\`\${BASE}\${path}/events\`, { method: 'POST' })
        const personPath = (id) => \`/customers/\${encodeURIComponent(id)}/events\`
        fetch(BASE + personPath(a.id), { method: 'POST' })
        fetch(BASE + personPath(b.id), { method: 'POST' })
        const url = isTest ? \`\${BASE}/customers/\${encodeURIComponent(probe.id)}\` : \`\${BASE}/customers/\${encodeURIComponent(user.id)}\`
        fetch(url, { method: 'PUT' })
      `,
    },
    {
      name: 'what else uses the identifier keeps it as it is',
      code: code`
        ${trackBase}
        const id = 'user_' + user.id
        fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT', body: JSON.stringify({ id }) })
                                   ~~ [unencodedIdentifier]
      `,
      output: code`
        ${trackBase}
        const id = 'user_' + user.id
        fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}\`, { method: 'PUT', body: JSON.stringify({ id }) })
      `,
    },
    {
      name: 'nothing is encoded twice',
      code: code`
        ${trackBase}
        let chosen = encodeURIComponent(a)
        if (b) chosen = b
        fetch(\`\${BASE}/customers/\${chosen}\`, { method: 'PUT' })
                                   ~~~~~~ [unencodedIdentifier]
        export const put = (id) => fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
                                                              ~~ [unencodedIdentifier]
        put(encodeURIComponent(user.id))
      `,
    },
    {
      name: 'the whole address goes through encodeURI: the identifier would be encoded twice',
      code: code`
        ${trackBase}
        fetch(encodeURI(\`\${BASE}/customers/\${email}\`), { method: 'PUT', body: '{}' })
                                             ~~~~~ [unencodedIdentifier]
        const url = BASE + '/customers/' + email
                                           ~~~~~ [unencodedIdentifier]
        const encoded = encodeURI(url)
        fetch(encoded, { method: 'PUT', body: '{}' })
      `,
    },
    {
      name: 'axios with a base, and house wrappers',
      code: code`
        import axios from 'axios'
        const track = axios.create({ baseURL: 'https://track.customer.io/api/v1' })
        track.put(\`/customers/\${id}\`, {})
                                ~~ [unencodedIdentifier]
        const send = (method, path, body) =>
          fetch('https://track.customer.io/api/v1' + path, { method, body: JSON.stringify(body) })
        send('POST', \`/customers/\${user.id}/events\`, { name: 'seen' })
                                   ~~~~~~~ [unencodedIdentifier]
      `,
      output: code`
        import axios from 'axios'
        const track = axios.create({ baseURL: 'https://track.customer.io/api/v1' })
        track.put(\`/customers/\${encodeURIComponent(id)}\`, {})
        const send = (method, path, body) =>
          fetch('https://track.customer.io/api/v1' + path, { method, body: JSON.stringify(body) })
        send('POST', \`/customers/\${encodeURIComponent(user.id)}/events\`, { name: 'seen' })
      `,
    },
    {
      name: 'TypeScript: a value that may be missing',
      code: code`
        ${trackBase}
        export const a = (id: string) => fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
                                                                    ~~ [unencodedIdentifier]
        export const b = (id?: string) => fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
                                                                     ~~ [unencodedIdentifier]
        export const c = (id: string | null) => fetch(\`\${BASE}/customers/\${id}\`, { method: 'PUT' })
                                                                           ~~ [unencodedIdentifier]
      `,
      output: code`
        ${trackBase}
        export const a = (id: string) => fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}\`, { method: 'PUT' })
        export const b = (id?: string) => fetch(\`\${BASE}/customers/\${encodeURIComponent(String(id))}\`, { method: 'PUT' })
        export const c = (id: string | null) => fetch(\`\${BASE}/customers/\${encodeURIComponent(String(id))}\`, { method: 'PUT' })
      `,
    },
  ],
})

const numberedUsers = code`
  declare const accounts: Map<string, { id: number; key: string }>
  for (const account of accounts.values()) {
    fetch(\`https://track.customer.io/api/v1/customers/\${account.id}\`, { method: 'DELETE' })
  }
`

typed(rule, {
  valid: [{ name: 'a number by what TypeScript infers', code: numberedUsers }],
  invalid: [
    {
      name: 'a text by what TypeScript infers',
      code: code`
        declare const accounts: Map<string, { id: number; key: string }>
        for (const account of accounts.values()) {
          fetch(\`https://track.customer.io/api/v1/customers/\${account.key}\`, { method: 'DELETE' })
                                                              ~~~~~~~~~~~ [unencodedIdentifier]
        }
      `,
      output: code`
        declare const accounts: Map<string, { id: number; key: string }>
        for (const account of accounts.values()) {
          fetch(\`https://track.customer.io/api/v1/customers/\${encodeURIComponent(account.key)}\`, { method: 'DELETE' })
        }
      `,
    },
  ],
})

untyped(rule, {
  valid: [],
  invalid: [
    {
      name: 'a number that only TypeScript could infer',
      code: code`
        declare const accounts: Map<string, { id: number; key: string }>
        for (const account of accounts.values()) {
          fetch(\`https://track.customer.io/api/v1/customers/\${account.id}\`, { method: 'DELETE' })
                                                              ~~~~~~~~~~ [unencodedIdentifier]
        }
      `,
      output: code`
        declare const accounts: Map<string, { id: number; key: string }>
        for (const account of accounts.values()) {
          fetch(\`https://track.customer.io/api/v1/customers/\${encodeURIComponent(account.id)}\`, { method: 'DELETE' })
        }
      `,
    },
  ],
})
