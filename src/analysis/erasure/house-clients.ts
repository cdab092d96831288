// Is this function a method of the project's own client, which leaves it to its callers what they do to a person?
import type { TSESTree } from '@typescript-eslint/utils'

import { functionOf } from '../../ast/control-flow.ts'
import type { FunctionNode } from '../../ast/source-file.ts'
import { isFunction } from '../../ast/source-file.ts'
import { lastNameOf } from '../../ast/static-value.ts'
import { unwrap, wrapperOf } from '../../ast/unwrap.ts'
import type { ClientContext } from '../clients/clients.ts'
import { clientsAmong } from '../clients/clients.ts'
import { callsWithin } from '../values/calls-within.ts'
import { operationsAt } from './operations.ts'

const known = new WeakMap<FunctionNode, boolean>()

/** Whether a function does nothing but hand a person on to `destroy`, and one beside it does the same to `suppress`. */
export function isThinWrapperBesideSuppress(fn: FunctionNode, context: ClientContext): boolean {
  const before = known.get(fn)
  if (before !== undefined) return before
  const answer =
    isThin(fn, 'destroy', context) && siblingsOf(fn, context).some((one) => isThin(one, 'suppress', context))
  known.set(fn, answer)
  return answer
}

function isThin(fn: FunctionNode, effect: 'destroy' | 'suppress', context: ClientContext): boolean {
  let isFound = false
  for (const call of callsWithin(fn, context.tracer)) {
    const operations = operationsAt(call, context)
    const isWanted = operations.some(
      (one) =>
        one.effect === effect &&
        one.people.some(({ sources }) =>
          sources.some((source) => source.kind === 'parameter' && source.function === fn),
        ),
    )
    if (operations.some((one) => one.effect !== effect) || !(isWanted || isPlain(call, context))) return false
    isFound ||= isWanted
  }
  return isFound
}

const plainNames =
  /^(?:String|Number|Boolean|encodeURIComponent|Error|then|catch|finally|trim|toString|json|text)$/
const loggers = /log|console|debug|sentry|metric|span|tracer/i

/** Calls that every wrapper may make: conversions, the log, the one that gives the client. */
function isPlain(call: TSESTree.CallExpression, context: ClientContext): boolean {
  const callee = unwrap(call.callee)
  const name = lastNameOf(callee) ?? ''
  if (plainNames.test(name)) return true
  const { text } = context.tracer.indexOf(call).file
  if (loggers.test(text.slice(...callee.range))) return true
  const isOwn = callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression'
  return isOwn || clientsAmong(context.tracer.sourcesOf(call), context).length > 0
}

/** The other methods of the same class or object, or the other functions of the same module. */
function siblingsOf(fn: FunctionNode, { tracer }: ClientContext): readonly FunctionNode[] {
  const home = homeOf(fn)
  if (!home) return []
  const index = tracer.indexOf(fn)
  const functions = new Set<FunctionNode>()
  for (const call of index.calls) {
    const around = functionOf(call)
    if (isFunction(around) && around !== fn && homeOf(around) === home) functions.add(around)
  }
  return [...functions]
}

/** The class, object or module that a function belongs to; `null` for functions inside of others. */
function homeOf(fn: FunctionNode): TSESTree.Node | null {
  const { parent } = wrapperOf(fn)
  switch (parent?.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return parent.parent
    case 'VariableDeclarator':
      return moduleOf(parent.parent)
    default:
      return fn.type === 'FunctionDeclaration' ? moduleOf(fn) : null
  }
}

function moduleOf(statement: TSESTree.Node): TSESTree.Node | null {
  const outer = statement.parent?.type.startsWith('Export') ? statement.parent.parent : statement.parent
  return outer ?? null
}
