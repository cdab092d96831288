// Must what stands here fit a type that the code writes down?
import type { TSESTree } from '@typescript-eslint/utils'

import { readType } from '../../ast/declared-type.ts'
import { memberChainOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'

/**
 * Whether an expression is part of a value with a written type, below the call that it is sent by: an annotated
 * variable, `satisfies`, the result of a callback. What a sanitizer leaves out such a type may ask for.
 */
export function standsUnderType(node: TSESTree.Node, call: TSESTree.Node, tracer: Tracer): boolean {
  for (let current = node.parent; current && current !== call; current = current.parent) {
    const type = typeAround(current, tracer)
    if (type && !holdsAnything(type, tracer)) return true
    if (/Statement$|Declaration$/.test(current.type) && current.type !== 'ReturnStatement') return false
  }
  return false
}

function typeAround(node: TSESTree.Node, tracer: Tracer): TSESTree.TypeNode | null {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return node.typeAnnotation
    case 'VariableDeclarator':
      return node.id.typeAnnotation?.typeAnnotation ?? null
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return node.returnType?.typeAnnotation ?? null
    case 'PropertyDefinition':
      return node.typeAnnotation?.typeAnnotation ?? null
    case 'AssignmentExpression':
      return typeOfTarget(node.left, tracer)
    default:
      return null
  }
}

/** The annotation of the variable that is assigned to, or to whose object. */
function typeOfTarget(target: TSESTree.Node, tracer: Tracer): TSESTree.TypeNode | null {
  const { root } = memberChainOf(target)
  for (const def of tracer.variableAt(root)?.defs ?? []) {
    const { name } = def
    if (name.type === 'Identifier' && name.typeAnnotation) return name.typeAnnotation.typeAnnotation
  }
  return null
}

/** `any`, `unknown`, `as const`, `Record<string, …>`, and lists and promises of them. */
function holdsAnything(type: TSESTree.TypeNode, tracer: Tracer): boolean {
  if (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier') {
    if (type.typeName.name === 'const') return true
  }
  let shape = readType({ syntax: type, index: tracer.indexOf(type) })
  while (shape.kind === 'array') shape = shape.element
  return shape.kind === 'open' || (shape.kind === 'object' && shape.isOpen && shape.properties.size === 0)
}
