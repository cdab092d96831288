import { noDestroyWithoutSuppress as rule } from '../../src/rules/no-destroy-without-suppress.ts'
import { code, inBothModes } from '../support/rule-tester.ts'
import { repaired } from '../support/repaired-code.ts'
import { typeErrors } from '../support/type-check.ts'
import { expect, it } from 'vitest'

const client = code`
  import { TrackClient } from 'customerio-node'
  const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
`

inBothModes(rule, {
  valid: [
    {
      name: 'other things that are destroyed',
      code: code`
        import { TrackClient } from 'customerio-node'
        req.session.destroy(id)
        fetch(\`https://api.example.com/customers/\${id}\`, { method: 'DELETE' })
        await cio.destroy(id)
      `,
    },
    {
      name: 'suppressed first, or erased by the runtime',
      code: code`
        ${client}
        import { deleteCustomer } from 'eslint-plugin-customerio/runtime'
        export async function erase(id) {
          await cio.suppress(id)
          await cio.destroy(id)
        }
        export const forget = (id) => deleteCustomer(cio, id)
      `,
    },
    {
      name: 'a house client that leaves the choice to its callers',
      code: code`
        ${client}
        export class People {
          async suppress(id) {
            await cio.suppress(id)
          }
          async destroy(id) {
            await cio.destroy(id)
          }
        }
      `,
    },
  ],
  invalid: [
    {
      name: 'a client of a provider of the runtime',
      code: code`
        import { createClientProvider } from 'eslint-plugin-customerio/runtime'
        const customerio = createClientProvider({ load, region: 'eu' })
        export async function forget(id) {
          await customerio.track().suppress(id)
          await customerio.track().destroy(id)
        }
        export const closeAccount = (user) => customerio.track().destroy(user.id)
                                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [destroyWithoutSuppress]
      `,
      suggestions: [
        {
          messageId: 'deleteCustomer',
          output: code`
            import { createClientProvider, deleteCustomer } from 'eslint-plugin-customerio/runtime'
            const customerio = createClientProvider({ load, region: 'eu' })
            export async function forget(id) {
              await customerio.track().suppress(id)
              await customerio.track().destroy(id)
            }
            export const closeAccount = (user) => deleteCustomer(customerio.track(), user.id)
          `,
        },
      ],
    },
    {
      name: 'an account is deleted',
      code: code`
        ${client}
        export async function closeAccount(user) {
          await db.delete(user.id)
          await cio.destroy(user.id)
                ~~~~~~~~~~~~~~~~~~~~ [destroyWithoutSuppress]
        }
      `,
      suggestions: [
        {
          messageId: 'deleteCustomer',
          output: code`
            import { TrackClient } from 'customerio-node'
            import { deleteCustomer } from 'eslint-plugin-customerio/runtime'
            const cio = new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY)
            export async function closeAccount(user) {
              await db.delete(user.id)
              await deleteCustomer(cio, user.id)
            }
          `,
        },
      ],
    },
    {
      name: 'a client that may be missing, in CommonJS',
      code: code`
        const { TrackClient } = require('customerio-node')
        const cio = process.env.CIO_SITE_ID ? new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY) : null
        exports.closeAccount = async (user) => {
          await cio?.destroy(user.id)
                ~~~~~~~~~~~~~~~~~~~~~ [destroyWithoutSuppress]
        }
      `,
      suggestions: [
        {
          messageId: 'deleteCustomer',
          output: code`
            const { TrackClient } = require('customerio-node')
            const { deleteCustomer } = require('eslint-plugin-customerio/runtime')
            const cio = process.env.CIO_SITE_ID ? new TrackClient(process.env.CIO_SITE_ID, process.env.CIO_API_KEY) : null
            exports.closeAccount = async (user) => {
              await (cio && deleteCustomer(cio, user.id))
            }
          `,
        },
      ],
    },
    {
      name: 'forms that no suggestion can write',
      code: code`
        ${client}
        export async function closeAccounts(users, deps) {
          await db.delete(users)
          const { destroy } = cio
          await destroy(users[0].id)
                ~~~~~~~~~~~~~~~~~~~~ [destroyWithoutSuppress]
          await cio.destroy(/* the second */ users[1].id)
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [destroyWithoutSuppress]
          await cio.entity({ type: 'person', action: 'delete', identifiers: { id: users[2].id } })
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [destroyWithoutSuppress]
        }
      `,
    },
  ],
})

it('suggests code that TypeScript accepts and that leaves nothing to report', () => {
  const text = code`
    import { TrackClient } from 'customerio-node'

    export class Accounts {
      readonly client: TrackClient
      maybe: TrackClient | null = null

      constructor(client: TrackClient) {
        this.client = client
      }

      async close(user: { id: string; number: number }, getClient: () => Promise<TrackClient>): Promise<void> {
        console.table([user.id])
        await this.client.destroy(user.id)
        await this.maybe?.destroy(user.number)
        await this.maybe!.destroy(\`user-\${user.id}\`)
        await (await getClient()).destroy(user.id + '-archived')
      }
    }
  `
  const { output, messages } = repaired(text, {
    filename: 'accounts.ts',
    rule: 'no-destroy-without-suppress',
  })
  expect(messages).toEqual([])
  expect(output.match(/deleteCustomer\(/g)).toHaveLength(4)
  expect(typeErrors([{ filename: 'accounts.ts', text: output }])).toEqual([[]])
})
