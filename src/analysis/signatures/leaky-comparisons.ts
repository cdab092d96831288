// Does a comparison let its duration tell how much of a signature is right?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import {
  saysComputedSignature,
  saysSignature,
  saysSignatureFact,
} from '../../vocabulary/signature-headers.ts'
import type { Comparison } from './comparisons.ts'
import { comparisonsAt } from './comparisons.ts'
import { hmacComputedAt, hmacStartedAt } from '../digests/digests.ts'
import { isByteLoop } from './byte-loops.ts'
import type { Origin } from './signature-origin.ts'
import { SignatureOrigins } from './signature-origins.ts'
import type { LeakSubject, LeakyComparison } from './leak-details.ts'
import { leakOf } from './leak-details.ts'
import { isRecordLookup, isStoredValue, remembers } from './stored-values.ts'
import { isInTest } from '../test-code.ts'

/** Traces of what makes a digest, or of a header read by name: without either there is nothing to compare. */
const trace =
  /hmac|subtle|CryptoHasher|-sig|signature[\w-]{0,15}['"`]|['"`]sign?['"`]|headers?\??\.\w{0,20}sig/i

interface Side {
  readonly node: TSESTree.Node
  readonly origins: readonly Origin[]
}

/** Answers about the signatures of one file. */
export class Signatures {
  readonly tracer: Tracer
  readonly origins: SignatureOrigins
  readonly #traced = new WeakMap<object, boolean>()
  #hasHmac: boolean | null = null

  constructor(tracer: Tracer) {
    this.tracer = tracer
    this.origins = new SignatureOrigins(tracer)
  }

  /** The leaky comparison that a node makes; `null` when it makes none. */
  leakAt(node: TSESTree.Node): LeakyComparison | null {
    if (!this.#hasTrace(node)) return null
    for (const comparison of comparisonsAt(node, this.tracer)) {
      const leak = this.#judge(comparison)
      if (leak) return isInTest(node) ? null : leak
    }
    return null
  }

  #hasTrace(node: TSESTree.Node): boolean {
    const index = this.tracer.indexOf(node)
    const answer = this.#traced.get(index) ?? trace.test(index.file.text)
    this.#traced.set(index, answer)
    return answer
  }

  #judge(comparison: Comparison): LeakyComparison | null {
    if (isEvidentlyHarmless(comparison.left) || isEvidentlyHarmless(comparison.right)) return null
    const left = this.#side(comparison.left)
    if (isLiteral(left)) return null
    const right = this.#side(comparison.right)
    if (isLiteral(right)) return null
    const subject = this.#subjectOf(comparison, left, right)
    if (subject === null) return null
    return leakOf(comparison, subject, left.origins, right.origins, this.origins)
  }

  #subjectOf(comparison: Comparison, left: Side, right: Side): LeakSubject | null {
    if (isByteLoop(comparison.node, left.origins, right.origins)) return 'byte'
    if (this.#comparesDigest(comparison, left, right)) return 'digest'
    return this.#comparesReceived(comparison, left, right) ? 'signature' : null
  }

  #side(node: TSESTree.Node): Side {
    return { node, origins: this.origins.resolved(node) }
  }

  /** An HMAC against anything but another HMAC of this code: then both were hashed again to be compared. */
  #comparesDigest({ kind, operator }: Comparison, left: Side, right: Side): boolean {
    const shapes = kind === 'operator' || kind === 'method' ? ['whole'] : ['whole', 'list']
    const isDigest = ({ kind, shape }: Origin): boolean => kind === 'digest' && shapes.includes(shape)
    const digests = [left, right].filter(({ origins }) => origins.some(isDigest))
    const [digest] = digests
    if (!digest) return false
    const isAll = ({ origins }: Side): boolean =>
      origins.every((origin) => origin.kind === 'literal' || isDigest(origin))
    if (isAll(left) && isAll(right)) return false
    // A set or list that holds no digest is a memory of what was seen.
    const isMemory = kind === 'set' || (kind === 'part' && remembers(left.node, right.node, this.tracer))
    if (isMemory && !left.origins.some((origin) => isDigest(origin) || origin.kind === 'received'))
      return false
    const other = digest === left ? right : left
    if (isStoredValue(other.node, this.tracer) || isStoredValue(digest.node, this.tracer)) return false
    return !isRecordLookup(other.node, operator)
  }

  /** A received signature against something that is neither received nor a fact about it. */
  #comparesReceived({ kind }: Comparison, left: Side, right: Side): boolean {
    const isReceived = ({ origins }: Side): boolean =>
      origins.some((origin) => origin.kind === 'received' && origin.shape !== 'byte')
    if (kind === 'set') return false
    if (kind === 'part') return isReceived(left) && !isReceived(right) && saysSecretPart(right.node)
    if (isReceived(left) === isReceived(right)) return this.#comparesParameters(left, right)
    const sides = [left.node, right.node]
    if (sides.some((node) => isStoredValue(node, this.tracer))) return false
    return !sides.some((node) => saysSignatureFact(nameOf(node)))
  }

  /** `function matches(signature, expected)`, which nothing in the file calls, in a file that works with HMACs. */
  #comparesParameters(left: Side, right: Side): boolean {
    if (!isUncalledParameter(left) || !isUncalledParameter(right)) return false
    const names = [nameOf(left.node), nameOf(right.node)]
    const isPair =
      names.some((name) => saysSignature(name)) &&
      names.every((name) => saysSignature(name) || saysComputedSignature(name)) &&
      names.some((name) => saysComputedSignature(name))
    return isPair && this.worksWithHmacs
  }

  /** Whether any call of the file makes an HMAC. */
  get worksWithHmacs(): boolean {
    this.#hasHmac ??= this.tracer.index.calls.some(
      (call) =>
        hmacStartedAt(call, this.tracer) ??
        (call.type === 'CallExpression' && hmacComputedAt(call, this.tracer)),
    )
    return this.#hasHmac
  }
}

/** What needs no tracing: a literal, `typeof x`, `x.length`. */
function isEvidentlyHarmless(outer: TSESTree.Node): boolean {
  const node = unwrap(outer)
  if (node.type === 'Literal' || node.type === 'UnaryExpression') return true
  return node.type === 'MemberExpression' && /^(?:length|byteLength|size)$/.test(propertyName(node) ?? '')
}

function isLiteral({ origins }: Side): boolean {
  return origins.length > 0 && origins.every(({ kind }) => kind === 'literal')
}

function isUncalledParameter({ node, origins }: Side): boolean {
  const isParameter = origins.every(
    (origin) => origin.kind === 'literal' || (origin.kind === 'parameter' && isFunction(origin.function)),
  )
  return isParameter && origins.length > 0 && unwrapAwait(node).type === 'Identifier'
}

/** A name for the signature the header should hold, as opposed to the scheme that it starts with. */
function saysSecretPart(node: TSESTree.Node): boolean {
  const name = nameOf(node)
  return saysSignature(name) || saysComputedSignature(name)
}

function nameOf(outer: TSESTree.Node): string {
  const node = unwrapAwait(outer)
  switch (node.type) {
    case 'Identifier':
      return node.name
    case 'MemberExpression':
      return nameOf(node.property)
    case 'PrivateIdentifier':
      return node.name
    default:
      return ''
  }
}
