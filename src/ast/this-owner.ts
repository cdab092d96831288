// What is `this` here?
import type { TSESTree } from '@typescript-eslint/utils'
import type { ClassNode, FunctionNode } from './source-file.ts'
import { isClass } from './source-file.ts'

/** A class, an object literal whose method runs, or an old-style constructor function. */
export type ThisOwner = ClassNode | TSESTree.ObjectExpression | FunctionNode

export interface ThisPlace {
  readonly owner: ThisOwner
  readonly isStatic: boolean
}

/** The owner of `this` at a node; `null` at the top level of a file. Linear in the nesting depth. */
export function thisPlaceOf(node: TSESTree.Node): ThisPlace | null {
  let child: TSESTree.Node = node
  for (let current = node.parent; current; child = current, current = current.parent) {
    switch (current.type) {
      case 'FunctionDeclaration':
        return { owner: current, isStatic: false }
      case 'FunctionExpression':
        return placeOfMethod(current)
      case 'StaticBlock':
        return { owner: current.parent.parent, isStatic: true }
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (current.value === child) return { owner: current.parent.parent, isStatic: current.static }
        break
      default:
    }
  }
  return null
}

function placeOfMethod(method: TSESTree.FunctionExpression): ThisPlace {
  const { parent } = method
  if (parent.type === 'MethodDefinition') return { owner: parent.parent.parent, isStatic: parent.static }
  if (parent.type === 'Property' && parent.parent.type === 'ObjectExpression') {
    return { owner: parent.parent, isStatic: false }
  }
  return { owner: method, isStatic: false }
}

/** The function of a class that runs on construction. */
export function constructorOf(node: ClassNode): FunctionNode | null {
  for (const member of node.body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      return member.value.type === 'FunctionExpression' ? member.value : null
    }
  }
  return null
}

/** True for the nodes that can own `this`. */
export function isThisOwner(node: TSESTree.Node): node is ThisOwner {
  return (
    isClass(node) ||
    node.type === 'ObjectExpression' ||
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression'
  )
}
