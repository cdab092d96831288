// Which credentials does a call hand to a function or class of another file that makes a client with them?
import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../ast/source-file.ts'
import { programOf } from '../../ast/source-file.ts'
import type { Path } from '../../ast/source.ts'
import { constructorOf } from '../../ast/this-owner.ts'
import { membersOf } from '../../ast/trace-member.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import { operationAt } from '../clients/calls.ts'
import type { ClientContext } from '../clients/clients.ts'
import { sitesIn } from '../payloads/payload-sites.ts'
import { callNodesWithin } from '../values/calls-within.ts'
import type { GivenCredential } from './credentials.ts'
import { convertedBy, partsOf } from './leaves.ts'

type Call = TSESTree.CallExpression | TSESTree.NewExpression

/** The credentials that a call is given of itself: of a client, a request, a verifier. */
type OwnCredentials = (
  call: Call,
  operation: ReturnType<typeof operationAt>,
  context: ClientContext,
) => readonly GivenCredential[]

/** A parameter, or what is read from it, that ends up in the place of a credential. */
interface AskedFor {
  readonly credential: GivenCredential['credential']
  readonly index: number
  readonly path: Path
}

/** Factories of factories are followed this deep. */
const deepest = 3

/** What the functions of other files ask for, by the context of the file that calls them. */
const askedIn = new WeakMap<ClientContext, Map<FunctionNode, readonly AskedFor[]>>()

/**
 * The arguments that a factory of another file takes for credentials. Within one file a parameter is followed to the
 * calls that give it its value, so that nothing is missed here.
 */
export function factoryCredentials(
  call: Call,
  context: ClientContext,
  ownCredentials: OwnCredentials,
): readonly GivenCredential[] {
  if (call.arguments.length === 0) return []
  const { tracer } = context
  const asked = functionsCalled(call, context)
    .filter((fn) => programOf(fn) !== tracer.index.file.ast)
    .flatMap((fn) => askedForBy(fn, context, ownCredentials, 0))
  return givenTo(call, asked)
}

function givenTo(call: Call, asked: readonly AskedFor[]): readonly GivenCredential[] {
  return asked.flatMap(({ credential, index, path }) => {
    const node = call.arguments[index]
    const hasSpread = call.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')
    return node && !hasSpread ? [{ credential, node, path }] : []
  })
}

function functionsCalled(call: Call, { tracer }: ClientContext): readonly FunctionNode[] {
  if (call.type === 'CallExpression') return tracer.functionsAt(call.callee)
  return tracer.sourcesOf(call.callee).flatMap((source) => {
    const made = source.kind === 'class' && source.path.length === 0 ? constructorOf(source.node) : null
    return made ? [made] : []
  })
}

function askedForBy(
  fn: FunctionNode,
  context: ClientContext,
  ownCredentials: OwnCredentials,
  depth: number,
): readonly AskedFor[] {
  if (fn.params.length === 0) return []
  const known = askedIn.get(context) ?? new Map<FunctionNode, readonly AskedFor[]>()
  askedIn.set(context, known)
  const answer = known.get(fn)
  if (answer || depth > deepest) return answer ?? []
  // Functions that call each other end here.
  known.set(fn, [])
  const asked = callsServedBy(fn, context).flatMap((inner) => {
    const operation = inner.type === 'CallExpression' ? operationAt(inner, context) : null
    const given = [
      ...ownCredentials(inner, operation, context),
      ...functionsCalled(inner, context).flatMap((next) =>
        givenTo(inner, askedForBy(next, context, ownCredentials, depth + 1)),
      ),
    ]
    return given.flatMap((one) => parametersBehind(one, fn, context))
  })
  known.set(fn, asked)
  return asked
}

/** The calls in a function; what a constructor is given may serve every method of its class. */
function callsServedBy(fn: FunctionNode, { tracer }: ClientContext): readonly Call[] {
  const { parent } = fn
  const isConstructor = parent.type === 'MethodDefinition' && parent.kind === 'constructor'
  return callNodesWithin(isConstructor ? parent.parent : fn, tracer)
}

function parametersBehind(
  { credential, node, path }: GivenCredential,
  fn: FunctionNode,
  context: ClientContext,
): readonly AskedFor[] {
  return sitesIn(node, path, context).flatMap((site) =>
    parametersReaching(site.node, site.path, fn, context, 0).map((place) => ({ credential, ...place })),
  )
}

/** The parameters of a function from which a text comes, through templates, alternatives and conversions. */
function parametersReaching(
  node: TSESTree.Node,
  path: Path,
  fn: FunctionNode,
  context: ClientContext,
  depth: number,
): readonly Omit<AskedFor, 'credential'>[] {
  if (depth > deepest) return []
  const { tracer } = context
  const next = (part: TSESTree.Node, rest: Path = []) =>
    parametersReaching(part, rest, fn, context, depth + 1)
  const inner = unwrapAwait(node)
  if (inner.type === 'ConditionalExpression')
    return [inner.consequent, inner.alternate].flatMap((part) => next(part, path))
  if (inner.type === 'LogicalExpression' && inner.operator !== '&&')
    return [inner.left, inner.right].flatMap((part) => next(part, path))
  return membersOf(tracer.sourcesOf(inner), path, tracer).flatMap((source) => {
    if (source.kind === 'parameter' && source.function === fn && source.path[0] !== '...')
      return [{ index: source.index, path: source.path }]
    if (source.kind === 'expression') return partsOf(source.node).flatMap((part) => next(part))
    const converted =
      source.kind === 'call' && source.path.length === 0 ? convertedBy(source.node, tracer) : null
    return converted ? next(converted) : []
  })
}
