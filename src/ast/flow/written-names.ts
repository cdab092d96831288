// What does a pattern, an assignment target or an expression read and write, by name?
import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap } from '../unwrap.ts'
import { runTimeNodesIn } from './run-time-children.ts'
import { runsOtherCode } from './side-effects.ts'

/** The variables and members that an assignment target, or a pattern, gives a new value. */
export interface Targets {
  readonly names: TSESTree.Identifier[]
  readonly members: TSESTree.MemberExpression[]
}

export function targetsOf(target: TSESTree.Node): Targets {
  const targets: Targets = { names: [], members: [] }
  const pending: (TSESTree.Node | null)[] = [target]
  while (pending.length > 0) {
    const node = pending.pop()
    if (node) pending.push(...innerTargets(unwrap(node), targets))
  }
  return targets
}

function innerTargets(node: TSESTree.Node, found: Targets): readonly (TSESTree.Node | null)[] {
  switch (node.type) {
    case 'Identifier':
      found.names.push(node)
      return []
    case 'MemberExpression':
      found.members.push(node)
      return []
    case 'ArrayPattern':
      return node.elements
    case 'ObjectPattern':
      return node.properties.map((property) => (property.type === 'Property' ? property.value : property))
    case 'AssignmentPattern':
      return [node.left]
    case 'RestElement':
      return [node.argument]
    case 'TSParameterProperty':
      return [node.parameter]
    case 'VariableDeclaration':
      return node.declarations.map((declarator) => declarator.id)
    default:
      return []
  }
}

/** What an expression's value depends on. */
export interface Reading {
  readonly names: Set<string>
  /** names of the members it reads */
  readonly members: Set<string>
  /** the variables (or `this`) whose members it reads */
  readonly roots: Set<string>
  /** the names it reads before it calls other code */
  readonly beforeOtherCode: Set<string>
  /** true when it reads what it writes itself: such a value cannot be had again */
  readonly changesItself: boolean
}

export function readingOf(expression: TSESTree.Expression): Reading {
  const [members, roots, written] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const notRead = new Set<TSESTree.Node>()
  const read: TSESTree.Identifier[] = []
  let lastCall = -1
  for (const node of runTimeNodesIn(expression)) {
    for (const { name } of writtenBy(node)) written.add(name)
    for (const name of namesOnly(node)) notRead.add(name)
    if (runsOtherCode(node)) lastCall = Math.max(lastCall, node.range[0])
    if (node.type === 'MemberExpression') {
      members.add(memberName(node))
      roots.add(rootName(node))
    } else if (node.type === 'Identifier' && !notRead.has(node)) {
      read.push(node)
    }
  }
  const beforeOtherCode = new Set(read.filter(({ range }) => range[1] <= lastCall).map(({ name }) => name))
  const changesItself = read.some(({ name }) => written.has(name))
  const names = new Set([...read.map(({ name }) => name), ...written])
  return { names, members, roots, beforeOtherCode, changesItself }
}

function writtenBy(node: TSESTree.Node): readonly TSESTree.Identifier[] {
  if (node.type === 'AssignmentExpression') return targetsOf(node.left).names
  return node.type === 'UpdateExpression' ? targetsOf(node.argument).names : []
}

/** The identifiers directly below a node that do not read a variable. */
function namesOnly(node: TSESTree.Node): readonly TSESTree.Node[] {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? [] : [node.property]
    case 'Property':
      return node.computed ? [] : [node.key]
    case 'AssignmentExpression':
      return node.operator === '=' ? writtenBy(node) : []
    default:
      return []
  }
}

/** Stands for the name of a member that is computed. */
export const computed = ''

/** The name of the member that is read or written. */
export function memberName(node: TSESTree.MemberExpression): string {
  const { property } = node
  if (property.type === 'Literal') return String(property.value)
  if (node.computed) return computed
  return property.type === 'Identifier' || property.type === 'PrivateIdentifier' ? property.name : computed
}

/** The variable a chain of members starts at; `this`; empty for anything else. */
export function rootName(node: TSESTree.MemberExpression): string {
  let current: TSESTree.Node = node
  while (current.type === 'MemberExpression' || current.type === 'CallExpression') {
    current = unwrap(current.type === 'MemberExpression' ? current.object : current.callee)
  }
  if (current.type === 'Identifier') return current.name
  return current.type === 'ThisExpression' ? 'this' : ''
}
