// Which types does the code write down for a value?
import { testSources } from '../support/source-tables.ts'

testSources(
  'annotations',
  `
  a variable
    import { TrackClient } from 'customerio-node'; let cio: TrackClient
    /* here */ cio
  → type TrackClient
  → literal undefined

  a variable that is filled
    import { TrackClient } from 'customerio-node'
    let cio: TrackClient | null = null; cio = new TrackClient(a)
    /* here */ cio!
  → type TrackClient | null
  → literal null
  → new TrackClient(a)

  an ambient variable
    import { TrackClient } from 'customerio-node'; declare const cio: TrackClient
    /* here */ cio
  → type TrackClient
  → unknown cio: TrackClient

  a parameter
    import { TrackClient } from 'customerio-node'
    function send(cio: TrackClient) { /* here */ cio }
  → type TrackClient
  → parameter 0 of send

  an optional parameter
    import { TrackClient } from 'customerio-node'
    function send(cio?: TrackClient) { /* here */ cio?.track }
  → type TrackClient .track
  → parameter 0 of send .track

  a parameter with a default
    import { TrackClient } from 'customerio-node'
    function send(cio: TrackClient = make()) { /* here */ cio }
  → type TrackClient
  → parameter 0 of send
  → make()

  a destructured parameter
    function send({ cio }: { cio: TrackClient }) { /* here */ cio }
  → type { cio: TrackClient } .cio
  → parameter 0 of send .cio

  a member of a typed parameter
    function send(deps: Deps) { /* here */ deps.cio.track }
  → type Deps .cio.track
  → parameter 0 of send .cio.track

  a rest parameter
    function send(...all: TrackClient[]) { /* here */ all[0] }
  → type TrackClient[] .0
  → parameter 0 of send .....0

  a list pattern
    const [cio]: [TrackClient] = list
    /* here */ cio
  → type [TrackClient] .0
  → global list .0

  a cast
    const cio = services.cio as TrackClient
    /* here */ cio
  → type TrackClient
  → global services .cio

  an old cast
    const cio = <TrackClient>services.cio
    /* here */ cio
  → type TrackClient
  → global services .cio

  a cast through unknown
    const cio = services as unknown as TrackClient
    /* here */ cio
  → type TrackClient
  → global services

  a cast behind a non-null assertion
    /* here */ (services as Services)!.cio
  → type Services .cio
  → global services .cio

  as const
    const key = 'abc' as const
    /* here */ key
  → literal "abc"

  as any
    /* here */ (services as any).cio
  → global services .cio

  satisfies
    const o = { cio: new TrackClient(a) } satisfies Services
    /* here */ o.cio
  → new TrackClient(a)

  a result
    function get(): TrackClient { return services.cio }
    /* here */ get()
  → type TrackClient
  → global services .cio

  the result of an async function
    async function get(): Promise<TrackClient> { return services.cio } const cio = await get()
    /* here */ cio
  → type Promise<TrackClient>
  → global services .cio

  the result of a function that is only declared
    declare function get(): TrackClient
    /* here */ get()
  → type TrackClient
  → get()

  the result of overloads
    function get(a: 1): X; function get(a: any): TrackClient { return services.cio }
    /* here */ get(1)
  → type TrackClient
  → global services .cio

  a type predicate
    function is(x: unknown): x is TrackClient { return true }
    /* here */ is(y)
  → literal true

  the result of a typed parameter
    function send(get: () => TrackClient) { /* here */ get() }
  → type () => TrackClient .()
  → get()

  the result of a method of a typed parameter
    function send(deps: Deps) { /* here */ deps.get().track }
  → type Deps .get.().track
  → deps.get() .track

  a parameter of a typed function
    const send: Send = (cio) => { /* here */ cio }
  → type Send .(0)
  → parameter 0 of send

  a parameter of a field that is a typed function
    class A { send: Send = ({ cio }) => { /* here */ cio } }
  → type Send .(0).cio
  → parameter 0 of send .cio

  a typed field through this
    class A { constructor(private readonly deps: Deps) {} run() { /* here */ this.deps.cio } }
  → type Deps .cio
  → parameter 0 of constructor .cio

  a typed element of a loop
    const clients: TrackClient[] = load(); for (const cio of clients) { /* here */ cio }
  → type TrackClient[] .*
  → load() .*

  a typed this parameter
    function run(this: Shop, x: Deps) { /* here */ x.cio }
  → type Deps .cio
  → parameter 1 of run .cio

  a catch with a type
    try {} catch (e: unknown) { /* here */ e }
  → type unknown
  → unknown e: unknown

  a global with a type
    const g = globalThis as unknown as { cio?: TrackClient }; g.cio ??= new TrackClient(a)
    /* here */ g.cio
  → type { cio?: TrackClient } .cio
  → global globalThis .cio
  → new TrackClient(a)

  a singleton kept on globalThis
    const g = globalThis as unknown as { cio: TrackClient | undefined }
    export const cio = g.cio ?? new TrackClient(a)
    if (dev) g.cio = cio
    /* here */ cio
  → type { cio: TrackClient | undefined } .cio
  → global globalThis .cio
  → new TrackClient(a)
`,
  { parsers: ['typescript'] },
)

testSources(
  'declarations',
  `
  an enum
    enum Key { Track = 'abc' }
    /* here */ Key.Track
  → literal "abc"

  a const enum
    const enum Key { Track = 'abc', Site = 'def' }
    /* here */ Key['Site']
  → literal "def"

  an enum without values
    enum Kind { One, Two }
    /* here */ Kind.Two
  → expression Two

  a member of an enum in the enum
    enum Key { A = 'abc', B = /* here */ A }
  → literal "abc"

  an unknown member of an enum
    enum Key { A = 'abc' }
    /* here */ Key.B
  → unknown enum Key { A = 'abc' } .B

  an enum as a whole
    enum Key { A = 'abc' }
    /* here */ Key
  → unknown enum Key { A = 'abc' }

  a namespace
    namespace Clients { export const cio = new TrackClient(a) }
    /* here */ Clients.cio
  → new TrackClient(a)

  a function of a namespace
    namespace Clients { export function get() { return new TrackClient(a) } }
    /* here */ Clients.get()
  → new TrackClient(a)

  a class of a namespace
    namespace Clients { export class Shop {} }
    /* here */ Clients.Shop
  → class Shop

  what a namespace keeps
    namespace Clients { const cio = 1; export const other = 2 }
    /* here */ Clients.cio
  → unknown namespace Clients { const cio = 1; export const other = 2 } .cio

  a class that is only declared
    declare class Cio { get(): TrackClient } const cio = new Cio()
    /* here */ cio.get()
  → type TrackClient
  → cio.get()

  an ambient module
    declare module 'x' { export const y: number }
    /* here */ z
  → global z

  a name of a type
    interface Shop { a: string }
    /* here */ Shop
  → global Shop

  a name of a type and a value
    interface shop { a: string } const shop = new TrackClient(a)
    /* here */ shop
  → new TrackClient(a)

  an alias of a type
    type Shop = string
    /* here */ Shop
  → global Shop

  a type parameter
    function f<T>(x: T) { /* here */ x }
  → type T
  → parameter 0 of f

  an export assignment
    const cio = new TrackClient(a); export = /* here */ cio
  → new TrackClient(a)
`,
  { parsers: ['typescript'] },
)
