// What becomes of a value made inside a function when the call that made it is known?
import type { TSESTree } from '@typescript-eslint/utils'
import { idOf } from './distinct.ts'
import type { CallNode, Given, Path, Source } from './source.ts'
import { undefinedAt, unknownAt } from './source.ts'
import type { FunctionNode } from './source-file.ts'
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
  if (given.function.params.length === 0) return sources
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
      if (source.function !== given.function) return [source]
      return argumentSources(given, source.index, source.path, tracer) ?? [source]
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

/** Only a place inside the function can depend on the call. */
function insideOf(source: Source, given: Given, tracer: Tracer): Source {
  const isInside =
    source.node !== given.function &&
    source.node.range[0] >= given.function.range[0] &&
    source.node.range[1] <= given.function.range[1] &&
    tracer.indexOf(source.node) === tracer.indexOf(given.function)
  return isInside ? remembering(source, given) : source
}

/** The place, reached through this call; the first call of a function that is known stays. */
export function remembering(source: Source, given: Given): Source {
  const known = source.given ?? []
  if (known.some((one) => one.function === given.function)) return source
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
    return substituted(found, given, tracer)
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
  const { length } = given.call.arguments
  const found: Source[] = []
  for (let each = index; each + (given.skip ?? 0) < length; each++) {
    found.push(...(argumentAt(given, each, rest, tracer) ?? []))
  }
  return found
}

function argumentAt({ call, skip = 0, isPartial }: Given, index: number, path: Path, tracer: Tracer) {
  const position = index + skip
  if (call.arguments.slice(0, position + 1).some((argument) => argument.type === 'SpreadElement')) return null
  const argument = call.arguments[position]
  if (!argument) return isPartial ? null : [undefinedAt(call)]
  return tracer.membersAt(argument, path)
}

/** What a call hands to the parameters of a function. */
export function givenBy(fn: FunctionNode, call: CallNode): Given {
  return { function: fn, call }
}
