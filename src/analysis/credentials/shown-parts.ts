// Which parts does a log show of a value that is written whole?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from '../../ast/control-flow.ts'
import type { ObjectSource } from '../../ast/source.ts'
import { keyName, lastNameOf } from '../../ast/static-value.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { partsOf } from './leaves.ts'

/** Names of properties that hide the secrets of what is spread before them: `{ ...options, apiKey: '***' }`. */
const coveringName = /key|secret|token|auth|headers/i

/** The values in an object, and the objects that are spread in it with their secrets. */
export function shownOfObject({ properties }: TSESTree.ObjectExpression): readonly TSESTree.Node[] {
  const isCovered = (index: number) =>
    properties.slice(index + 1).some((later) => later.type === 'Property' && coveringName.test(nameOf(later)))
  return properties.flatMap((property, index) => {
    if (property.type === 'Property') return [property.value]
    return isCovered(index) ? [] : [property.argument]
  })
}

/** The elements of a list, and the lists that are spread in it. */
export function shownOfList({ elements }: TSESTree.ArrayExpression): readonly TSESTree.Node[] {
  return elements.flatMap((element) => (element ? [unwrapSpread(element)] : []))
}

/** The operands of a template or sum, those of the sums in it too: generated code adds up thousands. */
export function operandsIn(node: TSESTree.Node): readonly TSESTree.Node[] {
  const pending = [...partsOf(node)]
  const operands: TSESTree.Node[] = []
  for (let part = pending.pop(); part; part = pending.pop()) {
    const inner = unwrapAwait(part)
    if (inner.type === 'BinaryExpression') pending.push(...partsOf(inner))
    else operands.push(inner)
  }
  return operands
}

/** `options.apiKey = key`, where it is not done after the object was written. */
export function writtenBefore(node: TSESTree.Node, { writes }: ObjectSource): readonly TSESTree.Node[] {
  const isLater = (write: TSESTree.Node) =>
    functionOf(write) === functionOf(node) && write.range[0] > node.range[0]
  return writes.flatMap((write) => (isLater(write.node) || write.valuePath.length > 0 ? [] : [write.value]))
}

const showing = new Set(['stringify', 'inspect', 'format', 'entries', 'values'])

/** What `JSON.stringify(x)`, `util.inspect(x)` and `Object.entries(x)` show; `null` for other calls, and where a replacer may leave things out. */
export function shownByCall(call: TSESTree.CallExpression): readonly TSESTree.Node[] | null {
  const [first, second] = call.arguments
  const name = lastNameOf(call.callee) ?? ''
  if (!first || !showing.has(name)) return null
  if (name === 'format') return call.arguments.map(unwrapSpread)
  const isFiltered = name === 'stringify' && second && !(second.type === 'Literal' && second.value === null)
  return isFiltered ? [] : [unwrapSpread(first)]
}

function nameOf({ key, computed }: TSESTree.Property): string {
  return keyName(key, computed) ?? ''
}

function unwrapSpread(node: TSESTree.Node): TSESTree.Node {
  return node.type === 'SpreadElement' ? node.argument : node
}
