// What becomes of a request on this way through the code: is it refused, let through, or not decided?
import type { TSESTree } from '@typescript-eslint/utils'

import { runTimeNodesIn } from '../../ast/flow/run-time-children.ts'
import { isFunction } from '../../ast/source-file.ts'
import { calledName, keyName, memberChainOf, propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'

/** `dropped` requests get an answer that refuses nothing, and nothing is done with them. */
export type Outcome = 'refused' | 'accepted' | 'dropped' | 'unknown'

const refusingName =
  /unauthori[sz]ed|forbidden|bad_?request|denied|reject|refuse|^(?:abort|fail|createError|error|httpErrors|throw)$|exception$|error$/i
const verdictKey =
  /^(?:ok|valid|isValid|verified|isVerified|success|authenticated|authorized|authentic|genuine)$/
const statusKey = /^(?:status|statusCode|status_code|code)$/
const loggers =
  /^(?:console|logger|log|winston|pino|sentry|bunyan|debug|metrics?|statsd|tracer|span|newrelic)$/i
const logMethods =
  /^(?:log|info|warn|warning|error|debug|trace|fatal|captureException|captureMessage|increment)$/
const answering =
  /^(?:res|resp|response|reply|ctx|c|context|Response|NextResponse|HttpResponse|h|callback|cb|set)$/

/** What becomes of a request that takes this way; nested functions are left aside. */
export function outcomeOf(code: readonly TSESTree.Node[]): Outcome {
  const nodes = code.flatMap((one) => [...runTimeNodesIn(one, (inner) => !isFunction(inner))])
  if (nodes.some(isRefusal)) return 'refused'
  if (nodes.some(isAcceptance)) return 'accepted'
  const calls = nodes.filter((node) => node.type === 'CallExpression')
  if (calls.some((call) => !isLogging(call) && !isAnswer(call))) return 'unknown'
  return 'dropped'
}

/** Whether this code does something with a request, beyond answering it and writing logs. */
export function doesWork(code: readonly TSESTree.Node[]): boolean {
  return code.some((one) =>
    [...runTimeNodesIn(one, (inner) => !isFunction(inner))].some((node) => {
      if (node.type === 'AssignmentExpression') return !isStatusWrite(node)
      return node.type === 'CallExpression' && !isLogging(node) && !isAnswer(node)
    }),
  )
}

/** Whether the code only writes logs. */
export function onlyLogs(code: TSESTree.Node): boolean {
  const statements = code.type === 'BlockStatement' ? code.body : [code]
  return statements.every(
    (statement) =>
      statement.type === 'ExpressionStatement' &&
      unwrapAwait(statement.expression).type === 'CallExpression' &&
      isLogging(unwrapAwait(statement.expression) as TSESTree.CallExpression),
  )
}

/** `console.warn(…)`, `req.log.info(…)`, `this.logger.error(…)` */
export function isLogging(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee)
  if (callee.type === 'Identifier') return loggers.test(callee.name)
  if (callee.type !== 'MemberExpression' || !logMethods.test(propertyName(callee) ?? '')) return false
  const { root, path } = memberChainOf(callee)
  const holder = path.at(-2) ?? (root.type === 'Identifier' ? root.name : '')
  return loggers.test(holder)
}

/** `res.status(200).end()`, `NextResponse.json(…)`, `reply.code(204).send()` */
function isAnswer(call: TSESTree.CallExpression): boolean {
  let callee = unwrap(call.callee)
  while (callee.type === 'MemberExpression' || callee.type === 'CallExpression') {
    callee = unwrap(callee.type === 'CallExpression' ? callee.callee : callee.object)
  }
  return callee.type === 'Identifier' && answering.test(callee.name)
}

function isRefusal(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'ThrowStatement':
      return true
    case 'Literal':
      return isRefusingStatus(node)
    case 'CallExpression':
    case 'NewExpression': {
      const name = calledName(node)
      if (node.type === 'CallExpression' && isLogging(node)) return false
      return refusingName.test(name) || (/^(?:next|done)$/.test(name) && node.arguments.length > 0)
    }
    case 'MemberExpression':
      return /^(?:UNAUTHORI[SZ]ED|FORBIDDEN|BAD_REQUEST|Unauthori[sz]ed|Forbidden|BadRequest)$/.test(
        propertyName(node) ?? '',
      )
    case 'ReturnStatement':
      return node.argument !== null && verdictOf(node.argument) === false
    default:
      return false
  }
}

/** A number from 400 to 599 where a status stands: an argument, `status: 401`, `ctx.status = 401`. */
function isRefusingStatus({ value, parent }: TSESTree.Literal): boolean {
  if (typeof value !== 'number' || value < 400 || value > 599) return false
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'AssignmentExpression':
    case 'ConditionalExpression':
    case 'ReturnStatement':
      return true
    case 'Property':
      return statusKey.test(keyName(parent.key, parent.computed) ?? '')
    default:
      return false
  }
}

function isStatusWrite({ left }: TSESTree.AssignmentExpression): boolean {
  return left.type === 'MemberExpression' && /^(?:status|statusCode|body)$/.test(propertyName(left) ?? '')
}

function isAcceptance(node: TSESTree.Node): boolean {
  if (node.type === 'CallExpression') return calledName(node) === 'next' && node.arguments.length === 0
  return node.type === 'ReturnStatement' && node.argument !== null && verdictOf(node.argument) === true
}

/** The verdict that a value is: `true`, `{ ok: false }`; `null` for anything else. No value at all is a no. */
export function verdictOf(outer: TSESTree.Node): boolean | null {
  const node = unwrapAwait(outer)
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'boolean' ? node.value : node.value === null ? false : null
    case 'Identifier':
      return node.name === 'undefined' ? false : null
    case 'UnaryExpression': {
      const inner = node.operator === '!' ? verdictOf(node.argument) : null
      return inner === null ? null : !inner
    }
    case 'ObjectExpression':
      return verdictOfObject(node)
    case 'CallExpression': {
      const isResolve = calledName(node) === 'resolve' && node.arguments[0] !== undefined
      return isResolve && node.arguments[0] ? verdictOf(node.arguments[0]) : null
    }
    default:
      return null
  }
}

function verdictOfObject({ properties }: TSESTree.ObjectExpression): boolean | null {
  for (const property of properties) {
    if (property.type !== 'Property') continue
    if (!verdictKey.test(keyName(property.key, property.computed) ?? '')) continue
    if (property.value.type === 'Literal' && typeof property.value.value === 'boolean')
      return property.value.value
  }
  return null
}
