// May one piece of code have been executed when control reaches another?
import { describe, expect, it } from 'vitest'

import { mayPrecede } from '../../../src/ast/flow/order.ts'
import { bothParsers, markedCode } from '../../support/marked-code.ts'

describe.each(bothParsers)('with %s', (parser) => {
  const answer = (sample: string): boolean => {
    const code = markedCode(sample, { parser })
    return mayPrecede(code.nodeAt('change'), code.nodeAt('use'), new Set(code.nodes.get('fresh')))
  }

  it.each([
    ['before it in the same list', `/* change */ o.x = 1; f(/* use */ o)`],
    ['in the same statement', `f(/* change */ g(o), /* use */ o)`],
    ['in a branch before it', `if (c) { /* change */ o.x = 1 } f(/* use */ o)`],
    ['in a loop before it', `for (const y of z) /* change */ o.x = y; f(/* use */ o)`],
    ['behind it in a loop around both', `for (const y of z) { f(/* use */ o); /* change */ o.x = y }`],
    ['in a function made before it', `on(() => { /* change */ o.x = 1 }); f(/* use */ o)`],
    ['in a function that is declared', `f(/* use */ o); function g() { /* change */ o.x = 1 }`],
    ['outside of the function that uses it', `const g = () => f(/* use */ o); /* change */ o.x = 1`],
    ['in another function', `const g = () => { /* change */ o.x = 1 }; const h = () => f(/* use */ o)`],
    ['in a try block', `try { /* change */ o.x = 1 } catch {} f(/* use */ o)`],
    ['in the same list, for another object', `let /* fresh */ o = {}; /* change */ o.x = 1; f(/* use */ o)`],
  ])('yes: %s', (_situation, sample) => {
    expect(answer(sample)).toBe(true)
  })

  it.each([
    ['behind it in the same list', `f(/* use */ o); /* change */ o.x = 1`],
    ['in the other branch', `if (c) { f(/* use */ o) } else { /* change */ o.x = 1 }`],
    ['in a branch behind it', `f(/* use */ o); if (c) { /* change */ o.x = 1 }`],
    ['in a branch that ends', `function g() { if (c) { /* change */ o.x = 1; return } f(/* use */ o) }`],
    ['in a function made behind it', `f(/* use */ o); on(() => { /* change */ o.x = 1 })`],
    [
      'in the round before, to another object',
      `for (const y of z) { const /* fresh */ o = {}; f(/* use */ o); /* change */ o.x = 1 }`,
    ],
    [
      'before the object was replaced',
      `let /* fresh */ o = {}; /* change */ o.x = 1; /* fresh */ o = {}; f(/* use */ o)`,
    ],
  ])('no: %s', (_situation, sample) => {
    expect(answer(sample)).toBe(false)
  })
})
