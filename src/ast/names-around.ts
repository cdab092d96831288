// By which names does the code around a node go?
import type { TSESTree } from '@typescript-eslint/utils'

import { isClass, isFunction } from './source-file.ts'
import { keyName } from './static-value.ts'

/** The names of the functions, classes, members and variables around a node, the innermost first. */
export function namesAround(node: TSESTree.Node): readonly string[] {
  const names: string[] = []
  for (let outer = node.parent; outer; outer = outer.parent) {
    if ((isFunction(outer) || isClass(outer)) && outer.id) names.push(outer.id.name)
    if (outer.type === 'VariableDeclarator' && outer.id.type === 'Identifier') names.push(outer.id.name)
    if (outer.type === 'MethodDefinition' || outer.type === 'Property')
      names.push(keyName(outer.key, outer.computed) ?? '')
  }
  return names
}
