// Which signatures does a variable hold?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { elementCallbacks } from '../../ast/known-functions.ts'
import type { PatternOwner } from '../../ast/pattern-path.ts'
import { patternPlaceOf } from '../../ast/pattern-path.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrap } from '../../ast/unwrap.ts'
import type { Origin } from './signature-origin.ts'
import { elementOf, isCarried, joined, otherAt } from './signature-origin.ts'
import type { SignatureOrigins } from './signature-origins.ts'

/** The origins of all values that a variable gets. */
export function originsOfVariable(
  variable: TSESLint.Scope.Variable,
  signatures: SignatureOrigins,
): readonly Origin[] {
  const written = variable.references.flatMap((reference) =>
    reference.isWrite() && reference.init !== true ? [reference.identifier] : [],
  )
  return [...variable.defs.map(({ name }) => name), ...written].flatMap((name) => ofBinding(name, signatures))
}

function ofBinding(name: TSESTree.Node, signatures: SignatureOrigins): readonly Origin[] {
  const place = patternPlaceOf(name)
  if (!place) return [otherAt(name)]
  const { owner, path } = place
  const isElement = path.length === 1 && /^\d+$/.test(path[0] ?? '')
  if (path.length === 0 || isElement) {
    const value = valueOf(owner, signatures)
    const found = value && (isElement ? elementOf(value) : value)
    if (found && (path.length === 0 || found.some(isCarried))) return found
  }
  if (isFunction(owner) && path.length === 0) {
    const index = owner.params.indexOf(place.pattern as TSESTree.Parameter)
    const received = receivedByCallback(owner, index, signatures)
    if (received) return received
  }
  return signatures.ofSources(signatures.tracer.sourcesOf(name))
}

/** What a statement gives to its whole pattern; `null` for parameters. */
function valueOf(owner: PatternOwner, signatures: SignatureOrigins): readonly Origin[] | null {
  switch (owner.type) {
    case 'VariableDeclarator':
      return owner.init ? signatures.of(owner.init) : []
    case 'AssignmentExpression':
      return owner.operator === '+=' ? joined(signatures.of(owner.right)) : signatures.of(owner.right)
    case 'ForOfStatement':
      return elementOf(signatures.of(owner.right))
    default:
      return null
  }
}

/** The parameter of an inline callback gets an element of the list, or the settled value. */
function receivedByCallback(
  fn: FunctionNode,
  index: number,
  signatures: SignatureOrigins,
): readonly Origin[] | null {
  const call = fn.parent
  if (call.type !== 'CallExpression' || call.arguments[0] !== fn) return null
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return null
  const method = propertyName(callee) ?? ''
  if (method === 'then' && index === 0) return signatures.of(callee.object)
  return elementCallbacks.get(method) === index ? elementOf(signatures.of(callee.object)) : null
}
