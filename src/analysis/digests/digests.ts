// Does this call make an HMAC, or its result, and what was signed with which key?
import type { TSESTree } from '@typescript-eslint/utils'

import { valuesOfProperty } from '../../ast/property-values.ts'
import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { isSubtleMethod, makesHmac, returnsHmac } from './hmac-exports.ts'
import type { Hmac } from '../signatures/signature-origin.ts'

/** Methods that end an HMAC and give its result; crypto-js has `finalize`, streams have `read`. */
export const digestMethods: ReadonlySet<string> = new Set(['digest', 'finalize', 'read', 'getHMAC'])

/** The HMAC that a call starts: `createHmac('sha256', key)`; `null` when it starts none. */
export function hmacStartedAt(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  tracer: Tracer,
): Hmac | null {
  const [algorithm = null, key = null] = node.arguments
  const sources = tracer.sourcesOf(node.callee)
  const isBunHasher = sources.some(
    ({ kind, path, ...source }) =>
      kind === 'global' && 'name' in source && source.name === 'Bun' && path.join('.') === 'CryptoHasher',
  )
  // Bun's hasher is an HMAC only when it is given a key.
  if (!sources.some(makesHmac) && !(isBunHasher && key)) return null
  return { node, algorithm, key, message: null }
}

/** The HMAC whose result a single call gives: `HmacSHA256(message, key)`, `crypto.subtle.sign('HMAC', …)`. */
export function hmacComputedAt(node: TSESTree.CallExpression, tracer: Tracer): Hmac | null {
  const sources = tracer.sourcesOf(node.callee)
  const [first = null, second = null, third = null] = node.arguments
  if (sources.some((source) => isSubtleMethod(source, 'sign'))) {
    return isHmacAlgorithm(first, tracer) ? { node, algorithm: first, key: second, message: third } : null
  }
  const maker = sources.find(returnsHmac)
  if (!maker) return null
  // crypto-js takes the message first, everything else takes it last.
  const isMessageFirst = maker.kind === 'import' && /^crypto-(?:js|es)/.test(maker.module)
  if (isMessageFirst) return { node, algorithm: null, key: second, message: first }
  return node.arguments.length >= 3
    ? { node, algorithm: first, key: second, message: third }
    : { node, algorithm: null, key: first, message: second }
}

/** Web Crypto signs with other algorithms too, whose results nobody compares; one that cannot be read may be HMAC. */
function isHmacAlgorithm(node: TSESTree.Node | null, tracer: Tracer): boolean {
  if (!node) return false
  const names = valuesOfProperty(node, 'name', tracer).flatMap((value) => tracer.sourcesOf(value))
  const others = tracer.sourcesOf(node).filter(({ kind }) => kind !== 'object')
  return [...names, ...others].some(
    (source) =>
      source.kind !== 'literal' ||
      (typeof source.value === 'string' && source.value.toUpperCase() === 'HMAC'),
  )
}

/** The parts of the message that an HMAC signs, in the order of the source: arguments of `update`, or the message itself. */
export function signedPartsOf(hmac: Hmac, tracer: Tracer): readonly TSESTree.Node[] {
  if (hmac.message) return [hmac.message]
  const parts = tracer.indexOf(hmac.node).calls.flatMap((call) => {
    const callee = unwrap(call.callee)
    const [part] = call.arguments
    if (!part || callee.type !== 'MemberExpression' || propertyName(callee) !== 'update') return []
    return isFedTo(callee.object, hmac, tracer) ? [part] : []
  })
  // Of a chain of calls the last one stands first in the tree.
  return parts.sort((a, b) => a.range[0] - b.range[0])
}

/** Whether an object whose `update` is called is this HMAC, at the start of the chain or through a variable. */
function isFedTo(object: TSESTree.Node, hmac: Hmac, tracer: Tracer): boolean {
  return tracer.sourcesOf(object).some((source) => {
    if (source.node === hmac.node) return source.path.length === 0
    if (source.kind !== 'call') return false
    const callee = unwrap(source.node.callee)
    return (
      callee.type === 'MemberExpression' &&
      propertyName(callee) === 'update' &&
      isFedTo(callee.object, hmac, tracer)
    )
  })
}
