// Which kinds of origin matter to a comparison of signatures, and what happens to them on the way?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Path } from '../../ast/source.ts'
import type { FunctionNode } from '../../ast/source-file.ts'

/** How much of the origin the value is: itself, a list that holds it, or one byte or character of it. */
export type Shape = 'whole' | 'list' | 'byte'

/** Whether a value is text, bytes, or not known to be either. */
export type Form = 'text' | 'bytes' | 'unknown'

interface Carried<Kind extends string> {
  readonly kind: Kind
  /** where it comes into being */
  readonly node: TSESTree.Node
  readonly shape: Shape
  readonly form: Form
}

/** The result of an HMAC. */
export interface DigestOrigin extends Carried<'digest'> {
  readonly hmac: Hmac
}

/** An HMAC that is still being fed: what `createHmac` returns. */
export interface HmacOrigin extends Carried<'hmac'> {
  readonly hmac: Hmac
}

/** The value of a header that carries a signature. */
export interface ReceivedOrigin extends Carried<'received'> {
  /** the header's name as the code spells it */
  readonly header: string
}

/** What a caller gives: a question about the calls of the function. */
export interface ParameterOrigin extends Carried<'parameter'> {
  readonly function: FunctionNode
  readonly index: number
  readonly path: Path
}

export type Origin =
  | DigestOrigin
  | HmacOrigin
  | ReceivedOrigin
  | ParameterOrigin
  | Carried<'literal'>
  /** anything else */
  | Carried<'other'>

/** The call that makes an HMAC, with what it says about it. */
export interface Hmac {
  readonly node: TSESTree.CallExpression | TSESTree.NewExpression
  readonly algorithm: TSESTree.Node | null
  readonly key: TSESTree.Node | null
  /** the message, where the call itself takes it; `createHmac` is fed by `update` */
  readonly message: TSESTree.Node | null
}

export function literalAt(node: TSESTree.Node): Origin {
  return { kind: 'literal', node, shape: 'whole', form: 'unknown' }
}

export function otherAt(node: TSESTree.Node): Origin {
  return { kind: 'other', node, shape: 'whole', form: 'unknown' }
}

/** True for the origins that are worth following: not literals, not anything else. */
export function isCarried(origin: Origin): boolean {
  return origin.kind !== 'literal' && origin.kind !== 'other'
}

/** The same origins, written as text or bytes; `unknown` changes nothing. */
export function inForm(origins: readonly Origin[], form: Form): readonly Origin[] {
  return form === 'unknown' ? origins : origins.map((origin) => ({ ...origin, form }))
}

/** The value itself, where it looks like a part of it. */
export function whole(origin: Origin): Origin {
  return { ...origin, shape: 'whole' }
}

/** What a list holds when these values are put into it. */
export function listOf(origins: readonly Origin[]): readonly Origin[] {
  return origins.map((origin) => ({ ...origin, shape: 'list' }))
}

/** What comes out when the parts are put together again: the elements of a list, or the bytes of a value. */
export function joined(origins: readonly Origin[]): readonly Origin[] {
  return origins.map((origin) =>
    origin.kind === 'parameter' && origin.path.at(-1) === '*'
      ? { ...origin, path: origin.path.slice(0, -1), shape: 'whole', form: 'text' }
      : { ...origin, shape: 'whole', form: 'text' },
  )
}

/** One element of these values. */
export function elementOf(origins: readonly Origin[]): readonly Origin[] {
  return origins.map((origin): Origin => {
    if (origin.kind === 'parameter' && origin.shape === 'whole') {
      return { ...origin, path: [...origin.path, '*'], form: 'unknown' }
    }
    if (origin.kind === 'literal' || origin.kind === 'other') return origin
    return { ...origin, shape: origin.shape === 'list' ? 'whole' : 'byte' }
  })
}

/** Each origin once, in order of discovery. */
export function distinctOrigins(origins: readonly Origin[]): readonly Origin[] {
  if (origins.length < 2) return origins
  const seen = new Map<TSESTree.Node, Set<string>>()
  return origins.filter((origin) => {
    const path = origin.kind === 'parameter' ? origin.path.join('\0') : ''
    const key = `${origin.kind} ${origin.shape} ${path}`
    const keys = seen.get(origin.node) ?? new Set()
    if (keys.has(key)) return false
    seen.set(origin.node, keys.add(key))
    return true
  })
}
