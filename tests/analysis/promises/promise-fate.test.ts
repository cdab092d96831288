// What becomes of a promise, whoever gives it?
import { expect, it } from 'vitest'

import { fateOf } from '../../../src/analysis/promises/promise-fate.ts'
import { Tracer } from '../../../src/ast/tracer.ts'
import { markedCode } from '../../support/marked-code.ts'

function fate(sample: string): string {
  const { sourceCode, nodeAt } = markedCode(sample)
  const found = fateOf(nodeAt('here'), new Tracer(sourceCode))
  if (found.kind === 'given') return found.isAwaited ? 'given, awaited' : 'given'
  if (found.kind !== 'dropped') return found.kind
  return ['dropped', found.isList && 'list', found.isAwaited && 'awaited', found.isCollected && 'collected']
    .filter(Boolean)
    .join(', ')
}

it.each([
  ['a statement', '/* here */ send()', 'dropped'],
  ['an await', 'await /* here */ send()', 'handled'],
  ['an await in a function', 'async function f() { await /* here */ send() }', 'given, awaited'],
  ['a caught await', 'async function f() { try { await /* here */ send() } catch {} }', 'handled'],
  [
    'an await whose handler throws on',
    'async function f() { try { await /* here */ send() } catch (e) { log(e); throw e } }',
    'given, awaited',
  ],
  [
    'an await caught further out',
    'async function f() { try { try { await /* here */ send() } finally { end() } } catch {} }',
    'handled',
  ],
  [
    'a return in a try, which catches nothing',
    'async function f() { try { return /* here */ send() } catch {} }',
    'given',
  ],
  ['a result', 'const f = () => /* here */ send()', 'given'],
  ['a variable that is returned', 'function f() { const p = /* here */ send(); return p }', 'given'],
  ['a variable that is not read', 'const p = /* here */ send()', 'kept'],
  ['an element of a list', 'const list = [/* here */ send()]', 'kept'],
  [
    'an element of an awaited list',
    'async () => { await Promise.all([/* here */ send()]) }',
    'given, awaited',
  ],
  ['an element of a collection nobody awaits', 'Promise.all([/* here */ send()])', 'dropped, collected'],
  ['another Promise', 'class Promise {}; Promise.all([/* here */ send()])', 'kept'],
  ['a mapped list', 'xs.map(() => /* here */ send())', 'dropped, list'],
  [
    'a mapped list of async functions',
    'xs.map(async () => { await /* here */ send() })',
    'dropped, list, awaited',
  ],
  ['a generator', 'function* f() { yield /* here */ send() }', 'handled'],
  ['an immediately called function', '(() => /* here */ send())()', 'dropped'],
  ['a handler of an unknown emitter', 'bus.on("a", () => /* here */ send())', 'given'],
  ['a handler of a stream', 'file.on("end", () => /* here */ send())', 'dropped'],
  [
    'a shadowed timer',
    'import { setTimeout } from "timers/promises"; setTimeout(() => /* here */ send())',
    'given',
  ],
])('%s', (_situation, sample, expected) => {
  expect(fate(sample)).toBe(expected)
})
