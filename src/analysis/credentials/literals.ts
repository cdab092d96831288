// Which string literals of this file reach this expression?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { isClass } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { propertyName } from '../../ast/static-value.ts'
import { membersOf } from '../../ast/trace-member.ts'
import { holderOf } from '../../ast/tracer.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'

/** A text that is written down, and where. */
export interface WrittenText {
  readonly node: TSESTree.Node
  readonly text: string
}

/** Conversions are looked through this deep. */
const deepest = 6

/** The texts that can end up in what `path` reads from an expression, whole or as a part of it. */
export function textsReaching(
  node: TSESTree.Node,
  path: readonly string[],
  tracer: Tracer,
  depth = 0,
): readonly WrittenText[] {
  if (depth > deepest) return []
  const sources = membersOf(tracer.sourcesOf(node), path, tracer)
  return sources.flatMap((source) => textsOf(source, tracer, depth + 1))
}

function textsOf(source: Source, tracer: Tracer, depth: number): readonly WrittenText[] {
  switch (source.kind) {
    case 'literal':
      return typeof source.value === 'string' ? [{ node: source.node, text: source.value }] : []
    case 'expression':
      return partsOf(source.node).flatMap((part) => textsReaching(part, [], tracer, depth))
    case 'call':
      return source.path.length === 0 ? convertedTexts(source.node, tracer, depth) : []
    case 'parameter':
      return argumentsGiven(source.function, source.index, tracer).flatMap((argument) =>
        textsReaching(argument, source.path, tracer, depth),
      )
    default:
      return []
  }
}

/** The operands of a template or concatenation; the fixed pieces of a template are no literals of their own. */
function partsOf(node: TSESTree.Node): readonly TSESTree.Node[] {
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
const textFunctions = new Set(['btoa', 'atob', 'String', 'encodeURIComponent', 'Buffer.from'])

/** `Buffer.from('…').toString('base64')`, `btoa('…')`, `'…'.trim()` */
function convertedTexts(
  node: TSESTree.CallExpression,
  tracer: Tracer,
  depth: number,
): readonly WrittenText[] {
  const callee = unwrap(node.callee)
  if (callee.type === 'MemberExpression' && textMethods.has(propertyName(callee) ?? '')) {
    return textsReaching(callee.object, [], tracer, depth)
  }
  const [first] = node.arguments
  const isConversion = tracer
    .sourcesOf(callee)
    .some((source) => source.kind === 'global' && textFunctions.has([source.name, ...source.path].join('.')))
  return isConversion && first && first.type !== 'SpreadElement'
    ? textsReaching(first, [], tracer, depth)
    : []
}

/** What the calls in this file hand to a parameter; other files may hand it more. */
function argumentsGiven(fn: FunctionNode, index: number, tracer: Tracer): readonly TSESTree.Node[] {
  const { parent } = fn
  const isConstructor = parent.type === 'MethodDefinition' && parent.kind === 'constructor'
  const owner = isConstructor ? parent.parent.parent : null
  const holder = owner ? nameOfClass(owner) : holderOf(fn)
  const variable = holder && tracer.variableAt(holder)
  return (variable?.references ?? []).flatMap(({ identifier }) => {
    const call = identifier.parent
    if (call.type !== 'NewExpression' && call.type !== 'CallExpression') return []
    if (call.callee !== identifier || (call.type === 'NewExpression') !== isConstructor) return []
    const given = call.arguments.slice(0, index + 1)
    const argument = given[index]
    return argument && !given.some(({ type }) => type === 'SpreadElement') ? [argument] : []
  })
}

function nameOfClass(node: TSESTree.Node): TSESTree.Identifier | null {
  if (!isClass(node)) return null
  if (node.id) return node.id
  const { parent } = node
  return parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : null
}
