// Which identifiers of people and devices does a raw request put into its URL as they are?
import type { TSESTree } from '@typescript-eslint/utils'

import { programOf } from '../../ast/source-file.ts'
import type { TextPattern } from '../../ast/text-pattern.ts'
import { textPatternsOf } from '../../ast/text-pattern.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { HttpOperation } from '../../vocabulary/http-api.ts'
import { findHttpOperation, findPathIdentifiers } from '../../vocabulary/http-api.ts'
import type { ClientCall } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { HttpRequest } from './http-requests.ts'
import { isSafeInPath } from './path-safe-values.ts'
import type { UrlPart } from './url-holes.ts'
import { partsOfUrl } from './url-holes.ts'

/** An identifier in a URL that nothing has encoded. */
export interface UnencodedIdentifier {
  /** where the URL names it */
  readonly node: TSESTree.Node
  readonly of: 'person' | 'device'
  readonly part: 'path' | 'query'
  /** false where some of what reaches it is encoded already, so that encoding here would encode twice */
  readonly isRepairable: boolean
}

/** Verbs that are tried where the code does not say which it is. */
const verbs = ['PUT', 'POST', 'GET', 'DELETE']

/** The identifiers in the URL of a request that are not encoded, in this file and each once. */
export function unencodedIdentifiersOf(
  call: ClientCall,
  context: ClientContext,
): readonly UnencodedIdentifier[] {
  const { request: http } = call
  if (!http || isMadeByUrl(http.urlNode, context)) return []
  const program = programOf(call.node)
  const found = new Map<TSESTree.Node, UnencodedIdentifier>()
  const isOwn = http.node === call.node
  const isEncodedLater = isEncodedAsAWhole(http.urlNode, context)
  const patterns = [http.url, ...(isOwn ? textPatternsOf(http.urlNode, context.tracer) : [])]
  for (const pattern of patterns) {
    for (const hole of identifiersIn(pattern, http)) {
      const isHere = programOf(hole.node) === program
      if (!isHere || found.has(hole.node) || isSafe(hole, context)) continue
      const isRepairable = !isEncodedLater && !isPartlyEncoded(hole.node, context)
      found.set(hole.node, { ...hole, isRepairable })
    }
  }
  return [...found.values()]
}

interface IdentifierHole extends Omit<UnencodedIdentifier, 'isRepairable'> {
  /** what the value is traced to */
  readonly value: TSESTree.Node
}

function identifiersIn(pattern: TextPattern, http: HttpRequest): readonly IdentifierHole[] {
  const url = partsOfUrl(pattern)
  if (!url) return []
  // Another of the URLs may be that of another operation.
  const operation = anyOperation(http, url.path)
  const pathIdentifiers = operation?.pathIdentifiers ?? findPathIdentifiers(http.api, url.path)
  const holesOf = (
    value: UrlPart | undefined,
    of: UnencodedIdentifier['of'],
    part: UnencodedIdentifier['part'],
  ) =>
    (value?.holes ?? []).map((hole) => ({
      node: writtenPlace(hole.via ?? hole.node),
      value: hole.node,
      of,
      part,
    }))
  const inPath = pathIdentifiers.flatMap(({ segment, of }) =>
    of === 'person' || of === 'device' ? holesOf(url.segments[segment], of, 'path') : [],
  )
  const inQuery = url.query.flatMap(({ name, value }) =>
    operation?.queryIdentifiers.includes(name) ? holesOf(value, 'person', 'query') : [],
  )
  return [...inPath, ...inQuery]
}

/** A path about a person names the person whatever is done, also where the verb is computed. */
function anyOperation({ api, verb }: HttpRequest, path: string): HttpOperation | null {
  if (verb !== null) return findHttpOperation(api, verb, path)
  const operations = verbs.map((candidate) => findHttpOperation(api, candidate, path))
  return operations.find((operation) => operation !== null) ?? null
}

/** The whole of what stands in the hole of a template, in a sum or in a list. */
function writtenPlace(start: TSESTree.Node): TSESTree.Node {
  let node = start
  for (;;) {
    const parent: TSESTree.Node | undefined = node.parent
    switch (parent?.type) {
      case 'ChainExpression':
      case 'TSNonNullExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'AwaitExpression':
      case 'LogicalExpression':
        node = parent
        break
      case 'ConditionalExpression':
        if (parent.test === node) return node
        node = parent
        break
      default:
        return node
    }
  }
}

function isSafe({ node, value }: IdentifierHole, context: ClientContext): boolean {
  const inner = unwrap(node)
  const isChoice = inner.type === 'LogicalExpression' || inner.type === 'ConditionalExpression'
  return isSafeInPath(node, context) || (!isChoice && isSafeInPath(value, context))
}

const encoding = /\bencodeURI/

/** Whether a value, or what a caller hands over for it, is encoded on some way that leads here. */
function isPartlyEncoded(node: TSESTree.Node, { tracer }: ClientContext): boolean {
  const encodes = (inner: TSESTree.Node): boolean => encoding.test(tracer.textOf(inner))
  const inner = unwrap(node)
  const isDirect =
    inner.type === 'CallExpression' && inner.callee.type === 'Identifier' && encodes(inner.callee)
  if (!isDirect && encodes(node)) return true
  return tracer.sourcesOf(node).some((source) => {
    if (source.kind !== 'parameter')
      return source.node !== inner && source.kind === 'call' && encodes(source.node)
    return tracer.index.calls.some((call) => {
      const argument = call.arguments[source.index]
      return argument && encodes(argument) && tracer.functionsAt(call.callee).includes(source.function)
    })
  })
}

/** `fetch(encodeURI(url))`: what was encoded within would be encoded twice. */
function isEncodedAsAWhole(url: TSESTree.Node, { tracer }: ClientContext): boolean {
  return tracer
    .sourcesOf(url)
    .some(
      ({ node }) =>
        node.type === 'CallExpression' &&
        node.callee.type === 'Identifier' &&
        node.callee.name === 'encodeURI',
    )
}

/** `new URL(…)` and what is read of it. */
function isMadeByUrl(node: TSESTree.Node, { tracer }: ClientContext): boolean {
  return tracer
    .sourcesOf(node)
    .some(
      ({ node: made }) =>
        made.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'URL',
    )
}
