// What does a variable hold when its value is sent?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { rootOf } from '../../ast/flow/code-root.ts'
import type { PatternPlace } from '../../ast/pattern-path.ts'
import { valuesAmong } from '../../ast/source.ts'
import { keyName } from '../../ast/static-value.ts'
import { membersOf } from '../../ast/trace-member.ts'
import { judgeChange } from './judge-changes.ts'
import { judgeParameter } from './judge-parameters.ts'
import { judgeSource, sensitiveRead } from './judge-reads.ts'
import { contentAt } from '../values/object-content.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import { lastNameIn } from './element-names.ts'
import type { VariableValue } from '../values/variable-values.ts'
import { isUnfilled, valuesOf } from '../values/variable-values.ts'
import type { PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

/** Judges what `path` reads from a variable: its values, and what is put into its object before it is sent. */
export function judgeVariable(
  judge: PayloadJudge,
  node: TSESTree.Identifier,
  path: readonly string[],
  outer: Frame,
): PayloadState {
  const frame = path.length === 0 && outer.mode === 'leaf' ? { ...outer, readAs: node.name } : outer
  const variable = judge.tracer.variableAt(node)
  if (!variable) return judge.opaque(node, node.name, path, frame)
  return judge.follow(node, path, frame, () =>
    judge.unlessTyped(node, path, frame, (within) => judgeHeld(judge, variable, node, path, within)),
  )
}

function judgeHeld(
  judge: PayloadJudge,
  variable: TSESLint.Scope.Variable,
  node: TSESTree.Identifier,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  // `declare const user: User`, or a variable that only other files fill.
  if (valuesOf(variable).every(isUnfilled)) return judge.opaque(node, node.name, path, frame)
  const place = rootOf(frame.use) === rootOf(node) ? frame.use : node
  const isSensitive = (name: string): boolean => judge.isSensitive(name, frame)
  const { values, changes, without } = contentAt({
    variable,
    node,
    place,
    path,
    tracer: judge.tracer,
    isSensitive,
  })
  const inner = without.size > 0 ? { ...frame, without: new Set([...frame.without, ...without]) } : frame
  const states = values.map((value) => judgeValue(judge, node, value, path, inner))
  const changed = changes.map((change): [TSESTree.Node, PayloadState] => [
    change.node,
    judgeChange(judge, change, path, frame),
  ])
  return judge.joinParts([[node, anyOf(states)], ...changed], frame)
}

/** A read of a variable: `path` below the variable, `names` below what it was destructured from. */
export interface VariableRead {
  readonly node: TSESTree.Identifier
  readonly path: readonly string[]
  readonly names: readonly string[]
  readonly frame: Frame
}

function judgeValue(
  judge: PayloadJudge,
  node: TSESTree.Identifier,
  value: VariableValue,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  if (value.kind === 'code') return 'harmless'
  if (value.kind === 'outside') return judgeOutside(judge, node, path, frame)
  const { place } = value
  const own = place.path.map((part) => part ?? '*')
  const taken = own.at(-1)
  const read = taken === undefined ? null : sensitiveRead(judge, node, taken, path, frame)
  if (read) return read
  const names = [...own, ...path]
  const without = names.length === 0 ? new Set([...frame.without, ...excludedFrom(place)]) : frame.without
  const defaults = place.defaults.map((given) =>
    judge.judge(given.value, [...given.path.map((part) => part ?? '*'), ...path], frame),
  )
  const given = { node, path, names, frame: { ...frame, without } }
  return anyOf([judgePlace(judge, given, place), ...defaults])
}

/** An import: what the other file exports, where the project lets it be read. */
function judgeOutside(
  judge: PayloadJudge,
  node: TSESTree.Identifier,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const { tracer } = judge
  const sources = valuesAmong(membersOf(tracer.sourcesOf(node), path, tracer))
  const isOpened = sources.length > 0 && sources.every(({ kind }) => kind !== 'import')
  return isOpened
    ? anyOf(sources.map((source) => judgeSource(judge, source, node, [], frame)))
    : judge.opaque(node, node.name, path, frame)
}

/** `const { ssn, ...rest } = user`: what a rest leaves out, level with the names it was taken from. */
function excludedFrom({ isRest, pattern, path }: PatternPlace): ReadonlySet<string> {
  const names = new Set<string>()
  const object = pattern.type === 'AssignmentPattern' ? pattern.left : pattern
  if (!isRest || path.length > 0 || object.type !== 'ObjectPattern') return names
  for (const property of object.properties) {
    if (property.type !== 'Property') continue
    const name = keyName(property.key, property.computed)
    if (name !== null) names.add(name)
  }
  return names
}

function judgePlace(judge: PayloadJudge, read: VariableRead, { owner, pattern }: PatternPlace): PayloadState {
  const { node, path, names, frame } = read
  switch (owner.type) {
    case 'VariableDeclarator':
      return owner.init ? judge.judge(owner.init, names, frame) : 'absent'
    case 'AssignmentExpression':
      return judge.judge(owner.right, names, frame)
    case 'ForOfStatement':
      return judge.judge(owner.right, ['*', ...names], frame)
    case 'ForInStatement':
      return 'harmless'
    case 'CatchClause':
      return judge.opaque(node, lastNameIn(names) ?? node.name, path, frame)
    case 'TSParameterProperty':
      return judgeParameter(judge, read, owner.parent as TSESTree.FunctionExpression, owner)
    default:
      return judgeParameter(judge, read, owner, pattern)
  }
}
