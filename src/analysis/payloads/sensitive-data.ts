// Which sensitive data does a payload send, and where is it to be reported?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from '../../ast/flow/code-root.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction, programOf } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { wrapperOf } from '../../ast/unwrap.ts'
import { isDeletedBefore } from './deleted-properties.ts'
import { isLostOnTheWay } from './lost-values.ts'
import type { Payload } from './payload-sites.ts'
import type { Fault, FaultReason, Verdict } from '../judgement/verdict.ts'

type SensitiveReason = Extract<FaultReason, `sensitive-${string}`>

/** Sensitive data in a payload, once for each place. */
export interface SensitiveData {
  readonly reason: SensitiveReason
  /** the property, or the payload where the property is made by another function or file */
  readonly node: TSESTree.Node
  /** the sensitive names; for a written text, what it holds */
  readonly names: readonly string[]
}

/** The sensitive data that a payload sends, in the order of the source. */
export function sensitiveDataIn(
  payload: Payload,
  verdict: Verdict,
  tracer: Tracer,
): readonly SensitiveData[] {
  const found = new Map<TSESTree.Node, { reason: SensitiveReason; names: Set<string> }>()
  for (const fault of [...verdict.faults, ...verdict.texts]) {
    const { reason, name } = fault
    if (!isSensitive(reason) || name === null) continue
    if (reason === 'sensitive-value' && isLostOnTheWay(fault.node)) continue
    if (reason === 'sensitive-key' && isDeletedBefore(fault.node, payload.call.node, tracer)) continue
    const node = placeOf(fault, payload)
    const before = found.get(node) ?? { reason, names: new Set() }
    if (before.reason === reason) before.names.add(name)
    found.set(node, before)
  }
  return [...found]
    .map(([node, { reason, names }]) => ({ node, reason, names: [...names] }))
    .sort((one, other) => one.node.range[0] - other.node.range[0])
}

function isSensitive(reason: FaultReason): reason is SensitiveReason {
  return reason.startsWith('sensitive')
}

/** Where a reader looks for it: at the property, unless a mapper makes it, or the record brings it along by its type. */
function placeOf({ reason, node, property }: Fault, payload: Payload): TSESTree.Node {
  const candidates = reason === 'sensitive-key' ? [node] : [property]
  if (reason === 'sensitive-type') candidates.unshift(isWithin(node, payload.node) ? node : null)
  else if (reason !== 'sensitive-key') candidates.push(node)
  return candidates.find((candidate) => candidate !== null && isAtHand(candidate, payload)) ?? payload.node
}

/** Whether a node belongs to the function that sends the payload, or to code around it. */
export function isAtHand(node: TSESTree.Node, { call, node: sent }: Payload): boolean {
  if (programOf(node) !== programOf(call.node)) return false
  if (isWithin(node, sent)) return true
  const maker = makerOf(node)
  return maker.type === 'Program' || isWithin(call.node, maker)
}

/** The function that makes a value; a callback of a call is part of the function around it. */
function makerOf(node: TSESTree.Node): FunctionNode | TSESTree.Program {
  let maker = functionOf(node)
  while (isFunction(maker) && (isCallback(maker) || isConstructor(maker))) maker = functionOf(maker)
  return maker
}

function isCallback(fn: FunctionNode): boolean {
  return wrapperOf(fn).parent?.type === 'CallExpression'
}

function isConstructor({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' && parent.kind === 'constructor'
}

function isWithin(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  const isSameFile = programOf(node) === programOf(outer)
  return isSameFile && node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1]
}
