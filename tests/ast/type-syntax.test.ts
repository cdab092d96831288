// Which shape does a type of TypeScript have?
import { testShapes } from '../support/shape-tables.ts'

testShapes(
  'types without properties',
  `
  a text
    let x: string
    /* here */ x
  → leaf

  a number
    let x: number
    /* here */ x
  → leaf

  a boolean
    let x: boolean
    /* here */ x
  → boolean

  a literal
    let x: 'a' | 'b'
    /* here */ x
  → leaf

  a template literal type
    let x: \`a\${string}\`
    /* here */ x
  → leaf

  null
    let x: null
    /* here */ x
  → nothing

  a text or null
    let x: string | null | undefined
    /* here */ x
  → leaf

  any
    let x: any
    /* here */ x
  → open

  unknown
    let x: unknown
    /* here */ x
  → open

  object
    let x: object
    /* here */ x
  → open

  a date
    let x: Date
    /* here */ x
  → leaf

  a name that the file does not know
    let x: Foo.Bar
    /* here */ x
  → named ?.Foo.Bar

  an import
    import type { TrackClient } from 'customerio-node'
    let x: TrackClient
    /* here */ x
  → named customerio-node.TrackClient

  a nullable import
    import type { TrackClient } from 'customerio-node'
    let x: TrackClient | null
    /* here */ x
  → named customerio-node.TrackClient

  a member of a namespace import
    import * as cio from 'customerio-node'
    let x: cio.TrackClient
    /* here */ x
  → named customerio-node.TrackClient

  a member of a default import
    import cio from 'customerio-node'
    let x: cio.api.Client
    /* here */ x
  → named customerio-node.default.api.Client

  an import type
    let x: import('customerio-node').TrackClient
    /* here */ x
  → named customerio-node.TrackClient

  an import type of a module
    let x: import('customerio-node')
    /* here */ x
  → named customerio-node

  import equals
    import cio = require('customerio-node')
    let x: cio.TrackClient
    /* here */ x
  → named customerio-node.TrackClient

  an enum
    enum Plan { Free, Paid }
    let x: Plan
    /* here */ x
  → leaf

  keyof
    let x: keyof Foo
    /* here */ x
  → leaf

  readonly
    let x: readonly string[]
    /* here */ x
  → leaf[]

  a unique symbol
    declare const x: unique symbol
    /* here */ x
  → leaf

  a branded text
    let x: string & { __brand: 'Id' }
    /* here */ x
  → leaf

  this
    class A { get(): this { return this } run() { /* here */ this.get() } }
  → open

  a conditional type
    type C<T> = T extends string ? 1 : 2
    let x: C<string>
    /* here */ x
  → open

  typeof
    const cio = make()
    let x: typeof cio
    /* here */ x
  → typeof cio

  typeof a member
    let x: typeof app.cio
    /* here */ x
  → typeof TSQualifiedName

  InstanceType
    let x: InstanceType<typeof Cio>
    /* here */ x
  → instance of typeof Cio

  ReturnType
    let x: Awaited<ReturnType<typeof getCio>>
    /* here */ x
  → result of typeof getCio

  ReturnType of a function type
    import type { TrackClient } from 'customerio-node'
    type Get = () => TrackClient
    let x: ReturnType<Get>
    /* here */ x
  → named customerio-node.TrackClient
`,
)

testShapes(
  'objects',
  `
  a type literal
    let x: { id: string; age?: number; ok: boolean }
    /* here */ x
  → { id: leaf, age: leaf, ok: boolean }

  a nested literal
    let x: { user: { email: string } }
    /* here */ x.user
  → { email: leaf }

  an interface
    interface User { id: string; 'e-mail': string }
    let x: User
    /* here */ x
  → { id: leaf, e-mail: leaf }

  a property
    import type { TrackClient } from 'customerio-node'
    interface Deps { cio: TrackClient }
    function f(deps: Deps) { /* here */ deps.cio }
  → named customerio-node.TrackClient

  a property that is not there
    interface Deps { a: string }
    function f(deps: Deps) { /* here */ deps.cio }
  → nothing

  a property of a text
    function f(x: string) { /* here */ x.length }
  → nothing

  an interface that is written twice
    interface User { id: string }
    interface User { age: number }
    let x: User
    /* here */ x
  → { id: leaf, age: leaf }

  an interface that extends another
    interface Base { id: string; x: string }
    interface User extends Base { x: boolean }
    let user: User
    /* here */ user
  → { id: leaf, x: boolean }

  an interface that extends an import
    import type { TrackClient } from 'customerio-node'
    interface Cio extends TrackClient { extra: string }
    let x: Cio
    /* here */ x
  → named customerio-node.TrackClient | { extra: leaf, ... }

  an interface that only extends an import
    import type { TrackClient } from 'customerio-node'
    interface Cio extends TrackClient {}
    let x: Cio
    /* here */ x
  → named customerio-node.TrackClient

  an interface that extends what is not known
    interface Cio extends Base { extra: string }
    let x: Cio
    /* here */ x
  → { extra: leaf, ... }

  an interface that extends a member
    import * as cio from 'customerio-node'
    interface Cio extends cio.TrackClient { extra: string }
    let x: Cio
    /* here */ x
  → named customerio-node.TrackClient | { extra: leaf, ... }

  a method
    import type { TrackClient } from 'customerio-node'
    interface Deps { getCio(): TrackClient }
    let x: Deps
    /* here */ x
  → { getCio() }

  the result of a method
    import type { TrackClient } from 'customerio-node'
    interface Deps { getCio(): TrackClient }
    function f(x: Deps) { /* here */ x.getCio() }
  → named customerio-node.TrackClient

  the result of a function property
    import type { TrackClient } from 'customerio-node'
    interface Deps { getCio: () => Promise<TrackClient> }
    async function f(x: Deps) { const cio = await x.getCio()
    /* here */ cio }
  → named customerio-node.TrackClient

  the result of something callable
    import type { TrackClient } from 'customerio-node'
    interface Get { (): TrackClient; name: string }
    function f(get: Get) { /* here */ get() }
  → named customerio-node.TrackClient

  a function type
    import type { TrackClient } from 'customerio-node'
    let x: (id: string, cio: TrackClient) => void
    /* here */ x
  → (leaf, named customerio-node.TrackClient) => nothing

  a constructor type
    let x: new () => Foo
    /* here */ x
  → () => ?

  an index signature
    let x: { [key: string]: string; id: string }
    /* here */ x
  → { id: leaf, [...]: leaf }

  a property by an index signature
    import type { TrackClient } from 'customerio-node'
    let x: { [region: string]: TrackClient }
    /* here */ x[region]
  → named customerio-node.TrackClient

  any property
    import type { TrackClient } from 'customerio-node'
    let x: { eu: TrackClient; us: TrackClient | null }
    /* here */ x[region]
  → named customerio-node.TrackClient | named customerio-node.TrackClient

  a computed property
    const key = Symbol()
    let x: { [key]: string; a: string }
    /* here */ x
  → { a: leaf, ... }

  an intersection
    let x: { a: string } & { b: number }
    /* here */ x
  → { a: leaf, b: leaf }

  an intersection with an import
    import type { TrackClient } from 'customerio-node'
    let x: TrackClient & { extra: string }
    /* here */ x
  → named customerio-node.TrackClient | { extra: leaf, ... }

  an intersection with a union
    let x: { a: string } & ({ b: string } | { c: string })
    /* here */ x
  → { a: leaf, b: leaf } | { a: leaf, c: leaf }

  an intersection of what is open
    let x: any & unknown
    /* here */ x
  → open

  a union of objects
    let x: { a: string } | { b: number }
    /* here */ x
  → { a: leaf } | { b: leaf }

  a property of a union
    import type { TrackClient } from 'customerio-node'
    let x: { cio: TrackClient } | { other: string } | null
    /* here */ x.cio
  → named customerio-node.TrackClient

  an indexed access
    import type { TrackClient } from 'customerio-node'
    interface Deps { cio: TrackClient }
    let x: Deps['cio']
    /* here */ x
  → named customerio-node.TrackClient

  an indexed access by several keys
    interface D { a: string; b: { c: string } }
    let x: D['a' | 'b']
    /* here */ x
  → leaf | { c: leaf }

  a mapped type
    let x: { [K in 'a' | 'b']: string }
    /* here */ x
  → { a: leaf, b: leaf }

  a mapped type over anything
    let x: { [K in keyof Foo]: string }
    /* here */ x
  → { [...]: leaf }

  an alias of an alias
    import type { TrackClient } from 'customerio-node'
    type A = TrackClient
    type B = A | undefined
    let x: B
    /* here */ x
  → named customerio-node.TrackClient

  a type that mentions itself
    interface Node { next: Node | null; id: string }
    function f(x: Node) { /* here */ x.next.next.id }
  → leaf
`,
)
