// What do properties hold after they were written: below each other, by computed names, by the dozen?
import { testSources } from '../support/source-tables.ts'

testSources(
  'written members',
  `
  the whole object, a part of it later
    const o = {}; o.a = {}; o.a.b = new TrackClient(a)
    /* here */ o.a.b
  → new TrackClient(a)

  a part that is not the one that is read
    const o = {}; o.a = {}; o.a.b = new TrackClient(a)
    /* here */ o.a.c
  → literal undefined

  an object that is filled after it was assigned
    const inner = { x: 1 }; const o = {}; o.a = inner; o.a.b = new TrackClient(a)
    const read = o.a
    ;/* here */ read.b
  → new TrackClient(a)

  an object that is copied in
    const o = {}; Object.assign(o, { cio: new TrackClient(a) })
    /* here */ o.cio
  → new TrackClient(a)

  a copied object that has not the name
    const o = { cio: new TrackClient(a) }; Object.assign(o, { other: 1 })
    /* here */ o.cio
  → new TrackClient(a)

  a computed name, which may be any
    const o = {}; o[name] = new TrackClient(a)
    /* here */ o.cio
  → new TrackClient(a)

  a list that is filled
    const list = []; list.push(new TrackClient(a))
    /* here */ list[0]
  → new TrackClient(a)

  a value that is taken apart
    const o = {}; ({ cio: o.client } = { cio: new TrackClient(a) })
    /* here */ o.client
  → new TrackClient(a)
`,
)

/** More writes than are looked through one by one. */
const many = Array.from({ length: 12 }, (_, index) => `o.p${index} = ${index};`).join(' ')

testSources(
  'one of many written members',
  `
  the one that is read
    const o = {}; ${many} o.cio = new TrackClient(a)
    /* here */ o.cio
  → new TrackClient(a)

  another one
    const o = {}; ${many} o.cio = new TrackClient(a)
    /* here */ o.p3
  → literal 3

  the one written twice
    const o = {}; ${many} o.cio = new TrackClient(a); o.cio = new TrackClient(b)
    /* here */ o.cio
  → new TrackClient(a)
  → new TrackClient(b)

  one by a computed name among them
    const o = {}; ${many} o[name] = new TrackClient(a)
    /* here */ o.p3
  → literal 3
  → new TrackClient(a)
`,
)
