// What does a call give back when signatures go into it?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { formOfConversion } from './conversions.ts'
import { digestMethods, hmacComputedAt, hmacStartedAt } from '../digests/digests.ts'
import { effectOf, withEffect } from './method-effects.ts'
import { headerOfCall } from './received-signatures.ts'
import type { Form, Origin } from './signature-origin.ts'
import { elementOf, inForm, isCarried, listOf, otherAt } from './signature-origin.ts'
import type { SignatureOrigins } from './signature-origins.ts'

/** The origins of what a call returns. */
export function originsOfCall(
  node: TSESTree.CallExpression,
  signatures: SignatureOrigins,
): readonly Origin[] {
  const { tracer } = signatures
  const header = headerOfCall(node, tracer)
  if (header !== null) return [{ kind: 'received', node, header, shape: 'whole', form: 'text' }]
  const hmac = hmacStartedAt(node, tracer)
  if (hmac) return [{ kind: 'hmac', node, hmac, shape: 'whole', form: 'unknown' }]
  const computed = hmacComputedAt(node, tracer)
  if (computed)
    return [{ kind: 'digest', node, hmac: computed, shape: 'whole', form: formOfDigest(node, tracer) }]
  const callee = unwrap(node.callee)
  if (callee.type === 'MemberExpression') {
    const found = ofMethod(node, callee, signatures)?.filter((origin) => isCarried(origin))
    if (found && found.length > 0) return found
  }
  return ofFunction(node, callee, signatures)
}

/** The origins of what `new` makes: bytes of a value, a set of values, a promise of one. */
export function originsOfNew(node: TSESTree.NewExpression, signatures: SignatureOrigins): readonly Origin[] {
  const hmac = hmacStartedAt(node, signatures.tracer)
  if (hmac) return [{ kind: 'hmac', node, hmac, shape: 'whole', form: 'unknown' }]
  const callee = unwrap(node.callee)
  const [first] = node.arguments
  if (!first || callee.type !== 'Identifier') return [otherAt(node)]
  switch (callee.name) {
    case 'Set':
    case 'Array':
      return signatures.of(first)
    case 'Promise':
      return ofPromise(first, signatures)
    case 'String':
      return inForm(signatures.of(first), 'text')
    case 'Buffer':
    case 'DataView':
    case 'Uint8Array':
    case 'Uint8ClampedArray':
      return inForm(signatures.of(first), 'bytes')
    default:
      return [otherAt(node)]
  }
}

/** `new Promise((resolve) => stream.on('end', () => resolve(hmac.digest('hex'))))` */
function ofPromise(executor: TSESTree.Node, signatures: SignatureOrigins): readonly Origin[] {
  return signatures.tracer.functionsAt(executor).flatMap((fn) => {
    const [resolve] = fn.params
    const variable = resolve && signatures.tracer.variableAt(resolve)
    return (variable?.references ?? []).flatMap(({ identifier }) => {
      const call = identifier.parent
      const isCall = call.type === 'CallExpression' && call.callee === identifier
      const [value] = isCall ? call.arguments : []
      return value ? signatures.of(value) : []
    })
  })
}

function ofMethod(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  signatures: SignatureOrigins,
): readonly Origin[] | null {
  const name = propertyName(callee) ?? ''
  if (digestMethods.has(name)) return ofDigest(node, callee, name, signatures)
  const effect = effectOf(name)
  if (effect) return withEffect(effect, signatures.of(callee.object))
  const [first] = node.arguments
  if (!first) return null
  switch (name) {
    case 'concat':
      return [
        signatures.of(callee.object),
        ...node.arguments.map((argument) => signatures.of(argument)),
      ].flat()
    case 'exec':
      return inForm(listOf(signatures.of(first)), 'text')
    case 'map':
    case 'flatMap':
      return ofMapping(signatures.of(callee.object), first, signatures)
    case 'reduce':
      return inForm(signatures.of(callee.object), 'text')
    case 'call':
      return ofBorrowedMethod(node, callee.object, signatures)
    case 'then':
      return resultsOf(first, signatures)
    default:
      return null
  }
}

/** `hmac.digest('hex')`: text when it is given an encoding. */
function ofDigest(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  name: string,
  signatures: SignatureOrigins,
): readonly Origin[] {
  const form: Form = name !== 'digest' ? 'unknown' : node.arguments.length > 0 ? 'text' : 'bytes'
  if (name === 'getHMAC') {
    const hmac = { node, algorithm: null, key: null, message: null }
    return [{ kind: 'digest', node, hmac, shape: 'whole', form: 'unknown' }]
  }
  return signatures
    .resolved(callee.object)
    .flatMap((origin): Origin[] =>
      origin.kind === 'hmac' ? [{ kind: 'digest', node, hmac: origin.hmac, shape: 'whole', form }] : [],
    )
}

/** The bytes of a value stay the value (written as hex, say); a list holds what the callback makes of its elements. */
function ofMapping(
  mapped: readonly Origin[],
  callback: TSESTree.Node,
  signatures: SignatureOrigins,
): readonly Origin[] {
  const bytes = mapped
    .filter(({ kind, shape, form }) => shape === 'whole' && (kind !== 'parameter' || form === 'bytes'))
    .filter(isCarried)
  if (bytes.length > 0) return bytes
  const results = resultsOf(callback, signatures)
  return listOf(results.length > 0 ? results : elementOf(mapped))
}

/** `Array.prototype.map.call(new Uint8Array(mac), …)` */
function ofBorrowedMethod(
  node: TSESTree.CallExpression,
  method: TSESTree.Node,
  signatures: SignatureOrigins,
): readonly Origin[] | null {
  const [mapped, callback] = node.arguments
  const borrowed = unwrap(method)
  if (!mapped || !callback || borrowed.type !== 'MemberExpression') return null
  if (propertyName(borrowed) !== 'map') return null
  return ofMapping(signatures.of(mapped), callback, signatures)
}

function resultsOf(callback: TSESTree.Node, signatures: SignatureOrigins): readonly Origin[] {
  return signatures.tracer.functionsAt(callback).flatMap((fn) => signatures.ofResult(fn, null))
}

function ofFunction(
  node: TSESTree.CallExpression,
  callee: TSESTree.Node,
  signatures: SignatureOrigins,
): readonly Origin[] {
  const results = signatures.tracer.functionsAt(node.callee).flatMap((fn) => signatures.ofResult(fn, node))
  if (results.some(isCarried)) return results
  const form = formOfConversion(callee, signatures.tracer)
  if (form === null) return results.length > 0 ? results : [otherAt(node)]
  const converted = node.arguments.flatMap((argument) => signatures.of(argument)).filter(isCarried)
  return converted.length > 0 ? inForm(converted, form) : [otherAt(node)]
}

/** `sha256.hmac(key, message)` of js-sha256 and its like is text; other libraries give bytes or objects of their own. */
function formOfDigest(node: TSESTree.CallExpression, tracer: Tracer): Form {
  const isText = tracer
    .sourcesOf(node.callee)
    .some(
      (source) =>
        source.kind === 'import' &&
        source.module.startsWith('js-') &&
        /^(?:hmac|hex)$/.test(source.path.at(-1) ?? ''),
    )
  return isText ? 'text' : 'unknown'
}
