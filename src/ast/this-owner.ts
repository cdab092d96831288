// What is `this` here?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type { ClassNode, FunctionNode } from './source-file.ts'
import { isClass, isFunction } from './source-file.ts'
import { memberChainOf } from './static-value.ts'
import { unwrap, wrapperOf } from './unwrap.ts'

/** A class, an object literal whose method runs, or an old-style constructor function. */
export type ThisOwner = ClassNode | TSESTree.ObjectExpression | FunctionNode

export interface ThisPlace {
  readonly owner: ThisOwner
  readonly isStatic: boolean
}

type Variables = ReadonlyMap<TSESTree.Node, TSESLint.Scope.Variable>

/** The owner of `this` at a node; `null` at the top level of a file. Linear in the nesting depth. */
export function thisPlaceOf(node: TSESTree.Node, variables?: Variables): ThisPlace | null {
  const ancestors = [node]
  for (let current = node.parent; current; current = current.parent) {
    ancestors.push(current)
    if (current.type === 'FunctionDeclaration') break
  }
  let place: ThisPlace | null = null
  for (let depth = ancestors.length - 1; depth > 0; depth--) {
    const [child, parent] = [ancestors[depth - 1], ancestors[depth]]
    if (child && parent) place = thisPlaceBelow(parent, child, place, variables)
  }
  return place
}

/** The owner of `this` in a child of a node, given the owner around that node. */
export function thisPlaceBelow(
  parent: TSESTree.Node,
  child: TSESTree.Node,
  outer: ThisPlace | null,
  variables?: Variables,
): ThisPlace | null {
  switch (parent.type) {
    case 'FunctionDeclaration':
      return { owner: parent, isStatic: false }
    case 'FunctionExpression':
      return placeInMethod(parent, outer, variables)
    case 'StaticBlock':
      return { owner: parent.parent.parent, isStatic: true }
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.value === child ? { owner: parent.parent.parent, isStatic: parent.static } : outer
    default:
      return outer
  }
}

function placeInMethod(
  method: TSESTree.FunctionExpression,
  outer: ThisPlace | null,
  variables: Variables | undefined,
): ThisPlace {
  const { parent } = method
  const own = { owner: method, isStatic: false }
  switch (parent.type) {
    case 'MethodDefinition':
      return { owner: parent.parent.parent, isStatic: parent.static }
    case 'Property':
      return parent.parent.type === 'ObjectExpression' ? placeInLiteral(parent.parent, variables) : own
    case 'AssignmentExpression':
      return (parent.right === method ? placeOfTarget(parent.left, outer, variables) : null) ?? own
    case 'MemberExpression':
      return (isBoundToThis(parent) ? outer : null) ?? own
    default:
      return own
  }
}

/** `Shop.prototype = { … }` and `Object.assign(Shop.prototype, { … })` are written for instances of `Shop`. */
function placeInLiteral(literal: TSESTree.ObjectExpression, variables: Variables | undefined): ThisPlace {
  const { parent } = literal
  const own = { owner: literal, isStatic: false }
  const target =
    parent.type === 'AssignmentExpression' && parent.right === literal
      ? parent.left
      : parent.type === 'CallExpression' && parent.arguments[1] === literal
        ? parent.arguments[0]
        : null
  if (!target || target.type === 'SpreadElement') return own
  const { root, path } = memberChainOf(target)
  if (path.length !== 1 || path[0] !== 'prototype') return own
  const owner = ownerNamed(root, variables)
  return owner ? { owner, isStatic: false } : own
}

/** `Shop.prototype.track = function () {…}`, `shop.track = function () {…}`, `this.track = function () {…}` */
function placeOfTarget(
  target: TSESTree.Node,
  outer: ThisPlace | null,
  variables: Variables | undefined,
): ThisPlace | null {
  const { root, path } = memberChainOf(target)
  if (root.type === 'ThisExpression') return path.length === 1 ? outer : null
  const owner = ownerNamed(root, variables)
  if (!owner) return null
  if (path.length === 1) return { owner, isStatic: owner.type !== 'ObjectExpression' }
  return path.length === 2 && path[0] === 'prototype' ? { owner, isStatic: false } : null
}

/** The class, function or object that a name stands for, as far as its declaration says. */
function ownerNamed(name: TSESTree.Node, variables: Variables | undefined): ThisOwner | null {
  const definition: TSESTree.Node | undefined = variables?.get(name)?.defs[0]?.node
  if (!definition) return null
  const value =
    definition.type === 'VariableDeclarator'
      ? definition.id.type === 'Identifier' && definition.init && unwrap(definition.init)
      : definition
  return value && isThisOwner(value) ? value : null
}

/** `function () {…}.bind(this)` */
function isBoundToThis(member: TSESTree.MemberExpression): boolean {
  const call = member.parent
  const { property } = member
  return (
    property.type === 'Identifier' &&
    property.name === 'bind' &&
    call.type === 'CallExpression' &&
    call.callee === member &&
    call.arguments[0]?.type === 'ThisExpression'
  )
}

/** The name that holds an owner of `this`: its own, or that of the variable it is given to. */
export function nameOfOwner(owner: ThisOwner): TSESTree.Identifier | null {
  if (owner.type !== 'ObjectExpression' && owner.id) return owner.id
  const { parent } = wrapperOf(owner)
  const name =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression'
        ? parent.left
        : null
  return name?.type === 'Identifier' ? name : null
}

/** The function of a class that runs on construction. */
export function constructorOf(node: ClassNode): FunctionNode | null {
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue
    // Overloads without a body stand before the constructor itself.
    if (member.value.type === 'FunctionExpression') return member.value
  }
  return null
}

/** True for the nodes that can own `this`. */
function isThisOwner(node: TSESTree.Node): node is ThisOwner {
  return isClass(node) || node.type === 'ObjectExpression' || isFunction(node)
}
