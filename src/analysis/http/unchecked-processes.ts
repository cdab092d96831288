// Which code makes everything that the process sends accept any certificate?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../../ast/source-file.ts'
import type { Source } from '../../ast/source.ts'
import { propertyName } from '../../ast/static-value.ts'
import type { Tracer } from '../../ast/tracer.ts'
import { unwrapAwait } from '../../ast/unwrap.ts'
import type { ClientContext } from '../clients/clients.ts'
import { apiOfInstance } from './http-credentials.ts'
import { instanceOptionsAt } from './http-libraries.ts'
import type { UncheckedCertificate } from './unchecked-certificates.ts'
import { switchedOff, uncheckedCertificatesIn } from './unchecked-certificates.ts'

/** The variable with which Node switches the check of certificates off. */
export const uncheckedVariable = 'NODE_TLS_REJECT_UNAUTHORIZED'

/**
 * The switches for the whole process at a node: Node's variable, the agent or dispatcher of all requests, the defaults
 * of axios and of its instances for Customer.io. What stands under a condition is meant for some machines only, and left alone.
 */
export function uncheckedProcessAt(
  node: TSESTree.AssignmentExpression | TSESTree.CallExpression,
  context: ClientContext,
): readonly UncheckedCertificate[] {
  const found =
    node.type === 'CallExpression'
      ? uncheckedDispatcher(node, context.tracer)
      : uncheckedAssignment(node, context)
  return found.length > 0 && isUnderCondition(node) ? [] : found
}

/** `setGlobalDispatcher(new Agent({ connect: { rejectUnauthorized: false } }))` */
function uncheckedDispatcher(
  { callee, arguments: [dispatcher] }: TSESTree.CallExpression,
  tracer: Tracer,
): readonly UncheckedCertificate[] {
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : null
  if (!dispatcher || (callee.type !== 'Identifier' && name !== 'setGlobalDispatcher')) return []
  const isSetter = tracer.sourcesOf(callee).some((source) => isOf(source, /^undici$/, 'setGlobalDispatcher'))
  return isSetter ? uncheckedCertificatesIn(dispatcher, tracer) : []
}

function uncheckedAssignment(
  node: TSESTree.AssignmentExpression,
  context: ClientContext,
): readonly UncheckedCertificate[] {
  const { tracer } = context
  const { left, right } = node
  const name = left.type === 'MemberExpression' ? propertyName(left) : null
  if (left.type !== 'MemberExpression' || name === null) return []
  const holderIs = (test: (source: Source) => boolean) => tracer.sourcesOf(left.object).some(test)
  switch (name) {
    case uncheckedVariable:
      return holderIs(isEnvironment) && isZero(right, tracer) ? [{ said: name, node, value: null }] : []
    case 'globalAgent':
      return holderIs((source) => isOf(source, https, '')) ? uncheckedCertificatesIn(right, tracer) : []
    case 'httpsAgent':
      return holderIs((source) => isOf(source, /^axios$/, 'defaults') || isOfInstance(source, context))
        ? uncheckedCertificatesIn(right, tracer)
        : []
    default: {
      const off = switchedOff(name, right, tracer)
      return off && holderIs((source) => isOf(source, https, 'globalAgent.options')) ? [{ ...off, node }] : []
    }
  }
}

const https = /^(?:node:)?https$/

function isOf(source: Source, module: RegExp, path: string): boolean {
  if (source.kind !== 'import' || !module.test(source.module)) return false
  const names = source.path[0] === 'default' ? source.path.slice(1) : source.path
  return names.join('.') === path
}

/** The `defaults` of `axios.create({ baseURL: 'https://api.customer.io/v1' })` */
function isOfInstance(source: Source, context: ClientContext): boolean {
  if (source.kind !== 'call' || source.path.join('.') !== 'defaults') return false
  const options = instanceOptionsAt(source.node, context.tracer)
  return options !== null && apiOfInstance(options, context) !== null
}

function isEnvironment(source: Source): boolean {
  if (source.kind === 'global') return [source.name, ...source.path].join('.') === 'process.env'
  return isOf(source, /^(?:node:)?process$/, 'env')
}

function isZero(node: TSESTree.Node, tracer: Tracer): boolean {
  return tracer
    .sourcesOf(unwrapAwait(node))
    .some((source) => source.kind === 'literal' && (source.value === '0' || source.value === 0))
}

function isUnderCondition(node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (isFunction(current)) return false
    if (/^(?:IfStatement|ConditionalExpression|LogicalExpression|SwitchCase)$/.test(current.type)) return true
  }
  return false
}
