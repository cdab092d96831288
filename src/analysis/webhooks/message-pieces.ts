// Out of which texts and values is a signed message put together, and in which order?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { nameOfCallee } from '../values/text-calls.ts'
import type { SignatureOrigins } from '../signatures/signature-origins.ts'

/** A value in a message. */
export interface MessagePart {
  readonly node: TSESTree.Node
  /** true where it is not signed as it is, but a part of it, or the bytes that it encodes */
  readonly isDecoded: boolean
  /** the variable that keeps what `node` gives: a body is read once */
  readonly keptAs?: TSESTree.Identifier
}

/** A message as fixed texts and values, in order. */
export type MessagePieces = readonly (string | MessagePart)[]

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

  /** All ways to put the forms of the parts behind each other. */
  inOrder(parts: readonly (TSESTree.Node | string)[], depth: number): readonly MessagePieces[] {
    let whole: readonly MessagePieces[] = [[]]
    for (const part of parts) {
      const forms = typeof part === 'string' ? [[part]] : this.read(part, depth)
      whole = whole.flatMap((start) => forms.map((end) => joined(start, end))).slice(0, mostForms)
    }
    return whole
  }

  read(outer: TSESTree.Node, depth: number): readonly MessagePieces[] {
    const node = unwrapAwait(outer)
    if (depth > deepest || this.#way.reads.left-- <= 0) return this.#part(outer)
    const next = depth + 1
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [[node.value]] : this.#part(outer)
      case 'TemplateLiteral':
        return this.inOrder(
          node.quasis.flatMap((quasi, index) => [quasi.value.cooked ?? '', node.expressions[index] ?? '']),
          next,
        )
      case 'BinaryExpression':
        return node.operator === '+' ? this.inOrder([node.left, node.right], next) : this.#part(outer)
      case 'ConditionalExpression':
        return [...this.read(node.consequent, next), ...this.read(node.alternate, next)]
      case 'LogicalExpression':
        return node.operator === '&&' ? this.read(node.right, next) : this.#readDefault(node, next)
      case 'CallExpression':
        return this.#readCall(node, next) ?? this.#part(outer)
      case 'Identifier':
        return this.#readName(node, next) ?? this.#part(outer)
      case 'MemberExpression':
        return this.#readConstant(node) ?? this.#part(outer)
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
    const name = nameOfCallee(node.callee)
    const callee = unwrapAwait(node.callee)
    const [first] = node.arguments
    if (callee.type === 'MemberExpression') {
      if (name === 'concat' && first?.type === 'ArrayExpression') return this.#readList(first, '', depth)
      if (name === 'join') return this.#readJoin(callee.object, first, depth)
      if (name === 'concat') return this.inOrder([callee.object, ...node.arguments], depth)
      if (readers.has(name)) return this.#readConverted(callee.object, node.arguments, depth)
    }
    const isJson = callee.type === 'MemberExpression' && /^JSON$/.test(nameOfCallee(callee.object))
    if (first && conversions.test(name) && !isJson) {
      return this.#readConverted(first, node.arguments.slice(1), depth)
    }
    return this.#readResult(node, depth)
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
    const list = this.#valueOf(outer)
    if (list.type !== 'ArrayExpression') return null
    const [between] = separator ? this.read(separator, depth) : [[',']]
    if (!between?.every((piece) => typeof piece === 'string')) return null
    return this.#readList(list, between.join(''), depth)
  }

  #readList(list: TSESTree.ArrayExpression, between: string, depth: number): readonly MessagePieces[] {
    const elements = list.elements.filter((element) => element !== null)
    return this.inOrder(
      elements.flatMap((element, index) => (index === 0 ? [element] : [between, element])),
      depth,
    )
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
    if (def.type !== 'Variable' || !isOnce || !def.node.init || def.node.id.type !== 'Identifier') return null
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
    for (const source of this.#origins.tracer.sourcesOf(node)) {
      if (source.kind !== 'parameter' || source.path.length > 0) continue
      const argument = this.#way.given.get(source.function)?.[source.index]
      if (argument) return this.read(argument, depth)
      if (this.#way.parameters === 'kept') return null
      const forms = this.#origins.callersOf(source.function).flatMap((call) => {
        const given = call.arguments[source.index]
        if (!given || given.type === 'SpreadElement') return []
        return this.read(given, depth)
      })
      return forms.length > 0 ? forms : null
    }
    return null
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

  #valueOf(outer: TSESTree.Node): TSESTree.Node {
    const node = unwrapAwait(outer)
    if (node.type !== 'Identifier') return node
    const [def] = this.#origins.tracer.variableAt(node)?.defs ?? []
    return def?.type === 'Variable' && def.node.init ? unwrapAwait(def.node.init) : node
  }
}

/** Whether a value is put together here, and not read from somewhere. */
function isComposed(node: TSESTree.Node): boolean {
  if (node.type !== 'CallExpression') {
    return /^(?:TemplateLiteral|BinaryExpression|ConditionalExpression|LogicalExpression|Identifier|Literal)$/.test(
      node.type,
    )
  }
  const callee = unwrapAwait(node.callee)
  const name = callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : nameOfCallee(callee)
  return !/^(?:text|json|arrayBuffer|blob|bytes|get|header)$/.test(name)
}

function joined(start: MessagePieces, end: MessagePieces): MessagePieces {
  const last = start.at(-1)
  const [first, ...rest] = end
  if (first === '') return [...start, ...rest]
  if (typeof last === 'string' && typeof first === 'string')
    return [...start.slice(0, -1), last + first, ...rest]
  return [...start, ...end]
}
