// Are both sides of a comparison equally long for a genuine signature of Customer.io?
import type { TSESTree } from '@typescript-eslint/utils'

import { initialValueOf } from '../../ast/initial-value.ts'
import { calledName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { signatureLength } from '../../vocabulary/webhook-signature.ts'
import { digestMethods } from '../digests/digests.ts'

const deepest = 8

/** Characters or bytes that a digest has, by how it is written. */
const digestLengths: ReadonlyMap<string | null, number> = new Map([
  [null, signatureLength / 2],
  ['hex', signatureLength],
  ['base64', 44],
  ['base64url', 43],
])

/** Whether the sides are known to be equally long: a check of their lengths then lets every genuine signature pass. */
export function areEquallyLong(sides: readonly TSESTree.Node[], tracer: Tracer): boolean {
  const [one = null, other = null] = sides.map((side) => lengthOf(side, tracer, 0))
  return one !== null && one === other
}

/** How long a value is when the header brought its digits; `null` where the code does not show it. */
function lengthOf(outer: TSESTree.Node, tracer: Tracer, depth: number): number | null {
  const node = unwrapAwait(outer)
  const next = depth + 1
  if (depth > deepest) return null
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? node.value.length : null
    case 'TemplateLiteral':
      return sumOf([
        ...node.quasis.map(({ value }) => value.raw.length),
        ...node.expressions.map((part) => lengthOf(part, tracer, next)),
      ])
    case 'BinaryExpression':
      return sumOf([lengthOf(node.left, tracer, next), lengthOf(node.right, tracer, next)])
    case 'LogicalExpression':
      return lengthOf(node.left, tracer, next)
    case 'CallExpression':
      return lengthOfCall(node, tracer, next)
    default: {
      // What is not made here is what the header brought.
      const made = initialValueOf(node, tracer)
      return made ? lengthOf(made, tracer, next) : signatureLength
    }
  }
}

function sumOf(parts: readonly (number | null)[]): number | null {
  return parts.reduce((sum, part) => (sum === null || part === null ? null : sum + part), 0)
}

function lengthOfCall(node: TSESTree.CallExpression, tracer: Tracer, depth: number): number | null {
  const callee = unwrap(node.callee)
  const name = calledName(node)
  const [first, second] = node.arguments
  if (callee.type === 'MemberExpression') {
    if (digestMethods.has(name)) return digestLengths.get(first ? staticStringOf(first) : null) ?? null
    if (/^(?:trim|toLowerCase|toUpperCase)$/.test(name)) return lengthOf(callee.object, tracer, depth)
    if (name === 'toString') return converted(lengthOf(callee.object, tracer, depth), first, 2)
  }
  if (first && /^(?:from|encode|String)$/.test(name)) {
    return converted(lengthOf(first, tracer, depth), second, 1 / 2)
  }
  const [fn, ...others] = tracer.functionsAt(callee)
  const [returned, ...more] = fn && others.length === 0 ? tracer.returnsOf(fn) : []
  if (returned) return more.length === 0 ? lengthOf(returned, tracer, depth) : null
  // `req.get('x-cio-signature')`
  return first && staticStringOf(first) !== null ? signatureLength : null
}

/** Hexadecimal digits are twice as many as the bytes; UTF-8 is as long as the text. */
function converted(
  length: number | null,
  encoding: TSESTree.Node | undefined,
  factor: number,
): number | null {
  const name = encoding ? staticStringOf(encoding) : 'utf8'
  if (length === null || name === null) return null
  if (name === 'hex') return length * factor
  return /^utf-?8$|^ascii$|^latin1$/i.test(name) ? length : null
}
