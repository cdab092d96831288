// How much of a text does a call take: `key.slice(-4)`?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { shortestKeyLength } from '../../vocabulary/credentials.ts'

/** A part of a text. */
export interface TakenPart {
  readonly text: TSESTree.Node
  /** characters at most; of a part that runs to the end of the text, as many as the shortest key leaves */
  readonly length: number
}

/** The part that a call takes between places that are written down; `null` for every other call. */
export function partTakenBy({ callee, arguments: args }: TSESTree.CallExpression): TakenPart | null {
  const member = unwrap(callee)
  const name = member.type === 'MemberExpression' ? propertyName(member) : null
  if (
    member.type !== 'MemberExpression' ||
    name === null ||
    !/^(?:slice|substring|substr|at|charAt)$/.test(name)
  )
    return null
  const [from = 0, to = null, ...others] = args.map(numberIn)
  if (from === null || others.length > 0 || (args.length > 1 && to === null)) return null
  return { text: member.object, length: Math.max(0, lengthTaken(name, from, to)) }
}

function lengthTaken(name: string, from: number, to: number | null): number {
  if (name === 'at' || name === 'charAt') return 1
  const start = from < 0 ? shortestKeyLength + from : from
  if (name === 'substr') return to ?? shortestKeyLength - start
  return (to === null ? shortestKeyLength : to < 0 ? shortestKeyLength + to : to) - start
}

function numberIn(node: TSESTree.Node): number | null {
  const isNegative = node.type === 'UnaryExpression' && node.operator === '-'
  const literal = isNegative ? node.argument : node
  if (literal.type !== 'Literal' || typeof literal.value !== 'number') return null
  return isNegative ? -literal.value : literal.value
}
