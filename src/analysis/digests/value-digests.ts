// Is this value a digest: of what, with a key or without, and how much of it is left?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName, propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import type { ClientContext } from '../clients/clients.ts'
import { bitsLeft, cuts, isConverter, onlyTextOf, sameValue, unitOf } from './digest-encodings.ts'
import { hmacComputedAt, hmacStartedAt } from './digests.ts'
import { isSubtleMethod } from './hmac-exports.ts'
import { digestedArgument, makesPlainHash } from './plain-hashes.ts'
import { isKeyedHashCall } from '../judgement/sanitizers.ts'
import { valuesAt } from '../values/variable-values.ts'

/** A digest that an expression gives, as it is or written into a text. */
export interface ValueDigest {
  readonly isKeyed: boolean
  /** the expression that can be replaced as a whole */
  readonly node: TSESTree.Node
  readonly inputs: readonly TSESTree.Node[]
  /** the one value that is digested; `null` when there are several */
  readonly value: TSESTree.Node | null
  /** bits that are kept; `null` for all of them */
  readonly bits: number | null
  /** whether `node` is a text, and all of the digest */
  readonly isReplaceable: boolean
  /** bits of one character, or of one byte */
  readonly unit: number
}

const deepest = 8
/** The digest that an expression gives; `null` when it gives none. */
export function digestAt(node: TSESTree.Node, context: ClientContext): ValueDigest | null {
  return new DigestFinder(context).find(node, 0)
}

/** Whether a value can only be a digest: a call that gives one, or a constant that holds it. */
export function isDigest(outer: TSESTree.Node, context: ClientContext): boolean {
  const node = unwrapAwait(outer)
  if (node.type === 'CallExpression') return digestAt(node, context) !== null
  const variable = node.type === 'Identifier' ? context.tracer.variableAt(node) : null
  if (node.type !== 'Identifier' || !variable) return false
  const values = valuesAt(variable, node)
  const [init] = initialValues(values)
  return values.length === 1 && init?.type === 'CallExpression' && digestAt(init, context) !== null
}

class DigestFinder {
  readonly #context: ClientContext
  readonly #tracer: Tracer

  constructor(context: ClientContext) {
    this.#context = context
    this.#tracer = context.tracer
  }

  find(outer: TSESTree.Node, depth: number): ValueDigest | null {
    const node = unwrapAwait(outer)
    if (depth > deepest) return null
    const first = (parts: readonly TSESTree.Node[]): ValueDigest | null => {
      for (const part of parts) {
        const found = this.find(part, depth + 1)
        if (found) return found
      }
      return null
    }
    switch (node.type) {
      case 'Identifier':
        return first(this.#valuesOf(node))
      case 'TemplateLiteral':
        return first(node.expressions)
      case 'BinaryExpression':
        return node.operator === '+' ? first([node.left, node.right]) : null
      case 'ConditionalExpression':
        return first([node.consequent, node.alternate])
      case 'LogicalExpression':
        return first(node.operator === '&&' ? [node.right] : [node.left, node.right])
      case 'NewExpression':
        return isConverter(node) ? first(node.arguments.slice(0, 1)) : null
      case 'CallExpression':
        return this.#inCall(node, depth + 1)
      default:
        return null
    }
  }

  #valuesOf(node: TSESTree.Identifier): readonly TSESTree.Node[] {
    const variable = this.#tracer.variableAt(node)
    return variable ? initialValues(valuesAt(variable, node)) : []
  }

  #inCall(node: TSESTree.CallExpression, depth: number): ValueDigest | null {
    return (
      this.#computed(node) ??
      this.#ofMethod(node, depth) ??
      this.#converted(node, depth) ??
      this.#returned(node, depth)
    )
  }

  /** One call that gives the digest: `sha256(x)`, `hashPii(x, key)`, `crypto.subtle.digest('SHA-256', x)`. */
  #computed(node: TSESTree.CallExpression): ValueDigest | null {
    const [first] = node.arguments
    if (first && isKeyedHashCall(node, this.#context)) return digestOf(node, true, [first], 4)
    const hmac = hmacComputedAt(node, this.#tracer)
    if (hmac) return digestOf(node, true, hmac.message ? [hmac.message] : [], 4)
    for (const source of this.#tracer.sourcesOf(node.callee)) {
      const isSubtle = isSubtleMethod(source, 'digest')
      const input = node.arguments[isSubtle ? 1 : (digestedArgument(source) ?? Infinity)]
      if (input) return digestOf(node, false, [input], isSubtle ? 8 : 4)
    }
    return null
  }

  #ofMethod(node: TSESTree.CallExpression, depth: number): ValueDigest | null {
    const callee = unwrap(node.callee)
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : null
    if (callee.type !== 'MemberExpression' || name === null) return null
    if (name === 'digest' || name === 'finalize') return this.#ended(node, callee.object)
    const isCut = cuts.has(name)
    if (!isCut && !sameValue.has(name)) return null
    const inner = this.find(callee.object, depth)
    if (!inner) return null
    const isOwn = isWithin(inner.node, node)
    const whole = { ...inner, node: isOwn ? node : inner.node }
    if (isCut) {
      const isReplaceable = inner.isReplaceable && isOwn
      return { ...whole, bits: bitsLeft(inner, name, node.arguments, this.#tracer), isReplaceable }
    }
    if (name !== 'toString' && name !== 'join') return whole
    const [encoding] = node.arguments
    const written = name === 'join' ? 'hex' : encoding && staticStringOf(encoding)
    const unit = unitOf[written ?? ''] ?? inner.unit
    return { ...whole, unit, isReplaceable: inner.isReplaceable || isOwn }
  }

  /** `createHash('sha256').update(x).digest('hex')`, or the same on a variable. */
  #ended(node: TSESTree.CallExpression, object: TSESTree.Node): ValueDigest | null {
    const { maker, inputs } = this.#started(object)
    if (!maker) return null
    const [encoding] = node.arguments
    const unit = encoding ? (unitOf[staticStringOf(encoding) ?? ''] ?? 4) : 8
    const isKeyed = hmacStartedAt(maker, this.#tracer) !== null
    if (!isKeyed && !this.#tracer.sourcesOf(maker.callee).some(makesPlainHash)) return null
    return digestOf(node, isKeyed, inputs, unit)
  }

  /** The call at the start of a chain of `update`, and what the chain is fed with. */
  #started(object: TSESTree.Node): {
    maker: TSESTree.CallExpression | TSESTree.NewExpression | null
    inputs: readonly TSESTree.Node[]
  } {
    const inputs: TSESTree.Node[] = []
    let node = unwrap(object)
    for (let count = 0; count < deepest; count++) {
      if (node.type === 'Identifier') {
        inputs.push(...updatesOf(node, this.#tracer))
        const [value] = this.#valuesOf(node)
        if (!value) break
        node = unwrap(value)
        continue
      }
      if (node.type === 'NewExpression') return { maker: node, inputs }
      if (node.type !== 'CallExpression') break
      const callee = unwrap(node.callee)
      if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'update')
        return { maker: node, inputs }
      inputs.unshift(...node.arguments.slice(0, 1))
      node = unwrap(callee.object)
    }
    return { maker: null, inputs }
  }

  #converted(node: TSESTree.CallExpression, depth: number): ValueDigest | null {
    const [first] = node.arguments
    const inner = first && isConverter(node) ? this.find(first, depth) : null
    if (!inner) return null
    const isText = !/from$/i.test(calledName(node))
    const isOwn = isWithin(inner.node, node)
    const whole = { ...inner, node: isOwn ? node : inner.node }
    return isText ? { ...whole, unit: 4, isReplaceable: inner.isReplaceable || isOwn } : whole
  }

  /** A function of the project that gives a digest of what it is given. */
  #returned(node: TSESTree.CallExpression, depth: number): ValueDigest | null {
    for (const fn of this.#tracer.functionsAt(node.callee)) {
      for (const value of this.#tracer.returnsOf(fn)) {
        const inner = this.find(value, depth)
        if (inner) {
          const inputs = [...node.arguments, ...inner.inputs]
          return { ...inner, node, inputs, value: onlyTextOf(node.arguments) }
        }
      }
    }
    return null
  }
}

function digestOf(
  node: TSESTree.Node,
  isKeyed: boolean,
  inputs: readonly TSESTree.Node[],
  unit: number,
): ValueDigest {
  return { isKeyed, node, inputs, value: onlyTextOf(inputs), bits: null, unit, isReplaceable: unit < 8 }
}

function initialValues(values: ReturnType<typeof valuesAt>): readonly TSESTree.Node[] {
  return values.flatMap((value) => {
    if (value.kind !== 'place' || value.place.path.length > 0) return []
    const { owner } = value.place
    if (owner.type === 'VariableDeclarator') return owner.init ? [owner.init] : []
    return owner.type === 'AssignmentExpression' ? [owner.right] : []
  })
}

/** `hash.update(x)` as a statement of its own. */
function updatesOf(node: TSESTree.Identifier, tracer: Tracer): readonly TSESTree.Node[] {
  return (tracer.variableAt(node)?.references ?? []).flatMap(({ identifier }) => {
    const member = identifier.parent
    const call = member.parent
    if (member.type !== 'MemberExpression' || call?.type !== 'CallExpression') return []
    return propertyName(member) === 'update' ? call.arguments.slice(0, 1) : []
  })
}

function isWithin(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1]
}
