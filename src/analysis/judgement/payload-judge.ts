// Is this payload sanitized, provably harmless, or raw?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { isMessageSecret } from '../../vocabulary/message-secrets.ts'
import { actionFor } from '../../vocabulary/policy.ts'
import { namesWholeRecord } from '../../vocabulary/record-names.ts'
import type { PayloadPosition, PayloadSlot } from '../../vocabulary/sdk.ts'
import type { ClientContext } from '../clients/clients.ts'
import { isHarmlessOperator, isNothing } from '../values/harmless-values.ts'
import { judgeCall } from './judge-calls.ts'
import { judgeNew } from './judge-instances.ts'
import { judgeArray, judgeObject } from './judge-objects.ts'
import { judgeMember, sensitiveRead } from './judge-reads.ts'
import { elementName, lastNameIn } from './element-names.ts'
import { judgeType, typeAt, writtenTypeOf } from './judge-types.ts'
import { judgeVariable } from './judge-variables.ts'
import type { Payload } from '../payloads/payload-sites.ts'
import { noteSensitiveText } from './sensitive-texts.ts'
import type { Entry, Fault, FaultReason, PayloadState, Verdict } from './verdict.ts'
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

export type Bindings = ReadonlyMap<FunctionNode, Binding>

/** The circumstances in which an expression is judged. */
export interface Frame {
  readonly mode: Mode
  readonly slot: PayloadSlot
  /** the call that sends the payload: what is written after it does not count */
  readonly use: TSESTree.Node
  readonly bindings: Bindings
  readonly findings: Findings
  readonly depth: number
  /** names of the object being judged that are left out, or replaced later */
  readonly without: ReadonlySet<string>
  /** true for data that few messages have: an envelope that shows none is believed to have none */
  readonly isOptional: boolean
  /** the innermost property of the payload that holds the value; `null` for the payload itself */
  readonly entry: Pick<Entry, 'name' | 'node'> | null
  /** the variable that holds the value as a whole; `null` for what is read below it, and in an object of its own */
  readonly readAs: string | null
  /** true to look at what sanitizers are given, too */
  readonly opensSanitizers: boolean
}

export const nothing: ReadonlySet<string> = new Set()

export interface Findings {
  readonly faults: Map<TSESTree.Node, Fault[]>
  readonly texts: Map<TSESTree.Node, Fault>
  readonly entries: Map<TSESTree.Node, Entry>
  readonly keys: Set<string>
  lostAt: TSESTree.Node | null
}

const deepestNesting = 150
/** Variables and functions that one payload may lead through. */
const mostSteps = 10_000
/** The same for all payloads of a file: a file that sends one growing object thousands of times must end, too. */
const mostStepsInFile = 200_000

/** Judges the payloads of one file. */
export class PayloadJudge {
  readonly context: ClientContext
  readonly #active = new Map<Bindings, Map<TSESTree.Node, Set<string>>>()
  #steps = 0
  #stepsInFile = 0

  constructor(context: ClientContext) {
    this.context = context
  }

  get tracer(): Tracer {
    return this.context.tracer
  }

  /** What can be said of a payload where it is sent; with `opensSanitizers`, as if no sanitizer had seen it. */
  verdictOf(payload: Payload, opensSanitizers = false): Verdict {
    const findings: Findings = {
      faults: new Map(),
      texts: new Map(),
      entries: new Map(),
      keys: new Set(),
      lostAt: null,
    }
    this.#steps = 0
    const { position, slot, call, node, path } = payload
    const frame: Frame = {
      mode: 'record',
      slot,
      use: call.node,
      bindings: new Map(),
      findings,
      depth: 0,
      without: new Set(position.envelopeKeys ?? []),
      isOptional: path.length > 0 && isOptional(position),
      entry: null,
      readAs: null,
      opensSanitizers,
    }
    const judged = this.judge(node, path, frame)
    const state = judged === 'pending' ? 'absent' : judged
    return {
      state,
      faults: [...findings.faults.values()].flat(),
      texts: [...findings.texts.values()],
      entries: [...findings.entries.values()],
      keys: findings.keys,
      lostAt: state === 'raw' && this.#isOfThisFile(findings.lostAt) ? findings.lostAt : null,
    }
  }

  #isOfThisFile(node: TSESTree.Node | null): boolean {
    return node !== null && this.tracer.indexOf(node) === this.tracer.index
  }

  /** Judges what `path` reads from an expression; never throws, and ends on cyclic code. */
  judge(node: TSESTree.Node, path: readonly string[], outer: Frame): PayloadState {
    const frame = { ...outer, depth: outer.depth + 1 }
    if (frame.depth > deepestNesting) return this.opaque(node, null, path, frame)
    const inner = unwrapAwait(node)
    const follow = (within: Frame): PayloadState => this.#judge(inner, path, within)
    return inner === node ? follow(frame) : this.unlessTyped(node, path, frame, follow)
  }

  #judge(node: TSESTree.Node, path: readonly string[], frame: Frame): PayloadState {
    if (isNothing(node)) return 'absent'
    if (path.length === 0) noteSensitiveText(node, frame, this.context.settings)
    if (isHarmlessOperator(node)) return 'harmless'
    switch (node.type) {
      case 'ObjectExpression':
        return judgeObject(this, node, path, frame)
      case 'ArrayExpression':
        return judgeArray(this, node, path, frame)
      case 'ConditionalExpression':
        return anyOf([this.judge(node.consequent, path, frame), this.judge(node.alternate, path, frame)])
      case 'LogicalExpression':
        return node.operator === '&&'
          ? this.judge(node.right, path, frame)
          : anyOf([this.judge(node.left, path, frame), this.judge(node.right, path, frame)])
      case 'AssignmentExpression':
        return this.judge(node.right, path, frame)
      case 'BinaryExpression':
        return this.judgeParts(operandsOf(node), frame)
      case 'TemplateLiteral':
        return this.judgeParts(node.expressions, frame)
      case 'TaggedTemplateExpression':
        return this.judgeParts(node.quasi.expressions, frame)
      case 'UnaryExpression':
      case 'UpdateExpression':
        return this.judgeParts([node.argument], frame)
      case 'Identifier':
        return sensitiveRead(this, node, node.name, path, frame) ?? judgeVariable(this, node, path, frame)
      case 'MemberExpression':
        return judgeMember(this, node, path, frame)
      case 'CallExpression':
        return judgeCall(this, node, path, frame)
      case 'NewExpression':
        return judgeNew(this, node, path, frame)
      default:
        return this.opaque(node, null, path, frame)
    }
  }

  /** Goes on from a variable or function to what it stands for, unless that is under way; what it adds is then nothing. */
  follow(
    node: TSESTree.Node,
    path: readonly string[],
    frame: Frame,
    judge: () => PayloadState,
  ): PayloadState {
    const key = `${frame.mode}.${path.join('.')}`
    const nodes = this.#active.get(frame.bindings) ?? new Map<TSESTree.Node, Set<string>>()
    const keys = nodes.get(node) ?? new Set()
    if (keys.has(key)) return 'pending'
    if (++this.#steps > mostSteps || ++this.#stepsInFile > mostStepsInFile)
      return this.opaque(node, null, path, frame)
    this.#active.set(frame.bindings, nodes.set(node, keys.add(key)))
    const state = judge()
    keys.delete(key)
    if (keys.size === 0) nodes.delete(node)
    if (nodes.size === 0) this.#active.delete(frame.bindings)
    return state
  }

  /** Values that are computed into something else: only what is sensitive by name is carried over. */
  judgeParts(nodes: readonly TSESTree.Node[], frame: Frame): PayloadState {
    const parts = { ...frame, mode: 'part' } as const
    const states = nodes.map((node) =>
      this.judge(node.type === 'SpreadElement' ? node.argument : node, [], parts),
    )
    return states.includes('raw') ? 'raw' : 'harmless'
  }

  /** Joins the parts of one object, and remembers where raw data met sanitized data. */
  joinParts(parts: readonly (readonly [TSESTree.Node, PayloadState])[], { findings }: Frame): PayloadState {
    const state = allOf(parts.map(([, part]) => part))
    if (state === 'raw' && parts.some(([, part]) => part === 'sanitized')) {
      findings.lostAt ??= parts.find(([, part]) => part === 'raw')?.[0] ?? null
    }
    return state
  }

  /** Whether the sanitizer would take a property of that name away, or hash it. */
  isSensitive(name: string, { slot }: Pick<Frame, 'slot'>): boolean {
    const action = actionFor(name, this.context.settings.policy)?.action ?? 'keep'
    return action !== 'keep' && !(slot === 'message-data' && isMessageSecret(name))
  }

  /** A value that turns out to be an unknown record is as harmless as the type that the code writes down for it. */
  unlessTyped(
    node: TSESTree.Node,
    path: readonly string[],
    frame: Frame,
    follow: (within: Frame) => PayloadState,
  ): PayloadState {
    if (frame.mode === 'part') return follow(frame)
    const type = writtenTypeOf(node, path, this.context)
    if (type === null) return follow(frame)
    const findings: Findings = { ...frame.findings, faults: new Map(), lostAt: null }
    const state = follow({ ...frame, findings })
    const isUnknown = [...findings.faults.values()]
      .flat()
      .every(({ reason }) => reason === 'record' || reason === 'computed-key')
    const byType = state === 'raw' && isUnknown ? judgeType(this, type, node, frame) : null
    if (byType) return byType
    for (const [place, faults] of findings.faults) frame.findings.faults.set(place, faults)
    frame.findings.lostAt ??= findings.lostAt
    return state
  }

  /** What TypeScript knows of a value that the code itself does not describe; `null` when it knows nothing. */
  #judgeChecked(node: TSESTree.Node, path: readonly string[], frame: Frame): PayloadState | null {
    const shape = this.context.types?.shapeOf(node)
    const found = shape && typeAt(shape, path)
    return found ? judgeType(this, found, node, frame) : null
  }

  /** The end of the trail: decided by the written type, then by the name that was read. */
  opaque(node: TSESTree.Node, ownName: string | null, path: readonly string[], frame: Frame): PayloadState {
    const name = elementName(ownName, path, frame.readAs) ?? path.at(-1) ?? ownName
    if (frame.mode === 'part') return 'harmless'
    const type = writtenTypeOf(node, path, this.context)
    const byType = (type && judgeType(this, type, node, frame)) ?? this.#judgeChecked(node, path, frame)
    if (byType) return byType
    if (frame.isOptional && path.length > 0 && frame.mode === 'record') return 'absent'
    if (frame.mode === 'leaf' && (name === null || !namesWholeRecord(name))) return 'harmless'
    return this.fault('record', node, lastNameIn(path) ?? ownName ?? frame.readAs, frame)
  }

  /** Records why a payload is raw. */
  fault(reason: FaultReason, node: TSESTree.Node, name: string | null, { findings, entry }: Frame): 'raw' {
    const known = findings.faults.get(node) ?? []
    const property = entry?.node ?? null
    const isKnown = known.some(
      (fault) => fault.reason === reason && fault.name === name && fault.property === property,
    )
    if (!isKnown) {
      findings.faults.set(node, [...known, { reason, node, name, property }])
    }
    return 'raw'
  }
}

/** Data that few messages carry: an unknown `context` or list of recipients is no reason to complain. */
function isOptional({ slot, path }: PayloadPosition): boolean {
  return (
    slot === 'context-traits' ||
    slot === 'relationship-attributes' ||
    path.includes('per_user_data') ||
    path.includes('device')
  )
}

/** The parts of a sum or product, without recursion: generated code adds up thousands. */
function operandsOf(node: TSESTree.BinaryExpression): readonly TSESTree.Node[] {
  const operands: TSESTree.Node[] = []
  let left: TSESTree.Node = node
  while (left.type === 'BinaryExpression' && !isHarmlessOperator(left)) {
    operands.push(left.right)
    left = left.left
  }
  return [left, ...operands.reverse()]
}
