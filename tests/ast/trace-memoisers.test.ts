// Is a value known that is made once and remembered?
import { testSources } from '../support/source-tables.ts'

testSources(
  'memoisers',
  `
  ||
    let c; const get = () => c || (c = new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)

  if
    let c = null; function get() { if (!c) { c = new TrackClient(a) } return c }
    /* here */ get()
  → literal null
  → new TrackClient(a)

  a promise
    let p
    function get() { p ||= import('customerio-node').then((m) => new m.TrackClient(a)); return p } const cio = await get()
    /* here */ cio
  → new m.TrackClient(a)

  a closure
    const get = (() => { let c; return () => (c ??= new TrackClient(a)) })()
    /* here */ get()
  → new TrackClient(a)

  once of its own
    function once(fn) { let v; return () => (v ??= fn()) }
    const get = once(() => new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)

  two uses of once
    function once(fn) { let v; return () => (v ??= fn()) }
    const one = once(() => new TrackClient(a))
    const two = once(() => new APIClient(b))
    /* here */ two()
  → new APIClient(b)

  once with a flag
    function once(fn) { let done = false, v; return function () { if (!done) { v = fn(); done = true } return v } }
    const one = once(() => new TrackClient(a))
    const two = once(() => new APIClient(b))
    /* here */ one()
  → new TrackClient(a)

  once with apply
    function once(fn) { let v; return function () { return v || (v = fn.apply(this, arguments)) } }
    const get = once(() => new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)

  once of a named function
    const once = (fn) => { let v; return () => v ?? (v = fn()) }
    function make() { return new TrackClient(a) } const get = once(make)
    /* here */ get()
  → new TrackClient(a)

  once of an imported function
    import { make } from './x'
    const once = (fn) => { let v; return () => v ?? (v = fn()) }
    const get = once(make)
    const other = once(b)
    /* here */ get()
  → fn() in once(make)

  once that is exported
    export function once(fn) { let v; return () => (v ??= fn()) }
    const get = once(() => new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)

  memoise by key
    function memo(fn) { const seen = {}; return (key) => (seen[key] ??= fn(key)) }
    const get = memo((key) => new TrackClient(key))
    /* here */ get('x')
  → new TrackClient(key) in fn(key) in get('x') in memo((key) => new TrackClient(key))

  what the memoiser hands to the function
    function memo(fn) { return (key) => fn(key) } const get = memo((x) => x); const other = memo(b)
    /* here */ get(new TrackClient(a))
  → new TrackClient(a)

  an options object of functions
    function lazy({ create }) { let v; return { get: () => (v ??= create()) } }
    const one = lazy({ create: () => new TrackClient(a) })
    const two = lazy({ create: () => new APIClient(b) })
    /* here */ two.get()
  → new APIClient(b)

  a class with a factory
    class Lazy { constructor(make) { this.make = make } get() { return (this.v ??= this.make()) } }
    const one = new Lazy(() => new TrackClient(a))
    const two = new Lazy(() => new APIClient(b))
    /* here */ one.get()
  → new TrackClient(a)

  a function called by the function it is handed to
    let cio; function init(create) { cio = create() } init(() => new TrackClient(a))
    /* here */ cio
  → new TrackClient(a)

  a memoiser of a memoiser
    const once = (fn) => { let v; return () => (v ??= fn()) }
    const logged = (fn) => once(() => fn())
    const a = logged(() => new TrackClient(x))
    const b = logged(() => new APIClient(y))
    /* here */ b()
  → new APIClient(y)

  lodash
    import { once } from 'lodash'; const get = once(() => new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)

  lodash as a namespace
    import _ from 'lodash'; const get = _.memoize(() => new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)

  lodash, one function
    const once = require('lodash/once'); const get = once(() => new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)

  ramda with a key
    import { memoizeWith } from 'ramda'; const get = memoizeWith(String, () => new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)

  p-memoize
    import pMemoize from 'p-memoize'
    const get = pMemoize(async () => new TrackClient(a))
    const cio = await get()
    /* here */ cio
  → new TrackClient(a)

  a function of that name in the file
    const once = (x) => 1; const get = once(() => new TrackClient(a))
    /* here */ get
  → literal 1

  cache of React
    import { cache } from 'react'; const get = cache(() => new TrackClient(a))
    /* here */ get()
  → new TrackClient(a)
`,
)

testSources(
  'react',
  `
  useMemo
    import { useMemo } from 'react'
    function App() { const cio = useMemo(() => new TrackClient(a), [])
    /* here */ cio }
  → new TrackClient(a)

  useMemo of React
    import React from 'react'
    function App() { const cio = React.useMemo(() => new TrackClient(a), [])
    /* here */ cio }
  → new TrackClient(a)

  useCallback
    import { useCallback } from 'react'
    function App() { const make = useCallback(() => new TrackClient(a), [])
    /* here */ make() }
  → new TrackClient(a)

  useRef
    import { useRef } from 'react'; function App() { const ref = useRef(new TrackClient(a))
    /* here */ ref.current }
  → new TrackClient(a)

  useRef filled later
    import { useRef } from 'react'
    function App() { const ref = useRef(null)
    if (!ref.current) ref.current = new TrackClient(a)
    /* here */ ref.current }
  → literal null
  → new TrackClient(a)

  useState
    import { useState } from 'react'
    function App() { const [cio] = useState(() => new TrackClient(a))
    /* here */ cio }
  → new TrackClient(a)

  useState with a value
    import { useState } from 'react'; function App() { const [cio] = useState(new TrackClient(a))
    /* here */ cio }
  → new TrackClient(a)

  the setter of useState
    import { useState } from 'react'; function App() { const [cio, setCio] = useState(null)
    /* here */ setCio }
  → useState(null) .1

  useMemo of something else
    import { useMemo } from './memo'; const cio = useMemo(() => new TrackClient(a), [])
    /* here */ cio
  → useMemo(() => new TrackClient(a), [])

  useMemo of a function elsewhere
    import { useMemo } from 'react'; const cio = useMemo(make, [])
    /* here */ cio
  → useMemo(make, [])
`,
)
