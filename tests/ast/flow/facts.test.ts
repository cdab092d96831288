import { describe, expect, it } from 'vitest'

import { factsAt } from '../../../src/ast/control-flow.ts'
import type { FlowOptions } from '../../../src/ast/control-flow.ts'
import { bothParsers, markedCode } from '../../support/marked-code.ts'
import type { MarkedCodeOptions } from '../../support/marked-code.ts'

/** What is known at `/* here *\/`, in order; `not x` is a condition known to be false. */
function known(sample: string, options: MarkedCodeOptions & FlowOptions = {}): string[] {
  const code = markedCode(sample, { sourceType: 'commonjs', ...options })
  return factsAt(code.nodeAt('here'), options).map(
    ({ condition, holds }) => `${holds ? '' : 'not '}${code.textOf(condition)}`,
  )
}

describe.each(bothParsers)('factsAt with %s', (parser) => {
  const cases = (
    samples: readonly (readonly [situation: string, sample: string, facts: readonly string[]])[],
  ) => {
    it.each(samples)('%s', (_, sample, facts) => {
      expect(known(sample, { parser })).toEqual(facts)
    })
  }

  describe('tests around the node', () => {
    cases([
      ['nothing is known at first', '/* here */ x()', []],
      ['if', 'if (a) /* here */ x()', ['a']],
      ['else', 'if (a) y(); else /* here */ x()', ['not a']],
      ['else if', 'if (a) y(); else if (b) /* here */ x()', ['not a', 'b']],
      ['after an if that goes on', 'if (a) y(); /* here */ x()', []],
      ['right of &&', 'a && /* here */ x()', ['a']],
      ['right of ||', 'a || /* here */ x()', ['not a']],
      ['right of ??', 'a ?? /* here */ x()', ['not a']],
      ['right of a chain of &&', 'a && b && /* here */ x()', ['a', 'b']],
      ['right of a chain of ||', 'a || b || /* here */ x()', ['not a', 'not b']],
      ['a disjunction stays whole', 'if (a || b) /* here */ x()', ['a || b']],
      ['a denied conjunction stays whole', 'if (a && b) y(); else /* here */ x()', ['not a && b']],
      ['both sides of ?:', 'a ? y() : b ? /* here */ x() : z()', ['not a', 'b']],
      ['?: as a test', 'if (a ? b : c) /* here */ x()', ['a ? b : c']],
      ['?? as a test', 'if (a ?? b) y(); else /* here */ x()', ['not a', 'not a ?? b']],
      ['negation is pushed inwards', 'if (!(a && !b)) y(); else /* here */ x()', ['a', 'not b']],
      ['negated disjunction', 'if (!(a || !b)) /* here */ x()', ['not a', 'b']],
      ['double negation', 'if (!!a) /* here */ x()', ['a']],
      ['Boolean()', 'if (Boolean(a)) /* here */ x()', ['Boolean(a)', 'a']],
      ['=== true', 'if (a === true) /* here */ x()', ['a === true', 'a']],
      ['=== false', 'if (false === f(a)) /* here */ x()', ['false === f(a)', 'not f(a)']],
      ['!== true', 'if (a !== true) return; /* here */ x()', ['not a !== true', 'a']],
      [
        '=== false denied says nothing about a',
        'if (a === false) return; /* here */ x()',
        ['not a === false'],
      ],
      ['comma', 'if ((y(), a && b)) /* here */ x()', ['a', 'b']],
      ['assignment as a test', 'if ((a = y())) /* here */ x()', ['a = y()', 'a']],
      ['optional chain as a test', 'if (a?.b(c)) /* here */ x()', ['a?.b(c)']],
      ['inside the test', 'if (a && (b || /* here */ x())) y()', ['a', 'not b']],
      ['||=', 'a ||= /* here */ x()', ['not a']],
      ['&&=', 'a.b &&= /* here */ x()', ['a.b']],
      ['default value', 'function f(a, b = /* here */ x()) {}', []],
      ['no constants', 'if (true) { if (!false && a) /* here */ x() }', ['a']],
    ])
  })

  describe('statements before the node', () => {
    cases([
      ['return', 'if (a) return; /* here */ x()', ['not a']],
      ['throw', 'if (!a) throw e; /* here */ x()', ['a']],
      ['disjunction', 'if (!a || !b) return; /* here */ x()', ['a', 'b']],
      ['negated conjunction', 'if (!(a && b)) return; /* here */ x()', ['a', 'b']],
      ['conjunction stays whole', 'if (a && b) return; /* here */ x()', ['not a && b']],
      ['in an outer block', 'if (a) return; { y(); if (b) { /* here */ x() } }', ['not a', 'b']],
      ['a guard that only logs', 'if (a) console.log(a); /* here */ x()', []],
      ['a guard that returns in one branch', 'if (a) { if (b) return } /* here */ x()', []],
      ['a guard of two branches', 'if (a) { if (b) return; else throw c } /* here */ x()', ['not a']],
      ['the other branch leaves', 'if (a) y(); else return; /* here */ x()', ['a']],
      ['the end of the process', 'if (!a) { y(); process.exit(1) } /* here */ x()', ['a']],
      ['a nested block that leaves', 'if (a) { { { return } } } /* here */ x()', ['not a']],
      ['a try that returns', 'if (a) { try { return b() } catch { return c } } /* here */ x()', ['not a']],
      ['a try that may go on', 'if (a) { try { return b() } catch { c() } } /* here */ x()', []],
      ['a finally that returns', 'if (a) { try { b() } finally { return } } /* here */ x()', ['not a']],
      ['an endless loop', 'if (a) for (;;) y(); /* here */ x()', ['not a']],
      ['a loop with a way out', 'if (a) while (true) { if (b) break } /* here */ x()', []],
      ['an expression that decides nothing', 'a && y(); /* here */ x()', []],
      ['the right side of ?? leaves', 'a ?? (() => { throw b })(); /* here */ x()', []],
      ['the right side of ??= leaves', 'a ??= (() => { throw b })(); /* here */ x()', []],
      ['the right side of || leaves', 'a || (() => { throw b })(); /* here */ x()', ['a']],
      ['two guards', 'if (a) return 1; if (!b) return 2; /* here */ x()', ['not a', 'b']],
      ['a guard inside one branch', 'if (a) { if (b) return } else { y() } /* here */ x()', []],
      ['function in place', '(() => { if (!a) throw b })(); /* here */ x()', ['a']],
      ['return of a function in place', '(() => { if (!a) return })(); /* here */ x()', []],
      ['code that never runs', 'return; /* here */ x()', []],
    ])
  })

  describe('loops, labels and switches', () => {
    cases([
      ['while', 'while (a) /* here */ x()', ['a']],
      ['after a while', 'while (a) y(); /* here */ x()', ['not a']],
      ['after a while with a break', 'while (a) if (b) break; /* here */ x()', []],
      ['do while', 'do { /* here */ x() } while (a)', []],
      ['after do while', 'do { y() } while (a && b); /* here */ x()', ['not a && b']],
      ['for', 'for (; a; ) /* here */ x()', ['a']],
      ['update of a for', 'for (; a; /* here */ x()) y()', ['a']],
      ['continue', 'for (const a of b) { if (!a) continue; /* here */ x() }', ['a']],
      ['update after a continue', 'for (; a; /* here */ x()) { if (b) continue; if (c) break }', ['a']],
      ['break is a way out', 'for (const a of b) { if (a) break; /* here */ x() }', ['not a']],
      ['only way out', 'for (;;) { if (a) break } /* here */ x()', ['a']],
      [
        'labelled continue',
        'o: for (const a of b) { for (;;) { if (a) continue o; /* here */ x() } }',
        ['not a'],
      ],
      ['labelled block', 'l: { if (a) break l; /* here */ x() }', ['not a']],
      ['after a labelled block', 'l: { if (a) break l; return } /* here */ x()', ['a']],
      ['for await', 'async () => { for await (const a of b) { if (!a) return; /* here */ x() } }', ['a']],
      ['for in', 'for (const a in b) if (a) /* here */ x()', ['a']],
      ['switch true', 'switch (true) { case a: /* here */ x() }', ['a']],
      [
        'switch true, later case',
        'switch (true) { case a === b: return; default: /* here */ x() }',
        ['not a === b'],
      ],
      ['switch true, any value', 'switch (true) { case a: return; default: /* here */ x() }', []],
      ['switch on a test', 'switch (a === b) { case false: return; case true: /* here */ x() }', ['a === b']],
      [
        'switch on a test, default',
        'switch (a === b) { case false: return; default: /* here */ x() }',
        ['a === b'],
      ],
      ['switch on a negation', 'switch (!a) { case true: return; default: /* here */ x() }', ['a']],
      [
        'switch on a boolean',
        'switch (Boolean(a)) { case true: return; default: /* here */ x() }',
        ['not Boolean(a)', 'not a'],
      ],
      [
        'switch on comparisons',
        'switch (a < 1 && b in c) { case true: return; default: /* here */ x() }',
        ['not a < 1 && b in c'],
      ],
      [
        'switch on what may be another value',
        'switch (a && b < 1) { case true: return; default: /* here */ x() }',
        [],
      ],
      ['falling through', 'switch (true) { case a: y(); case b: /* here */ x() }', []],
      ['after a switch', 'switch (true) { case a: break; default: return } /* here */ x()', ['a']],
      [
        'inside a switch in a loop',
        'for (const a of b) { switch (c) { case 1: if (a) continue; /* here */ x() } }',
        ['c', 'not a'],
      ],
    ])
  })

  describe('exceptions', () => {
    cases([
      ['in the block', 'try { if (a) return; /* here */ x() } catch {}', ['not a']],
      ['in the handler nothing of the block', 'try { if (a) return; y() } catch { /* here */ x() }', []],
      ['in the handler what was before', 'if (a) return; try { y() } catch { /* here */ x() }', ['not a']],
      ['after both', 'try { if (a) return } catch { y() } /* here */ x()', []],
      [
        'after a handler that leaves',
        'try { if (a) return; y() } catch { return } /* here */ x()',
        ['not a'],
      ],
      ['in finally', 'if (b) return; try { if (a) return } finally { /* here */ x() }', ['not b']],
      ['after finally', 'try { if (a) return; y() } finally { z() } /* here */ x()', ['not a']],
      ['a test in finally', 'try { y() } finally { if (a) /* here */ x() }', ['a']],
      ['after a test in finally', 'try { y() } finally { if (a) return } /* here */ x()', ['not a']],
      [
        'finally in finally',
        'try {} finally { try {} finally { try {} finally { if (a) return } } } /* here */ x()',
        ['not a'],
      ],
      ['throw to the own handler', 'try { if (a) throw b; return } catch { /* here */ x() }', []],
      [
        'a break through finally, which exceptions share',
        'for (;;) { try { if (a) break } finally { y() } } /* here */ x()',
        [],
      ],
      [
        'nested try',
        'try { try { if (a) return; y() } catch { throw b } /* here */ x() } catch {}',
        ['not a'],
      ],
    ])
  })

  describe('functions', () => {
    cases([
      ['enclosing function', 'if (!a) return; list.map(() => { if (b) /* here */ x() })', ['a', 'b']],
      ['enclosing function twice', 'if (!a) return; () => { if (b) () => { /* here */ x() } }', ['a', 'b']],
      [
        'assigned in the enclosing function later',
        'let a = y(); if (!a) return; f(() => { /* here */ x() }); a = 0',
        [],
      ],
      [
        'assigned in another function',
        'let a = y(); if (!a) return; f(() => { /* here */ x() }); g(() => { a = 0 })',
        [],
      ],
      [
        'another variable of that name',
        'const a = y(); if (!a) return; f(() => { /* here */ x() }); g((a) => { a = 0 })',
        ['a'],
      ],
      [
        'variable of the round of a loop',
        'for (const a of b) { if (!a) continue; f(() => /* here */ x()) }',
        ['a'],
      ],
      [
        'variable of all rounds',
        'let a; for (;;) { a = y(); if (!a) continue; f(() => /* here */ x()) }',
        [],
      ],
      ['hoisted function', 'if (!a) return; function f() { /* here */ x() }', []],
      ['hoisted in its block', 'if (a) { if (b) return; function f() { /* here */ x() } }', ['a']],
      ['method', 'if (!a) return; class C { m() { /* here */ x() } }', ['a']],
      ['field of the instances', 'if (!a) return; class C { p = b && /* here */ x() }', ['a', 'b']],
      ['static field', 'class C { static p = b && /* here */ x() }', ['b']],
      ['static block', 'class C { static { if (!a) throw b; /* here */ x() } }', ['a']],
      ['after a static block', 'class C { static { if (!a) throw b } } /* here */ x()', ['a']],
      ['generator', 'function* g() { if (!a) return; yield 1; /* here */ x() }', ['a']],
      ['async arrow', 'const f = async () => { if (!a) return; await y(); /* here */ x() }', ['a']],
      [
        'awaited function in place',
        'async () => { await (async () => { if (!a) throw b })(); /* here */ x() }',
        ['a'],
      ],
      [
        'function in place that nobody waits for',
        'async () => { (async () => { await y(); if (!a) throw b })(); /* here */ x() }',
        [],
      ],
      ['call of a function', '(function () { if (!a) throw b }).call(this); /* here */ x()', ['a']],
    ])
  })
})
