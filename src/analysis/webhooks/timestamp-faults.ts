// Where does the file check a webhook of Customer.io without its timestamp: unsigned, or never compared with the clock?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName } from '../../ast/static-value.ts'
import { functionNameOf } from '../../ast/function-name.ts'
import { functionOf } from '../../ast/control-flow.ts'
import { isFunction, programOf } from '../../ast/source-file.ts'
import { valuesOfProperty } from '../../ast/property-values.ts'
import { saysSignature } from '../../vocabulary/signature-headers.ts'
import { namesCustomerio } from '../../vocabulary/webhook-names.ts'
import { hmacStartedAt } from '../digests/digests.ts'
import type { Hmac } from '../signatures/signature-origin.ts'
import { isInTest } from '../test-code.ts'
import { isFreshnessCheckedAround } from './freshness-checks.ts'
import type { MessageLayout } from './message-layout.ts'
import { messageLayoutOf } from './message-layout.ts'
import type { SignatureCheck, SignatureChecks } from './signature-checks.ts'
import type { MessageFault, SignedMessage } from './signed-messages.ts'
import { messageOfParts, signedMessageOf } from './signed-messages.ts'

/** A check that does not protect against replays, or that no genuine webhook passes. */
export interface TimestampFault {
  readonly kind: MessageFault | 'noFreshness'
  readonly node: TSESTree.Node
  /** the check that the fault belongs to; `null` where a signature is only worked out */
  readonly check: SignatureCheck | null
  readonly hmac: Hmac | null
  /** where the message is put together in the wrong way, in this file; `null` where it is no single place */
  readonly layout: MessageLayout | null
}

/** The faults of a file, in the order of the source. */
export function timestampFaultsIn(
  checks: SignatureChecks,
  requiresFreshness: boolean,
): readonly TimestampFault[] {
  const found = new Map<TSESTree.Node, TimestampFault>()
  const { ast } = checks.tracer.index.file
  for (const check of checks.checksIn(ast)) {
    if (isInTest(check.node) || !checks.isOfCustomerio(check)) continue
    const fault =
      messageFaultOf(check, checks) ?? (requiresFreshness ? freshnessFaultOf(check, checks) : null)
    if (fault && !found.has(fault.node)) found.set(fault.node, fault)
  }
  for (const fault of signingFaults(checks)) if (!found.has(fault.node)) found.set(fault.node, fault)
  return [...found.values()].sort((one, other) => one.node.range[0] - other.node.range[0])
}

function messageFaultOf(check: SignatureCheck, checks: SignatureChecks): TimestampFault | null {
  const { comparison } = check
  const { ast } = checks.tracer.index.file
  if (!comparison) return null
  const { origins } = checks.signatures
  const given = comparison.message ? messageOfParts([comparison.message], origins) : null
  if (given?.fault) {
    return { kind: given.fault, node: given.node, check, hmac: null, layout: layoutIn(ast, given) }
  }
  for (const origin of comparison.origins) {
    if (origin.kind !== 'digest') continue
    const message = signedMessageOf(origin.hmac, origins)
    if (!message?.fault) continue
    const layout = layoutOf(origin.hmac, message, checks)
    if (programOf(message.node) === ast) {
      return { kind: message.fault, node: message.node, check, hmac: origin.hmac, layout }
    }
    // The other file reports it where it says itself whose signature it is.
    if (!isEvident(message, checks))
      return { kind: message.fault, node: check.node, check, hmac: origin.hmac, layout }
  }
  return null
}

/** The wrong layout of what an HMAC signs: of the values that callers give, or of the parameters that stand for them. */
function layoutOf(
  hmac: Hmac,
  message: SignedMessage,
  { signatures, tracer }: SignatureChecks,
): MessageLayout | null {
  const { ast } = tracer.index.file
  const found = layoutIn(ast, message)
  const kept = found ? null : signedMessageOf(hmac, signatures.origins, 'kept')
  const layout = kept && layoutIn(ast, kept)
  if (!layout) return found
  // What is signed for several callers may be right for the others.
  const fn = functionOf(layout.node)
  return isFunction(fn) && signatures.origins.callersOf(fn).length > 1 ? null : layout
}

/** The place of a layout that is wrong: what is missing altogether is nothing to put in another order. */
function layoutIn(ast: TSESTree.Program, message: SignedMessage): MessageLayout | null {
  const layout = message.fault === 'wrongLayout' ? messageLayoutOf(message) : null
  return layout && programOf(layout.node) === ast ? layout : null
}

function isEvident({ node }: SignedMessage, { tracer }: SignatureChecks): boolean {
  return /x-cio-|customer\.?io/i.test(tracer.indexOf(node).file.text)
}

/** `function customerioSignature(body, secret)`: a signature that another file compares. */
function signingFaults(checks: SignatureChecks): readonly TimestampFault[] {
  const { tracer, signatures } = checks
  return tracer.index.calls.flatMap((call): TimestampFault[] => {
    const hmac = /hmac|hasher/i.test(calledName(call)) ? hmacStartedAt(call, tracer) : null
    const fn = hmac ? functionOf(call) : null
    if (!hmac || !fn || !isFunction(fn) || isInTest(call)) return []
    const name = functionNameOf(fn) ?? ''
    if (!namesCustomerio(name) || !saysSignature(name) || /verif|valid|check|hash/i.test(name)) return []
    const message = signedMessageOf(hmac, signatures.origins)
    if (!message?.fault) return []
    const layout = layoutOf(hmac, message, checks)
    return [{ kind: message.fault, node: message.node, check: null, hmac, layout }]
  })
}

function freshnessFaultOf(check: SignatureCheck, checks: SignatureChecks): TimestampFault | null {
  const { node, verifier, comparison, functions } = check
  const { origins } = checks.signatures
  const fault: TimestampFault = { kind: 'noFreshness', node, check, hmac: null, layout: null }
  if (verifier) {
    if (verifier.kind === 'setting') return null
    if (verifier.kind !== 'sdk' && !acceptsAnyAge(node, checks)) return null
    return isFreshnessCheckedAround(node, origins) ? null : fault
  }
  if (comparison) {
    if (!isAnchored(check, checks) || isFreshnessCheckedAround(node, origins)) return null
    return fault
  }
  // What this file's own functions compare is reported there; those of other files where nothing else would.
  const { ast } = checks.tracer.index.file
  const isOutside = functions.every(
    (fn) => programOf(fn) !== ast && !/x-cio-|customer\.?io/i.test(textOf(fn, checks)),
  )
  const isOfHelper = functions.some((fn) => isPlainComparison(fn, checks))
  if (!isOutside && !isOfHelper) return null
  if (isFreshnessCheckedAround(node, origins)) return null
  return fault
}

function textOf(node: TSESTree.Node, { tracer }: SignatureChecks): string {
  return tracer.indexOf(node).file.text
}

/** A comparison of two parameters is a tool of the function that calls it. */
function isAnchored({ comparison }: SignatureCheck, { signatures }: SignatureChecks): boolean {
  if (!comparison) return false
  if (comparison.message) return true
  const { node } = comparison
  const sides =
    node.type === 'CallExpression' ? node.arguments : 'left' in node ? [node.left, node.right] : []
  return sides.some((side) =>
    signatures.origins.of(side).some(({ kind }) => kind === 'digest' || kind === 'received'),
  )
}

/** `function equal(a, b) { return a.length === b.length && timingSafeEqual(a, b) }` */
function isPlainComparison(fn: SignatureCheck['functions'][number], checks: SignatureChecks): boolean {
  const inner = checks.checksIn(fn.body)
  return inner.length > 0 && inner.every((check) => check.comparison !== null && !isAnchored(check, checks))
}

/** `toleranceSeconds: Infinity` */
function acceptsAnyAge(node: TSESTree.Node, { tracer }: SignatureChecks): boolean {
  const [options] = node.type === 'CallExpression' ? node.arguments : []
  const tolerances = options ? valuesOfProperty(options, 'toleranceSeconds', tracer) : []
  return tolerances
    .flatMap((value) => tracer.sourcesOf(value))
    .some((value) => value.kind === 'global' && value.name === 'Infinity')
}
