// Does the program compare with something it stored itself, so that nobody outside learns from the time it takes?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { segmentsOf } from '../../vocabulary/name-segments.ts'
import { saysComputedSignature, saysSignature } from '../../vocabulary/signature-headers.ts'

/** Words for what a program remembers: `cache.get(file)`, `previousHash`, `seenSignatures`. */
const storedWords = new Set(
  'cache caches cached etag etags memo memoized prev previous last old lru seen processed replay replays dedupe'.split(
    ' ',
  ),
)

/** With `hash`, `digest` or `id`: a fingerprint of content or of a person, by which records are found. */
const subjectWords = new Set(
  'content file email phone ip url object asset chunk schema config query row page user customer device'.split(
    ' ',
  ),
)
const fingerprintWords = new Set('hash hashed digest id key index fingerprint'.split(' '))

/** Objects that hold what came from outside. */
const requestNames =
  /req|ctx|context|event|body|query|param|payload|data|input|token|header|cookie|message|form/i

const lookups = new Set('find findIndex findLast findLastIndex filter'.split(' '))

/** Whether a value is evidently the program's own memory: an ETag, a cache entry, the hash of some content. */
export function isStoredValue(node: TSESTree.Node, tracer: Tracer): boolean {
  const names = namesOf(node, tracer, 0)
  return (
    names.some(
      (name) => /^if-(?:none-)?match$/i.test(name) || segmentsOf(name).some((word) => storedWords.has(word)),
    ) || isFingerprintOfRecord(node, names)
  )
}

/** `row.contentHash`, `user.email_hash`: of a record, not of what a request brought. */
function isFingerprintOfRecord(node: TSESTree.Node, [name = '', ...holders]: readonly string[]): boolean {
  if (unwrapAwait(node).type !== 'MemberExpression' || holders.some((holder) => requestNames.test(holder))) {
    return false
  }
  const words = segmentsOf(name)
  return words.some((word) => subjectWords.has(word)) && words.some((word) => fingerprintWords.has(word))
}

/** Whether a list takes in the very value that it is asked for: `if (!ids.includes(id)) ids.push(id)`. */
export function remembers(list: TSESTree.Node, value: TSESTree.Node, tracer: Tracer): boolean {
  const [holder, asked] = [unwrap(list), unwrap(value)]
  if (holder.type !== 'Identifier' || asked.type !== 'Identifier') return false
  const asks = tracer.variableAt(asked)
  return (tracer.variableAt(holder)?.references ?? []).some(({ identifier }) => {
    const member = identifier.parent
    const call = member.parent
    if (member.type !== 'MemberExpression' || call?.type !== 'CallExpression' || call.callee !== member)
      return false
    return (
      /^(?:push|unshift|add)$/.test(propertyName(member) ?? '') &&
      call.arguments.some(
        (argument) => argument.type === 'Identifier' && tracer.variableAt(argument) === asks,
      )
    )
  })
}

/** The names a value is read by: of `(await cache.get(key))?.hash` they are `hash` and `cache`. */
function namesOf(outer: TSESTree.Node, tracer: Tracer, depth: number): readonly string[] {
  const node = unwrapAwait(outer)
  switch (node.type) {
    case 'Identifier':
      return [node.name, ...namesOfInit(node, tracer, depth)]
    case 'MemberExpression': {
      const name = propertyName(node)
      return [...(name === null ? [] : [name]), ...namesOf(node.object, tracer, depth)]
    }
    case 'CallExpression': {
      const [argument] = node.arguments
      const asked = argument ? staticStringOf(argument) : null
      return [...namesOfCallee(node.callee, tracer, depth), ...(asked === null ? [] : [asked])]
    }
    case 'LogicalExpression':
      return namesOf(node.left, tracer, depth)
    default:
      return []
  }
}

/** `cache.get` by what it is asked of, `cachedEtag` by its name; `last(parts)` reads no memory. */
function namesOfCallee(callee: TSESTree.Node, tracer: Tracer, depth: number): readonly string[] {
  const node = unwrap(callee)
  if (node.type === 'MemberExpression') return namesOf(node.object, tracer, depth)
  return node.type === 'Identifier' && /cache|etag/i.test(node.name) ? [node.name] : []
}

/** `const entry = await cache.get(key)`: the name tells less than where the value is read from. */
function namesOfInit(node: TSESTree.Identifier, tracer: Tracer, depth: number): readonly string[] {
  const [def] = tracer.variableAt(node)?.defs ?? []
  if (depth > 2 || def?.type !== 'Variable' || !def.node.init) return []
  const init = unwrapAwait(def.node.init)
  const isRead = init.type === 'MemberExpression' || init.type === 'CallExpression'
  return isRead ? namesOf(init, tracer, depth + 1) : []
}

/**
 * Whether records are searched for one that holds this value: `users.find((user) => user.emailHash === emailHash)`.
 * Elements that are themselves compared, or whose member is named for a signature, are candidates, not records.
 */
export function isRecordLookup(value: TSESTree.Node, operator: string): boolean {
  const member = unwrap(value)
  if (member.type === 'Identifier') return operator.startsWith('!') && isRemovedElement(member)
  if (member.type !== 'MemberExpression') return false
  const name = propertyName(member) ?? ''
  const object = unwrap(member.object)
  if (object.type !== 'Identifier' || saysSignature(name) || saysCandidate(name)) return false
  for (let current: TSESTree.Node | undefined = member.parent; current; current = current.parent) {
    if (isFunction(current)) return isLookupCallback(current, object.name)
  }
  return false
}

/** `list.filter((each) => each !== digest)` takes something out, and verifies nothing. */
function isRemovedElement(element: TSESTree.Identifier): boolean {
  const comparison = element.parent
  const fn = comparison.parent
  return isFunction(fn) && fn.body === comparison && isLookupCallback(fn, element.name, 'filter')
}

function saysCandidate(name: string): boolean {
  return /^(?:v\d*|value|sig)$/i.test(name) || (saysComputedSignature(name) && !/hash|digest/i.test(name))
}

function isLookupCallback(fn: FunctionNode, parameterName: string, method?: string): boolean {
  if (fn.parent.type !== 'CallExpression') return false
  const callee = unwrap(fn.parent.callee)
  const [element] = fn.params
  if (element?.type !== 'Identifier' || element.name !== parameterName) return false
  const called = callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : ''
  return method === undefined ? lookups.has(called) : called === method
}
