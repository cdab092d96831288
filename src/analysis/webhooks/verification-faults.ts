// Which webhooks of Customer.io does the file take without making sure who sent them?
import type { TSESTree } from '@typescript-eslint/utils'

import { calledName } from '../../ast/static-value.ts'
import { namesCustomerio } from '../../vocabulary/webhook-names.ts'
import { isInTest } from '../test-code.ts'
import type { Neglect } from './ignored-checks.ts'
import { neglectOf } from './ignored-checks.ts'
import { PossibleVerification } from './possible-verification.ts'
import type { Presence } from './presence-tests.ts'
import type { RequestHandler } from './request-handlers.ts'
import { hooksOf } from './router-hooks.ts'
import type { SignatureCheck, SignatureChecks } from './signature-checks.ts'
import { isNamedVerifier } from './signature-checks.ts'
import { skipsOf } from './skipped-checks.ts'
import type { HandlerContext } from './webhook-handlers.ts'
import { pathOf, webhookHandlersIn } from './webhook-handlers.ts'

/** A way for a forged webhook to be believed. */
export type VerificationFault =
  | { readonly kind: Neglect; readonly node: TSESTree.Node; readonly name: string }
  | { readonly kind: 'skipped'; readonly node: TSESTree.Node; readonly reason: Presence }
  | { readonly kind: 'missing'; readonly node: TSESTree.Node }

/** The checks of a file, as far as files lead to Customer.io, and as far as any lead. */
export interface ReachOfChecks {
  readonly narrow: SignatureChecks
  readonly wide: () => SignatureChecks
}

/** Without any of these words there is neither a handler of webhooks nor a check. */
const trace = /hook|(?<!use)callback|verif|signature|hmac|x-cio|\bmetric\b|object_type|event_id|timingSafe/i

/** The faults of a file, in the order of the source. */
export function verificationFaultsIn(
  reach: ReachOfChecks,
  context: HandlerContext,
): readonly VerificationFault[] {
  const { text } = context.tracer.index.file
  const place = pathOf(context)
  if (!trace.test(text) && !trace.test(place)) return []
  const handlers = webhookHandlersIn(context).filter(({ node }) => !isInTest(node))
  // Elsewhere only what leads to Customer.io can be a check of its webhooks.
  const checks = handlers.length > 0 || namesCustomerio(place) ? reach.wide() : reach.narrow
  const faults = [...faultsOfChecks(checks, context), ...unverified(handlers, checks)]
  return faults.sort((one, other) => one.node.range[0] - other.node.range[0])
}

function faultsOfChecks(checks: SignatureChecks, context: HandlerContext): readonly VerificationFault[] {
  const found = new Map<TSESTree.Node, VerificationFault>()
  for (const check of checksOfFile(checks)) {
    if (isInTest(check.node) || !isOurs(check, checks, context)) continue
    const neglect = neglectOf(check, checks)
    if (neglect) found.set(check.node, { kind: neglect, node: check.node, name: nameOf(check.node) })
    if (neglect === 'ignored') continue
    for (const { node, reason } of skipsOf(check, checks)) {
      if (!found.has(node)) found.set(node, { kind: 'skipped', node, reason })
    }
  }
  return [...found.values()]
}

/** Every check of the file, calls of functions out of sight that are named for verifying included. */
function checksOfFile(checks: SignatureChecks): readonly SignatureCheck[] {
  const { tracer } = checks
  const known = checks.checksIn(tracer.index.file.ast)
  const nodes = new Set<TSESTree.Node>(known.map(({ node }) => node))
  const named = tracer.index.calls.flatMap((call): SignatureCheck[] => {
    if (call.type !== 'CallExpression' || nodes.has(call) || !isNamedVerifier(call, tracer)) return []
    return [{ node: call, answer: 'unknown', comparison: null, verifier: null, functions: [] }]
  })
  return [...known, ...named]
}

function isOurs(check: SignatureCheck, checks: SignatureChecks, context: HandlerContext): boolean {
  return checks.isOfCustomerio(check) || isOfCustomerioFile(check, checks, context)
}

/** Without a header that says whose webhook it is, the file's own path does. */
function isOfCustomerioFile(
  check: SignatureCheck,
  { signatures }: SignatureChecks,
  context: HandlerContext,
): boolean {
  if (!namesCustomerio(pathOf(context))) return false
  const origins = check.comparison?.origins ?? []
  if (origins.some(({ kind }) => kind === 'received')) return false
  return /signature|hmac|webhook/i.test(signatures.tracer.index.file.text)
}

function nameOf(node: TSESTree.Node): string {
  return node.type === 'CallExpression' ? calledName(node) || 'verify' : 'the comparison'
}

function unverified(
  handlers: readonly RequestHandler[],
  checks: SignatureChecks,
): readonly VerificationFault[] {
  const possible = new PossibleVerification(checks)
  return handlers.flatMap((handler): VerificationFault[] => {
    const isVerified =
      handler.before.some((node) => possible.isAmong(node)) ||
      handler.functions.some((fn) => possible.isIn(fn)) ||
      hooksOf(handler, checks.tracer).some((node) => possible.isAmong(node))
    return isVerified ? [] : [{ kind: 'missing', node: handler.node }]
  })
}
