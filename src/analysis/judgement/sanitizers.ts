// Does this call give back data that was sanitized, or personal data that was hashed?
import type { TSESTree } from '@typescript-eslint/utils'

import type { Source } from '../../ast/source.ts'
import { valuesAmong } from '../../ast/source.ts'
import { propertyName } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'
import { sanitizerName } from '../../vocabulary/own-exports.ts'
import type { ClientContext } from '../clients/clients.ts'
import { isExport } from '../clients/clients.ts'
import { ownRoleOf } from '../own-role.ts'

/** Whether every function that the callee can be is a known sanitizer. */
export function isSanitizerCall(node: TSESTree.CallExpression, context: ClientContext): boolean {
  return isSanitizerAt(node.callee, context)
}

/** Whether an expression can only be a known sanitizer, such as one that is handed to `map`. */
export function isSanitizerAt(node: TSESTree.Node, context: ClientContext): boolean {
  const sources = valuesAmong(context.tracer.sourcesOf(node))
  return sources.length > 0 && sources.every((source) => isSanitizer(source, context))
}

function isSanitizer(source: Source, context: ClientContext): boolean {
  if (source.kind === 'import')
    return ownRoleOf(source) === 'sanitizer' || isSanitizerOfSettings(source.module, source.path, context)
  if (source.kind !== 'call' || source.path.length > 0) return false
  const makers = valuesAmong(context.tracer.sourcesOf(source.node.callee))
  return makers.length > 0 && makers.every((maker) => ownRoleOf(maker) === 'sanitizer-factory')
}

function isSanitizerOfSettings(module: string, path: readonly string[], context: ClientContext): boolean {
  const [name = ''] = path
  const { importFrom, sanitizers } = context.settings
  if (importFrom === module && path.length === 1 && name === sanitizerName) return true
  return sanitizers.some((sanitizer) => isExport(module, path, sanitizer, context))
}

/** Whether a call is our `hashPii`. */
export function isKeyedHashCall(node: TSESTree.CallExpression, context: ClientContext): boolean {
  return valuesAmong(context.tracer.sourcesOf(node.callee)).some(
    (source) => ownRoleOf(source) === 'keyed-hash',
  )
}

/** Whether a call hashes its input: our `hashPii`, or a digest of node:crypto or Web Crypto, also when cut or encoded. */
export function isHashCall(node: TSESTree.CallExpression, context: ClientContext): boolean {
  const callee = unwrap(node.callee)
  if (callee.type === 'MemberExpression') {
    if (propertyName(callee) === 'digest') return true
    const object = unwrapAwait(callee.object)
    if (object.type === 'CallExpression' && isHashCall(object, context)) return true
  }
  return isKeyedHashCall(node, context)
}
