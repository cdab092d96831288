import { requireSanitizedAttributes as rule } from '../../src/rules/require-sanitized-attributes.ts'
import { code, typed } from '../support/rule-tester.ts'

const types = code`
  import { TrackClient } from 'customerio-node'
  type Pair<T> = { first: T; second?: T }
  class Account { plan = 'free'; seats: number | null = 1; home = { country: 'NL' }; close(): void {} }
  class Person { plan = 'free'; passportNumber = 'X' }
  const registry = { clients: { cio: new TrackClient('', '') }, make: () => ({ cio: new TrackClient('', '') }) }
  declare function make<T>(): T
`

/** Cases that only types can see. */
typed(rule, {
  valid: [
    {
      name: 'a type without anything sensitive, of whatever the code does to get the value',
      code: code`
        ${types}
        export const a = (cio: TrackClient) => cio.identify('1', make<Account>())
        export const b = (cio: TrackClient) => cio.identify('1', make<Pair<string>>())
        export const c = (cio: TrackClient) => cio.identify('1', make<Pair<Date | null>>())
        export const d = (cio: TrackClient) => cio.track('1', { name: 'x', data: make<{ list: Account[] }>() })
        export const e = async (cio: TrackClient) => cio.identify('1', await make<Promise<Account>>())
        export const f = (cio: TrackClient) => cio.identify('1', { contact: make<Account>() })
      `,
    },
    {
      name: 'a harmless record that a function gives, and what can never be there',
      code: code`
        ${types}
        type Paid = { plan: string; passportNumber?: never }
        declare function load(): Promise<Account[]>
        export async function a(cio: TrackClient) {
          cio.track('1', { name: 'x', data: { all: await load() } })
          cio.identify('1', make<Paid>())
        }
      `,
    },
    {
      name: 'a union of which only the harmless part is left',
      code: code`
        ${types}
        type Party = { kind: 'person'; passportNumber: string } | { kind: 'org'; plan: string }
        export function a(cio: TrackClient, party: Party) {
          if (party.kind === 'person') return
          cio.identify('1', party)
          cio.track('1', { name: 'x', data: { ...party, seats: 1 } })
        }
      `,
    },
    {
      name: 'a class of that name which no package declares',
      code: code`
        class TrackClient { identify(id: string, data: unknown): unknown { return [id, data] } }
        declare const customerio: { client: TrackClient }
        customerio.client.identify('1', JSON.parse('{}'))
      `,
    },
  ],
  invalid: [
    {
      name: 'a record with something sensitive that a function gives, under an ordinary name; a cast to never',
      code: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        ${types}
        declare function load(): Promise<Person[]>
        export async function a(cio: TrackClient, given: unknown) {
          cio.track('1', { name: 'x', data: { all: await load() } })
                                            ~~~~~~~~~~~~~~~~~~~~~ [sensitiveField]
          cio.identify('1', given as never)
                            ~~~~~~~~~~~~~~ [unsanitized]
        }
      `,
      output: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        ${types}
        declare function load(): Promise<Person[]>
        export async function a(cio: TrackClient, given: unknown) {
          cio.track('1', { name: 'x', data: sanitizeAttributes({ all: await load() }) })
          cio.identify('1', sanitizeAttributes(given as never))
        }
      `,
    },
    {
      name: 'a sensitive property of the type, a type that may hold anything, and any',
      code: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        ${types}
        export const a = (cio: TrackClient) => cio.identify('1', make<Person>())
                                                                 ~~~~~~~~~~~~~~ [sensitiveField]
        export const b = (cio: TrackClient) => cio.identify('1', make<Record<string, string>>())
                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unsanitized]
        export const c = (cio: TrackClient) => cio.identify('1', make<any>())
                                                                 ~~~~~~~~~~~ [unsanitized]
        export const d = <T extends Account>(cio: TrackClient) => cio.identify('1', make<T>())
                                                                                    ~~~~~~~~~ [unsanitized]
        export const e = (cio: TrackClient) => cio.identify('1', make<Map<string, string>>())
                                                                 ~~~~~~~~~~~~~~~~~~~~~~~~~~~ [unsanitized]
      `,
      output: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        ${types}
        export const a = (cio: TrackClient) => cio.identify('1', sanitizeAttributes(make<Person>()))
        export const b = (cio: TrackClient) => cio.identify('1', sanitizeAttributes(make<Record<string, string>>()))
        export const c = (cio: TrackClient) => cio.identify('1', sanitizeAttributes(make<any>()))
        export const d = <T extends Account>(cio: TrackClient) => cio.identify('1', sanitizeAttributes(make<T>()))
        export const e = (cio: TrackClient) => cio.identify('1', sanitizeAttributes(make<Map<string, string>>()))
      `,
    },
    {
      name: 'a client that only its type tells',
      code: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        ${types}
        export const a = (user: any) => make<typeof registry>().clients.cio.identify('1', user)
                                                                                          ~~~~ [unsanitized]
      `,
      output: code`
        import { sanitizeAttributes } from 'eslint-plugin-customerio/runtime'
        ${types}
        export const a = (user: any) => make<typeof registry>().clients.cio.identify('1', sanitizeAttributes(user))
      `,
    },
  ],
})
