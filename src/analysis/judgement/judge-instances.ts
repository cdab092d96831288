// What does `new X(…)` hand to the payload?
import type { TSESTree } from '@typescript-eslint/utils'

import { isGlobal } from '../../ast/known-functions.ts'
import { writesTo } from '../../ast/member-writes.ts'
import type { Source } from '../../ast/source.ts'
import type { ClassNode, FunctionNode } from '../../ast/source-file.ts'
import { keyName } from '../../ast/static-value.ts'
import { constructorOf } from '../../ast/this-owner.ts'
import { findRequestExport } from '../../vocabulary/sdk.ts'
import { judgeChange } from './judge-changes.ts'
import { judgeNamed } from './judge-objects.ts'
import type { Binding, Frame, PayloadJudge } from './payload-judge.ts'
import type { PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

/** Judges what `path` reads from a construction. */
export function judgeNew(
  judge: PayloadJudge,
  node: TSESTree.NewExpression,
  path: readonly string[],
  frame: Frame,
): PayloadState {
  const sources = judge.tracer.sourcesOf(node.callee)
  const [options] = node.arguments
  for (const source of sources) {
    if (source.kind === 'import' && path.length > 0 && findRequestExport(source.module, source.path)) {
      return options ? judge.judge(options, path, frame) : 'absent'
    }
    // `for (const [id, attributes] of new Map(entries))`
    if (options && path[0] === '*' && frame.mode === 'record' && isListMaker(source)) {
      return judge.judge(options, path, frame)
    }
    if (source.kind === 'class' && source.path.length === 0 && frame.mode === 'record') {
      return judgeInstance(judge, node, source.node, path, frame)
    }
  }
  return frame.mode === 'record'
    ? judge.opaque(node, null, path, frame)
    : judge.judgeParts(node.arguments, frame)
}

function isListMaker(source: Source): boolean {
  return isGlobal(source, 'Map') || isGlobal(source, 'Set')
}

/** An object whose class is in the file has the fields that the class gives it. */
function judgeInstance(
  judge: PayloadJudge,
  node: TSESTree.NewExpression,
  owner: ClassNode,
  path: readonly string[],
  outer: Frame,
): PayloadState {
  const maker = constructorOf(owner)
  const hasSpread = node.arguments.some(({ type }) => type === 'SpreadElement')
  if (owner.superClass !== null || hasSpread || (maker && outer.bindings.has(maker))) {
    return judge.opaque(node, null, path, outer)
  }
  const frame = maker
    ? { ...outer, bindings: new Map([...outer.bindings, [maker, argumentsOf(node, outer)]]) }
    : outer
  const parameters = maker ? parameterFields(judge, maker, path, frame) : []
  const changes = writesTo(owner, owner, judge.tracer).map((write) =>
    judgeChange(judge, { ...write, isCopied: write.path.length === 0 }, path, frame),
  )
  return anyOf([...fieldsOf(judge, owner, path, frame), ...parameters, ...changes])
}

function argumentsOf(node: TSESTree.NewExpression, frame: Frame): Binding {
  return (index) => {
    const given = node.arguments[index]
    return given ? { node: given, path: [], frame } : null
  }
}

function fieldsOf(
  judge: PayloadJudge,
  owner: ClassNode,
  [wanted, ...rest]: readonly string[],
  frame: Frame,
): readonly PayloadState[] {
  return owner.body.body.flatMap((member) => {
    if (member.type !== 'PropertyDefinition' || member.static || !member.value) return []
    const name = keyName(member.key, member.computed)
    if (name === null || name.startsWith('#')) return []
    if (wanted === undefined) return [judgeNamed(judge, [name], member.value, member, frame)]
    return name === wanted ? [judge.judge(member.value, rest, frame)] : []
  })
}

/** `constructor(readonly plan: string)` makes a field. */
function parameterFields(
  judge: PayloadJudge,
  maker: FunctionNode,
  [wanted, ...rest]: readonly string[],
  frame: Frame,
): readonly PayloadState[] {
  return maker.params.flatMap((parameter) => {
    if (parameter.type !== 'TSParameterProperty') return []
    const { parameter: inner } = parameter
    const binding: TSESTree.Node = inner.type === 'AssignmentPattern' ? inner.left : inner
    if (binding.type !== 'Identifier') return []
    if (wanted === undefined) return [judgeNamed(judge, [binding.name], binding, parameter, frame)]
    return binding.name === wanted ? [judge.judge(binding, rest, frame)] : []
  })
}
