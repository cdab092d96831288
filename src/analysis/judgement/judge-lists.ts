// What do the methods of lists and promises, and lists of entries, hand to the payload?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { allowedKeys } from './allowed-keys.ts'
import { judgeResult } from './judge-calls.ts'
import { judgeNamed, namesIn } from './judge-objects.ts'
import type { Binding, Frame, PayloadJudge } from './payload-judge.ts'
import { isSanitizerAt } from './sanitizers.ts'
import type { PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

type Judged = (
  judge: PayloadJudge,
  call: TSESTree.CallExpression,
  object: TSESTree.Expression,
  path: readonly string[],
  frame: Frame,
) => PayloadState | null

/** The same elements, or some of them. */
const subset: Judged = (judge, _call, object, path, frame) => judge.judge(object, path, frame)
const element: Judged = (judge, call, object, path, frame) => {
  const [chooser] = call.arguments
  // `Users.find({ id })` asks a database.
  if (chooser && unwrap(chooser).type === 'ObjectExpression') return null
  return judge.judge(object, ['*', ...path], frame)
}
const concat: Judged = (judge, call, object, path, frame) =>
  anyOf(
    [object, ...call.arguments].map((part) =>
      judge.judge(part.type === 'SpreadElement' ? part.argument : part, path, frame),
    ),
  )
const mapped: Judged = (judge, call, object, path, frame) => {
  const isElement = path[0] === '*' || /^\d+$/.test(path[0] ?? '')
  return judgeCallback(judge, call, { node: object, path: ['*'], frame }, isElement ? path.slice(1) : path)
}
/** An object that is filled element by element: `keys.reduce((all, key) => ({ ...all, [key]: user[key] }), {})`. */
const reduced: Judged = (judge, call, object, path, frame) => {
  const [callback, start] = call.arguments
  const functions = callback && start && frame.mode === 'record' ? judge.tracer.functionsAt(callback) : []
  if (!start || functions.length === 0) return null
  const given: readonly Given[] = [
    { node: start, path: [], frame },
    { node: object, path: ['*'], frame },
  ]
  const binding: Binding = (index) => given[index] ?? null
  return anyOf([
    judge.judge(start, path, frame),
    ...functions.map((fn) => judgeResult(judge, fn, binding, path, frame)),
  ])
}
const settled: Judged = (judge, call, object, path, frame) => {
  const [onFulfilled, onRejected] = call.arguments
  if (!onFulfilled) return null
  const result = judgeCallback(judge, call, { node: object, path: [], frame }, path)
  return result && onRejected ? anyOf([result, rescued(judge, onRejected, path, frame)]) : result
}
const caught: Judged = (judge, call, object, path, frame) => {
  const [onRejected] = call.arguments
  const result = judge.judge(object, path, frame)
  return onRejected ? anyOf([result, rescued(judge, onRejected, path, frame)]) : result
}

const methods: ReadonlyMap<string, Judged> = new Map([
  ...['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed', 'flat', 'finally'].map(
    (name) => [name, subset] as const,
  ),
  ...['at', 'find', 'findLast', 'pop', 'shift'].map((name) => [name, element] as const),
  ...['map', 'flatMap'].map((name) => [name, mapped] as const),
  ['concat', concat],
  ['reduce', reduced],
  ['then', settled],
  ['catch', caught],
])

/** `items.map(toItem)` holds what the callback gives, `items.filter(…)` what the list holds; `null` for other calls. */
export function judgeListMethod(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState | null {
  const callee = unwrap(node.callee)
  if (callee.type !== 'MemberExpression') return null
  const method = methods.get(propertyName(callee) ?? '')
  return method?.(judge, node, callee.object, path, frame) ?? null
}

type Given = NonNullable<ReturnType<Binding>>

/** What the first argument of a call gives for each thing that it is given; `null` when it is not known. */
function judgeCallback(
  judge: PayloadJudge,
  call: TSESTree.CallExpression,
  given: Given,
  path: readonly string[],
): PayloadState | null {
  const [callback] = call.arguments
  if (!callback) return null
  if (isSanitizerAt(callback, judge.context)) {
    const { node, path: above, frame } = given
    return frame.opensSanitizers ? judge.judge(node, [...above, ...path], frame) : 'sanitized'
  }
  const functions = judge.tracer.functionsAt(callback)
  if (functions.length === 0) return null
  const binding: Binding = (index) => (index === 0 ? given : null)
  return anyOf(functions.map((fn) => judgeResult(judge, fn, binding, path, given.frame)))
}

/** What a promise gives when it failed. */
function rescued(
  judge: PayloadJudge,
  callback: TSESTree.Node,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const functions = judge.tracer.functionsAt(callback)
  return anyOf(functions.map((fn) => judgeResult(judge, fn, () => null, path, frame)))
}

/** `Object.fromEntries(…)`: the object whose keys and values a list of pairs holds. */
export function judgeEntries(
  judge: PayloadJudge,
  outer: TSESTree.Node,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const node = unwrapAwait(outer)
  if (node.type === 'ArrayExpression') {
    return anyOf(node.elements.map((pair) => (pair ? judgePair(judge, pair, path, frame) : 'absent')))
  }
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') {
    return judge.judge(outer, path, frame)
  }
  const [first] = node.arguments
  switch (propertyName(callee)) {
    case 'map':
      return (
        judgeMappedEntries(judge, node, callee.object, path, frame) ?? judge.opaque(outer, null, path, frame)
      )
    case 'filter':
      return judgeFilteredEntries(judge, node, callee.object, path, frame)
    case 'entries':
      return judge.judge(first ?? callee.object, path, frame)
    default:
      return judge.judge(outer, path, frame)
  }
}

function judgeMappedEntries(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  object: TSESTree.Expression,
  path: readonly string[],
  outer: Frame,
): PayloadState | null {
  const [callback] = node.arguments
  const functions = callback ? judge.tracer.functionsAt(callback) : []
  if (functions.length === 0) return null
  const binding: Binding = (index) => (index === 0 ? { node: object, path: ['*'], frame: outer } : null)
  return anyOf(
    functions.flatMap((fn) => {
      const frame = { ...outer, bindings: new Map([...outer.bindings, [fn, binding] as const]) }
      return judge.tracer.returnsOf(fn).map((pair) => judgePair(judge, pair, path, frame))
    }),
  )
}

function judgePair(
  judge: PayloadJudge,
  outer: TSESTree.Node,
  [wanted, ...rest]: readonly string[],
  frame: Frame,
): PayloadState {
  const pair = unwrap(outer)
  const [key, value] = pair.type === 'ArrayExpression' ? pair.elements : []
  if (!key || !value || key.type === 'SpreadElement') return judge.opaque(outer, null, [], frame)
  const names = namesIn(judge, key, true, frame)
  if (names === null) return judge.fault('computed-key', key, null, frame)
  if (wanted === undefined) return judgeNamed(judge, names, value, pair, frame)
  return names.includes(wanted) || wanted === '*' ? judge.judge(value, rest, frame) : 'absent'
}

/** `entries.filter(([key]) => allowed.includes(key))` lets known names through. */
function judgeFilteredEntries(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  object: TSESTree.Expression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const [predicate] = node.arguments
  const fn: FunctionNode | null = predicate && isFunction(predicate) ? predicate : null
  const keys = fn && path.length === 0 ? allowedKeys(fn, judge.tracer) : null
  if (keys === null) return judgeEntries(judge, object, path, frame)
  const sensitive = keys.filter((key) => {
    frame.findings.keys.add(key)
    return judge.isSensitive(key, frame)
  })
  for (const key of sensitive) judge.fault('sensitive-key', node, key, frame)
  return sensitive.length > 0 ? 'raw' : 'harmless'
}
