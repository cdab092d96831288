// Does the program compare with something it stored itself, so that nobody outside learns from the time it takes?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../ast/source-file.ts'
import { propertyName, staticStringOf } from '../ast/static-value.ts'
import type { Tracer } from '../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../ast/unwrap.ts'
import { segmentsOf } from '../vocabulary/name-segments.ts'
import { saysComputedSignature, saysSignature } from '../vocabulary/signature-headers.ts'

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

/** The names a value is read by: of `(await cache.get(key))?.hash` they are `hash`, `get` and `cache`. */
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
      return [...namesOf(node.callee, tracer, depth), ...(asked === null ? [] : [asked])]
    }
    case 'LogicalExpression':
      return namesOf(node.left, tracer, depth)
    default:
      return []
  }
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
export function isRecordLookup(value: TSESTree.Node): boolean {
  const member = unwrap(value)
  if (member.type !== 'MemberExpression') return false
  const name = propertyName(member) ?? ''
  const object = unwrap(member.object)
  if (object.type !== 'Identifier' || saysSignature(name) || saysCandidate(name)) return false
  for (let current: TSESTree.Node | undefined = member.parent; current; current = current.parent) {
    if (isFunction(current)) return isLookupCallback(current, object.name)
  }
  return false
}

function saysCandidate(name: string): boolean {
  return /^(?:v\d*|value|sig)$/i.test(name) || (saysComputedSignature(name) && !/hash|digest/i.test(name))
}

function isLookupCallback(fn: TSESTree.Node, parameterName: string): boolean {
  if (!isFunction(fn) || fn.parent.type !== 'CallExpression') return false
  const callee = unwrap(fn.parent.callee)
  const [element] = fn.params
  return (
    element?.type === 'Identifier' &&
    element.name === parameterName &&
    callee.type === 'MemberExpression' &&
    lookups.has(propertyName(callee) ?? '')
  )
}
