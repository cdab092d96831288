// Where does this file hand a credential to Customer.io, or hold one under a name that says so?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import { keyName, memberChainOf, staticStringOf } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { NamedCredential } from '../../vocabulary/credentials.ts'
import { credentialNamed } from '../../vocabulary/credentials.ts'
import type { CredentialPosition } from '../../vocabulary/sdk.ts'
import { findVerifierExport } from '../../vocabulary/sdk.ts'
import type { ClientCall } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import { constructedAt } from '../clients/clients.ts'
import { httpCredentials } from '../http/http-credentials.ts'
import { ownRoleOf } from '../own-role.ts'
import { factoryCredentials } from './factory-credentials.ts'

/** An expression that stands where a credential belongs. */
export interface GivenCredential {
  readonly credential: NamedCredential
  readonly node: TSESTree.Node
  /** names to read from `node` to get at the credential */
  readonly path: readonly string[]
}

type Call = TSESTree.CallExpression | TSESTree.NewExpression

/** The credentials that a construction, a client call, a verifier or a factory of another file is given. */
export function credentialsGivenTo(
  node: Call,
  clientCall: ClientCall | null,
  context: ClientContext,
): readonly GivenCredential[] {
  if (!context.mayCall()) return []
  const own = ownCredentials(node, clientCall, context)
  return own.length > 0 ? own : factoryCredentials(node, context, ownCredentials)
}

/** The credentials that this very call takes to Customer.io, or checks its signatures with. */
function ownCredentials(
  node: Call,
  clientCall: ClientCall | null,
  context: ClientContext,
): readonly GivenCredential[] {
  const given = [
    ...atPositions(constructedAt(node, context)?.facts?.credentials ?? [], node.arguments),
    ...verifierSecrets(node, context),
  ]
  if (node.type === 'CallExpression')
    given.push(...httpCredentials(node, clientCall?.request ?? null, context))
  if (!clientCall) return given
  return [...given, ...atPositions(clientCall.facts.credentials ?? [], clientCall.arguments)]
}

function atPositions(
  positions: readonly CredentialPosition[],
  args: readonly TSESTree.Node[],
): readonly GivenCredential[] {
  return positions.flatMap(({ argument, path, credential }) => {
    if (typeof argument !== 'number') return []
    const node = args[argument]
    const hasSpread = args.slice(0, argument + 1).some(({ type }) => type === 'SpreadElement')
    return node && !hasSpread ? [{ credential, node, path }] : []
  })
}

/** The signing secret of the SDK's verifier, of ours, and of an HMAC in a file about Customer.io's signatures. */
function verifierSecrets(node: Call, { tracer }: ClientContext): readonly GivenCredential[] {
  const [first, second] = node.arguments
  if (!first) return []
  const isPlugin = (source: Source) => ownRoleOf(source) === 'verifier-middleware'
  if (second && isRegistration(node) && tracer.sourcesOf(first).some(isPlugin)) return secretsIn(second)
  for (const source of tracer.sourcesOf(node.callee)) {
    if (source.kind !== 'import') continue
    const verifier = findVerifierExport(source.module, source.path)
    if (verifier) return [{ credential: 'webhook-secret', node: first, path: [verifier.options.secret] }]
    const role = ownRoleOf(source)
    if (role === 'verifier' || role === 'verifier-middleware') return secretsIn(first)
    const isHmac = /^(?:node:)?crypto$/.test(source.module) && source.path.at(-1) === 'createHmac'
    if (isHmac && second && isAboutCustomerioSignatures(tracer.indexOf(node).file.text)) {
      return [{ credential: 'webhook-secret', node: second, path: [] }]
    }
  }
  return []
}

/** One secret in the options of a verifier, or several. */
function secretsIn(options: TSESTree.Node): readonly GivenCredential[] {
  return [
    { credential: 'webhook-secret', node: options, path: ['secret'] },
    { credential: 'webhook-secret', node: options, path: ['secret', '*'] },
  ]
}

/** `app.register(plugin, options)`, as Fastify takes plugins. */
function isRegistration({ callee }: Call): boolean {
  return memberChainOf(callee).path.at(-1) === 'register'
}

/** The file reads Customer.io's signature header and no other vendor's. */
function isAboutCustomerioSignatures(text: string): boolean {
  if (!/x-cio-signature/i.test(text)) return false
  return (text.match(/['"`][\w-]*(?:signature|hmac)[\w-]*['"`]/gi) ?? []).every((name) =>
    /x-cio-/i.test(name),
  )
}

/** A binding or property whose names say that it holds a credential of Customer.io. */
export interface NamedValue {
  readonly credential: NamedCredential
  readonly value: TSESTree.Node
}

/** Nodes whose own names may say what they hold. */
export type NamingNode =
  | TSESTree.VariableDeclarator
  | TSESTree.Property
  | TSESTree.PropertyDefinition
  | TSESTree.AssignmentExpression
  | TSESTree.AssignmentPattern
  | TSESTree.LogicalExpression
  | TSESTree.TSEnumMember

const namingTypes: ReadonlySet<string> = new Set<`${NamingNode['type']}`>([
  'VariableDeclarator',
  'Property',
  'PropertyDefinition',
  'AssignmentExpression',
  'AssignmentPattern',
  'LogicalExpression',
  'TSEnumMember',
])

/** Whether a node may give a value its name. */
export function isNamingNode(node: TSESTree.Node): node is NamingNode {
  return namingTypes.has(node.type)
}

/** The credential that a declaration's own names announce; `null` when they announce none. */
export function namedCredentialAt(node: NamingNode): NamedValue | null {
  const named = namesAndValueOf(node)
  if (!named) return null
  const credential = credentialNamed(named.names.join('.'))
  return credential === null ? null : { credential, value: named.value }
}

function namesAndValueOf(
  node: NamingNode,
): { readonly names: readonly string[]; readonly value: TSESTree.Node } | null {
  switch (node.type) {
    case 'VariableDeclarator':
      return node.init && node.id.type === 'Identifier' ? { names: [node.id.name], value: node.init } : null
    case 'PropertyDefinition':
      return node.value ? { names: namesAbove(node), value: node.value } : null
    case 'Property':
      return node.parent.type === 'ObjectExpression' ? { names: namesAbove(node), value: node.value } : null
    case 'TSEnumMember':
      return node.initializer ? { names: namesAbove(node), value: node.initializer } : null
    case 'AssignmentExpression':
      return { names: namesRead(node.left), value: node.right }
    case 'AssignmentPattern':
      return { names: namesRead(node.left), value: node.right }
    default:
      // `process.env.CIO_API_KEY ?? '…'`
      return node.operator === '&&' ? null : { names: namesRead(node.left), value: node.right }
  }
}

function namesRead(node: TSESTree.Node): readonly string[] {
  const { root, path } = memberChainOf(node)
  const names = path.flatMap((name) => name ?? [])
  return root.type === 'Identifier' ? [root.name, ...names] : names
}

/** The names on the way from the outermost object or class to a property: `config.customerio.apiKey`. */
function namesAbove(node: TSESTree.Node): readonly string[] {
  const names: string[] = []
  for (let current = node; ; current = current.parent) {
    switch (current.type) {
      case 'Property':
      case 'PropertyDefinition': {
        const name = keyName(current.key, current.computed)
        if (name !== null) names.unshift(name)
        break
      }
      case 'TSEnumMember':
        names.unshift(current.id.type === 'Identifier' ? current.id.name : (staticStringOf(current.id) ?? ''))
        break
      case 'VariableDeclarator':
        return [...namesRead(current.id), ...names]
      case 'AssignmentExpression':
        return [...namesRead(current.left), ...names]
      case 'TSEnumDeclaration':
        return [current.id.name, ...names]
      case 'ObjectExpression':
      case 'ClassBody':
      case 'TSEnumBody':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        break
      default:
        return names
    }
  }
}

/** The alternatives that a value is written as: both sides of `??`, `||` and `?:`. */
export function alternativesOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  const inner = unwrap(node)
  if (inner.type === 'ConditionalExpression') {
    return [...alternativesOf(inner.consequent), ...alternativesOf(inner.alternate)]
  }
  if (inner.type === 'LogicalExpression')
    return [...alternativesOf(inner.left), ...alternativesOf(inner.right)]
  return [inner]
}
