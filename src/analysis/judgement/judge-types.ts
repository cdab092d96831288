// Does the type that the code writes down prove a value harmless, or show that it is not?
import type { TSESTree } from '@typescript-eslint/utils'

import type { DeclaredType, TypeShape } from '../../ast/declared-type.ts'
import { readType, shapeAt } from '../../ast/declared-type.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { isMessageSecret } from '../../vocabulary/message-secrets.ts'
import { namesWholeRecord } from '../../vocabulary/record-names.ts'
import type { ClientContext } from '../clients/clients.ts'
import type { Frame, PayloadJudge } from './payload-judge.ts'
import type { Fault, PayloadState } from './verdict.ts'
import { anyOf } from './verdict.ts'

/** Types that mention themselves are looked at this deep. */
const deepestType = 6

/** A type, or `absent` where the type around it has no such property. */
export type FoundType = TypeShape | 'absent'

/** The type written down for what a path reads from an expression; `null` when none is. */
export function declaredTypeOf(
  node: TSESTree.Node,
  path: readonly string[],
  tracer: Tracer,
): FoundType | null {
  let open: FoundType | null = null
  for (const candidate of new Set([node, unwrapAwait(node)])) {
    const declared = tracer.sourcesOf(candidate).filter((source) => source.kind === 'declared')
    // What a cast says of the expression itself comes before what was said of it earlier.
    const own = declared.filter((source) => source.node === candidate)
    for (const source of [...own, ...declared]) {
      const found = typeAt(readType(source.type), [...source.path, ...path])
      if (found && found !== 'absent' && found.kind === 'open') open ??= found
      else if (found) return found
    }
  }
  const result = signatureResultOf(unwrapAwait(node), tracer)
  return (result && typeAt(readType(result), path)) ?? open
}

/** The same; of a union only what is left of it at that place, where TypeScript can say. */
export function writtenTypeOf(
  node: TSESTree.Node,
  path: readonly string[],
  { tracer, types }: ClientContext,
): FoundType | null {
  const declared = declaredTypeOf(node, path, tracer)
  if (declared === null || declared === 'absent' || declared.kind !== 'union') return declared
  const left = types?.shapeOf(node)
  const found = left ? typeAt(left, path) : null
  return found === null || found === 'absent' || found.kind === 'open' ? declared : found
}

/** What a path reads from a type; `null` when the type does not say. */
export function typeAt(shape: TypeShape, path: readonly string[]): FoundType | null {
  const found = shapeAt(shape, path)
  if (found) return found
  for (let length = path.length - 1; length >= 0; length--) {
    const around = shapeAt(shape, path.slice(0, length))
    if (around) return lacks(around, path[length] ?? '*') ? 'absent' : null
  }
  return null
}

function lacks(shape: TypeShape, name: string): boolean {
  if (shape.kind === 'union') return shape.members.every((member) => lacks(member, name))
  return shape.kind === 'object' && !shape.isOpen && name !== '*' && !shape.properties.has(name)
}

/** `declare function find(id: string): Promise<Plan>`: a function of which the file has the signature only. */
function signatureResultOf(node: TSESTree.Node, tracer: Tracer): DeclaredType | null {
  if (node.type !== 'CallExpression') return null
  const callee = unwrap(node.callee)
  const variable = callee.type === 'Identifier' ? tracer.variableAt(callee) : null
  for (const def of variable?.defs ?? []) {
    const signature = def.node as TSESTree.Node
    if (signature.type !== 'TSDeclareFunction' || !signature.returnType) continue
    return { syntax: signature.returnType.typeAnnotation, index: tracer.indexOf(signature) }
  }
  return null
}

/** A value that is otherwise taken as it is: raw when its type has something sensitive, else `null`. */
export function judgeSensitiveType(
  judge: PayloadJudge,
  node: TSESTree.Node,
  path: readonly string[],
  frame: Frame,
): PayloadState | null {
  const checked = judge.context.types?.shapeOf(node)
  const type = writtenTypeOf(node, path, judge.context) ?? (checked ? typeAt(checked, path) : null)
  if (type === null) return null
  const findings = { ...frame.findings, faults: new Map<TSESTree.Node, Fault[]>(), keys: new Set<string>() }
  judgeType(judge, type, node, { ...frame, findings })
  const sensitive = [...findings.faults.values()].flat().filter(({ reason }) => reason === 'sensitive-type')
  for (const { name } of sensitive) judge.fault('sensitive-type', node, name, frame)
  return sensitive.length > 0 ? 'raw' : null
}

/** `null` when the type settles nothing. */
export function judgeType(
  judge: PayloadJudge,
  found: FoundType,
  node: TSESTree.Node,
  frame: Frame,
  depth = 0,
): PayloadState | null {
  if (found === 'absent') return 'absent'
  switch (found.kind) {
    case 'leaf':
    case 'function':
      return 'harmless'
    case 'object':
      return judgeProperties(judge, found, node, frame, depth)
    case 'array':
      return judgeType(judge, found.element, node, frame, depth)
    case 'union': {
      // `as never` quiets the compiler, and says nothing of the value.
      if (found.members.length === 0 && depth === 0) return null
      const states = found.members.map((member) => judgeType(judge, member, node, frame, depth))
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
  if (shape.isOpen && !holdsOnlyBooleans(shape)) states.push(judge.fault('record', node, null, frame))
  return anyOf(states)
}

/** `any`, `unknown[]`: the type itself says that whatever comes is sent. */
function saysAnything(shape: TypeShape): boolean {
  if (shape.kind === 'array') return saysAnything(shape.element)
  if (shape.kind === 'union') return shape.members.some(saysAnything)
  return shape.kind === 'open' && shape.isAnything === true
}

/** `Record<string, boolean>`: a yes or a no is harmless under any name. */
function holdsOnlyBooleans({ rest }: Extract<TypeShape, { kind: 'object' }>): boolean {
  const value = rest?.()
  return value?.kind === 'leaf' && value.isBoolean === true
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
  // `{ ssn?: never }`
  if (shape.kind === 'union' && shape.members.length === 0) return 'harmless'
  if (judge.isSensitive(name, frame)) {
    const isBoolean = shape.kind === 'leaf' && shape.isBoolean === true
    return isBoolean ? 'harmless' : judge.fault('sensitive-type', node, name, frame)
  }
  const state = judgeType(judge, shape, node, frame, depth + 1)
  if (state) return state
  return saysAnything(shape) || namesWholeRecord(name) ? judge.fault('record', node, name, frame) : 'harmless'
}
