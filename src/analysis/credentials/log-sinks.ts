// Which arguments of this call are written to a log, or into the message of an error?
import type { TSESTree } from '@typescript-eslint/utils'

import { lastNameOf, memberChainOf } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'

/** What is written, and whether objects are written with all that they hold. */
export interface LogSink {
  readonly values: readonly TSESTree.Node[]
  readonly isError: boolean
}

const logMethods = new Set(
  'log trace debug verbose silly http info notice warn warning error fatal critical dir table group alert emerg'.split(
    ' ',
  ),
)
const loggerName = /^(?:_?log|.*logger)$/i
const loggerModules = new Set(
  'pino winston bunyan log4js loglevel consola signale tslog roarr debug npmlog @nestjs/common @logtail/node'.split(
    ' ',
  ),
)
/** Functions of a project that are named for logging: `log(…)`, `logError(…)`, and the instances of `debug`. */
const logFunction = /^(?:log|logger|debug)(?:[A-Z]\w*)?$/
const errorName = /(?:Error|Exception)$/

/** What a call writes to a log or an error's message; `null` when it does neither. */
export function logSinkAt(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  tracer: Tracer,
): LogSink | null {
  const callee = unwrap(node.callee)
  const values = node.arguments.map((argument): TSESTree.Node =>
    argument.type === 'SpreadElement' ? argument.argument : argument,
  )
  const name = lastNameOf(callee)
  if (name === null) return null
  if (errorName.test(name)) return { values, isError: true }
  if (node.type === 'NewExpression') return null
  const isLog =
    callee.type === 'MemberExpression'
      ? isLogMethod(callee, name, tracer)
      : isLogFunction(callee, name, tracer)
  return isLog ? { values, isError: false } : null
}

function isLogMethod(callee: TSESTree.MemberExpression, name: string, tracer: Tracer): boolean {
  const { root, path } = memberChainOf(callee)
  const first = root.type === 'Identifier' ? root.name : null
  if (first === 'console' && !tracer.variableAt(root)) return logMethods.has(name)
  if (name === 'write') return first === 'process' && /^std(?:out|err)$/.test(path.at(-2) ?? '')
  // Azure's `context.log(…)`; what else logs a text?
  if (name === 'log') return first !== 'Math'
  if (name === 'captureMessage') return first === 'Sentry' || comesFromLogger(callee.object, tracer)
  if (!logMethods.has(name)) return false
  const receiver = path.length > 1 ? (path.at(-2) ?? '') : (first ?? '')
  return loggerName.test(receiver) || comesFromLogger(callee.object, tracer)
}

function isLogFunction(callee: TSESTree.Node, name: string, tracer: Tracer): boolean {
  return logFunction.test(name) || comesFromLogger(callee, tracer)
}

/** `pino()`, `winston.createLogger(…)`, `new Logger()`, `require('debug')('cio')` */
function comesFromLogger(node: TSESTree.Node, tracer: Tracer): boolean {
  return tracer.sourcesOf(unwrapAwait(node)).some((source) => {
    if (source.kind === 'import')
      return loggerModules.has(source.module) && source.module !== '@nestjs/common'
    if (source.kind !== 'call' && source.kind !== 'new') return false
    return tracer
      .sourcesOf(source.node.callee)
      .some((made) => made.kind === 'import' && loggerModules.has(made.module) && isMaker(made.path.at(-1)))
  })
}

function isMaker(name: string | undefined): boolean {
  return name === undefined || name === 'default' || /log|pino|create|debug|signale|consola/i.test(name)
}
