// How are headers written where a function is given the signature and the timestamp, and not the request?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName, lastNameOf } from '../../ast/static-value.ts'
import { initialValueOf } from '../../ast/initial-value.ts'
import { isPlainRead } from '../../ast/same-meaning.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { saysSignature } from '../../vocabulary/signature-headers.ts'
import { saysTimestamp } from '../../vocabulary/webhook-names.ts'
import { signatureHeader, timestampHeader } from '../../vocabulary/webhook-signature.ts'

/** `{ 'x-cio-signature': signature, 'x-cio-timestamp': String(timestamp) }`; `null` where either is not at hand. */
export function headersOfParts(
  givenSignature: TSESTree.Node | null,
  givenTimestamp: TSESTree.Node | null,
  tracer: Tracer,
): string | null {
  const signature = givenSignature && receivedText(givenSignature, tracer)
  const timestamp = givenTimestamp && receivedText(givenTimestamp, tracer)
  if (!signature || !timestamp) return null
  if (!saysSignature(nameOf(signature)) || !saysTimestamp(nameOf(timestamp))) return null
  const type = annotationOf(timestamp, tracer)
  const isString = type !== null && !/number|any|unknown|Date/.test(type)
  const text = isString ? withoutNull(timestamp, tracer) : `String(${tracer.textOf(timestamp)})`
  return `{ '${signatureHeader}': ${withoutNull(signature, tracer)}, '${timestampHeader}': ${text} }`
}

/** The text as it came, below what makes bytes of it: `Buffer.from(signature, 'hex')`. */
function receivedText(outer: TSESTree.Node, tracer: Tracer, depth = 0): TSESTree.Node | null {
  const node = unwrap(outer)
  if (depth > 6) return null
  if (node.type === 'LogicalExpression') return receivedText(node.left, tracer, depth + 1)
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee)
    const [first] = node.arguments
    const name = calledName(node)
    if (first && /^(?:from|String|encode)$/.test(name)) return receivedText(first, tracer, depth + 1)
    const isReader = callee.type === 'MemberExpression' && /^(?:trim|toLowerCase|toString)$/.test(name)
    return isReader ? receivedText(callee.object, tracer, depth + 1) : null
  }
  if (!isPlainRead(node)) return null
  const made = initialValueOf(node, tracer)
  const inner = made && /^(?:Call|Logical)Expression$/.test(unwrap(made).type) ? made : null
  return inner ? receivedText(inner, tracer, depth + 1) : outer
}

function nameOf(outer: TSESTree.Node): string {
  return lastNameOf(outer) ?? ''
}

/** The annotation of a name, as it is written. */
export function annotationOf(node: TSESTree.Node, tracer: Tracer): string | null {
  const [def] = tracer.variableAt(unwrap(node))?.defs ?? []
  const annotation = def?.name.type === 'Identifier' ? def.name.typeAnnotation : undefined
  return annotation ? tracer.textOf(annotation) : null
}

/** `Headers` give `null` for what is absent, objects of headers have `undefined`. */
function withoutNull(node: TSESTree.Node, tracer: Tracer): string {
  const text = tracer.textOf(node)
  return /\bnull\b/.test(annotationOf(node, tracer) ?? '') ? `${text} ?? undefined` : text
}
