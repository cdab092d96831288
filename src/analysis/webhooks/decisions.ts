// Where does the result of a check decide something, and what does it mean there?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Tracer } from '../../ast/tracer.ts'
import { innerOf } from '../../ast/unwrap.ts'
import { isLogging } from './outcomes.ts'

/** A place where the result of a check is used. */
export type Use =
  /** nobody looks at it */
  | { readonly kind: 'ignored'; readonly node: TSESTree.Node }
  /** it is written to a log, and nothing else */
  | { readonly kind: 'logged'; readonly node: TSESTree.Node }
  /** anything else */
  | { readonly kind: 'used'; readonly node: TSESTree.Node }

/** The outermost node that stands for the very value of an expression: through casts, `await` and reads of `.ok`. */
export function valueOf(node: TSESTree.Node): TSESTree.Node {
  let current = node
  for (let outer = current.parent; outer; outer = current.parent) {
    const isWrapped = innerOf(outer) === current && outer.type !== 'SequenceExpression'
    const isAwaited = outer.type === 'AwaitExpression'
    if (!isWrapped && !isAwaited && !isVerdictRead(outer, current)) break
    current = outer
  }
  return current
}

/** `verify(request).ok` */
function isVerdictRead(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return (
    outer.type === 'MemberExpression' &&
    outer.object === inner &&
    outer.property.type === 'Identifier' &&
    /^(?:ok|valid|isValid|verified|success)$/.test(outer.property.name)
  )
}

/** The uses of the result of a check, those of the variable that keeps it included. */
export function usesOf(check: TSESTree.Node, tracer: Tracer): readonly Use[] {
  const node = valueOf(check)
  const { parent } = node
  if (isDiscarded(node)) return [{ kind: 'ignored', node }]
  const target =
    parent?.type === 'VariableDeclarator' && parent.init === node
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.right === node && parent.operator === '='
        ? parent.left
        : null
  if (target?.type !== 'Identifier') return [useAt(node)]
  const isExported = parent?.parent?.parent?.type === 'ExportNamedDeclaration'
  const reads = tracer.variableAt(target)?.references.filter((reference) => reference.isRead()) ?? []
  if (reads.length === 0) return [{ kind: isExported ? 'used' : 'ignored', node }]
  return reads.map(({ identifier }) => useAt(valueOf(identifier as TSESTree.Node)))
}

/** `verify(request);`, `void verify(request)` */
function isDiscarded(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type === 'ExpressionStatement') return true
  return parent?.type === 'UnaryExpression' && parent.operator === 'void' && isDiscarded(parent)
}

function useAt(node: TSESTree.Node): Use {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'CallExpression') return { kind: isLogging(current) ? 'logged' : 'used', node }
    const isPart =
      current.type === 'Property' || current.type === 'ObjectExpression' || current.type === 'TemplateLiteral'
    if (!isPart) break
  }
  return { kind: 'used', node }
}

/**
 * What an expression is when the check within it succeeds: true, or false behind an odd number of negations; `null`
 * where the way from the check to it is no plain logic.
 */
export function truthAt(outer: TSESTree.Node, check: TSESTree.Node): boolean | null {
  // `a !== b` is false where the two are the same.
  let truth = !(check.type === 'BinaryExpression' && check.operator.startsWith('!'))
  let current = check
  for (; current !== outer;) {
    const { parent } = current
    if (!parent) return null
    const kept = truthThrough(parent, current, truth)
    if (kept === null) return null
    truth = kept
    current = parent
  }
  return truth
}

function truthThrough(parent: TSESTree.Node, inner: TSESTree.Node, truth: boolean): boolean | null {
  switch (parent.type) {
    case 'UnaryExpression':
      return parent.operator === '!' ? !truth : null
    case 'BinaryExpression':
      return truthCompared(parent, truth)
    case 'CallExpression':
      return parent.callee.type === 'Identifier' && parent.callee.name === 'Boolean' ? truth : null
    case 'ConditionalExpression':
      return parent.test === inner ? null : truth
    case 'LogicalExpression':
    case 'AwaitExpression':
      return truth
    default:
      return innerOf(parent) === inner || isVerdictRead(parent, inner) ? truth : null
  }
}

/** `verify() === false`, `verify() !== true` */
function truthCompared({ right, operator }: TSESTree.BinaryExpression, truth: boolean): boolean | null {
  if (right.type !== 'Literal' || typeof right.value !== 'boolean' || !/^[!=]==?$/.test(operator)) return null
  return operator.startsWith('=') === right.value ? truth : !truth
}
