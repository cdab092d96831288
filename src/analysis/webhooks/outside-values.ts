// Does whoever sends a request decide what this value is, and how long?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import { calledName, lastNameOf, propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { segmentsOf } from '../../vocabulary/name-segments.ts'
import { saysSignature } from '../../vocabulary/signature-headers.ts'
import { nameOfParameter } from './received-bodies.ts'
import { isOfRequest } from './requests.ts'
import { formOfConversion } from '../signatures/conversions.ts'
import { effectOf } from '../signatures/method-effects.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'
import { isStoredValue } from '../signatures/stored-values.ts'

/** Words for what came with a request. */
const givenWords = new Set(
  'provided given received incoming supplied actual candidate presented submitted header token cookie theirs v1 v0'.split(
    ' ',
  ),
)
/** Words for what the program keeps, or works out itself. */
const ownWords = new Set(
  'stored db saved persisted expected computed calculated record existing known hashed secret env config'.split(
    ' ',
  ),
)
const deepest = 8

/** Whether a value evidently comes from outside: from a request, from an unseen caller, or by the name it bears. */
export function isFromOutside(node: TSESTree.Node, signatures: SignatureOrigins): boolean {
  if (isStoredValue(node, signatures.tracer)) return false
  if (signatures.resolved(node).some(({ kind }) => kind === 'received')) return true
  return isOutside(node, signatures, 0)
}

function isOutside(outer: TSESTree.Node, signatures: SignatureOrigins, depth: number): boolean {
  const { tracer } = signatures
  const node = innermost(outer, signatures)
  if (saysWord(nameOf(node), ownWords) || depth > deepest) return false
  const found = tracer.sourcesOf(node).some((source) => isOutsideSource(source, signatures, depth))
  return (
    found ||
    (isOpaque(node, signatures) && (saysSignature(nameOf(node)) || saysWord(nameOf(node), givenWords)))
  )
}

function isOutsideSource(source: Source, signatures: SignatureOrigins, depth: number): boolean {
  switch (source.kind) {
    case 'parameter':
      return isOutsideParameter(source, signatures, depth)
    case 'call':
      return isOutsideCall(source.node, signatures, depth)
    default:
      return false
  }
}

/** A member of a parameter must be one of a request, or be named for a signature: records hold digests too. */
function isOutsideParameter(
  source: Extract<Source, { kind: 'parameter' }>,
  signatures: SignatureOrigins,
  depth: number,
): boolean {
  const { function: fn, index, path } = source
  if (path.length > 0) {
    const name = path.findLast((one) => one !== '*' && !/^\d+$/.test(one)) ?? nameOfParameter(source)
    return isOfRequest(source) || saysSignature(name) || saysWord(name, givenWords) || path.every(isElement)
  }
  const calls = signatures.callersOf(fn)
  if (calls.length === 0) return !saysWord(nameOfParameter(source), ownWords)
  return calls.some((call) => {
    const argument = call.arguments[index]
    return argument !== undefined && isOutside(argument, signatures, depth + 1)
  })
}

function isElement(name: string): boolean {
  return name === '*' || /^\d+$/.test(name)
}

/** `searchParams.get('sig')`, `formData.get('signature')`, `parse(header)`; what a database gives is the program's own. */
function isOutsideCall(node: TSESTree.CallExpression, signatures: SignatureOrigins, depth: number): boolean {
  const callee = unwrap(node.callee)
  const [first] = node.arguments
  if (first && formOfConversion(callee, signatures.tracer) !== null)
    return isOutside(first, signatures, depth + 1)
  if (callee.type === 'MemberExpression') {
    const holder = lastNameOf(callee.object) ?? ''
    if (/params|query|headers?|cookies?|form|request|^req$/i.test(holder)) return true
    if (effectOf(propertyName(callee) ?? '') !== null) return isOutside(callee.object, signatures, depth + 1)
    return false
  }
  return (
    /parse|decode|split|extract|header/i.test(calledName(node)) &&
    node.arguments.some((argument) => isOutside(argument, signatures, depth + 1))
  )
}

/** Nothing is known of where the value comes from but its name. */
function isOpaque(node: TSESTree.Node, { tracer }: SignatureOrigins): boolean {
  return tracer
    .sourcesOf(node)
    .every(({ kind }) => kind === 'unknown' || kind === 'expression' || kind === 'call')
}

/** Without what writes text as bytes, cuts or copies it. */
function innermost(outer: TSESTree.Node, { tracer }: SignatureOrigins): TSESTree.Node {
  let node = unwrapAwait(outer)
  for (;;) {
    const inner = convertedBy(node)
    if (!inner) return node
    node = unwrapAwait(inner)
  }

  function convertedBy(current: TSESTree.Node): TSESTree.Node | null {
    if (current.type === 'LogicalExpression' && current.operator !== '&&') return current.left
    if (current.type === 'TemplateLiteral') return current.expressions[0] ?? null
    if (current.type === 'NewExpression') return current.arguments[0] ?? null
    if (current.type === 'Identifier') return onlyInit(current)
    if (current.type !== 'CallExpression') return null
    const callee = unwrap(current.callee)
    const isMethod = callee.type === 'MemberExpression' && effectOf(propertyName(callee) ?? '') !== null
    if (isMethod) return callee.object
    const isCodec = formOfConversion(callee, tracer) !== null || calledName(current) === 'encode'
    return isCodec ? (current.arguments[0] ?? null) : null
  }

  /** `const received = Buffer.from(signature)`: the buffer's name tells less than what it is made from. */
  function onlyInit(identifier: TSESTree.Identifier): TSESTree.Node | null {
    const [def, ...others] = tracer.variableAt(identifier)?.defs ?? []
    if (def?.type !== 'Variable' || others.length > 0 || def.node.id.type !== 'Identifier') return null
    const init = def.node.init && unwrapAwait(def.node.init)
    if (!init) return null
    const isConversion =
      init.type === 'NewExpression' || (init.type === 'CallExpression' && convertedBy(init) !== null)
    return isConversion ? init : null
  }
}

function nameOf(node: TSESTree.Node): string {
  return node.type === 'CallExpression' ? '' : (lastNameOf(node) ?? '')
}

function saysWord(name: string, words: ReadonlySet<string>): boolean {
  return segmentsOf(name).some((word) => words.has(word))
}
