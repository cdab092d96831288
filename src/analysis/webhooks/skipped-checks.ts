// Is a request let through without being checked where the signature or the secret is missing?
import type { TSESTree } from '@typescript-eslint/utils'

import { completesNormally, factsAt, functionOf } from '../../ast/control-flow.ts'
import type { Fact } from '../../ast/control-flow.ts'
import { isFunction, isWithin } from '../../ast/source-file.ts'
import { innerOf } from '../../ast/unwrap.ts'
import { truthAt, usesOf, valueOf } from './decisions.ts'
import { doesWork, outcomeOf, verdictOf } from './outcomes.ts'
import type { Presence } from './presence-tests.ts'
import { presenceIn } from './presence-tests.ts'
import type { SignatureCheck, SignatureChecks } from './signature-checks.ts'

/** A test that lets requests past a check. */
export interface Skip {
  readonly node: TSESTree.Node
  readonly reason: Presence
}

/** The syntax that a condition decides: an operand, a branch, or what comes after. */
type Fork = TSESTree.LogicalExpression | TSESTree.ConditionalExpression | TSESTree.IfStatement

interface Question {
  readonly checks: SignatureChecks
  readonly check: SignatureCheck
  /** where the result is used, or the check itself */
  readonly use: TSESTree.Node
}

/** The tests that let requests past a check, each once. */
export function skipsOf(check: SignatureCheck, checks: SignatureChecks): readonly Skip[] {
  const uses = check.answer === 'throw' ? [] : usesOf(check.node, checks.tracer)
  const places = new Set([valueOf(check.node), ...uses.map(({ node }) => node)])
  const found = new Map<TSESTree.Node, Skip>()
  for (const use of places) {
    for (const skip of skipsAt({ checks, check, use })) found.set(skip.node, skip)
  }
  return [...found.values()]
}

function skipsAt(question: Question): readonly Skip[] {
  const { use, checks } = question
  return factsAt(use).flatMap((fact) => {
    const reason = presenceIn(fact, checks.signatures.origins)
    const fork = reason === null ? null : forkOf(fact.condition, use)
    if (reason === null || !fork || isKnownBefore(fact, fork, checks)) return []
    if (!letsPass(fork, question)) return []
    return [{ node: fork.type === 'LogicalExpression' ? fork : fork.test, reason }]
  })
}

/** What a condition decides about the check. */
function forkOf(condition: TSESTree.Node, use: TSESTree.Node): Fork | null {
  let inner = condition
  for (let outer = inner.parent; outer; inner = outer, outer = outer.parent) {
    switch (outer.type) {
      case 'LogicalExpression':
        if (outer.right !== inner && isWithin(use, outer.right)) return outer
        break
      case 'ConditionalExpression':
      case 'IfStatement':
        return outer.test === inner ? outer : null
      case 'UnaryExpression':
        break
      default:
        if (innerOf(outer) !== inner && outer.type !== 'CallExpression') return null
    }
  }
  return null
}

/** Whether an earlier test has settled the same question, so that this one lets nothing past. */
function isKnownBefore({ condition, holds }: Fact, fork: Fork, { tracer }: SignatureChecks): boolean {
  const asked = tracer.textOf(condition)
  return factsAt(fork).some(
    (earlier) => earlier.holds === holds && tracer.textOf(earlier.condition) === asked,
  )
}

function letsPass(fork: Fork, question: Question): boolean {
  if (fork.type === 'LogicalExpression') return passesOperand(fork, question)
  return fork.type === 'IfStatement' ? passesBranch(fork, question) : passesChoice(fork, question)
}

/** `secret && !verify(request)` is false without a secret, as it is for a genuine request. */
function passesOperand(fork: TSESTree.LogicalExpression, { check, use }: Question): boolean {
  if (fork.operator === '??') return false
  const outer = valueOf(fork)
  if (outer.parent?.type === 'ExpressionStatement')
    return check.answer === 'throw' || check.answer === 'unknown'
  const shortCircuit = fork.operator === '||'
  return truthOfUse(fork.right, use, check) === shortCircuit
}

/** `secret ? verify(request) : true` */
function passesChoice(fork: TSESTree.ConditionalExpression, { check, use }: Question): boolean {
  const isConsequent = isWithin(use, fork.consequent)
  if (!isConsequent && !isWithin(use, fork.alternate)) return false
  const own = isConsequent ? fork.consequent : fork.alternate
  const other = isConsequent ? fork.alternate : fork.consequent
  const verdict = verdictOf(other)
  if (verdict === null) return false
  // `{ ok: false }` is no boolean: whatever it is read for, it is the same there as the check's own result.
  const isPlain = other.type === 'Literal' || other.type === 'UnaryExpression'
  return verdict === (isPlain ? truthOfUse(own, use, check) : true)
}

function truthOfUse(outer: TSESTree.Node, use: TSESTree.Node, check: SignatureCheck): boolean | null {
  const node = valueOf(check.node)
  // From the variable that keeps it on, the result is what it was.
  const inner = use === node ? check.node : use
  const kept = use === node ? true : truthKept(check)
  const truth = truthAt(outer, inner)
  return truth === null || kept === null ? null : truth === kept
}

/** What the variable holds when the check succeeds: `const isInvalid = a !== b` holds false. */
function truthKept({ node }: SignatureCheck): boolean | null {
  return truthAt(valueOf(node), node)
}

function passesBranch(fork: TSESTree.IfStatement, question: Question): boolean {
  const { use } = question
  const { consequent, alternate } = fork
  if (isWithin(use, consequent)) return passesAround(fork, consequent, alternate, question)
  if (alternate && isWithin(use, alternate)) return passesAround(fork, alternate, consequent, question)
  const exits = [consequent, alternate].find((branch) => branch && !completesNormally(branch))
  return exits ? isLetThrough(exits, question) : false
}

/** The check stands in one branch: what becomes of requests that take the other, or none? */
function passesAround(
  fork: TSESTree.IfStatement,
  own: TSESTree.Statement,
  other: TSESTree.Statement | null,
  question: Question,
): boolean {
  if (other && question.checks.checksIn(other).length > 0) return false
  const outcome = other ? outcomeOf([other]) : 'dropped'
  if (outcome === 'refused') return false
  if (outcome === 'accepted') return true
  if (other && !completesNormally(other)) return false
  const assigned = assignedOutside(own, question)
  if (assigned) return isTrueAtFirst(assigned, own, question)
  const after = statementsAfter(fork)
  if (completesNormally(own)) return isGoingOn(after, question)
  return outcomeOf(after.slice(0, 1)) === 'accepted'
}

/** Genuine requests go on behind the branch: so do those that never entered it, unless nothing is done there. */
function isGoingOn(after: readonly TSESTree.Statement[], { check }: Question): boolean {
  if (check.answer === 'unknown' && after.length === 0) return true
  return doesWork(after) || outcomeOf(after) === 'accepted' || isThrowing(check)
}

function isThrowing({ answer }: SignatureCheck): boolean {
  return answer === 'throw'
}

/** The variable of the code around that the branch gives the result to: `let valid = false; if (secret) valid = …`. */
function assignedOutside(own: TSESTree.Statement, { check, checks }: Question) {
  const node = valueOf(check.node)
  const { parent } = node
  if (parent?.type !== 'AssignmentExpression' || parent.left.type !== 'Identifier') return null
  const variable = checks.tracer.variableAt(parent.left)
  return variable?.identifiers.every((name) => !isWithin(name, own)) === true ? variable : null
}

function isTrueAtFirst(
  variable: NonNullable<ReturnType<typeof assignedOutside>>,
  own: TSESTree.Statement,
  { check }: Question,
): boolean {
  const others = variable.references.flatMap(({ writeExpr, identifier }) =>
    writeExpr && !isWithin(identifier, own) ? [verdictOf(writeExpr)] : [],
  )
  return others.length > 0 && others.every((verdict) => verdict === truthKept(check))
}

/** An exit before the check: `if (!signature) return next()`. */
function isLetThrough(branch: TSESTree.Statement, { check, checks }: Question): boolean {
  if (checks.checksIn(branch).length > 0) return false
  const outcome = outcomeOf([branch])
  if (outcome === 'accepted') return true
  if (outcome !== 'dropped') return false
  // A function that throws for forgeries says yes by coming back.
  const fn = functionOf(check.node)
  return (
    isFunction(fn) && functionOf(branch) === fn && checks.answerOf(fn) === 'throw' && returnsNothing(branch)
  )
}

function returnsNothing(branch: TSESTree.Statement): boolean {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch
  return last?.type === 'ReturnStatement' && last.argument === null
}

/** The statements that follow a statement in its function, those behind the blocks around it included. */
export function statementsAfter(statement: TSESTree.Node): readonly TSESTree.Statement[] {
  const found: TSESTree.Statement[] = []
  let inner = statement
  for (let outer = inner.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent) {
    if (outer.type === 'BlockStatement' || outer.type === 'Program' || outer.type === 'StaticBlock') {
      const list = outer.body as readonly TSESTree.Statement[]
      found.push(...list.slice(list.indexOf(inner as TSESTree.Statement) + 1))
    }
  }
  return found
}
