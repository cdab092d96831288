// Which options of a client or a request make it accept any certificate?
import type { TSESTree } from '@typescript-eslint/utils'

import type { MemberWrite } from '../../ast/member-writes.ts'
import { programOf } from '../../ast/source-file.ts'
import { keyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'

/** An option that switches the check of certificates off. */
export interface UncheckedCertificate {
  readonly option: string
  /** the property; where it is written in another file, what leads to it */
  readonly node: TSESTree.Node
  /** the value that says so; `null` where it stands in another file */
  readonly value: TSESTree.Node | null
}

/** `tls.connect`'s, and that of `request`. */
const checks: ReadonlySet<string> = new Set(['rejectUnauthorized', 'strictSSL'])

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
        if (checks.has(name) && isFalse(property.value, tracer)) {
          return [{ option: name, node: isHere ? property : at, value: isHere ? property.value : null }]
        }
        return carriers.has(name) ? next(property.value) : []
      })
    case 'NewExpression':
      return inner.arguments.flatMap(next)
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
  return isHere && checks.has(name) && isFalse(value, tracer) ? [{ option: name, node, value }] : []
}

function isOpened(type: TSESTree.Node['type']): boolean {
  return type === 'ObjectExpression' || type === 'NewExpression'
}

/** Whether a value is evidently `false`. */
export function isFalse(node: TSESTree.Node, tracer: Tracer): boolean {
  const inner = unwrapAwait(node)
  // Minified code writes `!1`.
  if (inner.type === 'UnaryExpression' && inner.operator === '!') {
    return inner.argument.type === 'Literal' && Boolean(inner.argument.value)
  }
  const sources = tracer.sourcesOf(inner)
  return sources.length > 0 && sources.every((source) => source.kind === 'literal' && source.value === false)
}
