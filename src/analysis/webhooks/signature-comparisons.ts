// Which expressions compare signatures, whether in constant time or not?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName } from '../../ast/static-value.ts'
import { isSubtleMethod } from '../digests/hmac-exports.ts'
import type { Signatures } from '../signatures/leaky-comparisons.ts'
import type { Origin } from '../signatures/signature-origin.ts'

/** A comparison that tells whether a signature is genuine. */
export interface SignatureComparison {
  readonly node: TSESTree.BinaryExpression | TSESTree.CallExpression | TSESTree.SwitchStatement
  /** where the two sides come from */
  readonly origins: readonly Origin[]
  /** the signed message, where the comparison is given it: `subtle.verify` */
  readonly message: TSESTree.Node | null
  /** the key, where the comparison is given it */
  readonly key: TSESTree.Node | null
}

/** `timingSafeEqual`, `tsscmp`, `safeCompare`, `constantTimeEqual`, `isSameSignature` */
const comparingName =
  /timing_?safe|constant_?time|const_?time|safe_?(?:str_?)?(?:compare|equals?|cmp)|secure_?(?:compare|equals?)|^tsscmp$|^scmp$/i
/** What is compared has to be called something of the kind: files are opened to see where it comes from. */
const comparedName = /sig|hmac|digest|hash|expect|comput|calcul|mac|header|actual|x-/i
const equalName = /equals?$|same|match(?:es)?|compare|isEqual/i

/** The comparison of signatures that a node makes; `null` when it makes none. */
export function signatureComparisonAt(
  node: TSESTree.Node,
  signatures: Signatures,
): SignatureComparison | null {
  if (node.type === 'CallExpression') {
    const found = ofCall(node, signatures)
    if (found) return found
  }
  if (node.type !== 'BinaryExpression' && node.type !== 'CallExpression' && node.type !== 'SwitchStatement')
    return null
  if (!comparedName.test(signatures.tracer.textOf(node))) return null
  const leak = signatures.leakAt(node)
  if (!leak) return null
  const origins = [leak.left, leak.right].flatMap((side) => signatures.origins.resolved(side))
  return { node, origins, message: null, key: null }
}

function ofCall(node: TSESTree.CallExpression, signatures: Signatures): SignatureComparison | null {
  const { tracer, origins } = signatures
  const [first, key, signature, data] = node.arguments
  const name = calledName(node)
  const isWebVerify =
    name === 'verify' && tracer.sourcesOf(node.callee).some((source) => isSubtleMethod(source, 'verify'))
  if (isWebVerify) {
    const received = signature ? origins.resolved(signature) : []
    return { node, origins: received, message: data ?? null, key: key ?? null }
  }
  if (!first || !key || !(comparingName.test(name) || equalName.test(name))) return null
  const compared = [first, key].flatMap((argument) => origins.resolved(argument))
  const isOfSignatures = compared.some(({ kind }) => kind === 'digest' || kind === 'received')
  if (!comparingName.test(name) && !isOfSignatures) return null
  return { node, origins: compared, message: null, key: null }
}
