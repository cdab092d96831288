import { describe, expect, it } from 'vitest'

import { enclosingTry, equalitiesAt, factsAt } from '../../../src/ast/control-flow.ts'
import { bothParsers, markedCode } from '../../support/marked-code.ts'

describe.each(bothParsers)('guards of signature comparisons with %s', (parser) => {
  const guards: readonly (readonly [situation: string, sample: string, facts: readonly string[]])[] = [
    [
      'early return',
      `
        function verify(signature, expected) {
          const a = Buffer.from(signature, 'hex')
          const b = Buffer.from(expected, 'hex')
          if (a.length !== b.length) {
            console.warn('bad signature')
            return false
          }
          return /* here */ timingSafeEqual(a, b)
        }
      `,
      ['not a.length !== b.length'],
    ],
    [
      '&&',
      'const verify = (a, b) => a.length === b.length && /* here */ timingSafeEqual(a, b)',
      ['a.length === b.length'],
    ],
    [
      '|| form',
      'function verify(a, b) { if (a.length !== b.length || !(/* here */ timingSafeEqual(a, b))) throw new Error() }',
      ['not a.length !== b.length'],
    ],
    [
      'one test for everything',
      'function verify(a, b) { if (!a || !b || a.length !== b.length) return false; return /* here */ timingSafeEqual(a, b) }',
      ['a', 'b', 'not a.length !== b.length'],
    ],
    [
      'answer of the framework',
      'app.post(path, async (req, res) => { if (a.length !== b.length) { return res.status(401).end() } if (!(/* here */ timingSafeEqual(a, b))) return })',
      ['not a.length !== b.length'],
    ],
    [
      'conditional expression',
      'const ok = a.length === b.length ? /* here */ timingSafeEqual(a, b) : false',
      ['a.length === b.length'],
    ],
    [
      'pattern of fixed length',
      'function verify(s, b) { if (!/^[0-9a-f]{64}$/.test(s)) return false; return /* here */ timingSafeEqual(Buffer.from(s), b) }',
      ['/^[0-9a-f]{64}$/.test(s)'],
    ],
    [
      'compiled code',
      'function verify(a, b) { if (a.length !== b.length) return false; return /* here */ (0, crypto_1.timingSafeEqual)(a, b) }',
      ['not a.length !== b.length'],
    ],
    [
      'in some()',
      'function verify(list, b) { return list.some((a) => a.length === b.length && /* here */ timingSafeEqual(a, b)) }',
      ['a.length === b.length'],
    ],
    [
      'a guard that only logs',
      'function verify(a, b) { if (a.length !== b.length) { console.warn("length") } return /* here */ timingSafeEqual(a, b) }',
      [],
    ],
    [
      'a guard after which the buffer is another',
      'function verify(a, b) { if (a.length !== b.length) return false; a = Buffer.from(a, "hex"); return /* here */ timingSafeEqual(a, b) }',
      [],
    ],
    [
      'a guard in the other branch',
      'function verify(a, b) { if (strict) { if (a.length !== b.length) return false } return /* here */ timingSafeEqual(a, b) }',
      [],
    ],
    [
      'a test kept in a constant',
      'function verify(a, b) { const same = a.length === b.length; return same && /* here */ timingSafeEqual(a, b) }',
      ['same'],
    ],
    [
      'verification only with a secret',
      'function handle(req) { if (secret && !verify(req)) return; /* here */ process(req) }',
      ['not secret && !verify(req)'],
    ],
  ]
  it.each(guards)('%s', (_, sample, facts) => {
    const code = markedCode(sample, { parser })
    const texts = factsAt(code.nodeAt('here')).map(
      (fact) => `${fact.holds ? '' : 'not '}${code.textOf(fact.condition)}`,
    )
    expect(texts).toEqual(facts)
  })

  it('says in which function a condition was tested', () => {
    const code = markedCode('function f(a) { if (!a) return; list.map((b) => b && /* here */ x()) }', {
      parser,
    })
    expect(factsAt(code.nodeAt('here')).map((fact) => fact.function.type)).toEqual([
      'FunctionDeclaration',
      'ArrowFunctionExpression',
    ])
  })

  it('knows the assertions and the calls that never return which it is told of', () => {
    const code = markedCode('function f(a, b) { assert(a && !b); if (!c) ctx.throw(401); /* here */ x() }', {
      parser,
    })
    const calls = (name: string) => (call: { callee: Parameters<typeof code.textOf>[0] }) =>
      code.textOf(call.callee) === name
    const facts = factsAt(code.nodeAt('here'), {
      isAssertion: (call) => {
        const [asserted] = call.arguments
        return calls('assert')(call) && asserted && asserted.type !== 'SpreadElement' ? asserted : null
      },
      neverReturns: calls('ctx.throw'),
    })
    expect(facts.map((fact) => `${fact.holds} ${code.textOf(fact.condition)}`)).toEqual([
      'true a',
      'false b',
      'true c',
    ])
    expect(factsAt(code.nodeAt('here'))).toEqual([])
  })

  it('tells the cases of a switch apart from truths', () => {
    const code = markedCode(`switch (event.metric) { case 'sent': return; case 'opened': /* here */ x() }`, {
      parser,
      sourceType: 'commonjs',
    })
    const equalities = equalitiesAt(code.nodeAt('here')).map(
      ({ left, right, holds }) => `${code.textOf(left)} ${holds ? '===' : '!=='} ${code.textOf(right)}`,
    )
    expect(equalities).toEqual([`event.metric !== 'sent'`, `event.metric === 'opened'`])
  })

  describe('enclosingTry', () => {
    const answers: readonly (readonly [situation: string, sample: string, answer: string | null])[] = [
      ['false', 'try { return /* here */ x() } catch { return false }', 'returns false'],
      [
        'an answer of the framework',
        'try { /* here */ x() } catch (e) { log(e); return res.sendStatus(401) }',
        'returns res.sendStatus(401)',
      ],
      ['nothing', 'try { /* here */ x() } catch { return }', 'returns '],
      ['it throws', 'try { /* here */ x() } catch (e) { throw new Error("bad", { cause: e }) }', 'rethrows '],
      ['it only logs', 'try { /* here */ x() } catch (e) { console.error(e) }', 'continues '],
      ['an empty handler', 'try { /* here */ x() } catch {}', 'continues '],
      ['some ways return', 'try { /* here */ x() } catch (e) { if (e.code) return a; throw e }', 'returns a'],
      ['some ways go on', 'try { /* here */ x() } catch (e) { if (e.code) return a; log(e) }', 'continues a'],
      [
        'two values',
        'try { /* here */ x() } catch (e) { if (e.code) return a; else return b }',
        'returns a, b',
      ],
      ['the next round', 'for (;;) { try { /* here */ x() } catch { continue } }', 'continues '],
      ['a loop of its own', 'try { /* here */ x() } catch { for (;;) { break } return a }', 'returns a'],
      [
        'a throw it handles itself',
        'try { /* here */ x() } catch { try { throw a } catch {} return b }',
        'returns b',
      ],
      [
        'a return of another function',
        'try { /* here */ x() } catch { list.map(() => { return a }); return b }',
        'returns b',
      ],
      ['what cannot be reached', 'try { /* here */ x() } catch { return a; return b }', 'returns a'],
      ['finally answers', 'try { /* here */ x() } finally { return a }', 'returns a'],
      [
        'finally that does not answer',
        'try { try { /* here */ x() } finally { y() } } catch { return a }',
        'returns a',
      ],
      [
        'the nearest one',
        'try { try { /* here */ x() } catch { return a } } catch { return b }',
        'returns a',
      ],
      ['in the handler', 'try { try { y() } catch { /* here */ x() } } catch { return a }', 'returns a'],
      ['in a handler only', 'try { y() } catch { /* here */ x() }', null],
      ['in finally only', 'try { y() } finally { /* here */ x() }', null],
      ['around a function in place', 'try { (() => { /* here */ x() })() } catch { return a }', 'returns a'],
      ['around the function', 'try { list.map(() => /* here */ x()) } catch { return a }', null],
      ['none', '/* here */ x()', null],
    ]
    it.each(answers)('%s', (_, sample, answer) => {
      const code = markedCode(sample, { parser, sourceType: 'commonjs' })
      const found = enclosingTry(code.nodeAt('here'))
      expect(found && `${found.handlerAnswers} ${found.returned.map(code.textOf).join(', ')}`).toBe(answer)
    })

    it('tells every way of the handler, and the next try outside', () => {
      const code = markedCode(
        'try { try { /* here */ x() } catch (e) { if (e.code) return a; throw e } } catch { y() }',
        { parser, sourceType: 'commonjs' },
      )
      const inner = enclosingTry(code.nodeAt('here'))
      expect(inner?.ways).toEqual({ throws: true, returns: true, continues: false })
      expect(inner && enclosingTry(inner.block)?.ways).toEqual({
        throws: false,
        returns: false,
        continues: true,
      })
    })
  })
})
