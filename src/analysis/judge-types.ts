// Does the type that the code writes down prove a value harmless, or show that it is not?
import type { TSESTree } from '@typescript-eslint/utils'

import type { TypeShape } from '../ast/declared-type.ts'
import { readType, shapeAt } from '../ast/declared-type.ts'
import type { Tracer } from '../ast/tracer.ts'
import { unwrapAwait } from '../ast/unwrap.ts'
import { isMessageSecret } from '../vocabulary/message-secrets.ts'
import { namesWholeRecord } from '../vocabulary/record-names.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import type { PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

/** Types that mention themselves are looked at this deep. */
const deepestType = 6

/** The type written down for what a path reads from an expression; `null` when none is. */
export function declaredShapeOf(
  node: TSESTree.Node,
  path: readonly string[],
  tracer: Tracer,
): TypeShape | null {
  for (const candidate of new Set([node, unwrapAwait(node)])) {
    for (const source of tracer.sourcesOf(candidate)) {
      if (source.kind !== 'declared') continue
      const shape = shapeAt(readType(source.type), [...source.path, ...path])
      if (shape) return shape
    }
  }
  return null
}

/** `null` when the type settles nothing. */
export function judgeType(
  judge: PayloadJudge,
  shape: TypeShape,
  node: TSESTree.Node,
  frame: Frame,
  depth = 0,
): PayloadState | null {
  switch (shape.kind) {
    case 'leaf':
    case 'function':
      return 'harmless'
    case 'object':
      return judgeProperties(judge, shape, node, frame, depth)
    case 'array':
      return judgeType(judge, shape.element, node, frame, depth)
    case 'union': {
      const states = shape.members.map((member) => judgeType(judge, member, node, frame, depth))
      if (states.includes('raw')) return 'raw'
      return states.includes(null) ? null : 'harmless'
    }
    default:
      return null
  }
}

function judgeProperties(
  judge: PayloadJudge,
  shape: Extract<TypeShape, { kind: 'object' }>,
  node: TSESTree.Node,
  frame: Frame,
  depth: number,
): PayloadState {
  const states: PayloadState[] = []
  for (const [name, property] of shape.properties) {
    if (depth === 0 && frame.without.has(name)) continue
    frame.findings.keys.add(name)
    states.push(judgeProperty(judge, name, property.shape, node, frame, depth))
  }
  if (shape.isOpen) states.push(judge.fault('record', node, null, frame))
  return anyOf(states)
}

function judgeProperty(
  judge: PayloadJudge,
  name: string,
  readShape: () => TypeShape,
  node: TSESTree.Node,
  frame: Frame,
  depth: number,
): PayloadState {
  if (frame.slot === 'message-data' && isMessageSecret(name)) return 'harmless'
  if (depth > deepestType) return 'harmless'
  const shape = readShape()
  if (judge.isSensitive(name, frame)) {
    const isBoolean = shape.kind === 'leaf' && shape.isBoolean === true
    return isBoolean ? 'harmless' : judge.fault('sensitive-type', node, name, frame)
  }
  const state = judgeType(judge, shape, node, frame, depth + 1)
  if (state) return state
  return namesWholeRecord(name) ? judge.fault('record', node, name, frame) : 'harmless'
}
