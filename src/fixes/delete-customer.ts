// How does an erasure that lasts take the place of a mere deletion?
import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { propertyName } from '../ast/static-value.ts'
import { unwrap } from '../ast/unwrap.ts'
import { erasureName, runtimeSpecifier } from '../vocabulary/own-exports.ts'
import { ensureImport } from './ensure-import.ts'

type SourceCode = Readonly<TSESLint.SourceCode>

/** The parts of `client.destroy(id)`. */
export interface DestroyCall {
  readonly node: TSESTree.CallExpression
  readonly client: TSESTree.Expression
  readonly id: TSESTree.Expression
  /** true for `client?.destroy(id)` */
  readonly isOptional: boolean
}

/** The parts of a call that can be written as `deleteCustomer(client, id)`; `null` for other forms. */
export function destroyCallAt(node: TSESTree.CallExpression, sourceCode: SourceCode): DestroyCall | null {
  const callee = unwrap(node.callee)
  const [id, ...others] = node.arguments
  if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'destroy' || node.optional) return null
  if (!id || others.length > 0 || id.type === 'SpreadElement' || callee.object.type === 'Super') return null
  const client = callee.object
  const isOptional = callee.optional
  const isChained = node.parent.type !== 'ChainExpression' && isInChain(node)
  // `a?.b.destroy(id)` may stop before it comes to the client, and what is evaluated twice must be a plain name.
  if (isChained || (isInChain(node) && !isOptional) || (isOptional && !isName(client))) return null
  const inside = [client, id].reduce((sum, part) => sum + sourceCode.getCommentsInside(part).length, 0)
  return sourceCode.getCommentsInside(node).length > inside ? null : { node, client, id, isOptional }
}

function isInChain(node: TSESTree.Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (outer.type === 'ChainExpression') return true
    if (outer.type !== 'MemberExpression' && outer.type !== 'CallExpression') return false
  }
  return false
}

function isName(node: TSESTree.Node): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true
  return node.type === 'MemberExpression' && !node.computed && !node.optional && isName(node.object)
}

/** Writes `deleteCustomer(client, id)`, which suppresses the person before destroying them. */
export function deleteCustomer(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  { node, client, id, isOptional }: DestroyCall,
): readonly TSESLint.RuleFix[] {
  const wanted = { module: runtimeSpecifier, name: erasureName }
  const { localName, fixes } = ensureImport(fixer, sourceCode, wanted, node)
  const call = `${localName}(${sourceCode.getText(client)}, ${sourceCode.getText(id)})`
  const text = isOptional ? `(${sourceCode.getText(client)} && ${call})` : call
  return [...fixes, fixer.replaceText(node, text)]
}
