// Which credentials stand where another kind of credential belongs?
import type { TSESTree } from '@typescript-eslint/utils'

import { programOf } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { patternText, textPatternsOf } from '../../ast/text-pattern.ts'
import type { Tracer } from '../../ast/tracer.ts'
import type { CredentialKind, NamedCredential } from '../../vocabulary/credentials.ts'
import {
  contradicts,
  credentialNamed,
  credentialsOfShape,
  isKeyShaped,
  isPlaceholder,
} from '../../vocabulary/credentials.ts'
import { hostOf } from '../../vocabulary/http-api.ts'
import type { ClientCall } from '../clients/calls.ts'
import { credentialReadOf } from './credential-reads.ts'
import type { CredentialUse } from './credential-uses.ts'
import type { Leaf } from './leaves.ts'

/** A credential of one kind where one of another kind belongs. */
export interface Mismatch {
  /** the read or the literal */
  readonly node: TSESTree.Node
  readonly found: NamedCredential
  readonly wanted: NamedCredential
  /** what the code calls it; `null` where the shape of a literal tells */
  readonly name: string | null
  /** whether the other credential of the call is in the place of this one */
  readonly isSwapped: boolean
}

/** What the rule has to know of the file. */
export interface MismatchContext {
  readonly tracer: Tracer
  readonly isTestFile: boolean
  readonly callAt: (node: TSESTree.CallExpression) => ClientCall | null
}

/** The credentials that evidently are of another kind than their places ask for. */
export function mismatchesAmong(
  uses: readonly CredentialUse[],
  context: MismatchContext,
): readonly Mismatch[] {
  const found = uses.flatMap((use) => mismatchesOf(use, context).map((mismatch) => ({ use, mismatch })))
  const isSwap = (one: NamedCredential, other: NamedCredential) =>
    (one === 'site-id' && other !== 'site-id') || (one !== 'site-id' && other === 'site-id')
  return found.map(({ use, mismatch }) => {
    const isSwapped = found.some(
      (other) =>
        other.use.call === use.call &&
        other.use.credential !== use.credential &&
        isSwap(mismatch.wanted, mismatch.found) &&
        isSwap(other.mismatch.wanted, other.mismatch.found),
    )
    return { ...mismatch, isSwapped }
  })
}

type FoundMismatch = Omit<Mismatch, 'isSwapped'>

function mismatchesOf(use: CredentialUse, context: MismatchContext): readonly FoundMismatch[] {
  const wanted = use.credential
  if (!isPosition(wanted)) return []
  const evidence = use.leaves.flatMap((leaf) => evidenceOf(leaf, wanted, context) ?? [])
  const wrong = evidence.filter(({ found }) => contradicts(found, wanted))
  // A header that is made for several APIs holds the right key, too.
  const isRequest = use.call.type === 'CallExpression' && (context.callAt(use.call)?.request ?? null) !== null
  if (isRequest && (wrong.length < evidence.length || hasSeveralApis(use.call, context))) return []
  return wrong.map((one) => ({ ...one, wanted }))
}

function isPosition(credential: NamedCredential): credential is CredentialKind {
  return credential !== 'api-key' && credential !== 'service-token'
}

type Evidence = Pick<Mismatch, 'node' | 'found' | 'name'>

function evidenceOf(leaf: Leaf, wanted: CredentialKind, context: MismatchContext): Evidence | null {
  const { source } = leaf
  if (source.kind === 'literal') return context.isTestFile ? null : shapeOf(source, leaf, wanted, context)
  const read = credentialReadOf(leaf, context.tracer)
  const found = read && credentialSaid(read.name, wanted)
  return read && found ? { node: read.node, found, name: read.name } : null
}

/** What a literal is by its length; the format of signing secrets and write keys is not documented. */
function shapeOf(
  source: Extract<Source, { kind: 'literal' }>,
  leaf: Leaf,
  wanted: CredentialKind,
  { tracer }: MismatchContext,
): Evidence | null {
  if (typeof source.value !== 'string' || !['site-id', 'track-key', 'app-key'].includes(wanted)) return null
  const text = source.value.trim().replace(/^(?:bearer|basic)\s+/i, '')
  if (!isKeyShaped(text) || isPlaceholder(text)) return null
  const kinds = credentialsOfShape(text)
  const isHere = programOf(source.node) === tracer.index.file.ast
  const node = isHere ? source.node : leaf.at
  if (kinds.includes(wanted)) return { node, found: wanted, name: null }
  // Of what has 20 digits, an App API key is most likely mistaken for a Track API key.
  const found = kinds.find((kind) => kind !== 'site-id')
  return found ? { node, found, name: null } : null
}

/** What a name says of a credential, as far as it is evidence in this position. */
function credentialSaid(name: string, wanted: CredentialKind): NamedCredential | null {
  const full = credentialNamed(name)
  const found = full ?? withoutVendor(name, wanted)
  // `CIO_TOKEN` may be any token, and `CIO_SECRET` any secret.
  if (found === 'service-token' || (found === 'api-key' && !/api/i.test(name))) return null
  return wanted === 'webhook-secret' && /hook|sign/i.test(name) ? 'webhook-secret' : found
}

/**
 * `siteId`, `SITE_ID` and `apiKey` are what the SDK itself calls them: in its own positions they need no vendor's name.
 * `APP` says nothing there.
 */
function withoutVendor(name: string, wanted: CredentialKind): NamedCredential | null {
  const own = name.slice(name.lastIndexOf('.') + 1)
  const found = credentialNamed(`customerio ${own}`)
  if (found === 'site-id') return found
  return wanted === 'site-id' && found === 'api-key' ? found : null
}

/** A URL whose host depends on something: which key belongs to it does, too. */
function hasSeveralApis(call: TSESTree.Node, { tracer, callAt }: MismatchContext): boolean {
  const http = call.type === 'CallExpression' ? callAt(call)?.request : null
  if (!http) return false
  const apis = textPatternsOf(http.urlNode, tracer).map((pattern) => hostOf(patternText(pattern))?.api)
  return new Set(apis).size > 1
}
