// Which names of the code say that a value is about one person?
import type { TSESTree } from '@typescript-eslint/utils'

import { memberChainOf, staticStringOf } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { headOf, isOrdinaryOf, segmentsOf } from '../../vocabulary/sensitive-fields.ts'
import { readsQuery } from '../values/query-reads.ts'

/** What is read: personal data under a name, or a query that may hold any. */
export interface PersonalRead {
  readonly kind: 'data' | 'query'
  readonly name: string
}

/** Coarse places say little about one person. */
const coarsePlaces = new Set('city region country postalcode postcode zip zipcode'.split(' '))
const personNouns = new Set(
  'user person customer contact member patient subscriber employee student recipient lead'.split(' '),
)
/** Whether a name says that its value is about one person. */
export function isPersonalName(name: string): boolean {
  const head = headOf(name)
  return head !== null && head.category !== 'demographic' && !coarsePlaces.has(head.squashed)
}

/** What the last of the names that lead to a value says of it. */
export function readByNames(names: readonly (string | null)[]): PersonalRead | null {
  const name = names.at(-1) ?? null
  if (name === null) return null
  if (readsQuery(names))
    return {
      kind: 'query',
      name: names
        .filter((part) => part !== null)
        .slice(-2)
        .join('.'),
    }
  const before = names.at(-2) ?? ''
  const holder = segmentsOf(before).at(-1) ?? ''
  const isOrdinary = isOrdinaryOf(before, name) && !isPersonalName(`${before}_${name}`)
  const isPersonal = (isPersonalName(name) && !isOrdinary) || (name === 'name' && personNouns.has(holder))
  return isPersonal ? { kind: 'data', name } : null
}

/** `EVENTS.EMAIL`, `Events.Email`: names that the program gives. */
export function isConstantName(node: TSESTree.Node): boolean {
  const { root, path } = memberChainOf(node)
  const names = [root.type === 'Identifier' ? root.name : '', ...path].map((name) => name ?? '')
  const isUpper = /^[A-Z][A-Z\d_]*$/.test(names.at(-1) ?? '')
  const holders = names.slice(0, -1)
  return (
    isUpper ||
    holders.some(
      (name) => /^[A-Z]/.test(name) || /(?:events?|names|types?|topics?|labels|constants)$/i.test(name),
    )
  )
}

/** `?email=` before a value says what the value is. */
export function parameterAtEnd(text: string): PersonalRead | null {
  const name = /[?&#]([\w.-]+)=$/.exec(text)?.[1] ?? null
  return name !== null && isPersonalName(name) ? { kind: 'data', name } : null
}

/** `'?email=' + value` */
export function parameterValue({ left, right }: TSESTree.BinaryExpression): PersonalRead | null {
  const start = unwrap(left)
  const text = staticStringOf(start.type === 'BinaryExpression' ? start.right : start)
  return text === null || staticStringOf(right) !== null ? null : parameterAtEnd(text)
}
