// What do the properties of an object hold, however they are written?
import { testSources } from '../support/source-tables.ts'

testSources(
  'objects',
  `
  a property
    const o = { cio: new TrackClient(a) }
    /* here */ o.cio
  → new TrackClient(a)

  a shorthand property
    const cio = new TrackClient(a); const o = { cio }
    /* here */ o.cio
  → new TrackClient(a)

  a quoted property
    const o = { 'cio': new TrackClient(a) }
    /* here */ o["cio"]
  → new TrackClient(a)

  a computed property
    const key = 'cio'; const o = { [key]: new TrackClient(a) }
    /* here */ o.cio
  → new TrackClient(a)

  a numeric property
    const o = { 1: new TrackClient(a) }
    /* here */ o[1]
  → new TrackClient(a)

  a property that is not there
    const o = { cio: 1 }
    /* here */ o.other
  → literal undefined

  the last of two properties
    const o = { cio: 1, cio: new TrackClient(a) }
    /* here */ o.cio
  → new TrackClient(a)

  any property
    const o = { eu: new TrackClient(a), us: new APIClient(b) }
    /* here */ o[region]
  → new TrackClient(a)
  → new APIClient(b)

  one of two names
    const o = { eu: new TrackClient(a), us: new APIClient(b), x: 1 }
    /* here */ o[c ? 'eu' : 'us']
  → new TrackClient(a)
  → new APIClient(b)

  a nested property
    const o = { services: { cio: new TrackClient(a) } }
    /* here */ o.services.cio
  → new TrackClient(a)

  a getter
    const o = { get cio() { return new TrackClient(a) } }
    /* here */ o.cio
  → new TrackClient(a)

  a setter alone
    const o = { set cio(x) { this.c = x } }
    /* here */ o.cio
  → unknown o.cio

  a getter and a setter
    const o = { get cio() { return this.c }, set cio(x) { this.c = x }, c: new TrackClient(a) }
    /* here */ o.cio
  → parameter 0 of cio
  → new TrackClient(a)

  a method
    const o = { cio() { return new TrackClient(a) } }
    /* here */ o.cio
  → function cio

  a method call
    const o = { cio() { return new TrackClient(a) } }
    /* here */ o.cio()
  → new TrackClient(a)

  a method that uses this
    const o = { cio: new TrackClient(a), get() { return this.cio } }
    /* here */ o.get()
  → new TrackClient(a)

  this in a method
    const o = { cio: new TrackClient(a), send() { /* here */ this.cio } }
  → new TrackClient(a)

  a property that a method fills
    const o = { cio: null, init() { this.cio = new TrackClient(a) } }
    /* here */ o.cio
  → literal null
  → new TrackClient(a)

  this where the variable is written to
    const o = { send() { /* here */ this.cio } }; o.cio = new TrackClient(a)
  → new TrackClient(a)

  an arrow in a method
    const o = { cio: new TrackClient(a), send() { return () => { /* here */ this.cio } } }
  → new TrackClient(a)

  an object that names itself
    const o = { cio: new TrackClient(a), send() { /* here */ o.cio } }
  → new TrackClient(a)

  a lazy member
    const o = { get cio() { return (this._cio ??= new TrackClient(a)) } }
    /* here */ o.cio
  → new TrackClient(a)

  a prototype name
    const o = {}
    /* here */ o.constructor
  → literal undefined
`,
)

testSources(
  'copies',
  `
  a spread
    const base = { cio: new TrackClient(a) }; const o = { ...base, x: 1 }
    /* here */ o.cio
  → new TrackClient(a)

  a spread that may overwrite
    const o = { cio: new TrackClient(a), ...options }
    /* here */ o.cio
  → new TrackClient(a)
  → global options .cio

  a spread that is overwritten
    const o = { ...options, cio: new TrackClient(a) }
    /* here */ o.cio
  → new TrackClient(a)

  a conditional spread
    const o = { ...(key ? { cio: new TrackClient(a) } : {}) }
    /* here */ o.cio
  → new TrackClient(a)
  → literal undefined

  a spread of something unknown
    const o = { ...options }
    /* here */ o.cio
  → global options .cio

  Object.assign to a new object
    const o = Object.assign({}, { cio: new TrackClient(a) })
    /* here */ o.cio
  → new TrackClient(a)

  the object of Object.assign
    const o = Object.assign({ x: 1 }, a, { y: 2 })
    /* here */ o
  → { x: 1 } + ... = a + ... = { y: 2 }

  Object.assign to a variable
    const o = { x: 1 }; Object.assign(o, { cio: new TrackClient(a) })
    /* here */ o.cio
  → new TrackClient(a)

  the variable of Object.assign
    const o = { x: 1 }; Object.assign(o, other)
    /* here */ o
  → { x: 1 } + ... = other

  Object.assign in Object.assign
    const o = Object.assign(Object.assign({}, first), { cio: new TrackClient(a) })
    /* here */ o.cio
  → global first .cio
  → new TrackClient(a)

  Object.assign to something unknown
    const o = Object.assign(app, { cio: new TrackClient(a) })
    /* here */ o.cio
  → global app .cio
  → new TrackClient(a)

  Object.assign of a list
    const o = Object.assign({}, ...[{ cio: new TrackClient(a) }])
    /* here */ o.cio
  → new TrackClient(a)

  Object.freeze
    const o = Object.freeze({ cio: new TrackClient(a) })
    /* here */ o.cio
  → new TrackClient(a)

  an assign of its own
    const Object = { assign: (a) => a }
    /* here */ Object.assign(b, c)
  → global b

  structuredClone
    const o = structuredClone({ a: 1 })
    /* here */ o.a
  → structuredClone({ a: 1 }) .a
`,
)

testSources(
  'filled',
  `
  a property written later
    const o = {}; o.cio = new TrackClient(a)
    /* here */ o.cio
  → new TrackClient(a)

  the object with its writes
    const o = { a: 1 }; o.email = user.email; o['x'] = 2; o[k] = 3
    /* here */ o
  → { a: 1 } + email = user.email + x = 2 + ? = 3

  a property of a property
    const o = { data: {} }; o.data.email = user.email
    /* here */ o.data
  → {} + email = user.email

  a property of an object written later
    const o = {}; o.data = {}; o.data.email = user.email
    /* here */ o.data.email
  → global user .email

  an object written later, with its writes
    const o = {}; o.data = {}; o.data.email = user.email
    /* here */ o.data
  → {} + email = user.email

  a write through an alias
    const o = {}; const p = o; p.email = user.email
    /* here */ p
  → {} + email = user.email

  a write to an object of a conditional
    const o = c ? { a: 1 } : { b: 2 }; o.x = y
    /* here */ o
  → { a: 1 } + x = y
  → { b: 2 } + x = y

  a write by arithmetic
    const o = { n: 1 }; o.n += size
    /* here */ o.n
  → literal 1
  → expression o.n += size

  a write by ??=
    const o = {}; o.cio ??= new TrackClient(a)
    /* here */ o.cio
  → new TrackClient(a)

  a write by destructuring
    const o = {}; ({ client: o.cio } = { client: new TrackClient(a) })
    /* here */ o.cio
  → new TrackClient(a)

  a write by list destructuring
    const o = {}; [o.a, o.b = 2] = [new TrackClient(a), x]
    /* here */ o.a
  → new TrackClient(a)

  a write by list destructuring with a default
    const o = {}; [o.a, o.b = 2] = [1, x]
    /* here */ o.b
  → literal 2
  → global x

  Object.defineProperty
    const o = {}; Object.defineProperty(o, 'cio', { value: new TrackClient(a) })
    /* here */ o.cio
  → new TrackClient(a)

  Object.defineProperty with a getter
    const o = {}; Object.defineProperty(o, 'cio', { get: () => new TrackClient(a) })
    /* here */ o.cio
  → new TrackClient(a)

  a helper of Babel
    const o = {}; _defineProperty(o, 'cio', new TrackClient(a))
    /* here */ o.cio
  → new TrackClient(a)

  a helper of Babel that is imported
    const o = {}; (0, _defineProperty2.default)(o, 'cio', new TrackClient(a))
    /* here */ o.cio
  → new TrackClient(a)

  another default export
    const o = {}; (0, other.default)(o, 'cio', new TrackClient(a))
    /* here */ o.cio
  → literal undefined

  a write to what is not an object literal
    const o = make(); o.cio = new TrackClient(a)
    /* here */ o.cio
  → make() .cio
  → new TrackClient(a)

  a write to another variable of that name
    const o = {}; function f(o) { o.cio = new TrackClient(a) }
    /* here */ o.cio
  → literal undefined

  a write by a function that gives the object back
    function fill(o) { o.email = user.email; return o }
    /* here */ fill({})
  → {} + email = user.email

  a member of such an object
    function fill(o) { o.email = user.email; return o }
    /* here */ fill({}).email
  → global user .email
`,
)
