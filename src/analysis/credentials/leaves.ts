// Which places does the text at this expression come from, whole or as a part of it?
import type { TSESTree } from '@typescript-eslint/utils'

import { platformNameOf } from '../../ast/known-functions.ts'
import type { ClassNode, FunctionNode } from '../../ast/source-file.ts'
import { isClass, programOf } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { propertyName } from '../../ast/static-value.ts'
import { constructorOf } from '../../ast/this-owner.ts'
import { membersOf } from '../../ast/trace-member.ts'
import { holderOf } from '../../ast/tracer.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { callsWithin } from '../values/calls-within.ts'

/** A place that is not looked through any further: a literal, an environment read, an import, an opaque call … */
export interface Leaf {
  readonly source: Source
  /** the smallest expression of the linted file that the search went through on its way */
  readonly at: TSESTree.Node
}

/** Conversions are looked through this deep. */
const deepest = 6

/**
 * The places from which what `path` reads from an expression comes, through templates, sums, conversions such as
 * `btoa(…)`, alternatives, and the calls of this file that hand a parameter its value.
 */
export function leavesReaching(
  node: TSESTree.Node,
  path: readonly string[],
  tracer: Tracer,
  depth = 0,
  near: TSESTree.Node = node,
  within: Source | null = null,
): readonly Leaf[] {
  if (depth > deepest) return []
  const at = programOf(node) === tracer.index.file.ast ? node : near
  const inner = unwrapAwait(node)
  const next = (part: TSESTree.Node) => leavesReaching(part, path, tracer, depth + 1, at, within)
  if (inner.type === 'ConditionalExpression') return [inner.consequent, inner.alternate].flatMap(next)
  if (inner.type === 'LogicalExpression' && inner.operator !== '&&') {
    return [inner.left, inner.right].flatMap(next)
  }
  const whole = within ? tracer.sourcesIn(within, node) : tracer.sourcesOf(node)
  return membersOf(whole, path, tracer).flatMap((source) => leavesOf(source, at, tracer, depth + 1))
}

function leavesOf(source: Source, at: TSESTree.Node, tracer: Tracer, depth: number): readonly Leaf[] {
  const next = (node: TSESTree.Node, path: readonly string[] = []) =>
    leavesReaching(node, path, tracer, depth, at)
  // What a function makes of its parameters depends on the call that it was reached through.
  const inside = (node: TSESTree.Node) => leavesReaching(node, [], tracer, depth, at, source)
  switch (source.kind) {
    case 'declared':
      return []
    case 'expression':
      return partsOf(source.node).flatMap((part) => inside(part))
    case 'call': {
      const converted = source.path.length === 0 ? convertedBy(source.node, tracer) : null
      return converted ? inside(converted) : [{ source, at }]
    }
    case 'parameter': {
      const given = argumentsGiven(source.function, source.index, tracer)
      return given.length > 0 ? given.flatMap((argument) => next(argument, source.path)) : [{ source, at }]
    }
    default:
      return [{ source, at }]
  }
}

/** The operands of a template or concatenation; the fixed pieces of a template are no literals of their own. */
export function partsOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  if (node.type === 'TemplateLiteral') return node.expressions
  return node.type === 'BinaryExpression' && node.operator === '+' ? [node.left, node.right] : []
}

const textMethods = new Set([
  'toString',
  'trim',
  'toLowerCase',
  'toUpperCase',
  'concat',
  'replace',
  'valueOf',
])
const encoders = new Set(['btoa', 'Buffer.from'])
const textFunctions = new Set(['atob', 'String', 'encodeURIComponent'])

/** `Buffer.from('…').toString('base64')`, `btoa('…')`, `'…'.trim()`: what is converted; `null` for other calls. */
export function convertedBy(node: TSESTree.CallExpression, tracer: Tracer): TSESTree.Node | null {
  const callee = unwrap(node.callee)
  if (callee.type === 'MemberExpression' && textMethods.has(propertyName(callee) ?? '')) return callee.object
  return encodedBy(node, tracer) ?? firstArgumentOf(node, textFunctions, tracer)
}

/** `btoa(x)` and `Buffer.from(x)`: what is encoded; `null` for other calls. */
export function encodedBy(node: TSESTree.CallExpression, tracer: Tracer): TSESTree.Node | null {
  return firstArgumentOf(node, encoders, tracer)
}

/** The argument of a function of the platform that has one of those names. */
function firstArgumentOf(
  { callee, arguments: [first] }: TSESTree.CallExpression,
  names: ReadonlySet<string>,
  tracer: Tracer,
): TSESTree.Node | null {
  if (!first || first.type === 'SpreadElement') return null
  return tracer.sourcesOf(callee).some((source) => names.has(platformNameOf(source) ?? '')) ? first : null
}

/** What the calls in this file hand to a parameter; other files may hand it more. */
export function argumentsGiven(fn: FunctionNode, index: number, tracer: Tracer): readonly TSESTree.Node[] {
  const { parent } = fn
  const isConstructor = parent.type === 'MethodDefinition' && parent.kind === 'constructor'
  const calls = isConstructor
    ? constructionsOf(parent.parent.parent, tracer)
    : callsByName(holderOf(fn), tracer)
  return calls.flatMap((call) => {
    const given = call.arguments.slice(0, index + 1)
    const argument = given[index]
    return argument && !given.some(({ type }) => type === 'SpreadElement') ? [argument] : []
  })
}

function callsByName(name: TSESTree.Identifier | null, tracer: Tracer): readonly TSESTree.CallExpression[] {
  return referencesTo(name, tracer).flatMap((mention) => {
    const { parent } = mention
    return parent.type === 'CallExpression' && parent.callee === mention ? [parent] : []
  })
}

/** `new X(…)`, and the `super(…)` of the classes that extend `X`; those without a constructor are made as it is. */
function constructionsOf(
  node: ClassNode,
  tracer: Tracer,
  generation = 0,
): readonly (TSESTree.NewExpression | TSESTree.CallExpression)[] {
  if (generation > deepest) return []
  return referencesTo(nameOfClass(node), tracer).flatMap((mention) => {
    const { parent } = mention
    if (parent.type === 'NewExpression') return parent.callee === mention ? [parent] : []
    if (!isClass(parent) || parent.superClass !== mention) return []
    const own = constructorOf(parent)
    return own
      ? callsWithin(own, tracer).filter(({ callee }) => callee.type === 'Super')
      : constructionsOf(parent, tracer, generation + 1)
  })
}

function referencesTo(name: TSESTree.Identifier | null, tracer: Tracer) {
  const variable = name && tracer.variableAt(name)
  return (variable?.references ?? []).map(({ identifier }) => identifier)
}

function nameOfClass(node: ClassNode): TSESTree.Identifier | null {
  if (node.id) return node.id
  const { parent } = node
  return parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : null
}
