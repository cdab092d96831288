// Out of which headers does the code around a check read Customer.io's signature?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { initialValueOf } from '../../ast/initial-value.ts'
import { isPlainRead, isInSightAt } from '../../ast/same-meaning.ts'
import { keyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { signatureHeader } from '../../vocabulary/webhook-signature.ts'

/** The source text of the headers that the signature is read from; `null` where nothing reads it, or in several ways. */
export function headersReadAround(place: TSESTree.Node, tracer: Tracer): string | null {
  for (let code = functionOf(place); ; code = functionOf(code)) {
    const found = new Set<string>()
    for (const read of runTimeNodesIn(code)) {
      const holder = headersOfRead(read, tracer)
      if (!holder) continue
      // What another function reads may be another request.
      if (functionOf(read) !== code || !isReadableAt(holder.node, place, tracer)) return null
      found.add(holder.text)
    }
    const [headers = null] = found
    if (found.size > 0) return found.size === 1 ? headers : null
    if (code.type === 'Program') return null
  }
}

/** The expression that the headers are read from, and the text for all of them. */
interface Holder {
  readonly node: TSESTree.Node
  readonly text: string
}

function isReadableAt(node: TSESTree.Node, place: TSESTree.Node, tracer: Tracer): boolean {
  // `(await headers()).get('x-cio-signature')` of Next.js is the same for the whole request.
  if (unwrap(node).type === 'AwaitExpression') return functionOf(node) === functionOf(place)
  return isPlainRead(node) && isInSightAt(node, place, tracer)
}

function headersOfRead(node: TSESTree.Node, tracer: Tracer): Holder | null {
  switch (node.type) {
    case 'MemberExpression':
      return asksForSignature(node.property, node.computed, tracer) ? holderOfMember(node, tracer) : null
    case 'CallExpression':
      return headersOfCall(node, tracer)
    case 'VariableDeclarator':
      return headersOfPattern(node, tracer)
    default:
      return null
  }
}

/** `const { 'x-cio-signature': signature } = req.headers` */
function headersOfPattern({ id, init }: TSESTree.VariableDeclarator, tracer: Tracer): Holder | null {
  if (id.type !== 'ObjectPattern' || !init) return null
  const isRead = id.properties.some(
    (property) => property.type === 'Property' && asksForSignature(property.key, property.computed, tracer),
  )
  return isRead ? itself(init, tracer) : null
}

/** `req.get('x-cio-signature')`, `request.headers.get('x-cio-signature')` */
function headersOfCall({ callee: outer, arguments: [name] }: TSESTree.CallExpression, tracer: Tracer) {
  const callee = unwrap(outer)
  if (callee.type !== 'MemberExpression' || !name || !asksForSignature(name, true, tracer)) return null
  const node = unwrap(callee.object)
  const text = tracer.textOf(node)
  const made = initialValueOf(node, tracer)
  // `const h = req.headers` is named for what it holds.
  if ([node, ...(made ? [made] : [])].some((one) => holdsHeaders(tracer.textOf(one)))) return { node, text }
  if (/^(?:req|request|ctx)$/.test(text)) return { node, text: `${text}.headers` }
  // Hono keeps the request itself below its own.
  return /^\w+\.req$/.test(text) ? { node, text: `${text}.raw.headers` } : null
}

function holdsHeaders(text: string): boolean {
  return /headers\w*$/i.test(text) || /^await headers\(\)$/.test(text)
}

/** `'x-cio-signature'`, or a constant that holds it. */
function asksForSignature(name: TSESTree.Node, isComputed: boolean, tracer: Tracer): boolean {
  const known = keyName(name, isComputed)
  if (known !== null) return known.toLowerCase() === signatureHeader
  if (!/^(?:Identifier|MemberExpression)$/.test(name.type)) return false
  return tracer
    .sourcesOf(name)
    .every(
      (source) =>
        source.kind === 'literal' &&
        typeof source.value === 'string' &&
        source.value.toLowerCase() === signatureHeader,
    )
}

/** `event.headers?.['x-cio-signature']`: the verifier asks for headers that are there. */
function holderOfMember({ object, optional }: TSESTree.MemberExpression, tracer: Tracer): Holder {
  const { node, text } = itself(object, tracer)
  return { node, text: optional ? `${text} ?? {}` : text }
}

function itself(node: TSESTree.Node, tracer: Tracer): Holder {
  return { node, text: tracer.textOf(node) }
}
