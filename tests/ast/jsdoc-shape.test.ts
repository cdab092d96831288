// Which shape does a JSDoc type have?
import { testShapes } from '../support/shape-tables.ts'

testShapes(
  'JSDoc types',
  `
  a text
    /** @type {string} */
    let x
    /* here */ x
  → leaf

  a boolean
    /** @type {boolean} */
    let x
    /* here */ x
  → boolean

  a literal
    /** @type {'a' | "b" | 1} */
    let x
    /* here */ x
  → leaf

  any
    /** @type {*} */
    let x
    /* here */ x
  → open

  an object
    /** @type {Object} */
    let x
    /* here */ x
  → open

  nothing
    /** @type {null} */
    let x
    /* here */ x
  → nothing

  an import
    /** @type {import('customerio-node').TrackClient} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  a nullable import
    /** @type {?import('customerio-node').TrackClient} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  an optional one
    /** @type {import('customerio-node').TrackClient=} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  a union in parentheses
    /** @type {(string|null)} */
    let x
    /* here */ x
  → leaf

  a name of an import
    import { TrackClient } from 'customerio-node'
    /** @type {TrackClient} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  a name of a namespace
    import * as cio from 'customerio-node'
    /** @type {cio.TrackClient} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  a name of a required class
    const { TrackClient } = require('customerio-node')
    /** @type {TrackClient} */
    let x
    /* here */ x
  → instance of typeof TrackClient

  a class of the file
    class Shop { id }
    /** @type {Shop} */
    let x
    /* here */ x
  → class { id: open }

  a name that is not known
    /** @type {Foo.Bar} */
    let x
    /* here */ x
  → named ?.Foo.Bar

  a list
    /** @type {string[]} */
    let x
    /* here */ x
  → leaf[]

  a list in brackets
    /** @type {Array.<Foo>} */
    let x
    /* here */ x
  → named ?.Foo[]

  a tuple
    /** @type {[string, Foo]} */
    let x
    /* here */ x
  → leaf | named ?.Foo[]

  a promise
    /** @type {Promise<Foo>} */
    let x
    /* here */ x
  → named ?.Foo

  a record
    /** @type {Record<string, Foo>} */
    let x
    /* here */ x
  → { [...]: named ?.Foo }

  an object by keys
    /** @type {Object<string, Foo>} */
    let x
    /* here */ x
  → { [...]: named ?.Foo }

  an inline object
    /** @type {{ id: string, cio?: Foo; 'x-y': number, bare }} */
    let x
    /* here */ x
  → { id: leaf, cio: named ?.Foo, x-y: leaf, bare: open }

  a nested object
    /** @type {{ user: { email: string } }} */
    let x
    /* here */ x.user
  → { email: leaf }

  an arrow function
    /** @type {(id: string, cio?: Foo, ...rest: Bar[]) => Promise<Foo>} */
    let x
    /* here */ x
  → (leaf, named ?.Foo, named ?.Bar[]) => named ?.Foo

  a function without names
    /** @type {function(string, Foo): Bar} */
    let x
    /* here */ x
  → (leaf, named ?.Foo) => named ?.Bar

  a function
    /** @type {Function} */
    let x
    /* here */ x
  → () => ?

  the result of a function
    /** @type {function(): Foo} */
    let get
    /* here */ get()
  → named ?.Foo

  typeof
    const cio = make()
    /** @type {typeof cio} */
    let x
    /* here */ x
  → typeof cio

  typeof something unknown
    /** @type {typeof a.b} */
    let x
    /* here */ x
  → open

  typeof an import
    /** @type {typeof import('customerio-node')} */
    let x
    /* here */ x
  → named customerio-node

  an intersection
    /** @type {Foo & Bar} */
    let x
    /* here */ x
  → named ?.Foo | named ?.Bar

  keyof
    /** @type {keyof Foo} */
    let x
    /* here */ x
  → open

  something unreadable
    /** @type {<<%} */
    let x
    /* here */ x
  → open

  an index signature
    /** @type {{ [key: string]: Foo }} */
    let x
    /* here */ x
  → { [...]: named ?.Foo }

  deep brackets
    /** @type {((((((((((((((((((((((((((((((((((((((((((string))))))))))))))))))))))))))))))))))))))))))} */
    let x
    /* here */ x
  → open
`,
)

testShapes(
  'JSDoc typedefs',
  `
  a typedef
    /** @typedef {import('customerio-node').TrackClient} Client */
    /** @type {Client} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  a typedef with properties
    /**
     * @typedef {object} User
     * @property {string} id
     * @property {boolean} [ok]
     * @prop {string} address.city
     */
    /** @type {User} */
    let x
    /* here */ x
  → { id: leaf, ok: boolean, address: { city: leaf } }

  a typedef without properties
    /** @typedef {Object} User */
    /** @type {User} */
    let x
    /* here */ x
  → open

  two typedefs in one comment
    /**
     * @typedef {{ a: B }} A
     * @typedef {string} B
     */
    /** @type {A} */
    let x
    /* here */ x
  → { a: leaf }

  a typedef with a list of objects
    /**
     * @typedef {object} Order
     * @property {object[]} items
     * @property {string} items.sku
     */
    /** @type {Order} */
    let x
    /* here */ x
  → { items: { sku: leaf }[] }

  a member of a typedef
    /** @typedef {import('customerio-node')} cio */
    /** @type {cio.TrackClient} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  a typedef of itself
    /** @typedef {A} A */
    /** @type {A} */
    let x
    /* here */ x
  → open

  a callback
    /**
     * @callback Get
     * @param {string} id
     * @returns {Foo}
     */
    /** @type {Get} */
    let x
    /* here */ x
  → () => named ?.Foo

  @import
    /** @import { TrackClient, APIClient as Api } from 'customerio-node' */
    /** @type {TrackClient | Api} */
    let x
    /* here */ x
  → named customerio-node.TrackClient | named customerio-node.APIClient

  @import of a default
    /** @import Cio, { TrackClient } from 'customerio-node' */
    /** @type {Cio | TrackClient} */
    let x
    /* here */ x
  → named customerio-node.default | named customerio-node.TrackClient

  @import of a namespace
    /** @import * as cio from 'customerio-node' */
    /** @type {cio.TrackClient} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  @import over several lines
    /**
     * @import {
     *   TrackClient,
     * } from 'customerio-node'
     */
    /** @type {TrackClient} */
    let x
    /* here */ x
  → named customerio-node.TrackClient

  an interface of the file
    interface User { id: string }
    /** @type {User} */
    let x
    /* here */ x
  → { id: leaf }
`,
)
