// What do callbacks get, and what do they give back?
import { testSources } from '../support/source-tables.ts'

testSources(
  'callbacks',
  `
  map
    [new TrackClient(a)].map((cio) => { /* here */ cio })
  → new TrackClient(a)

  forEach of something unknown
    clients.forEach((cio) => { /* here */ cio })
  → global clients .*

  reduce
    [new TrackClient(a)].reduce((all, cio) => { /* here */ cio }, {})
  → new TrackClient(a)

  the index
    [new TrackClient(a)].forEach((cio, index) => { /* here */ index })
  → parameter 1 of =>

  then
    async function get() { return new TrackClient(a) } get().then((cio) => { /* here */ cio })
  → new TrackClient(a)

  a chain of then
    get().then(() => new TrackClient(a)).then((cio) => { /* here */ cio })
  → new TrackClient(a)

  then after catch
    get().catch(() => null).then((cio) => { /* here */ cio })
  → get()
  → literal null

  finally
    const make = async () => new TrackClient(a); const cio = await make().finally(log)
    /* here */ cio
  → new TrackClient(a)

  catch
    const make = async () => new TrackClient(a); const cio = await make().catch(() => null)
    /* here */ cio
  → new TrackClient(a)
  → literal null

  then with a function from elsewhere
    /* here */ get().then(handle)
  → get().then(handle)

  Promise.all
    const [cio, api] = await Promise.all([new TrackClient(a), makeApi()])
    /* here */ cio
  → new TrackClient(a)

  Promise.all and then
    Promise.all([new TrackClient(a), x]).then(([cio, y]) => { /* here */ cio })
  → new TrackClient(a)

  Promise.resolve
    const cio = await Promise.resolve(new TrackClient(a))
    /* here */ cio
  → new TrackClient(a)

  Promise.race
    const cio = await Promise.race([new TrackClient(a), timeout()])
    /* here */ cio
  → new TrackClient(a)
  → timeout()

  new Promise
    const cio = await new Promise((resolve) => setTimeout(() => resolve(new TrackClient(a)), 1))
    /* here */ cio
  → new TrackClient(a)

  new Promise that hands resolve on
    const cio = await new Promise((resolve) => load(resolve))
    /* here */ cio
  → new Promise((resolve) => load(resolve))

  a callback of a function of the file
    function withClient(run) { return run(new TrackClient(a)) } withClient((cio) => { /* here */ cio })
  → new TrackClient(a)

  what such a function gives back
    function withClient(run) { return run(new TrackClient(a)) }
    const cio = withClient((c) => c); withClient(other)
    /* here */ cio
  → new TrackClient(a)

  a callback that gets an argument handed on
    function use(cio, run) { run(cio) } use(new TrackClient(a), (c) => { /* here */ c })
  → new TrackClient(a)

  a callback that is only kept
    function later(run) { queue.push(run) } later((cio) => { /* here */ cio })
  → parameter 0 of =>

  a callback of a default parameter
    function use(run = noop) { run(new TrackClient(a)) } use((cio) => { /* here */ cio })
  → new TrackClient(a)

  a callback that is spread over
    function use(run) { run(...list) } use((cio) => { /* here */ cio })
  → parameter 0 of =>

  a callback of an unknown function
    use((cio) => { /* here */ cio })
  → parameter 0 of =>

  a proxy
    const cio = new Proxy(new TrackClient(a), handler)
    /* here */ cio.track
  → new TrackClient(a) .track

  for await
    for await (const cio of [get(), new TrackClient(a)]) { /* here */ cio }
  → get()
  → new TrackClient(a)
`,
)
