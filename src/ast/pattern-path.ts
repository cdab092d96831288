// Where in the destructured value does this binding sit?
import type { TSESTree } from '@typescript-eslint/utils'
import type { FunctionNode } from './source-file.ts'
import { isFunction } from './source-file.ts'
import { keyName } from './static-value.ts'

/** The statement or function that gives a binding its value. */
export type PatternOwner =
  | TSESTree.VariableDeclarator
  | TSESTree.AssignmentExpression
  | TSESTree.ForOfStatement
  | TSESTree.ForInStatement
  | TSESTree.CatchClause
  | TSESTree.TSParameterProperty
  | FunctionNode

export interface PatternPlace {
  readonly owner: PatternOwner
  /** the part of the owner (parameter, declarator id, left side) that holds the pattern */
  readonly pattern: TSESTree.Node
  /** names read from the value on the way; `*` is an element, `null` a computed name */
  readonly path: readonly (string | null)[]
  /** default values on the way, outermost first, each with the path below it */
  readonly defaults: readonly {
    readonly value: TSESTree.Expression
    readonly path: readonly (string | null)[]
  }[]
  /** true for `...rest` */
  readonly isRest: boolean
}

/** Walks from a bound identifier up to what binds it; `null` when it is not part of a pattern. */
export function patternPlaceOf(identifier: TSESTree.Node): PatternPlace | null {
  const path: (string | null)[] = []
  const defaults: { value: TSESTree.Expression; path: (string | null)[] }[] = []
  let isRest = false
  let current: TSESTree.Node = identifier
  for (;;) {
    const parent: TSESTree.Node | undefined = current.parent
    if (!parent) return null
    switch (parent.type) {
      case 'AssignmentPattern':
        if (parent.left !== current) return null
        defaults.unshift({ value: parent.right, path: [...path] })
        break
      case 'Property':
        if (parent.value !== current) return null
        path.unshift(keyName(parent.key, parent.computed))
        break
      case 'ArrayPattern': {
        const index = parent.elements.indexOf(current as TSESTree.DestructuringPattern)
        if (current.type !== 'RestElement') path.unshift(String(index))
        break
      }
      case 'RestElement':
        isRest = true
        break
      case 'ObjectPattern':
        break
      default:
        return placeIn(parent, current, { path, defaults, isRest })
    }
    current = parent
  }
}

function placeIn(
  owner: TSESTree.Node,
  pattern: TSESTree.Node,
  found: Pick<PatternPlace, 'path' | 'defaults' | 'isRest'>,
): PatternPlace | null {
  switch (owner.type) {
    case 'VariableDeclarator':
      if (owner.id !== pattern) return null
      return loopOf(owner, found) ?? { owner, pattern, ...found }
    case 'AssignmentExpression':
    case 'ForOfStatement':
    case 'ForInStatement':
      return owner.left === pattern ? { owner, pattern, ...found } : null
    case 'CatchClause':
      return owner.param === pattern ? { owner, pattern, ...found } : null
    case 'TSParameterProperty':
      return { owner, pattern, ...found }
    default:
      return isFunction(owner) && owner.params.includes(pattern as TSESTree.Parameter)
        ? { owner, pattern, ...found }
        : null
  }
}

/** `for (const x of xs)`: the loop gives the value, not the declarator. */
function loopOf(
  declarator: TSESTree.VariableDeclarator,
  found: Pick<PatternPlace, 'path' | 'defaults' | 'isRest'>,
): PatternPlace | null {
  const loop = declarator.parent.parent
  if ((loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') && loop.left === declarator.parent) {
    return { owner: loop, pattern: declarator.id, ...found }
  }
  return null
}
