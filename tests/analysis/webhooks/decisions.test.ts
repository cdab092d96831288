// Where is the result of a check used, and is an expression true or false where the check succeeds?
import { describe, expect, it } from 'vitest'

import { truthAt, usesOf, valueOf } from '../../../src/analysis/webhooks/decisions.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { unwrapAwait } from '../../../src/ast/unwrap.ts'
import { markedCode } from '../../support/marked-code.ts'

/** The call behind the marker, below what stands around it. */
function usesIn(sample: string): readonly string[] {
  const code = markedCode(sample)
  const check = unwrapAwait(code.nodeAt('check'))
  return usesOf(check, new Tracer(code.sourceCode)).map(({ kind, node }) => `${kind}: ${code.textOf(node)}`)
}

describe('the use of a result', () => {
  it.each([
    ['a condition', 'if (!(/* check */ verify(req))) throw error', ['used: verify(req)']],
    ['a returned value', 'const f = () => (/* check */ verify(req))', ['used: verify(req)']],
    ['an argument', 'assert(/* check */ verify(req))', ['used: verify(req)']],
    ['nothing', '/* check */ verify(req)', ['ignored: verify(req)']],
    [
      'nothing, awaited',
      'async () => { await (/* check */ verify(req)) }',
      ['ignored: await (/* check */ verify(req))'],
    ],
    ['nothing, on purpose', 'void (/* check */ verify(req))', ['ignored: verify(req)']],
    ['a log', 'console.log(/* check */ verify(req))', ['logged: verify(req)']],
    ['a log, within an object', 'logger.info({ ok: (/* check */ verify(req)) })', ['logged: verify(req)']],
    ['a variable that is asked', 'const ok = (/* check */ verify(req))\nif (!ok) stop()', ['used: ok']],
    ['a variable that is logged', 'const ok = (/* check */ verify(req))\nconsole.log(ok)', ['logged: ok']],
    ['a variable that nothing reads', 'const ok = (/* check */ verify(req))', ['ignored: verify(req)']],
    ['a variable that others import', 'export const ok = (/* check */ verify(req))', ['used: verify(req)']],
    [
      'a variable that is filled later',
      'let ok\nok = (/* check */ verify(req))\nif (ok) a()\nsend(ok)',
      ['used: ok', 'used: ok'],
    ],
    ['a field', 'this.ok = (/* check */ verify(req))', ['used: verify(req)']],
    ['a verdict of it', 'const { ok } = (/* check */ verify(req))\nif (!ok) stop()', ['used: verify(req)']],
    [
      'a verdict that is read',
      'const valid = (/* check */ verify(req)).ok',
      ['ignored: (/* check */ verify(req)).ok'],
    ],
  ])('%s', (_situation, code, uses) => {
    expect(usesIn(code)).toEqual(uses)
  })
})

describe('the outermost node of the same value', () => {
  it.each([
    ['use(/* check */ verify(req))', 'verify(req)'],
    ['async () => use(await (/* check */ verify(req)))', 'await (/* check */ verify(req))'],
    ['use((/* check */ verify(req)) as boolean)', '(/* check */ verify(req)) as boolean'],
    ['use((/* check */ verify(req)).isValid)', '(/* check */ verify(req)).isValid'],
    ['use((/* check */ verify(req)).event)', 'verify(req)'],
    ['use(!(/* check */ verify(req)))', 'verify(req)'],
  ])('%s', (sample, text) => {
    const code = markedCode(sample)
    expect(code.textOf(valueOf(unwrapAwait(code.nodeAt('check'))))).toBe(text)
  })
})

describe('what an expression is for a genuine request', () => {
  it.each<readonly [code: string, truth: boolean | null]>([
    ['/* all */ verify(req)', true],
    ['/* all */ !verify(req)', false],
    ['/* all */ !!verify(req)', true],
    ['/* all */ Boolean(verify(req))', true],
    ['/* all */ verify(req) === false', false],
    ['/* all */ verify(req) !== false', true],
    ['/* all */ verify(req) == true', true],
    ['/* all */ verify(req) !== true', false],
    ['/* all */ secret && !verify(req)', false],
    ['/* all */ !secret || verify(req)', true],
    ['/* all */ verify(req).ok', true],
    ['/* all */ verify(req) > 0', null],
    ['/* all */ verify(req) === other', null],
    ['/* all */ count(verify(req))', null],
    ['/* all */ verify(req) ? 1 : 2', null],
    ['/* all */ secret ? verify(req) : false', true],
    ['async () => use(/* all */ await verify(req))', true],
  ])('%s', (sample, truth) => {
    const code = markedCode(sample)
    const outer = code.nodeAt('all')
    const check = new Tracer(code.sourceCode).index.calls.find(
      ({ callee }) => callee.type === 'Identifier' && callee.name === 'verify',
    )
    if (!check) throw new Error('No call of `verify`.')
    expect(truthAt(outer, check)).toBe(truth)
  })

  it('of an inequality, the other way round', () => {
    const code = markedCode('if (/* all */ !(a !== b)) go()')
    const outer = code.nodeAt('all')
    if (outer.type !== 'UnaryExpression') throw new Error(outer.type)
    expect(truthAt(outer.argument, outer.argument)).toBe(false)
    expect(truthAt(outer, outer.argument)).toBe(true)
  })
})
