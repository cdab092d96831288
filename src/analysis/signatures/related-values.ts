// From which variables is a value made, and which variables stand for it?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { isFunction } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'

type Variable = TSESLint.Scope.Variable

/** Variables that are followed at most: a signature is a handful of steps away from the request. */
const mostVariables = 40

/** The variables an expression mentions. */
function mentionedIn(node: TSESTree.Node, tracer: Tracer): ReadonlySet<Variable> {
  const found = new Set<Variable>()
  for (const inner of runTimeNodesIn(node, (one) => !isFunction(one))) {
    if (inner.type !== 'Identifier') continue
    const variable = tracer.variableAt(inner)
    if (variable && !variable.defs.some(({ type }) => type === 'ImportBinding' || type === 'FunctionName')) {
      found.add(variable)
    }
  }
  return found
}

/** As `mentionedIn`, with the variables that those are made from. */
export function madeFrom(node: TSESTree.Node, tracer: Tracer): ReadonlySet<Variable> {
  const found = new Set(mentionedIn(node, tracer))
  for (const variable of found) {
    if (found.size > mostVariables) break
    for (const value of valuesOf(variable)) {
      for (const one of mentionedIn(value, tracer)) found.add(one)
    }
  }
  return found
}

/** The expressions that a variable is given, those of destructured objects as a whole. */
export function valuesOf(variable: Variable): readonly TSESTree.Expression[] {
  const first = variable.defs.flatMap(({ node }) =>
    node.type === 'VariableDeclarator' && node.init ? [node.init] : [],
  )
  const later = variable.references.flatMap((reference) =>
    reference.isWrite() && reference.init !== true && reference.writeExpr
      ? [reference.writeExpr as TSESTree.Expression]
      : [],
  )
  return [...first, ...later]
}

/** Whether one value is, or is made from, what the other mentions. */
export function areRelated(one: TSESTree.Node, other: TSESTree.Node, tracer: Tracer): boolean {
  return (
    meet(mentionedIn(one, tracer), madeFrom(other, tracer)) ||
    meet(madeFrom(one, tracer), mentionedIn(other, tracer))
  )
}

function meet(one: ReadonlySet<Variable>, other: ReadonlySet<Variable>): boolean {
  for (const item of one) if (other.has(item)) return true
  return false
}
