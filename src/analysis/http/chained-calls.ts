// Where do libraries that build a request step by step, or are told verb and URL in a row, say its parts?
import type { TSESTree } from '@typescript-eslint/utils'

import { staticStringOf } from '../../ast/static-value.ts'
import type { PlainArguments, HttpCall, RequestContext } from './http-call.ts'
import { callOf, calleeName, isText, present, valuesAt } from './http-call.ts'
import type { HttpCallee } from './http-libraries.ts'

/** `superagent.put(url).send(data)`, `superagent('PUT', url).send(data)` */
export function superagentCall(
  node: TSESTree.CallExpression,
  { method }: HttpCallee,
  args: PlainArguments,
): HttpCall {
  const chain = chainOn(node)
  const sent = chain
    .filter((call) => calleeName(call) === 'send')
    .flatMap((call) => call.arguments.slice(0, 1))
  const { verb, rest } = verbInRow(method, args)
  return callOf(node, { urls: rest.slice(0, 1), ...verb, bodies: sent, chain })
}

/** `needle.put(url, data, options)`, `needle('put', url, data, options)` */
export function needleCall(
  node: TSESTree.CallExpression,
  { method }: HttpCallee,
  args: PlainArguments,
): HttpCall {
  const { verb, rest, said } = verbInRow(method, args)
  const hasBody = said === null || /^(?:post|put|patch|delete)$/i.test(said)
  const [url, second, third, fourth] = rest
  const isCallback = (argument: TSESTree.Node | undefined): boolean =>
    argument?.type === 'ArrowFunctionExpression' || argument?.type === 'FunctionExpression'
  return callOf(node, {
    urls: present(url),
    ...verb,
    bodies: hasBody ? present(second) : [],
    options: present(hasBody ? third : second).filter((argument) => !isCallback(argument)),
    returnsPromise: ![second, third, fourth].some(isCallback),
  })
}

interface VerbInRow {
  readonly verb: Pick<HttpCall, 'verb' | 'verbNodes'>
  /** the verb where the code spells it out */
  readonly said: string | null
  /** the arguments behind the verb, if there is one */
  readonly rest: PlainArguments
}

/** The verb that the method's name says, or the first of several arguments. */
function verbInRow(method: string | null, args: PlainArguments): VerbInRow {
  const [first, second] = args
  if (method === null && first && second) {
    return { verb: { verb: null, verbNodes: [first] }, said: staticStringOf(first), rest: args.slice(1) }
  }
  const verb = method === 'del' ? 'DELETE' : (method ?? 'get').toUpperCase()
  return { verb: { verb, verbNodes: [] }, said: verb, rest: args }
}

/** The calls that are chained on a call: `.set(…).send(…)`. */
function chainOn(node: TSESTree.CallExpression): readonly TSESTree.CallExpression[] {
  const chain: TSESTree.CallExpression[] = []
  let current: TSESTree.Node = node
  for (;;) {
    const member: TSESTree.Node = current.parent
    if (member.type !== 'MemberExpression' || member.object !== current) return chain
    const call: TSESTree.Node = member.parent
    if (call.type !== 'CallExpression' || call.callee !== member) return chain
    chain.push(call)
    current = call
  }
}

/** `https.request(url?, options, callback?)`: the body is written to what it gives back. */
export function nodeCall(
  node: TSESTree.CallExpression,
  callee: HttpCallee,
  args: PlainArguments,
  context: RequestContext,
): HttpCall {
  const [first, second] = args
  const isUrl = isText(first, context)
  const options = present(isUrl ? second : first)
  const hosts = valuesAt(options, ['hostname', 'host'], context)
  return callOf(node, {
    urls: isUrl ? present(first) : valuesAt(options, ['path'], context),
    bases: isUrl ? [] : hosts,
    verb: 'GET',
    verbNodes: callee.method === 'get' ? [] : valuesAt(options, ['method'], context),
    bodies: writtenTo(node, context),
    isBodyText: true,
    options,
    returnsPromise: false,
  })
}

/** What is written to the request: `req.write(body)`, `req.end(body)`. */
function writtenTo(node: TSESTree.CallExpression, { tracer }: RequestContext): readonly TSESTree.Node[] {
  const { parent } = node
  const chained = chainOn(node)
  const holder = parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : null
  const variable = holder && tracer.variableAt(holder)
  const calls = (variable?.references ?? []).flatMap(({ identifier }) => {
    const member = identifier.parent
    return member.type === 'MemberExpression' && member.parent.type === 'CallExpression'
      ? [member.parent]
      : []
  })
  return [...chained, ...calls]
    .filter((call) => calleeName(call) === 'write' || calleeName(call) === 'end')
    .flatMap((call) => call.arguments.slice(0, 1))
}
