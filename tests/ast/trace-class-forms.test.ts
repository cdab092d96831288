// Are the classes of older and of typed code known as well?
import { testSources } from '../support/source-tables.ts'

testSources(
  'old classes',
  `
  a property of an old constructor
    function Shop() { this.cio = new TrackClient(a) }
    /* here */ new Shop().cio
  → new TrackClient(a)

  an argument of an old constructor
    function Shop(cio) { this.cio = cio }
    /* here */ new Shop(new TrackClient(a)).cio
  → new TrackClient(a)

  a method on the prototype
    function Shop() { this.cio = new TrackClient(a) } Shop.prototype.run = function () { /* here */ this.cio }
  → new TrackClient(a)

  a property that such a method fills
    function Shop() {} Shop.prototype.init = function () { this.cio = new TrackClient(a) }
    /* here */ new Shop().cio
  → new TrackClient(a)

  a call of such a method
    function Shop(cio) { this.cio = cio } Shop.prototype.get = function () { return this.cio }
    /* here */ new Shop(new TrackClient(a)).get()
  → new TrackClient(a)

  a prototype written at once
    function Shop() { this.cio = new TrackClient(a) } Shop.prototype = { run: function () { /* here */ this.cio } }
  → new TrackClient(a)

  a method of a prototype written at once
    function Shop() { this.cio = new TrackClient(a) } Shop.prototype = { get() { return this.cio } }
    /* here */ new Shop().get()
  → new TrackClient(a)

  a prototype that is added to
    function Shop() { this.cio = new TrackClient(a) } Object.assign(Shop.prototype, { run() { /* here */ this.cio } })
  → new TrackClient(a)

  a constructor in a variable
    var Shop = function () { this.cio = new TrackClient(a) }; Shop.prototype.run = function () { /* here */ this.cio }
  → new TrackClient(a)

  a compiled class
    var Shop = (function () { function Shop(cio) { this.cio = cio } Shop.prototype.get = function () { return this.cio }; return Shop })()
    /* here */ new Shop(new TrackClient(a)).get()
  → new TrackClient(a)

  a static member of a function
    function shop() {} shop.cio = new TrackClient(a)
    /* here */ shop.cio
  → new TrackClient(a)

  a method put on an object
    const shop = { cio: new TrackClient(a) }; shop.run = function () { /* here */ this.cio }
  → new TrackClient(a)

  a method put on this
    class Shop { cio = new TrackClient(a); constructor() { this.run = function () { /* here */ this.cio } } }
  → new TrackClient(a)

  var self = this
    function Shop() { var self = this; self.cio = new TrackClient(a); self.run = function () { /* here */ self.cio } }
  → new TrackClient(a)

  a member of a function that is not there
    function shop() {}
    /* here */ shop.cio
  → function shop .cio
`,
)

testSources(
  'typescript classes',
  `
  a parameter property
    class Shop { constructor(private readonly cio: TrackClient) {} run() { /* here */ this.cio } }
  → type TrackClient
  → parameter 0 of constructor

  the argument of a parameter property
    class Shop { constructor(public cio: TrackClient) {} }
    /* here */ new Shop(new TrackClient(a)).cio
  → type TrackClient
  → new TrackClient(a)

  a parameter property with a default
    class Shop { constructor(private cio = new TrackClient(a)) {} run() { /* here */ this.cio } }
  → parameter 0 of constructor
  → new TrackClient(a)

  a typed field
    class Shop { private cio: TrackClient; run() { /* here */ this.cio } }
  → instance of Shop .cio
  → type TrackClient

  a typed field that is filled
    class Shop { private cio?: TrackClient; constructor() { this.cio = new TrackClient(a) } run() { /* here */ this.cio! } }
  → type TrackClient
  → new TrackClient(a)

  a decorated field
    class Shop { @Inject() cio!: TrackClient; run() { /* here */ this.cio } }
  → instance of Shop .cio
  → type TrackClient

  an abstract member
    abstract class Shop { abstract cio: TrackClient; run() { /* here */ this.cio } }
  → instance of Shop .cio
  → type TrackClient

  an abstract method
    abstract class Shop { abstract get(): TrackClient; run() { /* here */ this.get() } }
  → type TrackClient
  → this.get()

  an overloaded method
    class Shop { get(a: string): X; get(a: number): Y; get(a: any) { return new TrackClient(a) } run() { /* here */ this.get('x') } }
  → new TrackClient(a) in this.get('x')

  an auto accessor
    class Shop { accessor cio = new TrackClient(a); run() { /* here */ this.cio } }
  → new TrackClient(a)

  a value whose type is the class
    class Shop { cio = new TrackClient(a) } function f(shop: Shop) { /* here */ shop.cio }
  → new TrackClient(a)
  → type Shop .cio
  → parameter 0 of f .cio

  a method of a value whose type is the class
    class Shop { get() { return new TrackClient(a) } }
    function f(shop: Shop | null) { /* here */ shop?.get() }
  → new TrackClient(a)
  → type Shop | null .get.()
  → shop?.get()

  a field whose type is the class
    class Cio { client = new TrackClient(a) }
    class Shop { constructor(private cio: Cio) {} run() { /* here */ this.cio.client } }
  → new TrackClient(a)
  → type Cio .client
  → parameter 0 of constructor .client

  a member of the type that the class does not have
    class Shop {} function f(shop: Shop) { /* here */ shop.cio }
  → type Shop .cio
  → parameter 0 of f .cio

  a definite field of this
    class Shop { cio!: TrackClient; run() { const { cio } = this
    /* here */ cio } }
  → instance of Shop .cio
  → type TrackClient

  an index signature
    class Shop { [key: string]: unknown; cio = new TrackClient(a); run() { /* here */ this.cio } }
  → new TrackClient(a)
`,
  { parsers: ['typescript'] },
)
