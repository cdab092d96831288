// Does the tracer answer for what is rarely written?
import { testSources } from '../support/source-tables.ts'

testSources(
  'odd',
  `
  a label
    outer: for (const cio of [new TrackClient(a)]) { /* here */ cio; break outer }
  → new TrackClient(a)

  a getter with a computed name
    const o = { get ['cio']() { return new TrackClient(a) } }
    /* here */ o.cio
  → new TrackClient(a)

  __proto__
    const o = { __proto__: base }
    /* here */ o.__proto__
  → global base

  names of Object.prototype
    /* here */ constructor.toString.valueOf
  → global constructor .toString.valueOf

  a call of a name of Object.prototype
    /* here */ hasOwnProperty.call(o, 'x')
  → hasOwnProperty.call(o, 'x')

  an import from a name of Object.prototype
    import { toString } from 'constructor'
    /* here */ toString(x)
  → toString(x)

  a very long member chain
    /* here */ a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t
  → global a .b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q

  a name with a dollar
    const $ = new TrackClient(a)
    /* here */ $
  → new TrackClient(a)

  a unicode name
    const клиент = new TrackClient(a); /* here */ клиент
  → new TrackClient(a)

  an escaped name
    const c\\u0069o = new TrackClient(a)
    /* here */ cio
  → new TrackClient(a)

  a regular expression
    const re = /x/
    /* here */ re
  → literal /x/

  a big number
    const n = 10n
    /* here */ n
  → literal 10n

  a sum of texts
    const s = 'a' + 'b' + \`c\`
    /* here */ s
  → literal "abc"

  a template with a hole
    const s = \`a\${b}\`
    /* here */ s
  → expression \`a\${b}\`

  typeof
    /* here */ typeof x
  → expression typeof x

  delete
    /* here */ delete o.x
  → expression delete o.x

  i++
    /* here */ i++
  → expression i++

  new.target
    function F() { return /* here */ new.target }
  → global new.target

  yield
    function* g() { const cio = yield get()
    /* here */ cio }
  → unknown yield get()

  a debugger in between
    const cio = new TrackClient(a); debugger
    /* here */ cio
  → new TrackClient(a)

  an empty function
    /* here */ (() => {})()
  → literal undefined

  a class field arrow that returns this
    class A { self = () => this; cio = new TrackClient(a); run() { /* here */ this.self().cio } }
  → new TrackClient(a)

  an array with itself
    const list = []; list.push(list)
    /* here */ list[0]
  → [] + * = list

  an object with itself
    const o = {}; o.self = o
    /* here */ o.self.self.self
  → {} + self = o

  a function with itself
    function f() { return f }
    /* here */ f()()()
  → function f

  an undefined that is shadowed
    function f(undefined) { /* here */ undefined }
  → parameter 0 of f

  a chain in a call in a chain
    const o = { get: () => ({ cio: new TrackClient(a) }) }
    /* here */ o?.get?.()?.cio
  → new TrackClient(a)

  a private name in a check
    class A { #cio = new TrackClient(a); has(x) { return /* here */ #cio in x } }
  → expression #cio in x

  a default export
    export default /* here */ new TrackClient(a)
  → new TrackClient(a)
`,
)
