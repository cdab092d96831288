// What does a call give back, and what becomes of its arguments?
import { testSources } from '../support/source-tables.ts'

testSources(
  'factories',
  `
  a function
    function getClient() { return new TrackClient(a) }
    /* here */ getClient()
  → new TrackClient(a)

  an arrow
    const getClient = () => new TrackClient(a)
    /* here */ getClient()
  → new TrackClient(a)

  a function expression
    const getClient = function () { return new TrackClient(a) }
    /* here */ getClient()
  → new TrackClient(a)

  an async function
    async function getClient() { return new TrackClient(a) } const cio = await getClient()
    /* here */ cio
  → new TrackClient(a)

  several returns
    function getClient() { if (!key) return null; return new TrackClient(a) }
    /* here */ getClient()
  → literal null
  → new TrackClient(a)

  no return
    function init() { cio = 1 }
    /* here */ init()
  → literal undefined

  a return of nothing
    function init() { return }
    /* here */ init()
  → literal undefined

  a return of an inner function
    function outer() { function inner() { return new TrackClient(a) } }
    /* here */ outer()
  → literal undefined

  a member of the result
    function make() { return { cio: new TrackClient(a) } }
    /* here */ make().cio
  → new TrackClient(a)

  a destructured result
    function make() { return { cio: new TrackClient(a) } } const { cio } = make()
    /* here */ cio
  → new TrackClient(a)

  a factory of a factory
    const make = () => () => new TrackClient(a)
    /* here */ make()()
  → new TrackClient(a)

  a factory that calls a factory
    const one = () => new TrackClient(a); const two = () => one()
    /* here */ two()
  → new TrackClient(a)

  a function that calls itself
    function get(n) { return n ? get(n - 1) : new TrackClient(a) }
    /* here */ get(3)
  → new TrackClient(a)

  functions that call each other
    function a(n) { return n ? b(n) : new TrackClient(x) } function b(n) { return a(n) }
    /* here */ b(3)
  → new TrackClient(x)

  a function that only calls itself
    const f = () => f()
    /* here */ f()
  → unknown f()

  a chosen function
    const make = eu ? () => new TrackClient(a) : () => new APIClient(b)
    /* here */ make()
  → new TrackClient(a)
  → new APIClient(b)

  a function called in place
    const cio = (() => { const c = new TrackClient(a); return c })()
    /* here */ cio
  → new TrackClient(a)

  an async function called in place
    const cio = await (async () => new TrackClient(a))()
    /* here */ cio
  → new TrackClient(a)

  a function that is called with a question mark
    const get = () => new TrackClient(a)
    /* here */ get?.()
  → new TrackClient(a)

  an imported function
    import { getClient } from './client'
    /* here */ getClient()
  → getClient()

  a member of its result
    import { getClient } from './client'
    /* here */ getClient().track
  → getClient() .track

  a global function
    /* here */ fetch(url)
  → fetch(url)

  a generator
    function* all() { yield new TrackClient(a) }
    /* here */ all()
  → unknown function* all() { yield new TrackClient(a) }

  a method of an unknown object
    /* here */ app.getClient()
  → app.getClient()

  a tagged template
    /* here */ sql\`x\`
  → expression sql\`x\`
`,
)

testSources(
  'arguments',
  `
  an argument
    const id = (x) => x
    /* here */ id(new TrackClient(a))
  → new TrackClient(a)

  a member of an argument
    const pick = (options) => options.cio
    /* here */ pick({ cio: new TrackClient(a) })
  → new TrackClient(a)

  a destructured argument
    const pick = ({ cio }) => cio
    /* here */ pick({ cio: new TrackClient(a) })
  → new TrackClient(a)

  the second argument
    const second = (a, b) => b
    /* here */ second(1, new TrackClient(a))
  → new TrackClient(a)

  a missing argument
    const id = (x) => x
    /* here */ id()
  → literal undefined

  a missing argument with a default
    const id = (x = new TrackClient(a)) => x
    /* here */ id()
  → new TrackClient(a)
  → literal undefined

  a rest argument
    const last = (...all) => all[1]
    /* here */ last(1, new TrackClient(a))
  → new TrackClient(a)

  any rest argument
    const some = (first, ...all) => all[i]
    /* here */ some(1, new TrackClient(a), 2)
  → new TrackClient(a)
  → literal 2

  all rest arguments
    const all = (...list) => list
    /* here */ all(1, 2)
  → parameter 0 of all ....

  the number of rest arguments
    const count = (...list) => list.length
    /* here */ count(1, 2)
  → parameter 0 of count .....length

  arguments
    function get() { return arguments[1] }
    /* here */ get(1, new TrackClient(a))
  → new TrackClient(a)

  arguments of an arrow
    function get() { return (() => arguments[0])() }
    /* here */ get(new TrackClient(a))
  → new TrackClient(a)

  a spread argument
    const id = (x) => x
    /* here */ id(...list)
  → parameter 0 of id

  a spread argument after the one
    const id = (x) => x
    /* here */ id(new TrackClient(a), ...list)
  → new TrackClient(a)

  call
    function id(x) { return x }
    /* here */ id.call(null, new TrackClient(a))
  → new TrackClient(a)

  apply
    function id(x) { return x }
    /* here */ id.apply(null, [new TrackClient(a)])
  → new TrackClient(a)

  apply without parameters
    function get() { return new TrackClient(a) }
    /* here */ get.apply(null)
  → new TrackClient(a)

  bind
    function get() { return new TrackClient(a) } const bound = get.bind(null)
    /* here */ bound()
  → new TrackClient(a)

  a bound argument
    function get(x) { return x } const bound = get.bind(null, new TrackClient(a))
    /* here */ bound()
  → new TrackClient(a)

  an argument after a bound one
    function get(x, y) { return y } const bound = get.bind(null, 1)
    /* here */ bound(new TrackClient(a))
  → new TrackClient(a)

  an object made from an argument
    const make = (cio) => ({ cio, x: 1 })
    /* here */ make(new TrackClient(a)).cio
  → new TrackClient(a)

  a method of an object made from an argument
    const make = (cio) => ({ get: () => cio })
    /* here */ make(new TrackClient(a)).get()
  → new TrackClient(a)

  two objects made from arguments
    const make = (cio) => ({ get: () => cio })
    const one = make(new TrackClient(a)), two = make(new APIClient(b))
    /* here */ one.get()
  → new TrackClient(a)

  a place inside the function
    const make = (key) => new TrackClient(key)
    /* here */ make('x')
  → new TrackClient(key) in make('x')

  a closure
    const make = (cio) => () => cio
    /* here */ make(new TrackClient(a))()
  → new TrackClient(a)

  a closure of a closure
    const make = (a) => (b) => (c) => [a, b, c]
    /* here */ make(new TrackClient(x))(2)(3)[0]
  → new TrackClient(x)

  a class made from an argument
    const make = (cio) => class { get() { return cio } }; const Shop = make(new TrackClient(a))
    /* here */ new Shop().get()
  → new TrackClient(a)

  an argument handed on
    const inner = (x) => x; const outer = (y) => inner(y)
    /* here */ outer(new TrackClient(a))
  → new TrackClient(a)

  recursion
    function walk(x, n) { return n ? walk(x, n - 1) : { x } }
    /* here */ walk(new TrackClient(a), 2).x
  → new TrackClient(a)
`,
)

testSources(
  'parameters',
  `
  a parameter
    function send(cio) { /* here */ cio }
  → parameter 0 of send

  a member of a parameter
    function send(services) { /* here */ services.cio.track }
  → parameter 0 of send .cio.track

  a destructured parameter
    function send({ cio }) { /* here */ cio }
  → parameter 0 of send .cio

  a renamed destructured parameter
    function send(x, { services: { cio: c } }) { /* here */ c }
  → parameter 1 of send .services.cio

  a default
    function send(cio = new TrackClient(a)) { /* here */ cio }
  → parameter 0 of send
  → new TrackClient(a)

  a destructured default
    function send({ cio = new TrackClient(a) } = {}) { /* here */ cio }
  → parameter 0 of send .cio
  → new TrackClient(a)
  → literal undefined

  a default object
    function send({ cio } = { cio: new TrackClient(a) }) { /* here */ cio }
  → parameter 0 of send .cio
  → new TrackClient(a)

  a rest parameter
    function send(x, ...all) { /* here */ all }
  → parameter 1 of send ....

  a rest of a destructured parameter
    function send({ id, ...rest }) { /* here */ rest }
  → parameter 0 of send

  a list parameter
    function send([first, , third]) { /* here */ third }
  → parameter 0 of send .2

  a parameter that is assigned
    function send(cio) { cio ??= new TrackClient(a)
    /* here */ cio }
  → parameter 0 of send
  → new TrackClient(a)

  a parameter of a method
    const o = { send(cio) { /* here */ cio } }
  → parameter 0 of send

  a parameter of a handler
    app.post('/x', (req, res) => { /* here */ req.body.email })
  → parameter 0 of => .body.email

  arguments
    function send() { /* here */ arguments }
  → parameter 0 of send ....

  arguments at the top
    /* here */ arguments
  → global arguments
`,
)
