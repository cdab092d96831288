// What does an HMAC sign: the version, the timestamp and the body as Customer.io does, or something else?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import { calledName, lastNameOf, propertyName, staticStringOf } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { saysTimestamp } from '../../vocabulary/webhook-names.ts'
import { signatureVersion, timestampHeader } from '../../vocabulary/webhook-signature.ts'
import { digestMethods, signedPartsOf } from '../digests/digests.ts'
import type { Hmac } from '../signatures/signature-origin.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'
import type { MessagePart, MessagePieces, Parameters } from './message-pieces.ts'
import { collectedAt, messagesOf } from './message-pieces.ts'
import { receivedBodiesAt } from './received-bodies.ts'

/** What is wrong with a signed message. */
export type MessageFault = 'bodyOnly' | 'wrongLayout'

/** The message that an HMAC signs. */
export interface SignedMessage {
  /** what is signed first, as the code hands it over */
  readonly node: TSESTree.Node
  readonly fault: MessageFault | null
  /** the bodies and timestamps in all its forms, as they are */
  readonly bodies: readonly TSESTree.Node[]
  readonly timestamps: readonly TSESTree.Node[]
}

const bodyName = /body|raw|payload|text|chunk|json|buffer|buf$/i
/** What a function out of sight makes of a request is its body by these names; `signedPayload(request)` may be the whole message. */
const soleBodyName = /^(?:get|read|use|fetch|collect)?_?(?:raw|request|req)?_?(?:body|buffer)$/i

/** Letters that stand for what is known of a hole. */
const letters = { timestamp: 'T', body: 'B', other: '?' } as const
type Kind = keyof typeof letters

/** What an HMAC signs; `null` where the code does not show all of it. */
export function signedMessageOf(
  hmac: Hmac,
  origins: SignatureOrigins,
  parameters: Parameters = 'followed',
): SignedMessage | null {
  if (!hmac.message && isHandedOn(hmac, origins)) return null
  return messageOfParts(signedPartsOf(hmac, origins.tracer), origins, parameters)
}

/** As `signedMessageOf`, for the parts of the message in their order. */
export function messageOfParts(
  parts: readonly TSESTree.Node[],
  origins: SignatureOrigins,
  parameters: Parameters = 'followed',
): SignedMessage | null {
  const [node] = parts
  if (!node) return null
  const messages = messagesOf(parts, origins, parameters)
  const faults = messages.map((pieces) => faultOf(pieces, origins))
  const [first = null] = faults
  return {
    node,
    // One right form among several is a choice that the code makes elsewhere.
    fault: faults.includes(null) ? null : first,
    bodies: partsOfKind('body', messages, origins),
    timestamps: partsOfKind('timestamp', messages, origins),
  }
}

function partsOfKind(
  kind: Kind,
  messages: readonly MessagePieces[],
  origins: SignatureOrigins,
): readonly TSESTree.Node[] {
  const found = messages.flat().flatMap((piece) => {
    return typeof piece !== 'string' && kindOf(piece, origins) === kind ? [piece] : []
  })
  // One that is decoded here and not there is no one text.
  return found.some(({ isDecoded }) => isDecoded)
    ? []
    : [...new Set(found.map(({ node, keptAs }) => keptAs ?? node))]
}

/** `v0:T:B` is right; what holds anything unknown may be. */
function faultOf(pieces: MessagePieces, origins: SignatureOrigins): MessageFault | null {
  const form = pieces
    .map((piece) =>
      typeof piece === 'string' ? JSON.stringify(piece).slice(1, -1) : `{${letters[kindOf(piece, origins)]}}`,
    )
    .join('')
  if (new RegExp(`^(?:${signatureVersion}|\\{\\?\\}):\\{[T?]\\}(?::|\\{\\?\\})`).test(form)) return null
  if (form.includes('{?}') || !form.includes('{B}')) return null
  return form.includes('{T}') || form.includes(signatureVersion) ? 'wrongLayout' : 'bodyOnly'
}

function kindOf(part: MessagePart, { tracer }: SignatureOrigins): Kind {
  const node = collectedAt(part.node) ?? part.node
  const sources = tracer.sourcesOf(node)
  const names = [nameOf(node), part.keptAs?.name ?? '', ...sources.map(({ path }) => path.at(-1) ?? '')]
  if (names.some(saysTimestamp) || sources.some(asksForTimestamp)) return 'timestamp'
  if (receivedBodiesAt(node, tracer).length > 0) return 'body'
  const calls = sources.flatMap(({ kind, node: call }) => (kind === 'call' || kind === 'new' ? [call] : []))
  if (calls.some((call) => calledName(call) === 'stringify')) return 'body'
  const isMadeOutOfSight = calls.some((call) => call.arguments.length > 0)
  return names.some((name) => (isMadeOutOfSight ? soleBodyName : bodyName).test(name)) ? 'body' : 'other'
}

/** The last name by which an expression is read, or its function called. */
function nameOf(outer: TSESTree.Node): string {
  const node = unwrapAwait(outer)
  return node.type === 'CallExpression' ? calledName(node) : (lastNameOf(node) ?? '')
}

function asksForTimestamp(source: Source): boolean {
  if (source.kind !== 'call') return false
  return source.node.arguments.some((name) => staticStringOf(name)?.toLowerCase() === timestampHeader)
}

/** An HMAC that is given to others (`request.pipe(hmac)`, `feed(hmac, body)`) is fed by them too. */
function isHandedOn(hmac: Hmac, { tracer }: SignatureOrigins): boolean {
  let node: TSESTree.Node = hmac.node
  for (let outer: TSESTree.Node | undefined = node.parent; outer; outer = node.parent) {
    const isChain = outer.type === 'MemberExpression' ? outer.object === node : unwrap(outer) !== outer
    if (!isChain && !(outer.type === 'CallExpression' && outer.callee === node)) break
    if (outer.type === 'MemberExpression' && digestMethods.has(propertyName(outer) ?? '')) return false
    node = outer
  }
  const holder = node.parent
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return false
  return (tracer.variableAt(holder.id)?.references ?? []).some(({ identifier, init }) => {
    if (init === true) return false
    const { parent } = identifier
    return parent.type !== 'MemberExpression' || /^(?:write|end|pipe)$/.test(propertyName(parent) ?? '')
  })
}
