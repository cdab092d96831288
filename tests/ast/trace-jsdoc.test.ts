// Which types do JSDoc comments write down for a value?
import { testSources } from '../support/source-tables.ts'

testSources(
  'jsdoc',
  `
  @type
    /** @type {TrackClient} */
    const cio = services.cio
    /* here */ cio
  → type TrackClient
  → global services .cio

  @type of a let
    /** @type {import('customerio-node').TrackClient | null} */
    let cio = null
    /* here */ cio
  → type import('customerio-node').TrackClient | null
  → literal null

  @type of an export
    /** @type {TrackClient} */
    export const cio = services.cio
    /* here */ cio
  → type TrackClient
  → global services .cio

  @param
    /**
     * Sends.
     * @param {TrackClient} cio the client
     */
    function send(cio) { /* here */ cio }
  → type TrackClient
  → parameter 0 of send

  @param of an arrow
    /** @param {TrackClient} cio */
    const send = (cio) => { /* here */ cio }
  → type TrackClient
  → parameter 0 of send

  @param of a method
    class A {
      /** @param {TrackClient} cio */
      send(cio) { /* here */ cio }
    }
  → type TrackClient
  → parameter 0 of send

  @param of a method of an object
    const o = {
      /** @param {TrackClient} cio */
      send(cio) { /* here */ cio }
    }
  → type TrackClient
  → parameter 0 of send

  @param of an exported function
    /** @param {TrackClient} cio */
    export default function send(cio) { /* here */ cio }
  → type TrackClient
  → parameter 0 of send

  @param of an assigned function
    /** @param {TrackClient} cio */
    exports.send = function (cio) { /* here */ cio }
  → type TrackClient
  → parameter 0 of function

  an optional @param
    /** @param {TrackClient} [cio] */
    function send(cio) { /* here */ cio }
  → type TrackClient
  → parameter 0 of send

  an optional @param with a default
    /** @param {TrackClient} [cio=x] */
    function send(cio = x) { /* here */ cio }
  → type TrackClient
  → parameter 0 of send
  → global x

  @param of a destructured parameter
    /** @param {{ cio: TrackClient }} options */
    function send({ cio }) { /* here */ cio }
  → type { cio: TrackClient } .cio
  → parameter 0 of send .cio

  @param of the second parameter
    /**
     * @param {string} id
     * @param {TrackClient} cio
     */
    function send(id, { cio }) { /* here */ cio }
  → type TrackClient .cio
  → parameter 1 of send .cio

  @param of members
    /**
     * @param {object} deps
     * @param {TrackClient} deps.cio
     * @param {string} [deps.id]
     */
    function send(deps) { /* here */ deps.cio }
  → type { cio: TrackClient, id?: string } .cio
  → parameter 0 of send .cio

  @param of members of a destructured parameter
    /**
     * @param {object} deps
     * @param {TrackClient} deps.cio
     */
    function send({ cio }) { /* here */ cio }
  → type { cio: TrackClient } .cio
  → parameter 0 of send .cio

  @param of another name
    /** @param {TrackClient} other */
    function send(cio) { /* here */ cio }
  → parameter 0 of send

  @returns
    /** @returns {TrackClient} */
    function get() { return services.cio }
    /* here */ get()
  → type TrackClient
  → global services .cio

  @return
    /** @return {Promise<TrackClient>} */
    async function get() { return services.cio } const cio = await get()
    /* here */ cio
  → type Promise<TrackClient>
  → global services .cio

  @type of a field
    class A {
      /** @type {TrackClient} */
      cio;
      run() { /* here */ this.cio }
    }
  → instance of A .cio
  → type TrackClient

  @type of an assigned field
    class A {
      constructor(x) {
        /** @type {TrackClient} */
        this.cio = x.cio
      }
      run() { /* here */ this.cio }
    }
  → parameter 0 of constructor .cio
  → type TrackClient

  @type of a property
    const o = {
      /** @type {TrackClient | null} */
      cio: null,
    }
    /* here */ o.cio
  → type TrackClient | null
  → literal null

  @type of a function
    /** @type {(cio: TrackClient) => void} */
    const send = (cio) => { /* here */ cio }
  → type (cio: TrackClient) => void .(0)
  → parameter 0 of send

  a cast
    const cio = /** @type {TrackClient} */ (services.cio)
    /* here */ cio
  → type TrackClient
  → global services .cio

  a cast in a member expression
    /* here */ (/** @type {Services} */ (services)).cio
  → type Services .cio
  → global services .cio

  a comment that ends elsewhere
    /** @type {TrackClient} */
    log()
    const cio = services.cio
    /* here */ cio
  → global services .cio

  an ordinary comment
    /* @type {TrackClient} */
    const cio = services.cio
    /* here */ cio
  → global services .cio

  a type that is not closed
    /** @type {TrackClient */
    const cio = services.cio
    /* here */ cio
  → global services .cio

  a type over several lines
    /**
     * @type {{
     *   cio: TrackClient,
     * }}
     */
    const o = services
    /* here */ o.cio
  → type { cio: TrackClient, } .cio
  → global services .cio

  the first declaration of several
    /** @type {TrackClient} */
    const cio = services.cio, other = 1
    /* here */ cio
  → type TrackClient
  → global services .cio
`,
)
