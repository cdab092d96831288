// Who calls a function? Every call where all are in sight, `null` where somebody else may call it.
import { describe, expect, it } from 'vitest'

import { isFunction } from '../../src/ast/source-file.ts'
import { Tracer } from '../../src/ast/tracer.ts'
import { allNodes, markedCode } from '../support/marked-code.ts'

/** The texts of the calls of the function marked `fn`. */
function callsIn(sample: string): readonly string[] | null {
  const code = markedCode(sample)
  const tracer = new Tracer(code.sourceCode)
  const marked = code.nodeAt('fn')
  const fn = allNodes(code.program, code.visitorKeys).find(
    (node) => isFunction(node) && node.range[0] >= marked.range[0] && node.range[1] <= marked.range[1],
  )
  if (!fn || !isFunction(fn)) throw new Error('No function stands at the marker.')
  return tracer.callSitesOf(fn)?.map(code.textOf) ?? null
}

describe('all calls are known of', () => {
  it.each([
    ['a declaration', `/* fn */ function f() {}\nf(1)\nf(2)`, ['f(1)', 'f(2)']],
    ['a function that nobody calls', `/* fn */ function f() {}`, []],
    ['one called before it is written', `f(1)\n/* fn */ function f() {}`, ['f(1)']],
    ['an arrow in a constant', `const f = /* fn */ () => 1\nf(1)`, ['f(1)']],
    ['one that is assigned later', `let f\nf = /* fn */ () => 1\nf(1)`, ['f(1)']],
    [
      'a function with two names',
      `const f = /* fn */ function g(n) { return n && g(0) }\nf(1)`,
      ['g(0)', 'f(1)'],
    ],
    ['one called in place', `(/* fn */ () => 1)(1)`, ['(/* fn */ () => 1)(1)']],
    [
      'one called in place that calls itself',
      `(/* fn */ function g(n) { n && g(0) })(1)`,
      ['(/* fn */ function g(n) { n && g(0) })(1)', 'g(0)'],
    ],
    ['one called by another name', `/* fn */ function f() {}\nconst g = f\ng(1)\nf(2)`, ['g(1)', 'f(2)']],
    ['names that stand for each other', `/* fn */ function f() {}\nconst g = f\nconst h = g\nh(1)`, ['h(1)']],
    ['one whose properties are read', `/* fn */ function f() {}\nf.displayName\nf.length\nf(1)`, ['f(1)']],
    ['one that is compared', `/* fn */ function f() {}\nif (f === g || typeof f) f(1)`, ['f(1)']],
    ['one called with `as`', `const f = (/* fn */ () => 1) as Maker\n;(f as Maker)(1)`, ['(f as Maker)(1)']],
    ['one whose type is named', `/* fn */ function f() {}\ntype F = typeof f\nf(1)`, ['f(1)']],
    ['a constructor', `class A { /* fn */ constructor(a) {} }\nnew A(1)\nnew A(2)`, ['new A(1)', 'new A(2)']],
    [
      'the constructor of a class in a constant',
      `const A = class B { /* fn */ constructor(a) { this.b = () => new B(0) } }\nnew A(1)`,
      ['new B(0)', 'new A(1)'],
    ],
    [
      'a class that others use without making it',
      `class A { /* fn */ constructor(a) {} }\nA.count\nx instanceof A\nnew A(1)`,
      ['new A(1)'],
    ],
    ['a #private method', `class A { /* fn */ #f() {} g() { this.#f(1) } }`, ['this.#f(1)']],
    [
      'a method that TypeScript calls private',
      `class A { /* fn */ private f() {} g() { this.f(1) } }`,
      ['this.f(1)'],
    ],
    ['a #private field', `class A { #f = /* fn */ () => 1; g() { return this.#f(1) } }`, ['this.#f(1)']],
    [
      'a #private field that is set once more',
      `class A { #f = /* fn */ () => 1; g() { this.#f = null; this.#f(1) } }`,
      ['this.#f(1)'],
    ],
  ])('%s', (_situation, sample, calls) => {
    expect(callsIn(sample)).toEqual(calls)
  })
})

describe('somebody else may call', () => {
  it.each([
    ['an exported function', `export /* fn */ function f() {}\nf(1)`],
    ['an exported arrow', `export const f = /* fn */ () => 1`],
    ['one exported by its name', `/* fn */ function f() {}\nexport { f }`],
    ['the default export', `export default /* fn */ function f() {}`],
    ['one without a name that is handed on', `run(/* fn */ () => 1)`],
    ['one handed on by its name', `/* fn */ function f() {}\nrun(f)`],
    ['one handed on under another name', `/* fn */ function f() {}\nconst g = f\nrun(g)`],
    ['one kept in an object', `/* fn */ function f() {}\nconst o = { f }`],
    ['one that is returned', `function make() { /* fn */ function f() {} return f }`],
    ['one that is bound', `/* fn */ function f() {}\nconst g = f.bind(null)`],
    ['one called with another `this`', `/* fn */ function f() {}\nf.call(x, 1)`],
    ['one read by a computed name', `/* fn */ function f() {}\nf[name]`],
    ['one with a variable that may change', `/* fn */ function f() {}\nlet g = f`],
    ['one destructured', `/* fn */ function f() {}\nconst { length } = f`],
    ['a method', `class A { /* fn */ f() {} }`],
    ['a field', `class A { f = /* fn */ () => 1 }`],
    ['a getter', `class A { get #f() { return /* fn */ 1 && (() => 1) } }`],
    ['a #private method that is handed on', `class A { /* fn */ #f() {} g() { run(this.#f) } }`],
    ['a computed method', `class A { /* fn */ [name]() {} }`],
    ['the constructor of an exported class', `export class A { /* fn */ constructor(a) {} }`],
    ['the constructor of a class without a name', `run(class { /* fn */ constructor(a) {} })`],
    [
      'the constructor of a class that is extended',
      `class A { /* fn */ constructor(a) {} }\nclass B extends A {}`,
    ],
    [
      'one with more names than are followed',
      `/* fn */ function f() {}\n${Array.from({ length: 12 }, (_, index) => `const f${index + 1} = ${index === 0 ? 'f' : `f${index}`}`).join('\n')}\nf12(1)`,
    ],
  ])('%s', (_situation, sample) => {
    expect(callsIn(sample)).toBeNull()
  })
})
