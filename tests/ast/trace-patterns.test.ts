// Which values does destructuring give?
import { testSources } from '../support/source-tables.ts'

testSources(
  'destructuring',
  `
  an object pattern
    const { cio } = { cio: new TrackClient(a) }
    /* here */ cio
  → new TrackClient(a)

  a nested pattern
    const { services: { cio } } = { services: { cio: new TrackClient(a) } }
    /* here */ cio
  → new TrackClient(a)

  a renamed property
    const { cio: c } = services
    /* here */ c
  → global services .cio

  a quoted property
    const { 'cio': c } = services
    /* here */ c
  → global services .cio

  a computed property
    const { [name]: c } = { a: new TrackClient(x), b: 1 }
    /* here */ c
  → new TrackClient(x)
  → literal 1

  a computed property of a literal
    const { [\`cio\`]: c } = services
    /* here */ c
  → global services .cio

  a default
    const { cio = new TrackClient(a) } = services
    /* here */ cio
  → new TrackClient(a)
  → global services .cio

  a default in a default
    const { services: { cio = 1 } = { cio: new TrackClient(a) } } = app
    /* here */ cio
  → literal 1
  → new TrackClient(a)
  → global app .services.cio

  a list pattern
    const [first, second] = [1, new TrackClient(a)]
    /* here */ second
  → new TrackClient(a)

  a list pattern with holes
    const [, , third] = [1, 2, new TrackClient(a)]
    /* here */ third
  → new TrackClient(a)

  a list in an object
    const { list: [cio] } = { list: [new TrackClient(a)] }
    /* here */ cio
  → new TrackClient(a)

  a rest of an object
    const { a, ...rest } = { a: 1, cio: new TrackClient(x) }
    /* here */ rest.cio
  → new TrackClient(x)

  a rest of a list
    const [first, ...rest] = [1, new TrackClient(a)]
    /* here */ rest[0]
  → literal 1
  → new TrackClient(a)

  a rest of something unknown
    const [first, ...rest] = list
    /* here */ rest
  → global list

  a pattern of null
    const { cio } = null
    /* here */ cio
  → unknown cio

  a pattern of what may be null
    const { cio } = ok ? { cio: new TrackClient(a) } : null
    /* here */ cio
  → new TrackClient(a)

  a pattern of an unknown call
    const { cio } = services()
    /* here */ cio
  → services() .cio

  a pattern of this
    class A { cio = new TrackClient(a); run() { const { cio: c } = this
    /* here */ c } }
  → new TrackClient(a)

  process.env
    const { CIO_KEY, CIO_SITE: site = 'x' } = process.env
    /* here */ site
  → literal "x"
  → global process .env.CIO_SITE

  a destructured method and its object
    const { identify } = new TrackClient(a)
    /* here */ identify(id)
  → identify(id)

  a pattern in a loop over entries
    for (const [name, { cio }] of list) { /* here */ cio }
  → global list .*.1.cio

  a pattern in a catch
    try { run() } catch ({ message }) { /* here */ message }
  → unknown message

  an empty pattern
    const {} = services, [] = list
    /* here */ services
  → global services

  an assignment pattern with a member
    let c; [c = new TrackClient(a)] = list
    /* here */ c
  → new TrackClient(a)
  → global list .0

  a nested assignment
    let c, d; c = d = new TrackClient(a)
    /* here */ c
  → new TrackClient(a)
`,
)
