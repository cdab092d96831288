// Where is an order asked for equality, and what is true for equal values there?
import { describe, expect, it } from 'vitest'

import { equalityTestOf } from '../../src/ast/order-test.ts'
import { unwrap } from '../../src/ast/unwrap.ts'
import { markedCode } from '../support/marked-code.ts'

/** What replaces the test: `equal`, `!equal`; `null` where the order is used as such. */
function testOf(sample: string): string | null {
  const code = markedCode(sample)
  const order = unwrap(code.nodeAt('order'))
  if (order.type !== 'CallExpression') throw new Error(`Not a call but ${order.type}.`)
  const test = equalityTestOf(order)
  return test && code.textOf(test.node).replace(/\(.*\)/, '(…)') + (test.isNegated ? ' is negated' : '')
}

describe('an order of two values', () => {
  it.each([
    ['compared with zero', '(/* order */ a.compare(b)) === 0', '(…) === 0'],
    ['zero compared with it', 'use(0 == (/* order */ a.compare(b)))', '0 == (…)'],
    ['unequal to zero', '(/* order */ a.compare(b)) !== 0', '(…) !== 0 is negated'],
    ['whose absence is asked', 'use(!(/* order */ a.compare(b)))', '!(…)'],
    ['that is tested', 'if (/* order */ a.compare(b)) use(a)', null],
    ['that sorts', 'list.sort((a, b) => (/* order */ a.compare(b)))', null],
    ['that is a limit', 'use((/* order */ a.compare(b)) < 0)', null],
    ['compared with one', 'use((/* order */ a.compare(b)) === 1)', null],
  ])('%s', (_situation, code, expected) => {
    expect(testOf(code)).toBe(expected)
  })
})
