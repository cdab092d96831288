// Does a comparison check the signature of one of Customer.io's webhooks, or of somebody else's?
import type { TSESTree } from '@typescript-eslint/utils'

import { namesAround } from '../../ast/names-around.ts'
import { isFunction } from '../../ast/source-file.ts'
import { staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { isCustomerioHeader, saysSignature } from '../../vocabulary/signature-headers.ts'
import { namesCustomerio, namesOtherVendor, saysWebhook } from '../../vocabulary/webhook-names.ts'
import type { Origin } from './signature-origin.ts'
import type { SignatureOrigins } from './signature-origins.ts'

const customerioHeader = /x-cio-(?:signature|timestamp)/i
const signatureHeaders = /['"`][\w-]*(?:signature|hmac)[\w-]*['"`]/gi

/** Whether a comparison belongs to Customer.io's webhooks: by the header, the key, or the names and the code around it. */
export function isOfCustomerio(
  node: TSESTree.Node,
  involved: readonly Origin[],
  origins: SignatureOrigins,
): boolean {
  const { tracer } = origins
  const headers = involved.flatMap((origin) => (origin.kind === 'received' ? [origin.header] : []))
  if (headers.length > 0) return headers.some(isCustomerioHeader)
  const keys = involved.flatMap((origin) =>
    origin.kind === 'digest' && origin.hmac.key ? [origin.hmac.key] : [],
  )
  if (keys.some((key) => isKeyOfCustomerio(key, tracer)) || areOfCustomerio(namesAround(node))) return true
  const around = [node, ...callsAround(node, origins)].map(outermost)
  if (around.some((code) => customerioHeader.test(tracer.textOf(code)))) return true
  const { text } = tracer.indexOf(node).file
  const mentioned = text.match(signatureHeaders) ?? []
  return mentioned.length > 0 && mentioned.every((header) => customerioHeader.test(header))
}

/** `process.env.CIO_WEBHOOK_SECRET`, `config.get('customerio.signingKey')` */
export function isKeyOfCustomerio(key: TSESTree.Node, tracer: Tracer): boolean {
  const read = tracer.sourcesOf(key).flatMap((source) => {
    const asked = source.kind === 'call' ? source.node.arguments.map(staticStringOf) : []
    return [...source.path, ...asked.filter((name) => name !== null)]
  })
  return [tracer.textOf(key), ...read].some(namesCustomerio)
}

/** Whether names of code say, together, that it is about signatures of Customer.io's webhooks and nobody else's. */
function areOfCustomerio(names: readonly string[]): boolean {
  return (
    names.some(namesCustomerio) &&
    names.some((name) => saysWebhook(name) || saysSignature(name)) &&
    !names.some(namesOtherVendor)
  )
}

function callsAround(node: TSESTree.Node, origins: SignatureOrigins): readonly TSESTree.Node[] {
  for (let current = node.parent; current; current = current.parent) {
    if (isFunction(current)) {
      const calls = origins.callersOf(current)
      if (calls.length > 0) return calls
    }
  }
  return []
}

/** The outermost function around a node, or the node itself at the top level. */
function outermost(node: TSESTree.Node): TSESTree.Node {
  let found = node
  for (let current = node.parent; current; current = current.parent) if (isFunction(current)) found = current
  return found
}
