// Is this value a request that a server received, or the event or context that stands for one?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { calledName } from '../../ast/static-value.ts'

/** What a value stands for: the request itself, what holds one (Koa's and Hono's context), or the event of a Lambda. */
export type RequestKind = 'request' | 'context' | 'event'

const names: Readonly<Record<RequestKind, RegExp>> = {
  request: /^_?(?:req|r|raw)$|request$|req$/i,
  context: /^_?(?:c|ctx|context)$|ctx$/i,
  event: /^_?(?:event|evt|e)$|event$/i,
}

/** Types that frameworks give to what they hand over; `Context` says nothing about whose it is. */
const types: Readonly<Record<RequestKind, RegExp>> = {
  request:
    /^(?:\w*Request(?:Event|Like)?|IncomingMessage|HttpRequest|RawBodyRequest|ReqRefDefaults|VercelRequest)$/,
  context: /^(?:\w*Context|RequestEvent|APIContext)$/,
  event: /^(?:APIGateway\w*|ALBEvent|LambdaFunctionURL\w*|Handler(?:Event)?|H3Event|CloudFront\w*)$/,
}

/** What a source is to a server; `null` for anything that is not evidently a request. */
export function requestKindOf(source: Source): RequestKind | null {
  const last = source.path.findLast((name) => name !== '*')
  if (source.kind === 'parameter') {
    const parameter = parameterOf(source.function, source.index)
    if (last !== undefined) return kindOfName(last)
    return kindOfType(parameter) ?? (parameter?.type === 'Identifier' ? kindOfName(parameter.name) : null)
  }
  if (source.kind !== 'call') return null
  // `context.switchToHttp().getRequest()` of Nest, `toWebRequest(event)` of h3, `request.clone()`.
  return last === undefined && /^(?:get|use|to\w*)Request$/.test(calledName(source.node)) ? 'request' : null
}

/** Whether a source is, by its name, something of a request: `req.headers`, `ctx.request.body`, `{ query }` of a handler. */
export function isOfRequest(source: Source): boolean {
  if (source.kind !== 'parameter') return false
  const parameter = parameterOf(source.function, source.index)
  const root = parameter?.type === 'Identifier' ? [parameter.name] : []
  if (kindOfType(parameter) !== null) return true
  const places = [...root, ...source.path]
  return places
    .slice(0, -1)
    .some((name) => kindOfName(name) !== null || /^(?:headers?|query|params|body)$/.test(name))
}

function kindOfName(name: string): RequestKind | null {
  const kinds: readonly RequestKind[] = ['request', 'context', 'event']
  return kinds.find((kind) => names[kind].test(name)) ?? null
}

function kindOfType(parameter: TSESTree.Parameter | null): RequestKind | null {
  const written = writtenType(parameter)
  if (written === null) return null
  const kinds: readonly RequestKind[] = ['request', 'event', 'context']
  return kinds.find((kind) => types[kind].test(written)) ?? null
}

/** The name of a parameter's type: `Request` of `Request & { rawBody: Buffer }` and of `express.Request<P>`. */
function writtenType(parameter: TSESTree.Parameter | null): string | null {
  if (!parameter || parameter.type === 'TSParameterProperty') return null
  const binding = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  let type: TSESTree.TypeNode | undefined = binding.typeAnnotation?.typeAnnotation
  if (type?.type === 'TSIntersectionType') type = type.types[0]
  if (type?.type !== 'TSTypeReference') return null
  const { typeName } = type
  if (typeName.type === 'TSQualifiedName') return typeName.right.name
  return typeName.type === 'Identifier' ? typeName.name : null
}

/** A function's parameter, `null` when it has none at that place. */
export function parameterOf(fn: FunctionNode, index: number): TSESTree.Parameter | null {
  const parameter = fn.params[index]
  return parameter?.type === 'AssignmentPattern' ? parameter.left : (parameter ?? null)
}
