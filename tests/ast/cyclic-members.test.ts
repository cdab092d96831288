// Does the tracer come to an end, and to the right answer, where an object or class is made from itself?
import { describe, expect, it } from 'vitest'

import { Tracer } from '../../src/ast/tracer.ts'
import { markedCode } from '../support/marked-code.ts'

function kindsAt(sample: string): readonly string[] {
  const code = markedCode(sample)
  return new Tracer(code.sourceCode).sourcesOf(code.nodeAt('here')).map(({ kind }) => kind)
}

function valuesAt(sample: string): readonly unknown[] {
  const code = markedCode(sample)
  return new Tracer(code.sourceCode)
    .sourcesOf(code.nodeAt('here'))
    .map((source) => (source.kind === 'literal' ? source.value : source.kind))
}

describe('a member of something made from itself', () => {
  it('reads an object that is spread into its successor', () => {
    expect(valuesAt('let o = { a: 1 }; o = { ...o, b: 2 }; /* here */ o.a')).toEqual([1])
    expect(valuesAt('let o = { a: 1 }; o = { ...o, b: 2 }; /* here */ o.b')).toContain(2)
  })

  it('reads an array that grows by spreading', () => {
    expect(valuesAt('let a = [1]; a = [...a, 2]; /* here */ a[i]')).toEqual([1, 2])
  })

  it('ends for a global that is kept if it exists, as snippets of vendors do', () => {
    const snippet = `
      window.queue = window.queue || []
      for (const name of ['load', 'track']) window.queue[name] = window.queue[name] || stub(name)
    `
    expect(kindsAt(`${snippet}\n/* here */ window.queue.track`)).toContain('call')
    expect(kindsAt(`${snippet}\n/* here */ window.queue`)).toContain('array')
  })

  it('reads an object assigned into itself', () => {
    expect(valuesAt('const o = { a: 1 }; Object.assign(o, o); /* here */ o.a')).toEqual([1])
  })

  it('ends for a queue on the global object whose methods are put in by computed names', () => {
    const snippet = `
      window.q = window.q || []
      const names = ['load', 'identify', 'track']
      for (let i = 0; i < names.length; i++) window.q[names[i]] = window.q[names[i]] || make(names[i])
      window.q.push([1])
      /* here */ window.q.track`
    expect(kindsAt(snippet)).toContain('call')
  })

  it('ends for classes that inherit from each other', () => {
    expect(kindsAt('class A extends B {}\nclass B extends A {}\n/* here */ new A().run')).toEqual(['unknown'])
  })

  it('ends for objects spread into each other', () => {
    expect(kindsAt('let a = {}, b = {}; a = { ...b }; b = { ...a, x: 1 }; /* here */ a.x')).toContain(
      'literal',
    )
  })

  it.each([
    ['the queue that a snippet keeps', 'window._cio = window._cio || []; /* here */ window._cio'],
    [
      'methods that a snippet adds when they are missing',
      `window._cio = window._cio || [];
       for (const m of names) window._cio[m] = window._cio[m] || later(m);
       /* here */ window._cio.identify`,
    ],
    [
      'members of members',
      `window.q = window.q || {}; window.q.r = window.q.r || {}; window.q.r[k] = window.q.r[k] || window.q;
       /* here */ globalThis.q.r.x.r`,
    ],
    [
      'two globals made from each other',
      'self.a = self.b?.c || self.a; self.b = { c: self.a.b || self.b }; /* here */ a.b.c',
    ],
  ])('ends for %s', (_, sample) => {
    expect(kindsAt(sample)).not.toEqual([])
  })

  it('gives the same answer whichever member is asked for first', () => {
    const sample = 'let o = { a: 1 }; o = { ...o, b: 2 }; /* first */ o.c; /* second */ o.a'
    const forwards = markedCode(sample)
    const tracer = new Tracer(forwards.sourceCode)
    tracer.sourcesOf(forwards.nodeAt('first'))
    const backwards = markedCode(sample)
    const values = (answer: Tracer, code: typeof forwards) =>
      answer.sourcesOf(code.nodeAt('second')).map((source) => 'value' in source && source.value)
    expect(values(tracer, forwards)).toEqual(values(new Tracer(backwards.sourceCode), backwards))
  })

  it('stops at objects that double with each spread', () => {
    const doubling = Array.from({ length: 40 }, (_, n) => `const o${n + 1} = { ...o${n}, ...o${n} };`)
    expect(kindsAt(`const o0 = {};${doubling.join('')} /* here */ o40.x`)).not.toEqual([])
  })

  it('ends where a collection gives back what was made from what it gave', () => {
    const code = markedCode(`
      function collect(stmts) {
        walk({ enter(node) { add(importNamespace(node, stmts)) } })
        function add(node) { return node.name }
      }
      function importNamespace(node, stmts) {
        let local = make(1)
        if (stmts.has(id)) local = stmts.get(id).local
        else stmts.set(id, { stmt: wrap(local), local })
        return { ...toRuntime(local) }
      }
      function toRuntime(node) { return Object.assign(node, wrap(node.right)) }
      collect(new Map())`)
    const tracer = new Tracer(code.sourceCode)
    for (const call of tracer.index.calls) {
      expect(tracer.sourcesOf(call)).not.toEqual([])
      for (const argument of call.arguments) expect(tracer.sourcesOf(argument)).not.toEqual([])
    }
  })
})
