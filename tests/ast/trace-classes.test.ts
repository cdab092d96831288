// What does a member of a class hold?
import { testSources } from '../support/source-tables.ts'

testSources(
  'fields',
  `
  a field
    class Shop { cio = new TrackClient(a); run() { /* here */ this.cio } }
  → new TrackClient(a)

  a field of an instance
    class Shop { cio = new TrackClient(a) } const shop = new Shop()
    /* here */ shop.cio
  → new TrackClient(a)

  a private field
    class Shop { #cio = new TrackClient(a); run() { /* here */ this.#cio } }
  → new TrackClient(a)

  a private field and a field of that name
    class Shop { #cio = new TrackClient(a); cio = 1; run() { /* here */ this.cio } }
  → literal 1

  a field filled in the constructor
    class Shop { cio; constructor() { this.cio = new TrackClient(a) } run() { /* here */ this.cio } }
  → new TrackClient(a)

  a field that is not declared
    class Shop { constructor() { this.cio = new TrackClient(a) } run() { /* here */ this.cio } }
  → new TrackClient(a)

  a field that may stay null
    class Shop { cio = null; init() { this.cio = new TrackClient(a) } run() { /* here */ this.cio } }
  → literal null
  → new TrackClient(a)

  a field filled by a method
    class Shop { init() { this.cio ??= new TrackClient(a); return this } run() { /* here */ this.cio } }
  → new TrackClient(a)

  a field filled by destructuring
    class Shop { constructor(options) { ({ cio: this.cio } = options) } run() { /* here */ this.cio } }
  → parameter 0 of constructor .cio

  fields filled by Object.assign
    class Shop { constructor(options) { Object.assign(this, options) } run() { /* here */ this.cio } }
  → parameter 0 of constructor .cio

  a field filled by a helper of Babel
    class Shop { constructor() { _defineProperty(this, 'cio', new TrackClient(a)) } run() { /* here */ this.cio } }
  → new TrackClient(a)

  a field with a computed name
    class Shop { ['cio'] = new TrackClient(a); run() { /* here */ this.cio } }
  → new TrackClient(a)

  any field
    class Shop { a = new TrackClient(x); b = new APIClient(y); run(k) { /* here */ this[k] } }
  → new TrackClient(x)
  → new APIClient(y)
  → function run

  a field of a field
    class Shop { services = { cio: new TrackClient(a) }; run() { /* here */ this.services.cio } }
  → new TrackClient(a)

  a field of a field, filled later
    class Shop { services = {}; constructor() { this.services.cio = new TrackClient(a) } run() { /* here */ this.services.cio } }
  → new TrackClient(a)

  a field that nobody fills
    class Shop { run() { /* here */ this.cio } }
  → instance of Shop .cio

  a field declared without a value
    class Shop { cio; run() { /* here */ this.cio } }
  → instance of Shop .cio

  a method in an arrow
    class Shop { cio = new TrackClient(a); run = () => { /* here */ this.cio } }
  → new TrackClient(a)

  a callback that is an arrow
    class Shop { cio = new TrackClient(a); run(list) { list.forEach(() => { /* here */ this.cio }) } }
  → new TrackClient(a)

  a callback that is bound
    class Shop { cio = new TrackClient(a); run(list) { list.forEach(function () { /* here */ this.cio }.bind(this)) } }
  → new TrackClient(a)

  a callback with its own this
    class Shop { cio = new TrackClient(a); run(list) { list.forEach(function () { /* here */ this.cio }) } }
  → instance of FunctionExpression .cio

  self
    class Shop { cio = new TrackClient(a); run(list) { const self = this; list.forEach(function () { /* here */ self.cio }) } }
  → new TrackClient(a)

  destructured this
    class Shop { cio = new TrackClient(a); run() { const { cio } = this
    /* here */ cio } }
  → new TrackClient(a)

  this itself
    class Shop { run() { return /* here */ this } }
  → instance of Shop

  this at the top
    /* here */ this
  → unknown this

  a class expression
    const Shop = class { cio = new TrackClient(a) }
    /* here */ new Shop().cio
  → new TrackClient(a)

  a field of a class without a name
    /* here */ new (class { cio = new TrackClient(a) })().cio
  → new TrackClient(a)

  the parameter that fills a field
    class Shop { constructor(cio) { this.cio = cio } run() { /* here */ this.cio } }
  → parameter 0 of constructor

  an argument that fills a field
    class Shop { constructor(cio) { this.cio = cio } } const shop = new Shop(new TrackClient(a))
    /* here */ shop.cio
  → new TrackClient(a)

  an argument behind a method
    class Shop { constructor(cio) { this.cio = cio } get() { return this.cio } }
    /* here */ new Shop(new TrackClient(a)).get()
  → new TrackClient(a)

  an argument in an options object
    class Shop { constructor({ cio }) { this.cio = cio } get() { return this.cio } }
    /* here */ new Shop({ cio: new TrackClient(a) }).get()
  → new TrackClient(a)

  two instances
    class Shop { constructor(cio) { this.cio = cio } }
    const one = new Shop(new TrackClient(a)), two = new Shop(new APIClient(b))
    /* here */ two.cio
  → new APIClient(b)

  a member written on an instance
    class Shop {} const shop = new Shop(); shop.cio = new TrackClient(a)
    /* here */ shop.cio
  → new Shop() .cio
  → new TrackClient(a)

  a member that the class does not have
    class Shop {}
    /* here */ new Shop().cio
  → new Shop() .cio
`,
)

testSources(
  'accessors',
  `
  a getter
    class Shop { get cio() { return new TrackClient(a) } run() { /* here */ this.cio } }
  → new TrackClient(a)

  a lazy getter
    class Shop { #c; get cio() { return (this.#c ??= new TrackClient(a)) } }
    /* here */ new Shop().cio
  → new TrackClient(a)

  a lazy getter with if
    class Shop { get cio() { if (!this._c) this._c = new TrackClient(a); return this._c } }
    /* here */ new Shop().cio
  → new TrackClient(a)

  a setter that fills a field
    class Shop { set cio(value) { this._cio = value } init() { this.cio = new TrackClient(a) } run() { /* here */ this._cio } }
  → parameter 0 of cio
  → new TrackClient(a)

  a setter that nobody uses
    class Shop { set cio(value) { this._cio = value } run() { /* here */ this._cio } }
  → parameter 0 of cio

  what a setter gets
    class Shop { set cio(value) { /* here */ value } init() { this.cio = new TrackClient(a) } }
  → parameter 0 of cio
  → new TrackClient(a)

  a setter of an object
    const o = { set cio(value) { /* here */ value }, init() { this.cio = new TrackClient(a) } }
  → parameter 0 of cio
  → new TrackClient(a)
`,
)

testSources(
  'statics',
  `
  a static field
    class Shop { static cio = new TrackClient(a) }
    /* here */ Shop.cio
  → new TrackClient(a)

  a static field through this
    class Shop { static cio = new TrackClient(a); static run() { /* here */ this.cio } }
  → new TrackClient(a)

  a static field and a field of that name
    class Shop { static cio = new TrackClient(a); cio = 1; run() { /* here */ this.cio } }
  → literal 1

  a private static field
    class Shop { static #cio = new TrackClient(a); static get() { return Shop.#cio } }
    /* here */ Shop.get()
  → new TrackClient(a)

  a static block
    class Shop { static { this.cio = new TrackClient(a) } }
    /* here */ Shop.cio
  → new TrackClient(a)

  a static field written outside
    class Shop {} Shop.cio = new TrackClient(a)
    /* here */ Shop.cio
  → new TrackClient(a)

  a static field written outside, through this
    class Shop { static run() { /* here */ this.cio } } Shop.cio = new TrackClient(a)
  → new TrackClient(a)

  a static field written inside
    class Shop { static init() { Shop.cio = new TrackClient(a) } static run() { /* here */ this.cio } }
  → new TrackClient(a)

  getInstance
    class Shop { static instance; static getInstance() { if (!Shop.instance) Shop.instance = new Shop(); return Shop.instance } cio = new TrackClient(a) }
    /* here */ Shop.getInstance().cio
  → new TrackClient(a)

  getInstance with a private field
    class Cio { static #it = null; static get() { return (Cio.#it ??= new TrackClient(a)) } }
    /* here */ Cio.get()
  → literal null
  → new TrackClient(a)

  a static getter
    class Shop { static get cio() { return new TrackClient(a) } }
    /* here */ Shop.cio
  → new TrackClient(a)

  an alias of the class
    class Shop { static cio = new TrackClient(a) } const S = Shop
    /* here */ S.cio
  → new TrackClient(a)

  a static member that is not there
    class Shop {}
    /* here */ Shop.cio
  → class of Shop .cio
`,
)

testSources(
  'inheritance',
  `
  an inherited field
    class Base { cio = new TrackClient(a) }
    class Shop extends Base { run() { /* here */ this.cio } }
  → new TrackClient(a)

  an inherited field of an instance
    class Base { cio = new TrackClient(a) } class Shop extends Base {}
    /* here */ new Shop().cio
  → new TrackClient(a)

  an inherited method
    class Base { get() { return new TrackClient(a) } }
    class Shop extends Base { run() { /* here */ this.get() } }
  → new TrackClient(a)

  an overridden member
    class Base { cio = new TrackClient(a) }
    class Shop extends Base { cio = new APIClient(b); run() { /* here */ this.cio } }
  → new APIClient(b)

  a member of super
    class Base { get() { return new TrackClient(a) } }
    class Shop extends Base { get() { /* here */ super.get() } }
  → new TrackClient(a)

  a grandparent
    class A { cio = new TrackClient(a) }
    class B extends A {}
    class C extends B { run() { /* here */ this.cio } }
  → new TrackClient(a)

  an inherited static member
    class Base { static cio = new TrackClient(a) } class Shop extends Base {}
    /* here */ Shop.cio
  → new TrackClient(a)

  what super is called with
    class Base { constructor(cio) { this.cio = cio } }
    class Shop extends Base { constructor() { super(new TrackClient(a)) } run() { /* here */ this.cio } }
  → new TrackClient(a)

  what super is handed on with
    class Base { constructor(cio) { this.cio = cio } }
    class Shop extends Base { constructor(c) { super(c) } }
    /* here */ new Shop(new TrackClient(a)).cio
  → new TrackClient(a)

  an inherited constructor
    class Base { constructor(cio) { this.cio = cio } } class Shop extends Base {}
    /* here */ new Shop(new TrackClient(a)).cio
  → new TrackClient(a)

  an inherited method that uses a field
    class Base { constructor(cio) { this.cio = cio } get() { return this.cio } }
    class Shop extends Base { constructor() { super(new TrackClient(a)) } run() { /* here */ this.get() } }
  → new TrackClient(a)

  an imported superclass
    import { TrackClient } from 'customerio-node'
    class Cio extends TrackClient { run() { /* here */ this.track } }
  → instance of Cio .track

  an instance with an imported superclass
    import { TrackClient } from 'customerio-node'; class Cio extends TrackClient {}
    /* here */ new Cio(a).track
  → new Cio(a) .track

  super of an imported superclass
    import { TrackClient } from 'customerio-node'
    class Cio extends TrackClient { track() { return /* here */ super.track } }
  → instance of Cio .track

  a superclass from a call
    class Shop extends mixin(Base) { run() { /* here */ this.cio } }
  → instance of Shop .cio

  super in an object
    const o = { run() { return /* here */ super.run } }
  → unknown super .run

  a class that extends itself
    class A extends A { run() { /* here */ this.cio } }
  → instance of A .cio

  an old constructor as superclass
    function Base() { this.cio = new TrackClient(a) }
    class Shop extends Base { run() { /* here */ this.cio } }
  → new TrackClient(a)
`,
)
