// What does a call give back when signatures go into it?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../ast/static-value.ts'
import type { Tracer } from '../ast/tracer.ts'
import { unwrap } from '../ast/unwrap.ts'
import { digestMethods, hmacComputedAt, hmacStartedAt } from './digests.ts'
import { headerOfCall } from './received-signatures.ts'
import type { Form, Origin } from './signature-origin.ts'
import { elementOf, inForm, isCarried, joined, listOf, otherAt } from './signature-origin.ts'
import type { SignatureOrigins } from './signature-origins.ts'

/** What a method does to what its object holds. */
type Effect = 'same' | 'text' | 'list' | 'joined' | 'element' | 'byte'

// prettier-ignore
const methods: Readonly<Record<Effect, string>> = {
  same: 'slice subarray valueOf filter reverse toReversed sort toSorted flat values update copy catch finally ' +
    'setEncoding arrayBuffer bytes',
  text: 'toString toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimStart trimEnd trimLeft ' +
    'trimRight replace replaceAll padStart padEnd normalize substring substr toHex toBase64 toWellFormed',
  list: 'split match matchAll',
  joined: 'join',
  element: 'find findLast at pop shift',
  byte: 'charCodeAt codePointAt charAt readUInt8',
}

const effects: ReadonlyMap<string, Effect> = new Map(
  Object.entries(methods).flatMap(([effect, names]) =>
    names.split(' ').map((name): [string, Effect] => [name, effect as Effect]),
  ),
)

/** Functions of the platform that give their argument back in another form. */
const globals: Readonly<Record<string, Form>> = {
  String: 'text',
  'String.fromCharCode': 'text',
  'String.fromCodePoint': 'text',
  'String.fromCharCode.apply': 'text',
  encodeURIComponent: 'text',
  decodeURIComponent: 'text',
  encodeURI: 'text',
  escape: 'text',
  unescape: 'text',
  btoa: 'text',
  atob: 'text',
  'Buffer.from': 'bytes',
  'Buffer.concat': 'bytes',
  'Uint8Array.from': 'bytes',
  'Uint8Array.of': 'bytes',
  'Uint8Array.fromHex': 'bytes',
  'Uint8Array.fromBase64': 'bytes',
  'Array.from': 'unknown',
  Buffer: 'bytes',
}

/** Names of functions that write bytes as text or text as bytes: `toHex`, `encodeBase64`, `bytesToHex`. */
const codecName = /hex|base-?64|b64|utf-?8|bytes|buffer|^encode|^decode|^stringify$|^binary/i
const textCodecName = /(?:to|2|as|encode)_?(?:hex|base-?64|b64|string)|^(?:hex|base64)$|^stringify$/i
const predicateName = /equal|compare|verify|check|match|valid|length|random|^is[A-Z_]/i

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
  const object = (): readonly Origin[] => signatures.of(callee.object)
  switch (effects.get(name)) {
    case 'same':
      return object()
    case 'text':
      return inForm(object(), 'text')
    case 'list':
      return inForm(listOf(object()), 'text')
    case 'joined':
      return joined(object())
    case 'element':
      return elementOf(object())
    case 'byte':
      return elementOf(object()).map((origin) => ({ ...origin, shape: 'byte' }))
    default:
  }
  const [first] = node.arguments
  if (!first) return null
  switch (name) {
    case 'concat':
      return [object(), ...node.arguments.map((argument) => signatures.of(argument))].flat()
    case 'exec':
      return inForm(listOf(signatures.of(first)), 'text')
    case 'map':
    case 'flatMap':
      return ofMapping(object(), first, signatures)
    case 'reduce':
      return inForm(object(), 'text')
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
  const form = formOfConversion(callee, signatures)
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
        /^js-/.test(source.module) &&
        /^(?:hmac|hex)$/.test(source.path.at(-1) ?? ''),
    )
  return isText ? 'text' : 'unknown'
}

/** `null` when a function is not known to give its argument back in another form. */
function formOfConversion(callee: TSESTree.Node, { tracer }: SignatureOrigins): Form | null {
  for (const source of tracer.sourcesOf(callee)) {
    const isBuffer = source.kind === 'import' && /^(?:node:)?buffer$/.test(source.module)
    const path = source.kind === 'global' ? [source.name, ...source.path] : isBuffer ? source.path : null
    const form = path ? globals[path.filter((name) => name !== 'default').join('.')] : undefined
    if (form) return form
  }
  const name =
    callee.type === 'MemberExpression'
      ? propertyName(callee)
      : callee.type === 'Identifier'
        ? callee.name
        : null
  if (name === null || !codecName.test(name) || predicateName.test(name)) return null
  return textCodecName.test(name) ? 'text' : 'unknown'
}
