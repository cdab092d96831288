// Identifiers in URLs that wrappers, helpers and choices put together.
import { requireEncodedIdentifiers as rule } from '../../src/rules/require-encoded-identifiers.ts'
import { code, inBothModes } from '../support/rule-tester.ts'
import { trackBase } from '../support/sample-preludes.ts'

inBothModes(rule, {
  valid: [
    {
      name: 'a helper that is told the URL of somebody else, or of a campaign',
      code: code`
        const request = (url, init) => fetch(url, { ...init, headers })
        request(\`https://example.com/api/v1/customers/\${id}\`, { method: 'DELETE' })
        request(\`https://api.customer.io/v1/campaigns/\${id}/metrics\`, { method: 'GET' })
      `,
    },
  ],
  invalid: [
    {
      name: 'in the URL that a helper is told as a whole, in a field that is filled later',
      code: code`
        class CustomerIoService {
          #fetch = null
          setup(token) {
            this.#fetch = (url, options) => fetch(url, { ...options, headers: { Authorization: token } })
          }
          async onUserDeleted(user) {
            await this.#fetch?.(\`https://track.customer.io/api/v1/customers/\${user.email}/suppress\`, { method: 'POST' })
                                                                              ~~~~~~~~~~ [unencodedIdentifier]
            await this.#fetch?.(\`https://example.com/api/v1/customers/\${user.email}/suppress\`, { method: 'POST' })
          }
        }
      `,
      output: code`
        class CustomerIoService {
          #fetch = null
          setup(token) {
            this.#fetch = (url, options) => fetch(url, { ...options, headers: { Authorization: token } })
          }
          async onUserDeleted(user) {
            await this.#fetch?.(\`https://track.customer.io/api/v1/customers/\${encodeURIComponent(user.email)}/suppress\`, { method: 'POST' })
            await this.#fetch?.(\`https://example.com/api/v1/customers/\${user.email}/suppress\`, { method: 'POST' })
          }
        }
      `,
    },
    {
      name: 'in any of the URLs that the code chooses between',
      code: code`
        ${trackBase}
        const url = id === null ? BASE + '/events' : \`\${BASE}/customers/\${id}/events\`
                                                                          ~~ [unencodedIdentifier]
        fetch(url, { method: 'POST', body })
      `,
      output: code`
        ${trackBase}
        const url = id === null ? BASE + '/events' : \`\${BASE}/customers/\${encodeURIComponent(id)}/events\`
        fetch(url, { method: 'POST', body })
      `,
    },
    {
      name: 'below a person, where the table does not know what is there',
      code: code`
        ${trackBase}
        fetch(\`\${BASE}/customers/\${id}/messages\`, { method: 'POST', body })
                                   ~~ [unencodedIdentifier]
        fetch(\`\${BASE}/newsletters/\${id}/messages\`, { method: 'POST', body })
      `,
      output: code`
        ${trackBase}
        fetch(\`\${BASE}/customers/\${encodeURIComponent(id)}/messages\`, { method: 'POST', body })
        fetch(\`\${BASE}/newsletters/\${id}/messages\`, { method: 'POST', body })
      `,
    },
    {
      name: 'in the path that a house function is told, once for each place',
      code: code`
        ${trackBase}
        async function cio(path, init) {
          const { signal } = init
          return fetch(\`\${BASE}\${path}\`, { ...init, signal })
        }
        cio(\`/customers/\${id}\`, { method: 'PUT', body: JSON.stringify({ plan }) })
                          ~~ [unencodedIdentifier]
        cio(\`/customers/\${encodeURIComponent(id)}\`, { method: 'DELETE' })
        cio(\`/campaigns/\${id}\`, { method: 'GET' })
      `,
      output: code`
        ${trackBase}
        async function cio(path, init) {
          const { signal } = init
          return fetch(\`\${BASE}\${path}\`, { ...init, signal })
        }
        cio(\`/customers/\${encodeURIComponent(id)}\`, { method: 'PUT', body: JSON.stringify({ plan }) })
        cio(\`/customers/\${encodeURIComponent(id)}\`, { method: 'DELETE' })
        cio(\`/campaigns/\${id}\`, { method: 'GET' })
      `,
    },
  ],
})
