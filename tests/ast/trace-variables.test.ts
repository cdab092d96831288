// Which values can a variable hold?
import { testSources } from '../support/source-tables.ts'

testSources(
  'aliases',
  `
  a constant
    const cio = new TrackClient(a, b)
    /* here */ cio
  → new TrackClient(a, b)

  an alias of an alias
    const cio = new TrackClient(a, b); const c = cio; const d = c
    /* here */ d
  → new TrackClient(a, b)

  a member of an alias
    const cio = new TrackClient(a, b); const c = cio
    /* here */ c.track
  → new TrackClient(a, b) .track

  a detached method
    const { track } = new TrackClient(a, b)
    /* here */ track
  → new TrackClient(a, b) .track

  a bound method
    const cio = new TrackClient(a, b); const track = cio.track.bind(cio)
    /* here */ track
  → new TrackClient(a, b) .track

  a chain of awaits
    const cio = await (await new TrackClient(a, b))
    /* here */ cio
  → new TrackClient(a, b)

  a sequence
    const cio = (log(), new TrackClient(a, b))
    /* here */ cio
  → new TrackClient(a, b)

  a chain with question marks
    const o = { cio: new TrackClient(a) }
    /* here */ o?.cio?.track
  → new TrackClient(a) .track

  an assignment used as a value
    let cio; const other = (cio = new TrackClient(a))
    /* here */ other
  → new TrackClient(a)

  one name for two clients
    const a = new TrackClient(x); { const a = new APIClient(y)
    /* here */ a }
  → new APIClient(y)

  a hoisted var
    /* here */ cio; var cio = new TrackClient(a)
  → new TrackClient(a)

  a catch binding
    try { run() } catch (cio) { /* here */ cio }
  → unknown cio

  a loop counter
    for (let i = 0; i < 3; i++) { /* here */ i }
  → literal 0
  → unknown i

  a name in a loop over keys
    for (const key in clients) { /* here */ key }
  → unknown key

  an element in a loop
    for (const cio of [new TrackClient(a), new APIClient(b)]) { /* here */ cio }
  → new TrackClient(a)
  → new APIClient(b)

  a destructured element in a loop
    for (const { cio } of [{ cio: new TrackClient(a) }]) { /* here */ cio }
  → new TrackClient(a)

  a variable that a loop assigns
    let cio; for (cio of [new TrackClient(a)]) { /* here */ cio }
  → new TrackClient(a)

  a variable of the global object
    globalThis.cio = new TrackClient(a)
    /* here */ cio
  → new TrackClient(a)
  → global cio
`,
)

testSources(
  'filled later',
  `
  a let that is filled
    let cio; cio = new TrackClient(a, b)
    /* here */ cio
  → new TrackClient(a, b)

  a let that starts as null
    let cio = null; if (key) cio = new TrackClient(a, b)
    /* here */ cio
  → literal null
  → new TrackClient(a, b)

  a let that is filled in a function
    let cio; function init() { cio = new TrackClient(a, b) }
    /* here */ cio.track
  → new TrackClient(a, b) .track

  a let that is filled twice
    let cio = new TrackClient(a); if (b) cio = new APIClient(c)
    /* here */ cio
  → new TrackClient(a)
  → new APIClient(c)

  a let that is never filled
    let cio
    /* here */ cio
  → literal undefined

  a member of nothing
    let cio
    /* here */ cio.track
  → unknown cio.track

  ??=
    let cio; cio ??= new TrackClient(a)
    /* here */ cio
  → new TrackClient(a)

  ||=
    let cio; cio ||= new TrackClient(a)
    /* here */ cio
  → new TrackClient(a)

  &&=
    let cio = read(); cio &&= new TrackClient(a)
    /* here */ cio
  → read()
  → new TrackClient(a)

  the value of ??=
    let cio; function get() { return (cio ??= new TrackClient(a)) }
    /* here */ get()
  → new TrackClient(a)

  arithmetic
    let n = 1; n += size
    /* here */ n
  → literal 1
  → expression n += size

  a destructuring assignment
    let cio; ({ cio } = { cio: new TrackClient(a) })
    /* here */ cio
  → new TrackClient(a)

  a renaming destructuring assignment with a default
    let cio; ({ client: cio = new TrackClient(a) } = options)
    /* here */ cio
  → new TrackClient(a)
  → global options .client

  a list destructuring assignment
    let a, b; [a, b] = [new TrackClient(x), new APIClient(y)]
    /* here */ b
  → new APIClient(y)

  swapped variables
    let a = new TrackClient(x), b = new APIClient(y); [a, b] = [b, a]
    /* here */ a
  → new TrackClient(x)
  → new APIClient(y)

  a variable that mentions itself
    let node = start; while (node) node = node.next
    /* here */ node
  → global start
  → global start .next
  → global start .next.next

  variables that mention each other
    let a = one, b = two; while (x) { a = b; b = a }
    /* here */ a
  → global one
  → global two

  a variable that is only itself
    let a = a
    /* here */ a
  → unknown a
`,
)

testSources(
  'nullable',
  `
  a conditional
    const cio = key ? new TrackClient(a, b) : null
    /* here */ cio
  → new TrackClient(a, b)
  → literal null

  a logical and
    const cio = key && new TrackClient(a, b)
    /* here */ cio
  → new TrackClient(a, b)

  a logical or
    const cio = given || new TrackClient(a, b)
    /* here */ cio
  → global given
  → new TrackClient(a, b)

  a nullish fallback
    const cio = given ?? new TrackClient(a, b)
    /* here */ cio
  → global given
  → new TrackClient(a, b)

  nested conditions
    const cio = a ? new TrackClient(x) : b ? new APIClient(y) : undefined
    /* here */ cio
  → new TrackClient(x)
  → new APIClient(y)
  → literal undefined

  a condition on the class
    const Client = eu ? TrackClient : APIClient; const cio = new Client(a)
    /* here */ cio
  → new Client(a)

  void 0
    const cio = void 0
    /* here */ cio
  → literal undefined

  a method of a conditional
    /* here */ (key ? new TrackClient(a) : null)?.track
  → new TrackClient(a) .track
`,
)

testSources(
  'singletons',
  `
  a property of globalThis
    globalThis.cio ??= new TrackClient(a)
    /* here */ globalThis.cio
  → new TrackClient(a)
  → global globalThis .cio

  a property read by another name of the global object
    globalThis.cio = new TrackClient(a)
    /* here */ window.cio
  → new TrackClient(a)
  → global window .cio

  global
    const cio = global.cio || new TrackClient(a); global.cio = cio
    /* here */ cio
  → global global .cio
  → new TrackClient(a)

  a nested property
    globalThis.app = {}; globalThis.app.cio = new TrackClient(a)
    /* here */ globalThis.app.cio
  → new TrackClient(a)
  → global globalThis .app.cio

  a nested property that is written whole
    globalThis.app = { cio: new TrackClient(a) }
    /* here */ globalThis.app.cio
  → new TrackClient(a)
  → global globalThis .app.cio

  an alias of the global object
    const g = globalThis; g.cio = g.cio ?? new TrackClient(a)
    /* here */ g.cio
  → global globalThis .cio
  → new TrackClient(a)

  module.exports
    module.exports = { cio: new TrackClient(a) }
    /* here */ module.exports.cio
  → new TrackClient(a)
  → global module .exports.cio

  exports
    exports.cio = new TrackClient(a)
    /* here */ exports.cio
  → new TrackClient(a)
  → global exports .cio

  another property
    globalThis.cio = new TrackClient(a)
    /* here */ globalThis.other
  → global globalThis .other

  a symbol
    const key = Symbol.for('cio'); globalThis[key] = new TrackClient(a)
    /* here */ globalThis[key]
  → new TrackClient(a)
  → global globalThis .*
`,
)
