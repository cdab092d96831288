// Which values can a variable have where it is read?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { VariableWrite } from '../../ast/flow/reaching.ts'
import { writesReaching } from '../../ast/flow/reaching.ts'
import { importBindingOf } from '../../ast/import-binding.ts'
import type { PatternPlace } from '../../ast/pattern-path.ts'
import { patternPlaceOf } from '../../ast/pattern-path.ts'

/**
 * | kind    | the value …                                                |
 * |---------|------------------------------------------------------------|
 * | place   | is what a declarator, assignment, loop or call puts there  |
 * | code    | is a function, class or enum                               |
 * | outside | comes from another file, or cannot be followed             |
 */
export type VariableValue = VariableWrite &
  (
    | { readonly kind: 'place'; readonly place: PatternPlace }
    | { readonly kind: 'code' }
    | { readonly kind: 'outside' }
  )

const known = new WeakMap<TSESLint.Scope.Variable, readonly VariableValue[]>()

/** Everything that a variable is ever given, in source order of its definitions and assignments. */
export function valuesOf(variable: TSESLint.Scope.Variable): readonly VariableValue[] {
  const before = known.get(variable)
  if (before) return before
  const values = [...definitionsOf(variable), ...assignmentsTo(variable)]
  known.set(variable, values)
  return values
}

/** What a variable may hold when control reaches a node. */
export function valuesAt(variable: TSESLint.Scope.Variable, node: TSESTree.Node): readonly VariableValue[] {
  return writesReaching(node, valuesOf(variable))
}

/** Whether a value is only declared: `declare const user: User`, `let user: User`. */
export function isUnfilled(value: VariableValue): boolean {
  if (value.kind !== 'place') return false
  const { owner } = value.place
  return owner.type === 'VariableDeclarator' && owner.init === null
}

function definitionsOf(variable: TSESLint.Scope.Variable): readonly VariableValue[] {
  return variable.defs.flatMap((def): readonly VariableValue[] => {
    const node: TSESTree.Node = def.node
    if (importBindingOf(def)) return [{ kind: 'outside', node, replaces: true }]
    switch (def.type as string) {
      case 'Type':
        return []
      case 'FunctionName':
      case 'ClassName':
      case 'TSEnumName':
        return [{ kind: 'code', node, replaces: true }]
      default:
    }
    const place = patternPlaceOf(def.name)
    return [place ? valueIn(place) : { kind: 'outside', node, replaces: true }]
  })
}

function assignmentsTo(variable: TSESLint.Scope.Variable): readonly VariableValue[] {
  return variable.references.flatMap((reference): readonly VariableValue[] => {
    if (!reference.isWrite() || reference.init === true) return []
    const place = patternPlaceOf(reference.identifier)
    return place ? [valueIn(place)] : []
  })
}

function valueIn(place: PatternPlace): VariableValue {
  return { kind: 'place', place, node: place.owner, replaces: alwaysReplaces(place) }
}

/** `x ??= y` may keep the old value; what `x &&= y` keeps is nothing; a loop may have no round. */
function alwaysReplaces({ owner }: PatternPlace): boolean {
  if (owner.type === 'AssignmentExpression') return owner.operator === '=' || owner.operator === '&&='
  if (owner.type === 'VariableDeclarator') return owner.init !== null || owner.parent.kind !== 'var'
  return owner.type !== 'ForOfStatement' && owner.type !== 'ForInStatement'
}
