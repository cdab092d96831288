// Which writes to a variable may be the last one before its use?
import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, it } from 'vitest'

import { writesReaching } from '../../../src/ast/flow/reaching.ts'
import { isFunction } from '../../../src/ast/source-file.ts'
import { bothParsers, markedCode } from '../../support/marked-code.ts'

/** The markers of the writes that reach `use`; a marker in capitals does not replace the old value. */
function reachingIn(sample: string, parser: 'espree' | 'typescript'): string {
  const code = markedCode(sample, { parser })
  const writes = [...code.nodes]
    .filter(([name]) => name !== 'use')
    .flatMap(([name, nodes]) =>
      nodes.map((node) => ({ name, node: writerOf(node), replaces: name === name.toLowerCase() })),
    )
  return writesReaching(code.nodeAt('use'), writes)
    .map(({ name }) => name)
    .join(' ')
}

/** A parameter is written by its function. */
function writerOf(node: TSESTree.Node): TSESTree.Node {
  return node.type === 'Identifier' && isFunction(node.parent) ? node.parent : node
}

describe.each(bothParsers)('with %s', (parser) => {
  it.each([
    ['the only one', `let /* a */ x = 1; f(/* use */ x)`, 'a'],
    ['the later of two', `let /* a */ x = 1; /* b */ x = 2; f(/* use */ x)`, 'b'],
    ['not one that comes after', `let /* a */ x = 1; f(/* use */ x); /* b */ x = 2`, 'a'],
    ['both branches', `let /* a */ x; if (c) { /* b */ x = 1 } else { /* c */ x = 2 } f(/* use */ x)`, 'b c'],
    ['one branch and what was before', `let /* a */ x; if (c) { /* b */ x = 1 } f(/* use */ x)`, 'a b'],
    ['the own branch', `let /* a */ x; if (c) { /* b */ x = 1; f(/* use */ x) } else { /* c */ x = 2 }`, 'b'],
    [
      'not a branch that ends',
      `function g() { let /* a */ x; if (c) { /* b */ x = 1; return } f(/* use */ x) }`,
      'a',
    ],
    [
      'cases of a switch',
      `let /* a */ x; switch (c) { case 1: /* b */ x = 1; break; default: /* c */ x = 2 } f(/* use */ x)`,
      'b c',
    ],
    [
      'the next round of a loop',
      `let /* a */ x; for (const y of z) { f(/* use */ x); /* b */ x = 1 }`,
      'a b',
    ],
    ['a loop without rounds', `let /* a */ x; while (c) { /* b */ x = 1 } f(/* use */ x)`, 'a b'],
    ['a loop with one round', `let /* a */ x; do { /* b */ x = 1 } while (c); f(/* use */ x)`, 'b'],
    ['an exception', `let /* a */ x; try { /* b */ x = g() } catch {} f(/* use */ x)`, 'a b'],
    ['finally', `let /* a */ x; try { g() } finally { /* b */ x = 1 } f(/* use */ x)`, 'b'],
    ['&&', `let /* a */ x; c && (/* b */ x = 1); f(/* use */ x)`, 'a b'],
    ['what may keep the old value', `let /* a */ x; /* B */ x ??= 1; f(/* use */ x)`, 'a B'],
    ['a parameter', `function g(/* a */ x) { f(/* use */ x) }`, 'a'],
    ['a parameter that is overwritten', `function g(/* a */ x) { /* b */ x = 1; f(/* use */ x) }`, 'b'],
    [
      'a parameter that is perhaps overwritten',
      `function g(/* a */ x) { if (c) { /* b */ x = 1 } f(/* use */ x) }`,
      'a b',
    ],
    ['a function that runs in place', `let /* a */ x; (() => { /* b */ x = 1 })(); f(/* use */ x)`, 'b'],
    [
      'a function that may run at any time',
      `let /* a */ x = 1; on(() => { /* b */ x = 2 }); f(/* use */ x)`,
      'a b',
    ],
    [
      'in a function, what was before it',
      `let /* a */ x; /* b */ x = 1; const g = () => f(/* use */ x)`,
      'b',
    ],
    [
      'in a function, what comes after it',
      `let /* a */ x; /* b */ x = 1; const g = () => f(/* use */ x); /* c */ x = 2`,
      'b c',
    ],
    [
      'in a function, its own',
      `let /* a */ x; const g = () => { /* b */ x = 1; f(/* use */ x) }; /* c */ x = 2`,
      'b',
    ],
    ['in a declared function, all', `let /* a */ x; /* b */ x = 1; function g() { f(/* use */ x) }`, 'a b'],
    [
      'in a function in a function',
      `let /* a */ x; /* b */ x = 1; const g = () => () => f(/* use */ x)`,
      'b',
    ],
    ['in a function, the parameter around it', `function g(/* a */ x) { return () => f(/* use */ x) }`, 'a'],
    ['a method', `let /* a */ x = 1; class A { m() { f(/* use */ x) } n() { /* b */ x = 2 } }`, 'a b'],
  ])('%s', (_situation, sample, expected) => {
    expect(reachingIn(sample, parser)).toBe(expected)
  })
})
