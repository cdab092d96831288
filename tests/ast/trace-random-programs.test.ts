// Does the tracer answer for every expression of programs whose values are made from each other in circles?
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Tracer } from '../../src/ast/tracer.ts'
import { markedCode } from '../support/marked-code.ts'

const names = ['a', 'b', 'c']

const { place, value } = fc.letrec<{ place: string; value: string }>((tie) => ({
  place: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...names, 'window.a', 'globalThis.b', 'g', 'this', 'new K()', 'f()'),
    fc
      .tuple(tie('place'), fc.constantFrom('.a', '.b', '?.c', '[k]', '[0]', '.list'))
      .map((parts) => parts.join('')),
    fc
      .tuple(tie('place'), fc.constantFrom('()', '(a)', '.map((e) => e)', '.at(0)'))
      .map((parts) => parts.join('')),
  ),
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('place'),
    fc.constantFrom('1', '{}', '[]', 'new K()', 'f', 'K', '((x) => x)', 'new Map()'),
    fc.tuple(tie('place'), tie('value')).map(([one, other]) => `(${one} || ${other})`),
    fc.tuple(tie('place'), tie('value')).map(([one, other]) => `{ ...${one}, a: ${other}, [k]: b }`),
    fc.tuple(tie('place'), tie('value')).map(([one, other]) => `[...${one}, ${other}]`),
    fc.tuple(tie('value'), tie('value')).map(([one, other]) => `Object.assign(${one}, ${other})`),
    fc.tuple(tie('value'), tie('place')).map(([one, other]) => `((x, y = ${one}) => x ?? y)(${other})`),
    fc.tuple(tie('value'), tie('value')).map(([one, other]) => `(k ? ${one} : ${other})`),
  ),
}))

const target = fc.oneof(
  fc.constantFrom(...names, 'window.a', 'window.b.c', 'g.a', 'g', 'window.a[k]', 'self.b.a.c', 'K.a', 'f.a'),
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('.a', '.b.c', '[k]', '[0]', '.list'))
    .map((parts) => parts.join('')),
)

const statement = fc.oneof(
  fc.tuple(target, value).map(([left, right]) => `${left} = ${right}`),
  fc.tuple(target, value).map(([left, right]) => `${left} ||= ${right}`),
  fc.tuple(place, value).map(([list, right]) => `${list.replace(/^this$/, 'a')}.list.push(${right})`),
  fc.tuple(place, value).map(([map, right]) => `Object.assign(${map}, ${right})`),
  value.map((right) => `({ a, b: { c } = {}, ...b } = ${right})`),
  value.map((right) => `for (const e of [${right}]) { a = e }`),
  value.map((right) => `[a, ...b] = [${right}]`),
)

const program = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 12 }), value, value, value)
  .map(([statements, result, field, method]) =>
    [
      'let a, b, c, k',
      `function f(x = ${result}) { if (k) return x; return ${result} }`,
      `class K extends (a.K ?? Object) { a = ${field}; static b = ${result}; list() { this.c = ${method}; return this.a } }`,
      ...statements,
      '/* a */ a; /* b */ b.a.c; /* c */ window.a.b; /* d */ f().a; /* e */ new K().list().a; /* f */ this.a',
    ].join(';\n'),
  )

describe('random programs', () => {
  it('come to an end with an answer for every expression', () => {
    fc.assert(
      fc.property(program, (source) => {
        const code = markedCode(source)
        const tracer = new Tracer(code.sourceCode)
        const counts = ['a', 'b', 'c', 'd', 'e', 'f'].map(
          (mark) => tracer.sourcesOf(code.nodeAt(mark)).length,
        )
        expect(Math.min(...counts)).toBeGreaterThan(0)
      }),
      { numRuns: 40, seed: 7 },
    )
  })
})
