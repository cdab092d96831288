// Do two expressions name the same person?
import type { TSESTree } from '@typescript-eslint/utils'

import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import type { Given, Source } from '../../ast/source.ts'
import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'

/** Somebody, as the code names them. */
export interface Person {
  /** where the name comes from, in the code of whoever asks */
  readonly sources: readonly Source[]
  /** the name as it is written; `null` where it was handed through a function */
  readonly text: string | null
}

const deepest = 8

/** The person that an expression names, as seen from outside of the functions that were called on the way. */
export function personAt(node: TSESTree.Node, calls: readonly Given[], tracer: Tracer): Person {
  const bare = bareName(node)
  const isOutside = calls.length === 0
  return {
    sources: sourcesOfName(bare, calls, tracer, 0),
    text: isOutside ? textOf(bare, tracer) : null,
  }
}

function sourcesOfName(
  node: TSESTree.Node,
  calls: readonly Given[],
  tracer: Tracer,
  depth: number,
): readonly Source[] {
  const sources = tracer.sourcesIn({ kind: 'unknown', node, path: [], given: calls }, node)
  return sources.flatMap((source) => {
    if (source.kind === 'declared') return []
    const isComputed = source.kind === 'call' || source.kind === 'expression'
    const bare = isComputed && source.path.length === 0 ? bareName(source.node) : source.node
    if (!isComputed || bare === source.node || depth > deepest) return [source]
    return sourcesOfName(bare, source.given ?? calls, tracer, depth + 1)
  })
}

const conversions = new Set(['encodeURIComponent', 'decodeURIComponent', 'String', 'Number', 'encodeURI'])
const methods = new Set(['toString', 'trim', 'toLowerCase', 'valueOf', 'toHexString'])

/** `String(id)`, `id.trim()` and `` `${id}` `` name the same person as `id`. */
export function bareName(outer: TSESTree.Node): TSESTree.Node {
  const node = unwrapAwait(outer)
  if (node.type === 'TemplateLiteral') {
    const [only] = node.expressions
    const isWhole = node.expressions.length === 1 && node.quasis.every(({ value }) => value.raw === '')
    return isWhole && only ? bareName(only) : node
  }
  if (node.type === 'LogicalExpression' && node.operator !== '&&') {
    // `id ?? ''`
    return node.right.type === 'Literal' ? bareName(node.left) : node
  }
  if (node.type !== 'CallExpression') return node
  const callee = unwrapAwait(node.callee)
  const [argument] = node.arguments
  if (callee.type === 'Identifier')
    return conversions.has(callee.name) && argument ? bareName(argument) : node
  const isMethod = callee.type === 'MemberExpression' && methods.has(propertyName(callee) ?? '')
  return isMethod ? bareName(callee.object) : node
}

/** The text of a name, with the variable it starts at: `id` of one function is not `id` of another. */
function textOf(node: TSESTree.Node, tracer: Tracer): string | null {
  const { text } = tracer.indexOf(node).file
  const root = rootOf(node)
  const variable = root.type === 'Identifier' ? tracer.variableAt(root) : null
  const [declared] = variable?.identifiers ?? []
  const written = text.slice(...node.range).replaceAll(/\s+|[?!]/g, '')
  return `${String(declared?.range[0] ?? '')} ${written}`
}

function rootOf(node: TSESTree.Node): TSESTree.Node {
  let current = unwrapAwait(node)
  for (;;) {
    if (current.type === 'MemberExpression') current = unwrapAwait(current.object)
    else if (current.type === 'CallExpression') {
      const callee = unwrapAwait(current.callee)
      current = callee.type === 'MemberExpression' ? callee.object : (current.arguments[0] ?? callee)
      if (current === callee) return current
    } else return current
  }
}

/** Whether two names are of one person: the same value, or two identifiers of one record. */
export function isSamePerson(one: Person, other: Person): boolean {
  if (one.text !== null && one.text === other.text) return true
  if (isLookedUpBy(one, other) || isLookedUpBy(other, one)) return true
  return one.sources.some((source) => other.sources.some((twin) => isSameSource(source, twin)))
}

function isSameSource(one: Source, other: Source): boolean {
  if (one.kind === 'literal' && other.kind === 'literal') return one.value === other.value
  if (one.kind !== other.kind) return false
  if (!isSamePlace(one, other)) return areIdentifiers(one, other)
  return isSamePath(one.path, other.path)
}

function isSamePlace(one: Source, other: Source): boolean {
  if (one.kind === 'global' && other.kind === 'global') return one.name === other.name
  if (one.kind === 'import' && other.kind === 'import') return one.module === other.module
  if (one.kind === 'parameter' && other.kind === 'parameter')
    return one.function === other.function && one.index === other.index
  return one.kind !== 'unknown' && one.node === other.node
}

/** Names by which one record can be identified, instead of another record. */
const identifierName =
  /^(?:_?id|uu?id|cio_?id|e_?mail(?:_?address)?|(?:user|customer|person|account|profile|member|external|cio)_?(?:uu?)?id|(?:user|customer|person)_?e_?mail)$/i

/** `user.email` of `const user = await users.find(id)` is an identifier of the person whose `id` was looked up. */
function isLookedUpBy({ sources }: Person, { text }: Person): boolean {
  const root = /^\d* ?([\w$]+)/.exec(text ?? '')?.[1]
  return sources.some(
    ({ kind, node, path }) =>
      kind === 'call' &&
      identifierName.test(path.at(-1) ?? '') &&
      [...runTimeNodesIn(node)].some((inner) => inner.type === 'Identifier' && inner.name === root),
  )
}

/** `user.id` and `user.email`, but not `account.ownerId` and `account.assistantId`. */
function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  if (one.join('.') === other.join('.')) return true
  const [last = '', twin = ''] = [one.at(-1), other.at(-1)]
  const isSameRecord = one.slice(0, -1).join('.') === other.slice(0, -1).join('.')
  return isSameRecord && one.length === other.length && identifierName.test(last) && identifierName.test(twin)
}

/** `(id, email)`: two parameters of one function that name whoever it is about. */
function areIdentifiers(one: Source, other: Source): boolean {
  if (one.kind !== 'parameter' || other.kind !== 'parameter' || one.function !== other.function) return false
  const nameOf = ({ node, path }: Source): string =>
    path.at(-1) ?? (node.type === 'Identifier' ? node.name : '')
  return identifierName.test(nameOf(one)) && identifierName.test(nameOf(other))
}
