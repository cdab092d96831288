// Can the value of an expression have become another one on the way?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../source-file.ts'
import { unwrap } from '../unwrap.ts'
import type { CodeRoot } from './code-root.ts'
import type { Point } from './control-graph.ts'
import { isWrittenElsewhere } from './shared-variables.ts'
import { runsOtherCode } from './side-effects.ts'
import type { Reading } from './written-names.ts'
import { computed, memberName, rootName, targetsOf } from './written-names.ts'

/** Methods that change what the members of their object say. */
const mutators: ReadonlySet<string> = new Set([
  'add',
  'clear',
  'delete',
  'pop',
  'push',
  'set',
  'shift',
  'splice',
  'unshift',
])

/** Everything that was written on a number of points. Calls change nothing but variables that other code assigns. */
export class Changes {
  readonly #names = new Set<string>()
  readonly #members = new Set<string>()
  /** variables whose members were changed by a computed name or by a mutating method */
  readonly #roots = new Set<string>()
  /** variables of which a member was written by its name */
  readonly #namedRoots = new Set<string>()
  #otherCodeRan = false

  add(point: Point): void {
    if (point.binds) this.#write(point.binds)
    if (point.node) this.#run(point.node)
  }

  /** As `add`, for what happens after a function was made that keeps this round's `let`, `const` and parameters. */
  addLater(point: Point): void {
    if (point.binds && !isFresh(point, point.binds)) this.#write(point.binds)
    if (point.node) this.#run(point.node)
  }

  /** Other code runs at a moment that is not known. */
  addOtherCode(): void {
    this.#otherCodeRan = true
  }

  /** May `expression`, which is part of the code of `root`, have another value now? */
  affect(expression: TSESTree.Expression, reading: Reading, root: CodeRoot): boolean {
    if (reading.changesItself) return true
    for (const name of reading.names) {
      if (this.#names.has(name)) return true
      const otherCodeRan = this.#otherCodeRan || reading.beforeOtherCode.has(name)
      if (otherCodeRan && isWrittenElsewhere(name, expression, root)) return true
    }
    return (
      meet(this.#members, reading.members) ||
      meet(this.#roots, reading.roots) ||
      (reading.members.has(computed) && meet(this.#namedRoots, reading.roots))
    )
  }

  #write(target: TSESTree.Node): void {
    const { names, members } = targetsOf(target)
    for (const name of names) this.#names.add(name.name)
    for (const member of members) {
      const name = memberName(member)
      if (name === computed) this.#roots.add(rootName(member))
      else this.#members.add(name)
      this.#namedRoots.add(rootName(member))
    }
  }

  #run(node: TSESTree.Node): void {
    this.#otherCodeRan ||= runsOtherCode(node)
    if (node.type !== 'CallExpression') return
    const callee = unwrap(node.callee)
    if (callee.type === 'MemberExpression' && mutators.has(memberName(callee))) {
      this.#roots.add(rootName(callee))
    }
  }
}

/** Does this point make a new variable, rather than change one that exists? */
function isFresh({ node }: Point, binds: TSESTree.Node): boolean {
  if (node?.type === 'VariableDeclarator') return node.parent.kind !== 'var'
  if (node?.type === 'FunctionDeclaration' || node?.type === 'ClassDeclaration') return true
  return isFunction(binds.parent) || binds.parent?.type === 'CatchClause'
}

function meet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const item of one) if (other.has(item)) return true
  return false
}
