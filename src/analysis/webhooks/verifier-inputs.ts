// What would a verifier of the whole request be given where the code checks a signature by hand?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { keyName, propertyName, staticStringOf } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { signatureHeader } from '../../vocabulary/webhook-signature.ts'
import { receivedBodiesAt } from './received-bodies.ts'
import type { SignatureCheck, SignatureChecks } from './signature-checks.ts'
import { signedMessageOf } from './signed-messages.ts'

/** The parts of a request and the secret, each as an expression that can be written where the check stands. */
export interface VerifierInputs {
  /** the expression that the verifier's call can stand for */
  readonly node: TSESTree.BinaryExpression | TSESTree.CallExpression
  /** true where that expression says no for a genuine request: `a !== b` */
  readonly isNegated: boolean
  readonly body: TSESTree.Node
  readonly secret: TSESTree.Node
  /** the source text of the headers: `req.headers` */
  readonly headers: string
}

/** What the verifier needs; `null` where it is not all at hand, or not known to be the request's own. */
export function verifierInputsOf(check: SignatureCheck, checks: SignatureChecks): VerifierInputs | null {
  const { node } = check
  if (node.type === 'SwitchStatement') return null
  const parts = check.verifier ? partsOfOptions(check) : partsOfHmac(check, checks)
  const headers = parts && headersReadAround(node, checks)
  if (!parts || headers === null) return null
  if (![parts.body, parts.secret].every((part) => isPlain(part)) || !isRaw(parts.body, checks)) return null
  return {
    node,
    isNegated: node.type === 'BinaryExpression' && node.operator.startsWith('!'),
    headers,
    ...parts,
  }
}

type Parts = Pick<VerifierInputs, 'body' | 'secret'>

/** `verifyRequestSignature({ signingSecret, timestamp, body, signature })` */
function partsOfOptions({ node, verifier }: SignatureCheck): Parts | null {
  const [options] = node.type === 'CallExpression' ? node.arguments : []
  if (verifier?.kind !== 'sdk' || options?.type !== 'ObjectExpression') return null
  const valueOf = (name: string): TSESTree.Node | null => {
    const found = options.properties.find(
      (property) => property.type === 'Property' && keyName(property.key, property.computed) === name,
    )
    return found?.type === 'Property' ? found.value : null
  }
  const [body, secret] = [valueOf('body'), valueOf('signingSecret')]
  return body && secret ? { body, secret } : null
}

/** An HMAC of Node's own that is made and compared in one function. */
function partsOfHmac({ node, comparison }: SignatureCheck, { signatures }: SignatureChecks): Parts | null {
  const isPlainCall = node.type === 'CallExpression' && !node.optional && node.arguments.length === 2
  const isEquality = node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)
  const digests = (comparison?.origins ?? []).filter((origin) => origin.kind === 'digest')
  const [digest] = digests
  if (!digest || digests.length > 1 || !(isPlainCall || isEquality)) return null
  const { hmac } = digest
  const around = functionOf(node)
  if (hmac.message || !hmac.key || functionOf(hmac.node) !== around) return null
  const body = signedMessageOf(hmac, signatures.origins)?.body
  return body && functionOf(body) === around ? { body, secret: hmac.key } : null
}

/** `body`, `req.rawBody`, `process.env.SECRET!`: read again they are the same. */
function isPlain(outer: TSESTree.Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true
  return node.type === 'MemberExpression' && propertyName(node) !== null && isPlain(node.object)
}

function isRaw(body: TSESTree.Node, { tracer }: SignatureChecks): boolean {
  return receivedBodiesAt(body, tracer).every(({ form }) => form !== 'parsed')
}

/** The headers that the function around a node reads the signature from; `null` when there are none, or several. */
function headersReadAround(node: TSESTree.Node, { tracer }: SignatureChecks): string | null {
  const { text } = tracer.indexOf(node).file
  const found = new Set<string>()
  for (const read of runTimeNodesIn(functionOf(node))) {
    const headers = headersOfRead(read, (part) => text.slice(...part.range))
    if (headers !== null && functionOf(read) !== functionOf(node)) return null
    if (headers !== null) found.add(headers)
  }
  const [headers = null] = found
  return found.size === 1 ? headers : null
}

/** `req.headers['x-cio-signature']`, `req.get('x-cio-signature')`, `request.headers.get('x-cio-signature')` */
function headersOfRead(node: TSESTree.Node, textOf: (node: TSESTree.Node) => string): string | null {
  if (node.type === 'MemberExpression') {
    return propertyName(node)?.toLowerCase() === signatureHeader ? textOf(node.object) : null
  }
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return null
  const [name] = node.arguments
  if (!name || staticStringOf(name)?.toLowerCase() !== signatureHeader) return null
  const holder = unwrap(callee.object)
  const text = textOf(holder)
  if (/headers\w*$/i.test(text)) return text
  if (/^(?:await headers\(\))$/.test(text)) return text
  if (holder.type === 'Identifier' && /^(?:req|request|ctx)$/.test(text)) return `${text}.headers`
  // Hono keeps the request itself below its own.
  return /^\w+\.req$/.test(text) ? `${text}.raw.headers` : null
}
