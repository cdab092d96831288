// What comes out of lists and maps?
import { testSources } from '../support/source-tables.ts'

testSources(
  'lists',
  `
  an element
    const list = [new TrackClient(a), new APIClient(b)]
    /* here */ list[1]
  → new APIClient(b)

  any element
    const list = [new TrackClient(a), new APIClient(b)]
    /* here */ list[i]
  → new TrackClient(a)
  → new APIClient(b)

  an element that is not there
    const list = [new TrackClient(a)]
    /* here */ list[3]
  → [new TrackClient(a)] .3

  the length
    const list = [new TrackClient(a)]
    /* here */ list.length
  → [new TrackClient(a)] .length

  a spread list
    const one = [new TrackClient(a)]; const list = [first, ...one]
    /* here */ list[1]
  → new TrackClient(a)
  → global first

  a hole
    const list = [, new TrackClient(a)]
    /* here */ list[0]
  → [, new TrackClient(a)] .0

  a pushed element
    const list = []; list.push(new TrackClient(a))
    /* here */ list[0]
  → new TrackClient(a)

  pushed elements
    const list = [one]; list.push(two, ...more)
    /* here */ list
  → [one] + * = two + * = more.*

  a pushed element in a loop
    const list = []; list.push(new TrackClient(a)); for (const cio of list) { /* here */ cio }
  → new TrackClient(a)

  find
    const cio = [new TrackClient(a)].find((c) => c.ok)
    /* here */ cio
  → new TrackClient(a)

  at
    const list = [new TrackClient(a)]
    /* here */ list.at(-1)
  → new TrackClient(a)

  filter
    const [cio] = [new TrackClient(a), null].filter(Boolean)
    /* here */ cio
  → new TrackClient(a)

  concat is the list itself
    const list = [new TrackClient(a)].slice(0)
    /* here */ list
  → [new TrackClient(a)]

  what map makes
    const clients = keys.map((key) => new TrackClient(key))
    /* here */ clients[0]
  → new TrackClient(key)

  the list that map makes
    const clients = keys.map((key) => new TrackClient(key))
    /* here */ clients
  → keys.map((key) => new TrackClient(key))

  what map makes, in a loop
    for (const cio of keys.map((key) => new TrackClient(key))) { /* here */ cio }
  → new TrackClient(key)

  an unknown method
    const list = [new TrackClient(a)]
    /* here */ list.custom()
  → list.custom()

  find of something unknown
    /* here */ people.find((p) => p.ok)
  → people.find((p) => p.ok)
`,
)

testSources(
  'maps',
  `
  a map by key
    const clients = new Map(); clients.set('eu', new TrackClient(a))
    /* here */ clients.get('eu')
  → new TrackClient(a)

  a map with entries
    const clients = new Map([['eu', new TrackClient(a)]])
    /* here */ clients.get(region)
  → new TrackClient(a)

  a weak map
    const clients = new WeakMap(); clients.set(app, new TrackClient(a))
    /* here */ clients.get(app)
  → new TrackClient(a)

  an empty map
    const clients = new Map()
    /* here */ clients.get('eu')
  → clients.get('eu')

  a class of that method
    const clients = new Registry(); clients.set('eu', new TrackClient(a))
    /* here */ clients.get('eu')
  → clients.get('eu')

  a map in a field
    class A { m = new Map(); add() { this.m.set('x', new TrackClient(a)) } get() { return /* here */ this.m.get('x') } }
  → new TrackClient(a)

  a factory with a map
    const clients = new Map()
    function client(id) { let c = clients.get(id)
    if (!c) { c = new TrackClient(id); clients.set(id, c) } return c }
    /* here */ client('x')
  → clients.get(id) in client('x')
  → new TrackClient(id) in client('x')

  Object.values
    const o = { eu: new TrackClient(a) }; for (const cio of Object.values(o)) { /* here */ cio }
  → new TrackClient(a)

  Object.entries
    const o = { eu: new TrackClient(a) }; for (const [name, cio] of Object.entries(o)) { /* here */ cio }
  → new TrackClient(a)

  the keys of Object.entries
    const o = { eu: new TrackClient(a) }; for (const [name, cio] of Object.entries(o)) { /* here */ name }
  → Object.entries(o) .*.0

  an object by key
    const clients = {}; const client = (id) => (clients[id] ??= new TrackClient(id))
    /* here */ client('x')
  → new TrackClient(id) in client('x')
`,
)
