import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, it } from 'vitest'

import { conditionsIn, functionOf, runsInPlace } from '../../../src/ast/control-flow.ts'
import { isFunction } from '../../../src/ast/source-file.ts'
import { bothParsers, markedCode } from '../../support/marked-code.ts'

describe.each(bothParsers)('conditionsIn with %s', (parser) => {
  const split = (test: string, holds: boolean): string[] => {
    const code = markedCode(`x(/* test */ ${test})`, { parser })
    return conditionsIn(code.nodeAt('test') as TSESTree.Expression, holds).map(
      (one) => `${one.holds ? '' : 'not '}${code.textOf(one.condition)}`,
    )
  }

  it.each([
    ['a', ['a'], ['not a']],
    ['!a', ['not a'], ['a']],
    ['a && b && !c', ['a', 'b', 'not c'], ['not a && b && !c']],
    ['a || b || !c', ['a || b || !c'], ['not a', 'not b', 'c']],
    ['!(a || b) && !(c && d)', ['not a', 'not b', 'not c && d'], ['not !(a || b) && !(c && d)']],
    ['a ?? b', ['a ?? b'], ['not a ?? b', 'not a']],
    ['a ? b : c', ['a ? b : c'], ['not a ? b : c']],
    ['a === true', ['a === true', 'a'], ['not a === true']],
    ['a !== true', ['a !== true'], ['not a !== true', 'a']],
    ['true === (a && b)', ['true === (a && b)', 'a', 'b'], ['not true === (a && b)']],
    ['a === false', ['a === false', 'not a'], ['not a === false']],
    ['a == true', ['a == true'], ['not a == true']],
    ['a === null', ['a === null'], ['not a === null']],
    ['Boolean(a || b)', ['Boolean(a || b)', 'a || b'], ['not Boolean(a || b)', 'not a', 'not b']],
    ['Boolean(...a)', ['Boolean(...a)'], ['not Boolean(...a)']],
    ['Boolean()', ['Boolean()'], ['not Boolean()']],
    ['a = b', ['a = b', 'a'], ['not a = b', 'not a']],
    ['a.b ||= c', ['a.b ||= c'], ['not a.b ||= c']],
  ])('%s', (test, whenTrue, whenFalse) => {
    expect(split(test, true)).toEqual(whenTrue)
    expect(split(test, false)).toEqual(whenFalse)
  })
})

describe.each(bothParsers)('functions with %s', (parser) => {
  it('are found around a node, a function around itself', () => {
    const code = markedCode('/* outer */ function f() { (/* inner */ () => /* here */ x) }', { parser })
    expect(functionOf(code.nodeAt('here'))).toBe(code.nodeAt('inner'))
    expect(functionOf(code.nodeAt('inner'))).toBe(code.nodeAt('outer'))
    expect(functionOf(code.nodeAt('outer'))).toBe(code.program)
    expect(functionOf(code.program)).toBe(code.program)
  })

  it.each([
    ['called', '(/* fn */ () => {})()', true],
    ['called by call', '(/* fn */ function () {}).call(this, a)', true],
    ['called by apply', '(/* fn */ function () {}).apply(this, a)', true],
    ['called optionally', '(/* fn */ () => {})?.()', true],
    ['awaited', 'async () => { await (/* fn */ async () => {})() }', true],
    ['not awaited', '(/* fn */ async () => {})()', false],
    ['awaited without need', 'async () => { await (/* fn */ () => {})() }', true],
    ['a generator', '(/* fn */ function* () {})()', false],
    ['bound', '(/* fn */ function () {}).bind(this)()', false],
    ['handed over', 'f(/* fn */ () => {})', false],
    ['kept', 'const f = /* fn */ () => {}; f()', false],
    ['constructed', 'new (/* fn */ function () {})()', false],
    ['a computed member', '(/* fn */ function () {})["call"]()', false],
  ])('run in place or not: %s', (_, sample, answer) => {
    const code = markedCode(sample, { parser })
    const fn = code.nodeAt('fn')
    expect(isFunction(fn) && runsInPlace(fn)).toBe(answer)
  })
})
