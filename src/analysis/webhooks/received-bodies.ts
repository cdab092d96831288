// Is this value the body of a received request: as it came, parsed, or does nothing tell?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName } from '../../ast/static-value.ts'
import { decoratorsOf } from '../../ast/decorators.ts'
import { isGlobal } from '../../ast/known-functions.ts'
import type { ParameterSource, Source } from '../../ast/source.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap } from '../../ast/unwrap.ts'
import { formOfReadBody } from './body-parsers.ts'
import { parameterOf, requestKindOf } from './requests.ts'

/** `raw` are the bytes or the text as received, `parsed` is what a parser made of them. */
export type BodyForm = 'raw' | 'parsed' | 'unknown'

/** The body of a request, or a field of it. */
export interface ReceivedBody {
  readonly form: BodyForm
  /** where it is read */
  readonly node: TSESTree.Node
  /** true for a member of the parsed body: `req.body.data` */
  readonly isPart: boolean
}

const rawNames = /^(?:raw_?body|body_?raw|raw_?payload|raw_?data|body_?(?:buffer|text|bytes))$/i

/** The received body that a source is; `null` for anything that is not evidently one. */
function receivedBodyOf(source: Source, tracer: Tracer): ReceivedBody | null {
  if (source.kind === 'call') return ofCall(source, tracer)
  if (source.kind !== 'parameter') return null
  return decoratedBody(source) ?? ofParameter(source, tracer)
}

/** The bodies of requests among what an expression can be. */
export function receivedBodiesAt(node: TSESTree.Node, tracer: Tracer): readonly ReceivedBody[] {
  return tracer.sourcesOf(node).flatMap((source) => receivedBodyOf(source, tracer) ?? [])
}

const bodyNames = /^(?:body|parsedBody|payload)$/

/** `req.body`, `ctx.request.body`, `{ body }` of a handler, `event.body`, `request.payload` of hapi. */
function ofParameter(source: ParameterSource, tracer: Tracer): ReceivedBody | null {
  const { node, path } = source
  const at = path.findIndex((name) => bodyNames.test(name) || rawNames.test(name))
  const name = path[at]
  if (name === undefined) return null
  const isPart = at < path.length - 1
  if (rawNames.test(name)) return isPart ? null : { form: 'raw', node, isPart }
  const holder = requestKindOf({ ...source, path: path.slice(0, at) })
  // Whether hapi parses it is up to the route.
  if (name === 'payload') return holder === 'request' ? { form: 'unknown', node, isPart } : null
  if (holder === null && !(at === 0 && isBesideRequestParts(source))) return null
  if (isPart || name === 'parsedBody') return { form: 'parsed', node, isPart }
  return { form: formOfReadBody(source, holder, tracer), node, isPart }
}

/** `({ body, headers }) => …`, `({ body }, res) => …` */
function isBesideRequestParts({ function: fn, index }: ParameterSource): boolean {
  const pattern = parameterOf(fn, index)
  if (pattern?.type !== 'ObjectPattern') return false
  const hasPart = pattern.properties.some(
    (property) =>
      property.type === 'Property' &&
      property.key.type === 'Identifier' &&
      /^(?:headers?|query|params|method)$/.test(property.key.name),
  )
  const next = parameterOf(fn, index + 1)
  return hasPart || (next?.type === 'Identifier' && /^(?:res|reply|response)$/.test(next.name))
}

/** `@Body() event: CioEvent`; `@Body('field')` is a part of it. */
function decoratedBody({ function: fn, index, node, path }: ParameterSource): ReceivedBody | null {
  for (const { expression } of decoratorsOf(fn.params[index] ?? {})) {
    if (expression.type !== 'CallExpression' || calledName(expression) !== 'Body') continue
    return { form: 'parsed', node, isPart: path.length > 0 || expression.arguments.length > 0 }
  }
  return null
}

/** Functions that read the body of the request they are given, by what they give back. */
const readers: readonly (readonly [BodyForm, RegExp])[] = [
  ['parsed', /^(?:readBody|readValidatedBody|useBody|parseBody|readFormData|readMultipartFormData)$/],
  ['raw', /^(?:readRawBody|useRawBody|getRawBody|rawBody|readRequestBody)$/],
]
const parsedMethods = new Set(['json', 'formData', 'parseBody'])
const rawMethods = new Set(['text', 'arrayBuffer', 'blob', 'bytes', 'buffer', 'bodyText'])

function ofCall(source: Extract<Source, { kind: 'call' }>, tracer: Tracer): ReceivedBody | null {
  const { node, path } = source
  const form = formOfRead(node, tracer)
  if (form === null || (form === 'raw' && path.length > 0)) return null
  return { form, node, isPart: path.length > 0 }
}

function formOfRead(node: TSESTree.CallExpression, tracer: Tracer): BodyForm | null {
  const name = calledName(node)
  const [first] = node.arguments
  if (tracer.sourcesOf(node.callee).some((callee) => isGlobal(callee, 'JSON', 'parse'))) {
    return first && isBody(first, tracer) ? 'parsed' : null
  }
  const callee = unwrap(node.callee)
  if (callee.type === 'MemberExpression') {
    const form = parsedMethods.has(name) ? 'parsed' : rawMethods.has(name) ? 'raw' : null
    // `c.req.valid('json')` of Hono.
    const found = name === 'valid' && first?.type === 'Literal' && first.value === 'json' ? 'parsed' : form
    return found !== null && isRequest(callee.object, tracer) ? found : null
  }
  const known = readers.find(([, pattern]) => pattern.test(name))?.[0] ?? streamReader(node, tracer)
  const isGivenRequest = first && tracer.sourcesOf(first).some((source) => requestKindOf(source) !== null)
  if (!isGivenRequest) return null
  // A reader of the project that is out of sight may give the bytes as well.
  return known === 'parsed' && tracer.sourcesOf(node.callee).some(isOfProject) ? 'unknown' : known
}

/** `import { readBody } from '@/lib/body'` */
function isOfProject(source: Source): boolean {
  return source.kind === 'import' && /^(?:\.|[@~#]\/)/.test(source.module)
}

/** `json(req)`, `buffer(req)`, `text(req)` of micro and of `node:stream/consumers`. */
function streamReader(node: TSESTree.CallExpression, tracer: Tracer): BodyForm | null {
  for (const source of tracer.sourcesOf(node.callee)) {
    if (source.kind !== 'import') continue
    const isReader = /^(?:micro|node:stream\/consumers|stream\/consumers|raw-body)$/.test(source.module)
    if (isReader) return source.path.at(-1) === 'json' ? 'parsed' : 'raw'
  }
  return null
}

function isBody(node: TSESTree.Node, tracer: Tracer): boolean {
  const inner = unwrap(node)
  // `JSON.parse(body.toString())`
  const text =
    inner.type === 'CallExpression' &&
    inner.callee.type === 'MemberExpression' &&
    calledName(inner) === 'toString'
      ? inner.callee.object
      : node
  return tracer.sourcesOf(text).some((source) => {
    if (receivedBodyOf(source, tracer) !== null) return true
    const parameter = source.kind === 'parameter' && source.path.length === 0
    return parameter && /body|payload/i.test(nameOfParameter(source))
  })
}

/** The name of a parameter that is no pattern; empty for patterns. */
export function nameOfParameter({ function: fn, index }: ParameterSource): string {
  const parameter = parameterOf(fn, index)
  return parameter?.type === 'Identifier' ? parameter.name : ''
}

function isRequest(node: TSESTree.Node, tracer: Tracer): boolean {
  const inner = unwrap(node)
  // A copy of a request is one, whose body can be read once more.
  const isCopy =
    inner.type === 'CallExpression' &&
    inner.callee.type === 'MemberExpression' &&
    calledName(inner) === 'clone'
  const request = isCopy && inner.callee.type === 'MemberExpression' ? inner.callee.object : node
  return tracer.sourcesOf(request).some((source) => requestKindOf(source) === 'request')
}
