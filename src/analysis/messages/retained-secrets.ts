// Does this call send a code, link or token in a message that Customer.io keeps?
import type { TSESTree } from '@typescript-eslint/utils'

import { readType, shapeAt } from '../../ast/declared-type.ts'
import { isFunction, programOf } from '../../ast/source-file.ts'
import { keyName, staticStringOf } from '../../ast/static-value.ts'
import { unwrapAwait, wrapperOf } from '../../ast/unwrap.ts'
import { isMessageSecret } from '../../vocabulary/message-secrets.ts'
import { actionFor } from '../../vocabulary/policy.ts'
import type { ClientCall } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import { openedSites, retentionOf } from './message-retention.ts'
import type { Site } from '../payloads/payload-sites.ts'
import { dataSitesAt, sitesIn } from '../payloads/payload-sites.ts'
import { isSanitizerCall } from '../judgement/sanitizers.ts'
import { secretNameOf } from './secret-values.ts'

/** A secret in a message that Customer.io keeps. */
export interface RetainedSecret {
  readonly name: string
  /** the property that holds it; where that is not written in this file, the data that is sent */
  readonly node: TSESTree.Node
  /** the `false` values that the flag is given in this file */
  readonly refusals: readonly TSESTree.Node[]
  /** the property of the message's object literal that holds the data; `null` when it has none in this file */
  readonly dataProperty: TSESTree.Property | null
}

interface Secret {
  readonly name: string
  readonly node: TSESTree.Node
}

/** Nested data is looked into this deep. */
const deepest = 8

/** The secrets that a transactional send leaves with Customer.io: the first of each message. */
export function retainedSecretsOf(call: ClientCall, context: ClientContext): readonly RetainedSecret[] {
  const sites = openedSites(dataSites(call, context), context)
  const secrets = sites.flatMap((site) => {
    const [secret] = new SecretFinder(context).find(site)
    return secret ? [{ secret, site }] : []
  })
  if (secrets.length === 0) return []
  const { state, refusals } = retentionOf(call, context)
  if (state !== 'kept') return []
  const program = programOf(call.node)
  const isHere = (node: TSESTree.Node): boolean => programOf(node) === program
  // What a wrapper does to every message is for people to decide.
  const isOwn = call.forwardedTo === null && refusals.every(isHere)
  return secrets.map(({ secret, site }) => ({
    name: secret.name,
    node: [secret.node, site.node].find(isHere) ?? call.node,
    refusals: isOwn ? refusals : [],
    dataProperty: isOwn && isHere(site.node) ? dataPropertyAt(site) : null,
  }))
}

function dataSites(call: ClientCall, context: ClientContext): readonly Site[] {
  return call.facts.payloads
    .filter(({ slot }) => slot === 'message-data')
    .flatMap((position) => dataSitesAt(call, position, context))
}

function dataPropertyAt({ node, path }: Site): TSESTree.Property | null {
  const { parent } = wrapperOf(node)
  const isValue =
    path.length === 0 && parent?.type === 'Property' && parent.parent.type === 'ObjectExpression'
  return isValue ? parent : null
}

class SecretFinder {
  readonly #context: ClientContext
  readonly #visited = new Set<TSESTree.Node>()
  /** whether a name is left in the data: a sanitizer takes some away */
  #isLeft: (name: string) => boolean = () => true

  constructor(context: ClientContext) {
    this.#context = context
  }

  find({ node, path }: Site): readonly Secret[] {
    return path.length > 0 ? this.#inType(node, path) : this.#in(node, [], 0)
  }

  #in(outer: TSESTree.Node, keys: readonly string[], depth: number): readonly Secret[] {
    const node = unwrapAwait(outer)
    if (depth > deepest || this.#visited.has(node)) return []
    this.#visited.add(node)
    const next = (inner: TSESTree.Node) => this.#in(inner, keys, depth + 1)
    switch (node.type) {
      case 'ObjectExpression':
        return node.properties.flatMap((property) => this.#inProperty(property, keys, depth))
      case 'ArrayExpression':
        return node.elements.flatMap((element) =>
          element ? next(element.type === 'SpreadElement' ? element.argument : element) : [],
        )
      case 'ConditionalExpression':
        return [...next(node.consequent), ...next(node.alternate)]
      case 'LogicalExpression':
        return [...next(node.left), ...next(node.right)]
      case 'CallExpression':
        return this.#inCall(node, keys, depth)
      case 'Identifier':
      case 'MemberExpression':
        return [...this.#inSources(node, keys, depth), ...this.#inType(node, [])]
      default:
        return []
    }
  }

  #inProperty(
    property: TSESTree.Property | TSESTree.SpreadElement,
    keys: readonly string[],
    depth: number,
  ): readonly Secret[] {
    if (property.type === 'SpreadElement') return this.#in(property.argument, keys, depth + 1)
    const key = keyName(property.key, property.computed)
    return key === null ? [] : this.#named(property, [...keys, key], property.value, depth)
  }

  #named(
    place: TSESTree.Node,
    keys: readonly string[],
    value: TSESTree.Node,
    depth: number,
  ): readonly Secret[] {
    if (isFunction(value) || !this.#isLeft(keys.at(-1) ?? '')) return []
    const name = secretNameOf(keys, value, this.#context.tracer)
    if (name !== null) return [{ name, node: place }]
    const { type } = unwrapAwait(value)
    const mayNest = type === 'ObjectExpression' || type === 'ArrayExpression' || type === 'Identifier'
    return mayNest ? this.#in(value, keys, depth + 1) : []
  }

  #inCall(node: TSESTree.CallExpression, keys: readonly string[], depth: number): readonly Secret[] {
    const [data, policy] = node.arguments
    if (!data || !isSanitizerCall(node, this.#context)) return this.#inSources(node, keys, depth)
    const kept = policy ? this.#textsAt(policy, 'keep') : []
    const isLeft = this.#isLeft
    this.#isLeft = (name) => {
      const action = actionFor(name, this.#context.settings.policy)?.action ?? 'keep'
      return isLeft(name) && (action === 'keep' || kept.includes(name))
    }
    const secrets = this.#in(data, keys, depth + 1)
    this.#isLeft = isLeft
    return secrets
  }

  #textsAt(policy: TSESTree.Node, name: string): readonly string[] {
    return sitesIn(policy, [name, '*'], this.#context).flatMap(({ node, path }) => {
      const text = path.length === 0 ? staticStringOf(node) : null
      return text === null ? [] : [text]
    })
  }

  /** What a variable, or the result of a function, is made of; what is written into it later counts too. */
  #inSources(node: TSESTree.Node, keys: readonly string[], depth: number): readonly Secret[] {
    return this.#context.tracer.sourcesOf(node).flatMap((source) => {
      if (source.path.length > 0 || source.node === node) return []
      if (source.kind === 'call') return this.#in(source.node, keys, depth + 1)
      if (source.kind !== 'object') return []
      const written = source.writes.flatMap((write) => {
        const path = write.path.filter((name) => name !== null)
        if (path.length < write.path.length) return []
        return path.length === 0
          ? this.#in(write.value, keys, depth + 1)
          : this.#named(write.node, [...keys, ...path], write.value, depth)
      })
      return [...this.#in(source.node, keys, depth + 1), ...written]
    })
  }

  /** Names that the written type of the data shows, reported where the data is handed over. */
  #inType(node: TSESTree.Node, path: readonly string[]): readonly Secret[] {
    return this.#context.tracer.sourcesOf(node).flatMap((source) => {
      const shape =
        source.kind === 'declared' ? shapeAt(readType(source.type), [...source.path, ...path]) : null
      if (shape?.kind !== 'object') return []
      return [...shape.properties].flatMap(([name, property]) => {
        const type = property.shape()
        const isText = type.kind === 'leaf' && type.isBoolean !== true
        return isText && isMessageSecret(name) && this.#isLeft(name) ? [{ name, node }] : []
      })
    })
  }
}
