import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, it } from 'vitest'

import {
  alwaysExecutes,
  alwaysFollowedBy,
  completesNormally,
  onSomePath,
  precededBy,
} from '../../../src/ast/control-flow.ts'
import { isFunction } from '../../../src/ast/source-file.ts'
import { bothParsers, markedCode } from '../../support/marked-code.ts'
import type { MarkedCode, ParserName } from '../../support/marked-code.ts'

type Samples = readonly (readonly [situation: string, sample: string])[]

/** In the samples `hit()` is what is looked for, at or around `/* here *\/`. */
function isHit(node: TSESTree.Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'hit'
}

function parse(sample: string, parser: ParserName): MarkedCode {
  return markedCode(`async () => {\n${sample}\n}`, { parser })
}

describe.each(bothParsers)('paths with %s', (parser) => {
  const each = (samples: Samples, answer: boolean, ask: (code: MarkedCode) => boolean) => {
    it.each(samples)('%s', (_, sample) => {
      expect(ask(parse(sample, parser))).toBe(answer)
    })
  }

  const before: Samples = [
    ['earlier statement', 'hit(); /* here */ x()'],
    ['argument', '/* here */ x(hit())'],
    ['receiver', '/* here */ hit().x()'],
    ['awaited', 'await hit(); await (/* here */ x())'],
    ['both branches', 'if (a) hit(); else { y(); hit() } /* here */ x()'],
    ['the branch that comes here', 'if (a) { hit() } else return; /* here */ x()'],
    ['both sides of ?:', 'a ? hit() : hit(1); /* here */ x()'],
    ['left of &&', 'hit() && /* here */ x()'],
    ['right of && on the way here', 'if (!(a && hit())) return; /* here */ x()'],
    ['test of a loop', 'while (hit()) /* here */ x()'],
    ['body of do while', 'do { hit() } while (a); /* here */ x()'],
    ['before the try', 'hit(); try { y() } catch { /* here */ x() }'],
    ['in the try, here after it', 'try { hit() } catch { return } /* here */ x()'],
    ['in finally', 'try { y() } catch {} finally { hit() } /* here */ x()'],
    ['every case', 'switch (a) { case 1: hit(); break; default: hit() } /* here */ x()'],
    ['falling through', 'switch (a) { case hit(): case 1: /* here */ x() }'],
    ['before the function is made', 'await hit(); list.map(() => { /* here */ x() })'],
    ['in a function in place', '(() => { hit() })(); /* here */ x()'],
    ['in an awaited function in place', 'await (async () => { await y(); hit() })(); /* here */ x()'],
    ['earlier in the chain', 'hit().then(() => { /* here */ x() })'],
    ['in an earlier callback', 'y().then(() => hit()).then(() => { /* here */ x() })'],
    ['in a callback of an awaited chain', 'await y().then(() => { hit() }).finally(z); /* here */ x()'],
    ['beside it in an array', 'await Promise.all([hit(), /* here */ x()])'],
    ['before a default', 'hit(); const f = (a = /* here */ x()) => a'],
    ['static block', 'class C { static { hit() } } /* here */ x()'],
    ['an optional call on the way here', 'if (a?.b(hit())) { } hit(); /* here */ x()'],
  ]
  const notBefore: Samples = [
    ['one branch', 'if (a) hit(); /* here */ x()'],
    ['later', '/* here */ x(); hit()'],
    ['the node itself', '/* here */ hit()'],
    ['the earlier round of a loop', 'for (const a of b) { /* here */ x(); hit() }'],
    ['body of a loop', 'while (a) hit(); /* here */ x()'],
    ['right of &&', 'a && hit(); /* here */ x()'],
    ['one case', 'switch (a) { case 1: hit(); break } /* here */ x()'],
    ['in the try, here in the handler', 'try { y(); hit() } catch { /* here */ x() }'],
    ['in the try, handled without it', 'try { hit() } catch { } /* here */ x()'],
    ['in the handler', 'try { y() } catch { hit() } /* here */ x()'],
    ['in the try, here in finally', 'try { y(); hit() } finally { /* here */ x() }'],
    ['a function that may not run', 'const f = () => { hit() }; /* here */ x()'],
    ['a callback that may not run', 'list.forEach(() => hit()); /* here */ x()'],
    ['a function that nobody waits for', '(async () => { await y(); hit() })(); /* here */ x()'],
    ['a chain that nobody waits for', 'y().then(() => hit()); /* here */ x()'],
    ['a chain with a handler', 'await y().then(() => hit()).catch(z); /* here */ x()'],
    ['a handler in the chain', 'y().then(() => hit()).catch(() => { /* here */ x() })'],
    ['a hoisted function', 'hit(); function f() { /* here */ x() }'],
    ['an optional chain', 'a?.b(hit()); /* here */ x()'],
    ['the loop that does not run', 'for (const a of b) hit(); /* here */ x()'],
    ['generator that is not run', '(function* () { hit() })(); /* here */ x()'],
    ['a name in a type or key', 'const a = { hit: 1 }; /* here */ x(a.hit)'],
  ]
  describe('precededBy', () => {
    describe('is true for', () => each(before, true, (code) => precededBy(code.nodeAt('here'), isHit)))
    describe('is false for', () => each(notBefore, false, (code) => precededBy(code.nodeAt('here'), isHit)))
  })

  const after: Samples = [
    ['later statement', '/* here */ x(); hit()'],
    ['later argument', 'y(/* here */ x(), hit())'],
    ['the call around it', 'hit(/* here */ x())'],
    ['both branches', '/* here */ x(); if (a) hit(); else hit(1)'],
    ['the other branch throws', '/* here */ x(); if (a) throw b; hit()'],
    ['an early return after it', '/* here */ x(); if (a) { hit(); return } hit()'],
    ['finally', 'try { /* here */ x(); return } finally { hit() }'],
    ['exceptions left aside', 'try { /* here */ x(); hit() } catch { y() }'],
    ['a throw that is handled', 'try { /* here */ x(); throw a } catch { hit() }'],
    ['the next test of the loop', 'while (hit()) { /* here */ x() }'],
    ['after the loop', 'for (const a of b) { /* here */ x() } hit()'],
    ['after a retry loop', 'for (;;) { try { /* here */ x(); break } catch (e) { if (y()) throw e } } hit()'],
    ['beside it in an array', 'await Promise.all([/* here */ x(), hit()])'],
    ['then', '(/* here */ x()).then(() => hit())'],
    ['then, after a handler', '(/* here */ x()).catch(y).then(async () => { await hit() })'],
    ['later in the chain', 'y().then(() => /* here */ x()).then(() => hit())'],
    ['after the awaited chain', 'await y().then(() => { /* here */ x() }); hit()'],
    [
      'after the chain that is returned',
      'y().then(() => z().then(() => { /* here */ x() })).then(() => hit())',
    ],
    ['after the function in place', '(() => { /* here */ x() })(); hit()'],
    ['every case', '/* here */ x(); switch (a) { case 1: hit(); break; default: hit() }'],
    ['endless but always', 'for (;;) { /* here */ x(); hit() }'],
    ['from a statement on', '/* here */ if (a) { hit() } else { hit(1) }'],
  ]
  const notAfter: Samples = [
    ['one branch', '/* here */ x(); if (a) hit()'],
    ['earlier', 'hit(); /* here */ x()'],
    ['the node itself', '/* here */ hit()'],
    ['an early return', '/* here */ x(); if (a) return; hit()'],
    ['a loop that may not run', '/* here */ x(); for (const a of b) hit()'],
    ['the end of the process', '/* here */ x(); if (a) process.exit(); hit()'],
    ['an endless loop', 'for (;;) { /* here */ x(); if (a) hit() }'],
    ['an endless loop before it', '/* here */ x(); for (;;) { if (a) break } hit()'],
    ['a throw', '/* here */ x(); throw a'],
    ['a throw that is handled', 'try { /* here */ x(); throw a; hit() } catch {}'],
    ['a throw that is handled without it', 'try { /* here */ x(); if (a) throw b; hit() } catch {}'],
    ['a function that may not run', '/* here */ x(); const f = () => hit()'],
    ['right of &&', '/* here */ x() && hit()'],
    ['after the chain that nobody waits for', 'y().then(() => { /* here */ x() }); hit()'],
    ['a handler', '(/* here */ x()).catch(() => hit())'],
    ['a callback that may not execute it', '(/* here */ x()).then(() => { if (a) hit() })'],
    ['after the callback of something else', 'list.forEach(() => { /* here */ x() }); hit()'],
    ['finally that returns first', 'try { /* here */ x() } finally { if (a) return; hit() }'],
  ]
  describe('alwaysFollowedBy', () => {
    describe('is true for', () => each(after, true, (code) => alwaysFollowedBy(code.nodeAt('here'), isHit)))
    describe('is false for', () =>
      each(notAfter, false, (code) => alwaysFollowedBy(code.nodeAt('here'), isHit)))
  })

  describe('onSomePath', () => {
    const together: Samples = [
      ['before', 'if (a) hit(); /* here */ x()'],
      ['after', '/* here */ x(); if (a) hit()'],
      ['an earlier round', 'for (const a of b) { if (a) { /* here */ x() } else hit() }'],
      ['the handler', 'try { /* here */ x() } catch { hit() }'],
      ['a function made before', 'const f = () => { if (a) hit() }; /* here */ x()'],
      ['a function made after', '/* here */ x(); return () => hit()'],
      ['a method', 'class C { m() { hit() } } /* here */ x()'],
    ]
    const apart: Samples = [
      ['the other branch', 'if (a) { /* here */ x() } else { hit() }'],
      ['the other case', 'switch (a) { case 1: /* here */ x(); break; case 2: hit() }'],
      ['after a return', 'if (a) { /* here */ x(); return } hit()'],
      ['nowhere', '/* here */ x()'],
      ['the function around', 'hit(); list.map(() => { /* here */ x() })'],
    ]
    describe('is true for', () => each(together, true, (code) => onSomePath(code.nodeAt('here'), isHit)))
    describe('is false for', () => each(apart, false, (code) => onSomePath(code.nodeAt('here'), isHit)))
  })

  describe('alwaysExecutes', () => {
    const ask = (code: MarkedCode): boolean => {
      const fn = code.nodeAt('here')
      if (!isFunction(fn)) throw new Error('not a function')
      return alwaysExecutes(fn, isHit)
    }
    describe('is true for', () =>
      each(
        [
          ['an arrow', 'const f = /* here */ () => hit()'],
          [
            'all that returns',
            'const f = /* here */ async (a) => { if (!a) throw b; await hit(); return c }',
          ],
          ['a chain', 'const f = /* here */ () => y().then(() => hit())'],
          ['a default', 'const f = /* here */ (a = 1, { b } = {}) => { hit() }'],
        ],
        true,
        ask,
      ))
    describe('is false for', () =>
      each(
        [
          ['an early return', 'const f = /* here */ (a) => { if (!a) return; hit() }'],
          ['a default that may not be needed', 'const f = /* here */ (a = hit()) => {}'],
          ['a generator', 'const f = /* here */ function* () { hit() }'],
          ['what only throws', 'const f = /* here */ () => { throw hit }'],
          ['an empty body', 'const f = /* here */ () => {}'],
        ],
        false,
        ask,
      ))
  })

  describe('completesNormally', () => {
    const ask = (code: MarkedCode): boolean => completesNormally(code.nodeAt('here') as TSESTree.Statement)
    describe('is true for', () =>
      each(
        [
          ['an if without else', '/* here */ if (a) return'],
          ['a handler that goes on', '/* here */ try { return } catch { y() }'],
          ['a labelled block left by break', '/* here */ l: { break l }'],
          ['a switch left by break', '/* here */ switch (a) { default: if (b) break; return }'],
          ['a switch without default', '/* here */ switch (a) { case 1: return }'],
          ['an endless loop left by break', '/* here */ for (;;) { if (a) break }'],
          ['a function with a return in it', '/* here */ { (() => { return })() }'],
          ['code after a return', 'return; /* here */ if (a) return'],
        ],
        true,
        ask,
      ))
    describe('is false for', () =>
      each(
        [
          ['return', '/* here */ return'],
          ['both branches', '/* here */ if (a) return; else throw b'],
          ['process.exit', '/* here */ { process.exit(1) }'],
          ['Deno.exit', '/* here */ { y(); Deno.exit() }'],
          ['every case', '/* here */ switch (a) { case 1: default: return }'],
          ['a loop without end', '/* here */ while (true) { y() }'],
          ['do once', '/* here */ do { return } while (a)'],
          ['finally', '/* here */ try { y() } finally { throw a }'],
          ['try and catch', '/* here */ try { return } catch { throw b }'],
          ['break', 'for (;;) { /* here */ { break } }'],
          ['continue to an outer loop', 'o: for (;;) { /* here */ for (;;) { continue o } }'],
          ['a function in place that throws', '/* here */ { (() => { throw a })() }'],
        ],
        false,
        ask,
      ))
  })
})
