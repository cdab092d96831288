// Does a payload send a whole record, instead of fields that the code names?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { segmentsOf } from '../../vocabulary/sensitive-fields.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { Payload } from './payload-sites.ts'
import { isSanitizerCall } from '../judgement/sanitizers.ts'
import type { Fault, Verdict } from '../judgement/verdict.ts'

/** First words of functions that choose or shape what they give back. */
// prettier-ignore
const shapingVerbs = new Set(
  [
    'to', 'map', 'build', 'make', 'create', 'compose', 'serialize', 'serialise', 'pick', 'select', 'format', 'as',
    'transform', 'extract', 'present', 'shape', 'prepare', 'convert', 'project', 'collect',
  ],
)
const payloadWords = new Set([
  'attributes',
  'attrs',
  'traits',
  'properties',
  'props',
  'payload',
  'dto',
  'fields',
])
/** What a person is called: also with a type whose fields are all harmless, it is a record. */
const personWords = new Set(
  'user customer profile person contact member patient subscriber account'.split(' '),
)

/** Whether the data of a payload is a whole record, judged as if no sanitizer had seen it. */
export function sendsWholeRecord(
  { node, path, call }: Payload,
  opened: Verdict,
  context: ClientContext,
): boolean {
  // A generic request may carry an envelope of named fields.
  if (call.http?.isGeneric === true) return false
  return opened.faults.some(isRecord) || (path.length === 0 && isPerson(node, context))
}

function isRecord({ reason, node }: Fault): boolean {
  if (reason === 'sensitive-type') return true
  return reason === 'record' && !isShaped(unwrapAwait(node))
}

/** `toAttributes(user)`: a function that cannot be followed, but says that it shapes what it is given. */
function isShaped(node: TSESTree.Node): boolean {
  if (node.type !== 'CallExpression') return false
  const callee = unwrap(node.callee)
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : nameOf(callee)
  const words = segmentsOf(name ?? '')
  return shapingVerbs.has(words[0] ?? '') || payloadWords.has(words.at(-1) ?? '')
}

/** `user`, `{ ...user }`, inside a sanitizer or not. */
function isPerson(outer: TSESTree.Node, context: ClientContext): boolean {
  const node = unwrapAwait(outer)
  switch (node.type) {
    case 'CallExpression': {
      const [data] = node.arguments
      return data !== undefined && isSanitizerCall(node, context) && isPerson(data, context)
    }
    case 'ObjectExpression':
      return node.properties.some(
        (property) => property.type === 'SpreadElement' && isPerson(property.argument, context),
      )
    case 'Identifier':
    case 'MemberExpression': {
      const name = node.type === 'Identifier' ? node.name : propertyName(node)
      const isMade = context.tracer.sourcesOf(node).some(({ kind }) => kind === 'object')
      return personWords.has(name?.toLowerCase() ?? '') && !isMade
    }
    default:
      return false
  }
}

function nameOf(node: TSESTree.Node): string | null {
  return node.type === 'Identifier' ? node.name : null
}
