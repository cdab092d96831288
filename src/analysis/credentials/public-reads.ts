// Which secrets does this file read from environment variables that bundlers write into browser code?
import type { TSESTree } from '@typescript-eslint/utils'

import { keyName, propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { NamedCredential } from '../../vocabulary/credentials.ts'
import { credentialNamed, isSecretCredential, secretNamed } from '../../vocabulary/credentials.ts'
import type { PublicEnvPrefix } from '../../vocabulary/public-env.ts'
import { findPublicEnvPrefix } from '../../vocabulary/public-env.ts'
import type { CredentialRead } from './credential-reads.ts'
import { environmentVariableOf } from './credential-reads.ts'

/** A secret that is read from a public variable. */
export interface PublicRead {
  readonly node: TSESTree.Node
  readonly variable: string
  readonly prefix: PublicEnvPrefix
  readonly credential: NamedCredential
}

/** A credential that is handed over, with the reads that it comes from. */
export interface ReadCredential {
  readonly credential: NamedCredential
  readonly reads: readonly CredentialRead[]
}

/** Nodes that may read a variable by its name. */
export type ReadingNode =
  TSESTree.MemberExpression | TSESTree.Property | TSESTree.CallExpression | TSESTree.ImportSpecifier

/** The public variables that reach the position of a secret, whatever their names. */
export function publicReadsByPosition(
  given: readonly ReadCredential[],
  isBrowserCode: boolean,
): readonly PublicRead[] {
  return given.flatMap(({ credential, reads }) => {
    // A write key in browser code is public by design.
    if (!isSecretCredential(credential) || (isBrowserCode && credential === 'write-key')) return []
    return reads.flatMap(({ node, name, isHere, isEnvironment }) => {
      const prefix = isEnvironment ? findPublicEnvPrefix(name) : null
      // A name that tells is reported where the variable is read; a site id is in the wrong place, but no secret.
      const isReportedThere = !isHere && secretNamed(name) !== null
      if (!prefix || isReportedThere || credentialNamed(name) === 'site-id') return []
      return [{ node, variable: name, prefix, credential }]
    })
  })
}

/** The reads that end where a public value belongs: a browser's write key, a site id. */
export function publicUses(given: readonly ReadCredential[]): ReadonlySet<TSESTree.Node> {
  const uses = given.filter(({ credential }) => !isSecretCredential(credential))
  return new Set(uses.flatMap(({ reads }) => reads.map(({ node }) => node)))
}

/** The public variable whose name says that it holds a secret, where a node reads one. */
export function publicReadByName(node: ReadingNode, tracer: Tracer): PublicRead | null {
  const variable = variableReadAt(node, tracer)
  const prefix = variable === null ? null : findPublicEnvPrefix(variable)
  if (variable === null || !prefix) return null
  const credential = secretNamed(variable)
  // Customer.io's libraries for phones take what they call an API key, and it is public.
  if (credential === null || (credential === 'api-key' && prefix.tool === 'Expo')) return null
  return credential === 'api-key' && isLoaded(node) ? null : { node, variable, prefix, credential }
}

function variableReadAt(node: ReadingNode, tracer: Tracer): string | null {
  switch (node.type) {
    case 'MemberExpression':
      return isWritten(node) ? null : environmentMember(propertyName(node), node.object, tracer)
    case 'Property': {
      const { parent } = node
      const holder = parent.parent
      if (parent.type !== 'ObjectPattern' || holder.type !== 'VariableDeclarator' || !holder.init) return null
      return environmentMember(keyName(node.key, node.computed), holder.init, tracer)
    }
    case 'CallExpression':
      return variableAskedFor(node)
    default: {
      // A variable that another file reads, and hands on, is that file's.
      const [source] = tracer.sourcesOf(node.local)
      return source?.kind === 'import' ? environmentVariableOf(source) : null
    }
  }
}

function isWritten(node: TSESTree.MemberExpression): boolean {
  const { parent } = node
  if (parent.type === 'UnaryExpression') return parent.operator === 'delete'
  return parent.type === 'AssignmentExpression' && parent.left === node
}

/** `X` of `process.env.X`; of an object that holds a checked environment too, unless the project shows how it is made. */
function environmentMember(name: string | null, object: TSESTree.Node, tracer: Tracer): string | null {
  if (name === null || !findPublicEnvPrefix(name)) return null
  const isEnvironment = tracer.sourcesOf(object).some((source) => {
    if (source.kind === 'global' || source.kind === 'import') return true
    return source.kind === 'call' && tracer.indexOf(source.node) === tracer.index
  })
  return isEnvironment ? name : null
}

/** `config.get('VITE_CIO_API_KEY')`, `Deno.env.get('…')` */
function variableAskedFor(node: TSESTree.CallExpression): string | null {
  const callee = unwrap(node.callee)
  const asked = callee.type === 'MemberExpression' ? propertyName(callee) : null
  const name = callee.type === 'Identifier' ? callee.name : asked
  const [first] = node.arguments
  if (!first || first.type === 'SpreadElement' || !/^get|env/i.test(name ?? '')) return null
  return staticStringOf(first)
}

/** `analytics.load(process.env.X)`: what a library for browsers is started with. */
function isLoaded(node: TSESTree.Node): boolean {
  const call = node.parent
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : null
  return callee?.type === 'MemberExpression' && propertyName(callee) === 'load'
}
