// What does a variable hold when its value is sent?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { importBindingOf } from '../ast/import-binding.ts'
import type { PatternPlace } from '../ast/pattern-path.ts'
import { patternPlaceOf } from '../ast/pattern-path.ts'
import type { FunctionNode } from '../ast/source-file.ts'
import { keyName } from '../ast/static-value.ts'
import { callbackReceiver } from '../ast/trace-call.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import type { PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

/** Judges what `path` reads from a variable: its values, and what is written to its object before it is sent. */
export function judgeVariable(
  judge: PayloadJudge,
  node: TSESTree.Identifier,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const variable = judge.tracer.variableAt(node)
  if (!variable) return node.name === 'undefined' ? 'harmless' : judge.opaque(node, node.name, path, frame)
  const values = [...definitionsOf(variable), ...assignmentsTo(variable)]
  // `declare const user: User`, or a variable that only other files fill.
  if (values.every(isUnfilled)) return judge.opaque(node, node.name, path, frame)
  const states = values.map((value) => judgeValue(judge, node, value, path, frame))
  const writes = judge
    .writesBefore(variable, node, frame)
    .map((write): [TSESTree.Node, PayloadState] => [write.node, judge.judgeWrite(write, path, frame)])
  return judge.joinParts([[node, anyOf(states)], ...writes], frame)
}

type Value =
  | { readonly kind: 'place'; readonly place: PatternPlace }
  | { readonly kind: 'import' | 'other' }
  | { readonly kind: 'code' }

function isUnfilled(value: Value): boolean {
  if (value.kind !== 'place') return false
  const { owner } = value.place
  return owner.type === 'VariableDeclarator' && owner.init === null
}

function definitionsOf(variable: TSESLint.Scope.Variable): readonly Value[] {
  return variable.defs.map((def): Value => {
    if (importBindingOf(def)) return { kind: 'import' }
    if (def.type === 'FunctionName' || def.type === 'ClassName' || def.type === 'TSEnumName')
      return { kind: 'code' }
    const place = patternPlaceOf(def.name)
    return place ? { kind: 'place', place } : { kind: 'other' }
  })
}

function assignmentsTo(variable: TSESLint.Scope.Variable): readonly Value[] {
  return variable.references.flatMap((reference): readonly Value[] => {
    if (!reference.isWrite() || reference.init === true) return []
    const place = patternPlaceOf(reference.identifier)
    return place ? [{ kind: 'place', place }] : []
  })
}

function judgeValue(
  judge: PayloadJudge,
  node: TSESTree.Identifier,
  value: Value,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  if (value.kind === 'code') return 'harmless'
  if (value.kind !== 'place') return judge.opaque(node, node.name, path, frame)
  const { place } = value
  const names = [...place.path.map((part) => part ?? '*'), ...path]
  const without = names.length === 0 ? new Set([...frame.without, ...excludedFrom(place)]) : frame.without
  const defaults = place.defaults.map((given) => judge.judge(given.value, below(given.path, path), frame))
  return anyOf([judgePlace(judge, { node, path, names, frame: { ...frame, without } }, place), ...defaults])
}

/** A read of a variable: `path` below the variable, `names` below what it was destructured from. */
interface Read {
  readonly node: TSESTree.Identifier
  readonly path: readonly string[]
  readonly names: readonly string[]
  readonly frame: Frame
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

function below(path: readonly (string | null)[], rest: readonly string[]): readonly string[] {
  return [...path.map((part) => part ?? '*'), ...rest]
}

function judgePlace(judge: PayloadJudge, read: Read, { owner, pattern }: PatternPlace): PayloadState {
  const { names, frame } = read
  switch (owner.type) {
    case 'VariableDeclarator':
      return owner.init ? judge.judge(owner.init, names, frame) : 'harmless'
    case 'AssignmentExpression':
      return judge.judge(owner.right, names, frame)
    case 'ForOfStatement':
      return judge.judge(owner.right, ['*', ...names], frame)
    case 'ForInStatement':
      return 'harmless'
    case 'CatchClause':
      return judgeUnknown(judge, read)
    case 'TSParameterProperty':
      return judgeParameter(judge, read, owner.parent as FunctionNode, owner)
    default:
      return judgeParameter(judge, read, owner, pattern)
  }
}

function judgeUnknown(judge: PayloadJudge, { node, path, names, frame }: Read): PayloadState {
  return judge.opaque(node, names.at(-1) ?? node.name, path, frame)
}

function judgeParameter(
  judge: PayloadJudge,
  read: Read,
  fn: FunctionNode,
  parameter: TSESTree.Node,
): PayloadState {
  const { names, frame } = read
  const index = fn.params.indexOf(parameter as TSESTree.Parameter)
  const bound = frame.bindings.get(fn)
  if (bound) {
    const given = bound(index)
    if (!given) return 'harmless'
    const { node, path, frame: outer } = given
    return judge.judge(node, [...path, ...names], { ...frame, bindings: outer.bindings })
  }
  const receiver = callbackReceiver(fn, index)
  if (receiver) return judge.judge(receiver.node, [...receiver.path, ...names], frame)
  return judgeCallers(judge, fn, index, names, frame) ?? judgeUnknown(judge, read)
}

/** A function that only this file can call is as good as what every call hands it. */
function judgeCallers(
  judge: PayloadJudge,
  fn: FunctionNode,
  index: number,
  names: readonly string[],
  frame: Frame,
): PayloadState | null {
  if (frame.mode !== 'record') return null
  const calls = judge.tracer.callsOf(fn)
  if (!calls || calls.length === 0) return null
  const quiet = { ...frame, findings: { faults: [], keys: frame.findings.keys, lostAt: null } }
  const states = calls.map((call) => {
    const given = call.arguments.slice(0, index + 1)
    const argument = given[index]
    if (given.some(({ type }) => type === 'SpreadElement')) return 'raw'
    return argument ? judge.judge(argument, names, { ...quiet, use: call }) : 'harmless'
  })
  return states.includes('raw') ? null : anyOf(states)
}
