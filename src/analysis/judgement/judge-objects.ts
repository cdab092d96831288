// What do the properties of an object literal, or the elements of a list, hand to the payload?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../../ast/source-file.ts'
import { keyName } from '../../ast/static-value.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { isMessageSecret } from '../../vocabulary/message-secrets.ts'
import { isEvidentlyBoolean, isNothing } from '../values/harmless-values.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import { nothing } from './payload-judge.ts'
import { isHashCall, isSanitizerCall } from './sanitizers.ts'
import { namesOfKey } from '../values/static-names.ts'
import { isDigest } from '../digests/value-digests.ts'
import type { PayloadState } from './verdict.ts'
import { allOf, anyOf } from './verdict.ts'

/** Judges what `path` reads from an object literal. */
export function judgeObject(
  judge: PayloadJudge,
  node: TSESTree.ObjectExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  if (path.length > 0) return judgeProperty(judge, node, path, frame)
  const parts = node.properties.map((property): [TSESTree.Node, PayloadState] => [
    property,
    property.type === 'SpreadElement'
      ? judge.judge(property.argument, [], { ...frame, mode: frame.mode === 'part' ? 'part' : 'record' })
      : judgeEntry(judge, property, frame),
  ])
  return judge.joinParts(parts, frame)
}

function judgeEntry(judge: PayloadJudge, property: TSESTree.Property, frame: Frame): PayloadState {
  const names = namesIn(judge, property.key, property.computed, frame)
  if (names === null) {
    return isSafeUnderAnyKey(judge, property.value)
      ? 'harmless'
      : judge.fault('computed-key', property, null, frame)
  }
  if (names.every((name) => frame.without.has(name))) return 'absent'
  // `{ __proto__: user }` has no property of that name, and inherited ones are not sent.
  if (names[0] === '__proto__' && !property.computed && !property.shorthand) return 'absent'
  return anyOf(valuesOf(judge, property).map((value) => judgeNamed(judge, names, value, property, frame)))
}

function valuesOf(judge: PayloadJudge, { kind, value }: TSESTree.Property): readonly TSESTree.Node[] {
  return kind === 'get' && isFunction(value) ? judge.tracer.returnsOf(value) : [value]
}

/** The names that a key can spell, with what the calls under way hand over. */
export function namesIn(
  judge: PayloadJudge,
  key: TSESTree.Node,
  computed: boolean,
  { bindings }: Frame,
): readonly string[] | null {
  return namesOfKey(key, computed, judge.tracer, (fn, index) => bindings.get(fn)?.(index) ?? null)
}

/** A value under a key: sensitive by its key, or judged by itself. */
export function judgeNamed(
  judge: PayloadJudge,
  names: readonly string[],
  value: TSESTree.Node,
  place: TSESTree.Node,
  frame: Frame,
): PayloadState {
  if (isFunction(value)) return 'absent'
  for (const name of names) frame.findings.keys.add(name)
  frame.findings.entries.set(place, { name: names[0] ?? '', node: place, value })
  const sensitive = names.find((name) => judge.isSensitive(name, frame))
  if (sensitive !== undefined) {
    return isSafeUnderAnyKey(judge, value)
      ? 'harmless'
      : judge.fault('sensitive-key', place, sensitive, frame)
  }
  if (frame.slot === 'message-data' && names.every(isMessageSecret)) return 'harmless'
  const mode = frame.mode === 'part' ? 'part' : 'leaf'
  const [name = ''] = names
  const entry = { name, node: place }
  const state = judge.judge(value, [], { ...frame, mode, without: nothing, entry, readAs: null })
  return state === 'absent' || state === 'pending' ? 'harmless' : state
}

/** Yes, no, nothing, or a digest. */
export function isSafeUnderAnyKey({ tracer, context }: PayloadJudge, value: TSESTree.Node): boolean {
  const node = unwrapAwait(value)
  if (isNothing(node) || isEvidentlyBoolean(node, tracer)) return true
  const isSafeCall =
    node.type === 'CallExpression' && (isHashCall(node, context) || isSanitizerCall(node, context))
  return isSafeCall || isDigest(node, context)
}

/** The later of two properties of one name counts; spreads and computed keys may hold the name. */
function judgeProperty(
  judge: PayloadJudge,
  node: TSESTree.ObjectExpression,
  [key, ...rest]: readonly string[],
  frame: Frame,
): PayloadState {
  const states: PayloadState[] = []
  for (const property of [...node.properties].reverse()) {
    if (property.type === 'SpreadElement') {
      states.push(judge.judge(property.argument, [key ?? '*', ...rest], frame))
      continue
    }
    const name = keyName(property.key, property.computed)
    if (name !== null && name !== key && key !== '*') continue
    states.push(...valuesOf(judge, property).map((value) => judge.judge(value, rest, frame)))
    if (name === key) break
  }
  return anyOf(states)
}

/** Judges what `path` reads from a list: one element, or all of them. */
export function judgeArray(
  judge: PayloadJudge,
  { elements }: TSESTree.ArrayExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const [key, ...rest] = path
  if (key === 'length') return 'harmless'
  const index = key !== undefined && /^\d+$/.test(key) ? Number(key) : null
  const spreadAt = elements.findIndex((element) => element?.type === 'SpreadElement')
  if (index !== null && (spreadAt === -1 || index < spreadAt)) {
    const element = elements[index]
    return element ? judge.judge(element, rest, frame) : 'absent'
  }
  const below = key === '*' || index !== null ? rest : []
  const states = elements.flatMap((element) => {
    if (!element) return []
    return element.type === 'SpreadElement'
      ? judge.judge(element.argument, below.length < path.length ? path : [], frame)
      : judge.judge(element, below, frame)
  })
  return key === undefined ? allOf(states) : anyOf(states)
}
