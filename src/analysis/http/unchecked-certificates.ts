// Which options of a client or a request make it accept any certificate?
import type { TSESTree } from '@typescript-eslint/utils'

import type { MemberWrite } from '../../ast/member-writes.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { programOf } from '../../ast/source-file.ts'
import { keyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { callNodesWithin } from '../values/calls-within.ts'
import { isNothing } from '../values/harmless-values.ts'

/** Something that switches the check of certificates off. */
export interface UncheckedCertificate {
  /** the words of the code: `rejectUnauthorized: false` */
  readonly said: string
  /** the property or call; where it is written in another file, what leads to it */
  readonly node: TSESTree.Node
  /** the `false` that has to be `true`; `null` where there is none in this file */
  readonly value: TSESTree.Node | null
}

type SwitchedOff = Pick<UncheckedCertificate, 'said' | 'value'>

/** `tls.connect`'s, and that of `request`. */
const flags: ReadonlySet<string> = new Set(['rejectUnauthorized', 'strictSSL'])

/** Options of SDKs, HTTP libraries and agents that hold those of a connection. */
const carriers: ReadonlySet<string> = new Set([
  'agent',
  'agentOptions',
  'agents',
  'connect',
  'defaults',
  'dispatcher',
  'fetchOptions',
  'http',
  'https',
  'httpsAgent',
  'options',
  'proxyTls',
  'request',
  'requestTls',
  'tls',
])

const deepest = 8

/** The options that switch checks off, in the options of a client or a request and in the agents they name. */
export function uncheckedCertificatesIn(
  node: TSESTree.Node,
  tracer: Tracer,
  depth = 0,
  near: TSESTree.Node = node,
): readonly UncheckedCertificate[] {
  if (depth > deepest) return []
  const isHere = programOf(node) === tracer.index.file.ast
  const at = isHere ? node : near
  const next = (inner: TSESTree.Node) => uncheckedCertificatesIn(inner, tracer, depth + 1, at)
  const inWrite = (write: MemberWrite) => uncheckedIn(write, tracer, next)
  const inner = unwrapAwait(node)
  switch (inner.type) {
    case 'ObjectExpression':
      return inner.properties.flatMap((property) => {
        if (property.type === 'SpreadElement') return next(property.argument)
        const name = keyName(property.key, property.computed) ?? ''
        const off = switchedOff(name, property.value, tracer)
        if (off) return [isHere ? { ...off, node: property } : { ...off, node: at, value: null }]
        return carriers.has(name) ? next(property.value) : []
      })
    case 'NewExpression':
      return [...inner.arguments.flatMap(next), ...(isHere ? writtenToAgent(inner, tracer) : [])]
    case 'ConditionalExpression':
      return [inner.consequent, inner.alternate].flatMap(next)
    case 'LogicalExpression':
      return [inner.left, inner.right].flatMap(next)
    // `agent: () => insecureAgent`
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return tracer.returnsOf(inner).flatMap(next)
    default:
      return tracer.sourcesOf(inner).flatMap((source) => {
        if (source.node === inner || source.path.length > 0) return []
        const written = source.kind === 'object' ? source.writes.flatMap((write) => inWrite(write)) : []
        return isOpened(source.node.type) ? [...next(source.node), ...written] : written
      })
  }
}

/** `options.agent = insecureAgent`, `options.https.rejectUnauthorized = false` */
function uncheckedIn(
  { node, path, value, valuePath }: MemberWrite,
  tracer: Tracer,
  next: (inner: TSESTree.Node) => readonly UncheckedCertificate[],
): readonly UncheckedCertificate[] {
  const name = path.at(-1) ?? ''
  const isCarried = path.slice(0, -1).every((holder) => holder !== null && carriers.has(holder))
  if (!isCarried || valuePath.length > 0) return []
  if (carriers.has(name)) return next(value)
  const isHere = programOf(node) === tracer.index.file.ast
  const off = isHere ? switchedOff(name, value, tracer) : null
  return off ? [{ ...off, node }] : []
}

/** `agent.options.rejectUnauthorized = false`, under any name of the agent. */
function writtenToAgent(agent: TSESTree.NewExpression, tracer: Tracer): readonly UncheckedCertificate[] {
  return [...tracer.index.writes.values()].flat().flatMap(({ node, path, value }) => {
    const off = switchedOff(path.at(-1) ?? '', value, tracer)
    if (!off || node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return []
    const holders = tracer.sourcesOf(node.left.object)
    const isOfAgent = holders.some((source) => source.node === agent && source.path.join('.') === 'options')
    return isOfAgent ? [{ ...off, node }] : []
  })
}

/** How an option of that name switches checks off; `null` when it does not. */
export function switchedOff(name: string, value: TSESTree.Node, tracer: Tracer): SwitchedOff | null {
  if (flags.has(name)) return isFalse(value, tracer) ? { said: `${name}: false`, value } : null
  const isOff =
    name === 'checkServerIdentity' && tracer.functionsAt(value).some((fn) => refusesNobody(fn, tracer))
  return isOff ? { said: name, value: null } : null
}

/** Whether a function calls nothing that could look at the certificate, and gives back no error. */
function refusesNobody(fn: FunctionNode, tracer: Tracer): boolean {
  return callNodesWithin(fn, tracer).length === 0 && tracer.returnsOf(fn).every(isNothing)
}

function isOpened(type: TSESTree.Node['type']): boolean {
  return type === 'ObjectExpression' || type === 'NewExpression'
}

/** Whether a value is evidently `false`. */
function isFalse(node: TSESTree.Node, tracer: Tracer): boolean {
  const inner = unwrapAwait(node)
  // Minified code writes `!1`.
  if (inner.type === 'UnaryExpression' && inner.operator === '!') {
    return inner.argument.type === 'Literal' && Boolean(inner.argument.value)
  }
  const sources = tracer.sourcesOf(inner)
  return sources.length > 0 && sources.every((source) => source.kind === 'literal' && source.value === false)
}
