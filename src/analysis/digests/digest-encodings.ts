// How is a digest written as a text, cut, or fed with one?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName, lastNameOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'

/** Bits of one character, by encoding. */
export const unitOf: Readonly<Record<string, number>> = {
  hex: 4,
  base64: 6,
  base64url: 6,
  binary: 8,
  latin1: 8,
}
/** Methods that give a part of a text or of bytes. */
export const cuts = new Set(['slice', 'substring', 'substr', 'subarray'])
/** Methods that give a digest in another form. */
// prettier-ignore
export const sameValue = new Set(
  ['toString', 'toLowerCase', 'toUpperCase', 'trim', 'replace', 'replaceAll', 'join', 'map', 'padStart', 'toHex'],
)
/** Functions that write bytes as text, or copy them. */
const converters =
  /^(?:from|string|btoa|(?:to|encode)?hex|(?:array)?buf(?:fer)?tohex|bytestohex|arraybuffertohex|hexencode|uint8array)$/i

/** The bits of a digest that a cut such as `.slice(0, 16)` keeps; `null` for all of them. */
export function bitsLeft(
  { bits, unit }: { readonly bits: number | null; readonly unit: number },
  name: string,
  [start, end]: readonly TSESTree.Node[],
  tracer: Tracer,
): number | null {
  const from = start ? numberAt(start, tracer) : null
  const to = end ? numberAt(end, tracer) : null
  if (from === null) return bits
  const length = from < 0 && !end ? -from : to === null ? null : name === 'substr' ? to : to - from
  return length === null || length < 0 ? bits : Math.min(bits ?? Infinity, length * unit)
}

function numberAt(node: TSESTree.Node, tracer: Tracer): number | null {
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const value = numberAt(node.argument, tracer)
    return value === null ? null : -value
  }
  const [source, ...others] = tracer.sourcesOf(node)
  const isNumber = source?.kind === 'literal' && typeof source.value === 'number' && others.length === 0
  return isNumber ? source.value : null
}

/** The only argument, or the text behind `new TextEncoder().encode(text)` or `Buffer.from(text)`. */
export function onlyTextOf([first, ...others]: readonly TSESTree.Node[]): TSESTree.Node | null {
  if (!first || others.length > 0 || first.type === 'SpreadElement') return null
  const node = unwrap(first)
  const isEncoded = node.type === 'CallExpression' && /^(?:encode|from|utf8ToBytes)$/.test(calledName(node))
  return isEncoded ? (node.arguments[0] ?? null) : first
}

/** Whether a call writes bytes as a text, or copies them. */
export function isConverter({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return converters.test(lastNameOf(callee) ?? '')
}
