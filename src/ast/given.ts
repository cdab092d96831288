// What becomes of a value made inside a function when the call that made it is known?
import type { TSESTree } from '@typescript-eslint/utils'
import { idOf } from './distinct.ts'
import { withWritesBelow, writesTo } from './member-writes.ts'
import type { CallNode, Given, ParameterSource, Path, Source } from './source.ts'
import { undefinedAt, unknownAt } from './source.ts'
import type { FunctionNode } from './source-file.ts'
import { mentionsLocals } from './local-mentions.ts'
import { resultOfCallee } from './trace-call.ts'
import { membersOf } from './trace-member.ts'
import type { Tracer } from './tracer.ts'

type CallSource = Extract<Source, { kind: 'call' }>

/** These sources with the arguments of all these calls in place of the functions' parameters. */
export function inContext(
  sources: readonly Source[],
  given: readonly Given[] | undefined,
  tracer: Tracer,
): readonly Source[] {
  return (given ?? []).reduce((found, one) => substituted(found, one, tracer), sources)
}

/** These sources with the arguments of a call in place of its function's parameters. */
export function substituted(sources: readonly Source[], given: Given, tracer: Tracer): readonly Source[] {
  return sources.flatMap((source) => substitutedSource(source, given, tracer))
}

/**
 * | source                                   | becomes                                             |
 * |------------------------------------------|-----------------------------------------------------|
 * | a parameter of the function              | what the argument can be                            |
 * | a call of a parameter                    | what the argument gives back                        |
 * | an object, function, class … inside of it | the same place, remembering the call               |
 */
function substitutedSource(source: Source, given: Given, tracer: Tracer): readonly Source[] {
  switch (source.kind) {
    case 'parameter':
      return source.function === given.function ? argumentOf(source, given, tracer) : [source]
    case 'call':
      return calledArgument(source, given, tracer) ?? [insideOf(source, given, tracer)]
    case 'object':
    case 'array':
    case 'function':
    case 'class':
    case 'new':
    case 'instance':
    case 'expression':
      return [insideOf(source, given, tracer)]
    default:
      return [source]
  }
}

/** An object that is handed over whole is what the function makes of it: `function fill(o) { o.a = b; return o }`. */
function argumentOf(source: ParameterSource, given: Given, tracer: Tracer): readonly Source[] {
  const found = argumentSources(given, source.index, source.path, tracer)
  const variable = source.path.length === 0 ? tracer.variableAt(source.node) : null
  if (!found || !variable) return found ?? [source]
  return withWritesBelow(found, writesTo(variable, source.node, tracer))
}

/** Only what mentions something of the function, or was made by a call that does, can depend on its call. */
function insideOf(source: Source, given: Given, tracer: Tracer): Source {
  const { function: fn } = given
  if (fn.params.length === 0) return source
  const index = tracer.indexOf(fn)
  const isLocal = (node: TSESTree.Node): boolean =>
    node !== fn &&
    node.range[0] >= fn.range[0] &&
    node.range[1] <= fn.range[1] &&
    tracer.indexOf(node) === index &&
    mentionsLocals(node, fn, index)
  const depends = isLocal(source.node) || source.given?.some(({ call }) => isLocal(call))
  return depends ? remembering(source, given) : source
}

/** Calls of one function that a place remembers: of a recursive one, the inner and the outer. */
const mostCalls = 2

/** The place, reached through this call. */
export function remembering(source: Source, given: Given): Source {
  const known = source.given ?? []
  const same = known.filter((one) => one.function === given.function)
  if (same.length >= mostCalls || same.some(({ call }) => call === given.call)) return source
  return { ...source, given: [...known, given] }
}

/** `make()` inside `memo(make)`: what the function handed to `memo` gives back; `null` when it stays unknown. */
function calledArgument({ node, path, given: known = [] }: CallSource, given: Given, tracer: Tracer) {
  const callees = calleesIn(node, known, tracer)
  const isParameter = callees.some(
    (callee) => callee.kind === 'parameter' && callee.function === given.function,
  )
  if (!isParameter) return null
  const key = `called in ${keyOf([...known, given])}`
  const results = tracer.answer(node, key, () => {
    const found = substituted(callees, given, tracer).flatMap(
      (callee) => resultOfCallee(callee, node, tracer) ?? [unknownAt(node)],
    )
    return inContext(found, [...known, given], tracer)
  })
  if (results.some((result) => result.kind === 'unknown')) return null
  if (path.length === 0) return results
  // What is read may be a result of this very call: `local = kept.get(id).local; kept.set(id, { local })`.
  return tracer.answer(node, `${key} read ${path.join('\0')}`, () => membersOf(results, path, tracer))
}

/** What is called, as far as the known calls say; only a parameter or the result of one can depend on them. */
function calleesIn(node: TSESTree.CallExpression, known: readonly Given[], tracer: Tracer) {
  const callees = tracer.sourcesOf(node.callee)
  const isOpen = callees.some(({ kind }) => kind === 'parameter' || kind === 'call')
  if (!isOpen || known.length === 0) return callees
  return tracer.answer(node, `callee in ${keyOf(known)}`, () =>
    inContext(tracer.sourcesOf(node.callee), known, tracer),
  )
}

function keyOf(given: readonly Given[]): string {
  return given.map(({ call }) => idOf(call)).join(' ')
}

/**
 * The sources of what a call hands to a parameter, with a path read from it; `null` when the call does not show it.
 */
export function argumentSources(
  given: Given,
  index: number,
  path: Path,
  tracer: Tracer,
): readonly Source[] | null {
  const [list, position, ...rest] = path
  if (list !== '...') return argumentAt(given, index, path, tracer)
  if (position === undefined) return null
  if (/^\d+$/.test(position)) return argumentAt(given, index + Number(position), rest, tracer)
  if (position !== '*') return null
  const { length } = argumentsOf(given)
  const found: Source[] = []
  for (let each = index; each + (given.skip ?? 0) < length; each++) {
    found.push(...(argumentAt(given, each, rest, tracer) ?? []))
  }
  return found
}

function argumentAt(given: Given, index: number, path: Path, tracer: Tracer) {
  const position = index + (given.skip ?? 0)
  const passed = argumentsOf(given).slice(0, Math.max(position, 0) + 1)
  if (position < 0 || passed.some((argument) => argument?.type === 'SpreadElement')) return null
  const argument = passed[position]
  if (argument) return tracer.membersAt(argument, path)
  return given.isPartial ? null : [undefinedAt(given.call)]
}

function argumentsOf({ call, list }: Given): readonly (TSESTree.CallExpressionArgument | null)[] {
  return list ? list.elements : call.arguments
}

/** What a call hands to the parameters of a function. */
export function givenBy(fn: FunctionNode, call: CallNode): Given {
  return { function: fn, call }
}
