// Out of which texts and values is a signed message put together, and in which order?
import type { TSESTree } from '@typescript-eslint/utils'

import { initialValueOf } from '../../ast/initial-value.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { valuesAmong } from '../../ast/source.ts'
import { lastNameOf, propertyName } from '../../ast/static-value.ts'
import { inEveryWay, partsOfJoined, partsOfTemplate } from '../../ast/text-pieces.ts'
import type { Pieces } from '../../ast/text-pieces.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { argumentAt, valuesGivenTo, valuesRead } from '../signatures/given-values.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'
import { isJson } from './message-leaves.ts'

/** A value in a message. */
export interface MessagePart {
  readonly node: TSESTree.Node
  /** true where it is not signed as it is, but a part of it, or the bytes that it encodes */
  readonly isDecoded: boolean
  /** the variable that keeps what `node` gives: a body is read once */
  readonly keptAs?: TSESTree.Identifier
}

/** A message as fixed texts and values, in order. */
export type MessagePieces = Pieces<MessagePart>

type Arguments = ReadonlyMap<FunctionNode, readonly TSESTree.Node[]>

const deepest = 14
const mostForms = 12
/** Expressions that are read for one message: functions that call each other hand on what they are given. */
const mostReads = 400

/** Conversions that hand their first argument on: `Buffer.from(text)`, `encoder.encode(text)`, `String(text)`. */
const conversions = /^(?:from|encode|String|toBytes|utf8ToBytes|stringToBytes|enc|parse|asBuffer|toBuffer)$/
const readers = new Set(['toString', 'trim', 'slice', 'subarray', 'buffer'])

/** Whether parameters stand for what the callers give, or for themselves. */
export type Parameters = 'followed' | 'kept'

/** The forms that a message can have, when these parts are signed one after the other. */
export function messagesOf(
  parts: readonly TSESTree.Node[],
  origins: SignatureOrigins,
  parameters: Parameters = 'followed',
): readonly MessagePieces[] {
  const way: Way = { parameters, given: new Map(), isDecoded: false, reads: { left: mostReads } }
  return new MessageReader(origins, way).inOrder(parts, 0)
}

/** How a part of a message was reached. */
interface Way {
  readonly parameters: Parameters
  readonly given: Arguments
  readonly isDecoded: boolean
  /** what all ways together may still read */
  readonly reads: { left: number }
}

class MessageReader {
  readonly #origins: SignatureOrigins
  readonly #way: Way

  constructor(origins: SignatureOrigins, way: Way) {
    this.#origins = origins
    this.#way = way
  }

  inOrder(parts: readonly (TSESTree.Node | string)[], depth: number): readonly MessagePieces[] {
    return inEveryWay(parts, (part) => this.read(part, depth), mostForms)
  }

  read(outer: TSESTree.Node, depth: number): readonly MessagePieces[] {
    const node = unwrapAwait(outer)
    if (depth > deepest || this.#way.reads.left-- <= 0) return this.#part(outer)
    const next = depth + 1
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [[node.value]] : this.#part(outer)
      case 'TemplateLiteral':
        return this.inOrder(partsOfTemplate(node), next)
      case 'BinaryExpression':
        return node.operator === '+' ? this.inOrder([node.left, node.right], next) : this.#part(outer)
      case 'ConditionalExpression':
        return [...this.read(node.consequent, next), ...this.read(node.alternate, next)]
      case 'LogicalExpression':
        return node.operator === '&&' ? this.read(node.right, next) : this.#readDefault(node, next)
      case 'CallExpression':
        return this.#readCall(node, next) ?? this.#part(outer)
      case 'NewExpression':
        return this.#readNew(node, next) ?? this.#part(outer)
      case 'Identifier':
        return this.#readName(node, next) ?? this.#part(outer)
      case 'MemberExpression':
        return this.#readConstant(node) ?? this.#readElsewhere(node, next) ?? this.#part(outer)
      default:
        return this.#part(outer)
    }
  }

  #part(node: TSESTree.Node): readonly MessagePieces[] {
    return [[{ node, isDecoded: this.#way.isDecoded }]]
  }

  /** `rawBody ?? ''` is the body. */
  #readDefault({ left, right }: TSESTree.LogicalExpression, depth: number): readonly MessagePieces[] {
    const fallback = unwrapAwait(right)
    const isEmpty = fallback.type === 'Literal' && fallback.value === ''
    return isEmpty ? this.read(left, depth) : [...this.read(left, depth), ...this.read(right, depth)]
  }

  #readCall(node: TSESTree.CallExpression, depth: number): readonly MessagePieces[] | null {
    const name = lastNameOf(node.callee) ?? ''
    const callee = unwrapAwait(node.callee)
    const [first] = node.arguments
    if (callee.type === 'MemberExpression') {
      const list = name === 'concat' && first ? this.#listAt(first) : null
      if (list) return this.inOrder(partsOfJoined(list, ''), depth)
      if (collectedAt(node)) return null
      if (name === 'join') return this.#readJoin(callee.object, first, depth)
      if (name === 'concat') return this.inOrder([callee.object, ...node.arguments], depth)
      if (readers.has(name)) return this.#readConverted(callee.object, node.arguments, depth)
    }
    if (first && conversions.test(name) && !isJson(node, 'parse', this.#origins.tracer)) {
      return this.#readConverted(first, node.arguments.slice(1), depth)
    }
    return this.#readResult(node, depth)
  }

  /** `new Uint8Array(await request.arrayBuffer())` */
  #readNew(
    { callee, arguments: given }: TSESTree.NewExpression,
    depth: number,
  ): readonly MessagePieces[] | null {
    const [first, ...others] = given
    const isBytes = /^(?:Uint8Array|Buffer|String)$/.test(lastNameOf(callee) ?? '')
    return first && isBytes ? this.#readConverted(first, others, depth) : null
  }

  /** `Buffer.from(text, 'utf8')` is the text; `Buffer.from(text, 'base64')` and `text.slice(3)` are not. */
  #readConverted(
    node: TSESTree.Node,
    manner: readonly TSESTree.Node[],
    depth: number,
  ): readonly MessagePieces[] {
    const isPlain = manner.every((part) => part.type === 'Literal' && /^utf-?8$/i.test(String(part.value)))
    const reader = isPlain ? this : new MessageReader(this.#origins, { ...this.#way, isDecoded: true })
    return reader.read(node, depth)
  }

  /** `[version, timestamp, body].join(':')` */
  #readJoin(
    outer: TSESTree.Node,
    separator: TSESTree.Node | undefined,
    depth: number,
  ): readonly MessagePieces[] | null {
    const list = this.#listAt(outer)
    if (!list) return null
    const [between] = separator ? this.read(separator, depth) : [[',']]
    if (!between?.every((piece) => typeof piece === 'string')) return null
    return this.inOrder(partsOfJoined(list, between.join('')), depth)
  }

  /** What a function of the project makes of its arguments: `signedText(timestamp, body)`. */
  #readResult(node: TSESTree.CallExpression, depth: number): readonly MessagePieces[] | null {
    const { tracer } = this.#origins
    const functions = tracer.functionsAt(node.callee).filter((fn) => !this.#way.given.has(fn))
    const forms = functions.flatMap((fn) => {
      const given = new Map([...this.#way.given, [fn, node.arguments] as const])
      const reader = new MessageReader(this.#origins, { ...this.#way, given })
      return tracer.returnsOf(fn).flatMap((value) => reader.read(value, depth))
    })
    return forms.length > 0 ? forms : null
  }

  #readName(node: TSESTree.Identifier, depth: number): readonly MessagePieces[] | null {
    const constant = this.#readConstant(node)
    if (constant) return constant
    const variable = this.#origins.tracer.variableAt(node)
    const [def] = variable?.defs ?? []
    if (!variable || !def || variable.defs.length > 1) return null
    if (def.type === 'Parameter') return this.#readParameter(node, depth)
    const isOnce = variable.references.filter((reference) => reference.isWrite()).length === 1
    if (def.type !== 'Variable' || !isOnce || !def.node.init || def.node.id.type !== 'Identifier') {
      return this.#readElsewhere(node, depth)
    }
    const value = unwrapAwait(def.node.init)
    if (!isComposed(value)) return null
    return this.read(value, depth).map((pieces) =>
      pieces.map((piece) =>
        typeof piece !== 'string' && piece.node === value ? { ...piece, keptAs: node } : piece,
      ),
    )
  }

  /** What the callers of the function give, where the file shows them. */
  #readParameter(node: TSESTree.Identifier, depth: number): readonly MessagePieces[] | null {
    const { tracer } = this.#origins
    const source = tracer.sourcesOf(node).find(({ kind }) => kind === 'parameter')
    if (source?.kind !== 'parameter') return null
    const argument = argumentAt(this.#way.given.get(source.function) ?? [], source.index)
    if (!argument && this.#way.parameters === 'kept') return null
    const given = argument
      ? valuesRead(argument, source.path, tracer)
      : valuesGivenTo(source, this.#origins).map((value) => value.node)
    const forms = given.flatMap((value) => this.read(value, depth))
    return forms.length > 0 ? forms : null
  }

  /** What is put together in one of several assignments, or in what an object or a field holds: `signed.payload`. */
  #readElsewhere(node: TSESTree.Node, depth: number): readonly MessagePieces[] | null {
    const sources = valuesAmong(this.#origins.tracer.sourcesOf(node)).filter(
      (source) => source.kind !== 'literal' || source.value !== undefined,
    )
    if (!sources.some(isSum)) return null
    return sources.flatMap((source) =>
      isSum(source) ? this.read(source.node, depth) : this.#part(source.node),
    )
  }

  #readConstant(node: TSESTree.Node): readonly MessagePieces[] | null {
    const sources = this.#origins.tracer.sourcesOf(node)
    const texts = sources.flatMap((source) =>
      source.kind === 'literal' && typeof source.value === 'string' && source.value !== ''
        ? [source.value]
        : [],
    )
    return texts.length > 0 && texts.length === sources.length ? texts.map((text) => [text]) : null
  }

  /** The list that an expression is; `null` for one that is filled or put into another order later. */
  #listAt(outer: TSESTree.Node): TSESTree.ArrayExpression | null {
    const { tracer } = this.#origins
    const node = unwrapAwait(outer)
    const list = unwrapAwait(initialValueOf(node, tracer) ?? node)
    if (list.type !== 'ArrayExpression') return null
    const references = tracer.variableAt(node)?.references ?? []
    return references.some(({ identifier }) => isReordered(identifier)) ? null : list
  }
}

/** Whether a value is a template or a sum. */
function isSum({ kind, node, path }: Source): boolean {
  return (
    kind === 'expression' && path.length === 0 && /^(?:TemplateLiteral|BinaryExpression)$/.test(node.type)
  )
}

/** `chunks` of `Buffer.concat(chunks)`, which hold what was received. */
export function collectedAt(node: TSESTree.Node): TSESTree.Node | null {
  if (node.type !== 'CallExpression') return null
  const callee = unwrapAwait(node.callee)
  const isBuffer = callee.type === 'MemberExpression' && lastNameOf(callee.object) === 'Buffer'
  return isBuffer && propertyName(callee) === 'concat' ? (node.arguments[0] ?? null) : null
}

/** `parts.push(body)`, `parts.unshift('v0')` */
function isReordered(list: TSESTree.Node): boolean {
  const { parent } = list
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === list &&
    /^(?:push|unshift|splice|sort|reverse|fill|copyWithin)$/.test(propertyName(parent) ?? '')
  )
}

/** Whether a value is put together here, and not read from somewhere. */
function isComposed(node: TSESTree.Node): boolean {
  if (node.type !== 'CallExpression') {
    return /^(?:TemplateLiteral|BinaryExpression|ConditionalExpression|LogicalExpression|NewExpression|Identifier|Literal)$/.test(
      node.type,
    )
  }
  return !/^(?:text|json|arrayBuffer|blob|bytes|get|header)$/.test(lastNameOf(node.callee) ?? '')
}
