// Data that goes through house functions for requests, reported where it can be repaired.
import { requireSanitizedAttributes as rule } from '../../src/rules/require-sanitized-attributes.ts'
import { code, inBothModes } from '../support/rule-tester.ts'

const wrapper = code`
  const BASE = 'https://track.customer.io/api/v1'
  async function cioFetch(path: string, init: RequestInit) {
    return fetch(\`\${BASE}\${path}\`, { ...init, headers: { authorization: auth() } })
  }
`

inBothModes(rule, {
  valid: [
    {
      name: 'fixed fields in the options of the caller',
      code: code`
        ${wrapper}
        export const upgrade = (id: string, plan: string) =>
          cioFetch('/customers/' + encodeURIComponent(id), { method: 'PUT', body: JSON.stringify({ plan }) })
      `,
    },
    {
      name: 'options without a body',
      code: code`
        ${wrapper}
        export const remove = (id: string) => cioFetch('/customers/' + encodeURIComponent(id), { method: 'DELETE' })
      `,
    },
  ],
  invalid: [
    {
      name: 'in the options of the caller, once for all of its callers',
      code: code`
        ${wrapper}
        export async function identify(id: string, traits: Record<string, unknown>) {
          await cioFetch('/customers/' + encodeURIComponent(id), { method: 'PUT', body: JSON.stringify(traits) })
                                                                                                       ~~~~~~ [unsanitized]
        }
        export const signedUp = (user: any) => identify(user.id, user)
      `,
      output: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        ${wrapper}
        export async function identify(id: string, traits: Record<string, unknown>) {
          await cioFetch('/customers/' + encodeURIComponent(id), { method: 'PUT', body: JSON.stringify(sanitizeAttributes(traits)) })
        }
        export const signedUp = (user: any) => identify(user.id, user)
      `,
    },
  ],
})
