// What is put into the object that a variable holds, after it was made?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { propertyName, staticStringOf } from '../../ast/static-value.ts'
import { elementCallbacks } from '../../ast/known-functions.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { wrapperOf } from '../../ast/unwrap.ts'
import { changesItsArgument } from './known-copies.ts'

type Variable = TSESLint.Scope.Variable
type Names = readonly (string | null)[]

/** `object.path = value`, `object.path.push(value)`, `Object.assign(object, value)`. */
export interface ObjectChange {
  /** the assignment or call */
  readonly node: TSESTree.Node
  /** names below the variable; `*` is an element of a list, `null` a computed name */
  readonly path: Names
  readonly value: TSESTree.Node
  /** the expression of a computed last name */
  readonly key: TSESTree.Node | null
  /** true when the value's own properties, or elements, are copied in */
  readonly isCopied: boolean
  /** true for `=`, which leaves nothing of what was there */
  readonly replaces: boolean
}

/** Variables that may stand for the same object, one after the other. */
const mostAliases = 20
const mostChanges = 20_000

const known = new WeakMap<Variable, readonly ObjectChange[]>()

/** Every change of a variable's object in the file: through it, through other names for it, in functions it is handed to. */
export function changesOf(variable: Variable, tracer: Tracer): readonly ObjectChange[] {
  const before = known.get(variable)
  if (before) return before
  const finder = new ChangeFinder(tracer)
  finder.visit(variable, [])
  known.set(variable, finder.changes)
  return finder.changes
}

class ChangeFinder {
  readonly changes: ObjectChange[] = []
  readonly #tracer: Tracer
  readonly #visited = new Set<Variable>()

  constructor(tracer: Tracer) {
    this.#tracer = tracer
  }

  visit(variable: Variable, prefix: Names): void {
    if (this.#visited.has(variable) || this.#visited.size >= mostAliases) return
    this.#visited.add(variable)
    for (const { identifier } of variable.references) {
      if (this.changes.length >= mostChanges) return
      this.#read(identifier, prefix)
    }
  }

  /** Climbs `object.a.b` to its end, and looks at what is done with it there. */
  #read(identifier: TSESTree.Node, prefix: Names): void {
    const path = [...prefix]
    let key: TSESTree.Node | null = null
    let node = wrapperOf(identifier)
    for (let parent = node.parent; parent?.type === 'MemberExpression' && parent.object === node;) {
      const name = propertyName(parent)
      const outer = wrapperOf(parent)
      if (outer.parent?.type === 'CallExpression' && outer.parent.callee === outer) {
        this.#methodCall(outer.parent, name ?? '', path)
        return
      }
      path.push(name)
      key = name === null ? parent.property : null
      node = outer
      parent = node.parent
    }
    const { parent } = node
    if (parent?.type === 'AssignmentExpression' && parent.left === node) {
      // Another value for the variable itself changes no object.
      if (path.length > prefix.length) this.#assignment(parent, path, key)
    } else this.#use(node, path)
  }

  #use(node: TSESTree.Node, path: Names): void {
    const { parent } = node
    switch (parent?.type) {
      case 'AssignmentExpression':
        this.#alias(parent.left, path)
        break
      case 'VariableDeclarator':
        if (parent.init === node) this.#alias(parent.id, path)
        break
      case 'ForOfStatement':
        if (parent.right === node) this.#loop(parent, path)
        break
      case 'CallExpression':
        this.#argument(parent, node, path)
        break
      default:
    }
  }

  #assignment(node: TSESTree.AssignmentExpression, path: Names, key: TSESTree.Node | null): void {
    const replaces = node.operator === '=' && path.every((name) => name !== null)
    this.changes.push({ node, path, key, value: node.right, isCopied: false, replaces })
  }

  #alias(target: TSESTree.Node, path: Names): void {
    const variable = target.type === 'Identifier' ? this.#tracer.variableAt(target) : null
    if (variable) this.visit(variable, path)
  }

  #loop({ left }: TSESTree.ForOfStatement, path: Names): void {
    this.#alias(left.type === 'VariableDeclaration' ? left.declarations[0].id : left, [...path, '*'])
  }

  /** `list.push(value)`, `map.set(key, value)`, `list.forEach((item) => { item.x = value })`. */
  #methodCall(node: TSESTree.CallExpression, method: string, path: Names): void {
    const [first, second] = node.arguments
    if (method === 'set' && first && second) {
      this.#put(node, second, [...path, staticStringOf(first)], first)
    } else if (method === 'splice') {
      for (const added of node.arguments.slice(2)) this.#put(node, added, [...path, '*'])
    } else if (method === 'push' || method === 'unshift' || method === 'add') {
      for (const added of node.arguments) this.#put(node, added, [...path, '*'])
    } else if (first && elementCallbacks.has(method)) {
      const index = elementCallbacks.get(method) ?? 0
      for (const fn of this.#tracer.functionsAt(first)) this.#parameter(fn, index, [...path, '*'])
    }
  }

  #put(
    node: TSESTree.CallExpression,
    added: TSESTree.Node,
    path: Names,
    key: TSESTree.Node | null = null,
  ): void {
    const isCopied = added.type === 'SpreadElement'
    const value = isCopied ? added.argument : added
    const place = isCopied ? path.slice(0, -1) : path
    this.changes.push({ node, path: place, key, value, isCopied, replaces: false })
  }

  /** `Object.assign(object, value)`, and functions of the file that fill what they are given. */
  #argument(call: TSESTree.CallExpression, node: TSESTree.Node, path: Names): void {
    const index = call.arguments.indexOf(node as TSESTree.CallExpressionArgument)
    if (index === -1) return
    const sources = this.#tracer.sourcesOf(call.callee)
    if (index === 0 && changesItsArgument(sources)) {
      for (const added of call.arguments.slice(1)) {
        const value = added.type === 'SpreadElement' ? added.argument : added
        this.changes.push({ node: call, path, key: null, value, isCopied: true, replaces: false })
      }
      return
    }
    for (const source of sources) {
      if (source.kind === 'function' && source.path.length === 0) this.#parameter(source.node, index, path)
    }
  }

  #parameter(fn: FunctionNode, index: number, path: Names): void {
    const parameter = fn.params[index]
    const target = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter
    if (target) this.#alias(target, path)
  }
}
