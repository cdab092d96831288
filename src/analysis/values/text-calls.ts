// What do calls that make one text of another take it from?
import type { TSESTree } from '@typescript-eslint/utils'

import { lastNameOf, propertyName, staticStringOf } from '../../ast/static-value.ts'
import { unwrap, unwrapAwait } from '../../ast/unwrap.ts'

/** Methods whose result is the text itself, or a part of it. */
export const sameText = new Set(
  'toString trim toLowerCase toUpperCase toLocaleLowerCase slice substring substr normalize padEnd padStart'.split(
    ' ',
  ),
)
/** Functions whose result spells their argument. */
export const textFunctions = new Set(
  'String encodeURIComponent encodeURI decodeURIComponent slugify kebabCase snakeCase camelCase toLower trim'.split(
    ' ',
  ),
)

/** `email.split('@')` */
export function isSplitAtSign(
  node: TSESTree.Node,
): node is TSESTree.CallExpression & { readonly callee: TSESTree.MemberExpression } {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const [separator] = node.arguments
  return propertyName(node.callee) === 'split' && separator !== undefined && staticStringOf(separator) === '@'
}

/** Values that say nothing themselves, so that the variable's name decides. */
export function isUnreadable(outer: TSESTree.Node): boolean {
  const node = unwrapAwait(outer)
  if (node.type === 'CallExpression')
    return !/hash|digest|mask|redact|encrypt|anonymi|pseudonymi|hmac/i.test(callText(node))
  return node.type === 'Identifier' || node.type === 'MemberExpression'
}

function callText({ callee }: TSESTree.CallExpression): string {
  const inner = unwrap(callee)
  if (inner.type !== 'MemberExpression') return lastNameOf(inner) ?? ''
  const object = unwrapAwait(inner.object)
  return `${object.type === 'CallExpression' ? callText(object) : (lastNameOf(object) ?? '')}.${propertyName(inner) ?? ''}`
}

/** The elements of a list that is written out. */
export function elementsOf(outer: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(outer)
  return node.type === 'ArrayExpression' ? node.elements.filter((element) => element !== null) : []
}
