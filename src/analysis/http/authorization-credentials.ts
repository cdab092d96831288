// Which credentials does the authorization of a request to Customer.io hold?
import type { TSESTree } from '@typescript-eslint/utils'

import { staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import type { HttpApi } from '../../vocabulary/http-api.ts'
import { httpAuthorization } from '../../vocabulary/http-api.ts'
import type { GivenCredential } from '../credentials/credentials.ts'
import { encodedBy } from '../credentials/leaves.ts'
import type { Site } from '../payloads/payload-sites.ts'

/** A user and a password that are said apart; Pipelines knows a user only, the write key. */
export function pairCredentials(
  users: readonly TSESTree.Node[],
  passwords: readonly TSESTree.Node[],
  api: HttpApi,
): readonly GivenCredential[] {
  const [user, password] = httpAuthorization[api].credentials
  return [
    ...users.flatMap((node) => (user ? [{ credential: user, node, path: [] }] : [])),
    ...passwords.flatMap((node) => (password ? [{ credential: password, node, path: [] }] : [])),
  ]
}

/** Those in the value of an `Authorization` header, or in what a path reads from it. */
export function authorizationCredentials(
  { node, path }: Site,
  api: HttpApi,
  tracer: Tracer,
): readonly GivenCredential[] {
  const values = path.length === 0 ? [node] : valuesAt(node, path, tracer)
  if (values.length === 0) return []
  const encoded = values.flatMap((value) => encodedPartOf(value, tracer, 0) ?? [])
  if (encoded.length > 0) return encoded.flatMap((one) => userAndPassword(one, api, tracer))
  const credential = httpAuthorization[api].credentials.at(-1)
  return credential ? [{ credential, node, path }] : []
}

/** The values that a path reads from what a function gives back (`headers: authHeaders()`), or from another file. */
function valuesAt(node: TSESTree.Node, path: readonly string[], tracer: Tracer): readonly TSESTree.Node[] {
  return tracer.membersAt(node, path).flatMap((source) => {
    switch (source.kind) {
      case 'literal':
        return typeof source.value === 'string' ? [source.node] : []
      case 'expression':
      case 'call':
        return source.path.length === 0 ? [source.node] : []
      case 'global':
        return [source.node]
      default:
        return []
    }
  })
}

/** `x` of `Basic ${btoa(x)}` and `Buffer.from(x).toString('base64')`. */
function encodedPartOf(node: TSESTree.Node, tracer: Tracer, depth: number): TSESTree.Node | null {
  if (depth > 8) return null
  const inner = unwrapAwait(node)
  const search = (parts: readonly TSESTree.Node[]) => {
    for (const part of parts) {
      const found = encodedPartOf(part, tracer, depth + 1)
      if (found) return found
    }
    return null
  }
  switch (inner.type) {
    case 'TemplateLiteral':
      return search(inner.expressions)
    case 'BinaryExpression':
      return search([inner.left, inner.right])
    case 'CallExpression':
      return (
        encodedBy(inner, tracer) ??
        (inner.callee.type === 'MemberExpression' ? search([inner.callee.object]) : null)
      )
    case 'Identifier':
    case 'MemberExpression':
      return search(
        tracer
          .sourcesOf(inner)
          .flatMap((source) =>
            (source.kind === 'expression' || source.kind === 'call') && source.node !== inner
              ? [source.node]
              : [],
          ),
      )
    default:
      return null
  }
}

/** `user:password` as one text: what stands before the first colon is the user. */
export function userAndPassword(
  node: TSESTree.Node,
  api: HttpApi,
  tracer: Tracer,
): readonly GivenCredential[] {
  const [user, password] = httpAuthorization[api].credentials
  const inner = unwrapAwait(node)
  // `${siteId}:${key}` || ''
  if (inner.type === 'LogicalExpression' && inner.operator !== '&&') {
    return [inner.left, inner.right].flatMap((side) => userAndPassword(side, api, tracer))
  }
  const parts = operandsOf(node, tracer, 0)
  const colon = parts.findIndex((part) => typeof part === 'string' && part.includes(':'))
  if (colon === -1) {
    const credential = password ?? user
    return credential ? [{ credential, node, path: [] }] : []
  }
  return parts.flatMap((part, index) => {
    const credential = index < colon ? user : password
    return typeof part !== 'string' && credential ? [{ credential, node: part, path: [] }] : []
  })
}

/** The operands of a template or concatenation in order, with its fixed text between them. */
function operandsOf(node: TSESTree.Node, tracer: Tracer, depth: number): readonly (TSESTree.Node | string)[] {
  const inner = unwrapAwait(node)
  if (depth > 20) return [inner]
  if (inner.type === 'TemplateLiteral') {
    return inner.quasis
      .flatMap((quasi, index) => [quasi.value.raw, inner.expressions[index] ?? ''])
      .filter((part) => part !== '')
  }
  if (inner.type === 'BinaryExpression' && inner.operator === '+') {
    return [inner.left, inner.right].flatMap((side) => {
      const text = staticStringOf(side)
      return text?.includes(':') && text.length < 3 ? [text] : operandsOf(side, tracer, depth + 1)
    })
  }
  if (inner.type === 'Identifier') {
    const [source, ...others] = tracer.sourcesOf(inner).filter(({ kind }) => kind !== 'declared')
    if (source?.kind === 'expression' && others.length === 0 && source.node !== inner) {
      return operandsOf(source.node, tracer, depth + 1)
    }
  }
  return [inner]
}
