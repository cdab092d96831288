// Is this value the signature that a request brought in a header, and in which?
import type { TSESTree } from '@typescript-eslint/utils'

import { decoratorsOf } from '../../ast/decorators.ts'
import type { ParameterSource, Source } from '../../ast/source.ts'
import { memberChainOf, propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { isSignatureHeader } from '../../vocabulary/signature-headers.ts'

/** Names under which requests, and functions that read them, hold their headers. */
const headersName = /headers?$/i

/** Objects that read a header by `get(name)`; any object may where the name has a hyphen. */
const requestName = /^(?:req|request|ctx|context)$|headers?$/i

/** The header that a source reads: `req.headers['x-hub-signature']`, or `@Headers('x-…')` of a parameter. */
export function headerOfSource(source: Source): string | null {
  if (source.kind === 'literal' || source.kind === 'declared') return null
  const path = source.path.filter((name) => name !== '*' && !/^\d+$/.test(name))
  const name = path.at(-1)
  if (name === undefined) return source.kind === 'parameter' ? decoratedHeader(source) : null
  if (!isSignatureHeader(name)) return null
  const holder = path.at(-2) ?? rootName(source)
  return name.includes('-') || headersName.test(holder) ? name : null
}

/** The header that a call reads: `req.get('x-hub-signature')`, `getHeader(event, 'x-…')`. */
export function headerOfCall(node: TSESTree.CallExpression, tracer: Tracer): string | null {
  const callee = unwrap(node.callee)
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : identifierName(callee)
  if (name === null || /^(?:set|has|delete|append|remove|add)/i.test(name)) return null
  const saysHeader = /header/i.test(name)
  if (!saysHeader && !/^get/i.test(name)) return null
  const asked = node.arguments.flatMap((argument) => namesAmong(tracer.sourcesOf(argument)))
  const header = asked.find(isSignatureHeader)
  if (header === undefined) return null
  return saysHeader || header.includes('-') || readsRequest(callee) ? header : null
}

function namesAmong(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) =>
    source.kind === 'literal' && typeof source.value === 'string' ? [source.value] : [],
  )
}

/** `headers.get`, `(await headers()).get`, `ctx.get` */
function readsRequest(callee: TSESTree.Node): boolean {
  if (callee.type !== 'MemberExpression') return false
  const { root, path } = memberChainOf(callee)
  const source = unwrapAwait(root)
  const rootNode = source.type === 'CallExpression' ? unwrap(source.callee) : source
  return requestName.test(path.at(-2) ?? identifierName(rootNode) ?? '')
}

function identifierName(node: TSESTree.Node): string | null {
  return node.type === 'Identifier' ? node.name : null
}

function rootName(source: Source): string {
  if (source.kind === 'global') return source.name
  if (source.kind === 'call') {
    const callee = unwrap(source.node.callee)
    return callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : (identifierName(callee) ?? '')
  }
  return identifierName(source.node) ?? ''
}

/** `@Headers('x-hub-signature-256') signature: string` */
function decoratedHeader({ function: fn, index }: ParameterSource): string | null {
  for (const { expression } of decoratorsOf(fn.params[index] ?? {})) {
    if (expression.type !== 'CallExpression') continue
    const [argument] = expression.arguments
    const name = identifierName(unwrap(expression.callee)) ?? ''
    if (!headersName.test(name) && !/^header/i.test(name)) continue
    if (argument?.type !== 'Literal' || typeof argument.value !== 'string') continue
    if (isSignatureHeader(argument.value)) return argument.value
  }
  return null
}
