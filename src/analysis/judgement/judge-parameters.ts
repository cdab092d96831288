// What does a parameter stand for: what a call under way hands over, a list's element, what every caller gives?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { callbackReceiver } from '../../ast/trace-call.ts'
import type { VariableRead } from './judge-variables.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import { lastNameIn } from './element-names.ts'
import { callsOfPrivate } from '../values/private-functions.ts'
import type { PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

/** Judges what is read from a parameter of a function. */
export function judgeParameter(
  judge: PayloadJudge,
  read: VariableRead,
  fn: FunctionNode,
  parameter: TSESTree.Node,
): PayloadState {
  const { node, path, names, frame } = read
  const place = placeOf(fn, parameter, names)
  const bound = frame.bindings.get(fn)
  if (bound && place) {
    const given = bound(place.index)
    if (!given) return 'absent'
    return judge.judge(given.node, [...given.path, ...place.names], {
      ...frame,
      bindings: given.frame.bindings,
    })
  }
  const receiver = place && callbackReceiver(fn, place.index)
  if (receiver) return judge.judge(receiver.node, [...receiver.path, ...place.names], frame)
  const byCallers = place && judgeCallers(judge, fn, place, frame)
  return byCallers ?? judge.opaque(node, lastNameIn(names) ?? node.name, path, frame)
}

interface ParameterPlace {
  readonly index: number
  readonly names: readonly string[]
}

/** `null` for all of a rest parameter. */
function placeOf(
  fn: FunctionNode,
  parameter: TSESTree.Node,
  names: readonly string[],
): ParameterPlace | null {
  const index = fn.params.indexOf(parameter as TSESTree.Parameter)
  if (parameter.type !== 'RestElement') return { index, names }
  const [first, ...rest] = names
  return first !== undefined && /^\d+$/.test(first) ? { index: index + Number(first), names: rest } : null
}

/** A function that only this file can call is as good as what every call hands it. */
function judgeCallers(
  judge: PayloadJudge,
  fn: FunctionNode,
  { index, names }: ParameterPlace,
  frame: Frame,
): PayloadState | null {
  if (frame.mode !== 'record') return null
  const calls = callsOfPrivate(fn, judge.tracer)
  if (!calls || calls.length === 0) return null
  const findings = {
    ...frame.findings,
    faults: new Map(),
    texts: new Map(),
    entries: new Map(),
    lostAt: null,
  }
  const states = calls.map((call) => {
    const given = call.arguments.slice(0, index + 1)
    const argument = given[index]
    if (given.some(({ type }) => type === 'SpreadElement')) return 'raw'
    return argument ? judge.judge(argument, names, { ...frame, findings, use: call }) : 'absent'
  })
  return states.includes('raw') ? null : anyOf(states)
}
