// Does a function give its argument back in another form: text as bytes, bytes as hexadecimal digits?
import type { TSESTree } from '@typescript-eslint/utils'

import { platformNameOf } from '../../ast/known-functions.ts'
import { lastNameOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import type { Form } from './signature-origin.ts'

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

/** The form in which a function gives its argument back; `null` when a function is not known to give its argument back in another form. */
export function formOfConversion(callee: TSESTree.Node, tracer: Tracer): Form | null {
  for (const source of tracer.sourcesOf(callee)) {
    const form = globals[platformNameOf(source) ?? '']
    if (form) return form
  }
  const name = lastNameOf(callee)
  if (name === null || !codecName.test(name) || predicateName.test(name)) return null
  return textCodecName.test(name) ? 'text' : 'unknown'
}
