// Is an imported value known in every syntax that imports?
import { testSources } from '../support/source-tables.ts'

testSources(
  'ES modules',
  `
  a named import
    import { TrackClient } from 'customerio-node'
    /* here */ TrackClient
  → import customerio-node .TrackClient

  a renamed import
    import { TrackClient as TC } from 'customerio-node'
    /* here */ TC
  → import customerio-node .TrackClient

  an import by a text
    import { 'TrackClient' as TC } from 'customerio-node'
    /* here */ TC
  → import customerio-node .TrackClient

  a default import
    import cio from 'customerio-node'
    /* here */ cio
  → import customerio-node .default

  a default import by its name
    import { default as cio } from 'customerio-node'
    /* here */ cio
  → import customerio-node .default

  a member of a default import
    import cio from 'customerio-node'
    /* here */ cio.TrackClient
  → import customerio-node .default.TrackClient

  a namespace
    import * as cio from 'customerio-node'
    /* here */ cio
  → import customerio-node

  a member of a namespace
    import * as cio from 'customerio-node'
    /* here */ cio.TrackClient
  → import customerio-node .TrackClient

  a member by text
    import * as cio from 'customerio-node'
    /* here */ cio['TrackClient']
  → import customerio-node .TrackClient

  a member by a constant
    import * as cio from 'customerio-node'; const name = 'TrackClient'
    /* here */ cio[name]
  → import customerio-node .TrackClient

  a member by an unknown name
    import * as cio from 'customerio-node'
    /* here */ cio[name]
  → import customerio-node .*

  a destructured namespace
    import * as cio from 'customerio-node'; const { TrackClient: TC } = cio
    /* here */ TC
  → import customerio-node .TrackClient

  a sub-path
    import { APIClient } from 'customerio-node/api'
    /* here */ APIClient
  → import customerio-node/api .APIClient

  a shadowed import
    import { TrackClient } from 'customerio-node'
    function f(TrackClient) { /* here */ TrackClient }
  → parameter 0 of f

  a name that is not imported
    /* here */ TrackClient
  → global TrackClient

  import.meta
    /* here */ import.meta.env.VITE_KEY
  → global import.meta .env.VITE_KEY
`,
)

testSources(
  'dynamic imports',
  `
  an awaited module
    const cio = await import('customerio-node')
    /* here */ cio.TrackClient
  → import customerio-node .TrackClient

  a destructured awaited module
    const { TrackClient } = await import('customerio-node')
    /* here */ TrackClient
  → import customerio-node .TrackClient

  a member of the awaited module
    const TC = (await import('customerio-node')).TrackClient
    /* here */ TC
  → import customerio-node .TrackClient

  the default of a module
    const { default: cio } = await import('customerio-node')
    /* here */ cio
  → import customerio-node .default

  a template without holes
    const { TrackClient } = await import(\`customerio-node\`)
    /* here */ TrackClient
  → import customerio-node .TrackClient

  a module of an unknown name
    const m = await import(name)
    /* here */ m.TrackClient
  → unknown import(name) .TrackClient

  a callback of then
    import('customerio-node').then((cio) => { /* here */ cio.TrackClient })
  → import customerio-node .TrackClient

  a destructuring callback of then
    import('customerio-node').then(({ TrackClient }) => { /* here */ TrackClient })
  → import customerio-node .TrackClient

  what then makes of it
    const tc = await import('customerio-node').then((m) => new m.TrackClient(a))
    /* here */ tc
  → new m.TrackClient(a)

  what a named callback makes of it
    const pick = (m) => m.TrackClient
    /* here */ import('customerio-node').then(pick)
  → import customerio-node .TrackClient

  a module that a variable keeps
    let mod; async function load() { mod ??= await import('customerio-node')
    /* here */ mod.TrackClient }
  → import customerio-node .TrackClient

  several modules at once
    const [cio, fs] = await Promise.all([import('customerio-node'), import('fs')])
    /* here */ cio.TrackClient
  → import customerio-node .TrackClient

  a function that imports
    const load = () => import('customerio-node'); const { TrackClient } = await load()
    /* here */ TrackClient
  → import customerio-node .TrackClient
`,
)

testSources(
  'CommonJS',
  `
  a required module
    const cio = require('customerio-node')
    /* here */ cio
  → import customerio-node

  a member of it
    const cio = require('customerio-node')
    /* here */ cio.TrackClient
  → import customerio-node .TrackClient

  a member at once
    const TC = require('customerio-node').TrackClient
    /* here */ TC
  → import customerio-node .TrackClient

  the default of it
    const CIO = require('customerio-node').default
    /* here */ CIO
  → import customerio-node .default

  a destructured module
    const { TrackClient } = require('customerio-node')
    /* here */ TrackClient
  → import customerio-node .TrackClient

  a renamed one
    const { TrackClient: TC, RegionUS } = require('customerio-node')
    /* here */ TC
  → import customerio-node .TrackClient

  a destructured member
    const { api: { APIClient } } = require('customerio-node')
    /* here */ APIClient
  → import customerio-node .api.APIClient

  one with a default
    const { TrackClient = Fallback } = require('customerio-node')
    /* here */ TrackClient
  → global Fallback
  → import customerio-node .TrackClient

  a name put together
    const { TrackClient } = require('customerio' + '-node')
    /* here */ TrackClient
  → import customerio-node .TrackClient

  an unknown name
    const { TrackClient } = require(name)
    /* here */ TrackClient
  → require(name) .TrackClient

  a require of its own
    function require(x) { return x } const m = require('customerio-node')
    /* here */ m
  → literal "customerio-node"

  module.require
    const m = module.require('customerio-node')
    /* here */ m.TrackClient
  → import customerio-node .TrackClient

  one assigned later
    let cio; cio = require('customerio-node')
    /* here */ cio.TrackClient
  → import customerio-node .TrackClient

  one that may be missing
    let cio = null; try { cio = require('customerio-node') } catch {}
    /* here */ cio
  → literal null
  → import customerio-node

  one that calls at once
    /* here */ require('customerio-node')(siteId, key)
  → require('customerio-node')(siteId, key)
`,
  { sourceType: 'commonjs' },
)

testSources(
  'a require that is made',
  `
  createRequire
    import { createRequire } from 'node:module'; const load = createRequire(import.meta.url)
    /* here */ load('customerio-node').TrackClient
  → import customerio-node .TrackClient

  createRequire of a namespace
    import * as mod from 'module'
    const require = mod.createRequire(import.meta.url)
    const { TrackClient } = require('customerio-node')
    /* here */ TrackClient
  → import customerio-node .TrackClient

  createRequire of the default
    import mod from 'module'; const r = mod.createRequire(import.meta.url)
    /* here */ r('customerio-node').TrackClient
  → import customerio-node .TrackClient

  another function of that name
    function createRequire() { return (x) => ({ TrackClient: x }) } const load = createRequire()
    /* here */ load('customerio-node').TrackClient
  → literal "customerio-node"
`,
)

testSources(
  'compiled modules',
  `
  TypeScript
    const customerio_node_1 = require("customerio-node"); /* here */ (0, customerio_node_1.TrackClient)(a)
  → (0, customerio_node_1.TrackClient)(a)

  the callee of TypeScript
    const customerio_node_1 = require("customerio-node"); (/* here */ 0, customerio_node_1.TrackClient)(a)
  → import customerio-node .TrackClient

  a constructor of TypeScript
    const x_1 = require("customerio-node"); const c = new x_1.TrackClient(a, b)
    /* here */ c
  → new x_1.TrackClient(a, b)

  __importStar of tslib
    const tslib_1 = require("tslib"); const cio = tslib_1.__importStar(require("customerio-node"))
    /* here */ cio.TrackClient
  → import customerio-node .TrackClient

  __importDefault of tslib
    const tslib_1 = require("tslib")
    const x = (0, tslib_1.__importDefault)(require("customerio-node"))
    /* here */ x.default
  → import customerio-node .default

  __importDefault written out
    var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };
    const x = __importDefault(require("customerio-node"))
    /* here */ x.default
  → import customerio-node .default

  _interopRequireDefault written out
    function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }
    var _cio = _interopRequireDefault(require("customerio-node"))
    /* here */ _cio.default
  → import customerio-node .default

  _interopRequireDefault and its default at once
    const CIO = _interopRequireDefault(require('customerio-node')).default
    /* here */ CIO
  → import customerio-node .default

  _interopRequireWildcard of swc
    const cio = _interop_require_wildcard(require("customerio-node"))
    /* here */ cio.TrackClient
  → import customerio-node .TrackClient

  __toESM of esbuild
    var import_cio = __toESM(require("customerio-node"), 1); const c = new import_cio.TrackClient(a)
    /* here */ c
  → new import_cio.TrackClient(a)

  a re-export by a getter
    const x_1 = require('customerio-node'); Object.defineProperty(exports, 'Track', { enumerable: true, get: function () { return x_1.TrackClient; } })
    /* here */ exports.Track
  → import customerio-node .TrackClient
  → global exports .Track

  an exported constant
    exports.cio = new (require('customerio-node').TrackClient)(a)
    /* here */ exports.cio
  → new (require('customerio-node').TrackClient)(a)
  → global exports .cio
`,
  { sourceType: 'commonjs' },
)

testSources(
  'TypeScript imports',
  `
  import equals
    import cio = require('customerio-node')
    /* here */ cio.TrackClient
  → import customerio-node .TrackClient

  import equals, types alone
    import type cio = require('customerio-node')
    /* here */ cio
  → import type customerio-node

  an alias of a member
    import * as cio from 'customerio-node'; import Client = cio.TrackClient
    /* here */ Client
  → import customerio-node .TrackClient

  an alias of a member of a member
    import * as cio from 'customerio-node'; import Client = cio.api.v1.Client
    /* here */ Client
  → import customerio-node .api.v1.Client

  a type import
    import type { TrackClient } from 'customerio-node'
    /* here */ TrackClient
  → import type customerio-node .TrackClient

  an inline type import
    import { type TrackClient, APIClient } from 'customerio-node'
    /* here */ TrackClient
  → import type customerio-node .TrackClient

  the value beside a type import
    import { type TrackClient, APIClient } from 'customerio-node'
    /* here */ APIClient
  → import customerio-node .APIClient

  a dynamic import with a type
    const cio = (await import('customerio-node')) as typeof import('customerio-node')
    /* here */ cio.TrackClient
  → type typeof import('customerio-node') .TrackClient
  → import customerio-node .TrackClient

  an instantiated import
    import { memoize } from './m'; const m = memoize<string>
    /* here */ m
  → import ./m .memoize
`,
  { parsers: ['typescript'] },
)
