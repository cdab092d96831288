// Which shape do lists, utility types, generics and classes have, and where do they end?
import { testShapes } from '../support/shape-tables.ts'

testShapes(
  'lists',
  `
  a list
    import type { TrackClient } from 'customerio-node'
    let x: TrackClient[]
    /* here */ x
  → named customerio-node.TrackClient[]

  an element
    import type { TrackClient } from 'customerio-node'
    let x: Array<TrackClient>
    /* here */ x[0]
  → named customerio-node.TrackClient

  a length
    function f(x: string[]) { /* here */ x.length }
  → nothing

  a tuple
    import type { TrackClient } from 'customerio-node'
    let x: [string, TrackClient]
    /* here */ x
  → leaf | named customerio-node.TrackClient[]

  a tuple with names
    let x: [id: string, age?: boolean, ...rest: number[]]
    /* here */ x
  → leaf | boolean[]

  a set
    import type { TrackClient } from 'customerio-node'
    let x: Set<TrackClient>
    /* here */ x
  → named customerio-node.TrackClient[]

  a list of nothing
    let x: Array
    /* here */ x
  → open[]

  a map
    import type { TrackClient } from 'customerio-node'
    const x: Map<string, TrackClient> = load()
    /* here */ x
  → { get(), ... }

  a value of a map
    import type { TrackClient } from 'customerio-node'
    const x: Map<string, TrackClient> = load()
    /* here */ x.get('eu')
  → named customerio-node.TrackClient

  a record
    import type { TrackClient } from 'customerio-node'
    let x: Record<string, TrackClient>
    /* here */ x
  → { [...]: named customerio-node.TrackClient }

  a property of a record
    import type { TrackClient } from 'customerio-node'
    let x: Record<string, TrackClient>
    /* here */ x.eu
  → named customerio-node.TrackClient

  a record of given keys
    let x: Record<'a' | 'b', string>
    /* here */ x
  → { a: leaf, b: leaf }

  a record of keys that are not known
    let x: Record<Region, string>
    /* here */ x
  → { [...]: leaf }
`,
)

testShapes(
  'utilities',
  `
  Partial
    import type { TrackClient } from 'customerio-node'
    let x: Partial<TrackClient>
    /* here */ x
  → named customerio-node.TrackClient

  Readonly of an object
    let x: Readonly<{ a: string }>
    /* here */ x
  → { a: leaf }

  Pick of an import
    import type { TrackClient } from 'customerio-node'
    let x: Pick<TrackClient, 'track'>
    /* here */ x
  → named customerio-node.TrackClient

  Pick of an object
    let x: Pick<{ a: string; b: string; c(): void }, 'a' | 'c'>
    /* here */ x
  → { a: leaf, c() }

  Pick of keys that are not known
    let x: Pick<{ a: string }, K>
    /* here */ x
  → { a: leaf }

  Omit
    let x: Omit<{ a: string; b: string }, 'a'>
    /* here */ x
  → { b: leaf }

  Omit of a union
    let x: Omit<{ a: string; b: string } | null, 'a'>
    /* here */ x
  → { b: leaf }

  Promise
    import type { TrackClient } from 'customerio-node'
    let x: Promise<TrackClient | null>
    /* here */ x
  → named customerio-node.TrackClient

  NonNullable
    import type { TrackClient } from 'customerio-node'
    let x: NonNullable<TrackClient | null>
    /* here */ x
  → named customerio-node.TrackClient

  Exclude
    import type { TrackClient } from 'customerio-node'
    let x: Exclude<TrackClient | null, null>
    /* here */ x
  → named customerio-node.TrackClient

  Function
    let x: Function
    /* here */ x
  → () => ?

  a utility of its own
    type Partial<T> = { own: T }
    let x: Partial<string>
    /* here */ x
  → { own: leaf }
`,
)

testShapes(
  'generics',
  `
  a generic alias
    import type { TrackClient } from 'customerio-node'
    type Maybe<T> = T | null
    let x: Maybe<TrackClient>
    /* here */ x
  → named customerio-node.TrackClient

  a generic interface
    import type { TrackClient } from 'customerio-node'
    interface Box<T> { value: T }
    function f(x: Box<TrackClient>) { /* here */ x.value }
  → named customerio-node.TrackClient

  a generic of a generic
    import type { TrackClient } from 'customerio-node'
    type Maybe<T> = T | null
    interface Box<T> { value: Maybe<T> }
    function f(x: Box<TrackClient>) { /* here */ x.value }
  → named customerio-node.TrackClient

  a default
    import type { TrackClient } from 'customerio-node'
    interface Box<T = TrackClient> { value: T }
    function f(x: Box) { /* here */ x.value }
  → named customerio-node.TrackClient

  a missing argument
    interface Box<T> { value: T }
    function f(x: Box) { /* here */ x.value }
  → open

  an inherited generic
    import type { TrackClient } from 'customerio-node'
    interface Box<T> { value: T }
    interface Cio extends Box<TrackClient> {}
    function f(x: Cio) { /* here */ x.value }
  → named customerio-node.TrackClient

  two parameters of one name
    import type { TrackClient } from 'customerio-node'
    type A<T> = B<string, T>
    type B<S, T> = { s: S; t: T }
    function f(x: A<TrackClient>) { /* here */ x.t }
  → named customerio-node.TrackClient

  a parameter of a function
    function f<T extends { id: string }>(x: T) { /* here */ x }
  → open

  a parameter of a class
    class Box<T> { constructor(public value: T) {} run() { /* here */ this.value } }
  → open

  a generic class
    import type { TrackClient } from 'customerio-node'
    class Box<T> { value: T }
    function f(x: Box<TrackClient>) { /* here */ x.value }
  → named customerio-node.TrackClient
`,
)

testShapes(
  'classes',
  `
  the instances of a class
    class Shop { id: string; static s: string; private p: string; #q: string; get x(): string { return '' } run(): void {} }
    let x: Shop
    /* here */ x
  → class { id: leaf, x(), run() }

  parameter properties
    class Shop { constructor(readonly id: string, private secret: string, plain: string, public age = 1) {} }
    let x: Shop
    /* here */ x
  → class { id: leaf, age: open }

  a class that extends another
    class Base {}
    class Shop extends Base { id: string }
    let x: Shop
    /* here */ x
  → class { id: leaf, ... }

  the result of a method
    import type { TrackClient } from 'customerio-node'
    class Shop { get(): TrackClient { return x } }
    function f(shop: Shop) { /* here */ shop.get() }
  → named customerio-node.TrackClient

  a class and an interface of one name
    class Shop { id: string }
    interface Shop { age: number }
    let x: Shop
    /* here */ x
  → class { id: leaf, age: leaf }

  an abstract class
    abstract class Shop { abstract id: string; abstract run(): void }
    let x: Shop
    /* here */ x
  → class { id: leaf, run() }
`,
)

testShapes(
  'endless',
  `
  an alias of itself
    type A = A
    let x: A
    /* here */ x
  → open

  aliases of each other
    type A = B | string
    type B = A | number
    let x: A
    /* here */ x
  → open | leaf

  an interface that extends itself
    interface A extends A { id: string }
    let x: A
    /* here */ x.id
  → leaf

  interfaces that extend each other
    interface A extends B { a: string }
    interface B extends A { b: string }
    function f(x: A) { /* here */ x.b }
  → leaf

  a generic of itself
    type A<T> = A<A<T>>
    let x: A<string>
    /* here */ x
  → open

  a type parameter of itself
    type A<T = T> = T
    let x: A
    /* here */ x
  → open
`,
)
