// What does a call give back, when the code shows the function that runs?
import type { TSESTree } from '@typescript-eslint/utils'
import { writesOfAssign } from './find-writes.ts'
import { distinct, withWrites } from './distinct.ts'
import { argumentSources, inContext } from './given.ts'
import { argumentReturned, interopNames, isGlobal, returnsItsCallbacksResult } from './known-functions.ts'
import type { CallNode, Given, Source } from './source.ts'
import { extended } from './source.ts'
import type { FunctionNode } from './source-file.ts'
import { propertyName, staticStringOf } from './static-value.ts'
import { callbackResult } from './trace-callback.ts'
import { collectionResult } from './trace-collection.ts'
import { annotatedResult } from './trace-result.ts'
import type { Tracer } from './tracer.ts'
import { unwrap } from './unwrap.ts'

export { callbackReceiver } from './trace-callback.ts'

/** The sources of a call: the module of a `require`, what the function returns, else the call itself. */
export function traceCall(node: TSESTree.CallExpression, tracer: Tracer): readonly Source[] {
  const callee = unwrap(node.callee)
  const special =
    callee.type === 'MemberExpression'
      ? tracePromiseMethod(node, callee, tracer)
      : traceInterop(node, callee, tracer)
  if (special) return special
  const results: Source[] = []
  for (const source of tracer.sourcesOf(callee)) {
    const result = resultOfCallee(source, node, tracer)
    results.push(...(result ?? [{ kind: 'call', node, path: [] } as const]))
  }
  return results
}

/** `null` when nothing is known about what this callee gives back. */
export function resultOfCallee(source: Source, node: CallNode, tracer: Tracer): readonly Source[] | null {
  if (node.type === 'NewExpression') return null
  const [first] = node.arguments
  switch (source.kind) {
    case 'declared':
      return [extended(source, ['()'])]
    case 'function':
      return resultOfFunction(source, node, tracer)
    case 'unknown':
      return resultOfDeclaration(source, node, tracer)
    case 'parameter':
      return resultOfParameter(source, node, tracer)
    default:
  }
  if (source.path.at(-1) === 'bind') return [{ ...source, path: source.path.slice(0, -1) }]
  const collected = collectionResult(source, node, tracer)
  if (collected) return collected
  if (isRequire(source, tracer)) {
    const module = first ? staticStringOf(first) : null
    return module === null
      ? null
      : tracer.followed({ kind: 'import', node, module, isTypeOnly: false, path: [] })
  }
  if (isGlobal(source, 'Object', 'assign')) return assigned(node, tracer)
  const returned = node.arguments[argumentReturned(source) ?? -1]
  if (returned) return returned.type === 'SpreadElement' ? null : tracer.sourcesOf(returned)
  if (!first || first.type === 'SpreadElement') return null
  return returnsItsCallbacksResult(source) ? callbackResult(first, null, tracer) : null
}

/** A function that is only declared gives back what its annotation says. */
function resultOfDeclaration(source: Source, node: TSESTree.CallExpression, tracer: Tracer) {
  const { node: fn, path } = source
  const isDeclared = fn.type === 'TSDeclareFunction' || fn.type === 'TSEmptyBodyFunctionExpression'
  if (!isDeclared || path.length > 0) return null
  return [...annotatedResult(fn, tracer), { kind: 'call', node, path: [] } as const]
}

/** The function's result in the context in which the function was made; `.call`, `.apply` and `.bind` count. */
function resultOfFunction(
  source: Extract<Source, { kind: 'function' }>,
  node: TSESTree.CallExpression,
  tracer: Tracer,
): readonly Source[] | null {
  const { node: fn, path, given = [] } = source
  if (path.length > 1) return null
  const context = path[0] === undefined ? [{ function: fn, call: node }] : callOf(fn, path[0], node)
  if (context === null) return null
  if (path[0] === 'bind') {
    return [{ ...source, path: [], ...(node.arguments.length > 1 ? { given: [...given, ...context] } : {}) }]
  }
  const bound = path.length === 0 ? given.find((one) => one.isPartial && one.function === fn) : undefined
  const skip = bound ? (bound.skip ?? 0) - bound.call.arguments.length : 0
  const calls = bound ? [{ function: fn, call: node, skip }] : context
  return inContext(tracer.resultOf(fn, null), bound ? [...given, ...calls] : [...calls, ...given], tracer)
}

/** How the method of a function hands its arguments on; `null` for other methods, empty when it does not show. */
function callOf(fn: FunctionNode, method: string, call: TSESTree.CallExpression): readonly Given[] | null {
  switch (method) {
    case 'call':
      return [{ function: fn, call, skip: 1 }]
    case 'bind':
      return [{ function: fn, call, skip: 1, isPartial: true }]
    case 'apply': {
      const list = call.arguments[1] ? unwrap(call.arguments[1]) : null
      return list?.type === 'ArrayExpression' ? [{ function: fn, call, list }] : []
    }
    default:
      return null
  }
}

/** A parameter that is called: when the function has one visible call, what that call hands to it. */
function resultOfParameter(
  source: Extract<Source, { kind: 'parameter' }>,
  node: TSESTree.CallExpression,
  tracer: Tracer,
): readonly Source[] | null {
  const calls = tracer.callSitesOf(source.function) ?? []
  const [call] = calls
  if (!call || calls.length > 1) return null
  const callees = argumentSources({ function: source.function, call }, source.index, source.path, tracer)
  if (callees === null || callees.some((callee) => callee.kind === 'parameter')) return null
  const results = callees.map((callee) => resultOfCallee(callee, node, tracer))
  return results.every((result) => result !== null) ? results.flat() : null
}

/** The global `require`, or one made by `createRequire`. */
function isRequire(source: Source, tracer: Tracer): boolean {
  if (isGlobal(source, 'require') || isGlobal(source, 'module', 'require')) return true
  if (source.kind !== 'call' || source.path.length > 0) return false
  return tracer
    .sourcesOf(source.node.callee)
    .some((maker) => maker.kind === 'import' && maker.path.at(-1) === 'createRequire')
}

/** Compilers write their interop helpers into the file: `_interopRequireDefault(require('m'))` is the module. */
function traceInterop(node: TSESTree.CallExpression, callee: TSESTree.Node, tracer: Tracer) {
  const [first] = node.arguments
  const isHelper = callee.type === 'Identifier' && interopNames.has(callee.name)
  return isHelper && first && first.type !== 'SpreadElement' ? tracer.sourcesOf(first) : null
}

/** Methods of every promise. */
function tracePromiseMethod(
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  tracer: Tracer,
): readonly Source[] | null {
  const [first] = node.arguments
  switch (propertyName(callee)) {
    case 'finally':
      return tracer.sourcesOf(callee.object)
    case 'then':
      return first ? callbackResult(first, tracer.sourcesOf(callee.object), tracer) : null
    case 'catch':
      return first
        ? [...tracer.sourcesOf(callee.object), ...(callbackResult(first, null, tracer) ?? [])]
        : null
    default:
      return null
  }
}

/** `Object.assign(target, a, b)` is the target, and what is read from it may come from `a` or `b`. */
function assigned(node: TSESTree.CallExpression, tracer: Tracer): readonly Source[] | null {
  const [target, ...rest] = node.arguments
  if (!target || target.type === 'SpreadElement') return null
  const writes = writesOfAssign(node)
  const targets = tracer.sourcesOf(target).map((source) => withWrites(source, writes))
  const isKnown = targets.every((source) => source.kind === 'object' && source.path.length === 0)
  if (isKnown) return targets
  const copied = rest.flatMap((value) =>
    value.type === 'SpreadElement' ? tracer.membersAt(value.argument, ['*']) : tracer.sourcesOf(value),
  )
  return distinct([...targets, ...copied])
}
