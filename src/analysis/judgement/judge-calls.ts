// What does a call hand to the payload: sanitized data, a mapper's fixed fields, a copy, or something unknown?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { valuesAmong } from '../../ast/source.ts'
import { staticStringOf } from '../../ast/static-value.ts'
import { copyOf, isAllowList, isEntries, isFromEntries } from '../values/known-copies.ts'
import { textsIn } from './allowed-keys.ts'
import { judgeEntries, judgeListMethod } from './judge-lists.ts'
import { judgeOpaqueCall } from './judge-opaque-calls.ts'
import type { Binding, Frame, PayloadJudge } from './payload-judge.ts'
import { isHashCall, isSanitizerCall } from './sanitizers.ts'
import type { PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

/** Judges what `path` reads from a call's result. */
export function judgeCall(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const { context, tracer } = judge
  if (isSanitizerCall(node, context)) {
    const [data] = node.arguments
    return frame.opensSanitizers && data ? judge.judge(data, path, frame) : 'sanitized'
  }
  if (isHashCall(node, context)) return 'harmless'
  const sources = calledFunctions(valuesAmong(tracer.sourcesOf(node.callee)))
  return (
    judgeCopy(judge, node, sources, path, frame) ??
    judgeListMethod(judge, node, path, frame) ??
    judgeOwnFunction(judge, node, sources, path, frame) ??
    judgeOpaqueCall(judge, node, path, frame)
  )
}

/** The signatures of an overloaded function are no functions of their own. */
function calledFunctions(sources: readonly Source[]): readonly Source[] {
  const isKnown = sources.some(({ kind }) => kind === 'function')
  return sources.filter(
    ({ kind, node }) => !(isKnown && kind === 'unknown' && node.type === 'TSDeclareFunction'),
  )
}

/** `Object.assign`, `structuredClone`, `pick` … give back what they are given. */
function judgeCopy(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  sources: readonly Source[],
  path: readonly string[],
  frame: Frame,
): PayloadState | null {
  const [first] = node.arguments
  if (first && isFromEntries(sources)) return judgeEntries(judge, first, path, frame)
  const allowed = isAllowList(node, sources)
  if (allowed) return judgeAllowList(judge, node, allowed.keys, frame)
  const copied = copyOf(node, sources)
  if (!copied) return null
  const read = isEntries(sources) ? pathInEntries(path) : path
  if (read === null) return 'harmless'
  const parts = copied.map((part): [TSESTree.Node, PayloadState] => [part, judge.judge(part, read, frame)])
  return judge.joinParts(parts, frame)
}

/** What is read of `Object.entries(object)`, as a path into the object; `null` for its names. */
function pathInEntries([element, side, ...rest]: readonly string[]): readonly string[] | null {
  if (element === undefined || side === undefined) return element === undefined ? [] : ['*']
  return side === '0' ? null : ['*', ...rest]
}

function judgeAllowList(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  keys: readonly TSESTree.Node[],
  frame: Frame,
): PayloadState {
  const listed = node.arguments.flatMap((argument) => textsIn(argument, judge.tracer) ?? [])
  const names = listed.length > 0 ? listed : keys.map(staticStringOf)
  const states = names.map((name, index): PayloadState => {
    if (name === null) return judge.fault('computed-key', node, null, frame)
    frame.findings.keys.add(name)
    return judge.isSensitive(name, frame)
      ? judge.fault('sensitive-key', keys[index] ?? node, name, frame)
      : 'harmless'
  })
  return anyOf(states)
}

function judgeOwnFunction(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  sources: readonly Source[],
  path: readonly string[],
  frame: Frame,
): PayloadState | null {
  const functions = calledAmong(sources)
  if (functions.length === 0) return null
  const hasSpread = node.arguments.some(({ type }) => type === 'SpreadElement')
  if (hasSpread || functions.some((fn) => fn.generator)) return null
  const argument: Binding = (index) => {
    const given = node.arguments[index]
    return given ? { node: given, path: [], frame } : null
  }
  return judge.unlessTyped(node, path, frame, (within) =>
    anyOf(functions.map((fn) => judgeResult(judge, fn, argument, path, within))),
  )
}

/** The functions of the file that a call may run; none when it may run another, too. */
function calledAmong(sources: readonly Source[]): readonly FunctionNode[] {
  const functions: FunctionNode[] = []
  for (const source of sources) {
    if (source.kind === 'function' && source.path.length === 0) functions.push(source.node)
    // A method of what a caller hands over: the class that is written as its type says what runs.
    else if (source.kind !== 'parameter' || source.path.length === 0) return []
  }
  return functions
}

/** What a function gives back, its parameters standing for what it is given. */
export function judgeResult(
  judge: PayloadJudge,
  fn: FunctionNode,
  binding: Binding,
  path: readonly string[],
  outer: Frame,
): PayloadState {
  // A function that calls itself adds nothing that its other results do not show.
  if (outer.bindings.has(fn)) return 'pending'
  const frame = { ...outer, bindings: new Map([...outer.bindings, [fn, binding] as const]) }
  return judge.follow(fn, path, frame, () =>
    anyOf(judge.tracer.returnsOf(fn).map((value) => judge.judge(value, path, frame))),
  )
}
