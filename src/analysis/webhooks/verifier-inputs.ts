// What would a verifier of the whole request be given where the code checks a signature by hand?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { equalityTestOf } from '../../ast/order-test.ts'
import type { EqualityTest } from '../../ast/order-test.ts'
import { valuesOfProperty } from '../../ast/property-values.ts'
import { isInSightAt, isPlainRead } from '../../ast/same-meaning.ts'
import { calledName, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { isCustomerioHeader } from '../../vocabulary/signature-headers.ts'
import { comparisonsAt } from '../signatures/comparisons.ts'
import { argumentAt, valuesRead } from '../signatures/given-values.ts'
import type { LeakyComparison } from '../signatures/leak-details.ts'
import type { Signatures } from '../signatures/leaky-comparisons.ts'
import type { DigestOrigin, Origin } from '../signatures/signature-origin.ts'
import { areEquallyLong } from './genuine-lengths.ts'
import { receivedBodiesAt } from './received-bodies.ts'
import { headersReadAround } from './request-headers.ts'
import { annotationOf, headersOfParts } from './separate-headers.ts'
import type { SignatureCheck } from './signature-checks.ts'
import { signedMessageOf } from './signed-messages.ts'
import type { TimestampFault } from './timestamp-faults.ts'

/** The parts of a request and the secret, each as a text that can be written where the check stands. */
export interface VerifierInputs extends EqualityTest {
  readonly body: string
  readonly secret: string
  /** `req.headers`, or an object of the two that are at hand */
  readonly headers: string
}

/** What is known of a check. */
type Checked = Pick<SignatureCheck, 'node' | 'verifier'> & { readonly origins: readonly Origin[] }

/** What the verifier needs; `null` where it is not all at hand, or not known to be of a request of Customer.io. */
export function verifierInputsOf(
  fault: TimestampFault | LeakyComparison,
  signatures: Signatures,
): VerifierInputs | null {
  if ('check' in fault) {
    const { check } = fault
    return check && inputsOf({ ...check, origins: check.comparison?.origins ?? [] }, signatures)
  }
  if (!fault.isOfCustomerio) return null
  const origins = [fault.left, fault.right].flatMap((side) => signatures.origins.resolved(side))
  return inputsOf({ node: fault.node, verifier: null, origins }, signatures)
}

function inputsOf(check: Checked, signatures: Signatures): VerifierInputs | null {
  const { tracer } = signatures
  const place = placeOf(check, tracer)
  const parts = check.verifier ? partsOfOptions(check, tracer) : partsOfHmac(check, signatures)
  if (!place || !parts || !isText(parts.secret, tracer)) return null
  if (receivedBodiesAt(parts.body, tracer).some(({ form }) => form === 'parsed')) return null
  return {
    ...place,
    body: withDefault(parts.body, tracer),
    secret: tracer.textOf(parts.secret),
    headers: parts.headers,
  }
}

/** The expression that the verifier's yes or no can stand for. */
function placeOf({ node }: Checked, tracer: Tracer): EqualityTest | null {
  if (node.type === 'SwitchStatement') return null
  if (node.type === 'BinaryExpression') {
    return /^[!=]==?$/.test(node.operator) ? { node, isNegated: node.operator.startsWith('!') } : null
  }
  const name = calledName(node)
  const [comparison] = comparisonsAt(node, tracer)
  if (node.optional || /^(?:last)?indexOf$/i.test(name)) return null
  // An order is 0 for equals, and whose `compare` it is has to be known to read it.
  if (/^(?:localeC|c)ompare$/.test(name)) return comparison ? equalityTestOf(node) : null
  return comparison || node.arguments.length <= 2 ? { node, isNegated: false } : null
}

interface Parts {
  readonly body: TSESTree.Node
  readonly secret: TSESTree.Node
  readonly headers: string
}

/** `verifyRequestSignature({ signingSecret, timestamp, body, signature })` */
function partsOfOptions({ node, verifier }: Checked, tracer: Tracer): Parts | null {
  const [options] = node.type === 'CallExpression' ? node.arguments : []
  if (verifier?.kind !== 'sdk' || !options) return null
  const valueOf = (name: string): TSESTree.Node | null => {
    const [value = null, ...others] = valuesOfProperty(options, name, tracer)
    return others.length === 0 ? value : null
  }
  const isReadable = (part: TSESTree.Node): boolean => isPlainRead(part) && isInSightAt(part, node, tracer)
  const [body, secret] = [valueOf('body'), valueOf('signingSecret')]
  if (!body || !secret || !isReadable(body) || !isReadable(secret)) return null
  const headers =
    headersReadAround(node, tracer) ?? headersOfParts(valueOf('signature'), valueOf('timestamp'), tracer)
  return headers === null ? null : { body, secret, headers }
}

/** An HMAC of Node's own that is made, in this function or a helper of it, of what this function knows. */
function partsOfHmac(check: Checked, signatures: Signatures): Parts | null {
  const { tracer } = signatures
  const digests = new Map(
    check.origins.flatMap((origin) =>
      origin.kind === 'digest' ? [[origin.hmac.node, origin] as const] : [],
    ),
  )
  const [digest] = digests.values()
  if (!digest || digests.size > 1 || digest.hmac.message || !digest.hmac.key) return null
  const secret = seenFrom(digest.hmac.key, check.node, signatures)
  if (!secret || (asksForForm(check.node) && !areEquallyLong(sidesOf(check.node), tracer))) return null
  const received = receivedHeaders(check.origins)
  // A signature of somebody else's is checked in another way.
  if (!received.every(isCustomerioHeader)) return null
  const headers = received.length > 0 ? headersReadAround(check.node, tracer) : null
  const body = onlyBody(digest, check, signatures, 'followed')
  if (headers !== null && body) return { body, secret, headers }
  return partsOfHelper(digest, secret, check, signatures)
}

/** `function verify(body, timestamp, signature, secret)`, which knows nothing of the headers. */
function partsOfHelper(
  digest: DigestOrigin,
  secret: TSESTree.Node,
  check: Checked,
  signatures: Signatures,
): Parts | null {
  if (functionOf(digest.hmac.node) !== functionOf(check.node)) return null
  const { origins, tracer } = signatures
  const timestamps = signedMessageOf(digest.hmac, origins, 'kept')?.timestamps ?? []
  const [timestamp = null] = timestamps
  const body = onlyBody(digest, check, signatures, 'kept')
  const given = sidesOf(check.node).filter(
    (side) => !origins.of(side).some(({ kind }) => kind === 'digest' || kind === 'hmac'),
  )
  const [signature = null] = given
  if (!body || timestamps.length !== 1 || given.length !== 1) return null
  const headers = headersOfParts(signature, timestamp, tracer)
  return headers === null ? null : { body, secret, headers }
}

function sidesOf(node: Checked['node']): readonly TSESTree.Node[] {
  if (node.type === 'BinaryExpression') return [node.left, node.right]
  if (node.type === 'SwitchStatement') return []
  const callee = unwrap(node.callee)
  const isMethod = node.arguments.length === 1 && callee.type === 'MemberExpression'
  return isMethod ? [callee.object, ...node.arguments] : node.arguments
}

/** Whether the function around asks for a length, a beginning or a pattern, which it will ask for afterwards, too. */
function asksForForm(node: TSESTree.Node): boolean {
  return [...runTimeNodesIn(functionOf(node))].some((read) => {
    if (read.type === 'MemberExpression') return /^(?:byteL|l)ength$/.test(propertyName(read) ?? '')
    return read.type === 'CallExpression' && /^(?:startsWith|test|match|exec|split)$/.test(calledName(read))
  })
}

/** The headers whose values are compared. */
function receivedHeaders(origins: readonly Origin[]): readonly string[] {
  return origins.flatMap((origin) => (origin.kind === 'received' ? [origin.header] : []))
}

/** The body that is signed, where the place of the check can read it. */
function onlyBody(
  { hmac }: DigestOrigin,
  { node }: Checked,
  { origins, tracer }: Signatures,
  parameters: 'followed' | 'kept',
): TSESTree.Node | null {
  const bodies = signedMessageOf(hmac, origins, parameters)?.bodies ?? []
  const [body = null, ...others] = bodies.filter((one) => isPlainRead(one) && isInSightAt(one, node, tracer))
  return others.length === 0 ? body : null
}

/** What a value is called at a place: a parameter of a helper is what the helper is given there. */
function seenFrom(
  value: TSESTree.Node,
  place: TSESTree.Node,
  signatures: Signatures,
  depth = 0,
): TSESTree.Node | null {
  const { tracer, origins } = signatures
  if (!isPlainRead(value)) return null
  if (isInSightAt(value, place, tracer)) return value
  const [source] = tracer.sourcesOf(value)
  if (source?.kind !== 'parameter' || depth > 3) return null
  const calls = origins.callersOf(source.function).filter((call) => functionOf(call) === functionOf(place))
  const [call, ...otherCalls] = calls
  const argument = call && otherCalls.length === 0 ? argumentAt(call.arguments, source.index) : null
  const [given, ...others] = argument ? valuesRead(argument, source.path, tracer) : []
  return given && others.length === 0 ? seenFrom(given, place, signatures, depth + 1) : null
}

/** The runtime takes keys as text: not as the bytes of one, nor as an object of Node's. */
function isText(secret: TSESTree.Node, tracer: Tracer): boolean {
  if (/Buffer|Array|KeyObject|CryptoKey|BinaryLike/.test(annotationOf(secret, tracer) ?? '')) return false
  return !tracer.sourcesOf(secret).some((source) => {
    const isMade = source.kind === 'call' || source.kind === 'new'
    return (
      isMade &&
      /^(?:from|alloc\w*|(?:create|import|derive)\w*Key|\w*(?:Bytes|Array|Buffer)|encode|decode)$/.test(
        calledName(source.node),
      )
    )
  })
}

/** `event.body ?? ''`, where the code says so. */
function withDefault(body: TSESTree.Node, tracer: Tracer): string {
  const { parent } = body
  const isDefault =
    parent?.type === 'LogicalExpression' &&
    parent.left === body &&
    parent.right.type === 'Literal' &&
    parent.right.value === ''
  return tracer.textOf(isDefault ? parent : body)
}
