// Is this payload sanitized, provably harmless, or raw?
import type { TSESTree } from '@typescript-eslint/utils'

import type { MemberWrite } from '../ast/file-index.ts'
import { writesTo } from '../ast/member-writes.ts'
import type { FunctionNode } from '../ast/source-file.ts'
import { isFunction } from '../ast/source-file.ts'
import type { Source } from '../ast/source.ts'
import { keyName } from '../ast/static-value.ts'
import { keysOf } from '../ast/trace-member.ts'
import type { Tracer } from '../ast/tracer.ts'
import { unwrapAwait } from '../ast/unwrap.ts'
import { isMessageSecret } from '../vocabulary/message-secrets.ts'
import { actionFor } from '../vocabulary/policy.ts'
import { namesWholeRecord } from '../vocabulary/record-names.ts'
import type { PayloadSlot } from '../vocabulary/sdk.ts'
import type { ClientContext } from './clients.ts'
import { isEvidentlyBoolean, isHarmlessOperator } from './harmless-values.ts'
import { judgeCall } from './judge-calls.ts'
import { declaredShapeOf, judgeType } from './judge-types.ts'
import { judgeVariable } from './judge-variables.ts'
import type { Payload } from './payload-sites.ts'
import { isHashCall, isSanitizerCall } from './sanitizers.ts'
import type { Fault, FaultReason, PayloadState, Verdict } from './verdict.ts'
import { allOf, anyOf } from './verdict.ts'

/**
 * How a value is looked at:
 * `record`, it is the payload or spread into it, so every property counts;
 * `leaf`, it stands under a harmless key, so a plain read of a harmless name will do;
 * `part`, it is computed into something else, so only sensitive names count.
 */
export type Mode = 'record' | 'leaf' | 'part'

/** What a parameter stands for while the function of a call is looked into. */
export type Binding = (index: number) => { node: TSESTree.Node; path: readonly string[]; frame: Frame } | null

/** The circumstances in which an expression is judged. */
export interface Frame {
  readonly mode: Mode
  readonly slot: PayloadSlot
  /** the call that sends the payload: what is written after it does not count */
  readonly use: TSESTree.Node
  readonly bindings: ReadonlyMap<FunctionNode, Binding>
  readonly findings: Findings
  readonly depth: number
  /** names that a rest pattern left out of the object being judged */
  readonly without: ReadonlySet<string>
}

const nothing: ReadonlySet<string> = new Set()

export interface Findings {
  readonly faults: Fault[]
  readonly keys: Set<string>
  lostAt: TSESTree.Node | null
}

const deepestNesting = 40
const mostSteps = 3000

/** Judges the payloads of one file. */
export class PayloadJudge {
  readonly context: ClientContext
  readonly #active = new Set<string>()
  readonly #ids = new Map<TSESTree.Node, number>()
  #steps = 0

  constructor(context: ClientContext) {
    this.context = context
  }

  get tracer(): Tracer {
    return this.context.tracer
  }

  /** What can be said of a payload where it is sent. */
  verdictOf(payload: Payload): Verdict {
    const findings: Findings = { faults: [], keys: new Set(), lostAt: null }
    this.#steps = 0
    const frame: Frame = {
      mode: 'record',
      slot: payload.slot,
      use: payload.call.node,
      bindings: new Map(),
      findings,
      depth: 0,
      without: nothing,
    }
    const { envelopeKeys = [] } = payload.position
    const node = unwrapAwait(payload.node)
    const state =
      node.type === 'ObjectExpression' && payload.path.length === 0
        ? this.judgeObject(node, frame, new Set(envelopeKeys))
        : this.judge(payload.node, payload.path, frame)
    return {
      state,
      faults: findings.faults,
      keys: findings.keys,
      lostAt: state === 'raw' ? findings.lostAt : null,
    }
  }

  /** Judges what `path` reads from an expression; never throws, and ends on cyclic code. */
  judge(node: TSESTree.Node, path: readonly string[], outer: Frame): PayloadState {
    const frame = { ...outer, depth: outer.depth + 1 }
    const key = `${this.#idOf(node)}.${path.join('.')}.${frame.mode}`
    if (this.#active.has(key)) return 'harmless'
    if (frame.depth > deepestNesting || ++this.#steps > mostSteps) return this.opaque(node, null, path, frame)
    this.#active.add(key)
    const state = this.#judge(node, path, frame)
    this.#active.delete(key)
    return state
  }

  #idOf(node: TSESTree.Node): number {
    const known = this.#ids.get(node)
    if (known !== undefined) return known
    this.#ids.set(node, this.#ids.size)
    return this.#ids.size - 1
  }

  #judge(outer: TSESTree.Node, path: readonly string[], frame: Frame): PayloadState {
    const node = unwrapAwait(outer)
    if (isHarmlessOperator(node)) return 'harmless'
    switch (node.type) {
      case 'ObjectExpression':
        return path.length === 0 ? this.judgeObject(node, frame) : this.#judgeProperty(node, path, frame)
      case 'ArrayExpression':
        return this.#judgeArray(node, path, frame)
      case 'ConditionalExpression':
        return anyOf([this.judge(node.consequent, path, frame), this.judge(node.alternate, path, frame)])
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.judge(node.right, path, frame)
          : anyOf([this.judge(node.left, path, frame), this.judge(node.right, path, frame)])
      case 'AssignmentExpression':
        return this.judge(node.right, path, frame)
      case 'BinaryExpression':
        return this.judgeParts([node.left, node.right], frame)
      case 'TemplateLiteral':
        return this.judgeParts(node.expressions, frame)
      case 'TaggedTemplateExpression':
        return this.judgeParts(node.quasi.expressions, frame)
      case 'UnaryExpression':
      case 'UpdateExpression':
        return this.judgeParts([node.argument], frame)
      case 'Identifier':
        return this.#judgeRead(node, node.name, path, frame) ?? judgeVariable(this, node, path, frame)
      case 'MemberExpression':
        return this.#judgeMember(node, path, frame)
      case 'CallExpression':
        return judgeCall(this, node, path, frame)
      case 'NewExpression':
        return frame.mode === 'record'
          ? this.opaque(outer, null, path, frame)
          : this.judgeParts(node.arguments, frame)
      default:
        return this.opaque(outer, null, path, frame)
    }
  }

  /** Values that are computed into something else: only what is sensitive by name is carried over. */
  judgeParts(nodes: readonly TSESTree.Node[], frame: Frame): PayloadState {
    const parts = { ...frame, mode: 'part' } as const
    const states = nodes.map((node) =>
      this.judge(node.type === 'SpreadElement' ? node.argument : node, [], parts),
    )
    return states.includes('raw') ? 'raw' : 'harmless'
  }

  judgeObject(
    node: TSESTree.ObjectExpression,
    frame: Frame,
    envelopeKeys?: ReadonlySet<string>,
  ): PayloadState {
    const states = node.properties.map((property): [TSESTree.Node, PayloadState] => [
      property,
      property.type === 'SpreadElement'
        ? this.judge(property.argument, [], { ...frame, mode: frame.mode === 'part' ? 'part' : 'record' })
        : this.#judgeEntry(property, frame, envelopeKeys),
    ])
    return this.joinParts(states, frame)
  }

  /** Joins the parts of one object, and remembers where raw data met sanitized data. */
  joinParts(parts: readonly (readonly [TSESTree.Node, PayloadState])[], { findings }: Frame): PayloadState {
    const state = allOf(parts.map(([, part]) => part))
    if (state === 'raw' && parts.some(([, part]) => part === 'sanitized')) {
      findings.lostAt ??= parts.find(([, part]) => part === 'raw')?.[0] ?? null
    }
    return state
  }

  #judgeEntry(property: TSESTree.Property, frame: Frame, envelopeKeys?: ReadonlySet<string>): PayloadState {
    const names = this.#keyNames(property)
    if (names === null) return this.fault('computed-key', property, null, frame)
    if (names.every((name) => envelopeKeys?.has(name) === true || frame.without.has(name))) return 'harmless'
    if (property.kind === 'get' && isFunction(property.value)) {
      const getter = property.value
      return anyOf(
        this.tracer.returnsOf(getter).map((value) => this.judgeNamed(names, value, property, frame)),
      )
    }
    return this.judgeNamed(names, property.value, property, frame)
  }

  #keyNames({ key, computed }: TSESTree.Property): readonly string[] | null {
    const name = keyName(key, computed)
    if (name !== null) return [name]
    const sources = this.tracer.sourcesOf(key)
    const names = sources.flatMap((source) =>
      source.kind === 'literal' && typeof source.value === 'string' ? [source.value] : [],
    )
    return names.length > 0 && names.length === sources.length ? names : null
  }

  /** A value under a key: sensitive by its key, or judged by itself. */
  judgeNamed(
    names: readonly string[],
    value: TSESTree.Node,
    place: TSESTree.Node,
    frame: Frame,
  ): PayloadState {
    for (const name of names) frame.findings.keys.add(name)
    if (isFunction(value)) return 'harmless'
    const sensitive = names.find((name) => this.isSensitive(name, frame))
    if (sensitive !== undefined) {
      return this.#isSafeUnderAnyKey(value)
        ? 'harmless'
        : this.fault('sensitive-key', place, sensitive, frame)
    }
    if (this.#carriesMessageSecret(names, frame)) return 'harmless'
    return this.judge(value, [], {
      ...frame,
      mode: frame.mode === 'part' ? 'part' : 'leaf',
      without: nothing,
    })
  }

  #isSafeUnderAnyKey(value: TSESTree.Node): boolean {
    const node = unwrapAwait(value)
    if (isEvidentlyBoolean(node, this.tracer)) return true
    if (node.type !== 'CallExpression') return false
    return isHashCall(node, this.context) || isSanitizerCall(node, this.context)
  }

  #carriesMessageSecret(names: readonly string[], { slot }: Frame): boolean {
    return slot === 'message-data' && names.every(isMessageSecret)
  }

  /** Whether the sanitizer would take a property of that name away, or hash it. */
  isSensitive(name: string, { slot }: Pick<Frame, 'slot'>): boolean {
    const action = actionFor(name, this.context.settings.policy)?.action ?? 'keep'
    if (action === 'keep') return false
    return !(slot === 'message-data' && isMessageSecret(name))
  }

  #judgeProperty(node: TSESTree.ObjectExpression, path: readonly string[], frame: Frame): PayloadState {
    const [key, ...rest] = path
    const states: PayloadState[] = []
    for (const property of [...node.properties].reverse()) {
      if (property.type === 'SpreadElement') {
        states.push(this.judge(property.argument, path, frame))
        continue
      }
      const name = keyName(property.key, property.computed)
      if (name !== null && name !== key && key !== '*') continue
      states.push(this.judge(property.value, rest, frame))
      if (name === key) break
    }
    return anyOf(states)
  }

  #judgeArray(node: TSESTree.ArrayExpression, path: readonly string[], frame: Frame): PayloadState {
    const isElement = path[0] === '*' || /^\d+$/.test(path[0] ?? '')
    const rest = isElement ? path.slice(1) : []
    const states = node.elements.flatMap((element) => {
      if (!element) return []
      const value = element.type === 'SpreadElement' ? element.argument : element
      return [this.judge(value, element.type === 'SpreadElement' ? path : rest, frame)]
    })
    return anyOf(states)
  }

  #judgeMember(node: TSESTree.MemberExpression, path: readonly string[], frame: Frame): PayloadState {
    const keys = keysOf(node, this.tracer)
    if (
      path.length === 0 &&
      frame.mode !== 'record' &&
      keys.every((key) => key === 'length' || key === 'size')
    ) {
      return 'harmless'
    }
    for (const key of keys) {
      const read = this.#judgeRead(node, key, path, frame)
      if (read) return read
    }
    const root = unwrapAwait(node.object)
    if (root.type === 'ThisExpression' || root.type === 'Super') {
      return this.judgeSources(this.tracer.sourcesOf(node), node, path, frame)
    }
    return anyOf(keys.map((key) => this.#judgeBelow(node.object, [key, ...path], frame)))
  }

  /** Judges a read without asking again whether the names on the way are sensitive: only the last is what is sent. */
  #judgeBelow(object: TSESTree.Node, path: readonly string[], frame: Frame): PayloadState {
    const inner = unwrapAwait(object)
    if (inner.type === 'Identifier') return judgeVariable(this, inner, path, frame)
    if (inner.type === 'MemberExpression') return this.#judgeMember(inner, path, frame)
    return this.judge(object, path, frame)
  }

  /** `null` when the name that is read settles nothing. */
  #judgeRead(node: TSESTree.Node, name: string, path: readonly string[], frame: Frame): PayloadState | null {
    if (path.length > 0 || frame.mode === 'record' || !this.isSensitive(name, frame)) return null
    if (isEvidentlyBoolean(node, this.tracer)) return null
    return this.fault('sensitive-value', node, name, frame)
  }

  /** Judges places that the tracer found, where the expression itself cannot be followed. */
  judgeSources(
    sources: readonly Source[],
    node: TSESTree.Node,
    path: readonly string[],
    frame: Frame,
  ): PayloadState {
    const values = sources.filter((source) => source.kind !== 'declared')
    if (values.length === 0) return this.opaque(node, null, path, frame)
    return anyOf(
      values.map((source) => {
        const names = [...source.path, ...path]
        switch (source.kind) {
          case 'literal':
            return 'harmless'
          case 'object':
          case 'array':
          case 'call':
          case 'new':
          case 'expression':
            return source.node === node
              ? this.opaque(node, null, path, frame)
              : this.judge(source.node, names, frame)
          default:
            return this.opaque(node, names.at(-1) ?? null, path, frame)
        }
      }),
    )
  }

  /** The end of the trail: decided by the written type, then by the name that was read. */
  opaque(node: TSESTree.Node, ownName: string | null, path: readonly string[], frame: Frame): PayloadState {
    const name = path.at(-1) ?? ownName
    if (frame.mode === 'part') return 'harmless'
    const shape = declaredShapeOf(node, path, this.tracer)
    const byType = shape && judgeType(this, shape, node, frame)
    if (byType) return byType
    if (frame.mode === 'leaf' && (name === null || !namesWholeRecord(name))) return 'harmless'
    return this.fault('record', node, name, frame)
  }

  /** Writes to the properties of a variable's object are properties too. */
  judgeWrite(write: MemberWrite, path: readonly string[], frame: Frame): PayloadState {
    if (write.path.length === 0) return this.judge(write.value, path, { ...frame, mode: 'record' })
    const name = write.path[0]
    if (path.length > 0) {
      const meets = write.path.every((key, index) => key === null || key === path[index])
      return meets ? this.judge(write.value, path.slice(write.path.length), frame) : 'harmless'
    }
    const names = name === null || name === undefined ? this.#writtenNames(write) : [name]
    return names === null
      ? this.fault('computed-key', write.node, null, frame)
      : this.judgeNamed([...names, write.path.at(-1) ?? ''].filter(Boolean), write.value, write.node, frame)
  }

  #writtenNames({ key }: MemberWrite): readonly string[] | null {
    if (!key) return null
    const sources = this.tracer.sourcesOf(key)
    const names = sources.flatMap((source) =>
      source.kind === 'literal' && typeof source.value === 'string' ? [source.value] : [],
    )
    return names.length > 0 && names.length === sources.length ? names : null
  }

  /** The writes to a variable's object that happen before the payload is sent. */
  writesBefore(
    root: Parameters<typeof writesTo>[0],
    near: TSESTree.Node,
    { use }: Frame,
  ): readonly MemberWrite[] {
    return writesTo(root, near, this.tracer).filter(
      ({ node }) =>
        node.range[0] < use.range[0] || !contains(enclosingFunction(use), node) || isInLoop(use, node),
    )
  }

  /** Records why a payload is raw. */
  fault(reason: FaultReason, node: TSESTree.Node, name: string | null, { findings }: Frame): 'raw' {
    if (!findings.faults.some((fault) => fault.node === node && fault.reason === reason)) {
      findings.faults.push({ reason, node, name })
    }
    return 'raw'
  }
}

function enclosingFunction(node: TSESTree.Node): TSESTree.Node {
  let current = node
  while (current.parent && !isFunction(current)) current = current.parent
  return current
}

function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1]
}

/** A loop around both runs the later line before the earlier one on its next round. */
function isInLoop(use: TSESTree.Node, write: TSESTree.Node): boolean {
  for (let current = use.parent; current && !isFunction(current); current = current.parent) {
    if (/^(?:For|While|DoWhile)/.test(current.type) && contains(current, write)) return true
  }
  return false
}
