// What does a read of a property hand to the payload?
import type { TSESTree } from '@typescript-eslint/utils'

import { writesTo } from '../../ast/member-writes.ts'
import type { Source } from '../../ast/source.ts'
import { memberChainOf, propertyName } from '../../ast/static-value.ts'
import { thisPlaceOf } from '../../ast/this-owner.ts'
import { keysOf } from '../../ast/trace-member.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { actionFor } from '../../vocabulary/policy.ts'
import { isOrdinaryOf } from '../../vocabulary/sensitive-fields.ts'
import { isEvidentlyBoolean } from '../values/harmless-values.ts'
import { judgeChange } from './judge-changes.ts'
import { judgeVariable } from './judge-variables.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import type { PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

/** Judges what `path` reads from `a.b`. */
export function judgeMember(
  judge: PayloadJudge,
  node: TSESTree.MemberExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const keys = keysOf(node, judge.tracer)
  const isMeasure = keys.every((key) => key === 'length' || key === 'size')
  if (path.length === 0 && frame.mode !== 'record' && isMeasure) return 'harmless'
  for (const key of keys) {
    const read = isOrdinaryRead(judge, node, key) ? null : sensitiveRead(judge, node, key, path, frame)
    if (read) return read
  }
  return judgeBelow(judge, node, path, frame)
}

/** The names on the way are not asked whether they are sensitive: only the last is what is sent. */
function judgeBelow(
  judge: PayloadJudge,
  node: TSESTree.MemberExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const object = unwrapAwait(node.object)
  const paths = keysOf(node, judge.tracer).map((key) => [key, ...path])
  switch (object.type) {
    case 'ThisExpression':
    case 'Super':
      return judgeOwn(judge, node, path, frame)
    case 'Identifier':
      return anyOf(paths.map((below) => judgeVariable(judge, object, below, frame)))
    case 'MemberExpression':
      return anyOf(paths.map((below) => judgeBelow(judge, object, below, frame)))
    default:
      return anyOf(paths.map((below) => judge.judge(node.object, below, frame)))
  }
}

/** `store.phone`: unless the project's own policy names the property. */
function isOrdinaryRead(judge: PayloadJudge, node: TSESTree.MemberExpression, name: string): boolean {
  const { root, path } = memberChainOf(node.object)
  const holder = path.length > 0 ? path.at(-1) : root.type === 'Identifier' ? root.name : null
  if (!holder || !isOrdinaryOf(holder, name)) return false
  return actionFor(name, judge.context.settings.policy)?.source === 'default'
}

/** `null` when the name that is read settles nothing. */
export function sensitiveRead(
  judge: PayloadJudge,
  node: TSESTree.Node,
  name: string,
  path: readonly string[],
  frame: Frame,
): PayloadState | null {
  if (path.length > 0 || frame.mode === 'record' || !judge.isSensitive(name, frame)) return null
  return isEvidentlyBoolean(node, judge.tracer) ? null : judge.fault('sensitive-value', node, name, frame)
}

/** `this.attributes`: what the class gives it, and what is written into it. */
function judgeOwn(
  judge: PayloadJudge,
  node: TSESTree.MemberExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const { tracer } = judge
  return judge.follow(node, path, frame, () =>
    judge.unlessTyped(node, path, frame, (within) => {
      const sources = tracer.sourcesOf(node).filter(({ kind }) => kind !== 'declared')
      const held: PayloadState =
        sources.length > 0
          ? anyOf(sources.map((source) => judgeSource(judge, source, node, path, within)))
          : judge.opaque(node, null, path, within)
      const owner = thisPlaceOf(node)?.owner
      const [name = '*'] = keysOf(node, tracer)
      const changes = owner ? writesTo(owner, node, tracer).filter((write) => write.path.length > 1) : []
      const changed = changes.map((write): [TSESTree.Node, PayloadState] => [
        write.node,
        judgeChange(judge, { ...write, isCopied: false }, [name, ...path], within),
      ])
      return judge.joinParts([[node, held], ...changed], within)
    }),
  )
}

/** Judges a place that the tracer found. */
export function judgeSource(
  judge: PayloadJudge,
  source: Source,
  node: TSESTree.Node,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const names = [...source.path, ...path]
  switch (source.kind) {
    case 'literal':
      // `this` of an object's method may be more than the object: a component, a model.
      if (source.node.type === 'ObjectExpression') return judge.opaque(node, ownNameOf(node), path, frame)
      return source.value === null || source.value === undefined ? 'absent' : 'harmless'
    case 'object':
    case 'array':
    case 'call':
    case 'new':
    case 'expression':
      return source.node === node
        ? judge.opaque(node, null, path, frame)
        : judge.judge(source.node, names, frame)
    default:
      return judge.opaque(node, names.at(-1) ?? null, path, frame)
  }
}

function ownNameOf(node: TSESTree.Node): string | null {
  return node.type === 'MemberExpression' ? propertyName(node) : null
}
