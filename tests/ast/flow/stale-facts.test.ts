import { describe, expect, it } from 'vitest'

import { factsAt, isStable } from '../../../src/ast/control-flow.ts'
import { bothParsers, markedCode } from '../../support/marked-code.ts'
import type { MarkedCode } from '../../support/marked-code.ts'

function known(code: MarkedCode): string[] {
  return factsAt(code.nodeAt('here')).map(
    ({ condition, holds }) => `${holds ? '' : 'not '}${code.textOf(condition)}`,
  )
}

describe.each(bothParsers)('facts about what is written with %s', (parser) => {
  const cases = (
    samples: readonly (readonly [situation: string, sample: string, facts: readonly string[]])[],
  ) => {
    it.each(samples)('%s', (_, sample, facts) => {
      const sourceType = sample.includes('import ') ? 'module' : 'commonjs'
      expect(known(markedCode(sample, { parser, sourceType }))).toEqual(facts)
    })
  }

  describe('variables of the function', () => {
    cases([
      ['assigned since', 'let a = f(); if (!a) return; a = g(); /* here */ x()', []],
      ['assigned before', 'let a; a = g(); if (!a) return; /* here */ x()', ['a']],
      ['assigned after', 'let a = f(); if (!a) return; /* here */ x(); a = g()', ['a']],
      ['assigned in one branch', 'let a = f(); if (!a) return; if (b) a = g(); /* here */ x()', []],
      [
        'assigned in a branch that leaves',
        'let a = f(); if (!a) return; if (b) { a = g(); return } /* here */ x()',
        ['a', 'not b'],
      ],
      [
        'assigned at the end of a round',
        'let a = f(); if (!a) return; for (;;) { /* here */ x(); a = g() }',
        [],
      ],
      ['tested in every round', 'let a = f(); for (;;) { if (!a) return; /* here */ x(); a = g() }', ['a']],
      [
        'a new variable in every round',
        'for (;;) { const a = f(); if (!a) continue; /* here */ x() }',
        ['a'],
      ],
      ['only the other half is assigned', 'let a, b; if (!a || !b) return; b = 1; /* here */ x()', ['a']],
      ['counted', 'if (i > 3) return; i++; /* here */ x()', []],
      ['added to', 'if (!a) return; a += b; /* here */ x()', []],
      ['destructured', 'if (!a) return; ({ b: [a] } = c); /* here */ x()', []],
      ['object rest', 'if (!a) return; ({ b, ...a } = c); /* here */ x()', []],
      ['rest', 'if (!a) return; [...a] = c; /* here */ x()', []],
      ['default in a pattern', 'if (!a) return; [b = (a = 1)] = c; /* here */ x()', []],
      ['the variable of a loop', 'let a = f(); if (!a) return; for (a of b) /* here */ x()', []],
      ['declared again', 'var a = f(); if (!a) return; var a = g(); /* here */ x()', []],
      ['var without a value', 'var a = f(); if (!a) return; var a; /* here */ x()', ['a']],
      ['in the test that follows', 'if (a && (a = f())) /* here */ x()', ['a = f()', 'a']],
      ['in the test itself', 'if ((a = f(a)) > 0) /* here */ x()', []],
      ['assigned within a test', 'if ((a = f()) > 0) /* here */ x()', ['(a = f()) > 0']],
      [
        'in the try, here in the handler',
        'let a = f(); if (!a) return; try { a = 0; g() } catch { /* here */ x() }',
        [],
      ],
      [
        'in the try, here after it',
        'let a = f(); if (!a) return; try { a = 0; g() } finally { h() } /* here */ x()',
        [],
      ],
      ['the parameter of a handler', 'if (!e) return; try { g() } catch (e) { /* here */ x() }', []],
      ['in a function in place', 'if (!a) return; (() => { a = 0 })(); /* here */ x()', []],
      [
        'in the right side of ??',
        'let a = f(); const g = () => { a = 0 }; if (a ?? g()) return; /* here */ x()',
        [],
      ],
      ['in a test compared with true', 'if ((a && (a = f())) === true) /* here */ x()', ['a = f()', 'a']],
      [
        'in a test compared with true by a call',
        'if ((a && f()) === true) /* here */ x()',
        ['(a && f()) === true', 'f()'],
      ],
      [
        'in the test of a case',
        'switch (a === b) { case (a = 0): case true: return; default: /* here */ x() }',
        [],
      ],
      ['logical assignment', 'if (a) return; a ||= f(); /* here */ x()', []],
    ])
  })

  describe('variables that other code assigns', () => {
    cases([
      ['nothing was called', 'let a = f(); const g = () => { a = 0 }; if (!a) return; /* here */ x()', ['a']],
      [
        'something was called',
        'let a = f(); const g = () => { a = 0 }; if (!a) return; h(); /* here */ x()',
        [],
      ],
      [
        'something was awaited',
        'let a = f(); async () => { const g = () => { a = 0 }; if (!a) return; await b; /* here */ x() }',
        [],
      ],
      [
        'of the module',
        'let a; function set() { a = f() } function g() { if (a) return; set(); /* here */ x() }',
        [],
      ],
      [
        'of the module, assigned here only',
        'let a; function g() { if (!a) return; log(); /* here */ x(); a = f() }',
        [],
      ],
      ['never assigned', 'const a = f(); function g() { if (!a) return; log(); /* here */ x() }', ['a']],
      [
        'another one of that name',
        'const a = f(); function g() { if (!a) return; log(); /* here */ x() } function h(a) { a = 0 }',
        ['a'],
      ],
      [
        'another one in a block',
        'let a = f(); function g() { if (!a) return; log(); /* here */ x() } function h() { { let a } a = 0 }',
        [],
      ],
      [
        'a parameter',
        'function g(a) { if (!a) return; log(); /* here */ x() } function h(a) { a = 0 }',
        ['a'],
      ],
      [
        'an import',
        'function g() { if (!a) return; log(); /* here */ x() } function h() { a = 0 } import a from "a"',
        [],
      ],
      [
        'a class',
        'class A {} function g() { if (!A) return; log(); /* here */ x() } function h() { class A {} A = 0 }',
        ['A'],
      ],
      [
        'a handler parameter',
        'function g(a) { if (!a) return; log(); /* here */ x() } function h() { try {} catch (a) { a = 0 } }',
        ['a'],
      ],
      [
        'by a later part of the test',
        'let a = f(); const g = () => { a = 0 }; if (a || g()) /* here */ x()',
        [],
      ],
      [
        'by the call it is handed to',
        'let a = f(); const g = (b) => { a = b }; if (g(a)) /* here */ x()',
        ['g(a)'],
      ],
      ['a global', 'function g() { if (!a) return; log(); /* here */ x() } function h() { a = 0 }', []],
      [
        'the variable of a loop elsewhere',
        'let a; function g() { if (!a) return; log(); /* here */ x() } function h() { for (a in b); }',
        [],
      ],
    ])
  })

  describe('members', () => {
    cases([
      ['assigned', 'if (!a.b) return; a.b = 0; /* here */ x()', []],
      ['assigned through another name', 'if (!a.b) return; c.b = 0; /* here */ x()', []],
      ['another member', 'if (!a.b) return; a.c = 0; /* here */ x()', ['a.b']],
      ['computed', 'if (!a.b) return; a[c] = 0; /* here */ x()', []],
      ['computed, of another object', 'if (!a.b) return; d[c] = 0; /* here */ x()', ['a.b']],
      ['read by a computed name', 'if (!a[c]) return; a.b = 0; /* here */ x()', []],
      ['quoted', `if (!a['b']) return; a.b = 0; /* here */ x()`, []],
      ['deleted', 'if (!a.b) return; delete a.b; /* here */ x()', []],
      ['the object is another one', 'if (!a.b) return; a = c; /* here */ x()', []],
      ['a call with it', 'if (!a.b) return; log(a); a.toString(); /* here */ x()', ['a.b']],
      ['a method that changes it', 'if (a.length) return; a.push(1); /* here */ x()', []],
      ['a method that changes another', 'if (a.length) return; b.push(1); /* here */ x()', ['not a.length']],
      ['of this', 'class C { m() { if (!this.a) return; this.a = null; /* here */ x() } }', []],
      ['private', 'class C { #a; m() { if (!this.#a) return; this.#a = null; /* here */ x() } }', []],
      ['later, seen from a callback', 'if (!a.b) return; f(() => { /* here */ x() }); a.b = null', []],
    ])
  })

  it('a fact is told again by a later test', () => {
    const sample = 'let a = f(); if (!a) return; a = g(); if (!a) return; /* here */ x()'
    expect(known(markedCode(sample, { parser, sourceType: 'commonjs' }))).toEqual(['a'])
  })

  it('stable expressions keep their value between two nodes', () => {
    const code = markedCode(
      `
        let a = f(), b = g()
        const size = /* from */ (a.length)
        if (c) b = h()
        /* to */ x(/* stable */ a, /* changed */ b)
      `,
      { parser },
    )
    const stable = (name: string) => {
      const node = code.nodeAt(name)
      if (node.type !== 'Identifier') throw new Error(node.type)
      return isStable(node, code.nodeAt('from'), code.nodeAt('to'))
    }
    expect([stable('stable'), stable('changed')]).toEqual([true, false])
  })
})
