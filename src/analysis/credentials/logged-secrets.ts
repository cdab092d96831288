// Which secrets of Customer.io does a value tell when it is written to a log?
import type { TSESTree } from '@typescript-eslint/utils'

import { idOf } from '../../ast/distinct.ts'
import type { ObjectSource, Source } from '../../ast/source.ts'
import { lastNameOf } from '../../ast/static-value.ts'
import { membersOf } from '../../ast/trace-member.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import {
  credentialNamed,
  isKeyShaped,
  isPlaceholder,
  isSecretCredential,
  shortestKeyLength,
} from '../../vocabulary/credentials.ts'
import { runtimeSpecifier } from '../../vocabulary/own-exports.ts'
import { findPublicEnvPrefix } from '../../vocabulary/public-env.ts'
import { signatureLength } from '../../vocabulary/webhook-signature.ts'
import type { ClientContext } from '../clients/clients.ts'
import { clientsAmong } from '../clients/clients.ts'
import { SignatureOrigins } from '../signatures/signature-origins.ts'
import { isOfCustomerio } from '../signatures/webhook-context.ts'
import { credentialReadOf } from './credential-reads.ts'
import type { CredentialUse } from './credential-uses.ts'
import { convertedBy, partsOf } from './leaves.ts'
import { operandsIn, shownByCall, shownOfList, shownOfObject, writtenBefore } from './shown-parts.ts'
import type { TakenPart } from './taken-part.ts'
import { partTakenBy } from './taken-part.ts'

/** A secret in what is written. */
export interface LoggedSecret {
  readonly node: TSESTree.Node
  readonly kind: 'credential' | 'holder' | 'signature'
}

interface SecretPlace {
  readonly key: string
  readonly path: readonly string[]
}

/** Values that were made unreadable on purpose, or that only tell about the secret. */
const harmlessName = /mask|redact|hash|obfuscat|fingerprint|preview|hint|last\d|partial|safe|encrypted/i
/** Values that are read from values are followed this far. */
const deepest = 6

/** Finds the secrets in values of one file. */
export class LoggedSecrets {
  readonly #context: ClientContext
  readonly #secrets: readonly SecretPlace[]
  readonly #origins: SignatureOrigins
  readonly #signsWebhooks: boolean
  readonly #opened = new Set<TSESTree.Node>()

  constructor(uses: readonly CredentialUse[], context: ClientContext) {
    const { tracer } = context
    this.#context = context
    this.#origins = new SignatureOrigins(tracer)
    this.#signsWebhooks = /x-cio-signature|['"`]v0[:=]/i.test(tracer.index.file.text)
    this.#secrets = uses
      .filter(({ credential }) => isSecretCredential(credential))
      .flatMap(({ node, path, leaves }) => [
        ...membersOf(tracer.sourcesOf(node), path, tracer),
        ...leaves.map(({ source }) => source),
      ])
      .filter((source) => source.kind !== 'expression' && source.kind !== 'declared' && !isMadeUp(source))
      .map((source) => ({ key: keyOf(source), path: source.path }))
  }

  /** The secrets in a value; the content of objects counts where they are written whole. */
  in(node: TSESTree.Node, isOpened: boolean, depth = 0): readonly LoggedSecret[] {
    if (depth > deepest) return []
    const inner = unwrapAwait(node)
    const next = (part: TSESTree.Node, opened = isOpened) => this.in(part, opened, depth)
    switch (inner.type) {
      case 'TemplateLiteral':
      case 'BinaryExpression':
        return operandsIn(inner).flatMap((part) => next(part, false))
      case 'ConditionalExpression':
        return [inner.consequent, inner.alternate].flatMap((part) => next(part))
      case 'LogicalExpression':
        return (inner.operator === '&&' ? [inner.right] : [inner.left, inner.right]).flatMap((part) =>
          next(part),
        )
      case 'ObjectExpression':
        return isOpened ? shownOfObject(inner).flatMap((part) => next(part, true)) : []
      case 'ArrayExpression':
        return shownOfList(inner).flatMap((part) => next(part))
      case 'CallExpression':
        return this.#inCall(inner, isOpened, depth)
      case 'Identifier':
      case 'MemberExpression':
        return this.#inRead(inner, isOpened, depth)
      default:
        return []
    }
  }

  #inCall(call: TSESTree.CallExpression, isOpened: boolean, depth: number): readonly LoggedSecret[] {
    const { tracer } = this.#context
    const shown = shownByCall(call)
    if (shown) return shown.flatMap((part) => this.in(part, true, depth))
    const part = partTakenBy(call)
    if (part) return this.#inPart(part, depth)
    const converted = isReplacing(call) ? null : convertedBy(call, tracer)
    if (converted) {
      const found = this.in(converted, false, depth)
      if (found.length > 0) return found
    }
    return this.#inRead(call, isOpened, depth)
  }

  /** Few characters tell which key it is; half of them are half of the way to it. */
  #inPart({ text, length }: TakenPart, depth: number): readonly LoggedSecret[] {
    const found = this.in(text, false, depth)
    return found.filter(
      ({ kind }) => length * 2 >= (kind === 'signature' ? signatureLength : shortestKeyLength),
    )
  }

  #inRead(node: TSESTree.Node, isOpened: boolean, depth: number): readonly LoggedSecret[] {
    if (this.#isExpectedSignature(node)) return [{ node, kind: 'signature' }]
    const { tracer } = this.#context
    // A rest leaves out what was taken from the object.
    const isRest = tracer.variableAt(node)?.identifiers.some(({ parent }) => parent.type === 'RestElement')
    for (const source of tracer.sourcesOf(node)) {
      const kind = this.#kindOf(source, node, isOpened && isRest !== true, depth)
      if (kind) return [{ node, kind }]
    }
    return []
  }

  #kindOf(
    source: Source,
    node: TSESTree.Node,
    isOpened: boolean,
    depth: number,
  ): LoggedSecret['kind'] | null {
    const isWhole = source.path.length === 0
    if (source.kind === 'declared' || isMadeUp(source)) return null
    if (source.kind === 'expression') {
      const [found] = partsOf(source.node).flatMap((part) => this.in(part, false, depth + 1))
      return found ? found.kind : null
    }
    if (source.kind === 'object' && isWhole && isOpened)
      return this.#isHolder(source, node, depth) ? 'holder' : null
    if (source.kind === 'call' && isWhole) {
      const [found] = this.#inMadeText(source.node, depth + 1)
      if (found) return found.kind
    }
    const key = keyOf(source)
    if (this.#secrets.some((secret) => secret.key === key && isSame(secret.path, source.path)))
      return 'credential'
    if (isOpened && this.#holdsSecret(source, key)) return 'holder'
    return this.#isNamedSecret(source, node) ? 'credential' : null
  }

  #isHolder(object: ObjectSource, node: TSESTree.Node, depth: number): boolean {
    // Objects that hold each other end here.
    if (this.#opened.has(object.node)) return false
    this.#opened.add(object.node)
    const found = [object.node, ...writtenBefore(node, object)].some(
      (part) => this.in(part, true, depth + 1).length > 0,
    )
    this.#opened.delete(object.node)
    return found
  }

  /** A text that a variable holds: `const basic = btoa(…)`, `const shown = key.slice(0, 12)`. */
  #inMadeText(call: TSESTree.CallExpression, depth: number): readonly LoggedSecret[] {
    const part = partTakenBy(call)
    if (part) return this.#inPart(part, depth)
    const converted = isReplacing(call) ? null : convertedBy(call, this.#context.tracer)
    return converted ? this.in(converted, false, depth + 1) : []
  }

  #holdsSecret(source: Source, key: string): boolean {
    if ((source.kind === 'new' || source.kind === 'call') && source.path.length === 0) {
      const [client] = clientsAmong([source], this.#context)
      if (client?.client.construction === source.node) return /track|app|pipelines/.test(client.client.kind)
    }
    // Credentials of our runtime do not show themselves.
    if (this.#isOwn(source)) return false
    const isWide = source.kind === 'global' || source.kind === 'import' || source.kind === 'instance'
    if (isWide && source.path.length === 0) return false
    return this.#secrets.some(
      (secret) =>
        secret.key === key &&
        secret.path.length > source.path.length &&
        isSame(secret.path.slice(0, source.path.length), source.path),
    )
  }

  #isOwn(source: Source): boolean {
    if (source.kind !== 'call') return false
    const { tracer } = this.#context
    return tracer
      .sourcesOf(source.node.callee)
      .some((callee) => callee.kind === 'import' && callee.module === runtimeSpecifier)
  }

  #isNamedSecret(source: Source, node: TSESTree.Node): boolean {
    const inner = unwrapAwait(node)
    const read = credentialReadOf({ source, at: inner }, this.#context.tracer)
    const names = [read?.name ?? '', inner.type === 'Identifier' ? inner.name : '']
    if (names.some((name) => harmlessName.test(name))) return false
    // What a function makes of a secret is not known to be the secret.
    if (source.kind === 'literal')
      return typeof source.value === 'string' && isKeyShaped(source.value) && names.some(isSecretName)
    if (source.kind === 'call' && harmlessName.test(lastNameOf(source.node.callee) ?? '')) return false
    if (source.kind === 'function' || source.kind === 'class') return false
    return names.some(isSecretName)
  }

  /** The HMAC that a webhook's signature is compared with; the received one is no secret. */
  #isExpectedSignature(node: TSESTree.Node): boolean {
    if (!this.#signsWebhooks) return false
    const digests = this.#origins
      .of(node)
      .filter((origin) => origin.kind === 'digest' && origin.shape === 'whole')
    return digests.length > 0 && isOfCustomerio(node, digests, this.#origins)
  }
}

function isSecretName(name: string): boolean {
  const credential = credentialNamed(name)
  if (credential === null || !isSecretCredential(credential)) return false
  return credential !== 'write-key' || !findPublicEnvPrefix(name)
}

/** A placeholder, or a text that is no key. */
function isMadeUp(source: Source): boolean {
  return source.kind === 'literal' && (typeof source.value !== 'string' || isPlaceholder(source.value))
}

function keyOf(source: Source): string {
  switch (source.kind) {
    case 'parameter':
      return `parameter ${String(idOf(source.function))} ${String(source.index)}`
    case 'global':
      return `global ${source.name}`
    case 'import':
      return `import ${source.module}`
    default:
      return `${source.kind} ${String(idOf(source.node))}`
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index])
}

function isReplacing(call: TSESTree.CallExpression): boolean {
  return lastNameOf(call.callee) === 'replace'
}
