// Is a value that is read still to be seen in what is computed from it: `trim(ssn)`, but not `countryOf(ip)`?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { segmentsOf } from '../../vocabulary/sensitive-fields.ts'

/** First words of functions and methods whose result still shows what they are given. */
// prettier-ignore
const showing = new Set(
  [
    'ceil', 'clean', 'concat', 'date', 'decode', 'decrypt', 'encode', 'floor', 'format', 'gettime', 'get', 'join',
    'json', 'normalize', 'normalise', 'number', 'padend', 'padstart', 'parse', 'replace', 'round', 'string',
    'stringify', 'to', 'trim', 'value', 'pad', 'big', 'at', 'find', 'filter', 'map', 'pop', 'shift', 'values',
  ],
)
/** Parts of a date, which are not the date. */
const dateParts = /^get(?:UTC)?(?:FullYear|Year|Month|Date|Day|Hours|Minutes|Seconds)$/
const cuts = new Set(['slice', 'substr', 'substring'])
/** As many characters as receipts print of a card number. */
const mostShown = 4

/** Whether a call around a read gives something else than what was read, or only its last characters. */
export function isLostOnTheWay(read: TSESTree.Node): boolean {
  let node = read
  for (let outer = node.parent; outer && !endsValue(outer); node = outer, outer = outer.parent) {
    if (outer.type !== 'CallExpression' && outer.type !== 'NewExpression') continue
    if (!isShown(outer, node)) return true
  }
  return false
}

function endsValue({ type }: TSESTree.Node): boolean {
  return (
    type === 'Property' ||
    type.endsWith('Statement') ||
    type.endsWith('Declaration') ||
    type.includes('Function')
  )
}

function isShown(call: TSESTree.CallExpression | TSESTree.NewExpression, part: TSESTree.Node): boolean {
  const callee = unwrap(call.callee)
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : nameOf(callee)
  if (name === null || dateParts.test(name)) return false
  if (part === call.callee && cuts.has(name)) return !isShortCut(call.arguments)
  return showing.has(segmentsOf(name)[0] ?? '')
}

function nameOf(node: TSESTree.Node): string | null {
  return node.type === 'Identifier' ? node.name : null
}

/** `.slice(-4)`, `.slice(0, 3)` */
function isShortCut([start, end]: readonly TSESTree.Node[]): boolean {
  const [from, to] = [numberOf(start), numberOf(end)]
  if (from === null) return false
  if (from < 0) return -from <= mostShown
  return to !== null && to - from <= mostShown
}

function numberOf(node: TSESTree.Node | undefined): number | null {
  if (node?.type === 'Literal') return typeof node.value === 'number' ? node.value : null
  if (node?.type !== 'UnaryExpression' || node.operator !== '-') return null
  const value = numberOf(node.argument)
  return value === null ? null : -value
}
