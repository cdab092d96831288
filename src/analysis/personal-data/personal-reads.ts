// Does this text hold personal data, or an address with whatever stands in its query?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { lastNameOf, propertyName, staticStringOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { segmentsOf } from '../../vocabulary/sensitive-fields.ts'
import { isEvidentlyBoolean } from '../values/harmless-values.ts'
import type { PersonalRead } from './personal-words.ts'
import {
  isConstantName,
  isPersonalName,
  parameterAtEnd,
  parameterValue,
  readByNames,
} from './personal-words.ts'
import { changesQuery, isNewUrl, namesRead } from '../values/query-reads.ts'
import { elementsOf, isSplitAtSign, isUnreadable, sameText, textFunctions } from '../values/text-calls.ts'
import { valuesAt } from '../values/variable-values.ts'

type Bindings = ReadonlyMap<FunctionNode, readonly TSESTree.Node[]>

const readingWords = new Set('get fetch read find load'.split(' '))
/** Methods that read a value by the name given: `searchParams.get('email')`. */
const namedReads = new Set('get param header query'.split(' '))
const deepest = 12

/** What personal data the text of an expression holds; `null` when nothing shows any. */
export function personalReadIn(node: TSESTree.Node, tracer: Tracer): PersonalRead | null {
  return new TextReader(tracer).read(node, new Map(), 0)
}

class TextReader {
  readonly #tracer: Tracer
  readonly #active = new Set<TSESTree.Node>()

  constructor(tracer: Tracer) {
    this.#tracer = tracer
  }

  read(outer: TSESTree.Node, given: Bindings, depth: number): PersonalRead | null {
    const node = unwrapAwait(outer)
    if (depth > deepest || this.#active.has(node)) return null
    this.#active.add(node)
    const found = this.#read(node, given, depth + 1)
    this.#active.delete(node)
    return found
  }

  #read(node: TSESTree.Node, given: Bindings, depth: number): PersonalRead | null {
    const first = (nodes: readonly TSESTree.Node[]) => this.#first(nodes, given, depth)
    switch (node.type) {
      case 'TemplateLiteral':
        return this.#inTemplate(node, given, depth)
      case 'TaggedTemplateExpression':
        return this.#inTemplate(node.quasi, given, depth)
      case 'BinaryExpression':
        return node.operator === '+' ? (parameterValue(node) ?? first([node.left, node.right])) : null
      case 'ConditionalExpression':
        return first([node.consequent, node.alternate])
      case 'LogicalExpression':
        return first(node.operator === '&&' ? [node.right] : [node.left, node.right])
      case 'AssignmentExpression':
        return first([node.right])
      case 'Identifier':
        return this.#inVariable(node, given, depth)
      case 'MemberExpression':
        return this.#inMember(node, given, depth)
      case 'NewExpression':
        return isNewUrl(node) ? first(node.arguments.slice(0, 1)) : null
      case 'CallExpression':
        return this.#inCall(node, given, depth)
      default:
        return null
    }
  }

  #first(nodes: readonly TSESTree.Node[], given: Bindings, depth: number): PersonalRead | null {
    for (const node of nodes) {
      const found = this.read(node, given, depth)
      if (found) return found
    }
    return null
  }

  #inTemplate(
    { expressions, quasis }: TSESTree.TemplateLiteral,
    given: Bindings,
    depth: number,
  ): PersonalRead | null {
    for (const [index, hole] of expressions.entries()) {
      const found = parameterAtEnd(quasis[index]?.value.cooked ?? '') ?? this.read(hole, given, depth)
      if (found) return found
    }
    return null
  }

  #inVariable(node: TSESTree.Identifier, given: Bindings, depth: number): PersonalRead | null {
    const variable = this.#tracer.variableAt(node)
    if (!variable)
      return node.name === 'location' ? { kind: 'query', name: 'location' } : this.#named(node, node.name)
    const cleaned = variable.references.some(({ identifier }) => changesQuery(identifier))
    const followed: PersonalRead[] = []
    let isKnown = true
    for (const value of valuesAt(variable, node)) {
      if (value.kind !== 'place') {
        isKnown = false
        continue
      }
      const { owner, path } = value.place
      if (isFunction(owner)) {
        const bound = this.#bound(owner, node, given)
        if (!bound) isKnown = false
        const found = bound && this.read(bound, without(given, owner), depth)
        if (found) followed.push(found)
        continue
      }
      const init =
        owner.type === 'VariableDeclarator'
          ? owner.init
          : owner.type === 'AssignmentExpression'
            ? owner.right
            : null
      if (!init || path.length > 0) isKnown = false
      const found =
        init &&
        (path.length === 0 ? this.read(init, given, depth) : this.#destructured(init, path, given, depth))
      if (found) followed.push(found)
      if (init && path.length === 0 && isUnreadable(init)) isKnown = false
    }
    const [found] = followed
    if (found) return found.kind === 'query' && cleaned ? null : found
    return isKnown ? null : this.#named(node, node.name)
  }

  /** The argument of the call that is looked into, for a parameter taken as it is. */
  #bound(fn: FunctionNode, node: TSESTree.Identifier, given: Bindings): TSESTree.Node | null {
    const index = fn.params.findIndex(
      (parameter) =>
        (parameter.type === 'AssignmentPattern' ? parameter.left : parameter).type === 'Identifier' &&
        nameOfParameter(parameter) === node.name,
    )
    return index === -1 ? null : (given.get(fn)?.[index] ?? null)
  }

  #destructured(
    init: TSESTree.Node,
    path: readonly (string | null)[],
    given: Bindings,
    depth: number,
  ): PersonalRead | null {
    const url = path.length === 1 ? this.#urlBehind(unwrapAwait(init)) : null
    if (url) return path[0] === 'href' || path[0] === 'search' ? this.#queryOf(url, init, given, depth) : null
    const names = [...namesRead(init, this.#tracer), ...path]
    return readByNames(names)
  }

  #inMember(node: TSESTree.MemberExpression, given: Bindings, depth: number): PersonalRead | null {
    const name = propertyName(node)
    const object = unwrapAwait(node.object)
    if (name === '0' && isSplitAtSign(object)) return this.read(object.callee.object, given, depth)
    const url = this.#urlBehind(object)
    if (url) return name === 'href' || name === 'search' ? this.#queryOf(url, object, given, depth) : null
    const read = name === null || isConstantName(node) ? null : readByNames(namesRead(node, this.#tracer))
    if (read) return isEvidentlyBoolean(node, this.#tracer) || this.#isLiteral(node) ? null : read
    for (const source of this.#tracer.sourcesOf(node)) {
      if (source.kind !== 'expression' || source.path.length > 0 || source.node === node) continue
      const found = this.read(source.node, given, depth)
      if (found) return found
    }
    return null
  }

  /** The address that `new URL(address)` was made of, directly or through a variable. */
  #urlBehind(object: TSESTree.Node): TSESTree.NewExpression | null {
    if (object.type === 'NewExpression') return isNewUrl(object) ? object : null
    if (object.type !== 'Identifier') return null
    const source = this.#tracer.sourcesOf(object).find(({ kind }) => kind === 'new')
    return source?.kind === 'new' && source.path.length === 0 && isNewUrl(source.node) ? source.node : null
  }

  #queryOf(
    url: TSESTree.NewExpression,
    object: TSESTree.Node,
    given: Bindings,
    depth: number,
  ): PersonalRead | null {
    const found = this.#first(url.arguments.slice(0, 1), given, depth)
    const variable = object.type === 'Identifier' ? this.#tracer.variableAt(object) : null
    const cleaned = variable?.references.some(({ identifier }) => changesQuery(identifier)) ?? false
    return found?.kind === 'query' && cleaned ? null : found
  }

  #inCall(node: TSESTree.CallExpression, given: Bindings, depth: number): PersonalRead | null {
    const callee = unwrap(node.callee)
    const [argument] = node.arguments
    if (callee.type === 'MemberExpression') {
      const name = propertyName(callee) ?? ''
      if (name === 'concat') return this.#first([callee.object, ...node.arguments], given, depth)
      if (name === 'join') return this.#first(elementsOf(callee.object), given, depth)
      if (sameText.has(name)) return this.read(callee.object, given, depth)
      if (name === 'replace' || name === 'replaceAll') {
        const found = this.read(callee.object, given, depth)
        // What is replaced in an address is most likely its query.
        return found?.kind === 'query' ? null : found
      }
      const asked = namedReads.has(name) && argument ? staticStringOf(argument) : null
      if (asked !== null) return isPersonalName(asked) ? { kind: 'data', name: asked } : null
    }
    const name = lastNameOf(callee) ?? ''
    if (textFunctions.has(name)) return argument ? this.read(argument, given, depth) : null
    for (const fn of this.#tracer.functionsAt(node.callee)) {
      const within = new Map([...given, [fn, node.arguments.map((given): TSESTree.Node => given)] as const])
      const found = given.has(fn) ? null : this.#first(this.#tracer.returnsOf(fn), within, depth)
      if (found) return found
    }
    const [verb = '', ...rest] = segmentsOf(name)
    const isRead = readingWords.has(verb) && rest.length > 0 && isPersonalName(rest.join('_'))
    return isRead ? { kind: 'data', name } : null
  }

  #named(node: TSESTree.Identifier, name: string): PersonalRead | null {
    if (!isPersonalName(name) || isEvidentlyBoolean(node, this.#tracer) || this.#isLiteral(node)) return null
    return isConstantName(node) ? null : { kind: 'data', name }
  }

  #isLiteral(node: TSESTree.Node): boolean {
    const sources = this.#tracer.sourcesOf(node)
    return sources.length > 0 && sources.every(({ kind }) => kind === 'literal')
  }
}

function nameOfParameter(parameter: TSESTree.Parameter): string | null {
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  return target.type === 'Identifier' ? target.name : null
}

function without(given: Bindings, fn: FunctionNode): Bindings {
  return new Map([...given].filter(([known]) => known !== fn))
}
