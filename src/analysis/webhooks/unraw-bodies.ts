// Is a signature checked against something else than the bytes of the body as they were received?
import type { TSESTree } from '@typescript-eslint/utils'

import { factsAt } from '../../ast/control-flow.ts'
import { namesAround } from '../../ast/names-around.ts'
import { valuesOfProperty } from '../../ast/property-values.ts'
import type { ParameterSource } from '../../ast/source.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { saysSignature } from '../../vocabulary/signature-headers.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'
import { areRelated } from '../signatures/related-values.ts'
import { isOfCustomerio } from '../signatures/webhook-context.ts'
import { isInTest } from '../test-code.ts'
import type { MessageLeaf } from './message-leaves.ts'
import { isJson, leavesOf } from './message-leaves.ts'
import { nameOfParameter, receivedBodiesAt } from './received-bodies.ts'
import { parameterOf } from './requests.ts'
import type { VerifiedMessage } from './verified-messages.ts'
import { verifiedMessagesIn } from './verified-messages.ts'
import { verifierCallAt } from './verifier-calls.ts'

/** A body that is not what the sender signed. */
export interface UnrawBody {
  /** where it is serialized, or handed over parsed */
  readonly node: TSESTree.Node
  /** `serialized` again after it was parsed, or still an object */
  readonly form: 'serialized' | 'parsed'
  /** the verifier of Customer.io's webhooks that gets it; `null` for an HMAC */
  readonly verifier: string | null
  readonly isOfCustomerio: boolean
}

const trace = /hmac|subtle|CryptoHasher/i
const bodyName =
  /^(?:raw|req|request|webhook|event|incoming|received|parsed|notification|callback)?_?(?:body|payload|event|data|webhook|notification)$/i
const webhookName = /web_?hook|hook|callback|\bipn\b|notification/i

/** The bodies of a file whose signature is checked after they were parsed. */
export function unrawBodiesIn(signatures: SignatureOrigins, context: ClientContext): readonly UnrawBody[] {
  const { tracer } = signatures
  const found = new Map<TSESTree.Node, UnrawBody>()
  const add = (body: UnrawBody): void => {
    if (!found.has(body.node) && tracer.indexOf(body.node) === tracer.index) found.set(body.node, body)
  }
  if (trace.test(tracer.index.file.text)) {
    for (const message of verifiedMessagesIn(signatures))
      for (const body of unrawIn(message, signatures, context)) add(body)
  }
  for (const call of tracer.index.calls) {
    if (call.type === 'CallExpression')
      for (const body of givenToVerifier(call, signatures, context)) add(body)
  }
  return [...found.values()]
}

function unrawIn(
  message: VerifiedMessage,
  signatures: SignatureOrigins,
  context: ClientContext,
): readonly UnrawBody[] {
  return message.parts.flatMap((part) =>
    leavesOf(part, signatures).flatMap((leaf): readonly UnrawBody[] => {
      const isUnraw =
        isUnrawBody(leaf, signatures.tracer) || isUnrawParameter(leaf, message, signatures, context)
      if (!isUnraw) return []
      return [
        {
          node: leaf.argument ?? leaf.serializer ?? leaf.mention,
          form: leaf.serializer ? 'serialized' : 'parsed',
          verifier: null,
          isOfCustomerio: isOfCustomerio(message.node, message.involved, signatures),
        },
      ]
    }),
  )
}

/** A received body that was parsed, or written as JSON, which quotes what was a text. */
function isUnrawBody({ value, serializer }: MessageLeaf, tracer: Tracer): boolean {
  const bodies = receivedBodiesAt(value, tracer).filter(({ isPart }) => !isPart)
  if (!serializer) return bodies.length > 0 && bodies.every(({ form }) => form === 'parsed')
  // Of a Lambda the other branch of `typeof event.body === 'string'` never runs.
  return bodies.some(({ form }) => form !== 'raw' || !isExcludedByType(serializer, value, tracer))
}

/** `function verify(body, signature)` for other files: `JSON.stringify(body)`, in code that evidently verifies webhooks. */
function isUnrawParameter(
  { value, serializer }: MessageLeaf,
  message: VerifiedMessage,
  { tracer }: SignatureOrigins,
  { filename }: ClientContext,
): boolean {
  if (!serializer) return false
  const parsed = unwrapAwait(value)
  const isParsedHere = parsed.type === 'CallExpression' && isJson(parsed, 'parse', tracer)
  const read = isParsedHere ? parsed.arguments[0] : value
  if (!read) return false
  const parameter = tracer
    .sourcesOf(read)
    .find((source): source is ParameterSource => source.kind === 'parameter' && isNamedBody(source))
  if (!parameter || maybeText(parameter)) return false
  if (isExcludedByType(serializer, value, tracer) || !isComparedWithSignature(message)) return false
  return (
    webhookName.test([filename.slice(-80), ...namesAround(serializer)].join(' ')) ||
    readsSignatureHeader(tracer)
  )
}

/** A parameter named for a body, or the body of a command: `execute(command) { this.verify(command.body) }`. */
function isNamedBody(source: ParameterSource): boolean {
  const [name, ...rest] = source.path
  return name === undefined
    ? bodyName.test(nameOfParameter(source))
    : rest.length === 0 && /^(?:body|payload)$/.test(name)
}

/** Compared with what is named for a signature, and came from a caller or in a header. */
function isComparedWithSignature({ others }: VerifiedMessage): boolean {
  return others.some((origin) => {
    if (origin.kind === 'received') return true
    if (origin.kind !== 'parameter') return false
    const { function: fn, index, path, node } = origin
    const name = path.at(-1) ?? nameOfParameter({ kind: 'parameter', node, function: fn, index, path })
    // What is compared with a digest is what the header said, not which header it is.
    return saysSignature(name.replace(/_?header$/i, ''))
  })
}

function readsSignatureHeader({ index }: Tracer): boolean {
  return /['"`]x-[\w-]*(?:signature|hmac)[\w-]*['"`]/i.test(index.file.text)
}

/** `body: string | object` takes raw bodies as well. */
function maybeText({ function: fn, index, path }: ParameterSource): boolean {
  if (path.length > 0) return false
  const parameter = parameterOf(fn, index)
  if (parameter?.type !== 'Identifier' || !parameter.typeAnnotation) return false
  const types = [parameter.typeAnnotation.typeAnnotation]
  return types
    .flatMap((type) => (type.type === 'TSUnionType' ? type.types : [type]))
    .some((type) => {
      if (type.type === 'TSStringKeyword') return true
      if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false
      return /^(?:Buffer|Uint8Array|RawBody)$/.test(type.typeName.name)
    })
}

/** Behind a test that the value is no text and no bytes: `typeof body === 'string' ? body : JSON.stringify(body)`. */
function isExcludedByType(
  serializer: TSESTree.CallExpression,
  value: TSESTree.Node,
  tracer: Tracer,
): boolean {
  return factsAt(serializer).some(({ condition }) => {
    const node = unwrap(condition)
    const isTypeTest =
      (node.type === 'BinaryExpression' &&
        (node.operator === 'instanceof' ||
          [node.left, node.right].some(({ type }) => type === 'UnaryExpression'))) ||
      (node.type === 'CallExpression' && /isBuffer|isString/.test(tracer.textOf(node.callee)))
    return isTypeTest && areRelated(node, value, tracer)
  })
}

/** `verifyWebhook({ body: req.body, … })` */
function givenToVerifier(
  call: TSESTree.CallExpression,
  signatures: SignatureOrigins,
  context: ClientContext,
): readonly UnrawBody[] {
  const { tracer } = signatures
  const [first] = call.arguments
  const verifier = first ? verifierCallAt(call, context) : null
  if (!first || !verifier || verifier.kind === 'own-middleware' || isInTest(call)) return []
  const body = valuesOfProperty(first, 'body', tracer)
  const given = body.length > 0 || verifier.kind !== 'setting' ? body : call.arguments
  return given.flatMap((node): readonly UnrawBody[] => {
    const leaf = leavesOf(node, signatures).find((one) => one.serializer ?? isUnrawBody(one, tracer))
    const form = leaf?.serializer ? 'serialized' : 'parsed'
    return leaf ? [{ node, form, verifier: verifier.name, isOfCustomerio: true }] : []
  })
}
