// Does this code stand in a test, which runs where nobody measures it?
import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from '../ast/source-file.ts'
import { memberChainOf } from '../ast/static-value.ts'
import { unwrap } from '../ast/unwrap.ts'

/** Functions whose callback is a test; methods of them too (`it.each(…)(name, fn)`, `t.test(name, fn)`). */
const testFunctions = new Set(
  'describe it test suite specify context before after beforeEach afterEach beforeAll afterAll bench'.split(
    ' ',
  ),
)

/** Whether a node stands in the callback of a test, or in what a test asserts: `expect(a === b).toBe(true)`. */
export function isInTest(node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type !== 'CallExpression') continue
    const name = rootNameOf(current)
    if (name === 'expect' || name === 'should' || name === 'chai') return true
    if (testFunctions.has(name) && current.arguments.some(isFunction)) return true
  }
  return false
}

/** `it` of `it.each(cases)(name, fn)`, `expect` of `expect(a).to.equal`. */
function rootNameOf(call: TSESTree.CallExpression): string {
  let node: TSESTree.Node = call
  while (node.type === 'CallExpression') node = memberChainOf(unwrap(node.callee)).root
  return node.type === 'Identifier' ? node.name : ''
}
