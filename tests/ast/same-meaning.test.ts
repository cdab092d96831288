// Does an expression mean the same at another place, or is its name unknown or another one there?
import { describe, expect, it } from 'vitest'

import { isInSightAt, isPlainRead } from '../../src/ast/same-meaning.ts'
import { Tracer } from '../../src/ast/tracer.ts'
import { bothParsers, markedCode } from '../support/marked-code.ts'

describe('what reads the same when it is read again', () => {
  it.each([
    ['a name', 'use(/* read */ body)', true],
    ['a member', 'use(/* read */ req.rawBody)', true],
    ['a member by a text', `use(/* read */ req['raw-body'])`, true],
    ['this', 'class A { f() { use(/* read */ this.options.secret) } }', true],
    ['a cast', 'use(/* read */ process.env.SECRET!)', true],
    ['an optional member', 'use(/* read */ event?.body)', true],
    ['a computed member', 'use(/* read */ bodies[index])', false],
    ['a call', 'use(/* read */ read())', false],
    ['a member of a call', 'use(/* read */ read().body)', false],
    ['a literal', `use(/* read */ 'text')`, false],
  ])('%s', (_situation, code, expected) => {
    expect(isPlainRead(markedCode(code).nodeAt('read'))).toBe(expected)
  })
})

describe.each(bothParsers)('what is in sight, by %s', (parser) => {
  it.each([
    ['in the same function', 'function f(a) { use(/* read */ a); use(/* place */ 1) }', true],
    ['in a callback', 'function f(a) { use(/* read */ a); list.some((b) => use(/* place */ 1)) }', true],
    ['of the module', 'const a = 1\nuse(/* read */ a)\nfunction f() { use(/* place */ 1) }', true],
    ['of no one', 'use(/* read */ process.env.A)\nfunction f() { use(/* place */ 1) }', true],
    [
      'of another function',
      'function f(a) { use(/* read */ a) }\nfunction g(a) { use(/* place */ 1) }',
      false,
    ],
    ['of a block', '{ const a = 1\nuse(/* read */ a) }\nuse(/* place */ 1)', false],
    [
      'hidden by a parameter',
      'function f(a) { use(/* read */ a); list.some((a) => use(/* place */ 1)) }',
      false,
    ],
    ['hidden in a block', 'const a = 1\nuse(/* read */ a)\n{ const a = 2\nuse(/* place */ 1) }', false],
    ['hidden later', 'function f(a) { use(/* read */ a); use(/* place */ 1); { const a = 2 } }', true],
    [
      'a global that is hidden',
      'use(/* read */ process.env.A)\n{ const process = 1\nuse(/* place */ 1) }',
      false,
    ],
    [
      'this of an arrow function',
      'class A { f() { use(/* read */ this.a); list.some(() => use(/* place */ 1)) } }',
      true,
    ],
    [
      'this of another method',
      'class A { f() { use(/* read */ this.a) }\ng() { use(/* place */ 1) } }',
      false,
    ],
    ['a call', 'function f(a) { use(/* read */ a()); use(/* place */ 1) }', false],
  ])('%s', (_situation, sample, expected) => {
    const code = markedCode(sample, { parser })
    const answer = isInSightAt(code.nodeAt('read'), code.nodeAt('place'), new Tracer(code.sourceCode))
    expect(answer).toBe(expected)
  })
})
