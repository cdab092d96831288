// Under which name does the code write a function down?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from './source-file.ts'
import { keyName, propertyName } from './static-value.ts'
import { wrapperOf } from './unwrap.ts'

/** The node that names a function: its own name, the variable, property or member that it is given to. */
export function nameNodeOf(fn: FunctionNode): TSESTree.Node | null {
  if (fn.id) return fn.id
  const outer = wrapperOf(fn)
  const { parent } = outer
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === outer ? parent.id : null
    case 'AssignmentExpression':
      return parent.right === outer ? parent.left : null
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.value === outer ? parent.key : null
    default:
      return null
  }
}

/** The name of a function; `null` when it has none that the code spells out. */
export function functionNameOf(fn: FunctionNode): string | null {
  const node = nameNodeOf(fn)
  if (!node) return null
  if (node.type === 'MemberExpression') return propertyName(node)
  const { parent } = node
  const isKey =
    parent?.type === 'Property' ||
    parent?.type === 'MethodDefinition' ||
    parent?.type === 'PropertyDefinition'
  return keyName(node, isKey && parent.computed)
}
