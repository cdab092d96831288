// What did a framework make of a request's body before the handler ran: nothing, or an object?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../../ast/source-file.ts'
import { childrenOf } from '../../ast/source-file.ts'
import type { ParameterSource } from '../../ast/source.ts'
import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'
import type { BodyForm } from './received-bodies.ts'
import type { RequestKind } from './requests.ts'

/** Code that keeps the bytes, in some route at least. */
const keepsRaw =
  /\b(?:express|bodyParser|body_parser|parser)\.(?:raw|text)\s*\(|\bbodyParser\s*:\s*false|addContentTypeParser|parseAs\b|\brawBody\s*:\s*true|Buffer\.isBuffer\s*\(|instanceof\s+(?:Buffer|Uint8Array)|\btypeof\s+[\w.?]*\bbody\s*[!=]==?\s*['"`]string/

/** Code that parses every body. */
const parsesJson = /\b(?:express|bodyParser)\.json\s*\(|\bkoa-?body(?:parser)?\b/i

/** Methods and members of bytes and texts: reading one shows that the body is not an object. */
const rawMembers = new Set(
  'toString length byteLength buffer slice subarray equals getReader pipe pipeTo tee locked trim startsWith on'.split(
    ' ',
  ),
)

/**
 * What `req.body` holds, as far as the file shows it: routes that keep the bytes make it unknown, a parser for all
 * routes, a framework that parses by itself, or code that reads fields of it makes it parsed.
 */
export function formOfReadBody(
  source: ParameterSource,
  holder: RequestKind | null,
  tracer: Tracer,
): BodyForm {
  const { text } = tracer.indexOf(source.function).file
  if (holder === 'event') return 'raw'
  if (keepsRaw.test(text)) return 'unknown'
  if (parsesJson.test(text) || isParsedByFramework(source, text)) return 'parsed'
  return readsFields(source, tracer) ? 'parsed' : 'unknown'
}

/** Koa has no body without a parser; Fastify and the pages of Next.js parse JSON by themselves. */
function isParsedByFramework({ path }: ParameterSource, text: string): boolean {
  if (path.at(-2) === 'request' && path.at(-1) === 'body') return true
  return /['"]fastify['"]|\bNextApiRequest\b/.test(text)
}

/** Whether the function around reads fields of the same body: `req.body.event_id`, `const { metric } = req.body`. */
function readsFields({ function: fn, path, index }: ParameterSource, tracer: Tracer): boolean {
  const { visitorKeys } = tracer.indexOf(fn).file
  const pending: TSESTree.Node[] = [fn.body]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'MemberExpression' && propertyName(node) === 'body' && isFieldRead(node)) {
      const isSame = tracer
        .sourcesOf(node)
        .some((read) => read.kind === 'parameter' && read.index === index && read.path.join() === path.join())
      if (isSame) return true
    }
    for (const child of childrenOf(node, visitorKeys))
      if (!isFunction(child) || isInline(child)) pending.push(child)
  }
  return false
}

function isInline(fn: TSESTree.Node): boolean {
  return fn.type === 'ArrowFunctionExpression'
}

function isFieldRead(body: TSESTree.MemberExpression): boolean {
  const outer = wrapperOf(body)
  const { parent } = outer
  if (parent?.type === 'MemberExpression' && parent.object === outer) {
    const name = propertyName(parent)
    return name !== null && !rawMembers.has(name)
  }
  if (parent?.type !== 'VariableDeclarator' || unwrap(outer) !== body) return false
  return parent.id.type === 'ObjectPattern' && parent.id.properties.length > 0
}
