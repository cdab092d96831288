// Does a check decide nothing: because nobody looks at its result, or because its exception is swallowed?
import type { TSESTree } from '@typescript-eslint/utils'

import type { EnclosingTry } from '../../ast/control-flow.ts'
import { completesNormally, enclosingTry, functionOf } from '../../ast/control-flow.ts'
import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { isFunction } from '../../ast/source-file.ts'
import { truthAt, usesOf, valueOf } from './decisions.ts'
import { doesWork, onlyLogs, outcomeOf, verdictOf } from './outcomes.ts'
import type { SignatureCheck, SignatureChecks } from './signature-checks.ts'
import { statementsAfter } from './skipped-checks.ts'

/** Why a check decides nothing. */
export type Neglect = 'ignored' | 'unawaited' | 'swallowed'

/** Why a check decides nothing; `null` for one that decides. */
export function neglectOf(check: SignatureCheck, checks: SignatureChecks): Neglect | null {
  if (check.answer !== 'result') return isSwallowed(check, checks) ? 'swallowed' : null
  if (isPassedOnCatch(check)) return 'swallowed'
  const uses = usesOf(check.node, checks.tracer)
  if (uses.every((use) => use.kind !== 'used' || decidesNothing(use.node, check))) return 'ignored'
  return isPromiseTested(check, checks) ? 'unawaited' : null
}

/** `if (!valid) console.warn('forged')`, behind which the request is handled all the same. */
function decidesNothing(use: TSESTree.Node, { node }: SignatureCheck): boolean {
  let test = use
  while (test.parent && /^(?:Unary|Logical|Binary)Expression$/.test(test.parent.type)) test = test.parent
  const fork = test.parent
  if (fork?.type !== 'IfStatement' || fork.test !== test || use === test.parent) return false
  const truth = truthAt(test, use === valueOf(node) ? node : use)
  if (truth === null || test.type === 'LogicalExpression') return false
  const [whenGenuine, whenForged] = truth
    ? [fork.consequent, fork.alternate]
    : [fork.alternate, fork.consequent]
  if (whenGenuine && !onlyLogs(whenGenuine)) return false
  if (whenForged && !(onlyLogs(whenForged) && completesNormally(whenForged))) return false
  return doesWork(statementsAfter(fork))
}

/** `catch { return true }` */
function isPassedOnCatch({ node }: SignatureCheck): boolean {
  const around = enclosingTry(node)
  if (!around) return false
  if (around.returned.some((value) => verdictOf(value) === true)) return true
  return around.handler !== null && around.ways.returns && outcomeOf([around.handler.body]) === 'accepted'
}

/** A verifier that throws, in a `try` behind which the request is handled all the same. */
function isSwallowed(check: SignatureCheck, checks: SignatureChecks): boolean {
  if (check.answer !== 'throw') return false
  if (isPassedOnCatch(check)) return true
  const around = enclosingTry(check.node)
  if (!around?.handler || !around.ways.continues) return false
  if (outcomeOf([around.handler.body]) === 'refused') return false
  if (isResultAsked(check, around, checks)) return false
  return doesWork(statementsAfter(around.block)) || isLastWord(check, around, checks)
}

/** `let event; try { event = verifyWebhook(…) } catch {} if (!event) …`: without a result nothing goes on. */
function isResultAsked(
  { node }: SignatureCheck,
  { block }: EnclosingTry,
  { tracer }: SignatureChecks,
): boolean {
  const { parent } = valueOf(node)
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'Identifier') return false
  const variable = tracer.variableAt(parent.left)
  return (variable?.references ?? []).some(
    ({ identifier }) => identifier.range[0] > block.range[1] && isTested(identifier),
  )
}

function isTested(node: TSESTree.Node): boolean {
  let test = node
  while (test.parent && /^(?:Unary|Logical|Binary)Expression$/.test(test.parent.type)) test = test.parent
  const { parent } = test
  return (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') && parent.test === test
}

/** A function that exists to throw comes back as if all were well. */
function isLastWord({ node }: SignatureCheck, { block }: EnclosingTry, checks: SignatureChecks): boolean {
  const fn = functionOf(node)
  if (!isFunction(fn) || checks.tracer.callsOf(fn) === null) return false
  const isAll =
    statementsAfter(block).length === 0 && !doesWork(block.block.body.filter((one) => !holds(one, node)))
  return isAll && checks.answerOf(fn) === 'unknown' && checks.tracer.returnsOf(fn).length === 0
}

function holds(statement: TSESTree.Node, node: TSESTree.Node): boolean {
  return [...runTimeNodesIn(statement)].includes(node)
}

/** `if (!verify(request))` of an async function asks a promise, which is always true. */
function isPromiseTested(
  { node, functions, comparison }: SignatureCheck,
  { tracer }: SignatureChecks,
): boolean {
  const isWebCrypto = comparison?.message !== null && comparison?.message !== undefined
  const isPromise = isWebCrypto || (functions.length > 0 && functions.every((fn) => fn.async))
  if (!isPromise) return false
  const value = valueOf(node)
  if (isAwaitedBelow(node, value)) return false
  return usesOf(node, tracer).some(
    (use) => isTested(use.node) && !isAwaitedBelow(use.node, valueOf(use.node)),
  )
}

function isAwaitedBelow(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type === 'AwaitExpression') return true
    if (current === outer) return false
  }
  return false
}
