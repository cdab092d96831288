import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, it } from 'vitest'

import {
  alwaysFollowedBy,
  completesNormally,
  enclosingTry,
  equalitiesAt,
  factsAt,
  functionOf,
  isStable,
  onSomePath,
  precededBy,
  runsInPlace,
} from '../../../src/ast/control-flow.ts'
import { isFunction } from '../../../src/ast/source-file.ts'
import { allNodes, bothParsers, markedCode } from '../../support/marked-code.ts'
import type { MarkedCode } from '../../support/marked-code.ts'

const isCall = (node: TSESTree.Node): boolean => node.type === 'CallExpression'

/** Asks everything about every node. */
function askAll(code: MarkedCode): number {
  const nodes = allNodes(code.program, code.visitorKeys)
  for (const node of nodes) {
    const facts = factsAt(node, { isAssertion: (call) => call })
    equalitiesAt(node)
    precededBy(node, isCall)
    alwaysFollowedBy(node, isCall)
    onSomePath(node, isCall)
    enclosingTry(node)
    completesNormally(node as TSESTree.Statement)
    functionOf(node)
    if (isFunction(node)) runsInPlace(node)
    const [fact] = facts
    if (fact) isStable(fact.condition, fact.condition, node)
  }
  return nodes.length
}

const javaScript: readonly (readonly [situation: string, sample: string])[] = [
  ['an empty program', ''],
  ['labels', 'a: b: for (;;) { c: { if (x) break c; if (y) continue b; break a } }'],
  ['empty statements', ';;; if (a); else; for (;;); '],
  ['a label on a function in place', 'a: (() => { b: for (;;) break b })()'],
  ['switch without cases', 'switch (a()) {}'],
  ['default in the middle', 'switch (a) { case 1: default: b(); case 2: break }'],
  ['functions in a switch', 'switch (a) { case 1: f(); break; case 2: function f() {} }'],
  [
    'nested finally',
    'function f() { try { try { return 1 } finally { try { throw a } catch { return 2 } finally { b() } } } finally { c() } }',
  ],
  [
    'jumps through finally',
    'a: for (;;) { try { try { continue a } finally { break } } finally { if (b) continue } }',
  ],
  ['generators', 'function* g() { const a = yield; yield* g(); try { yield 1 } finally { return yield 2 } }'],
  ['async generators', 'async function* g() { for await (const { a = await b, ...c } of d) yield a; }'],
  [
    'for await over a member',
    'async () => { for await (a.b of c); for (a[d] in e); for ([f, { g }] of h); }',
  ],
  [
    'static blocks',
    'class A { static { if (a) b(); try { c() } catch {} } static #d = e(); [f()] = g; static async *[h]() {} }',
  ],
  [
    'class in an expression',
    'const A = class B extends (c ?? d()) { constructor() { super(); new.target } get e() { return super.e } }',
  ],
  ['optional chains', 'a?.b?.[c()]?.(d?.e)?.f; delete a?.b; (a?.b).c; a.b`x${c}`'],
  ['sequences', '(a, b(), c) && (d(), e); for (a = 1, b = 2; a, b; a++, b--);'],
  [
    'patterns',
    'const { a: { b = c() } = {}, [d()]: e, ...f } = g, [h, , i = j, ...[k]] = l; ({ a, b: c.d, ...e.f } = g)',
  ],
  ['defaults', 'function f(a = b(), { c = a, d: [e] = [] } = {}, ...g) {} const h = (a, b = () => a) => b'],
  ['logical assignment', 'a ||= b; a.b &&= c; a[b] ??= c()'],
  [
    'meta properties and imports',
    'import a, * as b from "c"; import "d"; export * from "e"; export { a as f }; export default async () => { await import(a); import.meta.url }',
  ],
  ['exported declarations', 'export function f() {} export class A {} export const a = 1, b = f()'],
  ['a default function', 'export default function () { return a }'],
  ['templates', 'a`${b}${c()}`; `x${d ? e : f}`'],
  ['big and regular literals', 'if (0n) a(); if (/x/) b(); while (null) c(); if (!1) d()'],
  [
    'getters',
    '({ get a() { return 1 }, set a(b) {}, [c()]: d, e() {}, async *f() {}, __proto__: null, ...g })',
  ],
  ['debugger', 'debugger; throw a'],
]

const typeScript: readonly (readonly [situation: string, sample: string])[] = [
  ['wrappers', 'if ((a as boolean) && b! && (<boolean>c) && (d satisfies boolean)) e<string>(f)'],
  [
    'types',
    'type A<T> = T extends string ? typeof b : never; interface B { c(): void; [d: string]: unknown }',
  ],
  ['enums', 'enum A { B = f(), C = B << 1 } const enum D { E } declare enum F { G = 1 }'],
  [
    'namespaces',
    'namespace A.B { export const c = d(); if (c) e() } declare module "f" { export const g: number } declare global { var h: string }',
  ],
  [
    'parameter properties',
    'class A { constructor(private readonly a = f(), public b?: string) { if (a) b } }',
  ],
  ['decorators', '@a() class A { @b() c = d; @e f(@g() h: string) {} @i static accessor j = k() }'],
  [
    'abstract members',
    'abstract class A { abstract a: string; abstract b(): void; protected abstract get c(): number; declare d: string }',
  ],
  [
    'overloads',
    'function f(a: string): void; function f(a: unknown) { return a } declare function g(): asserts a is string',
  ],
  [
    'import equals',
    'import a = require("b"); import c = a.d; export = a; export import e = a.f; export as namespace G'.replace(
      '; export as namespace G',
      '',
    ),
  ],
  ['index signatures and this', 'class A { [a: string]: unknown; b(this: A): this is B { return true } }'],
  ['using', 'async () => { using a = b(); await using c = d() }'],
  [
    'a function in place with types',
    '(function (this: Window) { return 1 } as () => number).call(window); ((() => a)!)()',
  ],
]

describe.each(bothParsers)('odd syntax with %s', (parser) => {
  it.each(javaScript)('%s', (_, sample) => {
    expect(askAll(markedCode(sample, { parser }))).toBeGreaterThan(0)
  })

  it('sloppy code', () => {
    const sample =
      'with (a) { b() } if (c) function d() {} e: function f() {} arguments.callee; var await, yield_'
    expect(askAll(markedCode(sample, { parser, sourceType: 'script' }))).toBeGreaterThan(0)
  })

  it('JSX', () => {
    const sample = 'const A = () => <B {...c} d={e && <F.g />}>{h ? <></> : i()}</B>'
    expect(askAll(markedCode(sample, { parser, jsx: true }))).toBeGreaterThan(0)
  })

  it('JSX is read for its conditions', () => {
    const code = markedCode('const A = () => <b>{c && /* here */ d()}</b>', { parser, jsx: true })
    expect(factsAt(code.nodeAt('here')).map(({ condition }) => code.textOf(condition))).toEqual(['c'])
  })

  it('sums of hundreds of parts', () => {
    const code = markedCode(`if (a) /* here */ (x(${Array(700).fill('b').join(' + ')}))`, { parser })
    expect(factsAt(code.nodeAt('here'))).toHaveLength(1)
  })

  it('hundreds of else branches', () => {
    const code = markedCode(`${'if (a) b(); else '.repeat(400)} /* here */ x()`, { parser })
    expect(factsAt(code.nodeAt('here'))).toHaveLength(400)
  })
})

describe('code that is nested very deeply', () => {
  it('is read where it is only a long sum', () => {
    const code = markedCode(`if (a) /* here */ (x(${Array(3000).fill('b').join(' + ')}))`, {
      parser: 'espree',
    })
    expect(factsAt(code.nodeAt('here'))).toHaveLength(1)
  })

  it('gets the answer in doubt otherwise', () => {
    const code = markedCode(`if (a) { /* here */ x(${'!'.repeat(1500)}b) }`, { parser: 'espree' })
    const node = code.nodeAt('here')
    expect(factsAt(node)).toEqual([])
    expect(precededBy(node, () => true)).toBe(false)
    expect(alwaysFollowedBy(node, () => true)).toBe(false)
    expect(onSomePath(node, () => false)).toBe(true)
    expect(completesNormally(node as TSESTree.Statement)).toBe(true)
  })
})

describe('odd syntax of TypeScript', () => {
  it.each(typeScript)('%s', (_, sample) => {
    expect(askAll(markedCode(sample))).toBeGreaterThan(0)
  })

  const facts = (sample: string): string[] => {
    const code = markedCode(sample, { sourceType: 'commonjs' })
    return factsAt(code.nodeAt('here')).map(
      ({ condition, holds }) => `${holds ? '' : 'not '}${code.textOf(condition)}`,
    )
  }

  it('types around a test and around its parts are looked through', () => {
    expect(facts('if (!((a as boolean) && b!)) return; /* here */ x()')).toEqual(['a', 'b'])
    expect(facts('if (Boolean(a satisfies string)) /* here */ x()')).toEqual([
      'Boolean(a satisfies string)',
      'a',
    ])
  })

  it('an assignment through a type counts', () => {
    expect(facts('let a = f(); if (!a) return; (a as string) = g(); /* here */ x()')).toEqual([])
  })

  it('a namespace runs where it stands', () => {
    expect(facts('if (!a) throw b; namespace N { if (c) /* here */ x() }')).toEqual(['a', 'c'])
  })

  it('a typed function in place runs where it stands', () => {
    expect(facts('((() => { if (!a) throw b }) as () => void)(); /* here */ x()')).toEqual(['a'])
  })
})
