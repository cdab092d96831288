// What does a call hand to the payload: sanitized data, a mapper's fixed fields, a copy, or something unknown?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../ast/source-file.ts'
import type { Source } from '../ast/source.ts'
import { valuesAmong } from '../ast/source.ts'
import { propertyName, staticStringOf } from '../ast/static-value.ts'
import { unwrap } from '../ast/unwrap.ts'
import { segmentsOf } from '../vocabulary/sensitive-fields.ts'
import { copyOf, isAllowList } from './known-copies.ts'
import type { Binding, Frame, PayloadJudge } from './payload-judge.ts'
import { isHashCall, isSanitizerCall } from './sanitizers.ts'
import type { PayloadState } from './verdict.ts'
import { allOf, anyOf } from './verdict.ts'

/** Judges what `path` reads from a call's result. */
export function judgeCall(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const { context, tracer } = judge
  if (isSanitizerCall(node, context)) return 'sanitized'
  if (isHashCall(node, context)) return 'harmless'
  const sources = valuesAmong(tracer.sourcesOf(node.callee))
  return (
    judgeCopy(judge, node, sources, path, frame) ??
    judgeListMethod(judge, node, path, frame) ??
    judgeOwnFunction(judge, node, sources, path, frame) ??
    judgeOpaqueCall(judge, node, path, frame)
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
  const allowed = isAllowList(node, sources)
  if (allowed) return judgeAllowList(judge, node, allowed.keys, frame)
  const copied = copyOf(node, sources)
  if (!copied) return null
  const parts = copied.map((part): [TSESTree.Node, PayloadState] => [part, judge.judge(part, path, frame)])
  return judge.joinParts(parts, frame)
}

function judgeAllowList(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  keys: readonly TSESTree.Node[],
  frame: Frame,
): PayloadState {
  const names = keys.map(staticStringOf)
  const states = names.map((name, index): PayloadState => {
    if (name === null) return judge.fault('computed-key', node, null, frame)
    frame.findings.keys.add(name)
    return judge.isSensitive(name, frame)
      ? judge.fault('sensitive-key', keys[index] ?? node, name, frame)
      : 'harmless'
  })
  return anyOf(states)
}

const elementMethods = new Set(['map', 'flatMap'])
const subsetMethods = new Set([
  'filter',
  'slice',
  'concat',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'flat',
  'at',
  'find',
  'findLast',
  'pop',
  'shift',
])

/** `items.map(toItem)` holds what the callback gives; `items.filter(…)` what the array holds. */
function judgeListMethod(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState | null {
  const callee = unwrap(node.callee)
  if (callee.type !== 'MemberExpression') return null
  const method = propertyName(callee) ?? ''
  if (subsetMethods.has(method)) {
    if (frame.mode !== 'record') return judge.judge(callee.object, path, frame)
    return judge.judge(callee.object, path, frame)
  }
  const [callback] = node.arguments
  if (!elementMethods.has(method) || !callback) return null
  const functions = judge.tracer.functionsAt(callback)
  if (functions.length === 0) return null
  const element: Binding = (index) => (index === 0 ? { node: callee.object, path: ['*'], frame } : null)
  const rest = path[0] === '*' || /^\d+$/.test(path[0] ?? '') ? path.slice(1) : path
  return anyOf(functions.map((fn) => judgeResult(judge, fn, element, rest, frame)))
}

function judgeOwnFunction(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  sources: readonly Source[],
  path: readonly string[],
  frame: Frame,
): PayloadState | null {
  const functions = sources.flatMap((source) =>
    source.kind === 'function' && source.path.length === 0 ? [source.node] : [],
  )
  if (functions.length === 0 || functions.length !== sources.length) return null
  if (functions.some((fn) => fn.generator)) return null
  const argument: Binding = (index) => {
    const given = node.arguments[index]
    return given && given.type !== 'SpreadElement' ? { node: given, path: [], frame } : null
  }
  const hasSpread = node.arguments.some(({ type }) => type === 'SpreadElement')
  return anyOf(functions.map((fn) => judgeResult(judge, fn, hasSpread ? null : argument, path, frame)))
}

function judgeResult(
  judge: PayloadJudge,
  fn: FunctionNode,
  binding: Binding | null,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  // A function that calls itself adds nothing that its other results do not show.
  if (frame.bindings.has(fn)) return 'harmless'
  const bindings = binding ? new Map([...frame.bindings, [fn, binding]]) : frame.bindings
  return anyOf(judge.tracer.returnsOf(fn).map((value) => judge.judge(value, path, { ...frame, bindings })))
}

/** Verbs of functions that tell about a value, or make it unreadable, without handing it on. */
const tellingVerbs = new Set([
  'verify',
  'check',
  'validate',
  'compare',
  'count',
  'mask',
  'redact',
  'hash',
  'obfuscate',
  'anonymize',
  'anonymise',
  'pseudonymize',
  'is',
  'has',
  'matches',
  'test',
])
/** Verbs of functions that give back their argument with fewer or renamed keys. */
const tidyingVerbs = new Set([
  'strip',
  'remove',
  'omit',
  'compact',
  'clean',
  'drop',
  'prune',
  'filter',
  'without',
  'snake',
  'snakecase',
  'snakify',
  'camel',
  'camelcase',
  'camelize',
  'flatten',
  'defined',
  'pick',
  'trim',
  'normalize',
  'normalise',
])

function judgeOpaqueCall(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const callee = unwrap(node.callee)
  const name = calleeName(callee)
  if (frame.mode === 'record') {
    return judgeTidied(judge, node, name, frame) ?? judge.opaque(node, null, path, frame)
  }
  const verb = segmentsOf(name ?? '')[0] ?? ''
  if (tellingVerbs.has(verb) || (callee.type === 'Identifier' && name === 'Boolean')) return 'harmless'
  if (path.length > 0) return judge.opaque(node, null, path, frame)
  if (name !== null && judge.isSensitive(name, frame))
    return judge.fault('sensitive-value', node, name, frame)
  const parts: TSESTree.Node[] = [...node.arguments]
  if (callee.type === 'MemberExpression') parts.push(callee.object)
  return judge.judgeParts(parts, frame)
}

/** What tidies sanitized or harmless data gives sanitized or harmless data. */
function judgeTidied(
  judge: PayloadJudge,
  node: TSESTree.CallExpression,
  name: string | null,
  frame: Frame,
): PayloadState | null {
  const [first] = node.arguments
  if (!first || first.type === 'SpreadElement') return null
  const quiet = { ...frame, findings: { faults: [], keys: frame.findings.keys, lostAt: null } }
  const state = judge.judge(first, [], quiet)
  if (state === 'sanitized') return allOf([state, ...node.arguments.slice(1).map(() => 'harmless' as const)])
  const isTidying = segmentsOf(name ?? '').some((segment) => tidyingVerbs.has(segment))
  return state === 'harmless' && isTidying ? 'harmless' : null
}

function calleeName(callee: TSESTree.Node): string | null {
  if (callee.type === 'Identifier') return callee.name
  return callee.type === 'MemberExpression' ? propertyName(callee) : null
}
