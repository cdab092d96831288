// Which messages does this file sign in order to compare the result with a signature that came with a request?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName } from '../../ast/static-value.ts'
import { childrenOf } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { signedPartsOf } from '../digests/digests.ts'
import { isSubtleMethod } from '../digests/hmac-exports.ts'
import { comparisonsAt } from '../signatures/comparisons.ts'
import type { Hmac, Origin } from '../signatures/signature-origin.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'
import { isInTest } from '../test-code.ts'

/** A message that is signed, or handed to a verification, and what its signature is compared with. */
export interface VerifiedMessage {
  readonly parts: readonly TSESTree.Node[]
  /** the comparison, or the call that verifies */
  readonly node: TSESTree.Node
  readonly involved: readonly Origin[]
  /** the sides of the comparison that are no digest of this code */
  readonly others: readonly Origin[]
}

/** Functions that compare, whoever wrote them: `safeCompare(digest, signature)`, `tsscmp`. */
const comparing = /equal|compar|match|same|verif|scmp|safe/i

/** The messages whose signatures the file compares with something. */
export function verifiedMessagesIn(signatures: SignatureOrigins): readonly VerifiedMessage[] {
  const { tracer } = signatures
  const found: VerifiedMessage[] = []
  const { ast, visitorKeys } = tracer.index.file
  const pending: TSESTree.Node[] = [ast]
  for (let node = pending.pop(); node; node = pending.pop()) {
    found.push(...messagesAt(node, signatures))
    pending.push(...childrenOf(node, visitorKeys))
  }
  return found.filter(({ node }) => !isInTest(node))
}

function messagesAt(node: TSESTree.Node, signatures: SignatureOrigins): readonly VerifiedMessage[] {
  const { tracer } = signatures
  const verified = node.type === 'CallExpression' ? verifiedByWebCrypto(node, tracer) : null
  if (verified) return [{ parts: [verified], node, involved: [], others: [] }]
  const sides = sidesAt(node, tracer).map((side) => signatures.resolved(side))
  const involved = sides.flat()
  const hmacs = new Map(
    involved.flatMap((origin): [TSESTree.Node, Hmac][] =>
      origin.kind === 'digest' ? [[origin.hmac.node, origin.hmac]] : [],
    ),
  )
  const others = sides.filter((side) => !side.some(({ kind }) => kind === 'digest')).flat()
  return [...hmacs.values()].map((hmac) => ({ parts: signedPartsOf(hmac, tracer), node, involved, others }))
}

/** The values that a node compares. */
function sidesAt(node: TSESTree.Node, tracer: Tracer): readonly TSESTree.Node[] {
  const compared = comparisonsAt(node, tracer).flatMap(({ left, right }) => [left, right])
  if (compared.length > 0 || node.type !== 'CallExpression') return compared
  if (node.arguments.length < 2 || !comparing.test(calledName(node))) return []
  return node.arguments.filter(({ type }) => type !== 'SpreadElement')
}

/** `crypto.subtle.verify('HMAC', key, signature, message)` */
function verifiedByWebCrypto(node: TSESTree.CallExpression, tracer: Tracer): TSESTree.Node | null {
  const isVerify = tracer.sourcesOf(node.callee).some((source) => isSubtleMethod(source, 'verify'))
  return isVerify ? (node.arguments[3] ?? null) : null
}
