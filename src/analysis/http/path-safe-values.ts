// Can this value stand in a path or query as it is: a number, a UUID, or something encoded already?
import type { TSESTree } from '@typescript-eslint/utils'

import type { ParameterSource, Source } from '../../ast/source.ts'
import { valuesAmong } from '../../ast/source.ts'
import { lastNameOf, propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import type { ClientContext } from '../clients/clients.ts'
import { isNumberType } from '../values/number-types.ts'
import { isChecked } from './path-safe-checks.ts'
import { callsOfPrivate } from '../values/private-functions.ts'

const numberOperators = new Set('- * / % ** | & ^ << >> >>>'.split(' '))
const numberFunctions = new Set('Number parseInt parseFloat BigInt Boolean'.split(' '))
/** Functions whose results have letters, digits and hyphens only. */
const idMakers =
  /^(?:random)?uuid(?:v?\d)?$|^v[1-7]$|^(?:nanoid|ulid|cuid2?|createId|objectId|md5|sha\d+|hashPii)$/i
/** Names of functions that are there to encode; `encodeURI` leaves `/`, `?` and `+` alone. */
const encoderName = /^(?!encodeURI$)\w*encode\w*$|^(?:urlEncode|quote|rawurlencode|slugify)$/i
const deepest = 12

/** Whether everything a value can be is safe in a path. */
export function isSafeInPath(node: TSESTree.Node, { tracer, types }: ClientContext): boolean {
  return types?.isNumber(node) === true || new SafetyCheck(tracer).isSafe(node, 0)
}

class SafetyCheck {
  readonly #tracer: Tracer
  readonly #active = new Set<TSESTree.Node>()

  constructor(tracer: Tracer) {
    this.#tracer = tracer
  }

  isSafe(outer: TSESTree.Node, depth: number): boolean {
    const node = unwrapAwait(outer)
    if (depth > deepest || this.#active.has(node)) return false
    this.#active.add(node)
    const isSafe = this.#check(node, depth + 1)
    this.#active.delete(node)
    return isSafe
  }

  #check(node: TSESTree.Node, depth: number): boolean {
    const all = (nodes: readonly TSESTree.Node[]): boolean =>
      nodes.every((inner) => this.isSafe(inner, depth))
    switch (node.type) {
      case 'Literal':
        return true
      case 'TemplateLiteral':
        return all(node.expressions)
      case 'UpdateExpression':
        return true
      case 'UnaryExpression':
        return node.operator !== 'void'
      case 'BinaryExpression':
        return node.operator === '+' ? all([node.left, node.right]) : numberOperators.has(node.operator)
      case 'ConditionalExpression':
        return all([node.consequent, node.alternate])
      case 'LogicalExpression':
        return node.operator === '&&' ? all([node.right]) : all([node.left, node.right])
      case 'NewExpression':
        return node.callee.type === 'Identifier' && node.callee.name === 'URLSearchParams'
      case 'CallExpression':
        return this.#isSafeCall(node, depth)
      case 'Identifier':
      case 'MemberExpression':
        return this.#isSafeRead(node, depth)
      default:
        return false
    }
  }

  #isSafeCall(node: TSESTree.CallExpression, depth: number): boolean {
    const callee = unwrap(node.callee)
    const name = lastNameOf(callee) ?? ''
    if (callee.type === 'MemberExpression') {
      if (/^(?:getTime|now|toFixed|valueOf|indexOf|toHexString)$/.test(name)) return true
      if (name === 'digest') return isPlainDigest(node)
      if (/^(?:parse|parseAsync)$/.test(name)) return checksShape(callee.object)
      if (callee.object.type === 'Identifier' && callee.object.name === 'Math') return true
      if (isTextMethod(name)) return this.isSafe(callee.object, depth)
    }
    if (numberFunctions.has(name) || idMakers.test(name)) return true
    if (name === 'String') return node.arguments[0] ? this.isSafe(node.arguments[0], depth) : false
    const sources = valuesAmong(this.#tracer.sourcesOf(node.callee))
    // `const enc = encodeURIComponent`
    if (sources.some((source) => source.kind === 'global')) {
      return sources.every(
        (source) => source.kind === 'global' && isEncoder(source.path.at(-1) ?? source.name),
      )
    }
    const functions = this.#tracer.functionsAt(node.callee)
    if (functions.length > 0) {
      const returned = functions.flatMap((fn) => this.#tracer.returnsOf(fn))
      return returned.length > 0 && returned.every((value) => this.isSafe(value, depth))
    }
    return isEncoder(name) || (callee.type === 'MemberExpression' && name === 'escape')
  }

  #isSafeRead(node: TSESTree.Identifier | TSESTree.MemberExpression, depth: number): boolean {
    if (node.type === 'MemberExpression' && /^(?:length|size)$/.test(propertyName(node) ?? '')) return true
    const sources = this.#tracer.sourcesOf(node)
    if (sources.some((source) => source.kind === 'declared' && isNumberType(source.type, source.path)))
      return true
    if (isChecked(node, this.#tracer)) return true
    const values = valuesAmong(sources)
    return values.length > 0 && values.every((source) => this.#isSafeSource(source, node, depth))
  }

  #isSafeSource(source: Source, read: TSESTree.Node, depth: number): boolean {
    switch (source.kind) {
      case 'literal':
        return true
      case 'global':
        return source.path[0] === 'env'
      case 'import':
        return /^[A-Z][A-Z\d_]*$/.test(source.path.at(-1) ?? '')
      case 'parameter':
        return this.#isSafeParameter(source, depth)
      case 'call':
        if (source.path.length > 0) return isParsedField(source.node, source.path, this.#tracer)
        return source.node !== read && this.isSafe(source.node, depth)
      case 'expression':
        return source.path.length === 0 && source.node !== read && this.isSafe(source.node, depth)
      default:
        return false
    }
  }

  /** What every caller of a function that nobody else can call hands over. */
  #isSafeParameter({ function: fn, index, path }: ParameterSource, depth: number): boolean {
    const calls = path.length === 0 ? callsOfPrivate(fn, this.#tracer) : null
    if (!calls || calls.length === 0) return false
    return calls.every((call) => {
      const argument = call.arguments[index]
      return argument !== undefined && argument.type !== 'SpreadElement' && this.isSafe(argument, depth)
    })
  }
}

function isEncoder(name: string): boolean {
  return encoderName.test(name)
}

function isTextMethod(name: string): boolean {
  return /^(?:toString|trim|toLowerCase|toUpperCase|slice|substring|replace|replaceAll|padStart|padEnd)$/.test(
    name,
  )
}

/** Hexadecimal, or base64 for addresses; base64 itself has `/` and `+`. */
function isPlainDigest({ arguments: [encoding] }: TSESTree.CallExpression): boolean {
  const text = encoding ? staticStringOf(encoding) : null
  return text === 'hex' || text === 'base64url'
}

/** `z.string().uuid()`, `z.number()`, `z.coerce.number()` */
function checksShape(outer: TSESTree.Node): boolean {
  for (let node = unwrap(outer); ;) {
    if (node.type === 'CallExpression') node = unwrap(node.callee)
    else if (node.type === 'MemberExpression') {
      if (/^(?:uuid(?:v\d)?|guid|number|int|bigint|nanoid|cuid2?|ulid)$/.test(propertyName(node) ?? ''))
        return true
      node = unwrap(node.object)
    } else return false
  }
}

/** `z.object({ id: z.string().uuid() }).parse(input).id` */
function isParsedField(call: TSESTree.CallExpression, path: readonly string[], tracer: Tracer): boolean {
  const callee = unwrap(call.callee)
  const [name] = path
  if (callee.type !== 'MemberExpression' || !/^parse(?:Async)?$/.test(propertyName(callee) ?? ''))
    return false
  return [callee.object, ...tracer.sourcesOf(callee.object).map(({ node }) => node)].some((schema) => {
    const made = unwrap(schema)
    const shape = made.type === 'CallExpression' ? made.arguments[0] : undefined
    if (shape?.type !== 'ObjectExpression') return false
    return shape.properties.some(
      (property) =>
        property.type === 'Property' &&
        property.key.type === 'Identifier' &&
        property.key.name === name &&
        checksShape(property.value),
    )
  })
}
