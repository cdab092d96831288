// Which client does a provider of our runtime give: `provider.track()`?
import type { TypeShape } from '../../ast/declared-type.ts'
import type { Path, Source } from '../../ast/source.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { clientProviderType, findProvidedClient, runtimeSpecifier } from '../../vocabulary/own-exports.ts'
import type { ClientKind } from '../../vocabulary/sdk.ts'
import { ownRoleOf } from '../own-role.ts'

/** The kind of client that calling this method of a provider gives; `null` for every other callee. */
export function kindProvidedBy(callee: Source, tracer: Tracer): ClientKind | null {
  const [method, ...rest] = callee.path
  if (method === undefined || rest.length > 0) return null
  const kind = findProvidedClient(method)
  return kind !== null && isProvider({ ...callee, path: [] }, tracer) ? kind : null
}

/** Whether a callee makes a provider of clients. */
export function isProviderMaker(callees: readonly Source[]): boolean {
  return callees.some((source) => ownRoleOf(source) === 'client-provider')
}

function isProvider(source: Source, tracer: Tracer): boolean {
  return (
    source.kind === 'call' &&
    source.path.length === 0 &&
    isProviderMaker(tracer.sourcesOf(source.node.callee))
  )
}

/** The client that `['track', '()', 'identify']` reads from a value of the provider's written type. */
export function clientOfProviderType(
  shape: TypeShape,
  [method, call, ...rest]: Path,
  tracer: Tracer,
): { readonly kind: ClientKind; readonly rest: Path } | null {
  const kind = method === undefined || call !== '()' ? null : findProvidedClient(method)
  return kind !== null && isProviderType(shape, tracer) ? { kind, rest } : null
}

/** `ClientProvider`, `typeof customerio`, `ReturnType<typeof createClientProvider>` */
function isProviderType(shape: TypeShape, tracer: Tracer): boolean {
  switch (shape.kind) {
    case 'union':
      return shape.members.some((member) => isProviderType(member, tracer))
    case 'named':
      return shape.module === runtimeSpecifier && shape.exportPath.join('.') === clientProviderType
    case 'query':
      return shape.isResult
        ? isProviderMaker(tracer.sourcesOf(shape.node))
        : tracer.sourcesOf(shape.node).some((source) => isProvider(source, tracer))
    default:
      return false
  }
}
