// Which expressions compare two values in a way that may stop at the first difference?
import type { TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { comparesDeeply } from '../digests/hmac-exports.ts'

/** A comparison, whatever the way of comparing. */
export interface Comparison {
  readonly node: TSESTree.BinaryExpression | TSESTree.CallExpression | TSESTree.SwitchStatement
  /** as messages name it: `===`, `Buffer.compare`, `.includes()` */
  readonly operator: string
  readonly left: TSESTree.Node
  readonly right: TSESTree.Node
  /**
   * | kind | means |
   * |---|---|
   * | operator, call, method | the two are equal or not |
   * | part | `left` holds `right`: a text or list and a part of it |
   * | set | `left` is asked by `has` |
   */
  readonly kind: 'operator' | 'call' | 'method' | 'part' | 'set'
}

const operators = new Set(['===', '!==', '==', '!='])
const methods = new Set(['equals', 'compare', 'localeCompare'])
const partMethods = new Set(['includes', 'indexOf', 'lastIndexOf', 'startsWith', 'endsWith'])

/** The comparisons that a node makes; a `switch` makes one for each case. */
export function comparisonsAt(node: TSESTree.Node, tracer: Tracer): readonly Comparison[] {
  switch (node.type) {
    case 'BinaryExpression': {
      const { operator, left, right } = node
      return operators.has(operator) ? [{ node, operator, left, right, kind: 'operator' }] : []
    }
    case 'SwitchStatement':
      return node.cases.flatMap(({ test }) =>
        test ? [{ node, operator: 'switch', left: node.discriminant, right: test, kind: 'operator' }] : [],
      )
    case 'CallExpression':
      return ofCall(node, tracer)
    default:
      return []
  }
}

function ofCall(node: TSESTree.CallExpression, tracer: Tracer): readonly Comparison[] {
  const [first, second] = node.arguments
  if (!first || node.arguments.some(({ type }) => type === 'SpreadElement')) return []
  if (second) {
    const operator = comparingFunction(node.callee, tracer)
    if (operator !== null) return [{ node, operator, left: first, right: second, kind: 'call' }]
  }
  const callee = unwrap(node.callee)
  return callee.type === 'MemberExpression' ? ofMethod(node, callee, first) : []
}

function ofMethod(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  argument: TSESTree.Node,
): readonly Comparison[] {
  const name = propertyName(callee) ?? ''
  const operands = { node, operator: `.${name}()`, left: callee.object, right: argument }
  if (methods.has(name)) {
    // `expect(a).equals(b, message)` and `bcrypt.compare(a, b)` take the other value beside it.
    const takesOther = name === 'localeCompare' || node.arguments.length === 1
    return takesOther ? [{ ...operands, kind: 'method' }] : []
  }
  if (partMethods.has(name)) return [{ ...operands, kind: 'part' }]
  return name === 'has' ? [{ ...operands, kind: 'set' }] : []
}

/** The name of a function that takes two values and compares them; `null` for any other function. */
function comparingFunction(callee: TSESTree.Node, tracer: Tracer): string | null {
  for (const source of tracer.sourcesOf(callee)) {
    if (comparesDeeply(source)) return calleeText(callee)
    const isModule = source.kind === 'import' && /^(?:node:)?buffer$/.test(source.module)
    if (source.kind !== 'global' && !isModule) continue
    const names = source.kind === 'global' ? [source.name, ...source.path] : source.path
    const name = names.filter((part) => part !== 'default').join('.')
    if (name === 'Object.is' || name === 'Buffer.compare') return name
  }
  return null
}

function calleeText(callee: TSESTree.Node): string {
  const node = unwrap(callee)
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? (propertyName(node) ?? 'isEqual') : 'isEqual'
}
