// Is this value an HMAC, a received signature, or neither, and how much of it has come this far?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import { membersOf } from '../../ast/trace-member.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { originsOfCall, originsOfNew } from './origins-of-call.ts'
import { originsOfVariable } from './origins-of-variable.ts'
import { headerOfSource } from './received-signatures.ts'
import type { Origin, ParameterOrigin } from './signature-origin.ts'
import {
  distinctOrigins,
  elementOf,
  inForm,
  isCarried,
  listOf,
  literalAt,
  otherAt,
  whole,
} from './signature-origin.ts'

/** Steps one question may take; what lies beyond counts as anything else. */
const stepBudget = 3000
const deepestNesting = 120
/** Parameters of helpers that hand a value on to helpers, and names read from one. */
const mostParameters = 40
const longestPath = 4

/** Answers where signatures come from; one instance per file, all answers are remembered. */
export class SignatureOrigins {
  readonly tracer: Tracer
  readonly #known = new Map<TSESTree.Node, readonly Origin[]>()
  readonly #pending = new Map<TSESTree.Node, number>()
  #callers: Map<FunctionNode, TSESTree.CallExpression[]> | null = null
  #steps = 0
  #lowestCycle = Infinity

  constructor(tracer: Tracer) {
    this.tracer = tracer
  }

  /** The origins of a value, where parameters stand for whatever callers give. */
  of(outer: TSESTree.Node): readonly Origin[] {
    const node = unwrapAwait(outer)
    const known = this.#known.get(node)
    if (known) return known
    const pendingAt = this.#pending.get(node)
    if (pendingAt !== undefined) {
      this.#lowestCycle = Math.min(this.#lowestCycle, pendingAt)
      return []
    }
    const depth = this.#pending.size
    if (depth === 0) this.#steps = 0
    if (depth > deepestNesting || ++this.#steps > stepBudget) {
      this.#lowestCycle = Math.min(this.#lowestCycle, 0)
      return [otherAt(node)]
    }
    return this.#find(node, depth)
  }

  /** As `of`, with the arguments of the file's calls in place of parameters. */
  resolved(node: TSESTree.Node): readonly Origin[] {
    const found: Origin[] = []
    const asked = new Set<string>()
    const pending = [...this.of(node)]
    for (let origin = pending.shift(); origin; origin = pending.shift()) {
      const callers = origin.kind === 'parameter' ? this.callersOf(origin.function) : []
      if (origin.kind !== 'parameter' || callers.length === 0 || origin.path.length > longestPath) {
        found.push(origin)
        continue
      }
      const key = `${origin.function.range.join()} ${origin.index} ${origin.shape} ${origin.path.join('\0')}`
      if (asked.has(key) || asked.size > mostParameters) continue
      asked.add(key)
      for (const call of callers) pending.push(...this.#given(call, origin))
    }
    return distinctOrigins(found)
  }

  /** The origins of what a path reads from these sources. */
  ofSources(sources: readonly Source[]): readonly Origin[] {
    return sources.flatMap((source) => this.#ofSource(source))
  }

  /** What a call of this function with these arguments returns. */
  ofResult(fn: FunctionNode, call: TSESTree.CallExpression | null): readonly Origin[] {
    if (fn.generator) return [otherAt(fn)]
    const returned = this.tracer.returnsOf(fn).flatMap((expression) => this.of(expression))
    return returned.flatMap((origin) =>
      call && origin.kind === 'parameter' && origin.function === fn ? this.#given(call, origin) : [origin],
    )
  }

  /** The calls of a function in this file. */
  callersOf(fn: FunctionNode): readonly TSESTree.CallExpression[] {
    this.#callers ??= callersByFunction(this.tracer)
    return this.#callers.get(fn) ?? []
  }

  #find(node: TSESTree.Node, depth: number): readonly Origin[] {
    const outerCycle = this.#lowestCycle
    this.#lowestCycle = Infinity
    this.#pending.set(node, depth)
    const origins = distinctOrigins(this.#ofExpression(node))
    this.#pending.delete(node)
    // An answer that leaned on a question still open is not complete: only the outermost is.
    if (this.#lowestCycle >= depth) {
      this.#known.set(node, origins)
      this.#lowestCycle = outerCycle
    } else this.#lowestCycle = Math.min(this.#lowestCycle, outerCycle)
    return origins
  }

  #ofExpression(node: TSESTree.Node): readonly Origin[] {
    switch (node.type) {
      case 'Identifier': {
        const variable = this.tracer.variableAt(node)
        return variable ? originsOfVariable(variable, this) : this.ofSources(this.tracer.sourcesOf(node))
      }
      case 'Literal':
        return [literalAt(node)]
      case 'TemplateLiteral':
        return this.#ofText(node, node.expressions)
      case 'BinaryExpression':
        return node.operator === '+' ? this.#ofText(node, addends(node)) : [otherAt(node)]
      case 'ConditionalExpression':
        return [...this.of(node.consequent), ...this.of(node.alternate)]
      case 'LogicalExpression':
        return node.operator === '&&' ? this.of(node.right) : [...this.of(node.left), ...this.of(node.right)]
      case 'AssignmentExpression':
        return this.of(node.right)
      case 'ArrayExpression':
        return this.#ofArray(node)
      case 'SpreadElement':
        return this.of(node.argument)
      case 'MemberExpression':
        return this.#ofMember(node)
      case 'CallExpression':
        return originsOfCall(node, this)
      case 'NewExpression':
        return originsOfNew(node, this)
      default:
        return [otherAt(node)]
    }
  }

  /** Text with a digest in it takes as long to compare as the digest alone; other parts must stand alone. */
  #ofText(node: TSESTree.Node, parts: readonly TSESTree.Node[]): readonly Origin[] {
    const dynamic = parts
      .map((part) => this.of(part))
      .filter((origins) => !origins.every(({ kind }) => kind === 'literal'))
    if (dynamic.length === 0) return [literalAt(node)]
    const kept = dynamic
      .flat()
      .filter(({ kind }) => kind === 'digest' || (dynamic.length === 1 && kind !== 'hmac'))
    return kept.length > 0 ? inForm(kept, 'text') : [otherAt(node)]
  }

  #ofArray(node: TSESTree.ArrayExpression): readonly Origin[] {
    if (node.elements.length === 0) return [otherAt(node)]
    return node.elements.flatMap((element) => {
      if (element === null) return []
      return element.type === 'SpreadElement' ? this.of(element.argument) : listOf(this.of(element))
    })
  }

  #ofMember(node: TSESTree.MemberExpression): readonly Origin[] {
    const name = propertyName(node)
    if (name === 'buffer' || name === 'groups') return this.of(node.object)
    const read = this.ofSources(this.tracer.sourcesOf(node))
    if (read.some(({ kind }) => kind === 'received') || !isElementRead(node, name)) return read
    const elements = elementOf(this.of(node.object)).filter(isCarried)
    // A header that came several times is an array.
    const first = elements.map((origin) =>
      origin.kind === 'received' && name === '0' ? whole(origin) : origin,
    )
    return first.length > 0 ? first : read
  }

  #ofSource(source: Source): readonly Origin[] {
    const { kind, node, path } = source
    const header = headerOfSource(source)
    if (header !== null) return [{ kind: 'received', node, header, shape: 'whole', form: 'text' }]
    if (kind === 'declared') return []
    if (kind === 'literal') return [literalAt(node)]
    if (kind === 'parameter') {
      const { function: fn, index } = source
      return [{ kind, node, function: fn, index, path, shape: 'whole', form: 'unknown' }]
    }
    const isElements = path.every((name) => name === '*' || /^\d+$/.test(name))
    if (!isElements || kind === 'import' || kind === 'global' || kind === 'instance') return [otherAt(node)]
    return path.reduce((origins: readonly Origin[]) => elementOf(origins), this.of(node))
  }

  /** What a call gives to a parameter. */
  #given(call: TSESTree.CallExpression, parameter: ParameterOrigin): readonly Origin[] {
    const { index, path, shape } = parameter
    const passed = call.arguments.slice(0, index + 1)
    if (passed.some(({ type }) => type === 'SpreadElement') || path[0] === '...') return [otherAt(call)]
    const argument = passed[index]
    if (!argument) return [literalAt(call)]
    const firstElement = path.indexOf('*')
    const names = firstElement < 0 ? path : path.slice(0, firstElement)
    const base =
      names.length === 0
        ? this.of(argument)
        : this.ofSources(membersOf(this.tracer.sourcesOf(argument), names, this.tracer))
    const given = path.slice(names.length).reduce((origins) => elementOf(origins), base)
    return given.map((origin) => ({
      ...origin,
      shape: shape === 'whole' ? origin.shape : shape,
      form: parameter.form === 'unknown' ? origin.form : parameter.form,
    }))
  }
}

/** `list[i]`, `match[1]`, `match.groups.hex` */
function isElementRead({ object }: TSESTree.MemberExpression, name: string | null): boolean {
  if (name === null || /^\d+$/.test(name)) return true
  const holder = unwrap(object)
  return holder.type === 'MemberExpression' && propertyName(holder) === 'groups'
}

function addends(node: TSESTree.BinaryExpression): readonly TSESTree.Node[] {
  const parts: TSESTree.Node[] = []
  let current: TSESTree.Node = node
  while (current.type === 'BinaryExpression' && current.operator === '+') {
    parts.unshift(current.right)
    current = unwrap(current.left)
  }
  return [current, ...parts]
}

function callersByFunction(tracer: Tracer): Map<FunctionNode, TSESTree.CallExpression[]> {
  const callers = new Map<FunctionNode, TSESTree.CallExpression[]>()
  for (const call of tracer.index.calls) {
    if (call.type !== 'CallExpression') continue
    for (const fn of tracer.functionsAt(call.callee)) {
      const calls = callers.get(fn)
      if (calls) calls.push(call)
      else callers.set(fn, [call])
    }
  }
  return callers
}
