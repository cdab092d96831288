// Which credentials of Customer.io are written down at this node?
import type { TSESTree } from '@typescript-eslint/utils'

import { staticStringOf } from '../../ast/static-value.ts'
import type { NamedCredential } from '../../vocabulary/credentials.ts'
import { isKeyShaped, isPlaceholder, isServiceAccountToken } from '../../vocabulary/credentials.ts'
import type { GivenCredential, NamingNode } from './credentials.ts'
import { alternativesOf, isNamingNode, namedCredentialAt } from './credentials.ts'
import type { WrittenText } from './literals.ts'

/** A literal in the source that is a credential. */
export interface WrittenCredential {
  /** the literal; where it is written in another file, what leads to it */
  readonly node: TSESTree.Node
  readonly credential: NamedCredential
  readonly isHere: boolean
}

/** The nodes at which a credential can be found. */
export type CredentialNode =
  NamingNode | TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.Literal | TSESTree.TemplateLiteral

/** A credential that a call is given, with the texts that reach it. */
export type TracedCredential = GivenCredential & { readonly texts: readonly WrittenText[] }

/** By position: everything but a placeholder; in tests only what has the shape of a key. */
export function credentialsByPosition(
  given: readonly TracedCredential[],
  isTestFile: boolean,
): readonly WrittenCredential[] {
  return given.flatMap(({ credential, texts }) =>
    texts.flatMap(({ node, literal, text }) => {
      const key = text.replace(/^(?:bearer|basic)\s+/i, '')
      if (isPlaceholder(text) || (isTestFile && !isKeyShaped(key))) return []
      const isHere = node === literal
      return isHere || !isReportedByName(literal) ? [{ node, credential, isHere }] : []
    }),
  )
}

/** Whether the file in which a literal is written has it reported for itself or for its names. */
function isReportedByName(literal: TSESTree.Node): boolean {
  if (isServiceAccountToken(staticStringOf(literal) ?? '')) return true
  for (let node = literal.parent; node; node = node.parent) {
    if (!isNamingNode(node)) continue
    if (credentialsByName(node).some((written) => written.node === literal)) return true
    if (node.type !== 'LogicalExpression') return false
  }
  return false
}

/** By name: only what has the exact shape of a key. */
export function credentialsByName(node: NamingNode): readonly WrittenCredential[] {
  const named = namedCredentialAt(node)
  if (!named) return []
  return alternativesOf(named.value).flatMap((value) => {
    const text = staticStringOf(value)
    const isKey = text !== null && isKeyShaped(text) && !isPlaceholder(text)
    return isKey ? [{ node: value, credential: named.credential, isHere: true }] : []
  })
}

/** By itself: a token that says whose it is. */
export function tokenAt(node: TSESTree.Literal | TSESTree.TemplateLiteral): readonly WrittenCredential[] {
  return isServiceAccountToken(staticStringOf(node) ?? '')
    ? [{ node, credential: 'service-token', isHere: true }]
    : []
}
